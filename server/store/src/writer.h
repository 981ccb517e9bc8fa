// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statement.h"

#include <confab/core/outcome.h>
#include <confab/core/store.h>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace confab::store
{

// The transactions of the one writing connection: each operation its own, or a savepoint inside the open batch.
class Writer
{
public:
    explicit Writer(const QSqlDatabase &database);

    // Runs `operation`, which gives an Outcome<T> and may throw SqlError. What it wrote is kept only for a T.
    template <class T, class Operation>
    [[nodiscard]] core::Outcome<T> change(Operation &&operation)
    {
        return run<T>(m_batch, std::forward<Operation>(operation));
    }
    // The same for an operation that knows whether it gives a T before it writes anything: nothing of it has to be
    // undone alone, which saves two statements.
    template <class T, class Operation>
    [[nodiscard]] core::Outcome<T> changeOnceGuarded(Operation &&operation)
    {
        return run<T>(false, std::forward<Operation>(operation));
    }

    // Only one batch at a time. The transaction begins with its first operation, so that a batch without one costs
    // nothing.
    [[nodiscard]] std::unique_ptr<core::Batch> begin();

    [[nodiscard]] bool inTransaction() const { return m_open; }

    // Called after each commit.
    void setAfterCommit(std::function<void()> afterCommit) { m_afterCommit = std::move(afterCommit); }

private:
    class OpenBatch;

    template <class T, class Operation>
    [[nodiscard]] core::Outcome<T> run(bool apart, Operation &&operation)
    {
        if (auto unavailable = start(apart))
            return *unavailable;
        try {
            core::Outcome<T> outcome = operation();
            if (outcome.index() == 0)
                keep(apart);
            else
                undo(apart);
            return outcome;
        } catch (const SqlError &error) {
            return fail(error);
        }
    }

    // `apart`: inside a savepoint, so that it can be undone without the rest of the batch.
    [[nodiscard]] std::optional<core::Unavailable> start(bool apart);
    void keep(bool apart);
    void commit();
    void undo(bool apart);
    core::Unavailable fail(const SqlError &error);
    void rollBack();

    [[nodiscard]] Expected<std::monostate, core::Unavailable> commitBatch();
    void abandonBatch();

    Statement m_begin;
    Statement m_commit;
    Statement m_rollBack;
    Statement m_savepoint;
    Statement m_release;
    Statement m_rollBackTo;
    bool m_batch = false;
    bool m_open = false;
    // After an error SQLite may have undone the whole transaction by itself: what came later in the batch must not be
    // kept alone.
    std::optional<core::Unavailable> m_batchFailed;
    std::function<void()> m_afterCommit;
};

} // namespace confab::store
