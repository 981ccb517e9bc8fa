// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/host_controller.h>
#include <confab/client/workspace.h>

#include <confab/ui/first_run/first_run_page.h>

#include <QMainWindow>
#include <QPointer>

#include <functional>

class QStackedWidget;

namespace confab::ui
{

class ChatPage;
class HostFlow;
class JoinFlow;
class Preferences;
class Questions;
class ServerRail;
class SignInPage;

// The window: the server rail, and beside it the first run, a sign-in page or the chat, as the workspace stands.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    // Everything outlives the window.
    struct Needs {
        client::Workspace &workspace;
        client::HostController *host = nullptr; // null: this program cannot host
        Preferences &preferences;
        Questions &questions;
        std::function<QDateTime()> now = [] { return QDateTime::currentDateTimeUtc(); };
    };
    explicit MainWindow(const Needs &needs, QWidget *parent = nullptr);
    ~MainWindow() override;

    // The first run, with this address filled in.
    void offerToJoin(const QString &address);
    // The first run, *Host a chat*.
    void offerToHost();
    // The name proposed to a new person: who is signed in to this computer.
    void proposeName(const QString &name);

Q_SIGNALS:
    // Closed, and where it hosts the person agreed: the program ends.
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void follow(client::ChatClient *client);
    void followHost();
    void readCurrent();
    void showClient(client::ChatClient *client);
    void startAdding(FirstRunPage::Choice choice);
    void stopAdding();
    void readRail();
    void addKeys();
    void retitle();
    void changeTextSize(int by);

    Needs m_needs;
    JoinFlow *m_join;
    HostFlow *m_hosting;
    ServerRail *m_rail;
    QStackedWidget *m_stack;
    FirstRunPage *m_firstRun;
    SignInPage *m_signIn;
    ChatPage *m_chat;
    QPointer<client::ChatClient> m_shown; // in the chat or on the sign-in page
    bool m_adding = false;                // the first run is shown although there is a server
    bool m_mayClose = false;
};

} // namespace confab::ui
