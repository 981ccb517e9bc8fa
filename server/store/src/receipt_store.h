// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "context.h"

#include <confab/core/store.h>

namespace confab::store
{

class SqliteReceiptStore final : public core::ReceiptStore
{
public:
    explicit SqliteReceiptStore(Context &context);
    [[nodiscard]] core::Outcome<Mark> markRead(const QString &conversation, const QString &key, qint64 seq) override;
    [[nodiscard]] qint64 mark(const QString &conversation, const QString &key) override;

private:
    Context &m_context;
};

} // namespace confab::store
