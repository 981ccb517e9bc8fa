// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store_world.h"

#include <QObject>

namespace confab::tests
{

// What Batch and dump keep to.
class WholeContract : public QObject
{
    Q_OBJECT

public:
    explicit WholeContract(MakeWorld makeWorld)
        : m_makeWorld(std::move(makeWorld))
    {
    }

private slots:
    void init() { m_world = m_makeWorld(); }
    void cleanup() { m_world.reset(); }

    void aBatchIsKeptWhole();
    void aBatchIsUndone();
    void aFailedGuardLeavesTheRestOfTheBatch();
    void aBatchWithNothingInIt();
    void readersSeeNothingBeforeTheCommit();
    void aRepeatInsideABatch();
    void dumpsEverythingButSecrets();
    void dumpsInAFixedOrder();

private:
    [[nodiscard]] core::Store &store() { return m_world->store(); }
    [[nodiscard]] core::Reads &reads() { return m_world->reads(); }

    MakeWorld m_makeWorld;
    std::unique_ptr<StoreWorld> m_world;
};

} // namespace confab::tests
