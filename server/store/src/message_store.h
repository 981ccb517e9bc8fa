// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "context.h"

#include <confab/core/message_rules.h>

namespace confab::store
{

class SqliteMessageStore final : public core::MessageStore
{
public:
    explicit SqliteMessageStore(Context &context);
    [[nodiscard]] core::Outcome<core::Appended> append(const core::AppendOp &op) override;
    [[nodiscard]] core::Outcome<core::Revised> edit(const core::EditOp &op) override;
    [[nodiscard]] core::Outcome<core::Revised> remove(const core::RemoveMessageOp &op) override;
    [[nodiscard]] core::Outcome<core::Revised> react(const core::ReactOp &op) override;
    [[nodiscard]] core::Outcome<core::Revised> pin(const core::PinOp &op) override;

private:
    [[nodiscard]] core::Outcome<core::Appended> write(const core::AppendOp &op);
    // What forbids it; nothing: it may be written. Reads only.
    [[nodiscard]] std::optional<core::Guard> forbids(const core::AppendOp &op);
    // A conversation that its first message makes.
    void make(const core::AppendOp &op);
    // What is wrong with the messages that it refers to.
    [[nodiscard]] std::optional<core::Guard> misses(const protocol::Message &message, const QString &owner);
    // The first message of the thread that it was written into, in which it counts from now on; at the next rev.
    [[nodiscard]] protocol::Message countedIn(const protocol::Message &reply, const QDateTime &now);

    // `apply` makes of the message what it says with what is around it; `store` then writes what else there is, where
    // it was changed.
    template <class Op, class Apply, class Store>
    [[nodiscard]] core::Outcome<core::Revised> revise(const Op &op, Apply &&apply, Store &&store);

    Context &m_context;
};

} // namespace confab::store
