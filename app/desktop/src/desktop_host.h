// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/host_controller.h>
#include <confab/hosting/server_runtime.h>

namespace confab::app
{

// The port that addresses without one mean.
inline constexpr quint16 defaultPort = 7465;

// *Host a chat*: the server that confabd runs, on threads inside the desktop client. Listens on every address of this
// computer with TLS: at the port it had before, so that friends find it again, or at the first of ten that is free.
class DesktopHost final : public client::HostController
{
    Q_OBJECT

public:
    // `folder` holds the server's data and, in host.json, what was hosted last; made when hosting begins.
    // `firstPort` 0: any that is free.
    explicit DesktopHost(const QString &folder, quint16 firstPort = defaultPort, QObject *parent = nullptr);
    // Stops a server that runs and waits for it.
    ~DesktopHost() override;

    [[nodiscard]] State state() const override;
    [[nodiscard]] QString chatName() const override;
    [[nodiscard]] protocol::Access access() const override;
    [[nodiscard]] QDateTime since() const override;
    [[nodiscard]] QList<QUrl> addresses() const override;
    [[nodiscard]] QUrl localUrl() const override;
    [[nodiscard]] QByteArray pin() const override;
    [[nodiscard]] int peopleHere() const override;
    [[nodiscard]] QStringList namesHere() const override;
    [[nodiscard]] QString inviteCode() const override;
    [[nodiscard]] bool hasHosted() const override;

    void start(const client::HostRequest &request) override;
    void resume() override;
    void stop() override;

private:
    void begin(const client::HostRequest &request);
    void onStarted();
    void onFailed(const StartProblem &problem);
    void onNoticed(const HostNotice &notice);
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QString requestPath() const;

    QString m_folder;
    quint16 m_firstPort;
    quint16 m_lastPort = 0;        // 0: has not hosted yet
    client::HostRequest m_request; // without the password once hosting has begun
    QString m_inviteCode;
    QDateTime m_since;
    ServerRuntime m_runtime;
};

} // namespace confab::app
