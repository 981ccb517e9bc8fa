// SPDX-License-Identifier: GPL-3.0-or-later
#include "thread_window.h"

#include "cache.h"
#include "history_loader.h"
#include "outbox.h"
#include "row_maker.h"
#include "session.h"
#include "waiting_rows.h"

namespace confab::client
{

ThreadWindow::ThreadWindow(QString conversation, qint64 root, ConversationWindow::Sources sources, QObject *parent)
    : QObject(parent)
    , m_conversation(std::move(conversation))
    , m_root(root)
    , m_sources(sources)
    , m_model(new ConversationModel(this))
{
    connect(m_model, &ConversationModel::wantBefore, this, &ThreadWindow::loadBefore);
}

void ThreadWindow::begin()
{
    if (std::exchange(m_begun, true))
        return;
    m_model->setLoading(true);
    m_sources.cache.thread(m_conversation, m_root,
                           [this, guard = QPointer(this), round = m_round](const QList<protocol::Message> &messages) {
                               if (!guard || round != m_round)
                                   return;
                               for (const protocol::Message &message : messages)
                                   put(message, true);
                               m_loaded = true;
                               m_model->setLoading(false);
                               touch();
                               if (m_sources.session.ready())
                                   fetch(0);
                           });
}

void ThreadWindow::apply(const QList<protocol::Message> &messages, bool mineTold)
{
    if (!m_begun)
        return;
    bool changed = false;
    // Pages of the conversation bring some from far above, with a hole below them.
    const qint64 above = m_moreBefore ? lowestReply() : 0;
    for (const protocol::Message &message : messages) {
        if (message.seq == m_root || (message.thread == m_root && message.seq > above))
            changed = put(message, mineTold) || changed;
    }
    if (changed)
        touch();
}

bool ThreadWindow::put(const protocol::Message &message, bool mineTold)
{
    return putNewer(m_messages, message, mineTold);
}

void ThreadWindow::take(const OwnReaction &reaction)
{
    const auto it = m_messages.find(reaction.seq);
    if (it != m_messages.end() && client::apply(reaction, *it))
        touch();
}

std::optional<protocol::Message> ThreadWindow::message(qint64 seq) const
{
    const auto it = m_messages.constFind(seq);
    if (it == m_messages.constEnd())
        return std::nullopt;
    return *it;
}

void ThreadWindow::connected()
{
    begin();
    if (m_loaded && !m_model->loading())
        fetch(0);
    touch();
}

void ThreadWindow::reset()
{
    if (!m_begun)
        return;
    // Numbers may be lower than those that are held; what is shown stays until the newest page is here.
    ++m_round;
    m_messages.clear();
    m_loaded = true;
    fetch(0);
}

void ThreadWindow::clear()
{
    ++m_round;
    m_messages.clear();
    m_moreBefore = false;
    m_loaded = m_begun;
    m_model->setLoading(false);
    touch();
}

void ThreadWindow::loadBefore()
{
    if (m_moreBefore && !m_model->loading() && m_sources.session.ready())
        fetch(lowestReply());
}

void ThreadWindow::fetch(qint64 before)
{
    m_model->setLoading(true);
    m_sources.history.thread(
        m_conversation, m_root, before,
        [this, guard = QPointer(this), round = m_round, before](const Expected<protocol::Messages, Problem> &page) {
            if (!guard || round != m_round)
                return;
            m_model->setLoading(false);
            if (page)
                take(*page, before == 0);
            touch();
        });
}

void ThreadWindow::take(const protocol::Messages &page, bool newest)
{
    m_moreBefore = page.moreBefore.value_or(false);
    for (const protocol::Message &message : page.messages)
        put(message, true);
    if (!m_messages.contains(m_root))
        fetchRoot();
    if (!newest || !m_moreBefore)
        return;
    // What the cache held of it may leave a hole above this page.
    const auto root = m_messages.constFind(m_root);
    const bool rootHeld = root != m_messages.constEnd();
    const qint64 count = rootHeld && root->replies ? root->replies->count : 0;
    if (rootHeld && m_messages.size() - 1 >= count) {
        m_moreBefore = false;
        return;
    }
    qint64 lowest = protocol::limits::maxInteger;
    for (const protocol::Message &message : page.messages) {
        if (message.seq != m_root)
            lowest = std::min(lowest, message.seq);
    }
    m_messages.removeIf([&](const auto it) { return it.key() != m_root && it.key() < lowest; });
}

void ThreadWindow::fetchRoot()
{
    // Comes through apply().
    m_sources.history.around(m_conversation, m_root, [](const auto &) {});
}

void ThreadWindow::touch()
{
    if (std::exchange(m_refreshQueued, true))
        return;
    QMetaObject::invokeMethod(this, &ThreadWindow::refresh, Qt::QueuedConnection);
}

void ThreadWindow::refresh()
{
    m_refreshQueued = false;
    const auto *held = m_sources.book.find(m_conversation);
    const qint64 first = held ? held->stored.object.first : 1;
    m_messages.removeIf([first](const auto it) { return it.key() < first; });
    // Nothing moves while the page is on its way.
    if (m_messages.isEmpty() && m_model->loading() && m_loaded)
        return;
    const qint64 othersRead = held ? held->stored.othersRead : 0;
    const WaitingRows waiting(m_sources.outbox, m_conversation);
    QList<MessageRow> rows;
    QSet<QString> shown;
    for (const protocol::Message &message : std::as_const(m_messages)) {
        rows.append(m_sources.rows.row(message, othersRead));
        rows.last().quote = m_sources.rows.quote(message.replyTo, message.conversation, m_messages);
        waiting.overlay(rows.last(), m_sources.rows);
        shown.insert(message.id);
    }
    for (const OutboxItem &item : waiting.messages()) {
        if (threadOf(item.command) != m_root || shown.contains(item.id))
            continue;
        rows.append(m_sources.rows.row(item, m_sources.outbox.inFlight(item.id)));
        rows.last().quote = m_sources.rows.quote(replyToOf(item.command), m_conversation, m_messages);
    }
    m_model->update(rows, m_moreBefore, false);
}

qint64 ThreadWindow::lowestReply() const
{
    for (auto it = m_messages.begin(); it != m_messages.end(); ++it) {
        if (it.key() != m_root)
            return it.key();
    }
    return protocol::limits::maxInteger;
}

} // namespace confab::client
