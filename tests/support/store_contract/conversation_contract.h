// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store_world.h"

#include <QObject>

namespace confab::tests
{

// What a ConversationStore keeps to.
class ConversationContract : public QObject
{
    Q_OBJECT

public:
    explicit ConversationContract(MakeWorld makeWorld)
        : m_makeWorld(std::move(makeWorld))
    {
    }

private slots:
    void init() { m_world = m_makeWorld(); }
    void cleanup() { m_world.reset(); }

    void everyoneIsThereFromTheStart();
    void makesARoom();
    void aRoomNeedsPeopleThatExist();
    void anIdIsGivenOnce();
    void changesARoom();
    void whatWasSaidToABotIsForgotten();
    void whatChangesNothingTakesNoRev();
    void asksForMembershipAndOwnership();
    void asksAgainForEachVerb_data();
    void asksAgainForEachVerb();
    void addsAMember();
    void joinsOnlyAPublicRoom();
    void removesAMember();
    void whoWasThereLongestBecomesOwner();
    void aRoomWithoutMembersIsGone();
    void deletesARoom();
    void aGuestTakesTheirTalksAlong();
    void aRepeatIsAnsweredAgain();
    void anotherBodyIsAConflict();

private:
    [[nodiscard]] core::Store &store() { return m_world->store(); }
    [[nodiscard]] core::Reads &reads() { return m_world->reads(); }

    MakeWorld m_makeWorld;
    std::unique_ptr<StoreWorld> m_world;
};

} // namespace confab::tests
