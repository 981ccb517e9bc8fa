// SPDX-License-Identifier: GPL-3.0-or-later
#include "matcher.h"

#include "matcher_words.h"
#include "utterance_text.h"

#include <algorithm>
#include <cmath>

// What the matcher learns of a bot when it is loaded.
namespace confab::bots::offline
{

using namespace Qt::StringLiterals;

namespace
{

// Found with tests/data/paraphrases/tune.tsv.
constexpr float slotWeight = 0.4F;
constexpr float elsewhereWeight = 0.4F; // of what is said elsewhere: there are many more examples of it

} // namespace

Matcher::Matcher(const lex::BotLocale &locale, const Language &language, const SlotReader &reader)
    : m_locale(locale)
    , m_language(language)
    , m_reader(reader)
{
    for (const lex::IntentDefinition &intent : locale.intents) {
        Known known;
        for (const QString &text : intent.utterances) {
            const Utterance utterance = utteranceOf(text, intent);
            if (!utterance.pieces.isEmpty())
                known.utterances.append(utterance);
        }
        for (const lex::Slot &slot : intent.slotsInOrder) {
            known.anything = known.anything || reader.takesAnything(slot.type);
            known.codes = known.codes || reader.takesCodes(slot.type);
        }
        m_known.append(known);
    }
    m_own = static_cast<std::size_t>(m_words.size());
    Known elsewhere;
    for (const QString &text : language.elsewhere())
        elsewhere.utterances.append(utteranceOf(text, {}));
    m_known.append(elsewhere);
    weigh();
    learn();
}

Classifier::Features Matcher::featuresOf(const QList<Token> &tokens, const QStringList &types) const
{
    Classifier::Features features;
    const auto put = [&features](const QString &what, float value) {
        float &had = features[hashOf(what)];
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
    return features;
}

void Matcher::learn()
{
    QList<Classifier::Example> examples;
    for (qsizetype intent = 0; intent < m_known.size(); ++intent) {
        for (const Utterance &utterance : std::as_const(m_known[intent].utterances))
            examples.append({featuresOf(utterance.tokens, utterance.types), static_cast<int>(intent),
                             intent + 1 == m_known.size() ? elsewhereWeight : 1.0F});
    }
    // What is asked about the bot's own words, and is not for the bot.
    QStringList nouns;
    QStringList verbs;
    for (std::size_t word = 0; word < m_own; ++word) {
        const Token &token = m_words[static_cast<qsizetype>(word)];
        if (token.kind != Token::Kind::Content || token.word.contains(u'_') || token.opener)
            continue;
        if (token.noun && !nouns.contains(token.word))
            nouns.append(token.word);
        if (token.verb && !verbs.contains(token.word))
            verbs.append(token.word);
    }
    qsizetype noun = 0;
    qsizetype verb = 0;
    for (const QString &frame : m_language.about()) {
        for (int time = 0; time < 4; ++time) {
            QString text = frame;
            if (text.contains("{n}"_L1) && !nouns.isEmpty())
                text.replace("{n}"_L1, nouns[noun++ % nouns.size()]);
            else if (text.contains("{v}"_L1) && !verbs.isEmpty())
                text.replace("{v}"_L1, verbs[verb++ % verbs.size()]);
            else
                continue;
            examples.append(
                {featuresOf(m_language.read(text), {}), static_cast<int>(m_known.size() - 1), elsewhereWeight});
        }
    }
    m_classifier.learn(examples, static_cast<int>(m_known.size()));
}

int Matcher::wordOf(const Token &token)
{
    const QString key = token.lemma + (token.owned ? u"+"_s : QString());
    const auto known = m_wordByLemma.constFind(key);
    if (known != m_wordByLemma.cend()) {
        Token &word = m_words[*known];
        for (const int sense : token.senses) {
            if (!word.senses.contains(sense))
                word.senses.append(sense);
        }
        return *known;
    }
    const auto index = static_cast<int>(m_words.size());
    m_words.append(token);
    m_wordByLemma.insert(key, index);
    return index;
}

Matcher::Utterance Matcher::utteranceOf(const QString &text, const lex::IntentDefinition &intent)
{
    Utterance utterance;
    const Token *before = nullptr;
    const QList<Token> tokens = m_language.read(withSlotsAsWords(text, intent));
    for (const Token &token : tokens) {
        Piece piece;
        if (const int slot = slotOfWord(token.word); slot >= 0) {
            piece.slot = slot;
            utterance.types.append(intent.slotsInOrder[piece.slot].type);
            before = nullptr;
        } else {
            piece.word = wordOf(token);
            utterance.tokens.append(token);
            utterance.plain = utterance.plain && token.kind != Token::Kind::Content;
            if (before)
                utterance.pairs.insert(pairOf(before->lemma, token.lemma));
            before = &token;
        }
        utterance.pieces.append(piece);
    }
    return utterance;
}

// How much a word says depends on how many intents have it.
void Matcher::weigh()
{
    const auto count = static_cast<std::size_t>(m_words.size());
    for (Known &known : m_known) {
        known.words.assign(count, 0);
        std::vector<int> times(count, 0);
        for (const Utterance &utterance : std::as_const(known.utterances)) {
            for (const Piece &piece : utterance.pieces) {
                if (piece.word >= 0)
                    ++times[static_cast<std::size_t>(piece.word)];
            }
        }
        for (std::size_t word = 0; word < count; ++word)
            known.words[word] = times[word] > 1 ? 1.0F : times[word] == 1 ? 0.9F : 0.0F;
    }
    qsizetype intents = 0;
    for (qsizetype intent = 0; intent + 1 < m_known.size(); ++intent)
        intents += m_known[intent].utterances.isEmpty() ? 0 : 1;
    // The more is said of an intent, the more any sentence is like some of it.
    qsizetype utterances = 0;
    for (qsizetype intent = 0; intent + 1 < m_known.size(); ++intent)
        utterances += m_known[intent].utterances.size();
    const double each = static_cast<double>(utterances) / static_cast<double>(std::max<qsizetype>(1, intents));
    m_strictness = 0.25 + 0.62 * std::log(std::clamp(each, 5.0, 100.0) / 15);
    m_weight.assign(count, 0);
    for (std::size_t word = 0; word < count; ++word) {
        int having = 0;
        for (qsizetype intent = 0; intent + 1 < m_known.size(); ++intent)
            having += m_known[intent].words[word] > 0 ? 1 : 0;
        const float rare =
            intents > 1 && having > 0 ? 1.0F - static_cast<float>(having - 1) / static_cast<float>(intents - 1) : 1.0F;
        const Token &token = m_words[static_cast<qsizetype>(word)];
        m_weight[word] = weightOf(token.kind) * (0.55F + 0.65F * rare);
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
