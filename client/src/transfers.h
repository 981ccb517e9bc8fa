// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "downloads.h"
#include "file_thread.h"
#include "local_files.h"
#include "uploads.h"

#include <QSet>

namespace confab::client
{

// The files of one profile, there and back: what the other parts of the client see of them. UI thread.
class Transfers : public QObject
{
    Q_OBJECT

public:
    Transfers(Session &session, OutboxSender &outbox, const QString &profileFolder, Timing timing,
              QObject *parent = nullptr);
    ~Transfers() override;

    void open() { m_local.open(); }
    // Nothing is read or written any more.
    void end() { m_thread.end(); }
    // What waited before is in the outbox again.
    void loaded();
    void resume();
    void pause(); // no connection
    // Nobody is signed in any more: what is here goes.
    void clear();
    // What comes is of a server that knows nothing of what was sent.
    void beginEpoch();
    void look(); // the outbox changed

    void take(const protocol::Ack &ack) { m_uploads.take(ack); }
    void take(const protocol::ErrorFrame &error);

    void setPaused(const QString &message, bool paused) { m_uploads.setPaused(message, paused); }
    void fetch(const QString &conversation, qint64 seq, const QString &attachment, qint64 size);
    void stop(const QString &attachment) { m_downloads.stop(attachment); }
    void wantPicture(const QString &conversation, qint64 seq, const protocol::Attachment &attachment);
    // Whether wantPicture() has nothing to do any more.
    [[nodiscard]] bool isPictureKnown(const QString &attachment) const;
    // Of messages that are no more.
    void drop(const QStringList &attachments);
    void dropConversation(const QString &conversation) { m_downloads.dropConversation(conversation); }
    [[nodiscard]] bool isEmpty() const { return m_local.isEmpty(); }
    // Reads and does what takes a disk's time.
    [[nodiscard]] FileThread &thread() { return m_thread; }
    [[nodiscard]] QString newOutgoing(const QString &name) const { return m_local.newOutgoing(name); }

    [[nodiscard]] QList<ShownFile> shown(const protocol::Message &message) const;
    [[nodiscard]] QList<ShownFile> shown(const OutboxItem &item) const;

Q_SIGNALS:
    void changed(const QString &conversation);
    void allChanged();

private:
    void onMoved(const QString &conversation);
    void lookNow();

    Timing m_timing;
    FileThread m_thread;
    OutboxSender &m_outbox;
    LocalFiles m_local;
    QNetworkAccessManager m_network;
    Uploads m_uploads;
    Downloads m_downloads;
    QHash<QString, QString> m_pictures; // by attachment: what its small picture is called here; empty: it has none
    QSet<QString> m_moved;              // conversations that are told at the next tick
    int m_tick = 0;
    bool m_lookQueued = false;
    bool m_loaded = false;
};

} // namespace confab::client
