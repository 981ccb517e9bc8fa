// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox.h"

#include "retry_wait.h"

#include <confab/protocol/ulid.h>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype mostInFlight = 16;

// Which sentence() words.
const auto epochField = u"epoch"_s;
const auto fileField = u"file"_s;
const auto echoField = u"echo"_s;

// Lost by the server, not refused: sent again where the person wants it.
bool isOffer(const OutboxItem &item)
{
    return item.state == OutboxItem::State::Failed && item.errorField == epochField;
}

bool isEdit(const OutboxItem &item)
{
    return std::holds_alternative<protocol::EditMessage>(item.command);
}

bool holdsUpNothing(const OutboxItem &item)
{
    return isOffer(item) || (item.state == OutboxItem::State::Failed && isChange(item)) || waitsForFiles(item);
}

void offer(OutboxItem &item)
{
    item.state = OutboxItem::State::Failed;
    item.error = protocol::ErrorCode::Conflict;
    item.errorField = epochField;
    item.seq = 0;
    dropRelations(item.command);
    setAttachments(item.command, {});
}

void setId(OutboxItem &item, const QString &id)
{
    item.id = id;
    std::visit([&](auto &each) { each.id = id; }, item.command);
}

} // namespace

QList<OutboxItem> Outbox::itemsOf(const QString &conversation) const
{
    QList<OutboxItem> result;
    for (const OutboxItem &item : m_items) {
        if (item.conversation == conversation)
            result.append(item);
    }
    return result;
}

const OutboxItem *Outbox::find(const QString &id) const
{
    const qsizetype index = indexOf(id);
    return index < 0 ? nullptr : &m_items[index];
}

qsizetype Outbox::indexOf(const QString &id) const
{
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        if (m_items[i].id == id)
            return i;
    }
    return -1;
}

void Outbox::add(const OutboxItem &item)
{
    if (indexOf(item.id) < 0)
        m_items.append(item);
}

void Outbox::setUnsure(OutboxItem &item)
{
    item.state = OutboxItem::State::Failed;
    item.error = protocol::ErrorCode::Conflict;
    item.errorField = echoField;
}

QList<OutboxItem> Outbox::take(qint64 nowMs)
{
    if (nowMs < m_notBefore)
        return {};
    m_notBefore = 0;
    QSet<QString> busy;
    for (const Flight &flight : std::as_const(m_inFlight))
        busy.insert(flight.conversation);
    QList<OutboxItem> result;
    for (OutboxItem &item : m_items) {
        if (m_inFlight.size() >= mostInFlight)
            break;
        if (item.state == OutboxItem::State::Acked || item.state == OutboxItem::State::Sought || holdsUpNothing(item) ||
            busy.contains(item.conversation) || m_holds.value(item.id) > nowMs)
            continue;
        // Whatever becomes of this one, the next of its conversation waits behind it.
        busy.insert(item.conversation);
        if (item.state == OutboxItem::State::Failed)
            continue;
        m_holds.remove(item.id);
        m_inFlight.insert(item.id, {item.conversation, item.state == OutboxItem::State::Sent});
        item.state = OutboxItem::State::Sent;
        result.append(item);
    }
    return result;
}

qint64 Outbox::nextTry(qint64 nowMs) const
{
    if (m_notBefore > nowMs)
        return m_notBefore;
    qint64 next = 0;
    for (const OutboxItem &item : m_items) {
        const qint64 until = m_holds.value(item.id);
        if (until > nowMs && (next == 0 || until < next))
            next = until;
    }
    return next;
}

std::optional<OutboxItem> Outbox::acked(const QString &id, qint64 seq, qint64 rev)
{
    m_inFlight.remove(id);
    const qsizetype index = indexOf(id);
    if (index < 0)
        return std::nullopt;
    m_items[index].state = OutboxItem::State::Acked;
    if (isChange(m_items[index]))
        m_items[index].rev = rev;
    else
        m_items[index].seq = seq;
    return m_items[index];
}

