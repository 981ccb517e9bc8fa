// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store_world.h"

#include <QObject>

namespace confab::tests
{

// What an AccountStore keeps to.
class AccountContract : public QObject
{
    Q_OBJECT

public:
    explicit AccountContract(MakeWorld makeWorld)
        : m_makeWorld(std::move(makeWorld))
    {
    }

private slots:
    void init() { m_world = m_makeWorld(); }
    void cleanup() { m_world.reset(); }

    void keepsAnAccount();
    void aNameIsTakenOnce();
    void nobodyIsFoundUnderAnotherName();
    void aNewAccountHasNothingUnread();
    void anInviteIsUsedUp();
    void anInviteThatCannotBeUsed_data();
    void anInviteThatCannotBeUsed();
    void anInviteIsNotUsedByATakenName();
    void anInviteLeadsIntoItsRoom();
    void aNewPasswordEndsTheOtherSessions();
    void aPasswordHashedAnewEndsNoSession();
    void disablingEndsTheSessions();
    void changesOfTheProfileCount();
    void changesOfNobodyAreRefused();
    void listsByTheBytesOfTheKeys();

private:
    [[nodiscard]] core::Store &store() { return m_world->store(); }
    [[nodiscard]] core::Reads &reads() { return m_world->reads(); }
    [[nodiscard]] qint64 usesLeft(const QByteArray &code) { return store().invites().find(code).value()->usesLeft; }

    MakeWorld m_makeWorld;
    std::unique_ptr<StoreWorld> m_world;
};

} // namespace confab::tests
