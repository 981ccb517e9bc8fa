// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/store.h>

#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace confab::core
{

// One batch of changes, and what is to be told and remembered once it is durable. Effects run in the order in which
// they were added, whatever they belong to: an answer never overtakes an earlier one.
class Turn
{
public:
    using Effect = std::function<void()>;

    // `lost` runs first where a commit failed: what was learnt inside the batch is wrong then.
    Turn(Store &store, const Effect &lost);

    // The store to change. Begins the batch, so that a turn that changes nothing costs no commit.
    [[nodiscard]] Store &store();

    void then(Effect committed, Effect failed);
    // For what does not depend on the batch but has its place in the order.
    void always(const Effect &effect);

    // Commits and runs the effects. More may be added afterwards, for a batch of their own.
    void finish();

private:
    struct Step {
        Effect committed;
        Effect failed;
    };

    Store &m_store;
    const Effect &m_lost;
    std::unique_ptr<Batch> m_batch;
    std::vector<Step> m_steps;
};

// Runs turns one after the other. What asks for a turn from within one (an effect, a bot that answers at once) gets it
// after that one has finished.
class Turns
{
public:
    Turns(Store &store, Turn::Effect lost);

    void run(std::function<void(Turn &)> work);

private:
    Store &m_store;
    Turn::Effect m_lost;
    std::deque<std::function<void(Turn &)>> m_waiting;
    bool m_running = false;
};

} // namespace confab::core
