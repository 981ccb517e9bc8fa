// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store_world.h"

#include <QObject>

namespace confab::tests
{

// What MessageStore and ReceiptStore keep to.
class MessageContract : public QObject
{
    Q_OBJECT

public:
    explicit MessageContract(MakeWorld makeWorld)
        : m_makeWorld(std::move(makeWorld))
    {
    }

private slots:
    void init() { m_world = m_makeWorld(); }
    void cleanup() { m_world.reset(); }

    void numbersFromOne();
    void keepsWhatWasSaid();
    void timeDoesNotGoBack();
    void aRepeatGetsTheStoredAck();
    void anotherBodyIsAConflict();
    void idsAreOfOneAccount();
    void errorsAreNotRemembered();
    void withoutAnIdNothingIsRemembered();
    void onlyMembersWrite();
    void onlyWhereThereIsAConversation();
    void theFirstDirectMessageMakesTheConversation();
    void notesToOneself();
    void theReceiverMustExist();
    void aGuestWhoHasGoneGetsNothingNew();
    void aBotConversationIsMadeByItsFirstMessage();
    void thePlainBotLogIsListedForNobody();
    void whoWritesHasRead();
    void marksOnlyRise();
    void marksNeedMembership();

private:
    [[nodiscard]] core::Store &store() { return m_world->store(); }
    [[nodiscard]] core::Reads &reads() { return m_world->reads(); }

    MakeWorld m_makeWorld;
    std::unique_ptr<StoreWorld> m_world;
};

} // namespace confab::tests
