// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <initializer_list>

namespace confab::bots::lex
{

// A run of letters ("o'clock" is one), a run of digits, or one mark.
struct Word {
    enum Kind { Letters, Digits, Mark };
    Kind kind = Mark;
    qsizetype at = 0; // in UTF-16 units of the text
    qsizetype length = 0;
    bool glued = false;   // no space before it: "2pm" is "2" and a glued "pm"
    bool capital = false; // begins with a capital letter
    QString folded;       // small letters, straight apostrophes, ASCII digits
};

// A text in words. Each question about a place outside the text has an answer: there is nothing.
class Words
{
public:
    explicit Words(const QString &text);

    [[nodiscard]] qsizetype size() const { return m_words.size(); }
    [[nodiscard]] const Word &operator[](qsizetype i) const;
    [[nodiscard]] bool is(qsizetype i, QLatin1StringView word) const { return (*this)[i].folded == word; }
    [[nodiscard]] bool isOneOf(qsizetype i, std::initializer_list<QLatin1StringView> words) const;
    // The words from here on are those.
    [[nodiscard]] bool say(qsizetype i, std::initializer_list<QLatin1StringView> words) const;
    [[nodiscard]] bool letters(qsizetype i) const { return has(i) && m_words[i].kind == Word::Letters; }
    [[nodiscard]] bool digits(qsizetype i) const { return has(i) && m_words[i].kind == Word::Digits; }
    [[nodiscard]] bool glued(qsizetype i) const { return has(i) && m_words[i].glued; }
    [[nodiscard]] bool gluedMark(qsizetype i, char16_t mark) const;
    // The value of a run of digits: -1 where there is none, or one of more than nine digits.
    [[nodiscard]] int number(qsizetype i) const;
    // The end of the run of glued words that holds this one.
    [[nodiscard]] qsizetype endOfRun(qsizetype i) const;
    // What stands there as it was written.
    [[nodiscard]] QString text(qsizetype from, qsizetype to) const;

private:
    [[nodiscard]] bool has(qsizetype i) const { return i >= 0 && i < m_words.size(); }

    QString m_text;
    QList<Word> m_words;
};

// A value that was read in words [from, to).
struct Reading {
    qsizetype from = 0;
    qsizetype to = 0;
    QString value; // null: the resolved ones are equally likely
    QStringList resolved;
    double certainty = 0;
    bool asked = false; // only an answer to the prompt says it so: "5" is a time where one was asked for
};

} // namespace confab::bots::lex
