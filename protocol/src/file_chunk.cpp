// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/protocol/file_chunk.h>

#include <QtEndian>

#include <algorithm>

namespace confab::protocol
{

namespace
{

constexpr qsizetype idBytes = limits::attachmentIdChars / 2;

} // namespace

QByteArray encodeChunk(const FileChunk &chunk)
{
    QByteArray frame = QByteArray::fromHex(chunk.attachment.toLatin1());
    frame.resize(limits::chunkHeaderBytes);
    qToBigEndian(static_cast<quint64>(chunk.offset), frame.data() + idBytes);
    return frame + chunk.bytes;
}

std::optional<FileChunk> parseChunk(const QByteArray &frame)
{
    const qsizetype bytes = frame.size() - limits::chunkHeaderBytes;
    if (bytes < 1 || bytes > limits::chunkBytes)
        return std::nullopt;
    const auto offset = qFromBigEndian<quint64>(frame.constData() + idBytes);
    if (offset > static_cast<quint64>(limits::maxInteger))
        return std::nullopt;
    return FileChunk{QString::fromLatin1(frame.first(idBytes).toHex()), static_cast<qint64>(offset),
                     frame.sliced(limits::chunkHeaderBytes)};
}

bool isAttachmentId(const QString &id)
{
    return id.size() == limits::attachmentIdChars && std::all_of(id.cbegin(), id.cend(), [](QChar character) {
               return (character >= u'0' && character <= u'9') || (character >= u'a' && character <= u'f');
           });
}

} // namespace confab::protocol
