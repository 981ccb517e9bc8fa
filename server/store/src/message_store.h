// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "context.h"

#include <confab/core/store.h>

namespace confab::store
{

class SqliteMessageStore final : public core::MessageStore
{
public:
    explicit SqliteMessageStore(Context &context);
    [[nodiscard]] core::Outcome<core::Appended> append(const core::AppendOp &op) override;

private:
    [[nodiscard]] core::Outcome<core::Appended> write(const core::AppendOp &op);
    // What forbids it; nothing: it may be written. Reads only.
    [[nodiscard]] std::optional<core::Guard> forbids(const core::AppendOp &op);
    // A conversation that its first message makes.
    void make(const core::AppendOp &op);

    Context &m_context;
};

} // namespace confab::store
