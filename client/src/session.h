// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backoff.h"
#include "pending_answers.h"

#include <confab/client/chat_client.h>
#include <confab/client/timing.h>
#include <confab/protocol/codec.h>

namespace confab::client
{

// The connection of one profile and who is signed in on it: connects, says hello, signs in, pings, reconnects.
// It knows nothing of conversations: what a server says goes out through event(), what is asked comes back to the one
// who asked. The state machine: Stopped → Connecting → (NeedsSignIn →) Syncing → Online → Waiting → Connecting …
class Session : public QObject
{
    Q_OBJECT

public:
    using Answer = PendingAnswers::Answer;
    using Part = PendingAnswers::Part;

    Session(TransportFactory transports, Timing timing, QObject *parent = nullptr);
    ~Session() override;

    // Before start(), or while stopped.
    void setServer(const QUrl &url, const QByteArray &pin);
    void setToken(const QString &token);
    // A server that was met before is tried again whatever is found there; one that never was, only where it may help.
    void setKnown(bool known) { m_known = known; }
    // What a ping asks about: [conversation, cursor], the most important first.
    void setPingSource(std::function<QList<protocol::Ping::Rev>()> source) { m_pingSource = std::move(source); }

    [[nodiscard]] const ConnectionStatus &status() const { return m_status; }
    [[nodiscard]] const QString &token() const { return m_token; }
    [[nodiscard]] bool ready() const; // signed in on a live connection

    void start();
    void stop();
    void tryNow();
    // Gives up this connection and begins a new one after the usual wait.
    void reconnect();

    void signUp(const QString &username, const QString &password, const QString &displayName, const QString &invite);
    void signIn(const QString &username, const QString &password);
    void signInAsGuest(const QString &name);

    // Sends a command that is answered; its id is filled in where it has none. The answer comes exactly once, a lost
    // connection being Problem::offline. `part` gets what comes before the last frame of an answer in several.
    void ask(protocol::ClientCommand command, Answer answer, Part part = {});
    // Sends a command that nobody answers, or whose answer does not matter.
    void tell(protocol::ClientCommand command);
    // A part of a file, and what waits to be sent before it.
    void sendBinary(const QByteArray &frame);
    [[nodiscard]] qint64 unsent() const;

    // The owner has caught up.
    void setOnline();

Q_SIGNALS:
    void statusChanged();
    void pinLearned(const QByteArray &pin);
    // The server has introduced itself; `signedIn` tells whether the token was good.
    void welcomed(const confab::protocol::Welcome &welcome, bool signedIn);
    void signedIn(const confab::protocol::SessionGranted &session);
    void signInFailed(const confab::client::Problem &problem);
    // The token is worth nothing any more and was dropped.
    void tokenRefused();
    // Also errors and acks that come after the answer to what they are about.
    void event(const confab::protocol::ServerEvent &event);
    void binary(const QByteArray &frame);
    void wrote(); // unsent() became less
    // A ping found changes that were not pushed.
    void behind(const QStringList &conversations);
    void disconnected();

private:
    void open();
    void letGo();
    void onOpened(const QByteArray &pin);
    void onReceived(const QByteArray &frame);
    void onClosed(protocol::Transport::Failure failure, int closeCode);
    void onError(const protocol::ErrorFrame &error);
    void onWelcome(const protocol::Welcome &welcome);
    void hello();
    void enter(protocol::ClientCommand command);
    void dropToken();
    void setPhase(ConnectionStatus::Phase phase);
    void waitAndRetry();
    [[nodiscard]] bool mayRetry(protocol::Transport::Failure failure, int closeCode) const;
    void schedulePing(int ms);
    void ping();
    void checkDeadlines();

    TransportFactory m_transports;
    Timing m_timing;
    Backoff m_backoff;
    std::unique_ptr<protocol::Transport> m_transport;
    ConnectionStatus m_status;
    QUrl m_url;
    QByteArray m_pin;
    QString m_token;
    bool m_known = false;
    bool m_open = false; // the transport is
    bool m_tokenSent = false;
    QString m_helloId;
    QString m_pingId;
    std::function<QList<protocol::Ping::Rev>()> m_pingSource;
    PendingAnswers m_pending;
    qint64 m_heardAt = 0;
    qint64 m_onlineSince = 0;
    int m_badFrames = 0;
    int m_retryTimer = 0;
    int m_pingTimer = 0;
    int m_deadlineTimer = 0;
};

} // namespace confab::client
