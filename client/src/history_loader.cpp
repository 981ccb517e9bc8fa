// SPDX-License-Identifier: GPL-3.0-or-later
#include "history_loader.h"

#include "session.h"

namespace confab::client
{

namespace
{

constexpr qint64 askedRows = 50;
// More conversations than this are fetched when they are opened.
constexpr qsizetype mostPrefetched = 20;

} // namespace

HistoryLoader::HistoryLoader(Session &session, ConversationBook &book, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_book(book)
{
}

void HistoryLoader::before(const QString &conversation, qint64 seq, Done done)
{
    protocol::History history;
    history.conversation = conversation;
    history.before = seq;
    ask(history, std::move(done));
}

void HistoryLoader::after(const QString &conversation, qint64 seq, Done done)
{
    protocol::History history;
    history.conversation = conversation;
    history.after = seq;
    ask(history, std::move(done));
}

void HistoryLoader::around(const QString &conversation, qint64 seq, Done done)
{
    protocol::History history;
    history.conversation = conversation;
    history.around = seq;
    ask(history, std::move(done));
}

void HistoryLoader::newest(const QString &conversation, Done done)
{
    protocol::History history;
    history.conversation = conversation;
    ask(history, std::move(done));
}

void HistoryLoader::thread(const QString &conversation, qint64 root, qint64 before,
                           std::function<void(Expected<protocol::Messages, Problem>)> done)
{
    protocol::History history;
    history.conversation = conversation;
    if (before > 0)
        history.before = before;
    history.only = protocol::HistoryOnly{protocol::HistoryOnly::Kind::Thread, root};
    askPage(std::move(history), std::move(done));
}

void HistoryLoader::ask(protocol::History history, Done done)
{
    askPage(std::move(history), [done = std::move(done)](const Expected<protocol::Messages, Problem> &page) {
        if (page)
            done(page->messages.size());
        else
            done(Unexpected{page.error()});
    });
}

void HistoryLoader::askPage(protocol::History history, std::function<void(Expected<protocol::Messages, Problem>)> done)
{
    history.limit = askedRows;
    if (!m_session.ready()) {
        Problem problem;
        problem.offline = true;
        done(Unexpected{problem});
        return;
    }
    const bool some = history.only.has_value();
    m_session.ask(std::move(history), [this, guard = QPointer(this), some,
                                       done = std::move(done)](const Expected<protocol::ServerEvent, Problem> &answer) {
        if (!guard)
            return;
        if (!answer) {
            done(Unexpected{answer.error()});
            return;
        }
        const auto *page = std::get_if<protocol::Messages>(&*answer);
        const auto result = page ? m_book.history(*page, some) : std::nullopt;
        if (!result) {
            done(protocol::Messages());
            return;
        }
        Q_EMIT applied(*result);
        // What did not belong there was left out.
        protocol::Messages taken = *page;
        taken.messages = result->write.messages;
        done(taken);
    });
}

void HistoryLoader::prefetch(const QString &conversation)
{
    if (m_prefetch.size() >= mostPrefetched || m_prefetch.contains(conversation))
        return;
    m_prefetch.append(conversation);
    if (!m_prefetching)
        prefetchNext();
}

void HistoryLoader::prefetchNext()
{
    m_prefetching = !m_prefetch.isEmpty();
    if (!m_prefetching)
        return;
    newest(m_prefetch.takeFirst(), [this](const Expected<qsizetype, Problem> &came) {
        // Refused, or no connection: the others would be as well, and are fetched when they are opened.
        if (!came)
            m_prefetch.clear();
        prefetchNext();
    });
}

void HistoryLoader::abandon()
{
    m_prefetch.clear();
    m_prefetching = false;
}

} // namespace confab::client
