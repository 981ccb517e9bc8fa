// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache.h"

#include "cache_store.h"

namespace confab::client
{

using namespace Qt::StringLiterals;

Cache::Cache(const QString &file, QObject *parent)
    : QObject(parent)
    , m_worker(new QObject)
    , m_store(std::make_shared<CacheStore>(file))
{
    m_thread.setObjectName(u"confab-cache"_s);
    m_worker->moveToThread(&m_thread);
    m_thread.start();
}

Cache::~Cache()
{
    // Behind everything that was asked for: the database is closed on its own thread, then the thread ends.
    QMetaObject::invokeMethod(m_worker, [store = m_store, worker = m_worker] {
        store->close();
        worker->deleteLater();
        QThread::currentThread()->quit();
    });
    m_thread.wait();
}

void Cache::post(std::function<void(CacheStore &)> work)
{
    m_backlog->fetch_add(1, std::memory_order_relaxed);
    QMetaObject::invokeMethod(m_worker, [store = m_store, backlog = m_backlog, work = std::move(work)] {
        work(*store);
        backlog->fetch_sub(1, std::memory_order_relaxed);
    });
}

template <class Result>
void Cache::post(std::function<Result(CacheStore &)> work, std::function<void(Result)> done)
{
    // This object outlives the thread's work (see the destructor), and takes undelivered answers with it.
    post([this, work = std::move(work), done = std::move(done)](CacheStore &store) {
        QMetaObject::invokeMethod(this, [done, result = work(store)]() mutable { done(std::move(result)); });
    });
}

void Cache::open(std::function<void(CacheContents)> opened)
{
    post<CacheContents>([](CacheStore &store) { return store.open(); }, std::move(opened));
}

void Cache::write(const ConversationWrite &write)
{
    post([write](CacheStore &store) { store.write(write); });
}

void Cache::removeConversation(const QString &id, const QStringList &outboxIds)
{
    post([id, outboxIds](CacheStore &store) { store.removeConversation(id, outboxIds); });
}

void Cache::clearServerData()
{
    post([](CacheStore &store) { store.clearServerData(); });
}

void Cache::clearAll()
{
    post([](CacheStore &store) { store.clearAll(); });
}

void Cache::putUsers(const QList<protocol::User> &users)
{
    post([users](CacheStore &store) { store.putUsers(users); });
}

void Cache::putDraft(const QString &conversation, const QString &text)
{
    post([conversation, text](CacheStore &store) { store.putDraft(conversation, text); });
}

void Cache::putFact(const QString &name, const QString &value)
{
    post([name, value](CacheStore &store) { store.putFact(name, value); });
}

void Cache::putOutbox(const OutboxItem &item, std::function<void(bool)> stored)
{
    post<bool>([item](CacheStore &store) { return store.putOutbox(item); }, std::move(stored));
}

void Cache::putOutbox(const OutboxItem &item, const QString &oldId)
{
    post([item, oldId](CacheStore &store) { store.putOutbox(item, oldId); });
}

void Cache::removeOutbox(const QString &id)
{
    post([id](CacheStore &store) { store.removeOutbox(id); });
}

void Cache::rows(const QString &conversation, qint64 before, qint64 after, int limit,
                 std::function<void(QList<protocol::Message>)> found)
{
    post<QList<protocol::Message>>([=](CacheStore &store) { return store.rows(conversation, before, after, limit); },
                                   std::move(found));
}

} // namespace confab::client