bool Outbox::delivered(const QString &id)
{
    const qsizetype index = indexOf(id);
    if (index < 0)
        return false;
    // Its place in flight is kept: the ack is still to come, and the next waits for it.
    m_items.removeAt(index);
    return true;
}

std::optional<OutboxItem> Outbox::refused(const QString &id, protocol::ErrorCode code, const QString &field,
                                          qint64 retryAfterMs, qint64 nowMs)
{
    const Flight flight = m_inFlight.take(id);
    const qsizetype index = indexOf(id);
    if (index < 0)
        return std::nullopt;
    OutboxItem &item = m_items[index];
    const bool filesGone = code == protocol::ErrorCode::NotFound && field == "attachments"_L1 && !item.files.isEmpty();
    if (filesGone)
        setAttachments(item.command, {});
    if (filesGone && !m_uploadedAnew.contains(id)) {
        m_uploadedAnew.insert(id);
        item.state = OutboxItem::State::Queued;
    } else if (protocol::isFinal(code)) {
        item.state = OutboxItem::State::Failed;
        item.error = code;
        item.errorField = field;
        if (isChange(item) && !isEdit(item))
            return m_items.takeAt(index);
    } else {
        if (!flight.again)
            item.state = OutboxItem::State::Queued;
        m_notBefore = std::max(m_notBefore, nowMs + retryWaitMs(retryAfterMs));
    }
    return item;
}

void Outbox::connectionLost()
{
    m_inFlight.clear();
    m_notBefore = 0;
}

bool Outbox::mayDecide(const OutboxItem &item)
{
    return item.state == OutboxItem::State::Failed || item.state == OutboxItem::State::Queued;
}

std::optional<OutboxItem> Outbox::retry(const QString &id)
{
    const qsizetype index = indexOf(id);
    if (index < 0 || m_items[index].state != OutboxItem::State::Failed)
        return std::nullopt;
    OutboxItem &item = m_items[index];
    m_uploadedAnew.remove(id);
    if (item.errorField == fileField) {
        for (OutboxFile &file : item.files) {
            file.modified = 0;
            file.sha256.clear();
        }
    } else if (item.error == protocol::ErrorCode::Conflict) {
        setId(item, protocol::makeUlid());
    }
    item.state = OutboxItem::State::Queued;
    return item;
}

std::optional<OutboxItem> Outbox::edit(const QString &id, const QString &text)
{
    const qsizetype index = indexOf(id);
    if (index < 0 || !mayDecide(m_items[index]))
        return std::nullopt;
    OutboxItem &item = m_items[index];
    if (item.state == OutboxItem::State::Failed && item.error == protocol::ErrorCode::Conflict &&
        item.errorField != fileField)
        setId(item, protocol::makeUlid());
    setText(item.command, text);
    item.state = OutboxItem::State::Queued;
    return item;
}

bool Outbox::discard(const QString &id)
{
    const qsizetype index = indexOf(id);
    if (index < 0 || !mayDecide(m_items[index]))
        return false;
    m_items.removeAt(index);
    return true;
}

QStringList Outbox::dropConversation(const QString &conversation)
{
    QStringList ids;
    for (const OutboxItem &item : std::as_const(m_items)) {
        if (item.conversation == conversation)
            ids.append(item.id);
    }
    m_items.removeIf([&](const OutboxItem &item) { return item.conversation == conversation; });
    return ids;
}

QList<OutboxItem> Outbox::seekAcked()
{
    QList<OutboxItem> changed;
    for (OutboxItem &item : m_items) {
        if (item.state != OutboxItem::State::Acked || isChange(item))
            continue;
        item.state = OutboxItem::State::Sought;
        changed.append(item);
    }
    return changed;
}

void Outbox::addSought(const QList<OutboxItem> &items)
{
    QList<OutboxItem> all;
    for (const OutboxItem &item : items) {
        if (indexOf(item.id) < 0)
            all.append(item);
    }
    m_items = all + m_items;
}

const OutboxItem *Outbox::newestSought() const
{
    const OutboxItem *newest = nullptr;
    for (const OutboxItem &item : m_items) {
        if (item.state == OutboxItem::State::Sought &&
            (!newest || (item.conversation == newest->conversation && item.seq > newest->seq)))
            newest = &item;
    }
    return newest;
}

