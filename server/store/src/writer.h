// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statement.h"

#include <confab/core/outcome.h>
#include <confab/core/store.h>

#include <functional>
#include <memory>
#include <optional>

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
        if (auto unavailable = start())
            return *unavailable;
        try {
            core::Outcome<T> outcome = operation();
            if (outcome.index() == 0)
                keep();
            else
                undo();
            return outcome;
        } catch (const SqlError &error) {
            return fail(error);
        }
    }

    // Only one batch at a time. The transaction begins with its first operation, so that a batch without one costs
    // nothing.
    [[nodiscard]] std::unique_ptr<core::Batch> begin();

    [[nodiscard]] bool inTransaction() const { return m_open; }

    // Called after each commit.
    void setAfterCommit(std::function<void()> afterCommit) { m_afterCommit = std::move(afterCommit); }

private:
    class OpenBatch;

    [[nodiscard]] std::optional<core::Unavailable> start();
    void keep();
    void commit();
    void undo();
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
