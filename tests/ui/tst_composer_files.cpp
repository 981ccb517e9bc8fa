// SPDX-License-Identifier: GPL-3.0-or-later
// Files in the composer: chosen, pasted, dropped; what is refused and why; how they go.
#include "sample_files.h"
#include "test_program.h"

#include "files/drop_area.h"
#include "window_hands.h"

#include <confab/ui/composer/composer.h>
#include <confab/ui/theme/theme.h>

#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>
#include <QVBoxLayout>

using namespace confab;
using namespace confab::ui;
using namespace confab::tests;
using namespace Qt::StringLiterals;

using LocalFiles = QList<client::LocalFile>;

namespace
{

constexpr qint64 most = 4096;

Expected<client::LocalFile, client::Problem> inspect(const QString &path, qint64 mostBytes)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return Unexpected{client::Problem{protocol::ErrorCode::NotFound, {}, {}}};
    if (info.size() == 0)
        return Unexpected{client::Problem{protocol::ErrorCode::BadField, u"size"_s, {}}};
    if (info.size() > mostBytes)
        return Unexpected{client::Problem{protocol::ErrorCode::TooLarge, u"size"_s, {}}};
    client::LocalFile file;
    file.path = path;
    file.name = info.fileName();
    file.size = info.size();
    file.picture = QImage(path).size();
    return file;
}

} // namespace

class TestComposerFiles : public QObject, WindowHands
{
    Q_OBJECT

private:
    FileDesk desk(qint64 bytes = most) const
    {
        return {bytes, inspect, [this](const QString &name) { return m_files.path(u"out-"_s + name); }};
    }

    static std::unique_ptr<QMimeData> urls(const QStringList &paths)
    {
        auto data = std::make_unique<QMimeData>();
        QList<QUrl> all;
        for (const QString &path : paths)
            all << QUrl::fromLocalFile(path);
        data->setUrls(all);
        return data;
    }

    void paste(QMimeData *data)
    {
        QApplication::clipboard()->setMimeData(data);
        m_edit->setFocus();
        QTest::keyClick(m_edit, Qt::Key_V, Qt::ControlModifier);
    }

    QStringList names() const
    {
        QStringList all;
        for (const client::LocalFile &file : m_composer->files())
            all << file.name;
        return all;
    }

