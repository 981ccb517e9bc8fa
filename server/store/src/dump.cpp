// SPDX-License-Identifier: GPL-3.0-or-later
#include "dump.h"

#include "account_table.h"
#include "conversation_table.h"
#include "message_table.h"

#include <QJsonDocument>

namespace confab::store
{

namespace
{

using Line = std::function<void(const QJsonObject &)>;

// One column of a dumped table: its name there and how it is written.
enum class As { Text, Number, Flag, Time, Json };
struct Column {
    QLatin1StringView name;
    As as;
};

QJsonValue valueOf(const Rows &rows, int column, As as)
{
    switch (as) {
    case As::Text:
        return rows.text(column);
    case As::Number:
        return rows.integer(column);
    case As::Flag:
        return rows.flag(column);
    case As::Time:
        return rows.time(column).toString(Qt::ISODateWithMs);
    case As::Json:
        break;
    }
    return QJsonDocument::fromJson(rows.text(column).toUtf8()).object();
}

void dumpTable(const QSqlDatabase &database, const QString &table, const QString &sql, const QList<Column> &columns,
               const Line &line)
{
    Statement statement(database, sql);
    Rows rows = statement.rows();
    while (rows.next()) {
        QJsonObject object{{u"table"_s, table}};
        for (int i = 0; i < columns.size(); ++i)
            object.insert(columns.at(i).name, valueOf(rows, i, columns.at(i).as));
        line(object);
    }
}

} // namespace

void dumpAll(const QSqlDatabase &database, const Line &line)
{
    // Left out: password hashes, token hashes, hashes of invite codes, and hashes of commands, which may hold a
    // password.
    dumpTable(database, u"account"_s,
              u"SELECT key, username, display_name, ver, role, disabled, created_at FROM account ORDER BY key"_s,
              {{"key"_L1, As::Text},
               {"username"_L1, As::Text},
               {"displayName"_L1, As::Text},
               {"ver"_L1, As::Number},
               {"role"_L1, As::Text},
               {"disabled"_L1, As::Flag},
               {"createdAt"_L1, As::Time}},
              line);
    dumpTable(database, u"attachment"_s,
              u"SELECT id, owner, name, size, mime, sha256, whole, since, ifnull(conversation, ''), ifnull(seq, 0), "
              "width, height, thumbnail, ifnull(picture, '') "
              "FROM attachment ORDER BY id"_s,
              {{"id"_L1, As::Text},
               {"owner"_L1, As::Text},
               {"name"_L1, As::Text},
               {"size"_L1, As::Number},
               {"mime"_L1, As::Text},
               {"sha256"_L1, As::Text},
               {"whole"_L1, As::Flag},
               {"since"_L1, As::Time},
               {"conversation"_L1, As::Text},
               {"seq"_L1, As::Number},
               {"width"_L1, As::Number},
               {"height"_L1, As::Number},
               {"thumbnail"_L1, As::Text},
               {"picture"_L1, As::Text}},
              line);
    dumpTable(database, u"command"_s, u"SELECT account, id, ack, at, for_good FROM command ORDER BY account, id"_s,
              {{"account"_L1, As::Text},
               {"id"_L1, As::Text},
               {"ack"_L1, As::Json},
               {"at"_L1, As::Time},
               {"forGood"_L1, As::Flag}},
              line);
    dumpTable(database, u"connection"_s, u"SELECT id, username, key, plain, since FROM connection ORDER BY id"_s,
              {{"id"_L1, As::Text},
               {"username"_L1, As::Text},
               {"key"_L1, As::Text},
               {"plain"_L1, As::Flag},
               {"since"_L1, As::Time}},
              line);
    dumpTable(database, u"conversation"_s,
              u"SELECT id, kind, name, topic, public, seq, rev, first FROM conversation ORDER BY id"_s,
              {{"id"_L1, As::Text},
               {"kind"_L1, As::Text},
               {"name"_L1, As::Text},
               {"topic"_L1, As::Text},
               {"public"_L1, As::Flag},
               {"seq"_L1, As::Number},
               {"rev"_L1, As::Number},
               {"first"_L1, As::Number}},
              line);
    dumpTable(database, u"gone"_s, u"SELECT id, at FROM gone ORDER BY id"_s, {{"id"_L1, As::Text}, {"at"_L1, As::Time}},
              line);
    dumpTable(database, u"invite"_s,
              u"SELECT id, uses_left, expires_at, room, created_by, revoked FROM invite ORDER BY id"_s,
              {{"id"_L1, As::Text},
               {"usesLeft"_L1, As::Number},
               {"expiresAt"_L1, As::Time},
               {"room"_L1, As::Text},
               {"createdBy"_L1, As::Text},
               {"revoked"_L1, As::Flag}},
              line);
    dumpTable(database, u"mark"_s, u"SELECT conversation, key, seq FROM mark ORDER BY conversation, key"_s,
              {{"conversation"_L1, As::Text}, {"key"_L1, As::Text}, {"seq"_L1, As::Number}}, line);
    dumpTable(database, u"member"_s, u"SELECT conversation, key, role, joined FROM member ORDER BY conversation, key"_s,
              {{"conversation"_L1, As::Text}, {"key"_L1, As::Text}, {"role"_L1, As::Text}, {"joined"_L1, As::Number}},
              line);

    Statement statement(database,
                        u"SELECT %1 FROM message ORDER BY conversation, seq"_s.arg(QLatin1StringView(messageColumns)));
    {
        Rows rows = statement.rows();
        while (rows.next()) {
            QJsonObject object = protocol::toJson(readMessage(rows));
            object.insert("table"_L1, u"message"_s);
            line(object);
        }
    }

    dumpTable(database, u"pref"_s, u"SELECT account, name, value FROM pref ORDER BY account, name"_s,
              {{"account"_L1, As::Text}, {"key"_L1, As::Text}, {"value"_L1, As::Text}}, line);
    dumpTable(
        database, u"reaction"_s,
        u"SELECT conversation, seq, key, emoji, username, rev FROM reaction ORDER BY conversation, seq, key, emoji"_s,
        {{"conversation"_L1, As::Text},
         {"seq"_L1, As::Number},
         {"key"_L1, As::Text},
         {"emoji"_L1, As::Text},
         {"username"_L1, As::Text},
         {"rev"_L1, As::Number}},
        line);
    dumpTable(database, u"server"_s, u"SELECT id, epoch, name FROM server"_s,
              {{"id"_L1, As::Text}, {"epoch"_L1, As::Text}, {"name"_L1, As::Text}}, line);
    dumpTable(database, u"session"_s,
              u"SELECT key, username, guest, created_at, expires_at FROM session "
              "ORDER BY key, created_at, expires_at, token"_s,
              {{"key"_L1, As::Text},
               {"username"_L1, As::Text},
               {"guest"_L1, As::Flag},
               {"createdAt"_L1, As::Time},
               {"expiresAt"_L1, As::Time}},
              line);
}

} // namespace confab::store
