// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statement.h"

#include <confab/core/store.h>

#include <optional>

namespace confab::store
{

// Files, but for their bytes. Everything throws SqlError.
class AttachmentTable
{
public:
    explicit AttachmentTable(const QSqlDatabase &database);

    [[nodiscard]] std::optional<core::StoredFile> find(const QString &id);
    // The same file of the same person that is in no message.
    [[nodiscard]] std::optional<core::StoredFile> like(const core::StoredFile &file);
    [[nodiscard]] qint64 bytesOf(const QString &owner);
    [[nodiscard]] qint64 bytesOfAll();
    [[nodiscard]] qint64 unsentOf(const QString &owner);
    void insert(const core::StoredFile &file);
    void setWhole(const QString &id);
    void setPicture(const core::PictureOp &op);
    // With its thumbnail.
    void giveTo(const QString &id, const QString &conversation, qint64 seq);
    void remove(const QString &id);
    void removeOf(const QString &conversation, qint64 seq);
    void removeInNone(const QDateTime &before);
    [[nodiscard]] QList<core::AttachmentStore::Unwanted> unwanted(qsizetype most);
    void forgetUnwanted(const QString &id);

private:
    Statement m_find;
    Statement m_like;
    Statement m_bytesOf;
    Statement m_bytesOfAll;
    Statement m_unsentOf;
    Statement m_insert;
    Statement m_setWhole;
    Statement m_giveTo;
    Statement m_setPicture;
    Statement m_removeThumbnail;
    Statement m_insertThumbnail;
    Statement m_remove;
    Statement m_removeOf;
    Statement m_removeInNone;
    Statement m_unwanted;
    Statement m_forgetUnwanted;
};

} // namespace confab::store
