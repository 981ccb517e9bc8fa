// SPDX-License-Identifier: GPL-3.0-or-later
#include "spelling/spelling.h"

#include "composer/message_edit.h"
#include "spelling/spell_checker.h"
#include "spelling/spell_marks.h"

#include <confab/ui/settings/preferences.h>

#include <QLocale>
#include <QMenu>
#include <QTextCursor>

#include <utility>

using namespace Qt::StringLiterals;

namespace confab::ui
{

Spelling::Spelling(MessageEdit &edit, Preferences &preferences, QObject *parent)
    : QObject(parent)
    , m_edit(edit)
    , m_preferences(preferences)
{
    connect(&preferences, &Preferences::spellingChanged, this, &Spelling::read);
    connect(&edit, &MessageEdit::menuWanted, this,
            [this](QMenu *menu, const QTextCursor &place) { fill(*menu, place); });
    read();
}

Spelling::~Spelling()
{
    // They look at the field and at each other.
    delete m_marks;
}

void Spelling::read()
{
    const QString dictionary = m_preferences.spelling() ? SpellChecker::dictionaryFor(QLocale()) : QString();
    if (dictionary.isEmpty() == (m_checker == nullptr))
        return;
    if (dictionary.isEmpty()) {
        delete m_marks; // and the waves with it
        delete std::exchange(m_checker, nullptr);
        return;
    }
    m_checker = new SpellChecker(this);
    m_marks = new SpellMarks(m_edit, *m_checker);
    m_checker->start(dictionary, m_preferences.ownWords());
}

void Spelling::fill(QMenu &menu, const QTextCursor &place)
{
    const QTextCursor wrong = m_marks ? m_marks->wrongWordAt(place) : QTextCursor();
    if (wrong.isNull() || m_edit.composing())
        return;
    const QString word = wrong.selectedText();
    QAction *before = menu.actions().value(0);
    const auto add = [&menu, before](const QString &name, const QString &words) {
        auto *action = new QAction(words, &menu);
        action->setObjectName(name);
        menu.insertAction(before, action);
        return action;
    };
    const QStringList suggestions = m_checker->suggestions(word);
    for (qsizetype i = 0; i < suggestions.size(); ++i) {
        const QString &suggestion = suggestions.at(i);
        // An ampersand would mark a letter.
        connect(add(u"spelling.suggestion.%1"_s.arg(i), QString(suggestion).replace(u'&', u"&&"_s)),
                &QAction::triggered, this,
                [range = QTextCursor(wrong), suggestion]() mutable { range.insertText(suggestion); });
    }
    if (suggestions.isEmpty())
        add(u"spelling.none"_s, tr("No suggestions"))->setEnabled(false);
    menu.insertSeparator(before);
    connect(add(u"spelling.add"_s, tr("Add “%1” to the dictionary").arg(word)), &QAction::triggered, this,
            [this, word] {
                m_preferences.addOwnWord(word);
                if (m_checker)
                    m_checker->add(word);
            });
    menu.insertSeparator(before);
}

} // namespace confab::ui
