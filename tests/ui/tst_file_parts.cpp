// SPDX-License-Identifier: GPL-3.0-or-later
// Files and pictures in messages: where they stand, what they offer, what is decoded, and that nothing moves for it.
#include "sample_files.h"
#include "sample_rows.h"
#include "test_program.h"

#include "files/file_words.h"
#include "pictures/picture_cache.h"

#include <confab/ui/conversation/conversation_view.h>
#include <confab/ui/theme/theme.h>

#include <QAccessible>
#include <QApplication>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::ui;
using namespace confab::tests;
using namespace Qt::StringLiterals;

using Row = client::MessageRow;
using State = client::ShownFile::State;
using Kind = RowLayout::Action::Kind;

namespace
{

Row rowWith(qint64 seq, const QList<client::ShownFile> &files, const QString &text = {})
{
    Row row = sampleRow(seq, text);
    row.files = files;
    return row;
}

QList<RowLayout::Action> actionsOf(const RowLayout &layout, Kind kind)
{
    QList<RowLayout::Action> found = layout.actions;
    found.removeIf([kind](const RowLayout::Action &action) { return action.kind != kind; });
    return found;
}

} // namespace

class TestFileParts : public QObject
{
    Q_OBJECT

private:
    RowLayout layout(const Row &row, int width = 800, Qt::LayoutDirection direction = Qt::LeftToRight)
    {
        RowMetrics metrics;
        metrics.theme = m_theme.get();
        metrics.direction = direction;
        metrics.today = QDate(2026, 3, 2);
        return layoutRow(row, {}, width, metrics);
    }

    QSize sizeOf(const client::ShownFile &file)
    {
        return actionsOf(layout(rowWith(1, {file})), Kind::ViewPicture).value(0).textRect.size();
    }

    void show(const QList<Row> &rows)
    {
        m_model->update(rows, false, false);
        m_view->setModel(m_model.get());
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }

    // In the view.
    QRect tileOf(int row, int number = 0)
    {
        const RowLayout *at = m_view->rowLayout(row);
        const QList<RowLayout::Action> tiles = at ? actionsOf(*at, Kind::ViewPicture) : QList<RowLayout::Action>();
        return tiles.size() > number ? tiles.at(number).hit.translated(0, *m_view->rowTop(row)) : QRect();
    }

