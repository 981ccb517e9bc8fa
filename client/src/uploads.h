// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "file_reading.h"
#include "stored.h"
#include "web_transfer.h"

#include <confab/client/files.h>
#include <confab/client/timing.h>

#include <QObject>
#include <QSet>

#include <memory>

namespace confab::client
{

class FileThread;
class LocalFiles;
class OutboxSender;
class Session;

// Brings the files of what waits in the outbox to the server: each is hashed, announced, sent in chunks as acks come,
// and when all of a message are there the outbox is told. A few at a time; what was begun goes on where the server
// says. Chunks go out only while hardly anything else waits to be sent, so that what is said overtakes them. Where the
// server names an address instead, the file goes there in one piece, whatever becomes of the connection meanwhile, and
// is announced again. UI thread.
class Uploads : public QObject
{
    Q_OBJECT

public:
    Uploads(Session &session, OutboxSender &outbox, FileThread &thread, LocalFiles &local,
            QNetworkAccessManager &network, Timing timing, QObject *parent = nullptr);
    ~Uploads() override;

    // The outbox changed: what is new in it begins, what left it ends.
    void look();
    void resume();
    void pause(); // no connection
    void setPaused(const QString &message, bool paused);
    void clear();

    void take(const protocol::Ack &ack);
    void take(const protocol::ErrorFrame &error);
    // The connection takes more.
    void feed();

    // How the file of an item stands that is not on the server with all others of its message.
    void describe(const OutboxItem &item, qsizetype index, ShownFile &file) const;

Q_SIGNALS:
    void changed(const QString &conversation);
    void moved(const QString &conversation); // bytes, many times a second

private:
    struct Job {
        enum class Step { Waiting, Hashing, Failed, Attaching, Moving, Whole };
        QString message;
        qsizetype index = 0;
        QString conversation;
        OutboxFile file;
        Step step = Step::Waiting;
        int round = 0; // goes up with each beginning: what comes of an earlier one is nothing any more
        QString command;
        QString attachment;
        qint64 sent = 0;
        qint64 acked = 0;
        qint64 notBefore = 0; // Scheduler::nowMs
        int stallTimer = 0;
        bool reading = false;
        bool again = false; // what came was other than announced, once
        std::unique_ptr<WebUpload, EndTransfer> web = {};
        int posts = 0;    // times that it went to an address as a whole
        int refusals = 0; // times that it was refused there
    };
    using JobPtr = std::shared_ptr<Job>;

    [[nodiscard]] JobPtr find(const QString &message, qsizetype index) const;
    [[nodiscard]] bool isCurrent(const JobPtr &job, int round) const;
    [[nodiscard]] bool isPaused(const JobPtr &job) const { return m_paused.contains(job->message); }
    // Another one that would be the same upload to the server is under way.
    [[nodiscard]] bool isActive(const JobPtr &job) const;
    [[nodiscard]] bool hasTwin(const JobPtr &job) const;
    void begin();
    void hash(const JobPtr &job);
    void attach(const JobPtr &job);
    void onUpload(const JobPtr &job, const protocol::Upload &upload);
    void onRefused(const JobPtr &job, const Problem &problem);
    void post(const JobPtr &job, const protocol::Upload &upload);
    void onPosted(const JobPtr &job, WebTransfer::Outcome outcome);
    void feed(const JobPtr &job);
    void onWhole(const JobPtr &job);
    void fail(const JobPtr &job, FileRead::Outcome outcome);
    void fail(const JobPtr &job, protocol::ErrorCode code, const QString &field);
    void rest(const JobPtr &job, qint64 ms = 0); // begins again, so much later
    void watch(const JobPtr &job, int ms);       // begins again if nothing comes
    void unwatch(const JobPtr &job);
    void leave(const JobPtr &job);

    Session &m_session;
    OutboxSender &m_outbox;
    FileThread &m_thread;
    LocalFiles &m_local;
    QNetworkAccessManager &m_network;
    Timing m_timing;
    QList<JobPtr> m_jobs; // in the order of the outbox
    QSet<QString> m_paused;
    bool m_running = false;
    int m_leftBehind = 0; // uploads that the server still expects on this connection and that do not come
    int m_timer = 0;
};

} // namespace confab::client
