// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfers.h"

#include "outbox_sender.h"
#include "session.h"

#include <confab/protocol/file_chunk.h>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

// How often somebody is told that bytes have moved.
constexpr int tickMs = 100;
// A picture-file that the server has no small picture of is fetched itself, up to here.
constexpr qint64 smallPictureBytes = 1024 * 1024;
// One's own is at hand; past this drawing it small costs more than it gives.
constexpr qint64 ownPictureBytes = 16 * 1024 * 1024;

bool canBeShown(const QString &mime)
{
    return mime == "image/png"_L1 || mime == "image/jpeg"_L1 || mime == "image/gif"_L1 || mime == "image/webp"_L1;
}

// What to fetch of it to have a small picture of it; empty: there is none.
QString pictureOf(const protocol::Attachment &attachment)
{
    if (protocol::isAttachmentId(attachment.thumbnail))
        return attachment.thumbnail;
    const bool small = attachment.size <= smallPictureBytes && canBeShown(attachment.mime);
    return small && protocol::isAttachmentId(attachment.id) ? attachment.id : QString();
}

} // namespace

Transfers::Transfers(Session &session, OutboxSender &outbox, const QString &profileFolder, Timing timing,
                     QObject *parent)
    : QObject(parent)
    , m_timing(timing)
    , m_outbox(outbox)
    , m_local(profileFolder, m_thread)
    , m_uploads(session, outbox, m_thread, m_local, m_network, timing)
    , m_downloads(session, m_local, m_network, timing)
{
    connect(&session, &Session::wrote, &m_uploads, qOverload<>(&Uploads::feed));
    connect(&session, &Session::binary, this, [this](const QByteArray &frame) {
        if (const auto chunk = protocol::parseChunk(frame))
            m_downloads.take(*chunk);
    });
    connect(&outbox, &OutboxSender::changed, this, &Transfers::look);
    connect(&m_uploads, &Uploads::changed, this, &Transfers::changed);
    connect(&m_uploads, &Uploads::moved, this, &Transfers::onMoved);
    connect(&m_downloads, &Downloads::changed, this, &Transfers::changed);
    connect(&m_downloads, &Downloads::moved, this, &Transfers::onMoved);
    connect(&m_local, &LocalFiles::listed, this, &Transfers::allChanged);
    connect(&m_local, &LocalFiles::changed, this, &Transfers::allChanged);
}

Transfers::~Transfers()
{
    m_timing.scheduler->cancel(m_tick);
}

void Transfers::loaded()
{
    m_loaded = true;
    look();
}

void Transfers::resume()
{
    m_uploads.resume();
    m_downloads.resume();
}

void Transfers::pause()
{
    m_uploads.pause();
    m_downloads.pause();
}

void Transfers::clear()
{
    m_uploads.clear();
    m_downloads.clear();
    m_local.clear();
    m_pictures.clear();
}

void Transfers::beginEpoch()
{
    m_uploads.clear();
    m_downloads.clear();
    look();
}

void Transfers::look()
{
    if (!m_loaded || std::exchange(m_lookQueued, true))
        return;
    QMetaObject::invokeMethod(this, &Transfers::lookNow, Qt::QueuedConnection);
}

void Transfers::lookNow()
{
    m_lookQueued = false;
    m_uploads.look();
    QSet<QString> paths;
    for (const OutboxItem &item : m_outbox.outbox().items()) {
        for (const OutboxFile &file : item.files)
            paths.insert(file.path);
    }
    m_local.keepOutgoing(paths);
}

void Transfers::onMoved(const QString &conversation)
{
    m_moved.insert(conversation);
    if (m_tick != 0)
        return;
    m_tick = m_timing.scheduler->after(tickMs, [this] {
        m_tick = 0;
        for (const QString &each : std::exchange(m_moved, {}))
            Q_EMIT changed(each);
    });
}

void Transfers::take(const protocol::ErrorFrame &error)
{
    m_uploads.take(error);
    m_downloads.take(error);
}

void Transfers::fetch(const QString &conversation, qint64 seq, const QString &attachment, qint64 size)
{
    if (protocol::isAttachmentId(attachment))
        m_downloads.fetch({attachment, conversation, seq, size, false});
}

bool Transfers::isPictureKnown(const QString &attachment) const
{
    const auto it = m_pictures.constFind(attachment);
    return it != m_pictures.constEnd() && (it->isEmpty() || m_local.has(*it) || m_downloads.isKnown(*it));
}

void Transfers::wantPicture(const QString &conversation, qint64 seq, const protocol::Attachment &attachment)
{
    // Bounded like what is shown at once, and some more.
    constexpr qsizetype mostRemembered = 5000;
    if (m_pictures.size() >= mostRemembered)
        m_pictures.clear();
    const QString picture = pictureOf(attachment);
    m_pictures.insert(attachment.id, picture);
    if (isPictureKnown(attachment.id))
        return;
    const qint64 size = picture == attachment.id ? attachment.size : 0;
    m_downloads.fetch({picture, conversation, seq, size, true});
}

void Transfers::drop(const QStringList &attachments)
{
    m_downloads.drop(attachments);
    m_local.remove(attachments);
    Q_EMIT allChanged();
}

QList<ShownFile> Transfers::shown(const protocol::Message &message) const
{
    QList<ShownFile> files;
    for (const protocol::Attachment &attachment : message.attachments) {
        ShownFile file;
        file.id = attachment.id;
        file.name = attachment.name;
        file.mime = attachment.mime;
        file.size = attachment.size;
        if (attachment.width > 0 && attachment.height > 0)
            file.picture = {static_cast<int>(attachment.width), static_cast<int>(attachment.height)};
        m_downloads.describe(file);
        if (const QString picture = pictureOf(attachment); !picture.isEmpty() && m_local.has(picture))
            file.smallPath = m_local.path(picture);
        files.append(file);
    }
    return files;
}

QList<ShownFile> Transfers::shown(const OutboxItem &item) const
{
    QList<ShownFile> files;
    for (qsizetype i = 0; i < item.files.size(); ++i) {
        const OutboxFile &from = item.files[i];
        ShownFile file;
        file.id = item.id + u'/' + QString::number(i);
        file.name = from.name;
        file.mime = from.mime;
        file.size = from.size;
        file.picture = from.picture;
        file.upload = true;
        file.path = from.path;
        if (canBeShown(from.mime) && from.size <= ownPictureBytes)
            file.smallPath = from.path;
        if (waitsForFiles(item)) {
            m_uploads.describe(item, i, file);
        } else {
            file.state = ShownFile::State::Here;
            file.done = file.size;
        }
        files.append(file);
    }
    return files;
}

} // namespace confab::client
