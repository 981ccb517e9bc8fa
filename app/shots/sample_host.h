// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/host_controller.h>

namespace confab::app
{

// Hosting without a server behind it: it does what it is told, when it is told.
class SampleHost : public client::HostController
{
    Q_OBJECT

public:
    using HostController::HostController;

    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] QString chatName() const override { return name; }
    [[nodiscard]] protocol::Access access() const override { return who; }
    [[nodiscard]] QDateTime since() const override { return begun; }
    [[nodiscard]] QList<QUrl> addresses() const override { return urls; }
    [[nodiscard]] QUrl localUrl() const override { return local; }
    [[nodiscard]] QByteArray pin() const override { return key; }
    [[nodiscard]] int peopleHere() const override { return static_cast<int>(names.size()); }
    [[nodiscard]] QStringList namesHere() const override { return names; }
    [[nodiscard]] QString inviteCode() const override { return code; }
    [[nodiscard]] bool hasHosted() const override { return hosted; }

    void start(const client::HostRequest &request) override;
    void resume() override;
    void stop() override;

    void setState(State state);
    void setNames(const QStringList &here);
    void fail(Failure failure, const QString &detail);

    QString name = QStringLiteral("Studio Nord");
    protocol::Access who = protocol::Access::Invite;
    QDateTime begun;
    QList<QUrl> urls{QUrl(QStringLiteral("wss://192.168.1.24:7465"))};
    QUrl local = QUrl(QStringLiteral("wss://127.0.0.1:7465"));
    QByteArray key;
    QStringList names;
    QString code = QStringLiteral("7HD2-K9QX-M4TV-0R6W");
    bool hosted = false;
    // What start() and resume() do: go on to On at once, or wait for setState() or fail().
    bool startsAtOnce = true;
    QList<client::HostRequest> requests;

private:
    State m_state = State::Off;
};

} // namespace confab::app
