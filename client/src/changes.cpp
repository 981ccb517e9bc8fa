// SPDX-License-Identifier: GPL-3.0-or-later
#include "changes.h"

#include "cache.h"
#include "row_maker.h"

#include <QPointer>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

// How long "Undo" stands there.
constexpr int undoMs = 5000;

template <class Command>
const Command *commandOf(const OutboxItem &item)
{
    return std::get_if<Command>(&item.command);
}

// The newest of its kind; `items` oldest first.
template <class Command, class Wanted>
const OutboxItem *newest(const QList<OutboxItem> &items, Wanted wanted)
{
    for (auto it = items.rbegin(); it != items.rend(); ++it) {
        const auto *command = commandOf<Command>(*it);
        if (command && wanted(*command))
            return &*it;
    }
    return nullptr;
}

template <class Command>
const OutboxItem *newest(const QList<OutboxItem> &items)
{
    return newest<Command>(items, [](const Command &) { return true; });
}

template <class Command>
Command commandFor(const protocol::Message &message)
{
    Command command;
    command.conversation = message.conversation;
    command.seq = message.seq;
    command.of = message.id;
    return command;
}

} // namespace

Changes::Changes(OutboxSender &outbox, Cache &cache, const RowMaker &rows, Held held, QObject *parent)
    : QObject(parent)
    , m_outbox(outbox)
    , m_cache(cache)
    , m_rows(rows)
    , m_held(std::move(held))
{
    connect(&m_outbox, &OutboxSender::refused, this, &Changes::onRefused);
    connect(&m_outbox, &OutboxSender::acked, this, &Changes::onAcked);
}

void Changes::withMessage(const QString &conversation, qint64 seq, std::function<void(const protocol::Message &)> found)
{
    if (const auto message = m_held(conversation, seq)) {
        found(*message);
        return;
    }
    m_cache.message(conversation, seq,
                    [this, guard = QPointer(this), conversation,
                     found = std::move(found)](const std::optional<protocol::Message> &message) {
                        if (!guard)
                            return;
                        if (message)
                            return found(*message);
                        Problem problem;
                        problem.code = protocol::ErrorCode::NotFound;
                        problem.field = u"seq"_s;
                        Q_EMIT refused(conversation, problem);
                    });
}

void Changes::edit(const QString &conversation, qint64 seq, const QString &text)
{
    if (!text.isEmpty())
        withMessage(conversation, seq, [this, text](const protocol::Message &message) { edit(message, text); });
}

void Changes::edit(const protocol::Message &message, const QString &text)
{
    const QList<OutboxItem> waiting = m_outbox.changesOf(message.conversation, message.seq);
    const OutboxItem *earlier = newest<protocol::EditMessage>(waiting);
    if (earlier && Outbox::mayDecide(*earlier)) {
        if (message.text == text)
            m_outbox.discard(earlier->id);
        else if (earlier->state == OutboxItem::State::Failed)
            m_outbox.rewriteEdit(earlier->id, text, message.rev, message.text);
        else
            m_outbox.rewriteEdit(earlier->id, text, commandOf<protocol::EditMessage>(*earlier)->base, earlier->was);
        return;
    }
    // One that is on its way is what the person saw, and what this one changes.
    const QString was = earlier ? textOf(earlier->command) : message.text;
    if (was == text)
        return;
    auto command = commandFor<protocol::EditMessage>(message);
    command.base = message.rev;
    command.message = text;
    m_outbox.put(message.conversation, command, was);
}

void Changes::remove(const QString &conversation, qint64 seq)
{
    withMessage(conversation, seq, [this](const protocol::Message &message) {
        if (!newest<protocol::DeleteMessage>(m_outbox.changesOf(message.conversation, message.seq)))
            m_outbox.put(message.conversation, commandFor<protocol::DeleteMessage>(message), {}, undoMs);
    });
}

void Changes::undoRemove(const QString &conversation, qint64 seq)
{
    const QList<OutboxItem> waiting = m_outbox.changesOf(conversation, seq);
    if (const OutboxItem *item = newest<protocol::DeleteMessage>(waiting))
        m_outbox.discard(item->id);
}

