// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/store.h>
#include <confab/protocol/events.h>

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <variant>

// What the core needs from outside besides the stores. Called on the core thread; what they call back comes there too.
namespace confab::core
{

class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual QDateTime now() const = 0;      // UTC
    [[nodiscard]] virtual qint64 monotonicMs() const = 0; // never backwards
};

// Unpredictable bytes: tokens, invite codes, ids.
class Random
{
public:
    virtual ~Random() = default;
    [[nodiscard]] virtual QByteArray bytes(qsizetype count) = 0;
};

// Whom an event is for.
struct Audience {
    enum class Kind {
        Connections, // these connections
        Users,       // every signed-in connection of these people (keys)
        Everyone,    // every signed-in connection
    };
    Kind kind = Kind::Connections;
    // Shared: the same list serves many messages.
    std::shared_ptr<const QStringList> names;
    QString exceptConnection;

    [[nodiscard]] static Audience connection(const QString &id);
    [[nodiscard]] static Audience users(QStringList keys);
    [[nodiscard]] static Audience everyone();
};

// A line of the plain dialect.
struct PlainText {
    QString text;
    bool operator==(const PlainText &) const = default;
};

// Events reach the connections of the Confab dialect in the audience, plain text those of the plain one.
using Outgoing = std::variant<protocol::ServerEvent, PlainText>;

// Takes events to connections (the article's @connections). Calls are carried out in their order; a connection that is
// gone is passed over. Encodes each event once, however many it goes to.
class Courier
{
public:
    virtual ~Courier() = default;
    // From now on pushes for this person reach the connection; an empty key ends that.
    virtual void bind(const QString &connection, const QString &key) = 0;
    virtual void deliver(const Audience &audience, const Outgoing &what) = 0;
    // After what was delivered before. 1008 policy, 4001 session revoked, 4003 kicked or banned.
    virtual void close(const QString &connection, int code, const QString &reason) = 0;
};

// A pool beside the core for reads of unknown length. `work` runs on a worker with a reader of its own and gives back
// what then runs on the core thread. False: the queue is full (answer `unavailable`).
class Workers
{
public:
    virtual ~Workers() = default;
    using Finish = std::function<void()>;
    [[nodiscard]] virtual bool read(std::function<Finish(Reads &)> work) = 0;
};

// Argon2id on its own few workers, queue of 32. False: the queue is full.
class PasswordHasher
{
public:
    virtual ~PasswordHasher() = default;
    // `done` gets an empty hash where memory ran out.
    [[nodiscard]] virtual bool hash(const QString &password, std::function<void(const QByteArray &)> done) = 0;
    struct Verdict {
        bool matches = false;
        bool rehash = false; // made with other parameters than today's; only where it matches
    };
    // An empty `stored` takes as long as a real one and never matches: who exists cannot be told by time.
    [[nodiscard]] virtual bool verify(const QByteArray &stored, const QString &password,
                                      std::function<void(Verdict)> done) = 0;
};

struct BotQuestion {
    QString text;
    QString session; // one dialogue: a person's, or a plain connection's
    QString locale;
};

struct BotAnswer {
    QStringList messages; // none: it had nothing to say
    QString failure;      // not empty: it could not answer; holds no secret
};

// Something that answers (the article's Lex).
class Bot
{
public:
    virtual ~Bot() = default;
    [[nodiscard]] virtual protocol::BotInfo info() const = 0;
    // `done` exactly once, on the core thread, at once or later.
    virtual void ask(const BotQuestion &question, std::function<void(const BotAnswer &)> done) = 0;
};

} // namespace confab::core
