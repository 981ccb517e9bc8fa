// SPDX-License-Identifier: GPL-3.0-or-later
#include "rows.h"

#include "database.h"

#include <confab/protocol/json_writer.h>

#include <QJsonDocument>

namespace confab::aws
{

namespace
{

// Verbs that are not for good are forgotten after that; the protocol promises it.
constexpr qint64 commandDays = 60;
// Longer than who comes back after expiry could ask: removeExpired() tells of guests, and takes away more than this.
constexpr qint64 expiredDays = 7;

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

template <class Enum>
Enum wordOf(const Item &item, QLatin1StringView name, Enum otherwise)
{
    return protocol::valueOf<Enum>(item.text(name)).value_or(otherwise);
}

} // namespace

Item toItem(const Head &head)
{
    Item item;
    item.setTime("gone"_L1, head.gone);
    if (!head.isThere())
        return item;
    const protocol::Conversation &conversation = head.conversation;
    return item.setText("kind"_L1, QString(protocol::nameOf(conversation.kind)))
        .setText("name"_L1, conversation.name)
        .setText("topic"_L1, conversation.topic)
        .setFlag("public"_L1, conversation.isPublic)
        .setNumber("seq"_L1, conversation.seq)
        .setNumber("rev"_L1, conversation.rev)
        .setNumber("first"_L1, conversation.first)
        .setNumber("members"_L1, conversation.memberCount)
        .setTime("at"_L1, head.at)
        .setTime("changedAt"_L1, head.changedAt);
}

Head headOf(const Item &item, const QString &id)
{
    Head head;
    head.gone = item.time("gone"_L1);
    head.conversation.id = id;
    head.conversation.kind = wordOf(item, "kind"_L1, protocol::ConversationKind::Room);
    head.conversation.name = item.text("name"_L1);
    head.conversation.topic = item.text("topic"_L1);
    head.conversation.isPublic = item.flag("public"_L1);
    head.conversation.seq = item.number("seq"_L1);
    head.conversation.rev = item.number("rev"_L1);
    head.conversation.first = item.number("first"_L1);
    head.conversation.memberCount = item.number("members"_L1);
    head.at = item.time("at"_L1);
    head.changedAt = item.time("changedAt"_L1);
    return head;
}

Item toItem(const protocol::Message &message)
{
    QJsonObject more = protocol::toJson(message);
    for (const auto name : {"conversation"_L1, "seq"_L1, "rev"_L1, "id"_L1, "author"_L1, "authorVer"_L1, "at"_L1,
                            "text"_L1, "thread"_L1, "mine"_L1})
        more.remove(name);
    return Item()
        .setText("message"_L1, message.text)
        .setText("id"_L1, message.id)
        .setText("author"_L1, message.author)
        .setNumber("authorVer"_L1, message.authorVer)
        .setTime("at"_L1, message.at)
        .setNumber("rev"_L1, message.rev)
        .setNumber("thread"_L1, message.thread)
        .setText("more"_L1, more.isEmpty() ? QString() : QString::fromUtf8(json(more)));
}

protocol::Message messageOf(const Item &item, const QString &conversation, qint64 seq)
{
    protocol::Message message;
    if (const QString more = item.text("more"_L1); !more.isEmpty()) {
        QJsonObject object = QJsonDocument::fromJson(more.toUtf8()).object();
        // What a message must have, so that the rest is read by its rules.
        object.insert("conversation"_L1, conversation);
        object.insert("seq"_L1, seq);
        object.insert("rev"_L1, item.number("rev"_L1));
        object.insert("id"_L1, item.text("id"_L1));
        object.insert("author"_L1, item.text("author"_L1));
        object.insert("at"_L1, item.text("at"_L1));
        const auto read = protocol::fromJson<protocol::Message>(object);
        if (!read)
            throw Failure{u"what was added to message %1 cannot be read"_s.arg(item.text("id"_L1))};
        message = *read;
    }
    message.conversation = conversation;
    message.seq = seq;
    message.rev = item.number("rev"_L1);
    message.id = item.text("id"_L1);
    message.author = item.text("author"_L1);
    message.authorVer = item.number("authorVer"_L1);
    message.at = item.time("at"_L1);
    message.text = item.text("message"_L1);
    message.thread = item.number("thread"_L1);
    return message;
}

Item toItem(const Member &member)
{
    return Item().setText("role"_L1, QString(protocol::nameOf(member.role))).setNumber("joined"_L1, member.joined);
}

Member memberOf(const Item &item)
{
    return {.role = wordOf(item, "role"_L1, protocol::Role::Member), .joined = item.number("joined"_L1)};
}

Item toItem(const Talk &talk)
{
    return Item().setFlag("member"_L1, talk.member).setNumber("read"_L1, talk.read);
}

Talk talkOf(const Item *item)
{
    return item ? Talk{.member = item->flag("member"_L1), .read = item->number("read"_L1)} : Talk();
}

Item listedItem(const core::Account &account)
{
    return Item()
        .setText("username"_L1, account.username)
        .setText("displayName"_L1, account.displayName)
        .setNumber("ver"_L1, account.ver)
        .setText("role"_L1, QString(protocol::nameOf(account.role)))
        .setFlag("disabled"_L1, account.disabled)
        .setTime("createdAt"_L1, account.createdAt);
}

core::Account accountOf(const Item &item, const QString &key)
{
    return {.key = key,
            .username = item.text("username"_L1),
            .displayName = item.text("displayName"_L1),
            .ver = item.number("ver"_L1),
            .role = wordOf(item, "role"_L1, protocol::Role::Member),
            .disabled = item.flag("disabled"_L1),
            .createdAt = item.time("createdAt"_L1)};
}

Item toItem(const AccountRow &row)
{
    return listedItem(row.account).setBytes("password"_L1, row.passwordHash).setNumber("sessions"_L1, row.sessions);
}

AccountRow accountRowOf(const Item &item, const QString &key)
{
    return {.account = accountOf(item, key),
            .passwordHash = item.bytes("password"_L1),
            .sessions = item.number("sessions"_L1)};
}

Item toItem(const AccountSums &sums)
{
    return Item().setNumber("enabled"_L1, sums.enabled).setNumber("owners"_L1, sums.owners);
}

AccountSums accountSumsOf(const Item *item)
{
    if (!item)
        return {};
    return {.enabled = item->number("enabled"_L1), .owners = item->number("owners"_L1)};
}

Item toItem(const SessionRow &row)
{
    return Item()
        .setText("key"_L1, row.session.key)
        .setText("username"_L1, row.session.username)
        .setFlag("guest"_L1, row.session.guest)
        .setTime("createdAt"_L1, row.session.createdAt)
        .setTime("expiresAt"_L1, row.session.expiresAt)
        .setNumber("sessions"_L1, row.sessions)
        .setLapse(row.session.expiresAt.addDays(expiredDays));
}

SessionRow sessionRowOf(const Item &item, const QByteArray &token)
{
    return {.session = {.tokenHash = token,
                        .key = item.text("key"_L1),
                        .username = item.text("username"_L1),
                        .guest = item.flag("guest"_L1),
                        .createdAt = item.time("createdAt"_L1),
                        .expiresAt = item.time("expiresAt"_L1)},
            .sessions = item.number("sessions"_L1)};
}

Item toItem(const core::Invite &invite)
{
    return Item()
        .setBytes("code"_L1, invite.codeHash)
        .setNumber("usesLeft"_L1, invite.usesLeft)
        .setTime("expiresAt"_L1, invite.expiresAt)
        .setText("room"_L1, invite.room)
        .setText("createdBy"_L1, invite.createdBy)
        .setFlag("revoked"_L1, invite.revoked)
        .setFlag("makesOwner"_L1, invite.makesOwner);
}

core::Invite inviteOf(const Item &item, const QString &id)
{
    return {.id = id,
            .codeHash = item.bytes("code"_L1),
            .usesLeft = item.number("usesLeft"_L1),
            .expiresAt = item.time("expiresAt"_L1),
            .room = item.text("room"_L1),
            .createdBy = item.text("createdBy"_L1),
            .revoked = item.flag("revoked"_L1),
            .makesOwner = item.flag("makesOwner"_L1)};
}

Item toItem(const core::StoredFile &file)
{
    const protocol::Attachment &attachment = file.attachment;
    return Item()
        .setText("owner"_L1, file.owner)
        .setText("name"_L1, attachment.name)
        .setNumber("size"_L1, attachment.size)
        .setText("mime"_L1, attachment.mime)
        .setNumber("width"_L1, attachment.width)
        .setNumber("height"_L1, attachment.height)
        .setText("thumbnail"_L1, attachment.thumbnail)
        .setText("sha256"_L1, file.sha256)
        .setFlag("whole"_L1, file.whole)
        .setText("conversation"_L1, file.conversation)
        .setNumber("seq"_L1, file.seq)
        .setTime("since"_L1, file.since)
        .setText("picture"_L1, file.picture);
}

core::StoredFile fileOf(const Item &item, const QString &id)
{
    core::StoredFile file;
    file.attachment = {.id = id,
                       .name = item.text("name"_L1),
                       .size = item.number("size"_L1),
                       .mime = item.text("mime"_L1),
                       .width = item.number("width"_L1),
                       .height = item.number("height"_L1),
                       .thumbnail = item.text("thumbnail"_L1)};
    file.owner = item.text("owner"_L1);
    file.sha256 = item.text("sha256"_L1);
    file.whole = item.flag("whole"_L1);
    file.conversation = item.text("conversation"_L1);
    file.seq = item.number("seq"_L1);
    file.since = item.time("since"_L1);
    file.picture = item.text("picture"_L1);
    return file;
}

Item toItem(const core::ConnectionRow &row)
{
    return Item()
        .setText("username"_L1, row.username)
        .setText("userKey"_L1, row.key)
        .setText("dialect"_L1, row.plain ? u"plain"_s : u"confab"_s)
        .setNumber("shard"_L1, qChecksum(row.id.toUtf8()) % connectionShards)
        .setBytes("session"_L1, row.tokenHash)
        .setTime("since"_L1, row.since)
        .setText("formerKeys"_L1, row.formerKeys.join(u'\n'))
        .setLapse(row.since.addSecs(connectionSeconds));
}

core::ConnectionRow connectionOf(const Item &item)
{
    return {.id = item.text("connectionId"_L1),
            .username = item.text("username"_L1),
            .key = item.text("userKey"_L1),
            .plain = item.text("dialect"_L1) == "plain"_L1,
            .since = item.time("since"_L1),
            .tokenHash = item.bytes("session"_L1),
            .formerKeys = item.text("formerKeys"_L1).split(u'\n', Qt::SkipEmptyParts)};
}

Item hereItem(const QList<core::ConnectionRow> &rows)
{
    QJsonArray all;
    QDateTime newest;
    for (const core::ConnectionRow &row : rows) {
        all.append(QJsonObject{{u"id"_s, row.id},
                               {u"username"_s, row.username},
                               {u"plain"_s, row.plain},
                               {u"since"_s, timeText(row.since)},
                               {u"session"_s, QString::fromLatin1(row.tokenHash.toHex())}});
        newest = newest.isValid() ? std::max(newest, row.since) : row.since;
    }
    return Item()
        .setText("connections"_L1, QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Compact)))
        .setLapse(newest.addSecs(connectionSeconds));
}

