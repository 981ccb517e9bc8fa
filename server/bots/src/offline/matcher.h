// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "classifier.h"
#include "language.h"
#include "sentence.h"
#include "slot_reader.h"

#include <confab/bots/lex_export.h>

#include <QHash>
#include <QList>
#include <QString>

#include <array>
#include <utility>
#include <vector>

namespace confab::bots::offline
{

// How much a sentence is what an intent's utterances say.
struct Candidate {
    qsizetype intent = 0; // in BotLocale::intents
    double score = 0;     // 0 … 1
};

// Tells which intent a sentence means. Compares words, not what they mean: it knows about
// a word no more than the language's list. Immutable; the locale, language and reader outlive it.
class Matcher
{
public:
    Matcher(const lex::BotLocale &locale, const Language &language, const SlotReader &reader);

    [[nodiscard]] Sentence read(const QString &text, const QDateTime &now) const;
    // Every intent that has utterances, the best first; equals in the order of the locale.
    [[nodiscard]] QList<Candidate> match(const Sentence &sentence) const;

private:
    struct Piece {
        int word = -1; // of m_words; -1: a slot
        int slot = -1; // of the intent
        float weight = 0;
    };
    struct Utterance {
        std::vector<Piece> pieces;
        std::vector<quint64> pairs; // of neighbours, in order
        bool plain = true;          // no word of it says much
        float weight = 0;
    };
    struct Known {
        std::vector<Utterance> utterances;
        std::vector<std::pair<int, float>> words; // of m_words, in order: how much it belongs to the intent
        bool anything = false;                    // has a slot that takes any name
        bool codes = false;                       // or numbers of bookings, cards, …
    };
    struct Word {
        QString lemma;
        QList<int> senses;
        Token::Kind kind = Token::Kind::Content;
        bool owned = false;
    };
    struct Segment {
        qsizetype from = 0;
        qsizetype to = 0; // behind the last token
        float share = 1;  // of the whole sentence: what its score is worth
    };
    struct Weights;
    struct Lesson; // what is learned of and not kept

    [[nodiscard]] int wordOf(const Token &token);
    void learn(const QString &text, const lex::IntentDefinition &intent, float weight, Lesson &lesson);
    void learnWordsAbout(Lesson &lesson);
    void weigh();
    [[nodiscard]] Classifier::Features featuresOf(const QList<Token> &tokens, const QStringList &types) const;
    [[nodiscard]] float alike(const Token &token, int word) const;
    [[nodiscard]] std::vector<std::pair<int, float>> wordsAlike(const Token &token, bool slips) const;
    [[nodiscard]] QList<Segment> segmentsOf(const Sentence &sentence, const Weights &weights) const;
    [[nodiscard]] Weights weightsOf(const Sentence &sentence) const;
    [[nodiscard]] float coverOf(const Sentence &sentence, const Weights &weights, std::size_t intent,
                                std::size_t token) const;
    struct Score {
        double all = 0;
        double precision = 0;
        double recall = 0;
        double close = 0;
        bool worded = false; // a word is alike, and not only a value
    };
    [[nodiscard]] Score scoreOf(const Sentence &sentence, const Weights &weights, const Segment &segment,
                                std::size_t intent, const std::vector<float> &cover) const;

    const lex::BotLocale &m_locale;
    const Language &m_language;
    const SlotReader &m_reader;
    std::vector<Word> m_words;
    QHash<QString, std::array<int, 2>> m_wordsByLemma; // not owned and owned; -1: none
    QHash<int, std::vector<int>> m_wordsBySense;
    std::size_t m_own = 0;       // so many words are the bot's own; behind them come those of what is said elsewhere
    std::vector<float> m_weight; // by word
    Classifier m_classifier;
    double m_strictness = 0;
    std::vector<Known> m_known; // by intent; the last is what is said elsewhere
};

} // namespace confab::bots::offline
