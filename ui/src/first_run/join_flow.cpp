// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/first_run/join_flow.h>

#include <utility>

using namespace Qt::StringLiterals;

namespace confab::ui
{

using client::ChatClient;
using Phase = client::ConnectionStatus::Phase;

JoinFlow::JoinFlow(client::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
{
}

JoinFlow::~JoinFlow() = default;

QUrl JoinFlow::url() const
{
    return m_client ? m_client->profile().url : QUrl();
}

bool JoinFlow::signUpPossible() const
{
    return m_welcome.access != protocol::Access::Closed && !isPlain();
}

bool JoinFlow::inviteNeeded() const
{
    return m_welcome.signUp.contains("invite"_L1);
}

bool JoinFlow::guestsWelcome() const
{
    return m_welcome.access == protocol::Access::Open;
}

bool JoinFlow::isPlain() const
{
    return m_client && m_client->profile().plain;
}

void JoinFlow::contact(const QString &address, bool aws)
{
    const auto url = client::parseAddress(address);
    if (!url) {
        fail(EntryField::Address,
             address.trimmed().isEmpty()
                 ? tr("Type the address that the host sees, such as 192.168.1.24.")
                 : tr("That is no address. It looks like 192.168.1.24, chat.example.org or wss://chat.example.org."),
             Step::Address);
        return;
    }
    letGo();
    forgetLeft(); // or the workspace would find it, and give it for this address
    m_aws = aws;
    add(*url, aws ? client::Backend::Aws : client::Backend::Unknown);
}

void JoinFlow::add(const QUrl &url, client::Backend backend)
{
    setStep(Step::Contacting); // before the workspace tells that it has another current client
    const QList<ChatClient *> before = m_workspace.clients();
    ChatClient *client = m_workspace.add(url, backend);
    m_added = !before.contains(client);
    hold(client);
}

void JoinFlow::attach(ChatClient &client)
{
    letGo();
    if (client.status().phase == Phase::Stopped)
        client.start();
    else if (client.status().phase != Phase::NeedsSignIn)
        client.tryNow();
    hold(&client);
}

void JoinFlow::enterHosted(const QUrl &url, const QByteArray &pin, const QString &username, const QString &password)
{
    letGo();
    m_username = username;
    m_password = password;
    setStep(Step::Contacting);
    hold(m_workspace.addHosted(url, pin));
}

void JoinFlow::cancel()
{
    letGo();
    setStep(Step::Address);
}

void JoinFlow::signUp(const QString &username, const QString &password, const QString &displayName,
                      const QString &invite)
{
    if (m_step != Step::Account)
        return;
    if (const QString wrong = usernameError(username); !wrong.isEmpty())
        return fail(EntryField::Name, wrong, Step::Account);
    if (const QString wrong = newPasswordError(password); !wrong.isEmpty())
        return fail(EntryField::Password, wrong, Step::Account);
    if (!displayName.isEmpty()) {
        if (const QString wrong = displayNameError(displayName); !wrong.isEmpty())
            return fail(EntryField::DisplayName, wrong, Step::Account);
    }
    if (inviteNeeded() && invite.isEmpty())
        return fail(EntryField::Invite, tr("New accounts need an invite code here. Ask the host for one."),
                    Step::Account);
    m_signingUp = true;
    setStep(Step::Entering);
    m_client->signUp(username, password, displayName, invite);
}

void JoinFlow::signIn(const QString &username, const QString &password)
{
    if (m_step != Step::Account)
        return;
    if (username.isEmpty())
        return fail(EntryField::Name, tr("Type the name you have on this server."), Step::Account);
    if (password.isEmpty())
        return fail(EntryField::Password, tr("Type your password."), Step::Account);
    m_signingUp = false;
    setStep(Step::Entering);
    m_client->signIn(username, password);
}

void JoinFlow::enterAsGuest(const QString &name)
{
    if (m_step != Step::Account)
        return;
    if (const QString wrong = usernameError(name); !wrong.isEmpty())
        return fail(EntryField::Name, wrong, Step::Account);
    m_signingUp = false;
    setStep(Step::Entering);
    m_client->signInAsGuest(name);
}

void JoinFlow::setStep(Step step)
{
    if (m_step == step)
        return;
    m_step = step;
    Q_EMIT stepChanged();
}

void JoinFlow::fail(EntryField field, const QString &sentence, Step backTo)
{
    setStep(backTo);
    Q_EMIT failed({field, sentence});
}

void JoinFlow::hold(ChatClient *client)
{
    m_client = client;
    connect(client, &ChatClient::statusChanged, this, &JoinFlow::onStatus);
    connect(client, &ChatClient::signInNeeded, this, &JoinFlow::onWelcome);
    connect(client, &ChatClient::signInFailed, this, &JoinFlow::onSignInFailed);
    connect(client, &ChatClient::signedInChanged, this, [this] {
        if (m_step != Step::Done && m_client && m_client->signedIn())
            setStep(Step::Done);
    });
    connect(client, &QObject::destroyed, this, [this] {
        if (!m_client)
            setStep(Step::Address);
    });
    setStep(Step::Contacting);
    if (client->signedIn())
        setStep(Step::Done);
    else if (client->status().phase == Phase::NeedsSignIn)
        onWelcome(client->welcome());
}

void JoinFlow::letGo()
{
    m_username.clear();
    m_password.clear();
    if (!m_client)
        return;
    m_client->disconnect(this);
    forgetLeft();
    // Later: signals of the client may be on the stack.
    if (m_added && !m_client->signedIn()) {
        m_left = m_client->profile().id;
        QMetaObject::invokeMethod(this, &JoinFlow::forgetLeft, Qt::QueuedConnection);
    }
    m_added = false;
    m_client = nullptr;
}

void JoinFlow::forgetLeft()
{
    const QString id = std::exchange(m_left, {});
    if (!id.isEmpty() && (!m_client || m_client->profile().id != id))
        m_workspace.forget(id);
}

void JoinFlow::onWelcome(const protocol::Welcome &welcome)
{
    m_welcome = welcome;
    if (m_step != Step::Contacting)
        return;
    setStep(Step::Account);
    if (!m_username.isEmpty())
        signIn(std::exchange(m_username, {}), std::exchange(m_password, {}));
}

void JoinFlow::onStatus()
{
    const client::ConnectionStatus status = m_client->status();
    if (status.phase != Phase::Waiting && status.phase != Phase::Refused)
        return;
    const QUrl url = m_client->profile().url;
    QString why = client::sentence(status, url);
    if (m_step == Step::Contacting) {
        const bool known = !m_added;
        if (!known && status.failure == protocol::Transport::Failure::WrongProtocol) {
            if (m_aws) {
                letGo();
                return add(url, client::Backend::PlainAws);
            }
            why = tr("A chat server answers there, but it does not speak Confab's protocol. If it is a plain AWS "
                     "backend, tick the box below and continue.");
        }
        if (!known)
            letGo();
        fail(known ? EntryField::Whole : EntryField::Address, why, known ? Step::Contacting : Step::Address);
    } else if (m_step == Step::Entering || m_step == Step::Account) {
        fail(EntryField::Whole, why, Step::Account);
    }
}

void JoinFlow::onSignInFailed(const client::Problem &problem)
{
    // A kept session that the server did not take any more is told beside its welcome.
    const bool told = m_step == Step::Account && problem.code == protocol::ErrorCode::Unauthenticated;
    if (m_step != Step::Entering && !told)
        return;
    setStep(Step::Account);
    Q_EMIT failed(entryError(problem, m_signingUp));
}

} // namespace confab::ui
