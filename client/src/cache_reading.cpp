// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache_reading.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSqlError>

#include <array>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::array<std::pair<OutboxItem::State, QLatin1StringView>, 5> stateNames{
    {{OutboxItem::State::Queued, "queued"_L1},
     {OutboxItem::State::Sent, "sent"_L1},
     {OutboxItem::State::Acked, "acked"_L1},
     {OutboxItem::State::Failed, "failed"_L1},
     {OutboxItem::State::Sought, "sought"_L1}}};

// False where reading ended with an error and not with the last row.
bool eachRow(const QSqlDatabase &database, const QString &sql, const std::function<void(const QSqlQuery &)> &row)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.exec(sql))
        return false;
    while (query.next())
        row(query);
    return !query.lastError().isValid();
}

QList<OutboxFile> filesOf(const QString &text)
{
    QList<OutboxFile> files;
    for (const QJsonValue &each : QJsonDocument::fromJson(text.toUtf8()).array()) {
        const QJsonObject object = each.toObject();
        OutboxFile file;
        file.path = object.value("path"_L1).toString();
        file.name = object.value("name"_L1).toString();
        file.mime = object.value("mime"_L1).toString();
        file.size = object.value("size"_L1).toInteger();
        file.modified = object.value("modified"_L1).toInteger();
        file.sha256 = object.value("sha256"_L1).toString();
        file.picture = {object.value("width"_L1).toInt(-1), object.value("height"_L1).toInt(-1)};
        files.append(file);
    }
    return files;
}

} // namespace

QString toText(const QList<OutboxFile> &files)
{
    QJsonArray array;
    for (const OutboxFile &file : files) {
        array.append(QJsonObject{{"path"_L1, file.path},
                                 {"name"_L1, file.name},
                                 {"mime"_L1, file.mime},
                                 {"size"_L1, file.size},
                                 {"modified"_L1, file.modified},
                                 {"sha256"_L1, file.sha256},
                                 {"width"_L1, file.picture.width()},
                                 {"height"_L1, file.picture.height()}});
    }
    return array.isEmpty() ? u""_s : QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QString nameOf(OutboxItem::State state)
{
    for (const auto &[each, name] : stateNames) {
        if (each == state)
            return name;
    }
    return {};
}

std::optional<QHash<QString, QString>> readFacts(const QSqlDatabase &database)
{
    QHash<QString, QString> facts;
    if (!eachRow(database, u"SELECT name, value FROM fact"_s,
                 [&](const QSqlQuery &row) { facts.insert(row.value(0).toString(), row.value(1).toString()); }))
        return std::nullopt;
    return facts;
}

std::optional<QList<StoredPref>> readPrefs(const QSqlDatabase &database)
{
    QList<StoredPref> prefs;
    if (!eachRow(database, u"SELECT key, value, unsent FROM pref"_s, [&](const QSqlQuery &row) {
            prefs.append({row.value(0).toString(), row.value(1).toString(), row.value(2).toBool()});
        }))
        return std::nullopt;
    return prefs;
}

std::optional<QList<StoredConversation>> readConversations(const QSqlDatabase &database)
{
    QList<StoredConversation> conversations;
    const QString sql = u"SELECT object, you, last, cursor, spans, top_id, others_read FROM conversation ORDER BY id"_s;
    if (!eachRow(database, sql, [&](const QSqlQuery &row) {
            const auto object = fromText<protocol::Conversation>(row.value(0).toString());
            const auto you = fromText<protocol::Standing>(row.value(1).toString());
            if (!object || !you)
                return;
            StoredConversation conversation;
            conversation.object = *object;
            conversation.you = *you;
            conversation.last = fromText<protocol::LastLine>(row.value(2).toString());
            conversation.cursor = row.value(3).toLongLong();
            conversation.spans = Spans::fromString(row.value(4).toString());
            conversation.topId = row.value(5).toString();
            conversation.othersRead = row.value(6).toLongLong();
            conversations.append(conversation);
        }))
        return std::nullopt;
    return conversations;
}

std::optional<QList<protocol::User>> readUsers(const QSqlDatabase &database)
{
    QList<protocol::User> users;
    if (!eachRow(database, u"SELECT object FROM user"_s, [&](const QSqlQuery &row) {
            if (const auto user = fromText<protocol::User>(row.value(0).toString()))
                users.append(*user);
        }))
        return std::nullopt;
    return users;
}

std::optional<QHash<QString, QString>> readDrafts(const QSqlDatabase &database)
{
    QHash<QString, QString> drafts;
    if (!eachRow(database, u"SELECT conversation, text FROM draft"_s,
                 [&](const QSqlQuery &row) { drafts.insert(row.value(0).toString(), row.value(1).toString()); }))
        return std::nullopt;
    return drafts;
}

std::optional<QList<OutboxItem>> readOutbox(const QSqlDatabase &database)
{
    QList<OutboxItem> items;
    const QString sql = u"SELECT id, conversation, body, state, epoch, seq, error, error_field, created_at%1 "
                        "FROM outbox ORDER BY position"_s;
    const auto read = [&](const QSqlQuery &row) {
        auto command = protocol::parseCommand(row.value(2).toString().toUtf8());
        if (!command)
            return;
        OutboxItem item;
        item.id = row.value(0).toString();
        item.conversation = row.value(1).toString();
        item.command = std::move(*command);
        for (const auto &[state, name] : stateNames) {
            if (row.value(3).toString() == name)
                item.state = state;
        }
        item.epoch = row.value(4).toString();
        item.seq = row.value(5).toLongLong();
        item.error =
            protocol::valueOf<protocol::ErrorCode>(row.value(6).toString()).value_or(protocol::ErrorCode::Unavailable);
        item.errorField = row.value(7).toString();
        item.createdAt = QDateTime::fromString(row.value(8).toString(), Qt::ISODateWithMs);
        item.rev = row.value(9).toLongLong();
        item.was = row.value(10).toString();
        item.files = filesOf(row.value(11).toString());
        items.append(item);
    };
    // The others: one that was set aside before it was migrated.
    for (const QString &columns : {u", rev, was, files"_s, u", rev, was, ''"_s, u", 0, '', ''"_s}) {
        items.clear();
        if (eachRow(database, sql.arg(columns), read))
            return items;
    }
    return std::nullopt;
}

} // namespace confab::client
