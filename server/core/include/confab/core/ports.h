// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/store.h>
#include <confab/protocol/events.h>
#include <confab/protocol/file_chunk.h>

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

    // From now on the connection may send the bytes of the file.
    virtual void takeFile(const QString &connection, const QString &attachment) = 0;
    // Sends a file, from an offset on, whenever nothing else waits to be sent.
    struct OutgoingFile {
        QString attachment;
        QString sha256;
        qint64 size = 0;
        qint64 offset = 0;
        QString command = {}; // id of the command that asked for it
    };
    virtual void sendFile(const QString &connection, const OutgoingFile &file) = 0;
    // The connection has everything of it up to here.
    virtual void fileGot(const QString &connection, const QString &attachment, qint64 offset) = 0;
};

// Keeps the bytes of files, by their hash, on a thread of its own. What it calls back comes on the core thread.
class FileKeeper
{
public:
    virtual ~FileKeeper() = default;
    struct Coming {
        QString connection;
        QString attachment;
        qint64 size = 0;
        QString sha256; // of the whole, in hex
    };
    struct Ended {
        QString connection;
        QString attachment;
        bool whole = false; // size and hash agree, and it is on the disk; else nothing of it is left
        // The disk did not take it: what has come stays for another try.
        bool unavailable = false;
    };
    // How far a file has come: told now and then while it comes, and when it has ended.
    virtual void
    whenMoved(std::function<void(const QString &connection, const QString &attachment, qint64 offset)> moved,
              std::function<void(const Ended &)> ended) = 0;
    // Takes the file's bytes from the connection from now on. `ready`: how much of it is here; -1: it cannot be kept.
    virtual void expect(const Coming &coming, std::function<void(qint64)> ready) = 0;
    // Nothing more of it comes on this connection.
    virtual void giveUp(const QString &connection, const QString &attachment) = 0;
    // The connection has ended; what has come of its files stays for another.
    virtual void left(const QString &connection) = 0;
    struct Unwanted {
        QString attachment; // what has come of it
        QString sha256;     // and what is kept under it; empty: that stays
    };
    virtual void remove(const QList<Unwanted> &files, std::function<void()> done) = 0;
    // Keeps bytes that were made here, under their hash.
    virtual void keep(const QString &sha256, const QByteArray &bytes, std::function<void(bool kept)> done) = 0;
};

// Keeps the bytes of files where people send and fetch them past this program, by addresses that are good for a while.
// Each `done` exactly once, at once or later.
class FileDepot
{
public:
    virtual ~FileDepot() = default;
    struct Form {
        QString url;
        QList<protocol::FormField> fields;
    };
    // By which this file can be sent, and no other. Nothing: there is none now.
    virtual void form(const StoredFile &file, std::function<void(const std::optional<Form> &)> done) = 0;
    enum class Arrival {
        Missing, // it was not sent yet
        Whole,   // size and hash agree; whatever is sent from now on is nothing to it
        Wrong,   // it is not what was announced; nothing of it is left
        Unavailable,
    };
    // Looks at what was sent.
    virtual void take(const StoredFile &file, std::function<void(Arrival)> done) = 0;
    // Where a whole file can be fetched. Empty: nowhere now.
    virtual void address(const StoredFile &file, std::function<void(const QString &url)> done) = 0;
    // `removed`: of which nothing is left.
    virtual void remove(const QStringList &attachments, std::function<void(const QStringList &removed)> done) = 0;
};

// Looks at the pictures that people send, outside of this program.
class Pictures
{
public:
    virtual ~Pictures() = default;
    struct Picture {
        qint64 width = 0; // as it is shown, in pixels; 0: it is no picture, or none that is looked at
        qint64 height = 0;
        QByteArray thumbnail; // empty: there is none
        QString mime;         // of the thumbnail
    };
    // `done` once, in bounded time.
    virtual void look(const QString &sha256, std::function<void(const Picture &)> done) = 0;
};

// The bytes of files, for whoever holds the sockets. From any thread.
class FileBytes
{
public:
    virtual ~FileBytes() = default;
    // What came of a file that the keeper expects from this connection. Where it does not go on what is here, nothing
    // is done but to tell again how far it is.
    virtual void write(const QString &connection, const protocol::FileChunk &chunk) = 0;
    // At most so many bytes of what is kept under a hash; empty: it cannot be read. `done` is called on a thread of its
    // own.
    virtual void read(const QString &sha256, qint64 offset, qint64 most,
                      std::function<void(const QByteArray &)> done) = 0;
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

// Something that was said before a question.
struct BotTurn {
    bool byBot = false; // by the one that is asked
    QString author;     // as shown
    QString text;
};

// Where a question was asked, which is where its answer goes.
struct BotAsked {
    QString conversation; // of the message that asks; empty: aloud, in the plain dialect
    qint64 seq = 0;
    QString asker; // key; aloud: the connection
    QString id;    // aloud: a ULID, by which it is answered once. A message has its own.
    bool operator==(const BotAsked &) const = default;
};

struct BotQuestion {
    QString text;
    QString session; // one dialogue: a person's, or a plain connection's
    QString locale;
    QList<BotTurn> before = {}; // oldest first; see Bot::remembers
    BotAsked asked = {};
};

struct BotMessage {
    QString text; // Markdown source
    std::optional<protocol::Card> card = {};
    bool isCode = false; // the text is no Markdown and is shown as it stands
    bool operator==(const BotMessage &) const = default;
};

struct BotAnswer {
    QList<BotMessage> messages; // none: it had nothing to say
    QString failure = {};       // not empty: it could not answer; a sentence that holds no secret
    std::optional<protocol::Dialogue> dialogue = {};
};

// Something that answers (the article's Lex).
class Bot
{
public:
    virtual ~Bot() = default;
    [[nodiscard]] virtual protocol::BotInfo info() const = 0;
    // How many of the messages before a question it wants to be told. 0: it has a memory of its own, or none.
    [[nodiscard]] virtual qsizetype remembers() const { return 0; }
    // Questions that it may be asked a day (UTC), which the core counts. 0: any number.
    [[nodiscard]] virtual qint64 perDay() const { return 0; }
    // `progress`, now and then before that: all of the answer so far; empty: it is at work. `done` exactly once and in
    // bounded time, at once or later. Both on the core thread.
    virtual void ask(const BotQuestion &question, std::function<void(const QString &)> progress,
                     std::function<void(const BotAnswer &)> done) = 0;
    // What still comes in that dialogue ends with what there is.
    virtual void stop(const QString &session) { Q_UNUSED(session) }
    // That dialogue is forgotten. `failure`: why it is not; a sentence. `done` as of ask().
    virtual void startOver(const QString &session, std::function<void(const QString &failure)> done)
    {
        Q_UNUSED(session)
        done({});
    }
};

} // namespace confab::core
