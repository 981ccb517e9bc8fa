// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_hands.h"

#include <confab/client/web_socket_transport.h>
#include <confab/protocol/names.h>
#include <confab/ui/common/questions.h>
#include <confab/ui/contacts/contact_list_view.h>
#include <confab/ui/conversation/conversation_view.h>
#include <confab/ui/conversation/row_layout.h>
#include <confab/ui/main/main_window.h>
#include <confab/ui/settings/preferences.h>

#include <desktop_host.h>

#include <QApplication>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace confab::app
{

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

// One person hosts, another joins; they talk, one sends a picture; the host goes away and comes back.
class TestTwoWindows : public QObject
{
    Q_OBJECT

private:
    // Dropped on one window without a word, seen in the other, looked at and saved there.
    static void pictureFrom(Desk &from, Desk &to)
    {
        const QString path = from.folder.filePath(u"a picture.png"_s);
        QImage picture(1200, 600, QImage::Format_RGB32);
        picture.fill(Qt::green);
        QVERIFY(picture.save(path));
        QTRY_VERIFY(from.isEnabled(u"composer.attach"_s));
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(from.seen<QWidget>(u"conversation"_s), &enter);
        QVERIFY(from.sees(u"dropArea"_s));
        QDropEvent drop(QPointF(9, 9), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(from.seen<QWidget>(u"dropArea"_s), &drop);
        QVERIFY(from.sees(u"composer.tray"_s));
        from.click(u"composer.send"_s);

        auto *view = to.seen<ui::ConversationView>(u"conversation.view"_s);
        const auto file = [view] {
            const client::MessageRow &last = view->model()->row(view->model()->rowCount() - 1);
            return last.files.value(0);
        };
        QTRY_COMPARE_WITH_TIMEOUT(file().name, u"a picture.png"_s, 15'000);
        QCOMPARE(file().picture, QSize(1200, 600));
        // A small one, or a small file itself, comes without being asked for and is drawn in the place that was kept.
        QTRY_VERIFY_WITH_TIMEOUT(!file().smallPath.isEmpty() || !file().path.isEmpty(), 15'000);
        const int row = view->model()->rowCount() - 1;
        const QRect tile = view->rowLayout(row)->actions.first().hit.translated(0, *view->rowTop(row));
        QCOMPARE(tile.size(), QSize(480, 240));
        const auto drawn = [view, tile] {
            return view->viewport()->grab().toImage().pixelColor(tile.topLeft() + QPoint(50, 50));
        };
        QTRY_VERIFY(drawn().green() > 200 && drawn().red() < 60);
        // The real one once somebody looks.
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, tile.topLeft() + QPoint(50, 50));
        QVERIFY(to.sees(u"viewer"_s));
        QTRY_VERIFY_WITH_TIMEOUT(to.isEnabled(u"viewer.save"_s), 15'000);
        to.click(u"viewer.save"_s);
        auto *dialog = to.window.findChild<QFileDialog *>(u"files.saveDialog"_s);
        QVERIFY(dialog);
        const QString saved = to.folder.filePath(u"saved.png"_s);
        Q_EMIT dialog->fileSelected(saved);
        dialog->reject();
        QTRY_COMPARE(QFileInfo(saved).size(), QFileInfo(path).size());
        to.click(u"viewer.close"_s);
        QTRY_VERIFY(!to.sees(u"viewer"_s));
    }

private Q_SLOTS:
    void theWholeStory()
    {
        Desk ada;
        ada.type(u"firstRun.name"_s, u"ada"_s);
        ada.type(u"firstRun.password"_s, u"correct horse"_s);
        ada.type(u"firstRun.host.chatName"_s, u"Studio Nord"_s);
        ada.click(u"firstRun.host.network"_s);
        ada.click(u"firstRun.host.start"_s);
        QTRY_COMPARE_WITH_TIMEOUT(ada.host.state(), client::HostController::State::On, 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(ada.online(), 30'000);
        QTRY_COMPARE(ada.chat()->me().role, protocol::Role::Owner);

        Desk ben;
        ben.type(u"firstRun.name"_s, u"ben"_s);
        ben.type(u"firstRun.password"_s, u"another horse"_s);
        ben.type(u"firstRun.join.address"_s, ada.host.localUrl().toString());
        ben.click(u"firstRun.join.go"_s);
        QTRY_VERIFY_WITH_TIMEOUT(ben.sees(u"firstRun.join.server"_s), 30'000);
        ben.click(u"firstRun.join.go"_s);
        QTRY_VERIFY_WITH_TIMEOUT(ben.online(), 30'000);
        QTRY_COMPARE(ben.text(u"header.title"_s), u"Everyone"_s);

        // Both ways.
        const QString everyone = u"Everyone"_s;
        ada.choose(u"group"_s);
        ada.write(u"Hello Ben"_s);
        QTRY_COMPARE(ben.texts(everyone), QStringList{u"Hello Ben"_s});
        ben.write(u"Hello Ada"_s);
        QStringList all{u"Hello Ben"_s, u"Hello Ada"_s};
        QTRY_COMPARE(ada.texts(everyone), all);
        QTRY_COMPARE(ben.texts(everyone), all);

        pictureFrom(ada, ben);
        all << QString();

        // To each other only.
        const QString direct = protocol::directConversation(u"ada"_s, u"ben"_s);
        ada.choose(direct);
        ada.write(u"Between us"_s);
        QTRY_COMPARE(ada.texts(u"ben"_s), QStringList{u"Between us"_s});
        ben.choose(direct);
        QTRY_COMPARE(ben.texts(u"ada"_s), QStringList{u"Between us"_s});
        ada.choose(u"group"_s);
        ben.choose(u"group"_s);
        QTRY_COMPARE(ada.texts(everyone), all);

        // The host stops; what Ben writes meanwhile waits, in order, and he is told.
        ada.host.stop();
        QTRY_COMPARE_WITH_TIMEOUT(ada.host.state(), client::HostController::State::Off, 15'000);
        QTRY_VERIFY(ben.sees(u"strip"_s));
        const QStringList meanwhile{u"one"_s, u"two"_s, u"three"_s};
        for (const QString &text : meanwhile)
            ben.write(text);
        QTRY_COMPARE(ben.texts(everyone), all + meanwhile);
        QCOMPARE(ben.countOf(u"waiting to be sent"_s, 3), 3);

        // It comes back; everything arrives once and in order.
        ada.host.resume();
        QTRY_COMPARE_WITH_TIMEOUT(ada.host.state(), client::HostController::State::On, 30'000);
        for (const Desk *desk : {&ada, &ben})
            desk->chat()->tryNow();
        QTRY_VERIFY_WITH_TIMEOUT(ada.online() && ben.online(), 30'000);
        QTRY_VERIFY(!ben.sees(u"strip"_s));
        all += meanwhile;
        QTRY_COMPARE(ada.texts(everyone), all);
        QTRY_COMPARE(ben.texts(everyone), all);
        QTRY_COMPARE(ben.countOf(u", sent"_s, 3) + ben.countOf(u", read"_s, 3), 3);
        ben.choose(direct);
        QTRY_COMPARE(ben.texts(u"ada"_s), QStringList{u"Between us"_s});
    }
};

} // namespace confab::app

QTEST_MAIN(confab::app::TestTwoWindows)
#include "tst_two_windows.moc"
