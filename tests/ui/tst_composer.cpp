// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/composer/composer.h>
#include <confab/ui/theme/theme.h>

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace confab::ui;
using namespace Qt::StringLiterals;

class TestComposer : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_window = std::make_unique<QWidget>();
        m_window->resize(600, 500);
        auto *column = new QVBoxLayout(m_window.get());
        m_other = new QLineEdit;
        column->addWidget(m_other);
        m_composer = new Composer;
        column->addWidget(m_composer);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_edit = m_composer->findChild<QPlainTextEdit *>(u"composer.edit"_s);
        m_send = m_composer->findChild<QAbstractButton *>(u"composer.send"_s);
        QVERIFY(m_edit && m_send);
        m_edit->setFocus();
        m_submitted = std::make_unique<QSignalSpy>(m_composer, &Composer::submitted);
    }

    void cleanup()
    {
        m_submitted.reset();
        m_window.reset();
        m_theme.reset();
    }

    void enterSends()
    {
        QTest::keyClicks(m_edit, u"hello"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_submitted->count(), 1);
        QCOMPARE(m_submitted->first().first().toString(), u"hello"_s);
        QVERIFY(m_composer->text().isEmpty());
    }

    void shiftEnterBreaks()
    {
        QTest::keyClicks(m_edit, u"a"_s);
        QTest::keyClick(m_edit, Qt::Key_Return, Qt::ShiftModifier);
        QTest::keyClicks(m_edit, u"b"_s);
        QCOMPARE(m_submitted->count(), 0);
        QTest::keyClick(m_edit, Qt::Key_Enter);
        QCOMPARE(m_submitted->first().first().toString(), u"a\nb"_s);
    }

    void aSettingSwapsThem()
    {
        m_composer->setEnterSends(false);
        QTest::keyClicks(m_edit, u"a"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_submitted->count(), 0);
        QTest::keyClicks(m_edit, u"b"_s);
        QTest::keyClick(m_edit, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(m_submitted->first().first().toString(), u"a\nb"_s);
    }

    void blankIsNotSent()
    {
        QTest::keyClick(m_edit, Qt::Key_Return);
        m_composer->setText(u"  \n \n"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QTest::mouseClick(m_send, Qt::LeftButton);
        QCOMPARE(m_submitted->count(), 0);
        m_composer->setText(u"\n\n    code\n\n"_s);
        QTest::mouseClick(m_send, Qt::LeftButton);
        QCOMPARE(m_submitted->first().first().toString(), u"    code"_s);
        QVERIFY(m_edit->hasFocus());
    }

    void nothingIsSentWhileAWordIsComposed()
    {
        QTest::keyClicks(m_edit, u"x"_s);
        QInputMethodEvent composing(u"にほん"_s, {});
        QApplication::sendEvent(m_edit, &composing);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QTest::mouseClick(m_send, Qt::LeftButton);
        QCOMPARE(m_submitted->count(), 0);
        QInputMethodEvent done;
        done.setCommitString(u"日本"_s);
        QApplication::sendEvent(m_edit, &done);
        m_composer->submit();
        QCOMPARE(m_submitted->count(), 1);
        QVERIFY(m_submitted->first().first().toString().contains(u"日本"_s));
    }

    void tabLeaves()
    {
        QTest::keyClick(m_edit, Qt::Key_Tab);
        QVERIFY(m_send->hasFocus());
        QVERIFY(m_composer->text().isEmpty());
    }

    void upInAnEmptyFieldAsksForTheLast()
    {
        QSignalSpy asked(m_composer, &Composer::editLastRequested);
        QTest::keyClick(m_edit, Qt::Key_Up);
        QCOMPARE(asked.count(), 1);
        QTest::keyClicks(m_edit, u"x"_s);
        QTest::keyClick(m_edit, Qt::Key_Up);
        QCOMPARE(asked.count(), 1);
    }

    void editingKeepsTheDraft()
    {
        QSignalSpy edited(m_composer, &Composer::editSubmitted);
        QSignalSpy drafts(m_composer, &Composer::draftChanged);
        QTest::keyClicks(m_edit, u"draft"_s);
        const int told = drafts.count();
        m_composer->startEdit(u"id1"_s, u"old text"_s);
        QVERIFY(m_composer->isEditing());
        QCOMPARE(m_composer->text(), u"old text"_s);
        QTest::keyClicks(m_edit, u"!"_s);
        QTest::keyClick(m_edit, Qt::Key_Escape);
        QVERIFY(!m_composer->isEditing());
        QCOMPARE(m_composer->text(), u"draft"_s);

        m_composer->startEdit(u"id1"_s, u"old text"_s);
        QTest::keyClicks(m_edit, u"!"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(edited.count(), 1);
        QCOMPARE(edited.first().at(0).toString(), u"id1"_s);
        QCOMPARE(edited.first().at(1).toString(), u"old text!"_s);
        QCOMPARE(m_composer->text(), u"draft"_s);
        QCOMPARE(m_submitted->count(), 0);
        QCOMPARE(drafts.count(), told);

        m_composer->startEdit(u"id1"_s, u"again"_s);
        auto *cancel = m_composer->findChild<QAbstractButton *>(u"composer.cancelEdit"_s);
        QVERIFY(cancel->isVisible());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QCOMPARE(m_composer->text(), u"draft"_s);
        QVERIFY(!cancel->isVisible());
    }

    void saysWhatIsAnswered()
    {
        QSignalSpy cancelled(m_composer, &Composer::replyCancelled);
        auto *close = m_composer->findChild<QAbstractButton *>(u"composer.cancelReply"_s);
        QVERIFY(!close->isVisible());
        QTest::keyClicks(m_edit, u"draft"_s);
        const int height = m_composer->height();
        m_composer->setReply(u"Ada"_s, u"Shall we ship\non Friday?"_s);
        QVERIFY(close->isVisible());
        QCOMPARE(close->parentWidget()->accessibleName(), u"Ada: Shall we ship on Friday?"_s);
        QCOMPARE(m_composer->height(), height + 36);
        QCOMPARE(m_composer->text(), u"draft"_s);

        // An edit comes before it and leaves it as it is.
        m_composer->startEdit(u"id1"_s, u"old text"_s);
        QVERIFY(!close->isVisible());
        QCOMPARE(m_composer->height(), height + 36);
        QTest::keyClick(m_edit, Qt::Key_Escape);
        QVERIFY(m_composer->isReplying());
        QVERIFY(close->isVisible());
        QCOMPARE(cancelled.count(), 0);
        QTest::keyClick(m_edit, Qt::Key_Escape);
        QCOMPARE(cancelled.count(), 1);
        QVERIFY(!m_composer->isReplying());
        QCOMPARE(m_composer->text(), u"draft"_s);
        QCOMPARE(m_composer->height(), height);

        m_composer->setReply(u"Ada"_s, u"Shall we?"_s);
        QTest::mouseClick(close, Qt::LeftButton);
        QCOMPARE(cancelled.count(), 2);
        QVERIFY(m_edit->hasFocus());

        // Sending ends it, and is no taking back; so does another conversation.
        m_composer->setReply(u"Ada"_s, u"Shall we?"_s);
        bool replying = false;
        connect(m_composer, &Composer::submitted, this, [&] { replying = m_composer->isReplying(); });
        QTest::keyClick(m_edit, Qt::Key_Return);
        QVERIFY(replying); // as long as whoever sends it looks
        QVERIFY(!m_composer->isReplying());
        m_composer->setReply(u"Ada"_s, u"Shall we?"_s);
        m_composer->setText(u"elsewhere"_s);
        QVERIFY(!m_composer->isReplying());
        QCOMPARE(cancelled.count(), 2);
    }

    void tellsThatAnEditWasTakenBack()
    {
        QSignalSpy cancelled(m_composer, &Composer::editCancelled);
        m_composer->startEdit(u"id1"_s, u"old text"_s);
        QTest::keyClick(m_edit, Qt::Key_Escape);
        QCOMPARE(cancelled.count(), 1);
        QCOMPARE(cancelled.first().first().toString(), u"id1"_s);
        m_composer->startEdit(u"id2"_s, u"old text"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(cancelled.count(), 1);
    }

    void picksWhatToAnswer()
    {
        // Nobody listens: the keys are the window's.
        QKeyEvent before(QEvent::ShortcutOverride, Qt::Key_Up, Qt::ControlModifier);
        before.ignore();
        QApplication::sendEvent(m_edit, &before);
        QVERIFY(!before.isAccepted());
        QSignalSpy picked(m_composer, &Composer::replyPickRequested);
        QKeyEvent after(QEvent::ShortcutOverride, Qt::Key_Up, Qt::ControlModifier);
        after.ignore();
        QApplication::sendEvent(m_edit, &after);
        QVERIFY(after.isAccepted());
        QTest::keyClicks(m_edit, u"x"_s);
        QTest::keyClick(m_edit, Qt::Key_Up, Qt::ControlModifier);
        QTest::keyClick(m_edit, Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(picked.count(), 2);
        QCOMPARE(picked.at(0).first().toBool(), true);
        QCOMPARE(picked.at(1).first().toBool(), false);
    }

    void whatCouldNotBeUsedComesBack()
    {
        auto *problem = m_composer->findChild<QLabel *>(u"composer.problem"_s);
        QTest::keyClicks(m_edit, u"draft"_s);
        m_composer->startEdit(u"id1"_s, u"old text"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        m_composer->giveBack(u"old text"_s, u"Too late."_s);
        QVERIFY(!m_composer->isEditing());
        QCOMPARE(m_composer->text(), u"draft\nold text"_s);
        QVERIFY(problem->isVisible());
        QCOMPARE(problem->text(), u"Too late."_s);
        QTest::keyClicks(m_edit, u"!"_s);
        QVERIFY(!problem->isVisible());
    }

    void growsToEightLines()
    {
        QCOMPARE(m_composer->height(), 20 + 44 + 12);
        for (int line = 2; line <= 8; ++line) {
            QTest::keyClick(m_edit, Qt::Key_Return, Qt::ShiftModifier);
            QCOMPARE(m_composer->height(), 20 + 44 + 12 + (line - 1) * 20);
        }
        QTest::keyClick(m_edit, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(m_composer->height(), 20 + 44 + 12 + 7 * 20);
        m_composer->setText(u"one"_s);
        QCOMPARE(m_composer->height(), 20 + 44 + 12);
        // Wrapped lines count; another script is no higher.
        m_composer->setText(QString(u"word نعم 雪 "_s).repeated(8));
        const int wrapped = m_composer->height();
        QVERIFY(wrapped > 20 + 44 + 12);
        QCOMPARE((wrapped - 20 - 44 - 12) % 20, 0);
    }

    void tooLongIsToldAndNotSent()
    {
        auto *problem = m_composer->findChild<QLabel *>(u"composer.problem"_s);
        m_composer->setText(QString(u"é"_s).repeated(4096)); // 8192 bytes
        QVERIFY(!problem->isVisible());
        m_edit->appendPlainText(u"é"_s);
        QVERIFY(problem->isVisible());
        QVERIFY(!problem->text().isEmpty());
        QTest::keyClick(m_edit, Qt::Key_Return);
        QTest::mouseClick(m_send, Qt::LeftButton);
        QCOMPARE(m_submitted->count(), 0);
        m_composer->setTextLimit(10000);
        QVERIFY(!problem->isVisible());
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_submitted->count(), 1);
    }

    void typingIsToldSparingly()
    {
        QSignalSpy typing(m_composer, &Composer::typingChanged);
        QTest::keyClicks(m_edit, u"hello there"_s);
        QCOMPARE(typing.count(), 1);
        QCOMPARE(typing.first().first().toBool(), true);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(typing.count(), 2);
        QCOMPARE(typing.last().first().toBool(), false);
        m_composer->setText(u"a draft"_s);
        m_composer->startEdit(u"id"_s, u"x"_s);
        QTest::keyClicks(m_edit, u"yz"_s);
        QCOMPARE(typing.count(), 2);
        QTest::keyClick(m_edit, Qt::Key_Escape);
        QTest::keyClick(m_edit, Qt::Key_X);
        QCOMPARE(typing.count(), 3);
        m_edit->selectAll();
        QTest::keyClick(m_edit, Qt::Key_Delete);
        QCOMPARE(typing.last().first().toBool(), false);
    }

    void draftsAreToldAndSetQuietly()
    {
        QSignalSpy drafts(m_composer, &Composer::draftChanged);
        m_composer->setText(u"kept"_s);
        QCOMPARE(drafts.count(), 0);
        QTest::keyClicks(m_edit, u"!"_s);
        QCOMPARE(drafts.last().first().toString(), u"kept!"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(drafts.last().first().toString(), QString());
    }

    void whoTypes()
    {
        auto *line = m_composer->findChild<QWidget *>(u"composer.typing"_s);
        const int height = m_composer->height();
        QVERIFY(line->accessibleName().isEmpty());
        m_composer->setTyping({u"Ben"_s});
        QCOMPARE(line->accessibleName(), u"Ben is typing…"_s);
        m_composer->setTyping({u"Ben"_s, u"Ada"_s});
        QCOMPARE(line->accessibleName(), u"Ben and Ada are typing…"_s);
        m_composer->setTyping({u"Ben"_s, u"Ada"_s, u"Chloé"_s});
        QCOMPARE(line->accessibleName(), u"Several people are typing…"_s);
        QCOMPARE(m_composer->height(), height);
    }

    void pastesPlainText()
    {
        auto *data = new QMimeData;
        data->setHtml(u"<b>bold</b><img src=\"file:///etc/passwd\">"_s);
        data->setText(u"<b>bold</b>"_s);
        QApplication::clipboard()->setMimeData(data);
        m_edit->paste();
        QCOMPARE(m_composer->text(), u"<b>bold</b>"_s);
    }

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<QSignalSpy> m_submitted;
    Composer *m_composer = nullptr;
    QPlainTextEdit *m_edit = nullptr;
    QAbstractButton *m_send = nullptr;
    QLineEdit *m_other = nullptr;
};

QTEST_MAIN(TestComposer)
#include "tst_composer.moc"
