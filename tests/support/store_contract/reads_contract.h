// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store_world.h"

#include <QObject>

namespace confab::tests
{

// What Reads keep to.
class ReadsContract : public QObject
{
    Q_OBJECT

public:
    explicit ReadsContract(MakeWorld makeWorld)
        : m_makeWorld(std::move(makeWorld))
    {
    }

private slots:
    void init() { m_world = m_makeWorld(); }
    void cleanup() { m_world.reset(); }

    void pagesThroughHistoryBackwards();
    void pagesThroughHistoryForwards();
    void readsAround();
    void anEmptyHistory();
    void pagesByBytes();
    void oneLongMessageIsAlwaysGiven();
    void whatChangedSince();
    void whatChangedSinceInParts();
    void roomChangesCountInUpTo();
    void countsNoFurtherThanAsked();
    void tellsTheIdAtASeq();
    void tellsStandingAndLastLine();
    void countsMentionsThatAreUnread();
    void shortensTheLastLine();
    void listsConversationsByLastChange();
    void pagesThroughPeople();
    void findsPeopleByAPartOfTheirNames();
    void pagesThroughMembers();
    void membersOfEveryone();
    void membersThatAreGuests();
    void pagesThroughRooms();
    void findsRooms();
    void whoIsRemovedIsRefused();
    void whoNeverWasInIsRefused();

private:
    [[nodiscard]] core::Store &store() { return m_world->store(); }
    [[nodiscard]] core::Reads &reads() { return m_world->reads(); }

    MakeWorld m_makeWorld;
    std::unique_ptr<StoreWorld> m_world;
};

} // namespace confab::tests
