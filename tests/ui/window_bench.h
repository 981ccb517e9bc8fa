// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sample_host.h"
#include "sample_server.h"

#include <confab/client/workspace.h>
#include <confab/ui/common/questions.h>
#include <confab/ui/main/main_window.h>
#include <confab/ui/settings/preferences.h>
#include <confab/ui/theme/theme.h>

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

namespace confab::ui
{

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
class WindowBench
{
public:
    explicit WindowBench(bool hosting = true)
        : store(folder.path())
        , hosts(hosting)
    {
        auto &group = server.addRoom(QStringLiteral("group"), protocol::ConversationKind::Group, {});
        group.conversation.memberCount = 3;
        server.users << protocol::User{
            QStringLiteral("ben"), QStringLiteral("Ben Osei"), 1, protocol::PresenceState::Online, {},
            protocol::Role::Member};
        server.users << protocol::User{
            QStringLiteral("ada"),    QStringLiteral("Ada Lindqvist"), 1, protocol::PresenceState::Away, {},
            protocol::Role::Moderator};
    }

    // Remembers a server with a session, as an earlier run would have.
    QString remember()
    {
        client::Profile profile = store.create(QUrl(QStringLiteral("wss://192.168.1.24:7465")));
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
        window->resize(1120, 720);
        window->show();
        window->activateWindow();
        QTRY_VERIFY(window->isActiveWindow());
    }

    // Null where there is none, or none that a person could see.
    template <class T = QWidget>
    T *seen(const QString &name) const
    {
        const auto all = window->findChildren<T *>(name);
        for (T *each : all) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    bool sees(const QString &name) const { return seen<QWidget>(name) != nullptr; }
    bool isEnabled(const QString &name) const { return seen<QWidget>(name) && seen<QWidget>(name)->isEnabled(); }
    QString text(const QString &name) const
    {
        if (const auto *label = seen<QLabel>(name))
            return label->text();
        if (const auto *edit = seen<QLineEdit>(name))
            return edit->text();
        if (const auto *button = seen<QAbstractButton>(name))
            return button->text();
        return {};
    }
    void click(const QString &name) const
    {
        auto *button = seen<QAbstractButton>(name);
        QVERIFY2(button, qPrintable(QStringLiteral("no button ") + name));
        QVERIFY2(button->isEnabled(), qPrintable(QStringLiteral("disabled: ") + name));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void type(const QString &name, const QString &text) const
    {
        auto *edit = seen<QLineEdit>(name);
        QVERIFY2(edit, qPrintable(QStringLiteral("no field ") + name));
        edit->clear();
        edit->insert(text); // as pasted: keyClicks() knows ASCII only
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
