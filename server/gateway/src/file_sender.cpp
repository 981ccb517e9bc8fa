// SPDX-License-Identifier: GPL-3.0-or-later
#include "file_sender.h"

#include "gathered_frames.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/defence.h>

#include <QTimer>

#include <algorithm>
#include <chrono>

namespace confab::gateway
{

using protocol::limits::chunkBytes;

bool FileSender::Going::mayGoOn() const
{
    const qint64 unacknowledged = file.offset - got;
    return file.offset < file.size &&
           (unacknowledged < chunkBytes * protocol::limits::chunksUnacknowledged || !inForce("file-window"));
}

FileSender::FileSender(std::shared_ptr<core::FileBytes> files, qint64 bytesPerSecond, std::function<bool()> isIdle,
                       std::function<void(const QByteArray &)> give, QObject *parent)
    : QObject(parent)
    , m_files(std::move(files))
    , m_bytesPerSecond(bytesPerSecond)
    , m_isIdle(std::move(isIdle))
    , m_give(std::move(give))
{
    m_clock.start();
    connect(m_relay.get(), &FileRelay::read, this, &FileSender::onRead, Qt::QueuedConnection);
}

void FileSender::send(const core::Courier::OutgoingFile &file)
{
    // The same once more begins anew, as where a client has lost its own place.
    m_going.removeIf([&file](const Going &one) { return one.file.attachment == file.attachment; });
    if (file.offset >= file.size)
        return;
    if (m_going.size() >= mostAtOnce && inForce("fetches-at-once"))
        refuse(m_going.takeFirst().file, protocol::ErrorCode::Unavailable, QStringLiteral("too many files at once"));
    m_going.append({file, file.offset});
    goOn();
}

void FileSender::refuse(const core::Courier::OutgoingFile &file, protocol::ErrorCode code, const QString &why)
{
    const protocol::ErrorFrame error{
        .id = file.command, .code = code, .message = why, .field = QStringLiteral("attachment"), .retryAfterMs = 0};
    m_give(textFrame(protocol::encode(protocol::ServerEvent(error))));
}

void FileSender::got(const QString &attachment, qint64 offset)
{
    const auto found = std::find_if(m_going.begin(), m_going.end(),
                                    [&attachment](const Going &one) { return one.file.attachment == attachment; });
    // More than was sent is nobody's to have.
    if (found == m_going.end() || offset <= found->got || offset > found->file.offset)
        return;
    found->got = offset;
    if (found->got == found->file.size)
        m_going.erase(found);
    goOn();
}

void FileSender::goOn()
{
    if (m_pausing || !m_isIdle())
        return;
    if (!m_next.isEmpty()) {
        m_give(std::exchange(m_next, {}));
        // What goes out at once tells nobody that it has.
        QMetaObject::invokeMethod(this, &FileSender::goOn, Qt::QueuedConnection);
        return;
    }
    if (m_reading)
        return;
    const qint64 early = m_inTime - m_clock.elapsed();
    if (m_bytesPerSecond > 0 && early > 0) {
        m_pausing = true;
        QTimer::singleShot(std::chrono::milliseconds(early), this, [this] {
            m_pausing = false;
            goOn();
        });
        return;
    }
    for (qsizetype i = 0; i < m_going.size(); ++i) {
        if (m_going.at(i).mayGoOn())
            return read(i);
    }
}

void FileSender::read(qsizetype which)
{
    // The others get their turn after it.
    m_going.move(which, m_going.size() - 1);
    const core::Courier::OutgoingFile file = m_going.constLast().file;
    m_reading = true;
    const qint64 most = std::min<qint64>(chunkBytes, file.size - file.offset);
    // On another thread, perhaps when this is gone: the relay lives as long as somebody may call it.
    m_files->read(file.sha256, file.offset, most, [relay = m_relay, file](const QByteArray &bytes) {
        Q_EMIT relay->read(file.attachment, file.offset, bytes);
    });
}

void FileSender::onRead(const QString &attachment, qint64 offset, const QByteArray &bytes)
{
    m_reading = false;
    const auto found = std::find_if(m_going.begin(), m_going.end(), [&](const Going &one) {
        return one.file.attachment == attachment && one.file.offset == offset;
    });
    if (found != m_going.end() && bytes.isEmpty()) {
        // Its row is there and its bytes are not, as after a restored backup.
        const core::Courier::OutgoingFile gone = found->file;
        m_going.erase(found);
        refuse(gone, protocol::ErrorCode::NotFound, QStringLiteral("the file is not kept here any more"));
    } else if (found != m_going.end()) {
        found->file.offset += bytes.size();
        if (m_bytesPerSecond > 0)
            m_inTime = std::max(m_clock.elapsed(), m_inTime) + bytes.size() * 1000 / m_bytesPerSecond;
        m_next = binaryFrame(protocol::encodeChunk({attachment, offset, bytes}));
    }
    goOn();
}

} // namespace confab::gateway
