// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "window_hands.h"

#include <confab/client/web_socket_transport.h>
#include <confab/ui/common/questions.h>
#include <confab/ui/contacts/contact_list_view.h>
#include <confab/ui/conversation/conversation_view.h>
#include <confab/ui/conversation/row_layout.h>
#include <confab/ui/main/main_window.h>
#include <confab/ui/settings/preferences.h>

#include <desktop_host.h>

#include <QPlainTextEdit>
#include <QTemporaryDir>

namespace confab::app
{

using namespace Qt::StringLiterals;
using client::ConnectionStatus;

// Agrees to everything.
class Yes : public ui::Questions
{
public:
    void ask(QWidget *, const ui::Question &, std::function<void()> agreed) override { agreed(); }
};

// A person at a computer of their own, with the window that the program shows.
class Desk : public ui::WindowHands
{
public:
    Desk()
        : store(folder.path())
        , host(folder.path() + u"/host"_s, 0)
        , workspace(store, client::makeWebSocketTransport)
        , window({.workspace = workspace, .host = &host, .preferences = preferences, .questions = questions})
    {
        use(&window);
        workspace.start();
        window.resize(1120, 720);
        window.show();
    }

    [[nodiscard]] client::ChatClient *chat() const { return workspace.current(); }
    [[nodiscard]] bool online() const { return chat() && chat()->status().phase == ConnectionStatus::Phase::Online; }

    // From the first page on: a chat of this person's own.
    void beginHosting(const QString &name)
    {
        type(u"firstRun.name"_s, name);
        type(u"firstRun.password"_s, u"correct horse"_s);
        type(u"firstRun.host.chatName"_s, u"Studio Nord"_s);
        click(u"firstRun.host.network"_s);
        click(u"firstRun.host.start"_s);
        QTRY_COMPARE_WITH_TIMEOUT(host.state(), client::HostController::State::On, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(online(), 30'000);
    }

    void write(const QString &text) const
    {
        auto *edit = seen<QPlainTextEdit>(u"composer.edit"_s);
        QVERIFY(edit);
        edit->setFocus();
        QTest::keyClicks(edit, text);
        click(u"composer.send"_s);
    }

    // Chooses somebody or a room in the contact list, by pointer.
    void choose(const QString &conversation) const
    {
        auto *list = seen<ui::ContactListView>(u"contacts.list"_s);
        QVERIFY(list);
        QTRY_VERIFY(list->conversations().contains(conversation));
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const QModelIndex index = list->model()->index(row, 0);
            if (index.data(client::ContactModel::ConversationRole).toString() != conversation)
                continue;
            list->scrollTo(index);
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
        }
        QTRY_COMPARE(list->currentConversation(), conversation);
    }

    // The messages that are to be seen in the window, as they are drawn; none while another conversation is open.
    [[nodiscard]] QStringList texts(const QString &title) const
    {
        QStringList result;
        const auto *view = seen<ui::ConversationView>(u"conversation.view"_s);
        if (!view || text(u"header.title"_s) != title)
            return result;
        for (const int row : view->visibleRows())
            result << view->rowLayout(row)->text.plain();
        return result;
    }

    // How many of the last `count` messages a screen reader says this state of.
    [[nodiscard]] int countOf(const QString &state, int count) const
    {
        const auto *view = seen<ui::ConversationView>(u"conversation.view"_s);
        int found = 0;
        for (const int row : view ? view->visibleRows() : QList<int>())
            found += row >= view->model()->rowCount() - count && view->describe(row).contains(state) ? 1 : 0;
        return found;
    }

    QTemporaryDir folder;
    client::ProfileStore store;
    DesktopHost host;
    Yes questions;
    ui::Preferences preferences{QString()};
    client::Workspace workspace;
    ui::MainWindow window;
};

} // namespace confab::app
