// SPDX-License-Identifier: GPL-3.0-or-later
// The viewer of pictures: which it shows, how large, and what can be done there.
#include "sample_files.h"
#include "sample_rows.h"
#include "test_program.h"

#include "pictures/picture_cache.h"
#include "viewer/picture_canvas.h"
#include "viewer/picture_viewer.h"
#include "window_hands.h"

#include <confab/ui/theme/theme.h>

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

using namespace confab;
using namespace confab::ui;
using namespace confab::tests;
using namespace Qt::StringLiterals;

using State = client::ShownFile::State;

class TestViewer : public QObject, WindowHands
{
    Q_OBJECT

private:
    // Three pictures in two messages, a file between them; the last picture is not here.
    QList<client::MessageRow> rows()
    {
        const auto here = [this](const QString &id, QSize size, const QColor &color) {
            client::ShownFile file = shownFile(id, id + u".png"_s, 2048, size);
            file.state = State::Here;
            file.path = m_files.picture(file.name, size, color);
            return file;
        };
        client::MessageRow first = sampleRow(1, u"two"_s);
        first.files = {here(u"red"_s, {2000, 1000}, Qt::red), shownFile(u"pdf"_s, u"a.pdf"_s, 9),
                       here(u"blue"_s, {100, 50}, Qt::blue)};
        client::MessageRow deleted = sampleRow(2, {});
        deleted.files = {here(u"gone"_s, {100, 50}, Qt::black)};
        deleted.deleted = true;
        client::MessageRow last = sampleRow(3, u"one"_s);
        last.files = {shownFile(u"away"_s, u"away.png"_s, 3 * 1024 * 1024, {400, 300})};
        return {first, deleted, last};
    }

    void open(const QString &id, const QString &attachment)
    {
        m_model->update(rows(), false, false);
        m_viewer = new PictureViewer(*m_model, m_window.get());
        m_fetched = std::make_unique<QSignalSpy>(m_viewer.data(), &PictureViewer::fetchWanted);
        m_viewer->start(id, attachment);
        m_canvas = m_viewer->findChild<PictureCanvas *>(u"viewer.picture"_s);
    }

    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }

    bool shows(const QColor &color)
    {
        return !m_canvas->picture().isNull() && m_canvas->picture().pixelColor(0, 0) == color;
    }
    QString named() const { return text(u"viewer.name"_s).remove(QChar(0x2066)).remove(QChar(0x2069)); }

