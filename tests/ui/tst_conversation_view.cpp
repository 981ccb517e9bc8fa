// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_rows.h"

#include <confab/ui/conversation/conversation_view.h>
#include <confab/ui/conversation/row_layout.h>
#include <confab/ui/theme/theme.h>

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
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
        const Seen seen = middleOf(*m_view);
        const int first = m_view->visibleRows().first();
        QVERIFY(*m_view->rowTop(first) < 0); // half seen
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

QTEST_MAIN(TestConversationView)
#include "tst_conversation_view.moc"
