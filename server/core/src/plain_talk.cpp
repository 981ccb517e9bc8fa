// SPDX-License-Identifier: GPL-3.0-or-later
#include "plain_talk.h"

#include "bot_desk.h"
#include "mentions.h"

#include <confab/protocol/close_codes.h>
#include <confab/protocol/names.h>
#include <confab/protocol/ulid.h>

#include <utility>

namespace confab::core
{

using namespace Qt::StringLiterals;
namespace plain = protocol::plain;

namespace
{

constexpr qsizetype mostFormerKeys = 16;

enum class NameVerdict { Good, Taken, TooLong, NotAccepted };

// Wider than a username: the article's clients may call themselves what they like, as long as a screen can show it and
// nobody takes it for somebody else.
NameVerdict judge(const QString &name)
{
    if (name.toUcs4().size() > protocol::limits::usernameChars)
        return NameVerdict::TooLong;
    // A colon holds ids apart, the tilde marks guests.
    if (protocol::checkDisplayName(name) || name.contains(u':') || name.startsWith(u'~'))
        return NameVerdict::NotAccepted;
    const auto problem = protocol::checkUsername(name);
    if (problem == protocol::NameProblem::Reserved)
        return NameVerdict::Taken;
    if (problem == protocol::NameProblem::MixedScripts)
        return NameVerdict::NotAccepted;
    return NameVerdict::Good;
}

} // namespace

PlainTalk::PlainTalk(Core &core, BotDesk &bots)
    : m_core(core)
    , m_bots(bots)
{
}

void PlainTalk::begin(Connection &connection) const
{
    connection.plainName = plain::anonymous;
    connection.suffix = m_core.drawSuffix(connection.plainName);
    connection.username = protocol::guestUsername(connection.plainName, connection.suffix);
    connection.key = protocol::keyOf(connection.username);
}

void PlainTalk::resume(Connection &connection, const ConnectionRow &row) const
{
    connection.plainName = row.username;
    connection.suffix = row.key.sliced(row.key.lastIndexOf(u'.') + 1);
    connection.registered = row.username != plain::anonymous;
    connection.username = protocol::guestUsername(connection.plainName, connection.suffix);
    connection.key = row.key;
    connection.formerKeys = row.formerKeys;
}

void PlainTalk::handle(Turn &turn, Connection &connection, const plain::Command &command)
{
    if (connection.turnedAway)
        return;
    if (m_core.settings.access != protocol::Access::Open) {
        connection.turnedAway = true;
        tell(turn, connection, plain::needsAccount());
        turn.always([courier = &m_core.ports.courier, id = connection.id] {
            courier->close(id, protocol::closeCodes::policyViolated, u"an account is needed"_s);
        });
        return;
    }
    // An empty broadcast does nothing, so it costs nothing.
    const auto *say = std::get_if<plain::Say>(&command);
    if (say && say->message.trimmed().isEmpty())
        return;
    if (const auto allowance = m_core.takeMessage(connection); allowance.waitMs > 0) {
        tell(turn, connection, plain::tooMany(allowance.waitMs));
        if (allowance.cutOff) {
            connection.turnedAway = true;
            turn.always([courier = &m_core.ports.courier, id = connection.id] {
                courier->close(id, protocol::closeCodes::policyViolated, u"too many messages"_s);
            });
        }
        return;
    }
    std::visit([&](const auto &value) { carryOut(turn, connection, value); }, command);
}

void PlainTalk::left(Turn &turn, const Connection &connection) const
{
    for (const QString &key : QStringList{connection.key} + connection.formerKeys)
        m_core.endGuest(turn, key);
    turn.always(
        [this, name = connection.plainName, id = connection.id] { m_core.publisher.plain(plain::left(name), id); });
}

void PlainTalk::tell(Turn &turn, const Connection &connection, const QString &text) const
{
    turn.always([courier = &m_core.ports.courier, id = connection.id, text] {
        courier->deliver(Audience::connection(id), PlainText{text});
    });
}

template <class T, class Done>
void PlainTalk::settle(Turn &turn, const Connection &connection, Outcome<T> outcome, Done done) const
{
    const auto say = [courier = &m_core.ports.courier, id = connection.id](const QString &text) {
        courier->deliver(Audience::connection(id), PlainText{text});
    };
    const auto failed = [say] { say(plain::notStored()); };
    if (auto *value = std::get_if<T>(&outcome)) {
        turn.then([done, result = std::move(*value)] { done(result); }, failed);
    } else if (const auto *problem = std::get_if<Unavailable>(&outcome)) {
        logUnavailable(*problem);
        turn.always(failed);
    } else {
        turn.then([say] { say(plain::notAccepted()); }, failed);
    }
}

bool PlainTalk::isTaken(const Connection &connection, const QString &name) const
{
    const QString key = protocol::keyOf(name);
    const Connection *other = m_core.connections.guestCalled(key);
    return (other && other->id != connection.id) || m_core.ports.store.accounts().find(key);
}

void PlainTalk::carryOut(Turn &turn, Connection &connection, const plain::Register &command)
{
    const QString &name = command.username;
    if (name.isEmpty())
        return tell(turn, connection, plain::registrationEmpty());
    const NameVerdict verdict = judge(name);
    if (verdict == NameVerdict::TooLong)
        return tell(turn, connection, plain::tooLong());
    if (verdict == NameVerdict::NotAccepted)
        return tell(turn, connection, plain::notAccepted());
    if (verdict == NameVerdict::Taken || isTaken(connection, name))
        return tell(turn, connection, plain::registrationTaken(name));

    // Who takes one name after the other ends what they talked about under the oldest.
    if (connection.formerKeys.size() >= mostFormerKeys)
        m_core.endGuest(turn, connection.formerKeys.takeFirst());
    Connection named = connection;
    named.plainName = name;
    named.registered = true;
    named.username = protocol::guestUsername(name, named.suffix);
    named.key = protocol::keyOf(named.username);
    named.formerKeys.append(connection.key);
    settle(turn, connection, turn.store().connections().put(named.row()), [this, named](std::monostate) {
        if (Connection *here = m_core.connections.find(named.id)) {
            here->plainName = named.plainName;
            here->registered = true;
            here->username = named.username;
            here->key = named.key;
            here->formerKeys = named.formerKeys;
        }
        m_core.publisher.plain(plain::joined(named.plainName));
    });
    // What comes behind it in this turn is said under the new name.
    turn.finish();
}

void PlainTalk::carryOut(Turn &turn, Connection &connection, const plain::Say &command)
{
    AppendOp op;
    op.stamp.now = m_core.ports.clock.now();
    op.message.conversation = protocol::groupConversation;
    op.message.id = protocol::makeUlid(op.stamp.now);
    op.message.author = connection.username;
    op.message.text = command.message;
    op.message.mentions = findMentions(command.message, m_core.ports.store, op.message.conversation, {});
    op.kind = protocol::ConversationKind::Group;
    settle(turn, connection, turn.store().messages().append(op),
           [this](const Appended &appended) { m_core.tell(appended); });
}

void PlainTalk::carryOut(Turn &turn, Connection &connection, const plain::Direct &command)
{
    if (command.to.isEmpty() || command.message.isEmpty())
        return tell(turn, connection, plain::directInvalid());

    const QString name = protocol::keyOf(command.to);
    const auto account = m_core.ports.store.accounts().find(name);
    AppendOp op;
    QString receiver;
    if (account && !account->disabled) {
        receiver = account->key;
        op.receiver = account->key;
    } else if (const Connection *guest = m_core.connections.guestCalled(name)) {
        receiver = guest->key;
    } else if (m_core.presence.find(name)) {
        receiver = name; // a guest of the other dialect, by the whole name
    } else {
        return tell(turn, connection, plain::directUnknown(command.to));
    }

    op.stamp.now = m_core.ports.clock.now();
    op.message.conversation = protocol::directConversation(connection.key, receiver);
    op.message.id = protocol::makeUlid(op.stamp.now);
    op.message.author = connection.username;
    op.message.text = command.message;
    op.kind = protocol::ConversationKind::Direct;
    op.makeFor = receiver == connection.key ? QStringList{receiver} : QStringList{connection.key, receiver};
    auto outcome = turn.store().messages().append(op);
    if (std::holds_alternative<GuardFailed>(outcome))
        return tell(turn, connection, plain::directUnknown(command.to));
    settle(turn, connection, std::move(outcome),
           [this, id = connection.id,
            sentence = plain::directSent(command.to, command.message)](const Appended &appended) {
               m_core.tell(appended);
               m_core.ports.courier.deliver(Audience::connection(id), PlainText{sentence});
           });
}

void PlainTalk::carryOut(Turn &turn, Connection &connection, const plain::Ask &command)
{
    if (command.message.isEmpty())
        return tell(turn, connection, plain::botEmpty());
    turn.always([this, id = connection.id, text = command.message] { m_bots.askAloud(id, text); });
}

void PlainTalk::carryOut(Turn &turn, Connection &connection, const plain::Malformed &)
{
    tell(turn, connection, plain::notAnObject());
}

void PlainTalk::carryOut(Turn &turn, Connection &connection, const plain::TooLong &)
{
    tell(turn, connection, plain::tooLong());
}

} // namespace confab::core
