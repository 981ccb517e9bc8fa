// SPDX-License-Identifier: GPL-3.0-or-later
#include "server_store.h"

#include <confab/protocol/names.h>
#include <confab/protocol/ulid.h>

namespace confab::store
{

SqliteServerStore::SqliteServerStore(Context &context)
    : m_context(context)
    , m_find(context.database, u"SELECT id, epoch, name FROM server"_s)
    , m_insert(context.database, u"INSERT INTO server (one, id, epoch, name) VALUES (1, ?, ?, ?)"_s)
    , m_setName(context.database, u"UPDATE server SET name = ?"_s)
    , m_asked(context.database, u"SELECT questions FROM asked WHERE bot = ? AND day = ?"_s)
    , m_setAsked(context.database, u"INSERT OR REPLACE INTO asked (bot, day, questions) VALUES (?, ?, ?)"_s)
{
}

std::optional<core::ServerIdentity> SqliteServerStore::find()
{
    Rows rows = m_find.rows();
    if (!rows.next())
        return std::nullopt;
    return core::ServerIdentity{rows.text(0), rows.text(1), rows.text(2)};
}

core::Outcome<core::ServerIdentity> SqliteServerStore::ensure()
{
    return m_context.writer.change<core::ServerIdentity>([&]() -> core::Outcome<core::ServerIdentity> {
        auto identity = find();
        if (!identity) {
            identity = core::ServerIdentity{protocol::makeUlid(), protocol::makeUlid(), {}};
            m_insert.run(identity->id, identity->epoch, identity->name);
        }
        // Either may be lost in a database that was rebuilt.
        const QString group = QLatin1StringView(protocol::groupConversation);
        if (!m_context.conversations.find(group)) {
            protocol::Conversation made;
            made.id = group;
            made.kind = protocol::ConversationKind::Group;
            m_context.conversations.insert(made, QDateTime::currentDateTimeUtc());
        }
        return *identity;
    });
}

core::ServerIdentity SqliteServerStore::identity()
{
    // Made when the folder was opened.
    return m_context.read(core::ServerIdentity(), [&] { return find().value_or(core::ServerIdentity()); });
}

core::Outcome<std::monostate> SqliteServerStore::setName(const QString &name)
{
    return m_context.writer.change<std::monostate>([&]() -> core::Outcome<std::monostate> {
        m_setName.run(name);
        return std::monostate();
    });
}

core::Outcome<bool> SqliteServerStore::countQuestion(const QString &bot, const QDate &day, qint64 most)
{
    return m_context.writer.change<bool>([&]() -> core::Outcome<bool> {
        const qint64 number = day.toJulianDay();
        Rows rows = m_asked.rows(bot, number);
        const qint64 before = rows.next() ? rows.integer(0) : 0;
        if (before >= most)
            return false;
        m_setAsked.run(bot, number, before + 1);
        return true;
    });
}

} // namespace confab::store
