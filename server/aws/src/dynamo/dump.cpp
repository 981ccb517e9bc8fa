// SPDX-License-Identifier: GPL-3.0-or-later
#include "dump.h"

#include "rows.h"

#include <QHash>
#include <QJsonDocument>
#include <QSet>

namespace confab::aws
{

namespace
{

// Lines by what they are sorted by: the table, then its keys by their UTF-8 bytes.
class Lines
{
public:
    void add(const QString &table, const QStringList &by, QJsonObject object)
    {
        object.insert("table"_L1, table);
        QByteArray key = table.toUtf8();
        for (const QString &part : by)
            key += '\0' + part.toUtf8();
        m_lines.emplace(std::move(key), std::move(object));
    }
    void tell(const std::function<void(const QJsonObject &)> &line) const
    {
        for (const auto &[key, object] : m_lines)
            line(object);
    }

private:
    std::multimap<QByteArray, QJsonObject> m_lines;
};

QString hexOf(const QByteArray &bytes)
{
    return Layout::hex(bytes);
}

// What lies in the tables under each conversation and person, told apart by the first part of the sort key.
class Dump
{
public:
    explicit Dump(Database &database)
        : m_keys(database.keys)
    {
        // A scan is all there is for reading everything; nobody waits for this but whoever asked for a dump.
        const auto scan = [&database](const Table &table) {
            QList<std::pair<ItemKey, Item>> items;
            database.eachOf("Scan", {{u"TableName"_s, table.name}, {u"ConsistentRead"_s, true}}, [&](const Item &item) {
                items.append({Database::keyOf(table, item), item});
                return true;
            });
            return items;
        };
        m_history = scan(m_keys.history);
        m_state = scan(m_keys.state);
        m_connections = scan(m_keys.connections);
    }

    void tell(const std::function<void(const QJsonObject &)> &line)
    {
        readHeads();
        readAccounts();
        for (const auto &[key, item] : std::as_const(m_history))
            addOfConversation(key, item);
        for (const auto &[key, item] : std::as_const(m_state)) {
            if (key.partition.startsWith("user#"_L1))
                addOfPerson(key.partition.sliced(5), key.sort, item);
            else
                addOther(key, item);
        }
        for (const auto &[key, item] : std::as_const(m_connections))
            addConnection(connectionOf(item));
        m_lines.tell(line);
    }

private:
    void readHeads()
    {
        for (const auto &[key, item] : std::as_const(m_history)) {
            if (key.sort == "head"_L1)
                m_heads.insert(key.partition, headOf(item, key.partition));
        }
    }
    void readAccounts()
    {
        for (const auto &[key, item] : std::as_const(m_state)) {
            if (key.partition.startsWith("user#"_L1) && key.sort == "account"_L1)
                m_sessions.insert(key.partition.sliced(5), accountRowOf(item, {}).sessions);
        }
    }
    [[nodiscard]] const Head *headOfLiving(const QString &id) const
    {
        const auto found = m_heads.constFind(id);
        return found != m_heads.constEnd() && found->isThere() ? &*found : nullptr;
    }
    void addOfConversation(const ItemKey &key, const Item &item);
    void addHead(const Head &head);
    void addOfPerson(const QString &person, const QString &sort, const Item &item);
    void addSession(const SessionRow &row);
    void addOther(const ItemKey &key, const Item &item);
    void addFile(const core::StoredFile &file);
    void addConnection(const core::ConnectionRow &row);