void Changes::react(const QString &conversation, qint64 seq, const QString &emoji, bool on)
{
    withMessage(conversation, seq, [this, emoji, on](const protocol::Message &message) {
        const QList<OutboxItem> waiting = m_outbox.changesOf(message.conversation, message.seq);
        const OutboxItem *earlier =
            newest<protocol::React>(waiting, [&emoji](const protocol::React &react) { return react.emoji == emoji; });
        if ((earlier ? commandOf<protocol::React>(*earlier)->on : m_rows.reacted(message, emoji)) == on)
            return;
        if (earlier && Outbox::mayDecide(*earlier)) {
            m_outbox.discard(earlier->id);
            return;
        }
        auto command = commandFor<protocol::React>(message);
        command.emoji = emoji;
        command.on = on;
        m_outbox.put(message.conversation, command);
    });
}

void Changes::pin(const QString &conversation, qint64 seq, bool on)
{
    withMessage(conversation, seq, [this, on](const protocol::Message &message) {
        const QList<OutboxItem> waiting = m_outbox.changesOf(message.conversation, message.seq);
        const OutboxItem *earlier = newest<protocol::PinMessage>(waiting);
        if ((earlier ? commandOf<protocol::PinMessage>(*earlier)->on : message.pinned) == on)
            return;
        if (earlier && Outbox::mayDecide(*earlier)) {
            m_outbox.discard(earlier->id);
            return;
        }
        auto command = commandFor<protocol::PinMessage>(message);
        command.on = on;
        m_outbox.put(message.conversation, command);
    });
}

void Changes::resolve(const QString &conversation, qint64 seq, bool keepMine)
{
    const QList<OutboxItem> waiting = m_outbox.changesOf(conversation, seq);
    const OutboxItem *mine = newest<protocol::EditMessage>(waiting);
    if (!mine || mine->state != OutboxItem::State::Failed)
        return;
    if (!keepMine) {
        m_outbox.discard(mine->id);
        return;
    }
    withMessage(conversation, seq, [this, id = mine->id, text = textOf(mine->command)](const auto &message) {
        m_outbox.rewriteEdit(id, text, message.rev, message.text);
    });
}

void Changes::settle(const protocol::Message &message)
{
    for (const OutboxItem &item : m_outbox.outbox().changesOf(message.conversation, message.seq)) {
        const auto *edit = commandOf<protocol::EditMessage>(item);
        if (!edit || item.state != OutboxItem::State::Failed || item.error != protocol::ErrorCode::Conflict ||
            message.deleted)
            continue;
        // Another device of the same person said the same.
        if (message.text == edit->message)
            m_outbox.discard(item.id);
        // Any change of the message takes a rev; what was edited here nobody edited.
        else if (message.rev > edit->base && message.text == item.was)
            m_outbox.rewriteEdit(item.id, edit->message, message.rev, item.was);
    }
}

void Changes::onAcked(const OutboxItem &change)
{
    // Whoever deletes a message wants no other text there.
    if (!commandOf<protocol::DeleteMessage>(change))
        return;
    for (const OutboxItem &item : m_outbox.changesOf(change.conversation, targetOf(change.command))) {
        if (commandOf<protocol::EditMessage>(item))
            m_outbox.discard(item.id);
    }
}

void Changes::onRefused(const OutboxItem &change)
{
    if (commandOf<protocol::EditMessage>(change) && change.error == protocol::ErrorCode::Conflict &&
        change.errorField == "base"_L1) {
        const qint64 seq = targetOf(change.command);
        if (const auto message = m_held(change.conversation, seq)) {
            settle(*message);
        } else {
            m_cache.message(change.conversation, seq,
                            [this, guard = QPointer(this)](const std::optional<protocol::Message> &found) {
                                if (guard && found)
                                    settle(*found);
                            });
        }
        return;
    }
    Problem problem;
    problem.code = change.error;
    problem.field = change.errorField;
    Q_EMIT refused(change.conversation, problem);
}

} // namespace confab::client
