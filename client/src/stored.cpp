// SPDX-License-Identifier: GPL-3.0-or-later
#include "stored.h"

namespace confab::client
{

namespace
{

template <class T>
concept SaysSomething = requires(T &value)
{
    value.message;
};

template <class T>
concept ChangesSomething = requires(T &value)
{
    value.of;
    value.seq;
};

template <class T>
concept AnswersSomething = requires(T &value)
{
    value.replyTo;
    value.thread;
    value.alsoRoom;
};

template <class T>
concept BringsFiles = requires(T &value)
{
    value.attachments;
};

} // namespace

bool apply(const OwnReaction &reaction, protocol::Message &message)
{
    if (message.mine.contains(reaction.emoji) == reaction.on)
        return false;
    if (reaction.on)
        message.mine.append(reaction.emoji);
    else
        message.mine.removeAll(reaction.emoji);
    return true;
}

void takeOwnReactions(protocol::Message &message, const protocol::Message &held)
{
    message.mine.clear();
    for (const protocol::Reaction &reaction : std::as_const(message.reactions)) {
        if (held.mine.contains(reaction.emoji))
            message.mine.append(reaction.emoji);
    }
}

QString textOf(const protocol::ClientCommand &command)
{
    return std::visit(
        [](const auto &each) -> QString {
            if constexpr (SaysSomething<std::decay_t<decltype(each)>>)
                return each.message;
            else
                return {};
        },
        command);
}

void setText(protocol::ClientCommand &command, const QString &text)
{
    std::visit(
        [&](auto &each) {
            if constexpr (SaysSomething<std::decay_t<decltype(each)>>)
                each.message = text;
        },
        command);
}

qint64 targetOf(const protocol::ClientCommand &command)
{
    return std::visit(
        [](const auto &each) -> qint64 {
            if constexpr (ChangesSomething<std::decay_t<decltype(each)>>)
                return each.seq;
            else
                return 0;
        },
        command);
}

bool isForRoom(const protocol::ClientCommand &command)
{
    return std::visit(
        [](const auto &each) {
            if constexpr (AnswersSomething<std::decay_t<decltype(each)>>)
                return each.thread == 0 || each.alsoRoom;
            else
                return true;
        },
        command);
}

qint64 threadOf(const protocol::ClientCommand &command)
{
    return std::visit(
        [](const auto &each) -> qint64 {
            if constexpr (AnswersSomething<std::decay_t<decltype(each)>>)
                return each.thread;
            else
                return 0;
        },
        command);
}

qint64 replyToOf(const protocol::ClientCommand &command)
{
    return std::visit(
        [](const auto &each) -> qint64 {
            if constexpr (AnswersSomething<std::decay_t<decltype(each)>>)
                return each.replyTo;
            else
                return 0;
        },
        command);
}

QStringList attachmentsOf(const protocol::ClientCommand &command)
{
    return std::visit(
        [](const auto &each) -> QStringList {
            if constexpr (BringsFiles<std::decay_t<decltype(each)>>)
                return each.attachments;
            else
                return {};
        },
        command);
}

void setAttachments(protocol::ClientCommand &command, const QStringList &attachments)
{
    std::visit(
        [&](auto &each) {
            if constexpr (BringsFiles<std::decay_t<decltype(each)>>)
                each.attachments = attachments;
        },
        command);
}

bool dropRelations(protocol::ClientCommand &command)
{
    return std::visit(
        [](auto &each) {
            if constexpr (AnswersSomething<std::decay_t<decltype(each)>>) {
                const bool named = each.replyTo > 0 || each.thread > 0;
                each.replyTo = each.thread = 0;
                each.alsoRoom = false;
                return named;
            } else {
                return false;
            }
        },
        command);
}

} // namespace confab::client
