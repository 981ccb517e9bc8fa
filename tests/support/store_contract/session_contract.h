// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store_world.h"

#include <QObject>

namespace confab::tests
{

// What SessionStore, ConnectionStore and ServerStore keep to.
class SessionContract : public QObject
{
    Q_OBJECT

public:
    explicit SessionContract(MakeWorld makeWorld)
        : m_makeWorld(std::move(makeWorld))
    {
    }

private slots:
    void init() { m_world = m_makeWorld(); }
    void cleanup() { m_world.reset(); }

    void keepsASession();
    void aSessionExpires();
    void aSessionIsExtended();
    void aSessionIsRemoved();
    void expiredSessionsGo();
    void aGuestNeedsNoAccount();
    void connectionsAreReplacedAndCleared();
    void theServerStaysItself();
    void theServerIsNamed();
    void questionsAreCountedByBotAndDay();

private:
    [[nodiscard]] core::Store &store() { return m_world->store(); }
    [[nodiscard]] core::Reads &reads() { return m_world->reads(); }

    MakeWorld m_makeWorld;
    std::unique_ptr<StoreWorld> m_world;
};

} // namespace confab::tests