    QColor colorAt(QPoint point)
    {
        const QImage image = m_view->viewport()->grab().toImage();
        return image.pixelColor(point * image.devicePixelRatio());
    }

private slots:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_model = std::make_unique<client::ConversationModel>();
        m_view = std::make_unique<ConversationView>();
        m_view->resize(800, 600);
    }

    void cleanup()
    {
        m_view.reset();
        m_model.reset();
        m_theme.reset();
    }

    void aPlaceIsKeptForAPicture()
    {
        QCOMPARE(sizeOf(shownFile(u"a"_s, u"a.png"_s, 10, {960, 480})), QSize(480, 240));
        QCOMPARE(sizeOf(shownFile(u"a"_s, u"a.png"_s, 10, {3000, 4000})), QSize(240, 320));
        // Never enlarged; but large enough to be pressed.
        QCOMPARE(sizeOf(shownFile(u"a"_s, u"a.png"_s, 10, {120, 90})), QSize(120, 90));
        QCOMPARE(sizeOf(shownFile(u"a"_s, u"a.png"_s, 10, {1, 1})), QSize(48, 48));
        QCOMPARE(sizeOf(shownFile(u"a"_s, u"a.png"_s, 10, {1000000, 1})).width(), 480);
    }

    void aNarrowColumnMakesItSmaller()
    {
        const RowLayout at = layout(rowWith(1, {shownFile(u"a"_s, u"a.png"_s, 10, {960, 480})}), 340);
        const QRect tile = actionsOf(at, Kind::ViewPicture).value(0).hit;
        QVERIFY(tile.right() < 340 - 20);
        QCOMPARE(tile.height(), tile.width() / 2);
    }

    void severalStandInAGrid()
    {
        for (const int count : {2, 3, 4, 5, 8}) {
            QList<client::ShownFile> files;
            for (int i = 0; i < count; ++i)
                files.append(shownFile(QString::number(i), u"a.png"_s, 10, {800, 600}));
            const RowLayout at = layout(rowWith(1, files, u"some"_s));
            const QList<RowLayout::Action> tiles = actionsOf(at, Kind::ViewPicture);
            QCOMPARE(tiles.size(), count);
            const int columns = count == 4 ? 2 : std::min(count, 3);
            for (int i = 0; i < count; ++i) {
                QVERIFY(tiles.at(i).hit.right() <= 68 + 480);
                if (i % columns > 0)
                    QCOMPARE(tiles.at(i).hit.x(), tiles.at(i - 1).hit.right() + 1 + 4);
                if (i >= columns)
                    QCOMPARE(tiles.at(i).hit.y(), tiles.at(i - columns).hit.bottom() + 1 + 4);
                QCOMPARE(tiles.at(i).hit.size(), tiles.at(0).hit.size());
            }
            QVERIFY(tiles.last().hit.bottom() < at.height);
        }
    }

    void theyAreMirrored()
    {
        const Row row = rowWith(1, {shownFile(u"a"_s, u"a.png"_s, 10, {800, 600}),
                                    shownFile(u"b"_s, u"b.png"_s, 10, {8, 6}), shownFile(u"c"_s, u"c.pdf"_s, 10)});
        const RowLayout ltr = layout(row);
        const RowLayout rtl = layout(row, 800, Qt::RightToLeft);
        QCOMPARE(ltr.actions.size(), rtl.actions.size());
        for (qsizetype i = 0; i < ltr.actions.size(); ++i)
            QCOMPARE(rtl.actions.at(i).hit.x(), 800 - ltr.actions.at(i).hit.x() - ltr.actions.at(i).hit.width());
    }

    void aRowOfFilesAloneHasNoLineOfText()
    {
        const client::ShownFile file = shownFile(u"a"_s, u"a.pdf"_s, 10);
        Row row = rowWith(1, {file});
        QVERIFY(layout(row).blocks.isEmpty());
        // The tick of one's own stands beside the box, not below it.
        row.own = true;
        const RowLayout own = layout(row);
        QVERIFY(!own.tick.isNull());
        QVERIFY(own.tick.x() > actionsOf(own, Kind::FetchFile).last().hit.right());
        QCOMPARE(own.height, layout(rowWith(1, {file})).height);
    }

    void whatAFileOffers_data()
    {
        QTest::addColumn<State>("state");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("labels");
        const auto name = [](const QString &words) { return words.arg(u"\u2066a.pdf\u2069"_s); };
        QTest::newRow("away") << State::Away << u"a.pdf"_s << QStringList{name(u"Download %1"_s)};
        QTest::newRow("waits") << State::Waiting << u"a.pdf"_s << QStringList{name(u"Pause %1"_s)};
        QTest::newRow("moves") << State::Moving << u"a.pdf"_s << QStringList{name(u"Pause %1"_s)};
        QTest::newRow("paused") << State::Paused << u"a.pdf"_s << QStringList{name(u"Go on with %1"_s)};
        QTest::newRow("failed") << State::Failed << u"a.pdf"_s << QStringList{name(u"Download %1 again"_s)};
        QTest::newRow("here") << State::Here << u"a.pdf"_s << QStringList{name(u"Save %1 as…"_s), name(u"Open %1"_s)};
        QTest::newRow("could run") << State::Here << u"a.sh"_s << QStringList{u"Save \u2066a.sh\u2069 as…"_s};
    }

    void whatAFileOffers()
    {
        QFETCH(const State, state);
        QFETCH(const QString, name);
        QFETCH(const QStringList, labels);
        client::ShownFile file = shownFile(u"a"_s, name, 1024);
        file.state = state;
        QStringList told;
        const RowLayout at = layout(rowWith(1, {file}));
        for (const RowLayout::Action &action : at.actions) {
            QVERIFY(action.hit.width() >= 24 && action.hit.height() >= 24);
            if (!action.label.isEmpty())
                told << action.label;
        }
        QCOMPARE(told, labels);
        // All of it can be reached by a press, and the button lies over the box.
        QCOMPARE(actionAt(at, at.actions.first().hit.center())->label, labels.first());
    }

    void kindsThatCouldRunAreNeverOpened()
    {
        for (const QString &name : {u"a.exe"_s, u"a.sh"_s, u"a.desktop"_s, u"a.html"_s, u"a.svg"_s, u"a.pdf.exe"_s,
                                    u"a.PDF.BAT"_s, u"a.lnk"_s, u"a.url"_s, u"a.docm"_s, u"a.jar"_s, u"a.py"_s,
                                    u"a.appimage"_s, u"a.deb"_s, u"pdf"_s, u".pdf"_s, u"a"_s, u"a."_s})
            QVERIFY2(!mayOpen(name), qPrintable(name));
        QVERIFY(mayOpen(u"a.pdf"_s));
        QVERIFY(mayOpen(u"Film.final.MP4"_s));
    }

    void whatGoesOutIsPausedAsAWhole()
    {
        client::ShownFile file = shownFile(u"a"_s, u"a.pdf"_s, 2048);
        file.upload = true;
        file.state = State::Moving;
        file.done = 1024;
        Row row = rowWith(1, {file});
        row.own = true;
        row.state = Row::State::Waiting;
        const RowLayout moving = layout(row);
        QCOMPARE(actionsOf(moving, Kind::PauseFiles).size(), 1);
        QCOMPARE(actionsOf(moving, Kind::CancelFiles).size(), 1);
        QVERIFY2(wordsOf(moving).contains(u"1.0 KiB of 2.0 KiB"_s), qPrintable(wordsOf(moving)));
        row.files.first().state = State::Paused;
        QCOMPARE(actionsOf(layout(row), Kind::ResumeFiles).size(), 1);
        // A message that failed says so once, with what can be done.
        row.state = Row::State::Failed;
        row.failure = u"The file has changed."_s;
        const RowLayout failed = layout(row);
        QVERIFY(actionsOf(failed, Kind::ResumeFiles).isEmpty());
        QCOMPARE(actionsOf(failed, Kind::Retry).size(), 1);
    }

    void aFailureIsTold()
    {
        client::ShownFile file = shownFile(u"a"_s, u"a.png"_s, 2048, {400, 300});
        file.state = State::Failed;
        file.failure = u"The server has lost it."_s;
        const RowLayout at = layout(rowWith(1, {file}));
        QVERIFY(wordsOf(at).contains(file.failure));
        const QList<RowLayout::Action> retry = actionsOf(at, Kind::RetryFetch);
        QCOMPARE(retry.size(), 1);
        QCOMPARE(retry.first().value, u"a"_s);
    }

    void presses()
    {
        client::ShownFile file = shownFile(u"pdf"_s, u"a.pdf"_s, 2048);
        file.state = State::Here;
        file.path = u"/nowhere"_s;
        show({rowWith(1, {shownFile(u"png"_s, u"a.png"_s, 10, {400, 300}), file})});
        QSignalSpy asked(m_view.get(), &ConversationView::fileRequested);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, tileOf(0).center());
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first(), (QVariantList{u"id-1"_s, u"png"_s, QVariant::fromValue(FileWish::View)}));
        const QRect save = actionsOf(*m_view->rowLayout(0), Kind::SaveFile).first().hit;
        const QRect open = actionsOf(*m_view->rowLayout(0), Kind::OpenFile).first().hit;
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, save.center() + QPoint(0, *m_view->rowTop(0)));
        QCOMPARE(asked.last().at(2).value<FileWish>(), FileWish::Save);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {},
                          QPoint(open.x() + 60, open.center().y()) + QPoint(0, *m_view->rowTop(0)));
        QCOMPARE(asked.last().at(2).value<FileWish>(), FileWish::Open);
    }

    void keysReachThem()
    {
        client::ShownFile file = shownFile(u"pdf"_s, u"a.pdf"_s, 2048);
        show({rowWith(1, {file, shownFile(u"png"_s, u"a.png"_s, 10, {400, 300})})});
        m_view->setFocus();
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        auto *menu = m_view->findChild<QMenu *>(u"conversation.menu"_s);
        QVERIFY(menu);
        QSignalSpy asked(m_view.get(), &ConversationView::fileRequested);
        auto *view = menu->findChild<QAction *>(u"conversation.menu.viewPicture"_s);
        auto *fetch = menu->findChild<QAction *>(u"conversation.menu.fetchFile"_s);
        QVERIFY(view && fetch);
        // There is no text to copy.
        QVERIFY(!menu->findChild<QAction *>(u"conversation.menu.copy"_s));
        fetch->trigger();
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first(), (QVariantList{u"id-1"_s, u"pdf"_s, QVariant::fromValue(FileWish::Fetch)}));
        menu->close();
    }

    void screenReadersHearOfThem()
    {
        show({rowWith(1, {shownFile(u"pdf"_s, u"plan.pdf"_s, 3 * 1024 * 1024),
                          shownFile(u"png"_s, u"cat.png"_s, 2048, {400, 300})})});
        QVERIFY(m_view->describe(0).contains(u"file plan.pdf, 3.0 MiB"_s));
        QVERIFY(m_view->describe(0).contains(u"picture cat.png, 2.0 KiB"_s));
        QAccessibleInterface *row = QAccessible::queryAccessibleInterface(m_view.get())->child(0);
        QStringList names;
        for (int i = 0; i < row->childCount(); ++i)
            names << row->child(i)->text(QAccessible::Name);
        QVERIFY(names.contains(u"Download \u2066plan.pdf\u2069"_s));
        QVERIFY(names.contains(u"Show the picture \u2066cat.png\u2069"_s));
    }

    void whatIsNearIsWantedOnce()
    {
        QList<Row> rows;
        for (int i = 1; i <= 60; ++i)
            rows.append(rowWith(i, {shownFile(u"f%1"_s.arg(i), u"a.png"_s, 10, {400, 300})}));
        rows[59].files.first().smallPath = u"/small"_s; // is here already
        QSignalSpy wanted(m_view.get(), &ConversationView::pictureWanted);
        show(rows);
        QTRY_VERIFY(wanted.count() > 0);
        QApplication::processEvents();
        QStringList ids;
        for (const QVariantList &each : wanted)
            ids << each.at(1).toString();
        QVERIFY(ids.contains(u"f59"_s));
        QVERIFY(!ids.contains(u"f60"_s));
        QVERIFY(!ids.contains(u"f1"_s));
        m_view->verticalScrollBar()->setValue(0);
        QTRY_VERIFY(wanted.last().at(1) == u"f1"_s || wanted.contains(QVariantList{qint64{1}, u"f1"_s}));
        QSet<QString> once;
        for (const QVariantList &each : wanted) {
            QVERIFY(!once.contains(each.at(1).toString()));
            once.insert(each.at(1).toString());
        }
    }

    void theSmallOneThenTheRealOne()
    {
        client::ShownFile file = shownFile(u"a"_s, u"a.png"_s, 10, {400, 300});
        show({rowWith(1, {file})});
        const QRect tile = tileOf(0);
        QCOMPARE(tile.size(), QSize(400, 300));
        const QPoint inside = tile.topLeft() + QPoint(40, 40);
        QVERIFY(colorAt(inside) != QColor(Qt::red));
        file.smallPath = m_files.picture(u"small.png"_s, {40, 30}, Qt::red);
        m_model->update({rowWith(1, {file})}, false, false);
        // Not at once: it is decoded elsewhere.
        QVERIFY(colorAt(inside) != QColor(Qt::red));
        QTRY_COMPARE(colorAt(inside), QColor(Qt::red));
        file.path = m_files.picture(u"real.jpg"_s, {400, 300}, Qt::blue);
        file.state = State::Here;
        m_model->update({rowWith(1, {file})}, false, false);
        // The small one stays until the other is there.
        QCOMPARE(colorAt(inside), QColor(Qt::red));
        QTRY_VERIFY(colorAt(inside).blue() > 200 && colorAt(inside).red() < 50);
        QCOMPARE(tileOf(0), tile);
        // Round corners, a line around.
        QVERIFY(colorAt(tile.topLeft()).blue() > 200 && colorAt(tile.topLeft()).red() > 200);
    }

    void nothingMovesForThem()
    {
        QList<Row> rows = sampleRows(1, 60);
        for (int i = 0; i < 60; i += 2)
            rows[i].files = {shownFile(u"f%1"_s.arg(i), u"a.png"_s, 10, {400 + i, 300})};
        show(rows);
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum() / 2);
        QApplication::processEvents();
        const QList<int> seen = m_view->visibleRows();
        QHash<int, int> tops;
        for (const int row : seen)
            tops.insert(row, *m_view->rowTop(row));
        QVERIFY(tops.size() > 1);
        for (int i = 0; i < 60; i += 2) {
            rows[i].files.first().path = m_files.picture(u"real%1.png"_s.arg(i), {400 + i, 300}, Qt::green);
            rows[i].files.first().state = State::Here;
            m_model->update(rows, false, false);
        }
        QTRY_VERIFY(!PictureCache::shared().isBusy());
        QApplication::processEvents();
        for (const int row : seen)
            QCOMPARE(m_view->rowTop(row), std::optional(tops.value(row)));
        // One above that cannot be shown becomes a file, which is lower: what is read stays.
        const int above = seen.at(1) % 2 == 0 ? seen.at(1) : seen.at(2);
        const int below = above + 1;
        Q_UNUSED(below)
        for (int i = 0; i < above; i += 2)
            rows[i].files.first().path = m_files.file(u"none%1.png"_s.arg(i), "no picture at all");
        m_model->update(rows, false, false);
        QTRY_VERIFY(!PictureCache::shared().isBusy());
        QApplication::processEvents();
        QCOMPARE(m_view->rowTop(above), std::optional(tops.value(above)));
    }

    void whatCannotBeShownIsAFile()
    {
        client::ShownFile file = shownFile(u"a"_s, u"a.png"_s, 10, {400, 300});
        file.state = State::Here;
        file.path = m_files.file(u"svg.png"_s, "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
        show({rowWith(1, {file})});
        QTRY_VERIFY(tileOf(0).isNull());
        QCOMPARE(actionsOf(*m_view->rowLayout(0), Kind::SaveFile).size(), 1);
    }

    // --- what is decoded -------------------------------------------------------------------------------------------

    void onlyTheFourKinds()
    {
        QVERIFY(!readPicture(m_files.picture(u"a.png"_s, {9, 9}), {}, PictureFit::Inside).image.isNull());
        QVERIFY(!readPicture(m_files.picture(u"a.jpg"_s, {9, 9}), {}, PictureFit::Inside).image.isNull());
        // By what is in it, whatever it is called.
        QFile::copy(m_files.path(u"a.png"_s), m_files.path(u"b.jpg"_s));
        QVERIFY(!readPicture(m_files.path(u"b.jpg"_s), {}, PictureFit::Inside).image.isNull());
        const QByteArray svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9'/></svg>";
        QVERIFY(readPicture(m_files.file(u"a.svg"_s, svg), {}, PictureFit::Inside).image.isNull());
        QVERIFY(readPicture(m_files.file(u"svg-too.png"_s, svg), {}, PictureFit::Inside).image.isNull());
        QVERIFY(readPicture(m_files.picture(u"a.bmp"_s, {9, 9}), {}, PictureFit::Inside).image.isNull());
        QVERIFY(readPicture(m_files.picture(u"a.ppm"_s, {9, 9}), {}, PictureFit::Inside).image.isNull());
        QVERIFY(!readPicture(m_files.path(u"missing.png"_s), {}, PictureFit::Inside).opened);
        QCOMPARE(pictureSize(m_files.path(u"b.jpg"_s)), QSize(9, 9));
        QVERIFY(pictureSize(m_files.path(u"a.svg"_s)).isEmpty() && pictureSize(m_files.path(u"a.bmp"_s)).isEmpty());
    }

    void aPixelBombIsNotDecoded()
    {
        // 20 million pixels in a few kilobytes.
        QImage bomb(5000, 4000, QImage::Format_Mono);
        bomb.fill(0);
        QVERIFY(bomb.save(m_files.path(u"bomb.png"_s)));
        QVERIFY(readPicture(m_files.path(u"bomb.png"_s), {100, 100}, PictureFit::Inside).image.isNull());
        QVERIFY(pictureSize(m_files.path(u"bomb.png"_s)).isEmpty());
        const QByteArray cut = QByteArray("\x89PNG\r\n\x1a\n", 8) + QByteArray(100, '\0');
        QVERIFY(readPicture(m_files.file(u"cut.png"_s, cut), {}, PictureFit::Inside).image.isNull());
    }

    void itIsAsLargeAsItIsDrawn()
    {
        const QString path = m_files.picture(u"large.png"_s, {1000, 500});
        QCOMPARE(readPicture(path, {100, 100}, PictureFit::Inside).image.size(), QSize(100, 50));
        QCOMPARE(readPicture(path, {100, 100}, PictureFit::Cover).image.size(), QSize(100, 100));
        QCOMPARE(readPicture(path, {4000, 4000}, PictureFit::Cover).image.size(), QSize(1000, 500));
        QCOMPARE(readPicture(m_files.picture(u"large.jpg"_s, {1000, 500}), {100, 100}, PictureFit::Inside).image.size(),
                 QSize(100, 50));
    }

    void theCacheIsBounded()
    {
        PictureCache cache;
        const QString path = m_files.picture(u"wide.png"_s, {2100, 2100});
        QSignalSpy loaded(&cache, &PictureCache::loaded);
        // 17 MiB each.
        for (int i = 0; i < 8; ++i)
            QVERIFY(cache.picture(path, {2100 - i, 2100 - i}, PictureFit::Inside).isNull());
        QTRY_COMPARE_WITH_TIMEOUT(loaded.count(), 8, 30000);
        QVERIFY(cache.bytes() <= 64 * 1024 * 1024);
        QVERIFY(cache.bytes() > 30 * 1024 * 1024);
        QSignalSpy broke(&cache, &PictureCache::broke);
        const QString none = m_files.file(u"none.gif"_s, "GIF89a and then nothing");
        QVERIFY(cache.picture(none, {9, 9}, PictureFit::Inside).isNull());
        QTRY_COMPARE(broke.count(), 1);
        QVERIFY(cache.isBroken(none));
    }

private:
    SampleFiles m_files;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<client::ConversationModel> m_model;
    std::unique_ptr<ConversationView> m_view;
};

CONFAB_GUI_TEST(TestFileParts)

#include "tst_file_parts.moc"
