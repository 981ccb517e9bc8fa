// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store_world.h"

#include <QObject>

namespace confab::tests
{

// What an InviteStore keeps to.
class InviteContract : public QObject
{
    Q_OBJECT

public:
    explicit InviteContract(MakeWorld makeWorld)
        : m_makeWorld(std::move(makeWorld))
    {
    }

private slots:
    void init() { m_world = m_makeWorld(); }
    void cleanup() { m_world.reset(); }

    void keepsAnInvite();
    void needsItsRoom();
    void refusesAKnownId();
    void listsById();
    void revokes();
    void oneMakesTheFirstOwner();

private:
    [[nodiscard]] core::Store &store() { return m_world->store(); }
    [[nodiscard]] core::Reads &reads() { return m_world->reads(); }

    MakeWorld m_makeWorld;
    std::unique_ptr<StoreWorld> m_world;
};

} // namespace confab::tests
