// SPDX-License-Identifier: GPL-3.0-or-later
#include "message_table.h"

#include <confab/protocol/json_writer.h>
#include <confab/protocol/names.h>

#include <QJsonArray>
#include <QJsonDocument>

namespace confab::store
{

namespace
{

QString toText(const QList<QString> &names)
{
    if (names.isEmpty())
        return {};
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(names)).toJson(QJsonDocument::Compact));
}

QList<QString> fromText(const QString &text)
{
    QList<QString> names;
    if (text.isEmpty())
        return names;
    const QJsonArray array = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue &name : array)
        names.append(name.toString());
    return names;
}

// What few messages have.
struct Extra {
    qint64 replyTo = 0;
    bool alsoRoom = false;
    std::optional<protocol::Replies> replies;
    QList<protocol::Attachment> attachments;
    QList<protocol::Reaction> reactions;
    std::optional<QDateTime> editedAt;
    bool deleted = false;
    std::optional<protocol::Card> card;
    std::optional<protocol::Dialogue> dialogue;
    static constexpr auto fields()
    {
        using protocol::optional;
        return std::tuple(optional("replyTo"_L1, &Extra::replyTo), optional("alsoRoom"_L1, &Extra::alsoRoom),
                          optional("replies"_L1, &Extra::replies),
                          optional("attachments"_L1, &Extra::attachments, {.max = protocol::limits::attachments}),
                          optional("reactions"_L1, &Extra::reactions, {.max = protocol::limits::reactionKinds}),
                          optional("editedAt"_L1, &Extra::editedAt), optional("deleted"_L1, &Extra::deleted),
                          optional("card"_L1, &Extra::card), optional("dialogue"_L1, &Extra::dialogue));
    }
    bool operator==(const Extra &) const = default;
};

QString extraOf(const protocol::Message &message)
{
    const Extra extra{message.replyTo,  message.alsoRoom, message.replies, message.attachments, message.reactions,
                      message.editedAt, message.deleted,  message.card,    message.dialogue};
    return extra == Extra() ? QString() : QString::fromUtf8(protocol::compactJson(extra));
}

void addExtra(const QString &json, protocol::Message &message)
{
    if (json.isEmpty())
        return;
    const auto extra = protocol::fromJson<Extra>(QJsonDocument::fromJson(json.toUtf8()).object());
    if (!extra)
        throw SqlError{u"what was added to message %1 cannot be read"_s.arg(message.id), {}};
    message.replyTo = extra->replyTo;
    message.alsoRoom = extra->alsoRoom;
    message.replies = extra->replies;
    message.attachments = extra->attachments;
    message.reactions = extra->reactions;
    message.editedAt = extra->editedAt;
    message.deleted = extra->deleted;
    message.card = extra->card;
    message.dialogue = extra->dialogue;
}

} // namespace

protocol::Message readMessage(const Rows &rows)
{
    protocol::Message message;
    message.conversation = rows.text(0);
    message.seq = rows.integer(1);
    message.rev = rows.integer(2);
    message.id = rows.text(3);
    message.author = rows.text(4);
    message.authorVer = rows.integer(5);
    message.at = rows.time(6);
    message.text = rows.text(7);
    message.mentions = fromText(rows.text(8));
    message.stream = rows.text(9);
    message.thread = rows.integer(10);
    message.pinned = rows.flag(11);
    addExtra(rows.text(12), message);
    return message;
}

MessageTable::MessageTable(const QSqlDatabase &database)
    : m_insert(database, u"INSERT INTO message (conversation, seq, rev, id, author, author_ver, at, text, mentions, "
                         "stream) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
    , m_insertMore(database, u"INSERT INTO message (%1, files) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s.arg(
                                 QLatin1StringView(messageColumns)))
    , m_insertMention(database,
                      u"INSERT INTO mention (conversation, key, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"_s)
    , m_removeMention(database, u"DELETE FROM mention WHERE conversation = ? AND key = ? AND seq = ?"_s)
    , m_find(database,
             u"SELECT %1 FROM message WHERE conversation = ? AND seq = ?"_s.arg(QLatin1StringView(messageColumns)))
    , m_update(database, u"UPDATE message SET rev = ?, text = ?, mentions = ?, pinned = ?, extra = ?, files = ? "
                         "WHERE conversation = ? AND seq = ?"_s)
    , m_threadOf(database, u"SELECT thread FROM message WHERE conversation = ? AND seq = ?"_s)
{
}

void MessageTable::insert(const protocol::Message &message)
{
    const QString extra = extraOf(message);
    // Nearly every message: what is not bound costs nothing.
    if (message.thread == 0 && !message.pinned && extra.isEmpty())
        m_insert.run(message.conversation, message.seq, message.rev, message.id, message.author, message.authorVer,
                     message.at, message.text, toText(message.mentions), message.stream);
    else
        m_insertMore.run(message.conversation, message.seq, message.rev, message.id, message.author, message.authorVer,
                         message.at, message.text, toText(message.mentions), message.stream, message.thread,
                         message.pinned, extra, !message.attachments.isEmpty());
    insertMentions(message);
}

std::optional<protocol::Message> MessageTable::find(const QString &conversation, qint64 seq)
{
    Rows rows = m_find.rows(conversation, seq);
    if (!rows.next())
        return std::nullopt;
    return readMessage(rows);
}

void MessageTable::update(const protocol::Message &before, const protocol::Message &message)
{
    m_update.run(message.rev, message.text, toText(message.mentions), message.pinned, extraOf(message),
                 !message.attachments.isEmpty(), message.conversation, message.seq);
    if (message.mentions == before.mentions)
        return;
    for (const QString &name : before.mentions)
        m_removeMention.run(before.conversation, protocol::keyOf(name), before.seq);
    insertMentions(message);
}

std::optional<qint64> MessageTable::threadOf(const QString &conversation, qint64 seq)
{
    Rows rows = m_threadOf.rows(conversation, seq);
    if (!rows.next())
        return std::nullopt;
    return rows.integer(0);
}

void MessageTable::insertMentions(const protocol::Message &message)
{
    for (const QString &name : message.mentions)
        m_insertMention.run(message.conversation, protocol::keyOf(name), message.seq);
}

} // namespace confab::store
