// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "context.h"

#include <confab/core/store.h>

namespace confab::store
{

class SqliteAttachmentStore final : public core::AttachmentStore
{
public:
    explicit SqliteAttachmentStore(Context &context);

    [[nodiscard]] core::Outcome<core::StoredFile> attach(const core::AttachOp &op) override;
    [[nodiscard]] std::optional<core::StoredFile> find(const QString &id) override;
    [[nodiscard]] core::Outcome<core::StoredFile> setWhole(const QString &id) override;
    [[nodiscard]] core::Outcome<core::StoredFile> setPicture(const core::PictureOp &op) override;
    [[nodiscard]] core::Outcome<std::monostate> discard(const QString &id) override;
    [[nodiscard]] core::Outcome<QList<Unwanted>> takeUnwanted(const QDateTime &before, qsizetype most) override;
    [[nodiscard]] core::Outcome<std::monostate> forgetUnwanted(const QStringList &ids) override;

private:
    Context &m_context;
};

} // namespace confab::store
