// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connections.h"
#include "membership.h"
#include "presence.h"
#include "publisher.h"
#include "rate_limits.h"
#include "reply.h"
#include "turn.h"

#include <confab/protocol/close_codes.h>
#include <confab/protocol/defence.h>
#include <confab/protocol/names.h>

namespace confab::core
{

// What the parts of the service share: the ports, what is known of who is connected, and the ways out.
struct Core {
    Core(ChatService::Ports givenPorts, ServerSettings givenSettings)
        : ports(std::move(givenPorts))
        , settings(std::move(givenSettings))
        , membership(ports.store.conversations())
        , publisher(ports.courier, membership, connections, settings)
        , presence(ports.courier, settings.holdsConnections)
        , turns(ports.store, [this] { membership.forgetAll(); })
        , limits(makeLimits(ports.clock, settings.limits, ports.counts))
    {
    }

    ChatService::Ports ports;
    ServerSettings settings;
    ServerIdentity identity;
    Connections connections;
    Membership membership;
    Publisher publisher;
    Presence presence;
    Turns turns;
    std::unique_ptr<Limits> limits;
    std::function<void(const protocol::Message &)> heard = {};      // who else wants to know of what was said
    std::function<void(const protocol::Message &)> heardAgain = {}; // or may have missed it
    std::shared_ptr<const bool> alive = std::make_shared<const bool>(true);

    [[nodiscard]] bool takesFiles() const { return ports.files || ports.depot; }

    [[nodiscard]] Reply reply(const Connection &connection, const QString &id) const
    {
        return {ports.courier, connection.id, id};
    }

    // The four characters that make a guest of that name somebody whom nobody here is, without those that are mistaken
    // for each other.
    [[nodiscard]] QString drawSuffix(const QString &name) const
    {
        static constexpr char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";
        QString suffix;
        do {
            suffix.clear();
            const QByteArray bytes = ports.random.bytes(4);
            for (const char byte : bytes)
                suffix.append(QLatin1Char(alphabet[static_cast<unsigned char>(byte) % 32]));
        } while (!connections.ofKey(protocol::keyOf(protocol::guestUsername(name, suffix))).isEmpty());
        return suffix;
    }

    // A message that was stored, to everybody whom it concerns.
    void tell(const Appended &appended)
    {
        const QString &conversation = appended.message.conversation;
        if (appended.conversationMade)
            membership.forget(conversation);
        publisher.message(appended.message);
        if (appended.root)
            publisher.revised(*appended.root);
        if (heard)
            heard(appended.message);
        // Behind the message, whose rev it has: what it says of members and receipts is news, its rev is none.
        if (!appended.conversationMade)
            return;
        if (const auto made = ports.store.conversations().find(conversation))
            publisher.conversation(*made);
    }

    // Goes on with one message, as `viewer` reads it; else `missing`, which says whether it is gone or cannot be read.
    void withMessage(const QString &conversation, qint64 seq, const QString &viewer,
                     std::function<void(const protocol::Message &)> goOn,
                     std::function<void(bool isGone)> missing) const;

    // A message that was stored by an earlier call, which may have ended before it told it: once more, where each call
    // stands alone. The Confab dialect knows it by its number; the plain one would read it twice, and is not told.
    void tellAgain(const protocol::Ack &ack, const QString &viewer,
                   std::function<void(const protocol::Message &)> then) const;

    // A guest does not come back: what they talked about with single people ends with them.
    void endGuest(Turn &turn, const QString &key)
    {
        auto outcome = turn.store().conversations().endGuest(key);
        if (const auto *problem = std::get_if<Unavailable>(&outcome))
            return logUnavailable(*problem);
        const auto *talks = std::get_if<QList<ConversationStore::EndedTalk>>(&outcome);
        if (!talks || talks->isEmpty())
            return;
        turn.then(
            [this, ended = *talks] {
                for (const ConversationStore::EndedTalk &talk : ended) {
                    membership.forget(talk.id);
                    if (!talk.other.isEmpty())
                        publisher.conversationGone(talk.id, {talk.other});
                }
            },
            {});
    }

    // For what workers call back: does nothing once the service is gone.
    template <class... Args, class F>
    [[nodiscard]] std::function<void(Args...)> whileAlive(F work) const
    {
        return [weak = std::weak_ptr<const bool>(alive), work = std::move(work)](Args... args) {
            if (weak.lock())
                work(std::forward<Args>(args)...);
        };
    }

    // Reads on a worker: `read` gets its reader and gives a Result, `tell` gets that on the core thread, where whoever
    // asked still sits there as `key`. Who has signed out meanwhile is told so: each question has an answer.
    template <class Result, class Read, class Tell>
    void readBeside(Turn &turn, const Reply &reply, const QString &key, Read read, Tell tell)
    {
        const auto told = whileAlive<const Result &>([this, reply, key, tell](const Result &result) {
            if (connections.find(reply.connection(), key))
                tell(result);
            else if (connections.find(reply.connection()))
                reply.error(protocol::ErrorCode::Unauthenticated, QStringLiteral("whoever asked has signed out"));
        });
        turn.always([this, reply, read, told] {
            const bool taken = ports.workers.read([read, told](Reads &reads) -> Workers::Finish {
                return [told, result = read(reads)] { told(result); };
            });
            if (!taken)
                reply.busy();
        });
    }

    // One message of what this connection may say.
    [[nodiscard]] Limits::Allowance takeMessage(Connection &connection) const
    {
        if (!settings.rateLimits || !inForce("message-rate"))
            return {};
        const Limits::Allowance allowance = limits->message(connection);
        return {.waitMs = allowance.waitMs, .cutOff = allowance.cutOff && inForce("cut-off")};
    }
    // The same, answered with `rateLimited`. False: it was refused.
    [[nodiscard]] bool mayWrite(Connection &connection, Turn &turn, const Reply &reply) const
    {
        const Limits::Allowance allowance = takeMessage(connection);
        if (allowance.waitMs == 0)
            return true;
        turn.always([reply, allowance, courier = &ports.courier] {
            reply.error(protocol::ErrorCode::RateLimited, QStringLiteral("too many messages"), {}, allowance.waitMs);
            if (allowance.cutOff)
                courier->close(reply.connection(), protocol::closeCodes::policyViolated,
                               QStringLiteral("too many messages"));
        });
        return false;
    }
};

} // namespace confab::core