    const Layout &m_keys;
    QList<std::pair<ItemKey, Item>> m_history;
    QList<std::pair<ItemKey, Item>> m_state;
    QList<std::pair<ItemKey, Item>> m_connections;
    QHash<QString, Head> m_heads;
    QHash<QString, qint64> m_sessions; // how often those of an account were ended
    Lines m_lines;
};

void Dump::addHead(const Head &head)
{
    const protocol::Conversation &conversation = head.conversation;
    const QString &id = conversation.id;
    if (!head.isThere()) {
        m_lines.add(u"gone"_s, {id}, {{u"id"_s, id}, {u"at"_s, timeText(head.gone)}});
        return;
    }
    m_lines.add(u"conversation"_s, {id},
                {{u"id"_s, id},
                 {u"kind"_s, QString(protocol::nameOf(conversation.kind))},
                 {u"name"_s, conversation.name},
                 {u"topic"_s, conversation.topic},
                 {u"public"_s, conversation.isPublic},
                 {u"seq"_s, conversation.seq},
                 {u"rev"_s, conversation.rev},
                 {u"first"_s, conversation.first}});
}

void Dump::addOfConversation(const ItemKey &key, const Item &item)
{
    const QString &id = key.partition;
    const QString kind = key.sort.section(u'#', 0, 0);
    if (key.sort == "head"_L1) {
        addHead(m_heads.value(id));
        return;
    }
    const Head *head = headOfLiving(id);
    if (!head)
        return;
    if (kind == "mem"_L1) {
        const QString person = key.sort.sliced(4);
        const Member member = memberOf(item);
        m_lines.add(u"member"_s, {id, person},
                    {{u"conversation"_s, id},
                     {u"key"_s, person},
                     {u"role"_s, QString(protocol::nameOf(member.role))},
                     {u"joined"_s, member.joined}});
        return;
    }
    const qint64 seq = key.sort.section(u'#', 1, 1).toLongLong();
    if (seq < head->conversation.first || seq > head->conversation.seq)
        return;
    if (kind == "seq"_L1)
        m_lines.add(u"message"_s, {id, numberText(seq)}, protocol::toJson(messageOf(item, id, seq)));
    if (kind == "rct"_L1) {
        const QString person = key.sort.section(u'#', 2, 2);
        const QString emoji = key.sort.section(u'#', 3);
        m_lines.add(u"reaction"_s, {id, numberText(seq), person, emoji},
                    {{u"conversation"_s, id},
                     {u"seq"_s, seq},
                     {u"key"_s, person},
                     {u"emoji"_s, emoji},
                     {u"username"_s, item.text("username"_L1)},
                     {u"rev"_s, item.number("rev"_L1)}});
    }
}

void Dump::addOfPerson(const QString &person, const QString &sort, const Item &item)
{
    const QString name = sort.section(u'#', 1);
    if (sort == "account"_L1) {
        const core::Account account = accountOf(item, person);
        m_lines.add(u"account"_s, {person},
                    {{u"key"_s, person},
                     {u"username"_s, account.username},
                     {u"displayName"_s, account.displayName},
                     {u"ver"_s, account.ver},
                     {u"role"_s, QString(protocol::nameOf(account.role))},
                     {u"disabled"_s, account.disabled},
                     {u"createdAt"_s, timeText(account.createdAt)}});
    } else if (sort.startsWith("cmd#"_L1)) {
        m_lines.add(u"command"_s, {person, name},
                    {{u"account"_s, person},
                     {u"id"_s, name},
                     {u"ack"_s, QJsonDocument::fromJson(item.text("ack"_L1).toUtf8()).object()},
                     {u"at"_s, timeText(item.time("at"_L1))},
                     {u"forGood"_s, item.flag("forGood"_L1)}});
    } else if (sort.startsWith("conv#"_L1)) {
        const Talk talk = talkOf(&item);
        if (talk.read > 0 && headOfLiving(name))
            m_lines.add(u"mark"_s, {name, person},
                        {{u"conversation"_s, name}, {u"key"_s, person}, {u"seq"_s, talk.read}});
    } else if (sort.startsWith("pref#"_L1)) {
        m_lines.add(u"pref"_s, {person, name},
                    {{u"account"_s, person}, {u"key"_s, name}, {u"value"_s, item.text("value"_L1)}});
    }
}

void Dump::addSession(const SessionRow &row)
{
    const core::Session &session = row.session;
    const auto current = m_sessions.constFind(session.key);
    if (!session.guest && current != m_sessions.constEnd() && *current != row.sessions)
        return;
    m_lines.add(u"session"_s,
                {session.key, timeText(session.createdAt), timeText(session.expiresAt), hexOf(session.tokenHash)},
                {{u"key"_s, session.key},
                 {u"username"_s, session.username},
                 {u"guest"_s, session.guest},
                 {u"createdAt"_s, timeText(session.createdAt)},
                 {u"expiresAt"_s, timeText(session.expiresAt)}});
}

void Dump::addOther(const ItemKey &key, const Item &item)
{
    if (key.sort == "session"_L1 && key.partition.startsWith("token#"_L1)) {
        addSession(sessionRowOf(item, QByteArray::fromHex(key.partition.sliced(6).toLatin1())));
    } else if (key.sort == "file"_L1 && key.partition.startsWith("file#"_L1)) {
        addFile(fileOf(item, key.partition.sliced(5)));
    } else if (key.partition == m_keys.invite({}).partition) {
        const core::Invite invite = inviteOf(item, key.sort);
        m_lines.add(u"invite"_s, {invite.id},
                    {{u"id"_s, invite.id},
                     {u"usesLeft"_s, invite.usesLeft},
                     {u"expiresAt"_s, timeText(invite.expiresAt)},
                     {u"room"_s, invite.room},
                     {u"createdBy"_s, invite.createdBy},
                     {u"revoked"_s, invite.revoked}});
    } else if (key == m_keys.server()) {
        m_lines.add(
            u"server"_s, {},
            {{u"id"_s, item.text("id"_L1)}, {u"epoch"_s, item.text("epoch"_L1)}, {u"name"_s, item.text("name"_L1)}});
    }
}

void Dump::addFile(const core::StoredFile &file)
{
    if (!file.conversation.isEmpty() && !headOfLiving(file.conversation))
        return;
    const protocol::Attachment &attachment = file.attachment;
    m_lines.add(u"attachment"_s, {attachment.id},
                {{u"id"_s, attachment.id},
                 {u"owner"_s, file.owner},
                 {u"name"_s, attachment.name},
                 {u"size"_s, attachment.size},
                 {u"mime"_s, attachment.mime},
                 {u"sha256"_s, file.sha256},
                 {u"whole"_s, file.whole},
                 {u"since"_s, timeText(file.since)},
                 {u"conversation"_s, file.conversation},
                 {u"seq"_s, file.seq},
                 {u"width"_s, attachment.width},
                 {u"height"_s, attachment.height},
                 {u"thumbnail"_s, attachment.thumbnail},
                 {u"picture"_s, file.picture}});
}

void Dump::addConnection(const core::ConnectionRow &row)
{
    m_lines.add(u"connection"_s, {row.id},
                {{u"id"_s, row.id},
                 {u"username"_s, row.username},
                 {u"key"_s, row.key},
                 {u"plain"_s, row.plain},
                 {u"since"_s, timeText(row.since)}});
}

} // namespace

void dumpAll(Database &database, const std::function<void(const QJsonObject &)> &line)
{
    Dump(database).tell(line);
}

} // namespace confab::aws
