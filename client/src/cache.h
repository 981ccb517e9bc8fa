// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stored.h"

#include <QMutex>
#include <QObject>
#include <QSqlDatabase>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>

namespace confab::client
{

class CacheStore;

// The cache as the UI thread sees it: every call is put into a queue and done in order on a thread of its own; answers
// come back on the UI thread while this object lives. What was asked before the end is done before the end, unless the
// server was forgotten.
class Cache : public QObject
{
    Q_OBJECT

public:
    explicit Cache(const QString &file, QObject *parent = nullptr);
    ~Cache() override;

    void open(std::function<void(CacheContents)> opened);
    void write(const ConversationWrite &write);
    void setReaction(const QString &conversation, const OwnReaction &reaction);
    void removeConversation(const QString &id, const QStringList &outboxIds);
    void clearServerData();
    void clearAll();
    // The server was forgotten: what is still to be written is not, and the files go. The thread ends by itself;
    // neither this nor the destructor waits for the disk then. Nothing else may be asked afterwards.
    void forget();
    void putUsers(const QList<protocol::User> &users);
    void putDraft(const QString &conversation, const QString &text);
    void putFact(const QString &name, const QString &value);
    void putPref(const StoredPref &pref);
    // `stored` is told whether it is on disk.
    void putOutbox(const OutboxItem &item, std::function<void(bool)> stored);
    void putOutbox(const OutboxItem &item, const QString &oldId = {});
    void removeOutbox(const QString &id);
    // What somebody said last, oldest first, `limit` at most.
    void messagesOf(const QString &author, int limit, std::function<void(QList<protocol::Message>)> found);
    void rows(const QString &conversation, qint64 before, qint64 after, int limit,
              std::function<void(QList<protocol::Message>)> found);
    void message(const QString &conversation, qint64 seq, std::function<void(std::optional<protocol::Message>)> found);
    void thread(const QString &conversation, qint64 root, std::function<void(QList<protocol::Message>)> found);

    // Looks something up in the tables, in whatever way.
    template <class Result>
    void read(std::function<Result(const QSqlDatabase &)> work, std::function<void(Result)> done)
    {
        auto result = std::make_shared<Result>();
        readInto([result, work = std::move(work)](const QSqlDatabase &database) { *result = work(database); },
                 [result, done = std::move(done)] { done(std::move(*result)); });
    }

    // Calls that wait: whoever fills the queue faster than a disk writes has to be told to stop.
    [[nodiscard]] int backlog() const { return m_backlog->load(std::memory_order_relaxed); }

private:
    void post(std::function<void(CacheStore &)> work);
    // Work with a result that goes to the UI thread.
    template <class Result>
    void post(std::function<Result(CacheStore &)> work, std::function<void(Result)> done);

    void readInto(std::function<void(const QSqlDatabase &)> work, std::function<void()> done);

    // Where answers go: nowhere once this object is gone.
    struct Answers {
        QMutex mutex;
        Cache *to = nullptr;
    };
    void finish(bool removeFiles);

    QThread *m_thread;
    QObject *m_worker; // lives on m_thread; carries the calls
    std::shared_ptr<CacheStore> m_store;
    std::shared_ptr<Answers> m_answers = std::make_shared<Answers>();
    std::shared_ptr<std::atomic<int>> m_backlog = std::make_shared<std::atomic<int>>(0);
    std::shared_ptr<std::atomic<bool>> m_forgotten = std::make_shared<std::atomic<bool>>(false);
};

} // namespace confab::client
