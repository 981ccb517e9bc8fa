// SPDX-License-Identifier: GPL-3.0-or-later
#include "search_desk.h"

#include <confab/core/search_text.h>

namespace confab::core
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;

SearchDesk::SearchDesk(Core &core)
    : m_core(core)
{
}

SearchDesk::Place SearchDesk::takePlace()
{
    const Place place(m_taken.get(), [taken = m_taken](const void *) { --*taken; });
    return ++*m_taken > m_core.settings.limits.searchesWaiting ? nullptr : place;
}

bool SearchDesk::isRefused(Turn &turn, const Reply &reply, const protocol::Search &command)
{
    const auto refuse = [&turn, &reply](const QString &message, const QString &field) {
        turn.always([reply, message, field] { reply.error(ErrorCode::BadField, message, field); });
        return true;
    };
    for (const QString &what : command.has) {
        if (what != "file"_L1)
            return refuse(u"only \"file\""_s, u"has"_s);
    }
    if (command.has.isEmpty() && searchTerms(command.query).isEmpty())
        return refuse(u"nothing to search for"_s, u"query"_s);
    if (command.limit < 1 || command.limit > protocol::limits::searchPage)
        return refuse(u"from 1 to 50"_s, u"limit"_s);
    if (command.before && command.conversation.isEmpty() && command.beforeIn.isEmpty())
        return refuse(u"the conversation in which before is"_s, u"beforeIn"_s);
    return false;
}

void SearchDesk::handle(Turn &turn, Connection &connection, const protocol::Search &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    const qint64 wait = m_core.settings.rateLimits ? connection.searches.take(m_core.ports.clock.monotonicMs()) : 0;
    if (wait > 0) {
        turn.always([reply, wait] { reply.error(ErrorCode::RateLimited, u"too many searches"_s, {}, wait); });
        return;
    }
    if (isRefused(turn, reply, command))
        return;
    const Place place = takePlace();
    if (!place) {
        turn.always([reply] { reply.busy(); });
        return;
    }

    SearchQuery query;
    query.viewer = connection.key;
    query.query = command.query;
    query.conversation = command.conversation;
    if (command.before)
        query.before = {command.beforeIn.isEmpty() ? command.conversation : command.beforeIn, *command.before};
    query.withFiles = !command.has.isEmpty();
    query.limit = command.limit;
    using Result = Expected<FoundPage, ReadProblem>;
    m_core.readBeside<Result>(
        turn, reply, query.viewer, [query](Reads &reads) { return reads.search(query); },
        [this, reply, query, place](const Result &page) {
            if (!page && page.error() == ReadProblem::Unavailable)
                return reply.unavailable();
            if (!page)
                return reply.guardFailed(Guard::NotFound, {});
            protocol::Found found;
            found.id = reply.id();
            found.more = page->more;
            // Asked once more: somebody may have been removed since it was read.
            for (const protocol::Message &message : page->messages) {
                if (m_core.membership.mayRead(query.viewer, message.conversation))
                    found.messages.append(message);
            }
            reply.event(found);
        });
}

} // namespace confab::core
