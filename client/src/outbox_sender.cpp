// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox_sender.h"

#include "cache.h"
#include "logging.h"
#include "session.h"

#include <confab/protocol/ulid.h>

namespace confab::client
{

OutboxSender::OutboxSender(Session &session, Cache &cache, Timing timing, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_cache(cache)
    , m_timing(std::move(timing))
{
}

OutboxSender::~OutboxSender()
{
    m_timing.scheduler->cancel(m_timer);
}

void OutboxSender::load(const QList<OutboxItem> &items)
{
    for (const OutboxItem &item : items)
        m_outbox.add(item);
    send();
}

void OutboxSender::put(const QString &conversation, protocol::ClientCommand command)
{
    OutboxItem item;
    item.createdAt = m_timing.scheduler->now();
    item.id = protocol::makeUlid(item.createdAt);
    item.conversation = conversation;
    item.epoch = m_epoch;
    std::visit([&](auto &each) { each.id = item.id; }, command);
    item.command = std::move(command);
    m_cache.putOutbox(item, [this, item, round = roundOf(conversation)](bool stored) {
        // Dropped while it was on its way to the disk: whoever signs in next does not send it.
        if (round != roundOf(item.conversation)) {
            m_cache.removeOutbox(item.id);
            return;
        }
        // A disk that is full loses nobody's words: then they live as long as the program.
        if (!stored) {
            qCWarning(cacheLog, "a message could not be kept on disk");
            Q_EMIT notKept();
        }
        m_outbox.add(item);
        Q_EMIT changed(item.conversation);
        send();
    });
}

void OutboxSender::retry(const QString &id)
{
    keep(m_outbox.retry(id), id);
    send();
}

bool OutboxSender::edit(const QString &id, const QString &text)
{
    const auto edited = m_outbox.edit(id, text);
    keep(edited, id);
    send();
    return edited.has_value();
}

bool OutboxSender::discard(const QString &id)
{
    const OutboxItem *item = m_outbox.find(id);
    const QString conversation = item ? item->conversation : QString();
    if (!m_outbox.discard(id))
        return false;
    m_cache.removeOutbox(id);
    Q_EMIT changed(conversation);
    send();
    return true;
}

bool OutboxSender::delivered(const QString &id)
{
    return m_outbox.delivered(id);
}

void OutboxSender::dropConversation(const QString &conversation)
{
    m_outbox.dropConversation(conversation);
    ++m_rounds[conversation];
}

void OutboxSender::seek(const QList<OutboxItem> &own)
{
    m_outbox.addSought(own);
    for (const OutboxItem &item : own)
        m_cache.putOutbox(item);
}

void OutboxSender::seekAcked()
{
    for (const OutboxItem &item : m_outbox.seekAcked())
        keep(item);
}

void OutboxSender::lost(const QString &id)
{
    keep(m_outbox.lost(id));
}

void OutboxSender::found(const QString &id)
{
    if (m_outbox.delivered(id))
        m_cache.removeOutbox(id);
}

void OutboxSender::clear()
{
    m_outbox.clear();
    ++m_round;
}

void OutboxSender::resume()
{
    m_running = true;
    send();
}

void OutboxSender::pause()
{
    m_running = false;
    m_timing.scheduler->cancel(m_timer);
    m_timer = 0;
    QStringList conversations;
    for (const OutboxItem &item : m_outbox.items()) {
        if (m_outbox.inFlight(item.id))
            conversations.append(item.conversation);
    }
    m_outbox.connectionLost();
    for (const QString &conversation : std::as_const(conversations))
        Q_EMIT changed(conversation);
}

void OutboxSender::send()
{
    if (!m_running)
        return;
    const qint64 now = m_timing.scheduler->nowMs();
    for (const OutboxItem &item : m_outbox.take(now)) {
        keep(item);
        m_session.ask(item.command,
                      [this, item](const Expected<protocol::ServerEvent, Problem> &answer) { onAnswer(item, answer); });
    }
    if (const qint64 notBefore = m_outbox.notBefore(); notBefore > now && m_timer == 0) {
        m_timer = m_timing.scheduler->after(static_cast<int>(notBefore - now), [this] {
            m_timer = 0;
            send();
        });
    }
}

void OutboxSender::onAnswer(const OutboxItem &item, const Expected<protocol::ServerEvent, Problem> &answer)
{
    if (!answer) {
        if (answer.error().offline)
            return; // pause() follows, and the next connection sends it again under the same id
        const Problem &problem = answer.error();
        keep(m_outbox.refused(item.id, problem.code, problem.field, problem.retryAfterMs, m_timing.scheduler->nowMs()));
    } else if (const auto *ack = std::get_if<protocol::Ack>(&*answer)) {
        keep(m_outbox.acked(item.id, ack->seq));
    } else {
        // No server of ours answers so; it counts as refused.
        keep(m_outbox.refused(item.id, protocol::ErrorCode::BadFrame, {}, 0, m_timing.scheduler->nowMs()));
    }
    send();
}

void OutboxSender::keep(const std::optional<OutboxItem> &item, const QString &oldId)
{
    if (!item)
        return;
    m_cache.putOutbox(*item, oldId == item->id ? QString() : oldId);
    Q_EMIT changed(item->conversation);
}

} // namespace confab::client
