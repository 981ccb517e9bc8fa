// SPDX-License-Identifier: GPL-3.0-or-later
#include "spelling/spell_checker.h"
#include "spelling/spell_marks.h"
#include "test_program.h"

#include <confab/ui/composer/composer.h>
#include <confab/ui/settings/preferences.h>
#include <confab/ui/theme/theme.h>

#include <QApplication>
#include <QContextMenuEvent>
#include <QFile>
#include <QInputMethodEvent>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QVBoxLayout>

using namespace confab::ui;
using namespace Qt::StringLiterals;

// With a dictionary of a few words, in the composer.
class TestSpelling : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!SpellChecker::isBuilt())
            QSKIP("built without Hunspell");
        write(u"en_US.aff"_s, "SET UTF-8\nTRY aeiou\nREP 1\nREP ei ie\n");
        write(u"en_US.dic"_s, "6\nhello\nfriend\nisn't\ncafé\nyes\nthere\n");
        write(u"de_DE.aff"_s, "SET ISO8859-1\n");
        write(u"de_DE.dic"_s, "1\nsch\xf6n\n");
        qputenv("DICPATH", m_folder.path().toLocal8Bit());
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_preferences = std::make_unique<Preferences>(QString());
        m_window = std::make_unique<QWidget>();
        m_window->resize(600, 400);
        m_composer = new Composer;
        m_composer->setPreferences(m_preferences.get());
        (new QVBoxLayout(m_window.get()))->addWidget(m_composer);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_edit = m_composer->findChild<QPlainTextEdit *>(u"composer.edit"_s);
        m_edit->setFocus();
        m_composer->setText(u"helo "_s);
        QTRY_COMPARE(marked(), QStringList{u"helo"_s}); // it has been read
        m_composer->setText({});
    }

    void cleanup()
    {
        m_window.reset();
        m_preferences.reset();
        m_theme.reset();
    }

    void marksWhenTheWordIsThere()
    {
        QTest::keyClicks(m_edit, u"hello freind"_s);
        QVERIFY(marked().isEmpty()); // it may go on
        QTest::keyClick(m_edit, Qt::Key_Space);
        QCOMPARE(marked(), QStringList{u"freind"_s});
        QTest::keyClicks(m_edit, u"isn't"_s);
        m_edit->insertPlainText(u" isn’t café thre"_s);
        QCOMPARE(marked(), QStringList{u"freind"_s});
        QTest::keyClick(m_edit, Qt::Key_Home); // the caret has left the last one
        QCOMPARE(marked(), (QStringList{u"freind"_s, u"thre"_s}));
        // No change of the text: nothing is told, nothing is undone.
        QTest::keyClick(m_edit, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!m_composer->text().contains(u"thre"_s));
    }

    // A long text does not get slower to write: of the others the marks are taken away, and nobody puts them back.
    void aKeyLooksAtOneParagraphAlone()
    {
        m_composer->setText(u"freind there\nfreind there\nfreind there"_s);
        QCOMPARE(marked().size(), 3);
        m_edit->document()->firstBlock().layout()->clearFormats();
        m_edit->document()->lastBlock().layout()->clearFormats();
        // A layout that changes is told with the next change of the text, as one; or now.
        m_edit->document()->markContentsDirty(0, 1);
        QCOMPARE(marked().size(), 1);
        place(m_edit->document()->firstBlock().next().position() + 12);
        QTest::keyClicks(m_edit, u" thre "_s);
        QCOMPARE(marked(), (QStringList{u"freind"_s, u"thre"_s}));
        place(0);
        QCOMPARE(marked(), (QStringList{u"freind"_s, u"thre"_s}));
    }

    void leavesAloneWhatIsNoWord()
    {
        m_composer->setText(
            u"@freind #freind :freind: `freind` https://freind.example/freind me@freind.example utf8x a_freind\n"
            "```\nfreind\n```\nfreind there "_s);
        QCOMPARE(marked(), QStringList{u"freind"_s});
        QCOMPARE(wordsToCheck(u"/topic freind"_s), (QList<WordAt>{{7, 6}}));
        QCOMPARE(wordsToCheck(u"a b"_s), QList<WordAt>());
    }

    void nothingIsMarkedWhileAWordIsComposed()
    {
        QTest::keyClicks(m_edit, u"freind "_s);
        QCOMPARE(marked().size(), 1);
        QInputMethodEvent composing(u"xyz"_s, {});
        QApplication::sendEvent(m_edit, &composing);
        QVERIFY(marked().isEmpty());
        QInputMethodEvent done;
        done.setCommitString(u"xyz "_s);
        QApplication::sendEvent(m_edit, &done);
        QCOMPARE(marked(), (QStringList{u"freind"_s, u"xyz"_s}));
    }

    void theMenuOffersWhatMayBeMeant()
    {
        m_composer->setText(u"my freind there"_s);
        place(4);
        QMenu *menu = openMenu();
        QVERIFY(menu);
        auto *best = menu->findChild<QAction *>(u"spelling.suggestion.0"_s);
        QVERIFY(best);
        QCOMPARE(best->text(), u"friend"_s);
        QCOMPARE(menu->actions().first(), best);
        best->trigger();
        menu->close();
        QCOMPARE(m_composer->text(), u"my friend there"_s);
        m_edit->undo();
        QCOMPARE(m_composer->text(), u"my freind there"_s);
        // Where nothing is wrong it is as always.
        place(13);
        menu = openMenu();
        QVERIFY(menu && !menu->findChild<QAction *>(u"spelling.add"_s));
        menu->close();
    }

    void wordsOfOnesOwn()
    {
        m_composer->setText(u"Confab there, Confab"_s);
        QVERIFY(!marked().isEmpty());
        place(2);
        QMenu *menu = openMenu();
        QVERIFY(menu);
        menu->findChild<QAction *>(u"spelling.add"_s)->trigger();
        menu->close();
        QVERIFY(marked().isEmpty());
        QCOMPARE(m_preferences->ownWords(), QStringList{u"Confab"_s});
        // And at the next start.
        Composer next;
        next.setPreferences(m_preferences.get());
        auto *edit = next.findChild<QPlainTextEdit *>(u"composer.edit"_s);
        next.setText(u"Confab freind "_s);
        QTRY_COMPARE(marked(edit), QStringList{u"freind"_s});
    }

    void canBeSwitchedOff()
    {
        m_composer->setText(u"freind there"_s);
        QCOMPARE(marked().size(), 1);
        m_preferences->setSpelling(false);
        QVERIFY(marked().isEmpty());
        QTest::keyClicks(m_edit, u" freind "_s);
        QVERIFY(marked().isEmpty());
        m_preferences->setSpelling(true);
        QTRY_COMPARE(marked().size(), 2);
    }

    void followsTheLanguage()
    {
        QVERIFY(SpellChecker::dictionaryFor(QLocale(u"de_DE"_s)).endsWith(u"de_DE.dic"_s));
        QVERIFY(SpellChecker::dictionaryFor(QLocale(u"de_AT"_s)).endsWith(u"de_DE.dic"_s)); // of the language, at least
        QVERIFY(SpellChecker::dictionaryFor(QLocale::c()).endsWith(u"en_US.dic"_s));
        QVERIFY(SpellChecker::dictionaryFor(QLocale(u"is_IS"_s)).isEmpty());
        // In an encoding of its own; what cannot be written in it is another language.
        SpellChecker german;
        german.start(SpellChecker::dictionaryFor(QLocale(u"de_DE"_s)), {});
        QTRY_VERIFY(german.isReady());
        QVERIFY(german.isRight(u"schön"_s));
        QVERIFY(!german.isRight(u"schon"_s));
        QVERIFY(german.isRight(u"雪"_s));
    }

