// SPDX-License-Identifier: GPL-3.0-or-later
#include "matcher.h"

#include "matcher_words.h"
#include "utterance_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

// What the matcher learns of a bot when it is loaded.
namespace confab::bots::offline
{

using namespace Qt::StringLiterals;

namespace
{

// Found with tests/data/paraphrases/tune.tsv.
constexpr float slotWeight = 0.4F;
constexpr float elsewhereWeight = 0.4F; // of what is said elsewhere: there are many more examples of it
constexpr int timesAbout = 4;           // that each sentence about the bot's words is learned
constexpr qsizetype mostAbout = 1000;   // words of it: more than those sentences have place for
constexpr qsizetype pieceLength = 3;    // trigrams of a word's characters, with marks at its ends
constexpr float pieceWeight = 0.15F;    // more tells no better

} // namespace

struct Matcher::Lesson {
    std::vector<Classifier::Example> examples;
    // The bot's own that may stand in what is asked about it: as they were written, each once.
    QStringList nouns;
    QStringList verbs;
    QSet<QString> hadNouns;
    QSet<QString> hadVerbs;

    void note(const Token &token)
    {
        if (token.kind != Token::Kind::Content || token.word.contains(u'_') || token.opener)
            return;
        const auto add = [&token](QStringList &all, QSet<QString> &had) {
            if (all.size() < mostAbout && !had.contains(token.word)) {
                had.insert(token.word);
                all.append(token.word);
            }
        };
        if (token.noun)
            add(nouns, hadNouns);
        if (token.verb)
            add(verbs, hadVerbs);
    }
};

Matcher::Matcher(const lex::BotLocale &locale, const Language &language, const SlotReader &reader)
    : m_locale(locale)
    , m_language(language)
    , m_reader(reader)
{
    Lesson lesson;
    for (const lex::IntentDefinition &intent : locale.intents) {
        Known &known = m_known.emplace_back();
        for (const lex::Slot &slot : intent.slotsInOrder) {
            known.anything = known.anything || reader.takesAnything(slot.type);
            known.codes = known.codes || reader.takesCodes(slot.type);
        }
        for (const QString &text : intent.utterances)
            learn(text, intent, 1, lesson);
    }
    m_own = m_words.size();
    m_known.emplace_back();
    for (const QString &text : language.elsewhere())
        learn(text, {}, elsewhereWeight, lesson);
    learnWordsAbout(lesson);
    for (std::size_t word = 0; word < m_words.size(); ++word) {
        for (const int sense : m_words[word].senses)
            m_wordsBySense[sense].push_back(static_cast<int>(word));
    }
    weigh();
    m_classifier.learn(lesson.examples, static_cast<int>(m_known.size()));
}

Classifier::Features Matcher::featuresOf(const QList<Token> &tokens, const QStringList &types) const
{
    QHash<quint64, float> all;
    const auto put = [&all](const QString &what, float value) {
        float &had = all[hashOf(what)];
        had = std::max(had, value);
    };
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const Token &token = tokens[i];
        const float weight = token.kind == Token::Kind::Stop ? 0.3F : token.kind == Token::Kind::Frame ? 0.5F : 1.0F;
        if (isCode(token)) {
            put(u"code"_s, 0.6F);
            continue;
        }
        if (token.number) {
            put(u"#"_s, 0.3F);
            continue;
        }
        put(u"w"_s + token.lemma, weight);
        if (token.owned)
            put(u"o"_s + token.lemma, 0.5F);
        // What is derived from a word, or written otherwise, shares most of its pieces: where a language has no list
        // they are all there is to tell it by.
        if (token.kind != Token::Kind::Stop && token.lemma.size() >= 4) {
            const QString edged = u'^' + token.lemma + u'$';
            for (qsizetype at = 0; at + pieceLength <= edged.size(); ++at)
                put(u"c"_s + edged.mid(at, pieceLength), pieceWeight * weight);
        }
        for (const int sense : token.senses) {
            put(u"s%1"_s.arg(sense), sense > 0 ? 0.9F : 0.6F);
            if (token.owned && sense > 0)
                put(u"p%1"_s.arg(sense), 0.5F);
        }
        if (i + 1 < tokens.size())
            put(u"b"_s + token.lemma + u' ' + tokens[i + 1].lemma, 0.5F);
        if (i == 0)
            put(u"f"_s + token.lemma, 0.4F);
    }
    for (const QString &type : types)
        put(m_reader.takesCodes(type) ? u"code"_s : u"t"_s + type, 0.6F);
    // In an order of their own: sums of the same numbers in another order differ.
    Classifier::Features features;
    features.reserve(static_cast<std::size_t>(all.size()));
    for (auto it = all.cbegin(); it != all.cend(); ++it)
        features.emplace_back(it.key(), it.value());
    std::sort(features.begin(), features.end());
    return features;
}

