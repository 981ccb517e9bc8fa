// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_host.h"

namespace confab::app
{

void SampleHost::start(const client::HostRequest &request)
{
    requests.append(request);
    if (!request.chatName.isEmpty())
        name = request.chatName;
    who = request.access;
    if (!request.signUpNeedsInvite)
        code.clear();
    resume();
}

void SampleHost::resume()
{
    setState(State::Starting);
    if (startsAtOnce)
        setState(State::On);
}

void SampleHost::stop()
{
    setState(State::Off);
}

void SampleHost::setState(State state)
{
    m_state = state;
    if (state == State::On && !begun.isValid())
        begun = QDateTime::currentDateTimeUtc();
    Q_EMIT stateChanged();
}

void SampleHost::setNames(const QStringList &here)
{
    names = here;
    Q_EMIT peopleChanged();
}

void SampleHost::fail(Failure failure, const QString &detail)
{
    m_state = State::Off;
    Q_EMIT stateChanged();
    Q_EMIT failed(failure, detail);
}

} // namespace confab::app
