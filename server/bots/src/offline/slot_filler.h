// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sentence.h"
#include "slot_reader.h"

#include <confab/bots/lex_export.h>

#include <QList>
#include <QMap>
#include <QSet>
#include <QString>

#include <vector>

namespace confab::bots::offline
{

struct SlotFinding {
    lex::SlotValue value;
    double evidence = 0; // how much the words around it tell of this slot: 0 … 1
    qsizetype at = 0;
    qsizetype length = 0;
};

struct SlotFilling {
    QMap<QString, SlotFinding> values; // by slot
    bool undecided = false;            // the slot asked for was given several values, and nothing tells which is meant
};

// Finds the values that a sentence gives, and which slot each is for: by its type, the words around it and, where any
// words may be a value, by the sample utterances. Immutable; what it was made of outlives it.
class SlotFiller
{
public:
    SlotFiller(const lex::BotLocale &locale, const Language &language, const SlotReader &reader);

    // `asked` gets what others might get as well; empty: none was asked for.
    [[nodiscard]] SlotFilling fill(const Sentence &sentence, qsizetype intent, const QString &asked) const;
    // The slot that a sentence names ("the date is wrong"); empty: none or several.
    [[nodiscard]] QString named(const Sentence &sentence, qsizetype intent) const;

private:
    struct Around {
        QSet<QString> before; // lemmas next to the slot in what may be said
        QSet<QString> after;
        QSet<QString> name; // of its name
    };
    struct Piece {
        QString lemma;
        int slot = -1; // of the intent; -1: a word
    };
    struct Known {
        std::vector<std::vector<Piece>> utterances; // those with slots, of the intent and of its slots
        QList<Around> around;                       // by slot
    };
    struct Found {
        int slot = 0;
        SlotFinding finding;
        double score = 0;
    };

    [[nodiscard]] double evidenceOf(const Sentence &sentence, const Around &around, qsizetype from, qsizetype to,
                                    bool number, bool *other) const;
    void findByType(const Sentence &sentence, qsizetype intent, int slot, bool asked, QList<Found> &found) const;
    void findByPlace(const Sentence &sentence, qsizetype intent, QList<Found> &found) const;

    const lex::BotLocale &m_locale;
    const SlotReader &m_reader;
    QList<Known> m_known; // by intent
};

} // namespace confab::bots::offline
