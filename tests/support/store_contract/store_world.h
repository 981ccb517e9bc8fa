// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/store.h>
#include <confab/protocol/names.h>

#include <QTest>

#include <functional>
#include <memory>

// What the contract tests of the store ports need: an empty store, and a reader beside it.
namespace confab::tests
{

using namespace Qt::StringLiterals;

class StoreWorld
{
public:
    virtual ~StoreWorld() = default;
    [[nodiscard]] virtual core::Store &store() = 0;
    // Sees what is committed.
    [[nodiscard]] virtual core::Reads &reads() = 0;
    // Everything that is committed can be searched from now on.
    virtual void bringIndexUpToDate() = 0;
    // Whether nothing of a batch counts before its commit; else each operation counts at once, by itself.
    [[nodiscard]] virtual bool undoesBatches() const { return true; }
    // What the store must say of itself.
    [[nodiscard]] virtual bool searches() const { return true; }
};

using MakeWorld = std::function<std::unique_ptr<StoreWorld>()>;

// --- saying what came out ---------------------------------------------------------------------------------------

template <class T>
[[nodiscard]] bool isDone(const core::Outcome<T> &outcome)
{
    return outcome.index() == 0;
}
// Fails the test where it is not done, and gives nothing then.
template <class T>
T done(core::Outcome<T> outcome)
{
    if (T *value = std::get_if<0>(&outcome))
        return std::move(*value);
    const auto *unavailable = std::get_if<core::Unavailable>(&outcome);
    QTest::qFail(unavailable ? qPrintable(unavailable->reason) : "an outcome that is not done", __FILE__, __LINE__);
    return {};
}
template <class T>
[[nodiscard]] bool isGuard(const core::Outcome<T> &outcome, core::Guard guard)
{
    const auto *failed = std::get_if<core::GuardFailed>(&outcome);
    return failed && failed->guard == guard;
}
template <class T>
[[nodiscard]] bool isRepeatOf(const core::Outcome<T> &outcome, const protocol::Ack &ack)
{
    const auto *repeat = std::get_if<core::Repeat>(&outcome);
    return repeat && repeat->ack == ack;
}
template <class T>
[[nodiscard]] bool isConflict(const core::Outcome<T> &outcome)
{
    return std::holds_alternative<core::Conflict>(outcome);
}
template <class T>
[[nodiscard]] bool isNotFound(const Expected<T, core::ReadProblem> &result)
{
    return !result && result.error() == core::ReadProblem::NotFound;
}

// --- things to store --------------------------------------------------------------------------------------------

// 2026-01-01T00:00:00Z, and so many seconds later.
[[nodiscard]] inline QDateTime at(qint64 seconds)
{
    return QDateTime::fromMSecsSinceEpoch(1767225600000 + seconds * 1000).toUTC();
}

[[nodiscard]] inline core::Account account(const QString &name, protocol::Role role = protocol::Role::Member)
{
    return {.key = protocol::keyOf(name),
            .username = name,
            .displayName = u"The "_s + name,
            .ver = 1,
            .role = role,
            .disabled = false,
            .createdAt = at(0)};
}

inline core::Account signUp(core::Store &store, const QString &name, protocol::Role role = protocol::Role::Member)
{
    return done(store.accounts().signUp(
                    {.account = account(name, role), .passwordHash = "hash", .inviteHash = {}, .now = at(0)}))
        .account;
}

// Empty where there is no such account, or where it cannot be read.
[[nodiscard]] inline QByteArray passwordHashOf(core::Store &store, const QString &key)
{
    const auto read = store.accounts().credentials(key);
    return read && read.value() ? read.value()->passwordHash : QByteArray();
}

// Fails the test where it cannot be read.
[[nodiscard]] inline std::optional<core::Session> foundSession(core::Store &store, const QByteArray &token,
                                                               const QDateTime &now)
{
    const auto read = store.sessions().find(token, now);
    if (!read)
        QTest::qFail(qPrintable(read.error().reason), __FILE__, __LINE__);
    return read ? read.value() : std::nullopt;
}

[[nodiscard]] inline core::Stamp stamp(const QString &key, const QString &id, const QByteArray &hash = "body",
                                       const QDateTime &now = at(1))
{
    return {.account = key, .id = id, .hash = hash, .now = now, .forGood = true};
}

// A command nobody repeats.
[[nodiscard]] inline core::Stamp once(const QString &key, const QDateTime &now = at(1))
{
    return {.account = key, .id = {}, .hash = {}, .now = now, .forGood = false};
}

[[nodiscard]] inline QString group()
{
    return QLatin1StringView(protocol::groupConversation);
}

[[nodiscard]] inline core::AppendOp say(const QString &conversation, const QString &key, const QString &text,
                                        const core::Stamp &by)
{
    core::AppendOp op;
    op.stamp = by;
    op.message.conversation = conversation;
    op.message.id = by.id.isEmpty() ? u"id-of-"_s + text.first(qMin(text.size(), qsizetype{20})) : by.id;
    op.message.author = key;
    op.message.authorVer = 1;
    op.message.text = text;
    op.kind = conversation == group() ? protocol::ConversationKind::Group : protocol::ConversationKind::Room;
    op.actor = conversation == group() ? QString() : key;
    return op;
}

inline core::Appended append(core::Store &store, const QString &conversation, const QString &key, const QString &text,
                             const QDateTime &now = at(1))
{
    return done(store.messages().append(say(conversation, key, text, once(key, now))));
}

[[nodiscard]] inline core::AppendOp direct(const QString &from, const QString &to, const QString &text,
                                           const core::Stamp &by)
{
    core::AppendOp op = say(protocol::directConversation(from, to), from, text, by);
    op.kind = protocol::ConversationKind::Direct;
    op.makeFor = {from, to};
    op.receiver = to;
    return op;
}

inline protocol::Conversation makeRoom(core::Store &store, const QString &id, const QString &owner,
                                       const QStringList &members = {}, bool isPublic = false,
                                       const QDateTime &now = at(1))
{
    return done(store.conversations().createRoom({.stamp = once(owner, now),
                                                  .id = id,
                                                  .name = u"Name of "_s + id,
                                                  .topic = {},
                                                  .isPublic = isPublic,
                                                  .owner = owner,
                                                  .members = members}))
        .conversation;
}

[[nodiscard]] inline core::MemberOp member(const QString &room, const QString &key, const core::RoomGuard &guard = {},
                                           const core::Stamp &by = once({}))
{
    return {.stamp = by, .guard = guard, .id = room, .member = key, .onlyIfPublic = false};
}

[[nodiscard]] inline core::RoomGuard asMember(const QString &key)
{
    return {.actor = key, .need = core::RoomGuard::Need::Membership};
}
[[nodiscard]] inline core::RoomGuard asOwner(const QString &key)
{
    return {.actor = key, .need = core::RoomGuard::Need::Ownership};
}

// The newest page of a conversation.
[[nodiscard]] inline core::HistoryQuery newest(const QString &conversation, const QString &viewer)
{
    core::HistoryQuery query;
    query.conversation = conversation;
    query.viewer = viewer;
    return query;
}

[[nodiscard]] inline QStringList texts(const QList<protocol::Message> &messages)
{
    QStringList texts;
    for (const protocol::Message &message : messages)
        texts.append(message.text);
    return texts;
}

} // namespace confab::tests
