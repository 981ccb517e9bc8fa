// SPDX-License-Identifier: GPL-3.0-or-later
#include "preferences.h"

#include <confab/protocol/codec.h>

namespace confab::core
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;

namespace
{

constexpr qsizetype prefRows = 500;

} // namespace

Preferences::Preferences(Core &core)
    : m_core(core)
{
}

void Preferences::handle(Turn &turn, Connection &connection, const protocol::Prefs &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    if (command.set.isEmpty())
        list(turn, connection, reply, command.after);
    else
        set(turn, connection, reply, command.set);
}

void Preferences::set(Turn &turn, Connection &connection, const Reply &reply, const QList<protocol::Pref> &prefs)
{
    // Nobody else is told: as much of it as of what is not stored at all.
    const qint64 wait = m_core.settings.rateLimits ? connection.gestures.take(m_core.ports.clock.monotonicMs()) : 0;
    if (wait > 0) {
        turn.always([reply, wait] { reply.error(ErrorCode::RateLimited, u"too many changes"_s, {}, wait); });
        return;
    }
    settle(turn, reply, turn.store().prefs().set(connection.key, prefs),
           [this, reply, key = connection.key, prefs](std::monostate) {
               reply.ack();
               Audience others = Audience::users({key});
               others.exceptConnection = reply.connection();
               m_core.ports.courier.deliver(others, protocol::PrefList{.id = {}, .prefs = prefs, .next = {}});
           });
}

void Preferences::list(Turn &turn, const Connection &connection, const Reply &reply, const QString &after)
{
    using Result = Expected<Page<protocol::Pref>, ReadProblem>;
    m_core.readBeside<Result>(
        turn, reply, connection.key,
        [account = connection.key, after](Reads &reads) {
            return reads.prefs(account, after, prefRows, protocol::limits::pageBytes);
        },
        [reply](const Result &page) {
            if (!page)
                return reply.unavailable();
            reply.event(protocol::PrefList{.id = reply.id(), .prefs = page->rows, .next = page->next});
        });
}

} // namespace confab::core
