// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

namespace confab::bots::offline
{

// A word of a sentence, or a phrase that means something of its own ("call off").
struct Token {
    enum class Kind { Stop, Frame, Content };
    QString word;         // case folded, as it was written
    QString lemma;        // without its ending
    QList<int> senses;    // the lines of the language's list that it stands in; what it is only about: negative
    qsizetype at = 0;     // in the text that was read, in UTF-16 units
    qsizetype length = 0; //
    Kind kind = Kind::Content;
    bool known = false;  // the language has it
    bool name = false;   // written with a capital where no sentence begins
    bool number = false; // digits, or a word for a number
    bool owned = false;  // "my …", "our …": something that there is already
    bool verb = false;
    bool noun = false;   // it stands behind "a", "my", "of", …
    bool opener = false; // a greeting: says little where more follows
    int clause = 0;      // counted from 0
};

// What this program knows of a language, from a list that it carries. Immutable; any thread.
class Language
{
public:
    explicit Language(const QString &list);

    [[nodiscard]] QList<Token> read(const QString &text) const;
    // The word of the list that this one is a slip of, as its lemma; empty: none or several.
    [[nodiscard]] QString slipOf(const QString &word) const;
    [[nodiscard]] QList<int> sensesOf(const QString &lemma) const;
    // Sentences that mean nothing to most bots.
    [[nodiscard]] const QStringList &elsewhere() const { return m_elsewhere; }
    // The same, with {n} or {v} for a noun or a verb of the bot.
    [[nodiscard]] const QStringList &about() const { return m_about; }

private:
    struct Entry {
        QList<int> senses;
        QList<int> asVerb; // only there
        QList<int> asNoun;
    };

    void readLine(const QString &section, const QString &line);
    [[nodiscard]] QString lemmaOf(const QString &word) const;
    static void tellUse(QList<Token> &tokens, qsizetype index);
    [[nodiscard]] QList<Token> joined(const QList<Token> &tokens) const;
    void divide(QList<Token> &tokens, const QString &text) const;

    QHash<QString, QStringList> m_short;
    QSet<QString> m_stop;
    QSet<QString> m_frame;
    QHash<QString, QString> m_forms;
    QHash<QString, Entry> m_entries;              // by the word as it is written in the list
    QHash<QString, QString> m_byStem;             // stem: a word of the list
    QHash<QString, QList<QStringList>> m_phrases; // by their first lemma; the longest first
    QHash<QString, QStringList> m_byShape;        // first letter and length: words, for slips
    QStringList m_senseNames;
    QStringList m_elsewhere;
    QStringList m_about;
};

// That of a bot's locale ("en_US"); a language without a list has words alone.
[[nodiscard]] const Language &languageFor(const QString &localeId);

// How few letters one has to take, put, change or swap; more than `most` is told as most + 1.
[[nodiscard]] int slips(const QString &a, const QString &b, int most);

} // namespace confab::bots::offline