private:
    void write(const QString &name, const QByteArray &content)
    {
        QFile file(m_folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    void place(int at)
    {
        QTextCursor caret = m_edit->textCursor();
        caret.setPosition(at);
        m_edit->setTextCursor(caret);
    }
    QMenu *openMenu()
    {
        const QPoint at = m_edit->viewport()->rect().center();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, at, m_edit->viewport()->mapToGlobal(at));
        QApplication::sendEvent(m_edit->viewport(), &event);
        return qobject_cast<QMenu *>(QApplication::activePopupWidget());
    }
    static QStringList marked(const QPlainTextEdit *edit)
    {
        QStringList words;
        for (QTextBlock block = edit->document()->begin(); block.isValid(); block = block.next()) {
            const auto formats = block.layout()->formats();
            for (const QTextLayout::FormatRange &range : formats) {
                if (range.format.underlineStyle() == QTextCharFormat::SpellCheckUnderline)
                    words << block.text().mid(range.start, range.length);
            }
        }
        return words;
    }
    [[nodiscard]] QStringList marked() const { return marked(m_edit); }

    QTemporaryDir m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<QWidget> m_window;
    Composer *m_composer = nullptr;
    QPlainTextEdit *m_edit = nullptr;
};

CONFAB_GUI_TEST(TestSpelling)
#include "tst_spelling.moc"
