// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/chat_service.h>
#include <confab/gateway/courier.h>
#include <confab/hosting/admin.h>
#include <confab/hosting/serve_options.h>

#include <QObject>
#include <QSslConfiguration>
#include <QStringList>

#include <memory>
#include <optional>

namespace confab::app
{

// What the others have to know once the core is up.
struct CoreFacts {
    core::ServerIdentity identity;
    std::optional<QSslConfiguration> tls;
    QByteArray pin;
    std::shared_ptr<core::FileBytes> files;
};

// Everything that lives on the core thread: the store, the rules of chat and what they need. Made anywhere, moved to
// its thread, then used by queued calls and signals only.
class CoreHost final : public QObject
{
    Q_OBJECT

public:
    CoreHost();
    ~CoreHost() override;

    // Answered by `opened` or `failed`.
    void open(const ServeOptions &options);
    // What came from the sockets; handled in batches of at most 256, those that wait together in one.
    void take(const QList<confab::core::Incoming> &turn);
    // Handles what waits, tells everybody that the server stops; then `stopped`. Nothing is taken after it.
    void stop();

    [[nodiscard]] Expected<QString, AdminProblem> createInvite(const NewInvite &invite);

    // Connect to Gateway::carryOut.
    [[nodiscard]] gateway::GatewayCourier &courier() { return m_courier; }

Q_SIGNALS:
    void opened(const confab::app::CoreFacts &facts);
    void failed(const confab::app::StartProblem &problem);
    void handled(qsizetype count);
    void namesHere(const QStringList &names);
    void noticed(const confab::app::HostNotice &notice);
    void stopped();

private:
    struct Parts;

    void ensureOwner();
    void begin();
    void work();
    // What is looked at once a second: changes by others, who is here.
    void lookAround();
    // Removes what has expired.
    void tidy();

    ServeOptions m_options;
    gateway::GatewayCourier m_courier;
    std::unique_ptr<Parts> m_parts;
    QList<core::Incoming> m_waiting;
    bool m_workPosted = false;
    bool m_stopped = false;
    bool m_namesMayDiffer = true;
    QStringList m_names;
};

} // namespace confab::app
