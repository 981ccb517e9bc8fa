// SPDX-License-Identifier: GPL-3.0-or-later
#include "finder.h"

#include "asking.h"
#include "cache.h"
#include "cache_finding.h"
#include "conversation_book.h"
#include "user_book.h"

#include <confab/client/contact_model.h>
#include <confab/protocol/names.h>

#include <QPointer>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

// A page is as good as full with so many; what came with them is given as well.
constexpr qsizetype fullPage = 20;
// Questions to the server for one page: what it has no field for is sorted out here.
constexpr int mostAsks = 10;
constexpr qsizetype listPage = 50;
// The cache's thread has other things to do as well.
constexpr int cacheMs = 300;
// A server that is asked too much is asked once more, if it does not take longer.
constexpr qint64 longestWaitMs = 3000;
// Each halves what is left, or does better: enough for a million messages.
constexpr int mostDateAsks = 24;

// Those of a page, newest first. A server that does not know `only` sends others as well.
template <class Belongs>
Expected<MessageList, Problem> listOf(const Expected<protocol::Messages, Problem> &page, Belongs belongs)
{
    if (!page)
        return Unexpected{page.error()};
    MessageList list;
    for (const protocol::Message &message : page->messages) {
        if (!message.deleted && !message.hidden && belongs(message))
            list.messages.prepend(message);
    }
    if (page->moreBefore.value_or(false) && !page->messages.isEmpty())
        list.before = page->messages.first().seq;
    return list;
}

} // namespace

struct Finder::Hunt {
    SearchFilter filter;
    SearchQuery query;
    SearchPlace from; // where this page began
    SearchPage page;
    int asks = 0;
    bool waited = false;
    Reply<SearchPage> reply;
};

struct Finder::DateHunt {
    QString conversation;
    QDateTime moment;
    qint64 below = 0; // said before
    qint64 at = 0;    // said then or later; one past the end: nothing may be
    qint64 end = 0;
    int asks = 0;
    Reply<qint64> reply;
};

Finder::Finder(Sources sources, Timing timing, QObject *parent)
    : QObject(parent)
    , m_sources(sources)
    , m_timing(std::move(timing))
{
}

Finder::~Finder()
{
    for (const int timer : std::as_const(m_timers))
        m_timing.scheduler->cancel(timer);
}

// --- what a query names -----------------------------------------------------------------------------------------

bool Finder::resolve(SearchFilter &filter, const SearchQuery &query) const
{
    filter.conversation = query.conversation;
    if (!query.in.isEmpty()) {
        const auto named = conversationNamed(query.in);
        if (!named || (!query.conversation.isEmpty() && query.conversation != *named))
            return false;
        filter.conversation = *named;
    }
    if (!query.from.isEmpty())
        resolveAuthor(filter, query.from);
    return true;
}

std::optional<QString> Finder::conversationNamed(const QString &name) const
{
    const QString bare = folded(name.startsWith(u'#') || name.startsWith(u'@') ? name.sliced(1) : name).trimmed();
    if (bare.isEmpty())
        return std::nullopt;
    // The best of what fits: 3 by its whole name, 2 by the beginning, 1 by a part of it.
    std::pair<int, QString> best{0, {}};
    const auto consider = [&](const QString &conversation, const QString &called) {
        const QString key = folded(called);
        const int fits = key == bare ? 3 : key.startsWith(bare) ? 2 : key.contains(bare) ? 1 : 0;
        if (fits > best.first || (fits > 0 && fits == best.first && conversation < best.second))
            best = {fits, conversation};
    };
    const QString me = protocol::keyOf(m_sources.me.username);
    for (auto it = m_sources.book.all().begin(); it != m_sources.book.all().end(); ++it) {
        const QString &id = it.key();
        if (const auto keys = protocol::directKeys(id)) {
            if (name.startsWith(u'#'))
                continue;
            const QString other = keys->first == me ? keys->second : keys->first;
            consider(id, other);
            consider(id, m_sources.users.displayNameOf(other));
            if (keys->first == keys->second)
                consider(id, u"me"_s);
        } else if (const auto bot = protocol::botKeys(id)) {
            if (name.startsWith(u'#'))
                continue;
            consider(id, bot->first);
            for (const protocol::BotInfo &each : m_sources.welcome.bots) {
                if (each.id == bot->first)
                    consider(id, each.name);
            }
        } else if (!name.startsWith(u'@')) {
            consider(id, it->stored.object.name);
            if (id == QLatin1StringView(protocol::groupConversation)) {
                consider(id, u"everyone"_s);
                consider(id, ContactModel::tr("Everyone"));
            }
        }
    }
    if (best.first == 0)
        return std::nullopt;
    return best.second;
}