// What is asked about the bot's own words, and is not for the bot.
void Matcher::learnWordsAbout(Lesson &lesson)
{
    qsizetype noun = 0;
    qsizetype verb = 0;
    for (const QString &frame : m_language.about()) {
        for (int time = 0; time < timesAbout; ++time) {
            QString text = frame;
            if (text.contains("{n}"_L1) && !lesson.nouns.isEmpty())
                text.replace("{n}"_L1, lesson.nouns[noun++ % lesson.nouns.size()]);
            else if (text.contains("{v}"_L1) && !lesson.verbs.isEmpty())
                text.replace("{v}"_L1, lesson.verbs[verb++ % lesson.verbs.size()]);
            else
                continue;
            lesson.examples.push_back(
                {featuresOf(m_language.read(text), {}), static_cast<int>(m_known.size() - 1), elsewhereWeight});
        }
    }
}

int Matcher::wordOf(const Token &token)
{
    auto known = m_wordsByLemma.find(token.lemma);
    if (known == m_wordsByLemma.end())
        known = m_wordsByLemma.insert(token.lemma, {-1, -1});
    int &index = (*known)[token.owned ? 1 : 0];
    if (index < 0) {
        index = static_cast<int>(m_words.size());
        m_words.push_back({token.lemma, token.senses, token.kind, token.owned});
        return index;
    }
    QList<int> &senses = m_words[static_cast<std::size_t>(index)].senses;
    for (const int sense : token.senses) {
        if (!senses.contains(sense))
            senses.append(sense);
    }
    return index;
}

// An utterance of the last intent known so far.
void Matcher::learn(const QString &text, const lex::IntentDefinition &intent, float weight, Lesson &lesson)
{
    Utterance utterance;
    QList<Token> words; // without the slots
    QStringList types;
    bool neighbour = false; // the word before is one
    const bool own = m_known.size() <= static_cast<std::size_t>(m_locale.intents.size());
    const QList<Token> tokens = m_language.read(withSlotsAsWords(text, intent));
    for (const Token &token : tokens) {
        Piece piece;
        if (const int slot = slotOfWord(token.word); slot >= 0) {
            piece.slot = slot;
            types.append(intent.slotsInOrder[piece.slot].type);
            neighbour = false;
        } else {
            const std::size_t before = m_words.size();
            piece.word = wordOf(token);
            if (m_words.size() > before && own)
                lesson.note(token);
            utterance.plain = utterance.plain && token.kind != Token::Kind::Content;
            if (neighbour)
                utterance.pairs.push_back(pairOf(words.back().lemma, token.lemma));
            words.append(token);
            neighbour = true;
        }
        utterance.pieces.push_back(piece);
    }
    if (utterance.pieces.empty())
        return;
    std::sort(utterance.pairs.begin(), utterance.pairs.end());
    utterance.pairs.erase(std::unique(utterance.pairs.begin(), utterance.pairs.end()), utterance.pairs.end());
    utterance.pairs.shrink_to_fit();
    lesson.examples.push_back({featuresOf(words, types), static_cast<int>(m_known.size() - 1), weight});
    m_known.back().utterances.push_back(std::move(utterance));
}

// How much a word says depends on how many intents have it.
void Matcher::weigh()
{
    std::vector<int> having(m_words.size(), 0); // how many intents have a word
    qsizetype intents = 0;
    for (std::size_t intent = 0; intent < m_known.size(); ++intent) {
        Known &known = m_known[intent];
        const bool own = intent + 1 < m_known.size();
        std::vector<int> words;
        for (const Utterance &utterance : known.utterances) {
            for (const Piece &piece : utterance.pieces) {
                if (piece.word >= 0)
                    words.push_back(piece.word);
            }
        }
        std::sort(words.begin(), words.end());
        for (std::size_t i = 0; i < words.size();) {
            std::size_t next = i;
            while (next < words.size() && words[next] == words[i])
                ++next;
            known.words.emplace_back(words[i], next - i > 1 ? 1.0F : 0.9F);
            having[static_cast<std::size_t>(words[i])] += own ? 1 : 0;
            i = next;
        }
        intents += own && !known.utterances.empty() ? 1 : 0;
    }
    // The more is said of an intent, the more any sentence is like some of it.
    std::size_t utterances = 0;
    for (std::size_t intent = 0; intent + 1 < m_known.size(); ++intent)
        utterances += m_known[intent].utterances.size();
    const double each = static_cast<double>(utterances) / static_cast<double>(std::max<qsizetype>(1, intents));
    m_strictness = 0.25 + 0.62 * std::log(std::clamp(each, 5.0, 100.0) / 15);
    m_weight.assign(m_words.size(), 0);
    for (std::size_t word = 0; word < m_words.size(); ++word) {
        const float rare = intents > 1 && having[word] > 0
                               ? 1.0F - static_cast<float>(having[word] - 1) / static_cast<float>(intents - 1)
                               : 1.0F;
        m_weight[word] = weightOf(m_words[word].kind) * (0.55F + 0.65F * rare);
    }
    for (Known &known : m_known) {
        for (Utterance &utterance : known.utterances) {
            for (Piece &piece : utterance.pieces) {
                piece.weight = piece.word < 0    ? slotWeight
                               : utterance.plain ? 0.5F
                                                 : m_weight[static_cast<std::size_t>(piece.word)];
                utterance.weight += piece.weight;
            }
        }
    }
}

} // namespace confab::bots::offline
