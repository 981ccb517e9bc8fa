// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stored.h"
#include "web_transfer.h"

#include <confab/client/files.h>
#include <confab/client/problem.h>
#include <confab/client/timing.h>
#include <confab/protocol/file_chunk.h>

#include <QObject>

#include <memory>

namespace confab::client
{

class LocalFiles;
class Session;

// Fetches files of messages, what was asked for last first, pictures beside files. What has come stays on the disk and
// is gone on with. They come over the connection or from an address that the server names; the latter goes on without a
// connection, and is held against the hash that the server tells. UI thread.
class Downloads : public QObject
{
    Q_OBJECT

public:
    struct Wanted {
        QString id; // as protocol::isAttachmentId() takes it
        QString conversation;
        qint64 seq = 0;
        qint64 size = 0;      // as the message says; 0: not known here
        bool picture = false; // for being shown: nobody asked for it, and nobody is told that it failed
    };

    Downloads(Session &session, LocalFiles &local, QNetworkAccessManager &network, Timing timing,
              QObject *parent = nullptr);
    ~Downloads() override;

    void fetch(const Wanted &wanted);
    void stop(const QString &id); // until it is asked for again
    void resume();
    void pause(); // no connection
    void drop(const QStringList &ids);
    void dropConversation(const QString &conversation);
    void clear();

    void take(const protocol::FileChunk &chunk);
    void take(const protocol::ErrorFrame &error);

    [[nodiscard]] bool isKnown(const QString &id) const { return find(id) != nullptr; }
    void describe(ShownFile &file) const;

Q_SIGNALS:
    void changed(const QString &conversation);
    void moved(const QString &conversation); // bytes, many times a second

private:
    struct Job {
        enum class Step { Waiting, Asking, Moving, Paused, Failed };
        Wanted wanted;
        Step step = Step::Waiting;
        int round = 0; // goes up with each beginning
        QString command;
        qint64 received = 0;
        qint64 written = 0;
        qint64 told = 0;      // to the server, of `written`
        qint64 notBefore = 0; // Scheduler::nowMs
        int stallTimer = 0;
        bool live = false;  // its bytes may come
        bool again = false; // the disk did not take them, once
        Problem problem;
        std::unique_ptr<WebDownload, EndTransfer> web = {};
        bool elsewhere = false; // it does not come over the connection
        QString sha256 = {};    // empty: not told, or held against already
        int refusals = 0;       // times that the address was no good
    };
    using JobPtr = std::shared_ptr<Job>;

    [[nodiscard]] JobPtr find(const QString &id) const;
    void add(const Wanted &wanted);
    void begin();
    void ask(const JobPtr &job);
    void onDownload(const JobPtr &job, const protocol::Download &download);
    void onRefused(const JobPtr &job, const Problem &problem);
    void get(const JobPtr &job, const QString &address);
    void onGot(const JobPtr &job, WebTransfer::Outcome outcome);
    void takeNext(const JobPtr &job, const QByteArray &bytes);
    void onWritten(const JobPtr &job, qint64 end, bool good);
    void finish(const JobPtr &job);
    void fail(const JobPtr &job, const Problem &problem);
    void rest(const JobPtr &job, qint64 ms = 0);
    void watch(const JobPtr &job);
    void unwatch(const JobPtr &job);

    Session &m_session;
    LocalFiles &m_local;
    QNetworkAccessManager &m_network;
    Timing m_timing;
    QList<JobPtr> m_jobs; // the last asked for first
    bool m_running = false;
    int m_timer = 0;
};

} // namespace confab::client
