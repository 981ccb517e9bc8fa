// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/workspace.h>
#include <confab/ui/first_run/account_words.h>

#include <QPointer>

namespace confab::ui
{

// Getting in, without widgets: the address is asked first and tells what it wants; a name and a password leave only
// after that, and only when the person says so. UI thread.
class JoinFlow : public QObject
{
    Q_OBJECT

public:
    enum class Step {
        Address,    // nothing was contacted
        Contacting, // no answer yet
        Account,    // the server said what it wants; see welcome()
        Entering,   // name and password are on their way
        Done,       // signed in; the workspace has the client
    };
    Q_ENUM(Step)

    // `workspace` outlives the flow.
    explicit JoinFlow(client::Workspace &workspace, QObject *parent = nullptr);
    ~JoinFlow() override;

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] client::ChatClient *client() const { return m_client; } // null at Address
    [[nodiscard]] QUrl url() const;
    [[nodiscard]] const protocol::Welcome &welcome() const { return m_welcome; }
    [[nodiscard]] bool signUpPossible() const;
    [[nodiscard]] bool inviteNeeded() const;
    [[nodiscard]] bool guestsWelcome() const;
    [[nodiscard]] bool isPlain() const; // a plain AWS backend: there is a name, and nothing to sign up for

    // `aws`: it is an AWS backend, where plain texts will do if it speaks nothing else.
    void contact(const QString &address, bool aws = false);
    // Goes on with a client that is there already: of a remembered server whose session ended.
    void attach(client::ChatClient &client);
    // This computer's own server: signs in by itself as soon as it answers.
    void enterHosted(const QUrl &url, const QByteArray &pin, const QString &username, const QString &password);
    // Back to the address. A server that contact() added is forgotten unless somebody has signed in there.
    void cancel();

    void signUp(const QString &username, const QString &password, const QString &displayName, const QString &invite);
    void signIn(const QString &username, const QString &password);
    void enterAsGuest(const QString &name);

Q_SIGNALS:
    void stepChanged();
    void failed(const confab::ui::EntryError &error);

private:
    void setStep(Step step);
    void fail(EntryField field, const QString &sentence, Step backTo);
    void add(const QUrl &url, client::Backend backend);
    void hold(client::ChatClient *client);
    void letGo();
    void forgetLeft();
    void onWelcome(const protocol::Welcome &welcome);
    void onStatus();
    void onSignInFailed(const client::Problem &problem);

    client::Workspace &m_workspace;
    QPointer<client::ChatClient> m_client;
    protocol::Welcome m_welcome;
    Step m_step = Step::Address;
    bool m_signingUp = false;
    bool m_added = false; // contact() made this client
    QString m_left;       // of a client that was let go and is to be forgotten
    bool m_aws = false;   // and plain texts will do
    QString m_username;   // of enterHosted(), until the server answers
    QString m_password;
};

} // namespace confab::ui
