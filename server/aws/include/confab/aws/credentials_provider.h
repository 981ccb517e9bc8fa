// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/credentials.h>
#include <confab/aws/error.h>
#include <confab/core/ports.h>
#include <confab/protocol/expected.h>

#include <QList>
#include <QNetworkAccessManager>
#include <QObject>
#include <QProcessEnvironment>

#include <functional>
#include <optional>

namespace confab::aws
{

// Finds credentials where every AWS tool looks, in this order: the environment; the profile's keys, its
// credential_process; the container's endpoint; the instance's metadata (IMDSv2). Roles to be assumed and single
// sign-on are not known: a credential_process gives those. On one thread with an event loop.
class CredentialsProvider final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Expected<Credentials, Error> &)>;

    // Nothing is read of any environment but this one.
    CredentialsProvider(QProcessEnvironment environment, const core::Clock &clock, QObject *parent = nullptr);
    ~CredentialsProvider() override;

    // `done` once, at once or later, unless this is destroyed before. What was found is kept; five minutes before it
    // runs out it is looked for again, by one for all who ask meanwhile. Where that fails, the old ones serve until
    // they have run out.
    void get(Done done);

    // These have been refused as run out: they are not handed out again.
    void forget(const Credentials &credentials);

private:
    void look();
    void lookBeyondProfile();
    void found(const Expected<Credentials, Error> &outcome);
    [[nodiscard]] bool holdsFor(const Credentials &credentials, qint64 seconds) const;

    QProcessEnvironment m_environment;
    const core::Clock &m_clock;
    QNetworkAccessManager m_network;
    std::optional<Credentials> m_kept;
    QList<Done> m_waiting;
};

} // namespace confab::aws
