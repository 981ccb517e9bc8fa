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
    // The conversation, made where its kind is made by the first message. Nothing: it is not there.
    [[nodiscard]] std::optional<ConversationTable::Row> conversationFor(const core::AppendOp &op, bool &made);

    Context &m_context;
};

} // namespace confab::store
