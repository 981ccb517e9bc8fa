// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sample_host.h"
#include "sample_server.h"
#include "window_hands.h"

#include <confab/client/workspace.h>
#include <confab/ui/common/questions.h>
#include <confab/ui/main/main_window.h>
#include <confab/ui/settings/preferences.h>
#include <confab/ui/theme/theme.h>

#include <QSignalSpy>
#include <QTemporaryDir>

namespace confab::ui
{

inline const QString group = QStringLiteral("group");

// Answers by itself, and remembers what was asked.
class SetAnswers : public Questions
{
public:
    void ask(QWidget *, const Question &question, std::function<void()> agreed) override
    {
        asked << question.name;
        if (agree)
            agreed();
    }
    QStringList asked;
    bool agree = true;
};

// The real window over the real client, with a server of lists at the other end of the transport.
class WindowBench : public WindowHands
{
public:
    explicit WindowBench(bool hosting = true)
        : store(folder.path())
        , hosts(hosting)
    {
        auto &everybody = server.addRoom(group, protocol::ConversationKind::Group, {});
        everybody.conversation.memberCount = 3;
        server.users << protocol::User{
            QStringLiteral("ben"), QStringLiteral("Ben Osei"), 1, protocol::PresenceState::Online, {},
            protocol::Role::Member};
        server.users << protocol::User{
            QStringLiteral("ada"),    QStringLiteral("Ada Lindqvist"), 1, protocol::PresenceState::Away, {},
            protocol::Role::Moderator};
    }

    // Remembers a server with a session, as an earlier run would have.
    QString remember(const QString &url = QStringLiteral("wss://192.168.1.24:7465"))
    {
        client::Profile profile = store.create(QUrl(url));
        profile.serverName = server.welcome.server.name;
        profile.username = server.me.username;
        store.save(profile);
        store.setToken(profile.id, server.token);
        return profile.id;
    }

    void start()
    {
        workspace = std::make_unique<client::Workspace>(store, server.transports());
        window = std::make_unique<MainWindow>(MainWindow::Needs{
            *workspace, hosts ? &host : nullptr, preferences, answers, [] { return QDateTime::currentDateTimeUtc(); }});
        workspace->start();
        use(window.get());
        window->resize(1120, 720);
        window->show();
        window->activateWindow();
        QTRY_VERIFY(window->isActiveWindow());
    }

    QTemporaryDir folder;
    client::ProfileStore store;
    app::SampleServer server;
    app::SampleHost host;
    Preferences preferences{QString()};
    SetAnswers answers;
    bool hosts;
    std::unique_ptr<client::Workspace> workspace;
    std::unique_ptr<MainWindow> window;
};

} // namespace confab::ui
