// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_rows.h"
#include "test_program.h"

#include <confab/ui/conversation/conversation_view.h>
#include <confab/ui/conversation/row_layout.h>
#include <confab/ui/theme/theme.h>

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QPaintEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextLayout>

using namespace confab;
using namespace confab::ui;
using namespace confab::tests;
using namespace Qt::StringLiterals;

using Row = client::MessageRow;

namespace
{

// Where the text of a row stands in the view: what is read.
int textTop(const ConversationView &view, int row)
{
    const RowLayout *layout = view.rowLayout(row);
    return layout ? *view.rowTop(row) + layout->body.top() : -100000;
}

// A row that is wholly seen, near the middle, and where it stands.
struct Seen {
    QString id;
    int top = 0;
};

Seen middleOf(const ConversationView &view)
{
    const QList<int> rows = view.visibleRows();
    const int row = rows.at(rows.size() / 2);
    return {view.model()->row(row).id, textTop(view, row)};
}

int topOf(const ConversationView &view, const QString &id)
{
    return textTop(view, view.model()->indexOfId(id));
}

QPoint pointOf(const ConversationView &view, int row, QPoint inRow)
{
    return inRow + QPoint(0, *view.rowTop(row));
}

class PaintWatch : public QObject
{
public:
    explicit PaintWatch(QWidget *watched)
        : m_watched(watched)
    {
        watched->installEventFilter(this);
        painted();
    }
    // Whether anything was to be painted since the last time. Paint events come later, all that is wanted until then in
    // one: a point of the margin brings them.
    bool painted()
    {
        m_wide = 0;
        m_all = 0;
        m_watched->update(0, 0, 1, 1);
        return QTest::qWaitFor([this] { return m_all > 0; }) && m_wide > 0;
    }
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() != QEvent::Paint)
            return false;
        ++m_all;
        // The margin, with the scroll bar over it, is none of it.
        for (const QRect &part : static_cast<QPaintEvent *>(event)->region())
            m_wide += part.width() > 20 ? 1 : 0;
        return false;
    }

private:
    QWidget *m_watched;
    int m_all = 0;
    int m_wide = 0;
};

} // namespace

class TestConversationView : public QObject
{
    Q_OBJECT

private:
    void show(const QList<Row> &rows, bool moreBefore = false, bool moreAfter = false, qint64 newFrom = 0)
    {
        m_model->update(rows, moreBefore, moreAfter);
        m_model->setNewFromSeq(newFrom);
        m_view->setModel(m_model.get());
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }

    void scrollBy(int dy)
    {
        QScrollBar *bar = m_view->verticalScrollBar();
        bar->setValue(bar->value() + dy);
    }

    // Up until the first row is seen in part only.
    void leaveHalfARow()
    {
        while (*m_view->rowTop(m_view->visibleRows().first()) >= 0)
            scrollBy(-7);
    }

    // 1,000,000 messages, of which 100 are held.
    void showFar(qint64 first = 500001)
    {
        m_model->setEnds(1, 1000000);
        show(sampleRows(first, 100), true, true);
        QApplication::processEvents();
    }

    QPoint pointOfAction(int row, RowLayout::Action::Kind kind)
    {
        for (const RowLayout::Action &action : m_view->rowLayout(row)->actions) {
            if (action.kind == kind)
                return pointOf(*m_view, row, action.hit.center());
        }
        return {-1, -1};
    }

    static RowAbilities everything()
    {
        return {.react = true,
                .reply = true,
                .thread = true,
                .pin = true,
                .edit = true,
                .remove = true,
                .moderate = false,
                .forward = true,
                .copyLink = true,
                .markUnread = true};
    }

    QStringList menuOf(int row)
    {
        while (m_view->pickedRow() != row)
            m_view->pickedRow()<0 || m_view->pickedRow()> row ? m_view->pickPrevious() : m_view->pickNext();
        return openedMenu();
    }

    QStringList openedMenu()
    {
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(m_view->viewport(), &byKey);
        m_menu = m_view->findChild<QMenu *>(u"conversation.menu"_s);
        QStringList names;
        if (!m_menu)
            return names;
        for (const QAction *action : m_menu->actions()) {
            if (!action->isSeparator())
                names.append(action->objectName().section(u'.', 2));
        }
        return names;
    }

    void closeMenu()
    {
        m_menu->close();
        delete m_menu;
    }

