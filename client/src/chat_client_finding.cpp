// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/chat_client.h>

#include "cache_finding.h"
#include "chat_client_p.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype mostSearches = 8;
constexpr qsizetype mostThreads = 200;
const auto searchesFact = u"searches"_s;

} // namespace

QStringList ChatClient::Private::searchesFrom(const QHash<QString, QString> &facts)
{
    QStringList searches;
    for (const QJsonValue &each : QJsonDocument::fromJson(facts.value(searchesFact).toUtf8()).array())
        searches.append(each.toString());
    return searches.first(std::min(searches.size(), mostSearches));
}

void ChatClient::search(const SearchQuery &query, const SearchPlace &from, Reply<SearchPage> reply)
{
    d->finder.search(query, from, std::move(reply));
}

QStringList ChatClient::recentSearches() const
{
    return d->searches;
}

void ChatClient::rememberSearch(const QString &typed)
{
    const QString search = typed.simplified();
    if (search.isEmpty() || !signedIn())
        return;
    d->searches.removeAll(search);
    d->searches.prepend(search);
    d->searches.resize(std::min(d->searches.size(), mostSearches));
    d->cache->putFact(
        searchesFact,
        QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(d->searches)).toJson(QJsonDocument::Compact)));
}

void ChatClient::listPinned(const QString &conversation, std::optional<qint64> before, Reply<MessageList> reply)
{
    d->finder.listPinned(conversation, before, std::move(reply));
}

void ChatClient::listFiles(const QString &conversation, std::optional<qint64> before, Reply<MessageList> reply)
{
    d->finder.listFiles(conversation, before, std::move(reply));
}

void ChatClient::listLinks(const QString &conversation, std::optional<qint64> before, Reply<MessageList> reply)
{
    d->finder.listLinks(conversation, before, std::move(reply));
}

void ChatClient::listUnread(std::optional<qint64> before, Reply<MessageList> reply)
{
    d->finder.listUnread(before, std::move(reply));
}

void ChatClient::listThreads(const QString &conversation, Reply<QList<FoundThread>> reply)
{
    d->cache->read<QList<HeldThread>>(
        [conversation, me = d->me.username](const QSqlDatabase &database) {
            return heldThreads(database, conversation, me, mostThreads);
        },
        [this, everywhere = conversation.isEmpty(), reply = std::move(reply)](const QList<HeldThread> &held) {
            QList<FoundThread> found;
            for (const HeldThread &thread : held) {
                const MessageRow root = d->rows.row(thread.root, 0);
                const qint64 last = std::max(thread.last, thread.root.replies ? thread.root.replies->last : 0);
                const bool takesPart = root.own || root.mentionsMe || thread.own > 0 || thread.named;
                const bool unread =
                    takesPart && d->threadMarks.isUnread(thread.root.conversation, thread.root.seq, last, thread.own);
                if (unread || !everywhere)
                    found.append({thread.root, thread.lastAt, unread});
            }
            reply(found);
        });
}

void ChatClient::seqOfDate(const QString &conversation, const QDate &date, Reply<qint64> reply)
{
    d->finder.seqOfDate(conversation, date, std::move(reply));
}

} // namespace confab::client
