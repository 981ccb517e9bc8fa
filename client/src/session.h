// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backoff.h"
#include "pending_answers.h"

#include <confab/client/chat_client.h>
#include <confab/client/timing.h>
#include <confab/protocol/codec.h>

namespace confab::client
{

// The connection of one profile and who is signed in on it: connects, reconnects, and behind API Gateway goes over to a
// new connection before the old one ends. What is said on it is for the dialects. It knows nothing of conversations:
// what a server says goes out through event(), what is asked comes back to the one who asked. The state machine:
// Stopped → Connecting → (NeedsSignIn →) Syncing → Online → Waiting → Connecting …
class Session : public QObject
{
    Q_OBJECT

public:
    using Answer = PendingAnswers::Answer;
    using Part = PendingAnswers::Part;

    ~Session() override;

    // Before start(), or while stopped.
    void setServer(const QUrl &url, const QByteArray &pin);
    void setToken(const QString &token);
    // A server that was met before is tried again whatever is found there; one that never was, only where it may help.
    void setKnown(bool known);
    // It is behind API Gateway, whatever its address looks like.
    void setGateway(bool gateway);
    // What a ping asks about: [conversation, cursor], the most important first.
    void setPingSource(std::function<QList<protocol::Ping::Rev>()> source) { m_pingSource = std::move(source); }

    [[nodiscard]] const ConnectionStatus &status() const { return m_status; }
    [[nodiscard]] const QString &token() const { return m_token; }
    [[nodiscard]] const QUrl &url() const { return m_url; }
    [[nodiscard]] bool ready() const; // signed in on a live connection
    // Whether the server knows a command that it has had before: one without an answer may be sent again.
    [[nodiscard]] virtual bool knowsRepeats() const = 0;
    // Verbs that the server has said it does not know; abilitiesChanged() tells of one more.
    [[nodiscard]] virtual QSet<QString> missing() const { return {}; }

    void start();
    void stop();
    void tryNow();
    // Gives up this connection and begins a new one after the usual wait.
    void reconnect();

    virtual void signUp(const QString &username, const QString &password, const QString &displayName,
                        const QString &invite) = 0;
    virtual void signIn(const QString &username, const QString &password) = 0;
    virtual void signInAsGuest(const QString &name) = 0;

    // Sends a command that is answered; its id is filled in where it has none. The answer comes exactly once, a lost
    // connection being Problem::offline. `part` gets what comes before the last frame of an answer in several.
    virtual void ask(protocol::ClientCommand command, Answer answer, Part part = {}) = 0;
    // Sends a command that nobody answers, or whose answer does not matter.
    virtual void tell(protocol::ClientCommand command) = 0;
    // A part of a file, and what waits to be sent before it.
    void sendBinary(const QByteArray &frame);
    [[nodiscard]] qint64 unsent() const;

    // The owner has caught up, for the first time or after moved().
    virtual void setOnline();

Q_SIGNALS:
    void statusChanged();
    void pinLearned(const QByteArray &pin);
    void gatewayLearned();
    void abilitiesChanged();
    // The server has introduced itself; `signedIn` tells whether the token was good.
    void welcomed(const confab::protocol::Welcome &welcome, bool signedIn);
    void signedIn(const confab::protocol::SessionGranted &session);
    void signInFailed(const confab::client::Problem &problem);
    // The token is worth nothing any more and was dropped.
    void tokenRefused();
    // Another connection took over while the old one is still there: what one misses is to be asked for on it. The old
    // one ends after setOnline(). No change of phase tells of it.
    void moved();
    // Also errors and acks that come after the answer to what they are about.
    void event(const confab::protocol::ServerEvent &event);
    void binary(const QByteArray &frame);
    void wrote(); // unsent() became less
    // A ping found changes that were not pushed.
    void behind(const QStringList &conversations);
    void disconnected();

protected:
    // Of the two connections that there are for a while: the one that is to take over, the one that has, and the one
    // before it.
    enum class Line { Next, Current, Old };

    Session(TransportFactory transports, Timing timing, QObject *parent);

    // --- for a dialect to do --------------------------------------------------------------------------------------
    [[nodiscard]] virtual Approach approach() const = 0;
    // A connection is open, Current or Next: whoever it is says so.
    virtual void greet(Line line) = 0;
    virtual void take(const QByteArray &frame, Line line) = 0;
    // What was asked on the connection is not answered any more.
    virtual void forget() = 0;
    // disconnected() has been told.
    virtual void failAll() = 0;
    virtual void onOldEnded() = 0;

    // --- for a dialect to use -------------------------------------------------------------------------------------
    [[nodiscard]] bool isOpen() const { return m_open; }
    void send(const QByteArray &frame, Line line = Line::Current);
    void setPhase(ConnectionStatus::Phase phase);
    void dropToken();
    [[nodiscard]] bool onGateway() const;
    void learnGateway();
    [[nodiscard]] qint64 now() const { return m_timing.scheduler->nowMs(); }
    // Of the connection that is to take over: it has, or it is no good.
    void promoteNext();
    void giveUpNext();
    [[nodiscard]] bool hasOld() const { return m_old != nullptr; }
    void retireOld();
    // Why the server ended the connection, where it says so in a frame.
    void noteCloseCode(int code) { m_saidCode = code; }

    Timing m_timing;
    ConnectionStatus m_status;
    QString m_token;
    std::function<QList<protocol::Ping::Rev>()> m_pingSource;
    qint64 m_heardAt = 0;
    qint64 m_onlineSince = 0;

private:
    void open();
    [[nodiscard]] std::unique_ptr<protocol::Transport> makeLine();
    [[nodiscard]] Line lineOf(const protocol::Transport *transport) const;
    void letGo(std::unique_ptr<protocol::Transport> &line);
    void onOpened(protocol::Transport *line, const QByteArray &pin);
    void onLineClosed(protocol::Transport *line, protocol::Transport::Failure failure, int closeCode);
    void onClosed(protocol::Transport::Failure failure, int closeCode);
    void cancelTimers();
    void waitAndRetry();
    [[nodiscard]] bool mayRetry(protocol::Transport::Failure failure, int closeCode) const;
    void scheduleRenewal(qint64 ms);
    void renew();

    TransportFactory m_transports;
    Backoff m_backoff;
    std::unique_ptr<protocol::Transport> m_transport;
    std::unique_ptr<protocol::Transport> m_next;
    std::unique_ptr<protocol::Transport> m_old;
    QUrl m_url;
    QByteArray m_pin;
    bool m_gateway = false;
    bool m_open = false; // the transport is
    qint64 m_openedAt = 0;
    int m_saidCode = 0;
    int m_retryTimer = 0;
    int m_renewTimer = 0;
};

} // namespace confab::client
