// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/ui/composer/commands.h>
#include <confab/ui/composer/composer.h>
#include <confab/ui/settings/preferences.h>
#include <confab/ui/theme/theme.h>

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace confab::ui;
using namespace Qt::StringLiterals;

namespace
{

// Names that begin as what was typed.
class SetSource : public CompletionSource
{
public:
    QList<Offer> people(const QString &typed) override { return of(Offer::Kind::Person, u'@', names, typed); }
    QList<Offer> rooms(const QString &typed) override { return of(Offer::Kind::Room, u'#', {u"design"_s}, typed); }

    QStringList names{u"ada"_s, u"ben"_s, u"bea"_s};

private:
    static QList<Offer> of(Offer::Kind kind, QChar sign, const QStringList &all, const QString &typed)
    {
        QList<Offer> offers;
        for (const QString &name : all) {
            if (name.startsWith(typed))
                offers.append({kind, sign + name, name.toUpper(), sign + name, name});
        }
        return offers;
    }
};

} // namespace

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

    void completesNamesByKeys()
    {
        m_composer->setCompletionSource(new SetSource);
        QTest::keyClicks(m_edit, u"Thanks @"_s);
        QCOMPARE(offered(), (QStringList{u"ADA"_s, u"BEN"_s, u"BEA"_s}));
        QTest::keyClicks(m_edit, u"b"_s);
        QCOMPARE(offered(), (QStringList{u"BEN"_s, u"BEA"_s}));
        QTest::keyClick(m_edit, Qt::Key_Down);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_composer->text(), u"Thanks @bea "_s);
        QVERIFY(offered().isEmpty());
        QCOMPARE(m_submitted->count(), 0);
        // One that is written out is sent: there is nothing to complete.
        QTest::keyClicks(m_edit, u"@ben"_s);
        QVERIFY(offered().isEmpty());
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_submitted->first().first().toString(), u"Thanks @bea @ben"_s);
    }

    void completesAtTheCaretAndOnce()
    {
        m_composer->setCompletionSource(new SetSource);
        m_composer->setText(u"(@ and #de later)"_s);
        QTextCursor caret = m_edit->textCursor();
        caret.setPosition(2);
        m_edit->setTextCursor(caret);
        QCOMPARE(offered().size(), 3);
        QTest::keyClick(m_edit, Qt::Key_Up); // round to the last
        QTest::keyClick(m_edit, Qt::Key_Enter);
        QCOMPARE(m_composer->text(), u"(@bea and #de later)"_s);
        caret = m_edit->textCursor();
        caret.setPosition(m_composer->text().indexOf(u"#de"_s) + 3);
        m_edit->setTextCursor(caret);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_composer->text(), u"(@bea and #design later)"_s);
        m_edit->undo();
        QCOMPARE(m_composer->text(), u"(@bea and #de later)"_s);
    }

    void takesKeysOnlyWhileItIsOpen()
    {
        m_composer->setCompletionSource(new SetSource);
        QTest::keyClicks(m_edit, u"@b"_s);
        QVERIFY(!offered().isEmpty());
        m_composer->setReply(u"Ada"_s, u"Shall we?"_s);
        QTest::keyClick(m_edit, Qt::Key_Escape);
        QVERIFY(offered().isEmpty());
        QVERIFY(m_composer->isReplying()); // the first Esc was the list's
        QTest::keyClicks(m_edit, u"e"_s);
        QVERIFY(offered().isEmpty()); // this one was not to be completed
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_submitted->count(), 1);
        QTest::keyClicks(m_edit, u"@b"_s);
        QVERIFY(!offered().isEmpty());
        QTest::keyClick(m_edit, Qt::Key_Tab);
        QVERIFY(!m_edit->hasFocus());
        QVERIFY(offered().isEmpty());
        QCOMPARE(m_composer->text(), u"@b"_s);
    }

    void aDraftIsNotCompletedByItself()
    {
        m_composer->setCompletionSource(new SetSource);
        m_composer->setText(u"@b"_s);
        QVERIFY(offered().isEmpty());
        QTest::keyClicks(m_edit, u" @b"_s);
        QVERIFY(!offered().isEmpty());
    }

    void completesByTheMouse()
    {
        m_composer->setCompletionSource(new SetSource);
        QTest::keyClicks(m_edit, u"@"_s);
        auto *list = m_window->findChild<QListView *>(u"composer.completion.list"_s);
        QVERIFY(list && list->isVisible());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 0)).center());
        QCOMPARE(m_composer->text(), u"@ben "_s);
        QVERIFY(m_edit->hasFocus());
    }

    void offersNothingWhereNothingIsNamed_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text : {u"mail@b"_s, u"# "_s, u"#"_s, u"x#d"_s, u":"_s, u":s"_s, u"12:30"_s, u":)"_s,
                                    u"a /me"_s, u"/usr/b"_s, u"`@b"_s, u"```\n@b"_s, u"@b "_s, u"@zoe"_s})
            QTest::newRow(qPrintable(text)) << text;
    }

    void offersNothingWhereNothingIsNamed()
    {
        QFETCH(QString, text);
        m_composer->setCompletionSource(new SetSource);
        m_edit->insertPlainText(text);
        QVERIFY2(offered().isEmpty(), qPrintable(offered().join(u' ')));
    }

    void offersNothingWhileAWordIsComposed()
    {
        m_composer->setCompletionSource(new SetSource);
        QTest::keyClicks(m_edit, u"@"_s);
        QVERIFY(!offered().isEmpty());
        QInputMethodEvent composing(u"b"_s, {});
        QApplication::sendEvent(m_edit, &composing);
        QVERIFY(offered().isEmpty());
        QInputMethodEvent done;
        done.setCommitString(u"b"_s);
        QApplication::sendEvent(m_edit, &done);
        QCOMPARE(offered().size(), 2);
    }

    void namesThatComeLaterAreOffered()
    {
        auto *source = new SetSource;
        m_composer->setCompletionSource(source);
        QTest::keyClicks(m_edit, u"@c"_s);
        QVERIFY(offered().isEmpty());
        source->names.append(u"chloe"_s);
        Q_EMIT source->changed();
        QCOMPARE(offered(), QStringList{u"CHLOE"_s});
    }

    void completesEmoji()
    {
        Preferences preferences{QString()};
        preferences.setSkinTone(5);
        m_composer->setPreferences(&preferences);
        QTest::keyClicks(m_edit, u":smi"_s);
        QCOMPARE(offered().value(0), u":smile:"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_composer->text(), u"😄"_s);
        QCOMPARE(preferences.recentEmoji(), QStringList{u"😄"_s});
        // The second colon is enough, and the tone is the chosen one.
        QTest::keyClicks(m_edit, u" :+1:"_s);
        QCOMPARE(m_composer->text(), u"😄 👍🏿"_s);
        QTest::keyClicks(m_edit, u" :nosuch:"_s);
        QCOMPARE(m_composer->text(), u"😄 👍🏿 :nosuch:"_s);
        m_composer->setPreferences(nullptr);
    }

    void commandsWriteInOnesPlace()
    {
        QTest::keyClicks(m_edit, u"/m"_s);
        QCOMPARE(offered(), QStringList{u"/me TEXT"_s});
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_composer->text(), u"/me "_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_submitted->count(), 0);
        QVERIFY(problem()->isVisible());
        QTest::keyClicks(m_edit, u"waves"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_submitted->last().first().toString(), u"_waves_"_s);
        QTest::keyClicks(m_edit, u"/shrug who knows"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_submitted->last().first().toString(), uR"(who knows ¯\\\_(ツ)\_/¯)"_s);
        QVERIFY(m_composer->text().isEmpty());
        // A path is none.
        QTest::keyClicks(m_edit, u"/usr/bin is full"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_submitted->last().first().toString(), u"/usr/bin is full"_s);
    }

    void actionsAreInItalics()
    {
        QCOMPARE(asAction(u"waves"_s), u"_waves_"_s);
        QCOMPARE(asAction(u"opens my_file"_s), u"*opens my_file*"_s);
        QCOMPARE(asAction(u"a_b * c"_s), uR"(*a_b \* c*)"_s);
        QCOMPARE(asAction(u"waves\n\nleaves"_s), u"_waves_\n\n_leaves_"_s);
    }

    void anUnknownCommandIsSentIfOneInsists()
    {
        QTest::keyClicks(m_edit, u"/wawe at all"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_submitted->count(), 0);
        QCOMPARE(m_composer->text(), u"/wawe at all"_s);
        QVERIFY(problem()->text().contains(u"/wawe"_s));
        QTest::keyClicks(m_edit, u"!"_s);
        QTest::keyClick(m_edit, Qt::Key_Return); // another text: asked again
        QCOMPARE(m_submitted->count(), 0);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(m_submitted->last().first().toString(), u"/wawe at all!"_s);
    }

    void commandsOfOthers()
    {
        std::function<void(const CommandOutcome &)> answer;
        QString heard;
        m_composer->commands().add({u"book"_s, u"NIGHTS"_s, u"Book a room"_s, [&](const QString &text, auto done) {
                                        heard = text;
                                        answer = std::move(done);
                                    }});
        QTest::keyClicks(m_edit, u"/book  3 "_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(heard, u"3"_s);
        QCOMPARE(m_composer->text(), u"/book  3 "_s); // until it worked
        answer({{}, u"No room is left."_s});
        QCOMPARE(problem()->text(), u"No room is left."_s);
        QCOMPARE(m_composer->text(), u"/book  3 "_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        answer({});
        QVERIFY(m_composer->text().isEmpty());
        QCOMPARE(m_submitted->count(), 0);
        // What comes back when another text is there is not for it.
        QTest::keyClicks(m_edit, u"/book 1"_s);
        QTest::keyClick(m_edit, Qt::Key_Return);
        m_composer->setText(u"elsewhere"_s);
        answer({{}, u"No room is left."_s});
        QCOMPARE(m_composer->text(), u"elsewhere"_s);
        QVERIFY(!problem()->isVisible());
        // An edit is no command.
        m_composer->startEdit(u"id1"_s, u"old"_s);
        m_edit->selectAll();
        QTest::keyClicks(m_edit, u"/book 2"_s);
        QVERIFY(offered().isEmpty());
        QSignalSpy edited(m_composer, &Composer::editSubmitted);
        QTest::keyClick(m_edit, Qt::Key_Return);
        QCOMPARE(edited.first().at(1).toString(), u"/book 2"_s);
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
    // What the list says, from top to bottom; nothing while it is closed.
    [[nodiscard]] QStringList offered() const
    {
        QStringList titles;
        const auto *list = m_window->findChild<QListView *>(u"composer.completion.list"_s);
        for (int i = 0; list && list->isVisible() && i < list->model()->rowCount(); ++i)
            titles.append(list->model()->index(i, 0).data().toString());
        return titles;
    }
    [[nodiscard]] QLabel *problem() const { return m_composer->findChild<QLabel *>(u"composer.problem"_s); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<QSignalSpy> m_submitted;
    Composer *m_composer = nullptr;
    QPlainTextEdit *m_edit = nullptr;
    QAbstractButton *m_send = nullptr;
    QLineEdit *m_other = nullptr;
};

CONFAB_GUI_TEST(TestComposer)
#include "tst_composer.moc"
