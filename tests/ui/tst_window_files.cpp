// SPDX-License-Identifier: GPL-3.0-or-later
// Files in the real window: dropped and sent, looked at, opened, saved.
#include "sample_files.h"
#include "sample_rows.h"
#include "test_program.h"
#include "window_bench.h"

#include <confab/protocol/names.h>
#include <confab/ui/composer/composer.h>
#include <confab/ui/conversation/conversation_view.h>

#include <QDesktopServices>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// Files that are opened, caught on their way to the desktop.
class Desktop : public QObject
{
    Q_OBJECT

public:
    Desktop() { QDesktopServices::setUrlHandler(u"file"_s, this, "open"); }
    ~Desktop() override { QDesktopServices::unsetUrlHandler(u"file"_s); }
    Q_DISABLE_COPY_MOVE(Desktop)

    QStringList opened;

public Q_SLOTS:
    void open(const QUrl &url) { opened << url.toLocalFile(); }
};

} // namespace

class TestWindowFiles : public QObject
{
    Q_OBJECT

private:
    static void begin(WindowBench &bench, qint64 most = 4096)
    {
        bench.server.welcome.features << u"files"_s;
        bench.server.welcome.limits.fileBytes = most;
        bench.server.say(group, u"ben"_s, u"Hello"_s, QDateTime::currentDateTimeUtc());
        bench.remember();
        bench.start();
        QTRY_COMPARE(bench.workspace->current()->status().phase, client::ConnectionStatus::Phase::Online);
        QTRY_VERIFY(bench.isEnabled(u"composer.attach"_s) == (most > 0));
    }

    static ConversationView *viewOf(WindowBench &bench) { return bench.seen<ConversationView>(u"conversation.view"_s); }

    // A file is let go of over this widget.
    static void drop(QWidget *over, const QString &path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(over, &enter);
        auto *area = over->findChild<QWidget *>(u"dropArea"_s, Qt::FindDirectChildrenOnly);
        QVERIFY(area && area->isVisible());
        QVERIFY2(area->accessibleName().startsWith(u"Drop files to send them"_s), qPrintable(area->accessibleName()));
        QDropEvent event(QPointF(9, 9), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(area, &event);
    }

    // A message with a file that is here.
    void show(WindowBench &bench, const QString &name, const QByteArray &bytes, QSize picture = {})
    {
        client::ShownFile file = tests::shownFile(u"file"_s, name, bytes.size(), picture);
        file.state = client::ShownFile::State::Here;
        file.path = m_files.file(u"kept"_s, bytes);
        client::MessageRow row = tests::sampleRow(1, {});
        row.files = {file};
        m_model.update({row}, false, false);
        viewOf(bench)->setModel(&m_model);
    }

    static QFileDialog *saveDialog(WindowBench &bench)
    {
        return bench.window->findChild<QFileDialog *>(u"files.saveDialog"_s);
    }

private Q_SLOTS:
    void aFileIsDroppedAndSent()
    {
        WindowBench bench;
        bench.server.silent << u"attach"_s;
        begin(bench);
        drop(bench.seen<QWidget>(u"conversation"_s), m_files.file(u"plan.txt"_s, "some bytes"));
        QVERIFY(bench.sees(u"composer.tray"_s));
        auto *edit = bench.seen<QPlainTextEdit>(u"composer.edit"_s);
        QTest::keyClicks(edit, u"the plan"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        const auto *model = viewOf(bench)->model();
        QTRY_COMPARE(model->rowCount(), 2);
        QCOMPARE(model->row(1).text, u"the plan"_s);
        QCOMPARE(model->row(1).files.size(), 1);
        QCOMPARE(model->row(1).files.first().name, u"plan.txt"_s);
        QVERIFY(model->row(1).files.first().upload);
        QVERIFY(!bench.sees(u"composer.tray"_s));
        // It asked for a place on the server, and is paused and given up as the person likes.
        QTRY_VERIFY(!bench.server.heardOf<protocol::Attach>().isEmpty());
        const QString id = model->row(1).id;
        Q_EMIT viewOf(bench)->fileRequested(id, {}, FileWish::Pause);
        QTRY_COMPARE(model->row(1).files.first().state, client::ShownFile::State::Paused);
        Q_EMIT viewOf(bench)->fileRequested(id, {}, FileWish::Resume);
        QTRY_VERIFY(model->row(1).files.first().state != client::ShownFile::State::Paused);
        Q_EMIT viewOf(bench)->discardRequested(id);
        QTRY_COMPARE(model->rowCount(), 1);
    }

    void inThreadsToo()
    {
        WindowBench bench;
        bench.server.silent << u"attach"_s;
        begin(bench);
        QTRY_COMPARE(viewOf(bench)->model()->rowCount(), 1);
        Q_EMIT viewOf(bench)->threadRequested(1);
        QTRY_VERIFY(bench.sees(u"thread"_s));
        drop(bench.seen<QWidget>(u"thread"_s), m_files.file(u"plan.txt"_s, "some bytes"));
        auto *composer = bench.seen<Composer>(u"thread.composer"_s);
        QCOMPARE(composer->files().size(), 1);
        QVERIFY(bench.seen<Composer>(u"composer"_s)->files().isEmpty());
        // It stays with the thread while another conversation is looked at.
        bench.click(u"thread.close"_s);
        Q_EMIT viewOf(bench)->threadRequested(1);
        QTRY_COMPARE(composer->files().size(), 1);
        composer->submit();
        const auto *model = bench.seen<ConversationView>(u"thread.view"_s)->model();
        QTRY_COMPARE(model->rowCount(), 2);
        QCOMPARE(model->row(1).files.value(0).name, u"plan.txt"_s);
        QCOMPARE(viewOf(bench)->model()->rowCount(), 1);
    }

    void traysStayWithTheirConversations()
    {
        WindowBench bench;
        bench.server.addRoom(u"room:01HZX0AAAAAAAAAAAAAAAAAAAA"_s, protocol::ConversationKind::Room, u"release"_s);
        begin(bench);
        QTRY_COMPARE(bench.workspace->current()->contacts()->rowCount() > 1, true);
        bench.seen<Composer>(u"composer"_s)->addFiles({m_files.file(u"a.txt"_s, "some bytes")});
        QVERIFY(bench.sees(u"composer.tray"_s));
        QTest::keyClick(bench.window.get(), Qt::Key_Down, Qt::AltModifier);
        QTRY_COMPARE(bench.text(u"header.title"_s), u"release"_s);
        QVERIFY(!bench.sees(u"composer.tray"_s));
        QTest::keyClick(bench.window.get(), Qt::Key_Up, Qt::AltModifier);
        QTRY_COMPARE(bench.text(u"header.title"_s), u"Everyone"_s);
        QVERIFY(bench.sees(u"composer.tray"_s));
    }

    void aServerThatTakesNone()
    {
        WindowBench bench;
        begin(bench, 0);
        QCOMPARE(bench.seen<QAbstractButton>(u"composer.attach"_s)->accessibleName(), u"This server takes no files."_s);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(m_files.file(u"plan.txt"_s, "some bytes"))});
        QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(bench.seen<QWidget>(u"conversation"_s), &enter);
        QVERIFY(!bench.sees(u"dropArea"_s));
    }

