// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/first_run/host_flow.h>

using namespace Qt::StringLiterals;

namespace confab::ui
{

using client::HostController;

HostFlow::HostFlow(HostController &host, client::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_entry(workspace)
{
    connect(&m_host, &HostController::stateChanged, this, &HostFlow::onState);
    connect(&m_host, &HostController::failed, this, [this](HostController::Failure failure, const QString &detail) {
        if (m_step != Step::Starting)
            return;
        setStep(Step::Form);
        Q_EMIT failed(entryError(failure), detail);
    });
    connect(&m_entry, &JoinFlow::failed, this, [this](const EntryError &error) {
        if (m_step != Step::Entering)
            return;
        setStep(Step::Form);
        Q_EMIT failed(error, {});
    });
    connect(&m_entry, &JoinFlow::stepChanged, this, [this] {
        if (m_step == Step::Entering && m_entry.step() == JoinFlow::Step::Done)
            setStep(Step::Done);
    });
}

void HostFlow::start(const client::HostRequest &request)
{
    if (m_step == Step::Starting || m_step == Step::Entering)
        return;
    setStep(Step::Form);
    if (const QString wrong = usernameError(request.username); !wrong.isEmpty())
        return Q_EMIT failed({EntryField::Name, wrong}, {});
    if (const QString wrong = newPasswordError(request.password); !wrong.isEmpty())
        return Q_EMIT failed({EntryField::Password, wrong}, {});
    if (request.chatName.isEmpty())
        return Q_EMIT failed({EntryField::ChatName, tr("Give the chat a name.")}, {});
    m_request = request;
    if (m_host.state() == HostController::State::On) {
        enter(); // it ran already, only entering it failed
        return;
    }
    setStep(Step::Starting);
    m_host.start(request);
}

void HostFlow::setStep(Step step)
{
    if (m_step == step)
        return;
    m_step = step;
    Q_EMIT stepChanged();
}

void HostFlow::onState()
{
    if (m_step == Step::Starting && m_host.state() == HostController::State::On)
        enter();
}

void HostFlow::enter()
{
    setStep(Step::Entering);
    m_entry.enterHosted(m_host.localUrl(), m_host.pin(), m_request.username, m_request.password);
    m_request.password.clear();
}

} // namespace confab::ui
