// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/aws/credentials_provider.h>

#include "credential_sources.h"

#include <QNetworkProxy>

#include <utility>

namespace confab::aws
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 renewedBefore = 5 * 60; // seconds

} // namespace

CredentialsProvider::CredentialsProvider(QProcessEnvironment environment, const core::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_environment(std::move(environment))
    , m_clock(clock)
{
    // Who gives credentials is never behind a proxy.
    m_network.setProxy(QNetworkProxy::NoProxy);
}

CredentialsProvider::~CredentialsProvider() = default;

bool CredentialsProvider::holdsFor(const Credentials &credentials, qint64 seconds) const
{
    return !credentials.expires.isValid() || m_clock.now().secsTo(credentials.expires) > seconds;
}

void CredentialsProvider::get(Done done)
{
    if (m_kept && holdsFor(*m_kept, renewedBefore)) {
        done(*m_kept);
        return;
    }
    m_waiting.append(std::move(done));
    if (m_waiting.size() == 1)
        look();
}

void CredentialsProvider::forget(const Credentials &credentials)
{
    if (m_kept == credentials)
        m_kept.reset();
}

void CredentialsProvider::look()
{
    if (const auto keys = fromEnvironment(m_environment)) {
        found(*keys);
        return;
    }
    const SharedConfig config = SharedConfig::read(m_environment);
    if (const auto keys = fromProfile(config)) {
        found(*keys);
        return;
    }
    const QString command = config.setting(u"credential_process"_s);
    if (!startProcess(command, m_environment, this, [this](const auto &outcome) { found(outcome); }))
        lookBeyondProfile();
}

void CredentialsProvider::lookBeyondProfile()
{
    const auto done = [this](const auto &outcome) { found(outcome); };
    if (!askContainer(m_environment, m_network, this, done) && !askInstance(m_environment, m_network, this, done))
        found(Unexpected{noCredentials(
            u"No AWS credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or make a profile."_s)});
}

void CredentialsProvider::found(const Expected<Credentials, Error> &outcome)
{
    Expected<Credentials, Error> answer = outcome;
    if (answer && !holdsFor(*answer, 0))
        answer = Unexpected{Error{.kind = ErrorKind::Expired, .detail = u"The AWS credentials have run out."_s}};
    if (answer)
        m_kept = *answer;
    else if (m_kept && holdsFor(*m_kept, 0))
        answer = *m_kept;
    else
        m_kept.reset();
    // Whoever asks from within an answer asks anew.
    for (const Done &done : std::exchange(m_waiting, {}))
        done(answer);
}

} // namespace confab::aws
