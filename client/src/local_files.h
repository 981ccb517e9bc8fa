// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stored.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>

namespace confab::client
{

class FileThread;

// The files of others that are kept on this computer, `files/ID` in the folder of the profile (0700, each file 0600),
// parts of some as `files/ID.part`; and what is on its way out and was no file before, `outgoing/ULID/NAME`. What was
// not used for longest goes when there is too much. Knows what is there without looking at the disk; everything that
// touches it is done on the thread for that. Ids are what protocol::isAttachmentId() takes. UI thread.
class LocalFiles : public QObject
{
    Q_OBJECT

public:
    LocalFiles(const QString &profileFolder, FileThread &thread, QObject *parent = nullptr);

    // Reads what is there; listed() when it is known.
    void open();

    // It is known that there are none.
    [[nodiscard]] bool isEmpty() const { return !m_listing && m_whole.isEmpty() && m_parts.isEmpty(); }
    [[nodiscard]] bool has(const QString &id) const { return m_whole.contains(id); }
    [[nodiscard]] QString path(const QString &id) const { return m_files + u'/' + id; }
    [[nodiscard]] qint64 partOf(const QString &id) const { return m_parts.value(id); } // bytes

    // It is wanted now; `there`: whether it really is. One that somebody removed is not known any more after this.
    void use(const QString &id, std::function<void(bool there)> done);
    // The next bytes of a part, which begins anew at 0. False: the disk takes them not, or the part is not that long.
    void append(const QString &id, qint64 offset, const QByteArray &bytes, std::function<void(bool good)> done);
    // In hex, of what there is of a part; empty: it cannot be read.
    void hashPart(const QString &id, std::function<void(const QString &sha256)> done);
    // The part has all its bytes.
    void finish(const QString &id, qint64 size, std::function<void(bool good)> done);
    // What was sent from this computer is here, as long as it is a small one.
    void adopt(const QString &id, const OutboxFile &file);
    void remove(const QStringList &ids);
    // Everything, what is on its way out as well.
    void clear();

    // A path for something that is to be sent; its folder exists, where that could be made.
    [[nodiscard]] QString newOutgoing(const QString &name) const;
    // All that waits to be sent: of what is on its way out, the rest goes. With the first call, what earlier runs left.
    void keepOutgoing(const QSet<QString> &paths);

Q_SIGNALS:
    void listed();
    // One came or went, by itself.
    void changed(const QString &id);

private:
    struct Entry {
        qint64 size = 0;
        qint64 used = 0; // milliseconds since 1970
    };
    struct Listing {
        QHash<QString, Entry> whole;
        QHash<QString, qint64> parts;
    };
    [[nodiscard]] static Listing list(const QString &folder);
    [[nodiscard]] QString partPath(const QString &id) const;
    void put(const QString &id, qint64 size);

    QString m_files;
    QString m_outgoing;
    QString m_begun; // the milliseconds in a ULID, which ascend: what is older is of an earlier run
    FileThread &m_thread;
    QHash<QString, Entry> m_whole;
    QHash<QString, qint64> m_parts;
    QSet<QString> m_sending; // of m_outgoing
    bool m_listing = false;
    bool m_swept = false;
    int m_round = 0; // what comes of before clear() is there no more
};

} // namespace confab::client
