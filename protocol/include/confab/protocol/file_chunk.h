// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/limits.h>

#include <QByteArray>
#include <QString>

#include <optional>

namespace confab::protocol
{

// A part of a file as it travels in one binary frame.
struct FileChunk {
    QString attachment; // id, 32 hex characters
    qint64 offset = 0;  // of the first of the bytes in the file
    QByteArray bytes;   // 1 … limits::chunkBytes
    bool operator==(const FileChunk &) const = default;
};

// 16 bytes of id, 8 of offset with the highest first, the bytes.
[[nodiscard]] QByteArray encodeChunk(const FileChunk &chunk);
// Nothing: too short, too long, or an offset past limits::maxInteger.
[[nodiscard]] std::optional<FileChunk> parseChunk(const QByteArray &frame);

// Whether it could be the id of an attachment: 32 hex characters, small letters.
[[nodiscard]] bool isAttachmentId(const QString &id);

} // namespace confab::protocol
