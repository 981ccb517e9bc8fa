// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store_world.h"

#include <QObject>

namespace confab::tests
{

// What changes a message, and what refers to others: threads, answers, edits, deletions, reactions, pins; and what an
// account keeps.
class RevisionContract : public QObject
{
    Q_OBJECT

public:
    explicit RevisionContract(MakeWorld makeWorld)
        : m_makeWorld(std::move(makeWorld))
    {
    }

private slots:
    void init();
    void cleanup() { m_world.reset(); }

    void anAnswerNamesAMessageThatIsThere();
    void aThreadCountsItsReplies();
    void aThreadBeginsWithAMessageInNone();
    void aThreadIsPaged();
    void anEditTakesTheNextRev();
    void anEditNeedsTheRevThatIsHeld();
    void anEditMovesMentions();
    void onlyOnesOwnWords();
    void aRevisionIsRepeatable();
    void aRevisionNamesAMessageThatIsThere();
    void aRevisionNeedsMembership();
    void aDeletionLeavesATombstone();
    void whoMayDelete();
    void reactionsAreCounted();
    void aReactionNamesTheFirstTen();
    void twentyKindsAndNoMore();
    void namesGiveWayToTheBound();
    void ownReactionsAreTold();
    void reactorsArePaged();
    void whoMayPin();
    void pinnedOnesAreListed();
    void changesAreInTheOrderOfRevs();
    void timeGoesOnAfterARevision();
    void aBatchOfRevisionsIsUndone();
    void whatGoesWithAConversation();
    void prefsAreKept();
    void prefsArePaged();
    void prefsAreBounded();

private:
    [[nodiscard]] core::Store &store() { return m_world->store(); }
    [[nodiscard]] core::Reads &reads() { return m_world->reads(); }
    // The message as it is kept, seen by somebody.
    [[nodiscard]] protocol::Message kept(const QString &conversation, qint64 seq,
                                         const QString &viewer = QStringLiteral("mara"));

    MakeWorld m_makeWorld;
    std::unique_ptr<StoreWorld> m_world;
};

} // namespace confab::tests