void Finder::resolveAuthor(SearchFilter &filter, const QString &name) const
{
    const QString key = protocol::keyOf(name.trimmed());
    filter.byAnybody = false;
    filter.guestsKey = key;
    const QList<protocol::User> people = m_sources.users.all();
    const auto isOf = [&](const protocol::User &user) { return protocol::keyOf(user.username) == key; };
    if (key == "me"_L1 && std::none_of(people.begin(), people.end(), isOf)) {
        filter.authors = {protocol::keyOf(m_sources.me.username)};
        return;
    }
    filter.authors = {key};
    if (key == protocol::keyOf(m_sources.me.username) || std::any_of(people.begin(), people.end(), isOf))
        return;
    const QString part = folded(name.trimmed());
    for (const protocol::User &user : people) {
        if (folded(user.displayName).contains(part))
            filter.authors.insert(protocol::keyOf(user.username));
    }
    if (folded(m_sources.me.displayName).contains(part))
        filter.authors.insert(protocol::keyOf(m_sources.me.username));
    for (const protocol::BotInfo &bot : m_sources.welcome.bots) {
        if (bot.id == name || folded(bot.name).contains(part))
            filter.authors.insert(protocol::keyOf(protocol::botAuthor(bot.id)));
    }
}

// --- searching --------------------------------------------------------------------------------------------------

void Finder::search(const SearchQuery &query, const SearchPlace &from, Reply<SearchPage> reply)
{
    SearchFilter filter(query);
    if (query.isEmpty() || !resolve(filter, query)) {
        reply(SearchPage{});
        return;
    }
    const bool byServer = m_sources.session.ready() && m_sources.welcome.features.contains("search"_L1);
    if ((query.terms.isEmpty() && !query.hasFile) || !byServer || from.inCache) {
        searchCache(filter, from, std::move(reply));
        return;
    }
    auto hunt = std::make_shared<Hunt>();
    hunt->filter = std::move(filter);
    hunt->query = query;
    hunt->from = from;
    hunt->page.next = from;
    hunt->page.next.more = false;
    hunt->reply = std::move(reply);
    askServer(hunt);
}

void Finder::searchCache(const SearchFilter &filter, const SearchPlace &from, Reply<SearchPage> reply)
{
    m_sources.cache.read<SearchPage>(
        [filter, from](const QSqlDatabase &database) { return findHeld(database, filter, from, listPage, cacheMs); },
        [reply = std::move(reply)](const SearchPage &page) { reply(page); });
}

void Finder::askServer(const std::shared_ptr<Hunt> &hunt)
{
    ++hunt->asks;
    protocol::Search search;
    search.query = hunt->query.terms.join(u' ');
    search.conversation = hunt->filter.conversation;
    if (hunt->query.hasFile)
        search.has = {u"file"_s};
    if (hunt->page.next.seq > 0) {
        search.before = hunt->page.next.seq;
        if (hunt->page.next.conversation != search.conversation)
            search.beforeIn = hunt->page.next.conversation;
    }
    askFor<protocol::Found>(m_sources.session, search,
                            [this, guard = QPointer(this), hunt](const Expected<protocol::Found, Problem> &found) {
                                if (guard)
                                    answered(hunt, found);
                            });
}