private slots:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_model = std::make_unique<client::ConversationModel>();
        m_window = std::make_unique<QWidget>();
        m_window->resize(900, 600);
        use(m_window.get());
        auto *column = new QVBoxLayout(m_window.get());
        m_field = new QLineEdit;
        column->addWidget(m_field);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_field->setFocus();
    }

    void cleanup()
    {
        m_fetched.reset();
        m_window.reset();
        m_model.reset();
        m_theme.reset();
        QApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void fitsAndCloses()
    {
        open(u"id-1"_s, u"red"_s);
        QCOMPARE(m_viewer->geometry(), m_window->rect());
        QTRY_VERIFY(shows(Qt::red));
        QCOMPARE(named(), u"red.png"_s);
        QVERIFY2(text(u"viewer.about"_s).contains(u"ben\u2069 · "_s), qPrintable(text(u"viewer.about"_s)));
        QVERIFY(text(u"viewer.about"_s).contains(u"2.0 KiB"_s) && text(u"viewer.about"_s).contains(u"2000 × 1000"_s));
        QVERIFY(m_canvas->accessibleName().contains(u"red.png"_s));
        QVERIFY(QRectF(m_canvas->rect()).contains(m_canvas->pictureRect()));
        QVERIFY(m_canvas->scale() < 0.5);
        // A small one is not enlarged.
        press(Qt::Key_Right);
        QTRY_VERIFY(shows(Qt::blue));
        QCOMPARE(m_canvas->scale(), 1.0);
        m_window->resize(600, 400);
        QTRY_COMPARE(m_viewer->size(), QSize(600, 400));
        press(Qt::Key_Escape);
        QTRY_VERIFY(!m_viewer);
        QVERIFY(m_field->hasFocus());
    }

    void fromPictureToPicture()
    {
        open(u"id-1"_s, u"red"_s);
        QVERIFY(!isEnabled(u"viewer.previous"_s));
        press(Qt::Key_Left);
        QCOMPARE(named(), u"red.png"_s);
        press(Qt::Key_Right);
        QCOMPARE(named(), u"blue.png"_s);
        click(u"viewer.next"_s);
        QCOMPARE(named(), u"away.png"_s);
        QVERIFY(!isEnabled(u"viewer.next"_s));
        press(Qt::Key_Left);
        QCOMPARE(named(), u"blue.png"_s);
    }

    void mirroredFromRightToLeft()
    {
        QApplication::setLayoutDirection(Qt::RightToLeft);
        open(u"id-1"_s, u"red"_s);
        press(Qt::Key_Left);
        QCOMPARE(named(), u"blue.png"_s);
        press(Qt::Key_Right);
        QCOMPARE(named(), u"red.png"_s);
        QVERIFY(seen<QWidget>(u"viewer.next"_s)->x() < seen<QWidget>(u"viewer.previous"_s)->x());
    }

    void oneThatIsAwayIsFetched()
    {
        open(u"id-3"_s, u"away"_s);
        QCOMPARE(m_fetched->count(), 1);
        QCOMPARE(m_fetched->first(), (QVariantList{qint64{3}, u"away"_s}));
        QVERIFY(!isEnabled(u"viewer.save"_s));
        QVERIFY(!isEnabled(u"viewer.copy"_s));
        auto all = rows();
        all[2].files.first().state = State::Moving;
        all[2].files.first().done = 1024 * 1024;
        m_model->update(all, false, false);
        QCOMPARE(text(u"viewer.state"_s), u"1.0 MiB of 3.0 MiB"_s);
        all[2].files.first().state = State::Failed;
        all[2].files.first().failure = u"The server has lost it."_s;
        m_model->update(all, false, false);
        QCOMPARE(text(u"viewer.state"_s), u"The server has lost it."_s);
        QCOMPARE(m_fetched->count(), 1);
        click(u"viewer.retry"_s);
        QCOMPARE(m_fetched->count(), 2);
        all[2].files.first().state = State::Here;
        all[2].files.first().path = m_files.picture(u"came.png"_s, {400, 300}, Qt::green);
        m_model->update(all, false, false);
        QTRY_VERIFY(shows(Qt::green));
        QVERIFY(isEnabled(u"viewer.save"_s) && isEnabled(u"viewer.copy"_s));
        QVERIFY(text(u"viewer.state"_s).isEmpty());
    }

    void oneThatIsNone()
    {
        m_model->update(rows(), false, false);
        auto all = rows();
        all[2].files.first().state = State::Here;
        all[2].files.first().path = m_files.file(u"none.png"_s, "<svg/> is no picture here");
        open(u"id-3"_s, u"away"_s);
        m_model->update(all, false, false);
        QTRY_COMPARE(text(u"viewer.state"_s), u"This picture cannot be shown."_s);
        QVERIFY(!isEnabled(u"viewer.copy"_s));
    }

    void zooming()
    {
        open(u"id-1"_s, u"red"_s);
        QTRY_VERIFY(shows(Qt::red));
        const double fitted = m_canvas->scale();
        QVERIFY(!isEnabled(u"viewer.zoomOut"_s));
        press(Qt::Key_Plus);
        QCOMPARE(m_canvas->scale(), fitted * 1.25);
        click(u"viewer.zoomIn"_s);
        QCOMPARE(m_canvas->scale(), fitted * 1.25 * 1.25);
        press(Qt::Key_Minus);
        press(Qt::Key_0);
        QCOMPARE(m_canvas->scale(), fitted);
        QVERIFY(m_canvas->isFitted());
        // What is under the pointer stays under it.
        const QPointF at(200, 200);
        const auto under = [&] {
            const QRectF rect = m_canvas->pictureRect();
            return QPointF((at.x() - rect.x()) / rect.width(), (at.y() - rect.y()) / rect.height());
        };
        for (int i = 0; i < 8; ++i) {
            QWheelEvent wheel(at, m_canvas->mapToGlobal(at), {}, {0, 120}, {}, {}, Qt::NoScrollPhase, false);
            const QPointF before = under();
            QApplication::sendEvent(m_canvas, &wheel);
            if (i >= 5)
                QVERIFY((under() - before).manhattanLength() < 0.01);
        }
        QVERIFY(m_canvas->scale() > 1);
        for (int i = 0; i < 30; ++i)
            press(Qt::Key_Plus);
        QCOMPARE(m_canvas->scale(), 8.0);
        QCOMPARE(text(u"viewer.zoom"_s).remove(QChar(0x2066)).remove(QChar(0x2069)), u"800 %"_s);
    }

    void dragging()
    {
        open(u"id-1"_s, u"red"_s);
        QTRY_VERIFY(shows(Qt::red));
        press(Qt::Key_1);
        QCOMPARE(m_canvas->scale(), 1.0);
        const QRectF before = m_canvas->pictureRect();
        QTest::mousePress(m_canvas, Qt::LeftButton, {}, {300, 200});
        QMouseEvent move(QEvent::MouseMove, QPointF(250, 180), m_canvas->mapToGlobal(QPointF(250, 180)), Qt::NoButton,
                         Qt::LeftButton, {});
        QApplication::sendEvent(m_canvas, &move);
        QCOMPARE(m_canvas->pictureRect().topLeft(), before.topLeft() + QPointF(-50, -20));
        QMouseEvent far(QEvent::MouseMove, QPointF(5000, 5000), m_canvas->mapToGlobal(QPointF(5000, 5000)),
                        Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(m_canvas, &far);
        QTest::mouseRelease(m_canvas, Qt::LeftButton, {}, {300, 200});
        // No edge comes away from the window's.
        QCOMPARE(m_canvas->pictureRect().left(), 0.0);
    }

    void copiedAndSaved()
    {
        open(u"id-1"_s, u"blue"_s);
        QTRY_VERIFY(shows(Qt::blue));
        press(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->image().size(), QSize(100, 50));
        QSignalSpy saved(m_viewer.data(), &PictureViewer::saveWanted);
        click(u"viewer.save"_s);
        QCOMPARE(saved.count(), 1);
        QCOMPARE(saved.first().first().value<client::ShownFile>().id, u"blue"_s);
    }

    void tabStaysInIt()
    {
        open(u"id-1"_s, u"red"_s);
        QTRY_VERIFY(shows(Qt::red));
        QSet<QWidget *> seenByTab;
        for (int i = 0; i < 12; ++i) {
            press(Qt::Key_Tab);
            QVERIFY(m_viewer->isAncestorOf(QApplication::focusWidget()));
            QVERIFY(!QApplication::focusWidget()->accessibleName().isEmpty());
            seenByTab.insert(QApplication::focusWidget());
        }
        QVERIFY(seenByTab.size() >= 5);
        // Arrows are for pictures there, too.
        seen<QWidget>(u"viewer.close"_s)->setFocus();
        press(Qt::Key_Right);
        QCOMPARE(named(), u"blue.png"_s);
    }

    void aMessageThatGoesTakesItAlong()
    {
        open(u"id-1"_s, u"red"_s);
        auto all = rows();
        all.removeFirst();
        m_model->update(all, false, false);
        QTRY_VERIFY(!m_viewer);
        open(u"id-1"_s, u"red"_s);
        m_model.reset();
        QTRY_VERIFY(!m_viewer);
    }

private:
    SampleFiles m_files;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<client::ConversationModel> m_model;
    std::unique_ptr<QWidget> m_window;
    QLineEdit *m_field = nullptr;
    QPointer<PictureViewer> m_viewer;
    PictureCanvas *m_canvas = nullptr;
    std::unique_ptr<QSignalSpy> m_fetched;
};

CONFAB_GUI_TEST(TestViewer)

#include "tst_viewer.moc"
