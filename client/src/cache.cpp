// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache.h"

#include "cache_store.h"

#include <QCoreApplication>

namespace confab::client
{

using namespace Qt::StringLiterals;

Cache::Cache(const QString &file, QObject *parent)
    : QObject(parent)
    , m_thread(new QThread)
    , m_worker(new QObject)
    , m_store(std::make_shared<CacheStore>(file))
{
    m_answers->to = this;
    m_thread->setObjectName(u"confab-cache"_s);
    m_worker->moveToThread(m_thread);
    m_thread->start();
}

Cache::~Cache()
{
    {
        const QMutexLocker lock(&m_answers->mutex);
        m_answers->to = nullptr;
    }
    if (m_forgotten->load())
        return;
    finish(false);
    m_thread->wait();
    delete m_thread;
}

void Cache::finish(bool removeFiles)
{
    // Behind everything that was asked for: the database is closed on its own thread, then the thread ends.
    QMetaObject::invokeMethod(m_worker, [store = m_store, worker = m_worker, removeFiles] {
        store->close();
        if (removeFiles)
            store->removeFiles();
        worker->deleteLater();
        QThread::currentThread()->quit();
    });
}

void Cache::forget()
{
    if (m_forgotten->exchange(true))
        return;
    connect(m_thread, &QThread::finished, m_thread, &QObject::deleteLater);
    // The program does not end under it.
    connect(QCoreApplication::instance(), &QCoreApplication::aboutToQuit, m_thread,
            [thread = m_thread] { thread->wait(); });
    finish(true);
}

void Cache::post(std::function<void(CacheStore &)> work)
{
    if (m_forgotten->load())
        return;
    m_backlog->fetch_add(1, std::memory_order_relaxed);
    QMetaObject::invokeMethod(m_worker,
                              [store = m_store, backlog = m_backlog, forgotten = m_forgotten, work = std::move(work)] {
                                  if (!forgotten->load())
                                      work(*store);
                                  backlog->fetch_sub(1, std::memory_order_relaxed);
                              });
}

template <class Result>
void Cache::post(std::function<Result(CacheStore &)> work, std::function<void(Result)> done)
{
    post([answers = m_answers, work = std::move(work), done = std::move(done)](CacheStore &store) {
        auto result = work(store);
        // What is not delivered when this object goes, goes with it.
        const QMutexLocker lock(&answers->mutex);
        if (answers->to)
            QMetaObject::invokeMethod(answers->to,
                                      [done, result = std::move(result)]() mutable { done(std::move(result)); });
    });
}

void Cache::readInto(std::function<void(const QSqlDatabase &)> work, std::function<void()> done)
{
    post<std::monostate>(
        [work = std::move(work)](CacheStore &store) {
            work(store.database());
            return std::monostate{};
        },
        [done = std::move(done)](std::monostate) { done(); });
}

void Cache::open(std::function<void(CacheContents)> opened)
{
    post<CacheContents>([](CacheStore &store) { return store.open(); }, std::move(opened));
}

void Cache::write(const ConversationWrite &write)
{
    post([write](CacheStore &store) { store.write(write); });
}

void Cache::setReaction(const QString &conversation, const OwnReaction &reaction)
{
    post([conversation, reaction](CacheStore &store) { store.setReaction(conversation, reaction); });
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

void Cache::putPref(const StoredPref &pref)
{
    post([pref](CacheStore &store) { store.putPref(pref); });
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

void Cache::messagesOf(const QString &author, int limit, std::function<void(QList<protocol::Message>)> found)
{
    post<QList<protocol::Message>>([=](CacheStore &store) { return store.messagesOf(author, limit); },
                                   std::move(found));
}

void Cache::rows(const QString &conversation, qint64 before, qint64 after, int limit,
                 std::function<void(QList<protocol::Message>)> found)
{
    post<QList<protocol::Message>>([=](CacheStore &store) { return store.rows(conversation, before, after, limit); },
                                   std::move(found));
}

void Cache::message(const QString &conversation, qint64 seq,
                    std::function<void(std::optional<protocol::Message>)> found)
{
    post<std::optional<protocol::Message>>(
        [conversation, seq](CacheStore &store) { return store.message(conversation, seq); }, std::move(found));
}

void Cache::thread(const QString &conversation, qint64 root, std::function<void(QList<protocol::Message>)> found)
{
    post<QList<protocol::Message>>([conversation, root](CacheStore &store) { return store.thread(conversation, root); },
                                   std::move(found));
}

} // namespace confab::client
