// SPDX-License-Identifier: GPL-3.0-or-later
#include "turn.h"

#include "log.h"

#include <confab/protocol/defence.h>

#include <utility>

namespace confab::core
{

Turn::Turn(Store &store, const Effect &lost)
    : m_store(store)
    , m_lost(lost)
{
}

Store &Turn::store()
{
    if (!m_batch)
        m_batch = m_store.begin();
    return m_store;
}

void Turn::then(Effect committed, Effect failed)
{
    m_steps.push_back({std::move(committed), std::move(failed)});
}

void Turn::always(const Effect &effect)
{
    m_steps.push_back({effect, effect});
}

void Turn::finish()
{
    const std::vector<Step> steps = std::exchange(m_steps, {});
    bool kept = true;
    if (const std::unique_ptr<Batch> batch = std::exchange(m_batch, nullptr)) {
        if (const auto committed = batch->commit(); !committed) {
            qCWarning(lcCore) << "a batch could not be stored:" << committed.error().reason;
            kept = !inForce("ack-after-commit");
            m_lost();
        }
    }
    for (const Step &step : steps) {
        if (const Effect &effect = kept ? step.committed : step.failed)
            effect();
    }
}

Turns::Turns(Store &store, Turn::Effect lost)
    : m_store(store)
    , m_lost(std::move(lost))
{
}

void Turns::run(std::function<void(Turn &)> work)
{
    m_waiting.push_back(std::move(work));
    if (std::exchange(m_running, true))
        return;
    while (!m_waiting.empty()) {
        const auto next = std::exchange(m_waiting.front(), {});
        m_waiting.pop_front();
        Turn turn(m_store, m_lost);
        next(turn);
        turn.finish();
    }
    m_running = false;
}

} // namespace confab::core
