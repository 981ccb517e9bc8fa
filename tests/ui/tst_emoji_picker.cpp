// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"
#include "window_hands.h"

#include <confab/ui/composer/composer.h>
#include <confab/ui/emoji/emoji.h>
#include <confab/ui/emoji/emoji_picker.h>
#include <confab/ui/settings/preferences.h>
#include <confab/ui/theme/theme.h>

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

// The picker as the composer opens it.
class TestEmojiPicker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_preferences = std::make_unique<Preferences>(QString());
        m_window = std::make_unique<QWidget>();
        m_window->resize(800, 600);
        auto *column = new QVBoxLayout(m_window.get());
        column->addStretch(1);
        m_composer = new Composer;
        m_composer->setPreferences(m_preferences.get());
        column->addWidget(m_composer);
        m_hands.use(m_window.get());
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_edit = m_hands.seen<QPlainTextEdit>(u"composer.edit"_s);
        m_edit->setFocus();
    }

    void cleanup()
    {
        m_window.reset();
        m_preferences.reset();
        m_theme.reset();
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void searchesAndInsertsAtTheCaret()
    {
        m_composer->setText(u"Hello !"_s);
        m_edit->moveCursor(QTextCursor::Left);
        open();
        QTest::keyClicks(focus(), u"smi"_s);
        QCOMPARE(current(), u"😄"_s);
        QTest::keyClick(focus(), Qt::Key_Return);
        gone();
        QCOMPARE(m_composer->text(), u"Hello 😄!"_s);
        QVERIFY(m_edit->hasFocus());
        QCOMPARE(m_preferences->recentEmoji(), QStringList{u"😄"_s});
    }

    void saysThatNothingIsCalledSo()
    {
        open();
        QTest::keyClicks(focus(), u"xyzzy"_s);
        QCOMPARE(grid()->model()->rowCount(), 0);
        QTest::keyClick(focus(), Qt::Key_Return);
        QVERIFY(m_hands.sees(u"emoji"_s));
        QVERIFY(m_composer->text().isEmpty());
        QTest::keyClick(focus(), Qt::Key_Escape);
        gone();
        QVERIFY(m_edit->hasFocus());
    }

    void arrowsGoThroughTheRowsAndOverTheTitles()
    {
        m_preferences->noteEmoji(u"🎉"_s);
        m_preferences->noteEmoji(u"👍"_s);
        open();
        QCOMPARE(current(), u"👍"_s);
        QTest::keyClick(focus(), Qt::Key_Down);
        QCOMPARE(focus(), grid());
        QTest::keyClick(focus(), Qt::Key_Right);
        QCOMPARE(current(), u"🎉"_s);
        // The row of two ends; the next one is under the title of the smileys.
        QTest::keyClick(focus(), Qt::Key_Right);
        QCOMPARE(current(), u"😀"_s);
        QTest::keyClick(focus(), Qt::Key_Left);
        QCOMPARE(current(), u"🎉"_s);
        QTest::keyClick(focus(), Qt::Key_End);
        QCOMPARE(current(), allEmoji().last().text);
        QTest::keyClick(focus(), Qt::Key_Home);
        QCOMPARE(current(), u"👍"_s);
        // Upwards out of it, and what is typed in it is searched for.
        QTest::keyClick(focus(), Qt::Key_Up);
        QCOMPARE(focus(), m_hands.seen(u"emoji.search"_s));
        QTest::keyClick(focus(), Qt::Key_Down);
        QTest::keyClick(focus(), Qt::Key_R);
        QCOMPARE(m_hands.text(u"emoji.search"_s), u"r"_s);
        QTest::keyClicks(focus(), u"ocket"_s);
        QTest::keyClick(focus(), Qt::Key_Down);
        QTest::keyClick(focus(), Qt::Key_Space);
        QCOMPARE(m_composer->text(), u"🚀"_s);
    }

    void shiftGoesOn()
    {
        open();
        QTest::keyClicks(focus(), u"tada"_s);
        QTest::keyClick(focus(), Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClick(focus(), Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(m_hands.sees(u"emoji"_s));
        QCOMPARE(m_composer->text(), u"🎉🎉"_s);
    }

    void aClickPicks()
    {
        open();
        QSignalSpy drafts(m_composer, &Composer::draftChanged);
        const QModelIndex third = grid()->model()->index(1, 2);
        QTest::mouseClick(grid()->viewport(), Qt::LeftButton, {}, grid()->visualRect(third).center());
        gone();
        QCOMPARE(m_composer->text(), third.isValid() ? u"😄"_s : QString());
        QCOMPARE(drafts.count(), 1);
    }

    void theTitleIsNoEmoji()
    {
        open();
        const QModelIndex title = grid()->model()->index(0, 0);
        QTest::mouseClick(grid()->viewport(), Qt::LeftButton, {}, grid()->visualRect(title).center());
        QVERIFY(m_hands.sees(u"emoji"_s));
        QVERIFY(m_composer->text().isEmpty());
    }

    void groupsAreReachedByTheirTabs()
    {
        open();
        QVERIFY(!m_hands.isEnabled(u"emoji.tab.0"_s)); // nothing was used yet
        QTest::keyClicks(focus(), u"smile"_s);
        m_hands.click(u"emoji.tab.9"_s);
        QVERIFY(m_hands.text(u"emoji.search"_s).isEmpty());
        QCOMPARE(current(), u"🏁"_s);
        QTRY_VERIFY(m_hands.seen<QAbstractButton>(u"emoji.tab.9"_s)->isChecked());
        m_hands.click(u"emoji.tab.4"_s);
        QCOMPARE(current(), u"🍇"_s);
        QVERIFY(m_hands.seen<QAbstractButton>(u"emoji.tab.4"_s)->isChecked());
        for (int i = 0; i < 10; ++i)
            QVERIFY(!m_hands.seen<QAbstractButton>(u"emoji.tab.%1"_s.arg(i))->accessibleName().isEmpty());
    }

    void theSkinToneIsKept()
    {
        open();
        m_hands.click(u"emoji.tone"_s);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 6);
        menu->actions().last()->trigger();
        menu->close();
        QVERIFY(m_hands.sees(u"emoji"_s));
        QCOMPARE(m_preferences->skinTone(), 5);
        m_hands.seen(u"emoji.search"_s)->setFocus();
        QTest::keyClicks(focus(), u"+1"_s);
        QCOMPARE(current(), u"👍🏿"_s);
        QCOMPARE(grid()->currentIndex().data(Qt::AccessibleTextRole).toString(), u"thumbs up, dark skin tone"_s);
        QTest::keyClick(focus(), Qt::Key_Return);
        QCOMPARE(m_composer->text(), u"👍🏿"_s);
        // Used lately is the emoji, in whichever tone is chosen by then.
        QCOMPARE(m_preferences->recentEmoji(), QStringList{u"👍"_s});
    }

    void goesWhenSomethingElseIsMeant()
    {
        open();
        m_edit->setFocus(); // as a shortcut of the window would
        gone();
        open();
        QTest::mouseClick(m_window.get(), Qt::LeftButton, {}, QPoint(10, 10));
        gone();
        QVERIFY(m_edit->hasFocus());
        open();
        m_hands.click(u"composer.emoji"_s); // closes, and does not open it again
        gone();
    }

    void staysInTheWindow()
    {
        for (const QSize size : {QSize(800, 600), QSize(480, 400)}) {
            m_window->resize(size);
            open();
            const auto *picker = m_hands.seen(u"emoji"_s);
            QTRY_VERIFY(m_window->rect().contains(picker->geometry()));
            QTest::keyClick(focus(), Qt::Key_Escape);
            gone();
        }
    }

    void mirrors()
    {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        open();
        QTest::keyClick(focus(), Qt::Key_Down);
        const QRect first = grid()->visualRect(grid()->currentIndex());
        QTest::keyClick(focus(), Qt::Key_Left);
        QCOMPARE(current(), u"😃"_s);
        QVERIFY(grid()->visualRect(grid()->currentIndex()).x() < first.x());
    }

private:
    void open()
    {
        m_hands.click(u"composer.emoji"_s);
        QVERIFY(m_hands.sees(u"emoji"_s));
        QCOMPARE(focus(), m_hands.seen(u"emoji.search"_s));
    }
    void gone() const { QTRY_VERIFY(!m_window->findChild<EmojiPicker *>()); }
    [[nodiscard]] QTableView *grid() const { return m_hands.seen<QTableView>(u"emoji.grid"_s); }
    [[nodiscard]] QString current() const { return grid()->currentIndex().data().toString(); }
    static QWidget *focus() { return QApplication::focusWidget(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<QWidget> m_window;
    WindowHands m_hands;
    Composer *m_composer = nullptr;
    QPlainTextEdit *m_edit = nullptr;
};

} // namespace confab::ui

CONFAB_GUI_TEST(confab::ui::TestEmojiPicker)
#include "tst_emoji_picker.moc"
