// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/cache_dump.h>

#include "cache_reading.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QSqlError>
#include <QUuid>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

struct DumpWords {
    Q_DECLARE_TR_FUNCTIONS(CacheDump)
};

QByteArray line(QLatin1StringView table, QJsonObject object)
{
    object.insert("table"_L1, table);
    // QJsonObject keeps its keys sorted.
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

// The fields that `confabd dump` writes: what is the same for everybody.
QJsonObject fieldsOf(const protocol::Conversation &conversation)
{
    return {{"id"_L1, conversation.id},           {"kind"_L1, QString(protocol::nameOf(conversation.kind))},
            {"name"_L1, conversation.name},       {"topic"_L1, conversation.topic},
            {"public"_L1, conversation.isPublic}, {"seq"_L1, conversation.seq},
            {"rev"_L1, conversation.rev},         {"first"_L1, conversation.first}};
}

QByteArray linesOf(const QSqlDatabase &database, const QList<StoredConversation> &conversations)
{
    QByteArray out;
    for (const StoredConversation &conversation : conversations)
        out += line("conversation"_L1, fieldsOf(conversation.object));
    QSqlQuery query(database);
    query.setForwardOnly(true);
    query.exec(u"SELECT object FROM message ORDER BY conversation, seq"_s);
    while (query.next()) {
        auto message = fromText<protocol::Message>(query.value(0).toString());
        if (!message)
            continue;
        message->mine.clear(); // is nobody else's
        out += line("message"_L1, protocol::toJson(*message));
    }
    return out;
}

Expected<QByteArray, QString> read(const QString &file, const QString &connection)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connection);
    database.setDatabaseName(file);
    database.setConnectOptions(u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!database.open())
        return Unexpected{DumpWords::tr("The cache cannot be opened: %1").arg(database.lastError().text())};
    const auto conversations = readConversations(database);
    if (!conversations)
        return Unexpected{DumpWords::tr("The cache cannot be read.")};
    return linesOf(database, *conversations);
}

} // namespace

Expected<QByteArray, QString> dumpCache(const QString &file)
{
    if (!QFile::exists(file))
        return Unexpected{DumpWords::tr("There is no cache at %1.").arg(file)};
    const QString connection = u"confab-dump-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    auto result = read(file, connection);
    QSqlDatabase::removeDatabase(connection);
    return result;
}

} // namespace confab::client
