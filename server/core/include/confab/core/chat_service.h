// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>
#include <confab/core/settings.h>
#include <confab/core/shared_counts.h>
#include <confab/protocol/plain.h>

#include <QList>

#include <memory>
#include <variant>

namespace confab::core
{

struct Connected {
    bool plain = false;
    QString peer; // address, for the throttle and logs
};
struct Disconnected {
};
// A connection that another process has taken so far, by what is stored of it: nothing is written or told of it. With
// `speaks` it is the one that something came from, and whether its session still holds is looked up.
struct Resumed {
    ConnectionRow row;
    bool speaks = false;
    QString peer = {}; // as in Connected
};

// One thing that came from one connection, parsed by whoever holds the socket.
struct Incoming {
    QString connection;
    std::variant<Connected, Disconnected, Resumed, protocol::ClientCommand, protocol::FrameError,
                 protocol::plain::Command>
        what;
};

// The rules of chat. Knows no socket, no SQL, no AWS: the same object serves the embedded server and a Lambda.
// Everything runs on one thread, the core thread.
class ChatService
{
public:
    // Of incoming things in one commit: with more the first of them would wait longer than a second commit takes.
    static constexpr qsizetype mostInOneBatch = 256;

    struct Ports {
        Store &store;
        Courier &courier;
        Workers &workers;
        PasswordHasher &passwords;
        Clock &clock;
        Random &random;
        QList<Bot *> bots;              // outlive the service
        FileKeeper *files = nullptr;    // so does this
        Pictures *pictures = nullptr;   // and this; none: no file is more than a file
        SharedCounts *counts = nullptr; // and this; none: what is limited is counted by this service alone
        FileDepot *depot = nullptr;     // and this, instead of `files`; with neither no files are taken
    };

    ChatService(Ports ports, ServerSettings settings);
    ~ChatService();

    // Clears what is stored of connections of an earlier run, stores the name that the settings give, and asks bots
    // again what that run left unanswered. False: the store does not work.
    [[nodiscard]] bool start();
    // Instead of start() where ServerSettings::holdsConnections is false: what others store of their connections stays.
    void startBeside(const ServerIdentity &identity);

    // All that came in one turn, in its order and in one Batch: acks and events go out after its commit; when the
    // commit fails, every changing command in it is answered `unavailable`.
    void handle(const QList<Incoming> &turn);

    // Somebody else may have changed the store (the command line beside a server that runs): ends the connections whose
    // session is no more.
    void recheckSessions();
    // To be called once an hour: the sessions in use slide, those that have expired are removed.
    void tidy();

    // Asks a bot what another process took and could not wait for. Where the bot has answered at once or later the
    // answer is stored and told; the same question again is answered once. `settled` then, or at once where there is
    // nothing to answer any more: whether all of it is stored, else the question is to be asked again.
    void ask(const QString &bot, const BotQuestion &question, std::function<void(bool stored)> settled);
    // The answer of such a question: that there is none, and why, a sentence.
    void giveUp(const QString &bot, const BotQuestion &question, const QString &failure);

    // Tells everybody that the server stops; nothing is taken after it.
    void stop();

    [[nodiscard]] ServerIdentity identity() const;
    // People and guests connected now, by display name, each once.
    [[nodiscard]] QStringList namesHere() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab::core