void Finder::answered(const std::shared_ptr<Hunt> &hunt, const Expected<protocol::Found, Problem> &found)
{
    SearchPage &page = hunt->page;
    if (!found) {
        const Problem &problem = found.error();
        if (!page.messages.isEmpty()) {
            page.next.more = true;
            hunt->reply(page);
        } else if (problem.offline) {
            searchCache(hunt->filter, hunt->from, hunt->reply);
        } else if (!hunt->waited && !protocol::isFinal(problem.code) && problem.retryAfterMs <= longestWaitMs) {
            hunt->waited = true;
            const auto timer = std::make_shared<int>(0);
            *timer = m_timing.scheduler->after(static_cast<int>(std::max<qint64>(1, problem.retryAfterMs)),
                                               [this, hunt, timer] {
                                                   m_timers.remove(*timer);
                                                   askServer(hunt);
                                               });
            m_timers.insert(*timer);
        } else {
            hunt->reply(Unexpected{problem});
        }
        return;
    }
    bool tooOld = false;
    for (const protocol::Message &message : found->messages) {
        page.next.conversation = message.conversation;
        page.next.seq = message.seq;
        page.next.at = message.at.toUTC().toString(Qt::ISODateWithMs);
        tooOld = tooOld || page.next.at < hunt->filter.since;
        if (hunt->filter.accepts(message))
            page.messages.append(message);
    }
    // Time was over before anything was found: there is no place to go on from.
    page.next.more = found->more && !found->messages.isEmpty() && !tooOld;
    if (page.next.more && page.messages.size() < fullPage && hunt->asks < mostAsks)
        askServer(hunt);
    else
        hunt->reply(page);
}

// --- lists ------------------------------------------------------------------------------------------------------

void Finder::listPinned(const QString &conversation, std::optional<qint64> before, Reply<MessageList> reply)
{
    if (!m_sources.session.ready()) {
        listHeld(HeldKind::Pinned, conversation, before, std::move(reply));
        return;
    }
    protocol::History history;
    history.conversation = conversation;
    history.before = before;
    history.limit = listPage;
    history.only = protocol::HistoryOnly{protocol::HistoryOnly::Kind::Pinned};
    askFor<protocol::Messages>(m_sources.session, history,
                               [this, guard = QPointer(this), conversation, before,
                                reply = std::move(reply)](const Expected<protocol::Messages, Problem> &page) {
                                   if (!page && page.error().offline && guard) {
                                       listHeld(HeldKind::Pinned, conversation, before, reply);
                                       return;
                                   }
                                   reply(listOf(page, [](const protocol::Message &each) { return each.pinned; }));
                               });
}

void Finder::listFiles(const QString &conversation, std::optional<qint64> before, Reply<MessageList> reply)
{
    if (!m_sources.session.ready()) {
        listHeld(HeldKind::Files, conversation, before, std::move(reply));
        return;
    }
    protocol::History history;
    history.conversation = conversation;
    history.before = before;
    history.limit = listPage;
    history.only = protocol::HistoryOnly{protocol::HistoryOnly::Kind::Files};
    askFor<protocol::Messages>(
        m_sources.session, history,
        [this, guard = QPointer(this), conversation, before,
         reply = std::move(reply)](const Expected<protocol::Messages, Problem> &page) {
            if (!page && page.error().offline && guard) {
                listHeld(HeldKind::Files, conversation, before, reply);
                return;
            }
            reply(listOf(page, [](const protocol::Message &each) { return !each.attachments.isEmpty(); }));
        });
}

void Finder::listLinks(const QString &conversation, std::optional<qint64> before, Reply<MessageList> reply)
{
    listHeld(HeldKind::Links, conversation, before, std::move(reply));
}

