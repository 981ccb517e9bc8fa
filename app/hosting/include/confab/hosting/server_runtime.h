// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/hosting/admin.h>
#include <confab/hosting/serve_options.h>

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>

namespace confab::app
{

// The whole server on threads of its own: the same object in confabd and behind the desktop's *Host a chat*. Used from
// one thread, the owner's; nothing here blocks it but the destructor, which stops a server that runs.
class ServerRuntime final : public QObject
{
    Q_OBJECT

public:
    enum class State { Off, Starting, On, Stopping };
    Q_ENUM(State)

    explicit ServerRuntime(QObject *parent = nullptr);
    ~ServerRuntime() override;

    [[nodiscard]] State state() const;

    // Answered by `started` or `failed`. Only when Off.
    void start(const ServeOptions &options);
    // Everything acknowledged is on disk, everybody is told and closed with 1001; then `stopped`, within 10 s.
    void stop();

    // Valid while On.
    [[nodiscard]] QList<ListenAddress> listening() const; // with the real ports
    [[nodiscard]] QByteArray pin() const;                 // empty: no TLS
    [[nodiscard]] core::ServerIdentity identity() const;
    [[nodiscard]] QStringList namesHere() const; // people and guests connected, as of a second ago

    // `done` runs on the owner's thread, unless the server stops first.
    void createInvite(const NewInvite &invite, std::function<void(const Expected<QString, AdminProblem> &)> done);

Q_SIGNALS:
    void started();
    void failed(const confab::app::StartProblem &problem);
    void stopped();
    void namesHereChanged();
    void noticed(const confab::app::HostNotice &notice);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab::app
