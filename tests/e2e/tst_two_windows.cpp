// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"

#include <confab/protocol/names.h>

#include <QApplication>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>

using namespace Qt::StringLiterals;

namespace confab::app
{

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
        ada.beginHosting(u"ada"_s);
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
