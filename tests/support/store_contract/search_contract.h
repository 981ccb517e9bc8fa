// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store_world.h"

#include <QObject>

namespace confab::tests
{

// What Reads::search keeps to.
class SearchContract : public QObject
{
    Q_OBJECT

public:
    explicit SearchContract(MakeWorld makeWorld)
        : m_makeWorld(std::move(makeWorld))
    {
    }

private slots:
    void init();
    void cleanup() { m_world.reset(); }

    void tellsThatItSearches();
    void findsByWhatAMessageHolds();
    void givesWholeMessages();
    void newestFirstOverAllConversations();
    void pagesThroughHits();
    void pagesThroughHitsOfOneConversation();
    void pagesByBytes();
    void onlyWhatTheViewerMaySee();
    void onlyOneConversation();
    void whoIsRemovedFindsNothingThere();
    void whatIsGoneIsNotFound();
    void onlyWithFiles();
    void whatWasChangedIsFoundAsItIs();
    void aPageAfterWhatIsNotThere();
    void whoIsInManyConversations();
    void syntaxIsText();
    void anyCharactersAreAQuery();

private:
    [[nodiscard]] core::Store &store() { return m_world->store(); }
    // Of what is committed by now.
    [[nodiscard]] Expected<core::FoundPage, core::ReadProblem> search(const core::SearchQuery &query);
    [[nodiscard]] QStringList find(const QString &query, const QString &viewer = QStringLiteral("mara"));

    MakeWorld m_makeWorld;
    std::unique_ptr<StoreWorld> m_world;
};

} // namespace confab::tests