void Finder::listHeld(HeldKind kind, const QString &conversation, std::optional<qint64> before,
                      Reply<MessageList> reply)
{
    m_sources.cache.read<MessageList>(
        [=](const QSqlDatabase &database) { return heldOf(database, kind, conversation, before, listPage); },
        [reply = std::move(reply)](const MessageList &list) { reply(list); });
}

void Finder::listUnread(std::optional<qint64> before, Reply<MessageList> reply)
{
    QHash<QString, qint64> marks;
    for (auto it = m_sources.book.all().begin(); it != m_sources.book.all().end(); ++it) {
        if (it->stored.object.seq > it->stored.you.read)
            marks.insert(it.key(), it->stored.you.read);
    }
    m_sources.cache.read<MessageList>(
        [marks, me = m_sources.me.username, before](const QSqlDatabase &database) {
            return heldAbove(database, marks, me, before, listPage);
        },
        [reply = std::move(reply)](const MessageList &list) { reply(list); });
}

void Finder::held(const QString &conversation, const QList<qint64> &seqs,
                  std::function<void(QList<protocol::Message>)> reply)
{
    m_sources.cache.read<QList<protocol::Message>>(
        [conversation, seqs](const QSqlDatabase &database) { return heldAt(database, conversation, seqs); },
        std::move(reply));
}

// --- a day ------------------------------------------------------------------------------------------------------

void Finder::seqOfDate(const QString &conversation, const QDate &date, Reply<qint64> reply)
{
    const auto *known = m_sources.book.find(conversation);
    if (!known || !date.isValid()) {
        reply(Unexpected{Problem{protocol::ErrorCode::NotFound, {}, {}, 0, false}});
        return;
    }
    auto hunt = std::make_shared<DateHunt>();
    hunt->conversation = conversation;
    hunt->moment = date.startOfDay();
    hunt->reply = std::move(reply);
    m_sources.cache.read<HeldAround>(
        [conversation, moment = hunt->moment](const QSqlDatabase &database) {
            return heldAround(database, conversation, moment);
        },
        [this, hunt](const HeldAround &around) {
            const auto *held = m_sources.book.find(hunt->conversation);
            if (!held) {
                hunt->reply(Unexpected{Problem{protocol::ErrorCode::NotFound, {}, {}, 0, false}});
                return;
            }
            const protocol::Conversation &object = held->stored.object;
            hunt->end = object.seq + 1;
            hunt->below = std::max(around.below, object.first - 1);
            hunt->at = around.at > 0 ? around.at : hunt->end;
            askForDate(hunt);
        });
}

void Finder::askForDate(const std::shared_ptr<DateHunt> &hunt)
{
    if (hunt->at <= hunt->below + 1) {
        hunt->reply(hunt->at >= hunt->end ? 0 : hunt->at);
        return;
    }
    // The first that is held comes close enough, where no better answer is to be had.
    const auto settle = [hunt](const Problem &problem) {
        if (hunt->at < hunt->end)
            hunt->reply(hunt->at);
        else
            hunt->reply(Unexpected{problem});
    };
    if (++hunt->asks > mostDateAsks) {
        settle({});
        return;
    }
    protocol::History history;
    history.conversation = hunt->conversation;
    history.around = hunt->below + (hunt->at - hunt->below) / 2;
    history.limit = listPage;
    askFor<protocol::Messages>(
        m_sources.session, history,
        [this, guard = QPointer(this), hunt, settle](const Expected<protocol::Messages, Problem> &page) {
            if (!guard)
                return;
            if (!page) {
                settle(page.error());
                return;
            }
            const qint64 below = hunt->below;
            const qint64 at = hunt->at;
            for (const protocol::Message &message : page->messages) {
                if (message.at < hunt->moment)
                    hunt->below = std::max(hunt->below, message.seq);
                else
                    hunt->at = std::min(hunt->at, message.seq);
            }
            if (hunt->below == below && hunt->at == at)
                settle({}); // a page that says nothing new would not, next time either
            else
                askForDate(hunt);
        });
}

} // namespace confab::client