    void aDocumentIsOpenedAsACopy()
    {
        WindowBench bench;
        begin(bench);
        show(bench, u"../plan: final?.pdf"_s, "a plan");
        Desktop desktop;
        Q_EMIT viewOf(bench)->fileRequested(u"id-1"_s, u"file"_s, FileWish::Open);
        QTRY_COMPARE(desktop.opened.size(), 1);
        const QFileInfo copy(desktop.opened.first());
        QCOMPARE(copy.suffix(), u"pdf"_s);
        QVERIFY2(!copy.fileName().contains(u"/"_s) && !copy.fileName().contains(u":"_s), qPrintable(copy.fileName()));
        QCOMPARE(copy.permissions() & (QFile::ExeOwner | QFile::WriteOwner | QFile::ReadOther), QFile::Permissions());
        QFile in(copy.filePath());
        QVERIFY(in.open(QIODevice::ReadOnly));
        QCOMPARE(in.readAll(), QByteArray("a plan"));
    }

    void whatCouldRunIsOnlySaved()
    {
        WindowBench bench;
        begin(bench);
        Desktop desktop;
        for (const QString &name : {u"setup.exe"_s, u"page.html"_s, u"run.sh"_s, u"a.desktop"_s}) {
            show(bench, name, "x");
            Q_EMIT viewOf(bench)->fileRequested(u"id-1"_s, u"file"_s, FileWish::Open);
            QVERIFY2(saveDialog(bench), qPrintable(name));
            delete saveDialog(bench);
        }
        QApplication::processEvents();
        QVERIFY(desktop.opened.isEmpty());
    }

    void savedWhereOneSays()
    {
        WindowBench bench;
        begin(bench);
        const QByteArray bytes(1'000'000, 'x');
        show(bench, u"NUL.txt"_s, bytes);
        Q_EMIT viewOf(bench)->fileRequested(u"id-1"_s, u"file"_s, FileWish::Save);
        QVERIFY(saveDialog(bench));
        // A name that is none on another system is not offered.
        const QStringList offered = saveDialog(bench)->selectedFiles();
        QVERIFY2(offered.size() == 1 && QFileInfo(offered.first()).fileName() != u"NUL.txt"_s,
                 qPrintable(offered.join(u' ')));
        const QString to = m_files.path(u"saved.txt"_s);
        Q_EMIT saveDialog(bench)->fileSelected(to);
        QTRY_COMPARE(QFileInfo(to).size(), bytes.size());
        Q_EMIT saveDialog(bench)->fileSelected(m_files.path(u"no/such/folder.txt"_s));
        QTRY_VERIFY(bench.text(u"composer.problem"_s).contains(u"cannot be written"_s));
    }

    void aPictureIsLookedAt()
    {
        WindowBench bench;
        begin(bench);
        QFile picture(m_files.picture(u"p.png"_s, {300, 200}));
        QVERIFY(picture.open(QIODevice::ReadOnly));
        show(bench, u"p.png"_s, picture.readAll(), {300, 200});
        const auto *layout = viewOf(bench)->rowLayout(0);
        QVERIFY(layout);
        QTest::mouseClick(viewOf(bench)->viewport(), Qt::LeftButton, {},
                          layout->actions.first().hit.center() + QPoint(0, *viewOf(bench)->rowTop(0)));
        QVERIFY(bench.sees(u"viewer"_s));
        QCOMPARE(bench.seen<QWidget>(u"viewer"_s)->size(), bench.window->size());
        bench.click(u"viewer.save"_s);
        QVERIFY(saveDialog(bench));
        saveDialog(bench)->reject();
        QTest::keyClick(bench.seen<QWidget>(u"viewer"_s), Qt::Key_Escape);
        QTRY_VERIFY(!bench.sees(u"viewer"_s));
    }

private:
    tests::SampleFiles m_files;
    client::ConversationModel m_model;
};

} // namespace confab::ui

CONFAB_GUI_TEST(confab::ui::TestWindowFiles)
#include "tst_window_files.moc"
