// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language.h"
#include "lex_slots/slot_grammar.h"

#include <confab/bots/lex_export.h>

#include <QHash>
#include <QList>
#include <QString>

#include <memory>
#include <optional>
#include <utility>

namespace confab::bots::offline
{

// Reads values of a bot's slots: those of its own slot types, and those built in.
class SlotReader
{
public:
    SlotReader(const lex::BotLocale &locale, const Language &language);

    // Whether any words may be a value (a name, a title), and not only some that can be told.
    [[nodiscard]] bool takesAnything(const QString &type) const;
    // Whether a bare number is a value of it.
    [[nodiscard]] bool takesNumbers(const QString &type) const;
    // Whether it is a letters-and-digits thing, such as the number of a booking.
    [[nodiscard]] bool takesCodes(const QString &type) const;
    [[nodiscard]] QList<lex::SlotMatch> find(const QString &type, const QString &text, const QList<Token> &tokens,
                                             const QDateTime &now) const;

    enum class Fit { None, Loose, Sure };
    struct Answer {
        Fit fit = Fit::None; // Loose: only because anything may be one
        lex::SlotValue value;
    };
    [[nodiscard]] Answer answer(const lex::Slot &slot, const QString &text, const QDateTime &now) const;
    // The same where the whole text, but for small talk, is one value of a built-in type.
    [[nodiscard]] Answer whole(const lex::Slot &slot, const QString &text, const QDateTime &now) const;
    // Whether a value stands there only because more of the text is left out: the "3 hours" of "2 or 3 hours", the
    // "november" of "november 31". `others` are the places of other slots' values.
    [[nodiscard]] bool isFragment(const QString &type, const QString &text, qsizetype at, qsizetype length,
                                  const QList<std::pair<qsizetype, qsizetype>> &others) const;
    // Whether only a list of names, and what looks like one, tells a value of it.
    [[nodiscard]] bool takesNames(const QString &type) const;

private:
    struct Way { // to say a value
        QStringList lemmas;
        QString value;
        bool own = false; // not a synonym
    };
    struct OwnType {
        lex::SlotType type;
        QHash<QString, QList<Way>> ways; // by first lemma
        QStringList single;              // ways of one word, for slips
    };

    [[nodiscard]] QString builtIn(const QString &type) const; // what the type is or derives from; empty: of its own
    [[nodiscard]] lex::SlotContext contextOf(const QString &type, const QDateTime &now) const;
    [[nodiscard]] QList<lex::SlotMatch> findOwn(const OwnType &type, const QString &text,
                                                const QList<Token> &tokens) const;
    [[nodiscard]] Answer single(const QString &type, const QString &text, const QDateTime &now) const;

    const Language &m_language;
    std::unique_ptr<lex::SlotGrammar> m_grammar;
    QHash<QString, OwnType> m_own;
};

} // namespace confab::bots::offline