    QPointer<QMenu> m_menu;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<client::ConversationModel> m_model;
    std::unique_ptr<ConversationView> m_view;

private slots:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_model = std::make_unique<client::ConversationModel>();
        m_view = std::make_unique<ConversationView>();
        m_view->resize(700, 500);
    }

    void cleanup()
    {
        m_view.reset();
        m_model.reset();
        m_theme.reset();
    }

    void beginsAtTheEnd()
    {
        show(sampleRows(1, 100));
        QVERIFY(m_view->atEnd());
        QCOMPARE(m_view->visibleRows().last(), 99);
        QVERIFY(m_view->visibleRows().size() < 30);
    }

    void beginsAtTheNewLine()
    {
        show(sampleRows(1, 100), false, false, 50);
        QVERIFY(!m_view->atEnd());
        QCOMPARE(*m_view->rowTop(49), m_view->viewport()->height() / 4);
        QVERIFY(!m_view->rowLayout(49)->newLine.isNull());
    }

    void fewRowsStandAtTheBottom()
    {
        show(sampleRows(1, 2));
        QVERIFY(m_view->atEnd());
        QVERIFY(*m_view->rowTop(0) > 200);
        QCOMPARE(m_view->verticalScrollBar()->maximum(), 0);
    }

    void nothingMovesWhenRowsComeAbove()
    {
        show(sampleRows(101, 100), true);
        scrollBy(-1500);
        const Seen seen = middleOf(*m_view);
        m_model->update(sampleRows(51, 150), true, false);
        QCOMPARE(m_model->rowCount(), 150);
        QCOMPARE(topOf(*m_view, seen.id), seen.top);
        // Also at the very top.
        m_view->verticalScrollBar()->setValue(0);
        const Seen top = middleOf(*m_view);
        m_model->update(sampleRows(1, 200), false, false);
        QCOMPARE(topOf(*m_view, top.id), top.top);
        QVERIFY(m_view->verticalScrollBar()->value() > 0);
    }

    void theStickyDayStandsBelowWhatCoversTheTop()
    {
        show(sampleRows(1, 100));
        QVERIFY(!m_view->stickyDay().isEmpty());
        QCOMPARE(m_view->stickyDayRect().top(), 8);
        m_view->setTopCovered(36);
        QCOMPARE(m_view->stickyDayRect().top(), 36 + 8);
        // Where the separator itself can be read there is no pill; under the strip it cannot be read.
        m_view->verticalScrollBar()->setValue(0);
        m_view->setTopCovered(0);
        QVERIFY(!m_view->rowLayout(0)->day.isNull());
        QVERIFY(m_view->stickyDay().isEmpty());
        m_view->setTopCovered(36);
        QVERIFY(!m_view->stickyDay().isEmpty());
        QVERIFY(m_view->stickyDayRect().top() >= 36);
    }

    void othersWhoAreMeantAreTinted()
    {
        Row row = sampleRow(1, u"ask @ada or @mira"_s);
        row.mentions = {u"ada"_s, u"mira"_s};
        m_view->setMyNames({u"mira"_s});
        show({row});
        const RowLayout *layout = m_view->rowLayout(0);
        QVERIFY(layout);
        const RowLayout::Block &block = layout->blocks.first();
        const QImage picture = m_view->viewport()->grab().toImage();
        const auto has = [&](const QString &word, const QString &token) {
            const auto at = static_cast<int>(block.text->text().indexOf(word));
            const QTextLine line = block.text->lineAt(0);
            const QRect box(static_cast<int>(block.rect.x() + line.cursorToX(at)) - 1,
                            *m_view->rowTop(0) + block.rect.y(),
                            static_cast<int>(line.cursorToX(at + word.size()) - line.cursorToX(at)) + 2, 20);
            const QRgb wanted = m_theme->color(token).rgb();
            for (int y = box.top(); y <= box.bottom(); ++y) {
                for (int x = box.left(); x <= box.right(); ++x) {
                    if (picture.pixel(x, y) == wanted)
                        return true;
                }
            }
            return false;
        };
        QVERIFY(has(u"@ada"_s, u"accentSoft"_s));
        QVERIFY(!has(u"@mira"_s, u"accentSoft"_s));
        QVERIFY(!has(u"ask"_s, u"accentSoft"_s));
    }

    void nothingMovesWhenARowAboveChanges()
    {
        QList<Row> rows = sampleRows(1, 100);
        show(rows);
        scrollBy(-2001);
        leaveHalfARow();
        const Seen seen = middleOf(*m_view);
        const int first = m_view->visibleRows().first();
        for (const int changed : {first, first - 1, first - 2}) {
            rows[changed].text += u"\n\nlonger\n\nby\n\nsome\n\nlines"_s;
            rows[changed].edited = true;
            m_model->update(rows, false, false);
            QCOMPARE(topOf(*m_view, seen.id), seen.top);
        }
        rows.removeAt(first - 1);
        m_model->update(rows, false, false);
        QCOMPARE(topOf(*m_view, seen.id), seen.top);
        // Below, and at the end, too.
        rows.append(sampleRows(101, 5));
        m_model->update(rows, false, false);
        QCOMPARE(topOf(*m_view, seen.id), seen.top);
    }

    void resizingKeepsTheRowThatIsRead()
    {
        show(sampleRows(1, 100));
        scrollBy(-2000);
        const QList<int> rows = m_view->visibleRows();
        const int read = *m_view->rowTop(rows.at(0)) < 0 ? rows.at(1) : rows.at(0);
        const Seen seen{m_model->row(read).id, textTop(*m_view, read)};
        for (const QSize size : {QSize(400, 500), QSize(900, 500), QSize(900, 300), QSize(700, 600)}) {
            m_view->resize(size);
            QCOMPARE(topOf(*m_view, seen.id), seen.top);
        }
        m_theme->setTextSize(18);
        QCOMPARE(topOf(*m_view, seen.id), seen.top);
    }

    void followsTheEndOnlyWhenThere()
    {
        QList<Row> rows = sampleRows(1, 60);
        show(rows);
        rows.append(sampleRows(61, 3));
        m_model->update(rows, false, false);
        QVERIFY(m_view->atEnd());
        auto *jump = m_view->findChild<QAbstractButton *>(u"conversation.jump"_s);
        QVERIFY(!jump->isVisible());

        scrollBy(-200);
        QVERIFY(!m_view->atEnd());
        QVERIFY(jump->isVisible());
        const Seen seen = middleOf(*m_view);
        rows.append(sampleRows(64, 4));
        m_model->update(rows, false, false);
        QVERIFY(!m_view->atEnd());
        QCOMPARE(topOf(*m_view, seen.id), seen.top);
        QVERIFY2(jump->accessibleName().contains(u'4'), qUtf8Printable(jump->accessibleName()));

        QTest::mouseClick(jump, Qt::LeftButton);
        QVERIFY(m_view->atEnd());
        QVERIFY(!jump->isVisible());
        // Back at the end by hand it follows again.
        scrollBy(-300);
        scrollBy(100000);
        QVERIFY(m_view->atEnd());
        rows.append(sampleRows(68, 1));
        m_model->update(rows, false, false);
        QVERIFY(m_view->atEnd());
    }

    void aTallerWindowStaysAtTheEnd()
    {
        show(sampleRows(1, 60));
        for (const int height : {300, 480, 700}) {
            m_view->resize(700, height);
            QVERIFY(m_view->atEnd());
        }
    }

    // Only what is newer than what there was at the end counts, whatever rows come and go below meanwhile.
    void countsWhatIsNewWhileRowsBelowAreLetGo()
    {
        show(sampleRows(1, 100));
        auto *jump = m_view->findChild<QAbstractButton *>(u"conversation.jump"_s);
        scrollBy(-5000);
        m_model->update(sampleRows(1, 80), false, true); // the rows below are let go
        m_model->update(sampleRows(1, 100), false, false);
        QVERIFY(jump->isVisible());
        QVERIFY2(!jump->accessibleName().contains("new"_L1), qUtf8Printable(jump->accessibleName()));
        QList<Row> rows = sampleRows(1, 102);
        Row gap;
        gap.kind = Row::Kind::Gap;
        gap.seq = 104;
        rows.append(gap);
        rows.append(sampleRows(105, 1));
        m_model->update(rows, false, false);
        QVERIFY2(jump->accessibleName().contains(u'3'), qUtf8Printable(jump->accessibleName()));
    }

    void ownMessageIsShown()
    {
        QList<Row> rows = sampleRows(1, 60);
        show(rows);
        scrollBy(-600);
        Row own = sampleRow(0, u"mine"_s, u"me"_s);
        own.own = true;
        own.state = Row::State::Waiting;
        rows.append(own);
        m_model->update(rows, false, false);
        QVERIFY(m_view->atEnd());
        // Its seq comes: the same row, nothing else.
        const QString id = own.id;
        const int top = topOf(*m_view, id);
        rows.last().seq = 61;
        rows.last().state = Row::State::Sent;
        m_model->update(rows, false, false);
        QCOMPARE(topOf(*m_view, id), top);
    }

    void asksForMoreAheadOfTime()
    {
        QSignalSpy before(m_model.get(), &client::ConversationModel::wantBefore);
        QSignalSpy after(m_model.get(), &client::ConversationModel::wantAfter);
        show(sampleRows(101, 100), true);
        QApplication::processEvents();
        QCOMPARE(before.count(), 0); // far from the top
        scrollBy(-(m_view->verticalScrollBar()->value() - m_view->height()));
        QTRY_COMPARE(before.count(), 1); // a screen away
        m_model->setLoading(true);
        scrollBy(-50);
        QApplication::processEvents();
        QCOMPARE(before.count(), 1);
        m_model->update(sampleRows(51, 150), false, true);
        m_model->setLoading(false);
        QApplication::processEvents();
        QCOMPARE(before.count(), 1); // there is no more
        QCOMPARE(after.count(), 0);
        scrollBy(100000);
        QTRY_COMPARE(after.count(), 1);
        QSignalSpy latest(m_view.get(), &ConversationView::latestWanted);
        m_view->jumpToLatest();
        QCOMPARE(latest.count(), 1);
    }

    void asksAgainOnceThereIsAConnection()
    {
        QSignalSpy before(m_model.get(), &client::ConversationModel::wantBefore);
        m_view->setOnline(false);
        show(sampleRows(101, 5), true);
        QTRY_COMPARE(before.count(), 1);
        m_model->setLoading(true);
        m_model->setLoading(false);
        QApplication::processEvents();
        QCOMPARE(before.count(), 1);
        m_view->setOnline(true);
        QTRY_COMPARE(before.count(), 2);
    }

    void asksForGaps()
    {
        QList<Row> rows = sampleRows(1, 5);
        Row gap;
        gap.kind = Row::Kind::Gap;
        gap.seq = 19;
        rows.append(gap);
        rows.append(sampleRows(20, 30));
        QSignalSpy wanted(m_model.get(), &client::ConversationModel::wantGap);
        show(rows);
        m_view->verticalScrollBar()->setValue(0);
        QTRY_COMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toLongLong(), 20);
        // The rows of the gap come: what is read stays.
        const Seen seen = middleOf(*m_view);
        m_model->update(sampleRows(1, 49), false, false);
        QCOMPARE(topOf(*m_view, seen.id), seen.top);
    }

    void tellsWhatWasReallySeen()
    {
        QSignalSpy read(m_view.get(), &ConversationView::visibleReadSeq);
        show(sampleRows(1, 100), false, false, 50);
        QTRY_VERIFY(!read.isEmpty());
        const qint64 first = read.last().first().toLongLong();
        QVERIFY(first >= 50 && first < 70);
        const int row = m_model->indexOfSeq(first);
        QVERIFY(*m_view->rowTop(row) < m_view->viewport()->height());
        // Scrolling up tells nothing, further down does.
        read.clear();
        scrollBy(-300);
        QVERIFY(read.isEmpty());
        scrollBy(100000);
        QCOMPARE(read.last().first().toLongLong(), 100);
    }

    void inAnInactiveWindowNothingIsRead()
    {
        QSignalSpy read(m_view.get(), &ConversationView::visibleReadSeq);
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        m_model->update(sampleRows(1, 10), false, false);
        m_view->setAttribute(Qt::WA_ShowWithoutActivating);
        m_view->setModel(m_model.get());
        m_view->show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        read.clear();
        m_model->update(sampleRows(1, 12), false, false);
        QVERIFY(read.isEmpty());
        m_view->activateWindow();
        QTRY_COMPARE(read.count(), 1);
        QCOMPARE(read.last().first().toLongLong(), 12);
    }

    void whatIsNewIsShownFromItsBeginning()
    {
        show(sampleRows(1, 60));
        QVERIFY(m_view->atEnd());
        QSignalSpy read(m_view.get(), &ConversationView::visibleReadSeq);
        m_model->setNewFromSeq(61);
        m_model->update(sampleRows(1, 160), false, false);
        QVERIFY(!m_view->atEnd());
        QVERIFY(m_view->rowTop(60).has_value());
        for (const QList<QVariant> &told : read)
            QVERIFY(told.first().toLongLong() < 120);
        // Where all of it is seen, nothing moves away from the end.
        m_view->jumpToLatest();
        m_model->setNewFromSeq(0);
        m_model->setNewFromSeq(161);
        m_model->update(sampleRows(1, 161), false, false);
        QVERIFY(m_view->atEnd());
    }

    void failedActionsAndLinks()
    {
        QList<Row> rows = sampleRows(1, 3);
        rows.append(sampleRow(4, u"https://a.example/x"_s));
        Row failed = sampleRow(0, u"lost"_s, u"me"_s);
        failed.own = true;
        failed.state = Row::State::Failed;
        failed.failure = u"Not sent."_s;
        rows.append(failed);
        show(rows);
        QSignalSpy retry(m_view.get(), &ConversationView::retryRequested);
        QSignalSpy edit(m_view.get(), &ConversationView::editRequested);
        QSignalSpy discard(m_view.get(), &ConversationView::discardRequested);
        QSignalSpy link(m_view.get(), &ConversationView::linkActivated);
        for (int i = 0; i < 3; ++i) {
            const QPoint at = m_view->rowLayout(4)->actions.at(i).hit.center();
            QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointOf(*m_view, 4, at));
        }
        QCOMPARE(retry.count(), 1);
        QCOMPARE(retry.first().first().toString(), failed.id);
        QCOMPARE(edit.count(), 1);
        QCOMPARE(discard.count(), 1);
        const QRect text = m_view->rowLayout(3)->blocks.first().rect;
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {},
                          pointOf(*m_view, 3, QPoint(text.x() + 20, text.center().y())));
        QCOMPARE(link.count(), 1);
        QCOMPARE(link.first().first().toUrl(), QUrl(u"https://a.example/x"_s));
    }

    void selectsInsideAMessageAndOverSeveral()
    {
        show({sampleRow(1, u"first message"_s), sampleRow(2, u"second **bold** message"_s), sampleRow(3, u"third"_s)});
        QWidget *viewport = m_view->viewport();
        const auto at = [this](int row, int character) {
            const RowLayout::Block &block = m_view->rowLayout(row)->blocks.first();
            return pointOf(
                *m_view, row,
                QPoint(block.rect.x() + qRound(block.text->lineAt(0).cursorToX(character)), block.rect.center().y()));
        };
        const auto drag = [&](QPoint from, QPoint to) {
            QTest::mousePress(viewport, Qt::LeftButton, {}, from);
            QMouseEvent move(QEvent::MouseMove, to, viewport->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                             Qt::NoModifier);
            QApplication::sendEvent(viewport, &move);
            QTest::mouseRelease(viewport, Qt::LeftButton, {}, to);
        };
        drag(at(1, 7), at(1, 11));
        QCOMPARE(m_view->selectedText(), u"bold"_s);
        QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"bold"_s);
        drag(at(2, 2), at(0, 3));
        QCOMPARE(m_view->selectedText(),
                 u"[14:00] ben: first message\n[14:00] ben: second bold message\n[14:00] ben: third"_s);
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QVERIFY(m_view->selectedText().isEmpty());
        QTest::mouseDClick(viewport, Qt::LeftButton, {}, at(0, 2));
        QCOMPARE(m_view->selectedText(), u"first"_s);
    }

    void picksByKeyAndOpensTheMenu()
    {
        show(sampleRows(1, 50));
        m_view->setFocus();
        QCOMPARE(m_view->pickedRow(), -1);
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QCOMPARE(m_view->pickedRow(), 49);
        for (int i = 0; i < 30; ++i)
            QTest::keyClick(m_view.get(), Qt::Key_Up);
        QCOMPARE(m_view->pickedRow(), 19);
        QVERIFY(*m_view->rowTop(19) >= 0);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(m_view->pickedRow(), 20);
        QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().startsWith("Message 21"_L1));

        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(m_view->viewport(), &byKey);
        auto *menu = m_view->findChild<QMenu *>(u"conversation.menu"_s);
        QVERIFY(menu);
        QVERIFY(menu->findChild<QAction *>(u"conversation.menu.copy"_s));
        menu->close();
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QCOMPARE(m_view->pickedRow(), -1);
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QVERIFY(m_view->atEnd());
    }

    // By key there is no link under the pointer: the menu has those of the message.
    void linksByKey()
    {
        show({sampleRow(1, u"see https://a.example/x?b=1&c=2 and [this](https://b.example) and https://b.example"_s),
              sampleRow(2, u"none"_s)});
        m_view->setFocus();
        m_view->pickPrevious();
        m_view->pickPrevious();
        QCOMPARE(m_view->pickedRow(), 0);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        auto *menu = m_view->findChild<QMenu *>(u"conversation.menu"_s);
        QVERIFY(menu);
        const auto open = menu->findChildren<QAction *>(u"conversation.menu.openLink"_s);
        const auto copy = menu->findChildren<QAction *>(u"conversation.menu.link"_s);
        QCOMPARE(open.size(), 2);
        QCOMPARE(copy.size(), 2);
        QVERIFY2(open[0]->text().contains(u"a.example/x?b=1&&c=2"_s), qUtf8Printable(open[0]->text()));
        QVERIFY(open[1]->text().contains(u"b.example"_s));
        QSignalSpy link(m_view.get(), &ConversationView::linkActivated);
        open[1]->trigger();
        QCOMPARE(link.count(), 1);
        QCOMPARE(link.first().first().toUrl(), QUrl(u"https://b.example"_s));
        copy[0]->trigger();
        QCOMPARE(QApplication::clipboard()->text(), u"https://a.example/x?b=1&c=2"_s);
        menu->close();
    }

    void thePickedMessageHasTheBar()
    {
        show(sampleRows(1, 5));
        m_view->setFocus();
        auto *copy = m_view->findChild<QAbstractButton *>(u"conversation.hover.copy"_s);
        QVERIFY(!copy->isVisible());
        m_view->pickPrevious();
        QVERIFY(copy->isVisible());
        copy->click();
        QVERIFY(QApplication::clipboard()->text().startsWith("Message 5"_L1));
        m_view->clearPick();
        QVERIFY(!copy->isVisible());
    }

    void escapeTakesOneThingBackAtATime()
    {
        show(sampleRows(1, 100));
        QVERIFY(!m_view->escape());
        scrollBy(-3000);
        m_view->setFocus();
        m_view->pickPrevious();
        QVERIFY(m_view->escape());
        QCOMPARE(m_view->pickedRow(), -1);
        QVERIFY(!m_view->atEnd());
        QVERIFY(m_view->escape());
        QVERIFY(m_view->atEnd());
        QVERIFY(!m_view->escape());
    }

    void screenReadersAreToldOfWhatComes()
    {
        QList<Row> rows = sampleRows(10, 20);
        show(rows);
        // The platform's bridge is asleep here: the view's own word is heard in its place.
        QSignalSpy said(m_view.get(), &ConversationView::announced);
        rows.append(sampleRow(30, u"something new"_s));
        m_model->update(rows, false, false);
        QCOMPARE(said.size(), 1);
        QCOMPARE(said.first().at(0).toInt(), 20);
        QVERIFY(said.first().at(1).toString().contains(u"something new"_s));
        rows.append(sampleRow(31, u"mine"_s));
        rows.last().own = true;
        m_model->update(rows, false, false);
        QCOMPARE(said.size(), 1); // one knows what one wrote
        m_model->update(sampleRows(1, 9) + rows, false, false);
        QCOMPARE(said.size(), 1); // history is no news
    }

    void screenReadersFindTheMessages()
    {
        QList<Row> rows = sampleRows(1, 20);
        rows.last().own = true;
        rows.last().state = Row::State::Read;
        show(rows);
        QAccessibleInterface *view = QAccessible::queryAccessibleInterface(m_view.get());
        QVERIFY(view);
        QCOMPARE(view->role(), QAccessible::List);
        QCOMPARE(view->childCount(), 20);
        QAccessibleInterface *last = view->child(19);
        QVERIFY(last);
        QCOMPARE(last->role(), QAccessible::ListItem);
        const QString name = last->text(QAccessible::Name);
        QVERIFY2(name.contains("Message 20"_L1) && name.contains("read"_L1), qUtf8Printable(name));
        QCOMPARE(view->indexOfChild(last), 19);
        QVERIFY(last->rect().height() > 20);
        QVERIFY(!view->child(20));
    }

    // --- going far ------------------------------------------------------------------------------------------------

    void theScrollBarStandsForTheWholeConversation()
    {
        showFar();
        QScrollBar *bar = m_view->verticalScrollBar();
        QVERIFY2(bar->maximum() > 20'000'000, qPrintable(QString::number(bar->maximum())));
        const double part = bar->value() / double(bar->maximum());
        QVERIFY2(part > 0.49 && part < 0.51, qPrintable(QString::number(part)));
        // Dragged far: the rows there are asked for, and nothing moves before they are here.
        QSignalSpy around(m_model.get(), &client::ConversationModel::wantAround);
        const Seen seen = middleOf(*m_view);
        bar->setValue(bar->maximum() / 10);
        QCOMPARE(topOf(*m_view, seen.id), seen.top);
        QTRY_COMPARE(around.count(), 1);
        const qint64 wanted = around.first().first().toLongLong();
        QVERIFY2(wanted > 90000 && wanted < 110000, qPrintable(QString::number(wanted)));
        m_model->update(sampleRows(wanted - 50, 100), true, true);
        QCOMPARE(*m_view->rowTop(m_model->indexOfSeq(wanted)), 0);
        const double there = bar->value() / double(bar->maximum());
        QVERIFY2(there > 0.09 && there < 0.11, qPrintable(QString::number(there)));
    }

    void nothingIsReadOnTheWay()
    {
        showFar();
        m_model->setNewFromSeq(0);
        QSignalSpy read(m_view.get(), &ConversationView::visibleReadSeq);
        m_view->jumpTo(600000);
        m_model->update(sampleRows(599951, 100), true, true);
        for (const QList<QVariant> &told : read)
            QVERIFY(told.first().toLongLong() < 600020); // not the end of what was loaded
    }

    void jumpsToAMessageAndBack()
    {
        showFar();
        scrollBy(-500);
        const Seen seen = middleOf(*m_view);
        auto *back = m_view->findChild<QAbstractButton *>(u"conversation.back"_s);
        QVERIFY(!back->isVisible());
        // One that is held and far away.
        m_view->jumpTo(500095);
        QCOMPARE(m_view->shownSeq(), 500095);
        QVERIFY(m_view->rowTop(m_model->indexOfSeq(500095)).has_value());
        QVERIFY(back->isVisible());
        QTest::mouseClick(back, Qt::LeftButton);
        QCOMPARE(topOf(*m_view, seen.id), seen.top);
        QVERIFY(!back->isVisible());
        // One that is seen stays where it is.
        const qint64 seq = m_model->row(m_model->indexOfId(seen.id)).seq;
        m_view->jumpTo(seq);
        QCOMPARE(topOf(*m_view, seen.id), seen.top);
        QVERIFY(!m_view->canJumpBack());
        // One that is not held, and back over rows that are not held any more.
        QSignalSpy around(m_model.get(), &client::ConversationModel::wantAround);
        m_view->jumpTo(17);
        QCOMPARE(around.count(), 1);
        QCOMPARE(around.first().first().toLongLong(), 17);
        QCOMPARE(topOf(*m_view, seen.id), seen.top);
        m_model->update(sampleRows(1, 100), false, true);
        const int top = *m_view->rowTop(m_model->indexOfSeq(17));
        QVERIFY(top >= 0 && top < m_view->height());
        QVERIFY(m_view->escape());
        QCOMPARE(around.count(), 2);
        m_model->update(sampleRows(500001, 100), true, true);
        QCOMPARE(topOf(*m_view, seen.id), seen.top);
        // The tint goes by itself.
        QTRY_COMPARE(m_view->shownSeq(), 0);
    }

    void rowsThatComeOnBothSidesAreAllWaitedFor()
    {
        m_model->setEnds(1, 1000000);
        show(sampleRows(500040, 20), true, true);
        m_view->jumpTo(500090);
        m_model->update(sampleRows(500001, 100), true, true);
        const std::optional<int> top = m_view->rowTop(m_model->indexOfSeq(500090));
        QVERIFY(top && *top >= 0 && *top < m_view->height());
    }

    void whatCannotBeHadLeadsToTheNearest()
    {
        showFar();
        m_view->jumpTo(400000);
        // Without a connection the cache has some below it.
        m_model->update(sampleRows(300001, 100), true, true);
        QTRY_VERIFY(m_view->rowTop(99).has_value());
        scrollBy(-200);
        QVERIFY(!m_view->visibleRows().isEmpty());
    }

    // --- what is done with messages -------------------------------------------------------------------------------

    void partsArePressed()
    {
        m_view->setAbilities(everything());
        QList<Row> rows = sampleRows(1, 3);
        Row row = sampleRow(4, u"Yes ||no||\n```\ncode\n```"_s);
        row.quote = client::QuotedMessage{1, u"ada"_s, u"Ada"_s, u"Message 1"_s, false};
        row.reactions = {{u"👍"_s, 1, true, {}}};
        row.replies = client::ThreadSummary{2, 9, false, {}};
        row.change = Row::Change::Conflict;
        rows.append(row);
        show(rows);
        const auto press = [&](Kind kind) {
            QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointOfAction(3, kind));
        };
        QSignalSpy reaction(m_view.get(), &ConversationView::reactionToggled);
        press(RowLayout::Action::Kind::React);
        QCOMPARE(reaction.count(), 1);
        QCOMPARE(reaction.first(), (QList<QVariant>{row.id, u"👍"_s, false}));
        QSignalSpy picker(m_view.get(), &ConversationView::reactRequested);
        press(RowLayout::Action::Kind::ReactAnew);
        QCOMPARE(picker.count(), 1);
        QVERIFY(picker.first().at(1).toRect().contains(
            m_view->viewport()->mapToGlobal(pointOfAction(3, RowLayout::Action::Kind::ReactAnew))));
        QSignalSpy thread(m_view.get(), &ConversationView::threadRequested);
        press(RowLayout::Action::Kind::Thread);
        QCOMPARE(thread.first().first().toLongLong(), 4);
        QSignalSpy both(m_view.get(), &ConversationView::conflictRequested);
        press(RowLayout::Action::Kind::ShowBoth);
        QCOMPARE(both.count(), 1);
        press(RowLayout::Action::Kind::Quoted);
        QCOMPARE(m_view->shownSeq(), 1);
        press(RowLayout::Action::Kind::CopyCode);
        QCOMPARE(QApplication::clipboard()->text(), u"code"_s);
        QVERIFY(!m_view->describe(3).contains("no"_L1));
        press(RowLayout::Action::Kind::Reveal);
        QVERIFY(m_view->rowLayout(3)->blocks.first().covers.isEmpty());
        QVERIFY(m_view->describe(3).contains("no"_L1));
    }

    void theBarOffersWhatMayBeDone()
    {
        show(sampleRows(1, 5));
        m_view->setFocus();
        const auto shown = [this] {
            QStringList names;
            for (const auto *button : m_view->findChildren<QAbstractButton *>()) {
                const QString name = button->objectName();
                if (button->isVisible() && name.startsWith("conversation.hover."_L1))
                    names.append(name.section(u'.', 2));
            }
            return names;
        };
        m_view->pickPrevious();
        QCOMPARE(shown(), (QStringList{u"copy"_s, u"more"_s}));
        m_view->setAbilities(everything());
        m_view->setQuickReactions({u"🎉"_s, u"🚀"_s, u"👀"_s});
        QCOMPARE(shown(), (QStringList{u"emoji"_s, u"emoji"_s, u"react"_s, u"reply"_s, u"thread"_s, u"more"_s}));
        QSignalSpy reaction(m_view.get(), &ConversationView::reactionToggled);
        QSignalSpy reply(m_view.get(), &ConversationView::replyRequested);
        QSignalSpy thread(m_view.get(), &ConversationView::threadRequested);
        m_view->findChildren<QAbstractButton *>(u"conversation.hover.emoji"_s).at(1)->click();
        m_view->findChild<QAbstractButton *>(u"conversation.hover.reply"_s)->click();
        m_view->findChild<QAbstractButton *>(u"conversation.hover.thread"_s)->click();
        QCOMPARE(reaction.first(), (QList<QVariant>{u"id-5"_s, u"🚀"_s, true}));
        QCOMPARE(reply.first().first().toString(), u"id-5"_s);
        QCOMPARE(thread.first().first().toLongLong(), 5);
        // One that waits can only be copied.
        Row waiting = sampleRow(0, u"x"_s);
        waiting.own = waiting.changeable = true;
        waiting.state = Row::State::Waiting;
        m_model->update(sampleRows(1, 5) + QList<Row>{waiting}, false, false);
        m_view->pickNext();
        QCOMPARE(shown(), (QStringList{u"copy"_s, u"more"_s}));
    }

    void theMenuHasItAllForKeys()
    {
        QList<Row> rows = sampleRows(1, 3);
        rows[1].own = true;
        rows[2].deleted = true;
        rows[0].reactions = {{u"👍"_s, 1, false, {}}};
        show(rows);
        m_view->setFocus();
        QCOMPARE(menuOf(0), QStringList{u"copy"_s});
        closeMenu();
        m_view->setAbilities(everything());
        QCOMPARE(menuOf(0), (QStringList{u"react"_s, u"reply"_s, u"thread"_s, u"reaction"_s, u"copy"_s, u"copyLink"_s,
                                         u"forward"_s, u"pin"_s, u"unread"_s}));
        QSignalSpy pin(m_view.get(), &ConversationView::pinRequested);
        m_menu->findChild<QAction *>(u"conversation.menu.pin"_s)->trigger();
        QCOMPARE(pin.first(), (QList<QVariant>{u"id-1"_s, true}));
        closeMenu();
        const QStringList own = menuOf(1);
        QVERIFY(own.contains(u"edit"_s) && own.contains(u"delete"_s));
        QSignalSpy edit(m_view.get(), &ConversationView::editRequested);
        QSignalSpy remove(m_view.get(), &ConversationView::deleteRequested);
        m_menu->findChild<QAction *>(u"conversation.menu.edit"_s)->trigger();
        m_menu->findChild<QAction *>(u"conversation.menu.delete"_s)->trigger();
        QCOMPARE(edit.first().first().toString(), u"id-2"_s);
        QCOMPARE(remove.first().first().toStringList(), QStringList{u"id-2"_s});
        closeMenu();
        QCOMPARE(menuOf(2), QStringList{u"unread"_s});
        closeMenu();
        // A moderator removes others' and edits none.
        RowAbilities moderator = everything();
        moderator.moderate = true;
        m_view->setAbilities(moderator);
        const QStringList others = menuOf(0);
        QVERIFY(others.contains(u"delete"_s) && !others.contains(u"edit"_s));
        closeMenu();
    }

    void severalArePickedByKey()
    {
        QList<Row> rows = sampleRows(1, 6);
        rows[3].own = rows[4].own = true;
        m_view->setAbilities(everything());
        show(rows);
        m_view->setFocus();
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(m_view.get(), Qt::Key_Up, Qt::ShiftModifier);
        QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(m_view->pickedRow(), 2);
        QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
        const QString copied = QApplication::clipboard()->text();
        QCOMPARE(copied.count("Message"_L1), 3);
        QVERIFY(copied.contains("Message 3"_L1) && copied.contains("Message 5"_L1));
        const QStringList offered = openedMenu();
        QCOMPARE(offered, (QStringList{u"copy"_s, u"forward"_s}));
        QSignalSpy forward(m_view.get(), &ConversationView::forwardRequested);
        m_menu->findChild<QAction *>(u"conversation.menu.forward"_s)->trigger();
        QCOMPARE(forward.first().first().toStringList(), (QStringList{u"id-3"_s, u"id-4"_s, u"id-5"_s}));
        closeMenu();
        // Moving on without Shift begins anew.
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QVERIFY(m_view->selectedText().isEmpty());
    }

    // --- nothing moves --------------------------------------------------------------------------------------------

    void nothingMovesWhenPartsComeAbove()
    {
        m_view->setAbilities(everything());
        QList<Row> rows = sampleRows(1, 100);
        show(rows);
        for (const bool atEnd : {false, true}) {
            m_view->jumpToLatest();
            if (!atEnd) {
                scrollBy(-2001);
                leaveHalfARow();
            }
            const Seen seen = middleOf(*m_view);
            const int first = m_view->visibleRows().first();
            for (const int changed : {first, first - 1, first - 3}) {
                rows[changed].reactions = {{u"👍"_s, 1, atEnd, {}}};
                rows[changed].quote = client::QuotedMessage{1, u"ada"_s, u"Ada"_s, u"x"_s, false};
                rows[changed].replies = client::ThreadSummary{1, 9, atEnd, {u"ada"_s}};
                rows[changed].pinned = true;
                m_model->update(rows, false, false);
                QCOMPARE(topOf(*m_view, seen.id), seen.top);
            }
            m_view->setFindMarks({u"message"_s});
            QCOMPARE(topOf(*m_view, seen.id), seen.top);
            QCOMPARE(m_view->atEnd(), atEnd);
        }
    }

    void whatIsSeenIsPaintedAsItChanges()
    {
        QList<Row> rows = sampleRows(101, 100);
        show(rows, true);
        m_view->setFocus();
        scrollBy(-1500);
        PaintWatch paints(m_view->viewport());
        const auto painted = [&] { return paints.painted(); };
        QVERIFY(!painted());
        const int seen = m_view->visibleRows().at(1);
        rows[seen].own = true;
        rows[seen].state = Row::State::Read;
        m_model->update(rows, true, false);
        QVERIFY(painted());
        rows[seen].reactions = {{u"👍"_s, 1, false, {}}};
        m_model->update(rows, true, false);
        QVERIFY(painted());
        rows[seen].reactions[0].mine = true;
        m_model->update(rows, true, false);
        QVERIFY(painted());
        m_theme->setMode(Theme::Mode::Dark);
        QVERIFY(painted());
        m_view->setFindMarks({u"message"_s});
        QVERIFY(painted());
        m_view->jumpTo(m_model->row(seen).seq);
        QVERIFY(painted());
        scrollBy(-1);
        QVERIFY(painted());
    }

    // And what is under the pointer stays under it.
    void rowsFarAboveAndBelowPaintNothing()
    {
        m_view->setAbilities(everything());
        QList<Row> rows = sampleRows(101, 100);
        show(rows, true);
        scrollBy(-1500);
        const int row = m_view->visibleRows().at(2);
        const QString id = rows.at(row).id;
        auto *reply = m_view->findChild<QAbstractButton *>(u"conversation.hover.reply"_s);
        QSignalSpy replied(m_view.get(), &ConversationView::replyRequested);
        const auto pointedAt = [&] {
            reply->click();
            return replied.last().first().toString();
        };
        QTest::mouseMove(m_view->viewport(), pointOf(*m_view, row, m_view->rowLayout(row)->body.center()));
        QTRY_VERIFY(reply->isVisible() && pointedAt() == id);
        PaintWatch paints(m_view->viewport());
        QVERIFY(!paints.painted());
        rows = sampleRows(1, 100) + rows;
        m_model->update(rows, true, false);
        QVERIFY(!paints.painted());
        QCOMPARE(pointedAt(), id);
        rows = rows.mid(50, rows.size() - 70);
        m_model->update(rows, true, true);
        QVERIFY(!paints.painted());
        QCOMPARE(pointedAt(), id);
        rows.removeIf([&id](const Row &each) { return each.id == id; });
        m_model->update(rows, true, true);
        QVERIFY(paints.painted());
    }

    void whatIsFoundIsMarked()
    {
        show({sampleRow(1, u"Six words, and SIX more"_s)});
        const auto accents = [this] {
            const QImage picture = m_view->viewport()->grab().toImage();
            const QRgb wanted = m_theme->color(u"accentSoft"_s).rgb();
            int count = 0;
            for (int y = 0; y < picture.height(); ++y) {
                for (int x = 0; x < picture.width(); ++x)
                    count += picture.pixel(x, y) == wanted ? 1 : 0;
            }
            return count;
        };
        QCOMPARE(accents(), 0);
        m_view->setFindMarks({u"more"_s});
        const int one = accents();
        QVERIFY(one > 50);
        m_view->setFindMarks({u"six"_s, u"more"_s});
        QVERIFY(accents() > one + 50);
        m_view->setFindMarks({});
        QCOMPARE(accents(), 0);
    }

    void whatCanBePressedIsTold()
    {
        m_view->setAbilities(everything());
        QList<Row> rows = sampleRows(1, 3);
        rows[2].reactions = {{u"👍"_s, 2, false, {u"Ada"_s, u"Ben"_s}}};
        show(rows);
        QAccessibleInterface *view = QAccessible::queryAccessibleInterface(m_view.get());
        QAccessibleInterface *row = view->child(2);
        QCOMPARE(row->childCount(), 2); // the reaction, another one
        QAccessibleInterface *reaction = row->child(0);
        QCOMPARE(reaction->role(), QAccessible::Button);
        QVERIFY(reaction->text(QAccessible::Name).contains(u"👍"_s));
        QVERIFY(reaction->text(QAccessible::Description).contains("Ada"_L1));
        QVERIFY(row->rect().contains(reaction->rect()));
        QVERIFY(reaction->parent() == row);
        QSignalSpy toggled(m_view.get(), &ConversationView::reactionToggled);
        reaction->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(toggled.count(), 1);
        QVERIFY(!row->child(2));
        rows[2].reactions.clear();
        m_model->update(rows, false, false);
        QVERIFY(!reaction->isValid() || reaction->text(QAccessible::Name) != u"👍"_s);
    }

    void theModelMayGo()
    {
        show(sampleRows(1, 20));
        m_model.reset();
        QVERIFY(m_view->visibleRows().isEmpty());
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(100, 100));
        m_view->resize(500, 400);
        m_view->grab();
        m_view->setModel(nullptr);
        QVERIFY(m_view->selectedText().isEmpty());
    }

    void onlyWhatIsNearIsLaidOut()
    {
        QElapsedTimer clock;
        QList<Row> rows = sampleRows(1, 20000);
        m_model->update(rows, false, false);
        clock.start();
        m_view->setModel(m_model.get());
        m_view->show();
        m_view->grab();
        // All of them would take many seconds.
        QVERIFY2(clock.elapsed() < 2000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(m_view->visibleRows().size() < 30);
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum() / 2);
        QVERIFY(m_view->visibleRows().first() > 5000 && m_view->visibleRows().first() < 15000);
    }
};

CONFAB_GUI_TEST(TestConversationView)
#include "tst_conversation_view.moc"