std::optional<OutboxItem> Outbox::lost(const QString &id)
{
    const qsizetype index = indexOf(id);
    if (index < 0 || m_items[index].state != OutboxItem::State::Sought)
        return std::nullopt;
    offer(m_items[index]);
    return m_items[index];
}

QList<OutboxItem> Outbox::changesOf(const QString &conversation, qint64 seq) const
{
    QList<OutboxItem> result;
    for (const OutboxItem &item : m_items) {
        if (item.conversation == conversation && targetOf(item.command) == seq)
            result.append(item);
    }
    return result;
}

std::optional<OutboxItem> Outbox::rewriteEdit(const QString &id, const QString &text, qint64 base, const QString &was)
{
    const qsizetype index = indexOf(id);
    if (index < 0 || !mayDecide(m_items[index]))
        return std::nullopt;
    OutboxItem &item = m_items[index];
    auto *edit = std::get_if<protocol::EditMessage>(&item.command);
    if (!edit)
        return std::nullopt;
    edit->message = text;
    edit->base = base;
    item.was = was;
    if (item.state == OutboxItem::State::Failed)
        setId(item, protocol::makeUlid());
    item.state = OutboxItem::State::Queued;
    return item;
}

QList<OutboxItem> Outbox::reflected(const QString &conversation, qint64 cursor,
                                    const QList<protocol::Message> &messages)
{
    QList<OutboxItem> gone;
    m_items.removeIf([&](const OutboxItem &item) {
        if (item.conversation != conversation || item.state != OutboxItem::State::Acked || !isChange(item))
            return false;
        const bool here = item.rev <= cursor ||
                          std::any_of(messages.begin(), messages.end(), [&item](const protocol::Message &message) {
                              return message.seq == targetOf(item.command) && message.rev >= item.rev;
                          });
        if (here)
            gone.append(item);
        return here;
    });
    return gone;
}

std::optional<OutboxItem> Outbox::setFile(const QString &id, qsizetype index, const OutboxFile &file)
{
    const qsizetype place = indexOf(id);
    if (place < 0 || index >= m_items[place].files.size() || m_items[place].files[index] == file)
        return std::nullopt;
    m_items[place].files[index] = file;
    return m_items[place];
}

std::optional<OutboxItem> Outbox::filesUploaded(const QString &id, const QStringList &attachments)
{
    const qsizetype index = indexOf(id);
    if (index < 0 || !waitsForFiles(m_items[index]))
        return std::nullopt;
    setAttachments(m_items[index].command, attachments);
    return m_items[index];
}

std::optional<OutboxItem> Outbox::filesFailed(const QString &id, protocol::ErrorCode code, const QString &field)
{
    const qsizetype index = indexOf(id);
    if (index < 0 || !waitsForFiles(m_items[index]))
        return std::nullopt;
    OutboxItem &item = m_items[index];
    item.state = OutboxItem::State::Failed;
    item.error = code;
    item.errorField = field;
    return item;
}

Outbox::Unplaced Outbox::unplace()
{
    Unplaced result;
    m_items.removeIf([&result](const OutboxItem &item) {
        if (isChange(item))
            result.gone.append(item);
        return isChange(item);
    });
    for (OutboxItem &item : m_items) {
        if (item.state == OutboxItem::State::Acked || item.state == OutboxItem::State::Sought)
            continue;
        // Said to a few, it is not to be said to all by itself.
        if (threadOf(item.command) > 0) {
            offer(item);
            result.changed.append(item);
            continue;
        }
        const bool named = dropRelations(item.command);
        const bool brought = !attachmentsOf(item.command).isEmpty();
        setAttachments(item.command, {});
        if (brought)
            item.state = OutboxItem::State::Queued;
        if (named || brought) {
            result.changed.append(item);
        }
    }
    return result;
}

void Outbox::clear()
{
    m_items.clear();
    m_inFlight.clear();
    m_holds.clear();
    m_uploadedAnew.clear();
    m_notBefore = 0;
}

} // namespace confab::client
