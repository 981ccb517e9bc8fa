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
    for (OutboxItem item : items) {
        if (item.state == OutboxItem::State::Sent && !m_session.knowsRepeats()) {
            Outbox::setUnsure(item);
            m_cache.putOutbox(item);
        }
        m_outbox.add(item);
    }
    send();
}

void OutboxSender::put(const QString &conversation, protocol::ClientCommand command, const QString &was, int holdMs,
                       const QList<OutboxFile> &files)
{
    OutboxItem item;
    item.createdAt = m_timing.scheduler->now();
    item.id = protocol::makeUlid(item.createdAt);
    item.conversation = conversation;
    item.epoch = m_epoch;
    item.was = was;
    item.files = files;
    std::visit([&](auto &each) { each.id = item.id; }, command);
    item.command = std::move(command);
    if (holdMs > 0)
        m_outbox.hold(item.id, m_timing.scheduler->nowMs() + holdMs);
    m_storing.append(item);
    m_cache.putOutbox(item, [this, id = item.id](bool stored) {
        const qsizetype index = storing(id);
        // Dropped while it was on its way to the disk: whoever signs in next does not send it.
        if (index < 0) {
            if (!m_outbox.find(id))
                m_cache.removeOutbox(id);
            return;
        }
        // A disk that is full loses nobody's words: then they live as long as the program.
        if (!stored) {
            qCWarning(cacheLog, "a message could not be kept on disk");
            Q_EMIT notKept();
        }
        const OutboxItem kept = m_storing.takeAt(index);
        m_outbox.add(kept);
        Q_EMIT changed(kept.conversation);
        send();
    });
}

qsizetype OutboxSender::storing(const QString &id) const
{
    for (qsizetype i = 0; i < m_storing.size(); ++i) {
        if (m_storing[i].id == id)
            return i;
    }
    return -1;
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
    if (const qsizetype index = storing(id); index >= 0) {
        m_storing.removeAt(index);
        return true;
    }
    const OutboxItem *item = m_outbox.find(id);
    const QString conversation = item ? item->conversation : QString();
    if (!m_outbox.discard(id))
        return false;
    m_cache.removeOutbox(id);
    Q_EMIT changed(conversation);
    send();
    return true;
}

void OutboxSender::setFile(const QString &id, qsizetype index, const OutboxFile &file)
{
    keep(m_outbox.setFile(id, index, file));
}

void OutboxSender::filesUploaded(const QString &id, const QStringList &attachments)
{
    keep(m_outbox.filesUploaded(id, attachments));
    send();
}

void OutboxSender::filesFailed(const QString &id, protocol::ErrorCode code, const QString &field)
{
    keep(m_outbox.filesFailed(id, code, field));
}

bool OutboxSender::delivered(const QString &id)
{
    return m_outbox.delivered(id);
}

void OutboxSender::dropConversation(const QString &conversation)
{
    m_outbox.dropConversation(conversation);
    m_storing.removeIf([&](const OutboxItem &item) { return item.conversation == conversation; });
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
    m_storing.clear();
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
    m_timing.scheduler->cancel(std::exchange(m_timer, 0));
    if (const qint64 next = m_outbox.nextTry(now); next > now) {
        m_timer = m_timing.scheduler->after(static_cast<int>(next - now), [this] {
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
        takeRefusal(
            m_outbox.refused(item.id, problem.code, problem.field, problem.retryAfterMs, m_timing.scheduler->nowMs()));
    } else if (const auto *ack = std::get_if<protocol::Ack>(&*answer)) {
        const auto taken = m_outbox.acked(item.id, ack->seq, ack->rev);
        keep(taken);
        if (taken && isChange(*taken))
            Q_EMIT acked(*taken);
    } else {
        // No server of ours answers so; it counts as refused.
        takeRefusal(m_outbox.refused(item.id, protocol::ErrorCode::BadFrame, {}, 0, m_timing.scheduler->nowMs()));
    }
    send();
}

void OutboxSender::takeRefusal(const std::optional<OutboxItem> &item)
{
    if (!item)
        return;
    if (m_outbox.find(item->id)) {
        keep(item);
    } else {
        m_cache.removeOutbox(item->id);
        Q_EMIT changed(item->conversation);
    }
    if (item->state == OutboxItem::State::Failed && isChange(*item))
        Q_EMIT refused(*item);
}

QList<OutboxItem> OutboxSender::changesOf(const QString &conversation, qint64 seq) const
{
    QList<OutboxItem> result = m_outbox.changesOf(conversation, seq);
    for (const OutboxItem &item : m_storing) {
        if (item.conversation == conversation && targetOf(item.command) == seq)
            result.append(item);
    }
    return result;
}

bool OutboxSender::rewriteEdit(const QString &id, const QString &text, qint64 base, const QString &was)
{
    if (const qsizetype index = storing(id); index >= 0) {
        setText(m_storing[index].command, text);
        m_cache.putOutbox(m_storing[index]);
        return true;
    }
    const auto edited = m_outbox.rewriteEdit(id, text, base, was);
    keep(edited, id);
    send();
    return edited.has_value();
}

QList<OutboxItem> OutboxSender::reflected(const QString &conversation, qint64 cursor,
                                          const QList<protocol::Message> &messages)
{
    return m_outbox.reflected(conversation, cursor, messages);
}

int OutboxSender::unplace()
{
    // What is on its way to the disk counts as well.
    for (const OutboxItem &item : std::exchange(m_storing, {}))
        m_outbox.add(item);
    const Outbox::Unplaced unplaced = m_outbox.unplace();
    int lost = 0;
    for (const OutboxItem &item : unplaced.gone) {
        m_cache.removeOutbox(item.id);
        lost += item.state == OutboxItem::State::Acked ? 0 : 1;
        Q_EMIT changed(item.conversation);
    }
    for (const OutboxItem &item : unplaced.changed)
        keep(item);
    return lost;
}

void OutboxSender::keep(const std::optional<OutboxItem> &item, const QString &oldId)
{
    if (!item)
        return;
    m_cache.putOutbox(*item, oldId == item->id ? QString() : oldId);
    Q_EMIT changed(item->conversation);
}

} // namespace confab::client