    QString small(const QString &name) { return m_files.file(name, "some bytes"); }

private slots:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_window = std::make_unique<QWidget>();
        m_window->resize(700, 500);
        use(m_window.get());
        auto *column = new QVBoxLayout(m_window.get());
        m_composer = new Composer;
        column->addStretch(1);
        column->addWidget(m_composer);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_edit = m_composer->findChild<QPlainTextEdit *>(u"composer.edit"_s);
        m_edit->setFocus();
        m_composer->setFileDesk(desk());
        m_sent = std::make_unique<QSignalSpy>(m_composer, &Composer::filesSubmitted);
        m_submitted = std::make_unique<QSignalSpy>(m_composer, &Composer::submitted);
    }

    void cleanup()
    {
        m_sent.reset();
        m_submitted.reset();
        m_window.reset();
        m_theme.reset();
    }

    void chosenInADialog()
    {
        click(u"composer.attach"_s);
        auto *dialog = m_window->findChild<QFileDialog *>(u"composer.attachDialog"_s);
        QVERIFY(dialog);
        QCOMPARE(dialog->fileMode(), QFileDialog::ExistingFiles);
        Q_EMIT dialog->filesSelected({small(u"a.txt"_s), small(u"b.txt"_s)});
        dialog->reject();
        QCOMPARE(names(), (QStringList{u"a.txt"_s, u"b.txt"_s}));
        QVERIFY(sees(u"composer.tray"_s));
        QVERIFY(m_edit->hasFocus());
    }

    void theyGoWithTheText()
    {
        m_composer->addFiles({small(u"a.txt"_s), m_files.picture(u"p.png"_s, {20, 10})});
        QTest::keyClicks(m_edit, u"look"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_submitted->count(), 0);
        QCOMPARE(m_sent->count(), 1);
        QCOMPARE(m_sent->first().at(0).toString(), u"look"_s);
        const auto files = m_sent->first().at(1).value<LocalFiles>();
        QCOMPARE(files.size(), 2);
        QCOMPARE(files.at(1).picture, QSize(20, 10));
        QVERIFY(!sees(u"composer.tray"_s));
        QVERIFY(m_composer->text().isEmpty());
    }

    void orWithoutOne()
    {
        const int before = m_composer->height();
        m_composer->addFiles({small(u"a.txt"_s)});
        QVERIFY(m_composer->height() > before);
        click(u"composer.send"_s);
        QCOMPARE(m_sent->count(), 1);
        QVERIFY(m_sent->first().at(0).toString().isEmpty());
        QCOMPARE(m_composer->height(), before);
        // And then there is nothing more.
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_sent->count() + m_submitted->count(), 1);
    }

    void aSlashIsNoCommandThen()
    {
        m_composer->addFiles({small(u"a.txt"_s)});
        m_composer->setText(u"/nonsense"_s);
        click(u"composer.send"_s);
        QCOMPARE(m_sent->first().at(0).toString(), u"/nonsense"_s);
    }

    void eachCanBeLeftOut()
    {
        m_composer->addFiles({small(u"a.txt"_s), small(u"b.txt"_s)});
        const auto buttons = m_window->findChildren<QAbstractButton *>(u"composer.removeFile"_s);
        QCOMPARE(buttons.size(), 2);
        QVERIFY(buttons.first()->accessibleName().contains(u"a.txt"_s));
        QTest::mouseClick(buttons.first(), Qt::LeftButton);
        QCOMPARE(names(), QStringList{u"b.txt"_s});
        QTest::mouseClick(buttons.last(), Qt::LeftButton);
        QVERIFY(!sees(u"composer.tray"_s));
        QVERIFY(m_edit->hasFocus());
    }

    void escEmptiesItAndKeepsTheText()
    {
        m_composer->addFiles({small(u"a.txt"_s)});
        QTest::keyClicks(m_edit, u"words"_s);
        QTest::keyClick(m_edit, Qt::Key_Escape);
        QVERIFY(m_composer->files().isEmpty());
        QCOMPARE(m_composer->text(), u"words"_s);
    }

    void filesThatArePasted()
    {
        paste(urls({small(u"a.txt"_s), small(u"b.txt"_s)}).release());
        QCOMPARE(names(), (QStringList{u"a.txt"_s, u"b.txt"_s}));
        QVERIFY(m_composer->text().isEmpty());
        // Once is enough.
        paste(urls({m_files.path(u"a.txt"_s)}).release());
        QCOMPARE(names().size(), 2);
        // An address is a text.
        auto *web = new QMimeData;
        web->setUrls({QUrl(u"https://example.org/a.png"_s)});
        web->setText(u"https://example.org/a.png"_s);
        paste(web);
        QCOMPARE(names().size(), 2);
        QCOMPARE(m_composer->text(), u"https://example.org/a.png"_s);
    }

    void aPictureThatIsPasted()
    {
        QImage picture(30, 20, QImage::Format_RGB32);
        picture.fill(Qt::blue);
        auto *data = new QMimeData;
        data->setImageData(picture);
        paste(data);
        QVERIFY(sees(u"composer.tray"_s));
        // Sent before it is written: it goes once it is.
        QTest::keyClicks(m_edit, u"see"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QTRY_COMPARE(m_sent->count(), 1);
        const client::LocalFile file = m_sent->first().at(1).value<LocalFiles>().value(0);
        QVERIFY2(QRegularExpression(u"^Picture \\d{4}-\\d\\d-\\d\\d \\d\\d\\.\\d\\d\\.\\d\\d\\.png$"_s)
                     .match(file.name)
                     .hasMatch(),
                 qPrintable(file.name));
        QCOMPARE(QImage(file.path).convertToFormat(QImage::Format_RGB32), picture);
        QCOMPARE(m_sent->first().at(0).toString(), u"see"_s);
        // A part of a table is both: the text is meant.
        auto *table = new QMimeData;
        table->setImageData(picture);
        table->setText(u"1\t2"_s);
        paste(table);
        QCOMPARE(m_composer->text(), u"1\t2"_s);
        QVERIFY(m_composer->files().isEmpty());
    }

    void dropped()
    {
        auto *area = new DropArea(m_window.get());
        connect(area, &DropArea::dropped, m_composer, &Composer::takeFiles);
        const auto data = urls({small(u"a.txt"_s)});
        const auto enter = [&](QWidget *over, const QMimeData *what) {
            QDragEnterEvent event(QPoint(9, 9), Qt::CopyAction | Qt::MoveAction, what, Qt::LeftButton, {});
            event.ignore();
            QApplication::sendEvent(over, &event);
            return event.isAccepted();
        };
        // Not where nothing is taken.
        QVERIFY(!enter(m_window.get(), data.get()));
        area->setWords(u"Drop files to send them to Ben"_s);
        QMimeData text;
        text.setText(u"words"_s);
        QVERIFY(!enter(m_window.get(), &text));
        // The field leaves files to what is around it.
        QVERIFY(enter(m_edit->viewport(), data.get()));
        QVERIFY(sees(u"dropArea"_s));
        area->hide();
        QVERIFY(enter(m_window.get(), data.get()));
        QVERIFY(sees(u"dropArea"_s));
        QCOMPARE(area->geometry(), m_window->rect());
        QDragLeaveEvent leave;
        QApplication::sendEvent(m_window.get(), &leave);
        QTRY_VERIFY(!sees(u"dropArea"_s));
        QVERIFY(enter(m_window.get(), data.get()));
        // It goes on over the area itself, as it would.
        QApplication::sendEvent(m_window.get(), &leave);
        QVERIFY(enter(area, data.get()));
        QApplication::processEvents();
        QVERIFY(sees(u"dropArea"_s));
        QDropEvent drop(QPointF(9, 9), Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton, {});
        QApplication::sendEvent(area, &drop);
        // Whoever offers to move it keeps it.
        QCOMPARE(drop.dropAction(), Qt::CopyAction);
        QVERIFY(!sees(u"dropArea"_s));
        QCOMPARE(names(), QStringList{u"a.txt"_s});
    }

    void whatIsRefusedIsSaid_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("too large") << u"video.mkv"_s << QByteArray(5000, 'x')
                                   << u"\u2066video.mkv\u2069 is 4.9 KiB; this server takes files up to 4.0 KiB."_s;
        QTest::newRow("empty") << u"none.txt"_s << QByteArray() << u"\u2066none.txt\u2069 is empty."_s;
        QTest::newRow("folder") << QString() << QByteArray() << u" is a folder: only files can be sent."_s;
        QTest::newRow("not there") << u"?"_s << QByteArray() << u"cannot be read."_s;
    }

    void whatIsRefusedIsSaid()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, sentence);
        const QString path = name.isEmpty()   ? QFileInfo(m_files.path(u"x"_s)).path()
                             : name == u"?"_s ? m_files.path(u"not there"_s)
                                              : m_files.file(name, bytes);
        // The others stay.
        m_composer->addFiles({small(u"a.txt"_s), path, small(u"b.txt"_s)});
        QCOMPARE(names(), (QStringList{u"a.txt"_s, u"b.txt"_s}));
        QVERIFY2(text(u"composer.problem"_s).endsWith(sentence), qPrintable(text(u"composer.problem"_s)));
    }

    void eightAtMost()
    {
        QStringList paths;
        for (int i = 0; i < 9; ++i)
            paths << small(u"%1.txt"_s.arg(i));
        m_composer->addFiles(paths);
        QCOMPARE(names().size(), 8);
        QVERIFY(text(u"composer.problem"_s).startsWith(u"8 files at most"_s));
    }

    void severalThatAreRefused()
    {
        m_composer->addFiles({m_files.file(u"a"_s, {}), m_files.file(u"<b>b"_s, {}), m_files.file(u"c"_s, {})});
        QVERIFY(text(u"composer.problem"_s).endsWith(u"And 2 more are not taken."_s));
        const QString tip = seen<QLabel>(u"composer.problem"_s)->toolTip();
        QVERIFY2(tip.contains(u"&lt;b&gt;"_s) && tip.startsWith(u"<qt>"_s), qPrintable(tip));
    }

    void aServerThatTakesNone()
    {
        m_composer->setFileDesk(desk(0));
        QVERIFY(!isEnabled(u"composer.attach"_s));
        QCOMPARE(seen<QAbstractButton>(u"composer.attach"_s)->accessibleName(), u"This server takes no files."_s);
        paste(urls({small(u"a.txt"_s)}).release());
        QVERIFY(m_composer->files().isEmpty());
        QCOMPARE(text(u"composer.problem"_s), u"This server takes no files."_s);
        // Too long a text is not offered as a file either.
        m_composer->setTextLimit(10);
        m_composer->setText(u"longer than ten"_s);
        QVERIFY(!sees(u"composer.asFile"_s));
        QVERIFY(text(u"composer.problem"_s).contains(u"in parts"_s));
    }

    void whatIsNoLongerTakenIsKept()
    {
        m_composer->addFiles({small(u"a.txt"_s)});
        m_composer->setFileDesk(desk(0));
        click(u"composer.send"_s);
        QCOMPARE(m_sent->count(), 0);
        QCOMPARE(names(), QStringList{u"a.txt"_s});
        QCOMPARE(text(u"composer.problem"_s), u"This server takes no files."_s);
    }

    void tooLongATextBecomesAFile()
    {
        m_composer->setTextLimit(10);
        m_composer->setText(u"longer than ten: ü"_s);
        QVERIFY(sees(u"composer.asFile"_s));
        QSignalSpy drafts(m_composer, &Composer::draftChanged);
        click(u"composer.asFile"_s);
        QVERIFY(m_composer->text().isEmpty());
        QCOMPARE(drafts.count(), 1);
        QCOMPARE(names(), QStringList{u"message.txt"_s});
        QFile written(m_composer->files().first().path);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(written.readAll()), u"longer than ten: ü"_s);
        QVERIFY(!sees(u"composer.asFile"_s));
        click(u"composer.send"_s);
        QCOMPARE(m_sent->count(), 1);
    }

    void tooLongACaptionIsNotSent()
    {
        m_composer->setTextLimit(10);
        m_composer->addFiles({small(u"a.txt"_s)});
        m_composer->setText(u"longer than ten"_s);
        click(u"composer.send"_s);
        QCOMPARE(m_sent->count(), 0);
    }

    void anEditIsAboutATextOnly()
    {
        m_composer->addFiles({small(u"a.txt"_s)});
        m_composer->startEdit(u"id"_s, u"old"_s);
        QVERIFY(!sees(u"composer.tray"_s));
        QVERIFY(!isEnabled(u"composer.attach"_s));
        m_composer->addFiles({small(u"b.txt"_s)});
        QSignalSpy edited(m_composer, &Composer::editSubmitted);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(edited.count(), 1);
        QCOMPARE(m_sent->count(), 0);
        // They wait meanwhile.
        QVERIFY(sees(u"composer.tray"_s));
        QCOMPARE(names(), QStringList{u"a.txt"_s});
    }

    void keptForLater()
    {
        m_composer->addFiles({small(u"a.txt"_s)});
        const LocalFiles kept = m_composer->files();
        m_composer->setFiles({});
        QVERIFY(!sees(u"composer.tray"_s));
        m_composer->setFiles(kept);
        QCOMPARE(names(), QStringList{u"a.txt"_s});
        QCOMPARE(m_sent->count(), 0);
    }

private:
    SampleFiles m_files;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    Composer *m_composer = nullptr;
    QPlainTextEdit *m_edit = nullptr;
    std::unique_ptr<QSignalSpy> m_sent;
    std::unique_ptr<QSignalSpy> m_submitted;
};

CONFAB_GUI_TEST(TestComposerFiles)

#include "tst_composer_files.moc"
