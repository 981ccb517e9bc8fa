// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

namespace confab::client
{

struct GatewayError;

// The Confab dialect: says hello, signs in, pings, hands answers to those who asked.
class ConfabSession : public Session
{
    Q_OBJECT

public:
    ConfabSession(TransportFactory transports, Timing timing, QObject *parent = nullptr);
    ~ConfabSession() override;

    [[nodiscard]] bool knowsRepeats() const override { return true; }
    void signUp(const QString &username, const QString &password, const QString &displayName,
                const QString &invite) override;
    void signIn(const QString &username, const QString &password) override;
    void signInAsGuest(const QString &name) override;
    void ask(protocol::ClientCommand command, Answer answer, Part part = {}) override;
    void tell(protocol::ClientCommand command) override;
    void setOnline() override;

protected:
    [[nodiscard]] Approach approach() const override;
    void greet(Line line) override;
    void take(const QByteArray &frame, Line line) override;
    void forget() override;
    void failAll() override { m_pending.failAll(); }
    void onOldEnded() override;

private:
    void hello(Line line);
    void takeNonsense(const QByteArray &frame, const protocol::FrameError &error, Line line);
    void takeNext(const protocol::ServerEvent &event);
    void onError(const protocol::ErrorFrame &error);
    void onGatewayError(const GatewayError &error);
    void onWelcome(const protocol::Welcome &welcome);
    void enter(protocol::ClientCommand command);
    void retireOldWhenAnswered();
    [[nodiscard]] int pingIntervalMs() const;
    void schedulePing(int ms);
    void ping();
    void checkDeadlines();

    bool m_tokenSent = false;
    QString m_helloId;
    QString m_nextHelloId;
    QString m_epoch; // of the server, as it was welcomed
    QString m_pingId;
    PendingAnswers m_pending;
    QSet<QString> m_askedOnOld; // before another connection took over
    bool m_caughtUp = false;    // on the one that did
    int m_badFrames = 0;
    int m_pingTimer = 0;
    int m_deadlineTimer = 0;
};

} // namespace confab::client