QList<core::ConnectionRow> hereOf(const Item &item, const QString &key)
{
    QList<core::ConnectionRow> rows;
    const QJsonArray all = QJsonDocument::fromJson(item.text("connections"_L1).toUtf8()).array();
    for (const QJsonValue &value : all) {
        const QJsonObject one = value.toObject();
        rows.append({.id = one.value("id"_L1).toString(),
                     .username = one.value("username"_L1).toString(),
                     .key = key,
                     .plain = one.value("plain"_L1).toBool(),
                     .since = QDateTime::fromString(one.value("since"_L1).toString(), Qt::ISODateWithMs),
                     .tokenHash = QByteArray::fromHex(one.value("session"_L1).toString().toLatin1())});
    }
    return rows;
}

Item commandItem(const core::Stamp &stamp, const protocol::Ack &ack)
{
    Item item = Item()
                    .setBytes("hash"_L1, stamp.hash)
                    .setText("ack"_L1, QString::fromUtf8(protocol::compactJson(ack)))
                    .setTime("at"_L1, stamp.now)
                    .setFlag("forGood"_L1, stamp.forGood);
    return stamp.forGood ? item : item.setLapse(stamp.now.addDays(commandDays));
}

protocol::Ack ackOf(const Item &item)
{
    const auto ack = protocol::fromJson<protocol::Ack>(QJsonDocument::fromJson(item.text("ack"_L1).toUtf8()).object());
    if (!ack)
        throw Failure{u"the stored answer to a command cannot be read"_s};
    return *ack;
}

} // namespace confab::aws
