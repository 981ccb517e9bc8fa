// SPDX-License-Identifier: GPL-3.0-or-later
#include "matcher.h"

#include "matcher_words.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>

namespace confab::bots::offline
{

using namespace Qt::StringLiterals;

namespace
{

// Found with tests/data/paraphrases/tune.tsv.
constexpr float nameWeight = 0.25F;
constexpr float valueWeight = 0.12F;  // of a date, a number
constexpr float strangeWeight = 1.0F; // of a word that nothing is known of
constexpr float otherWeight = 1.4F;   // of a word that is known and the bot does not have
constexpr float sameSense = 0.85F;
constexpr float sameTopic = 0.4F;

// How many words of a sentence are looked at for slips of the pen: less where each is laid beside very many.
int mostSlips(std::size_t words)
{
    constexpr std::size_t comparisons = 300'000; // 0.1 s
    return static_cast<int>(std::clamp<std::size_t>(comparisons / std::max<std::size_t>(1, words), 1, 60));
}

// What tells that an intent is meant. 0 … 1 each.
struct Signs {
    double precision = 0; // how much of the sentence the intent knows
    double recall = 0;    // how much of its utterance is in the sentence
    double close = 0;     // how much of it stands there as it is
    double share = 0;     // the classifier's, for the intent
    double none = 0;      // and for none
    double part = 0;      // how much of the whole sentence this part is
    double elsewhere = 0; // how much it is what is said elsewhere
    double wholeShare = 0;
    double wholeNone = 0;
};

double logit(double share)
{
    const double kept = std::clamp(share, 0.001, 0.999);
    return std::log(kept / (1 - kept));
}

// Logistic regression over the sentences of tests/data/paraphrases/tune.tsv; 0.4, Lex's default threshold, is where
// one in twenty of the sentences outside is taken.
double confidenceOf(const Signs &signs, double strictness)
{
    const double sum = -0.8 - strictness + 2.22 * signs.precision + 1.94 * signs.recall + 1.12 * signs.close +
                       0.29 * logit(signs.share) - 0.065 * logit(signs.none) + 0.56 * signs.part -
                       3.41 * signs.elsewhere + 0.43 * logit(signs.wholeShare) + 0.24 * logit(signs.wholeNone);
    return 1 / (1 + std::exp(-sum + 0.405));
}

} // namespace

// What each token of a sentence counts for.
struct Matcher::Weights {
    std::vector<float> token;
    std::vector<const QString *> type; // of the slot value that a token is part of
    std::vector<quint64> pair;         // with the next
    // By the bot's words: the tokens alike, in their order. Those of a word begin at first[word].
    std::vector<std::size_t> first;
    std::vector<std::pair<std::size_t, float>> alike;
};

float Matcher::alike(const Token &token, int word) const
{
    const Word &own = m_words[static_cast<std::size_t>(word)];
    const float owned = token.owned == own.owned || token.kind != Token::Kind::Content ? 1.0F : 0.85F;
    if (token.lemma == own.lemma)
        return owned;
    float best = 0;
    for (const int sense : token.senses) {
        if (own.senses.contains(sense))
            best = std::max(best, sense > 0 ? sameSense : sameTopic);
    }
    if (best > 0)
        return best * owned;
    if (token.known || token.number || own.kind != Token::Kind::Content || token.lemma.size() < 4)
        return 0;
    // One that looks alike: a slip, or a word derived from it.
    const QString &a = token.lemma;
    const QString &b = own.lemma;
    qsizetype common = 0;
    while (common < std::min(a.size(), b.size()) && a[common] == b[common])
        ++common;
    if (common >= 5 && static_cast<double>(common) >= 0.7 * static_cast<double>(std::max(a.size(), b.size())))
        return 0.8F;
    const int most = a.size() >= 8 ? 2 : 1;
    return b.size() >= 4 && slips(a, b, most) <= most ? 0.8F : 0.0F;
}

std::vector<std::pair<int, float>> Matcher::wordsAlike(const Token &token, bool slips) const
{
    std::vector<int> words;
    if (slips) {
        words.resize(m_words.size());
        std::iota(words.begin(), words.end(), 0);
    } else {
        if (const auto same = m_wordsByLemma.constFind(token.lemma); same != m_wordsByLemma.cend())
            std::copy_if(same->begin(), same->end(), std::back_inserter(words), [](int word) { return word >= 0; });
        for (const int sense : token.senses) {
            if (const auto same = m_wordsBySense.constFind(sense); same != m_wordsBySense.cend())
                words.insert(words.end(), same->begin(), same->end());
        }
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
    }
    std::vector<std::pair<int, float>> found;
    for (const int word : words) {
        if (const float value = alike(token, word); value > 0)
            found.emplace_back(word, value);
    }
    return found;
}

Sentence Matcher::read(const QString &text, const QDateTime &now) const
{
    Sentence sentence{.text = text, .tokens = m_language.read(text), .now = now, .found = {}, .alike = {}};
    for (const lex::IntentDefinition &intent : m_locale.intents) {
        for (const lex::Slot &slot : intent.slotsInOrder) {
            if (!sentence.found.contains(slot.type))
                sentence.found.insert(slot.type, m_reader.find(slot.type, text, sentence.tokens, now));
        }
    }
    QHash<QString, qsizetype> seen; // a long text says most words often
    int slipsLeft = mostSlips(m_words.size());
    for (qsizetype i = 0; i < sentence.tokens.size(); ++i) {
        Token &token = sentence.tokens[i];
        const QString key = token.lemma + (token.owned ? u'+' : u'-') + QString::number(token.senses.value(0));
        if (const auto before = seen.constFind(key); before != seen.cend()) {
            const auto row = sentence.alike[static_cast<std::size_t>(*before)];
            sentence.alike.push_back(row);
            continue;
        }
        seen.insert(key, i);
        const bool strange = !token.known && !token.number;
        auto row = wordsAlike(token, strange && slipsLeft-- > 0);
        if (strange && row.empty() && !token.name && token.word.size() >= 5 && slipsLeft > 0) {
            const QString meant = m_language.slipOf(token.word);
            if (!meant.isEmpty()) {
                token.lemma = meant;
                token.senses = m_language.sensesOf(meant);
                token.known = true;
                row = wordsAlike(token, false);
                for (auto &[word, value] : row)
                    value *= 0.9F;
            }
        }
        sentence.alike.push_back(std::move(row));
    }
    return sentence;
}

Matcher::Weights Matcher::weightsOf(const Sentence &sentence) const
{
    const auto count = static_cast<std::size_t>(sentence.tokens.size());
    Weights weights{.token = std::vector<float>(count, 0),
                    .type = std::vector<const QString *>(count, nullptr),
                    .pair = std::vector<quint64>(count, 0),
                    .first = std::vector<std::size_t>(m_words.size() + 1, 0),
                    .alike = {}};
    for (const auto &row : sentence.alike) {
        for (const auto &[word, value] : row)
            ++weights.first[static_cast<std::size_t>(word) + 1];
    }
    std::partial_sum(weights.first.begin(), weights.first.end(), weights.first.begin());
    weights.alike.resize(weights.first.back());
    std::vector<std::size_t> next = weights.first;
    for (std::size_t i = 0; i < count; ++i) {
        for (const auto &[word, value] : sentence.alike[i])
            weights.alike[next[static_cast<std::size_t>(word)]++] = {i, value};
    }
    for (auto it = sentence.found.cbegin(); it != sentence.found.cend(); ++it) {
        for (const lex::SlotMatch &match : it.value()) {
            if (match.certainty <= 0.5)
                continue;
            for (std::size_t i = 0; i < count; ++i) {
                const Token &token = sentence.tokens[static_cast<qsizetype>(i)];
                if (token.at >= match.at && token.at < match.at + match.length &&
                    (!weights.type[i] || it.key() < *weights.type[i]))
                    weights.type[i] = &it.key();
            }
        }
    }
    bool more = false; // than a greeting
    for (const Token &token : sentence.tokens)
        more = more || (token.kind == Token::Kind::Content && !token.opener && !token.name);
    for (std::size_t i = 0; i < count; ++i) {
        const Token &token = sentence.tokens[static_cast<qsizetype>(i)];
        float weight = weightOf(token.kind);
        float best = 0;
        for (const auto &[word, value] : sentence.alike[i]) {
            const auto at = static_cast<std::size_t>(word);
            if (at < m_own && value > best &&
                (token.kind == Token::Kind::Content) == (m_words[at].kind == Token::Kind::Content)) {
                best = value;
                weight = m_weight[at];
            }
        }
        if (token.opener && more)
            weight = 0;
        else if (token.number || (weights.type[i] && weights.type[i]->startsWith("AMAZON."_L1)))
            weight = std::min(weight, valueWeight);
        else if (token.kind == Token::Kind::Content && best == 0)
            weight = weights.type[i] ? 0.45F : token.name ? nameWeight : token.known ? otherWeight : strangeWeight;
        weights.token[i] = weight;
        if (i + 1 < count)
            weights.pair[i] = pairOf(token.lemma, sentence.tokens[static_cast<qsizetype>(i + 1)].lemma);
    }
    return weights;
}

QList<Matcher::Segment> Matcher::segmentsOf(const Sentence &sentence, const Weights &weights) const
{
    QList<Segment> segments{{0, sentence.tokens.size(), 1}};
    float whole = 0;
    for (const float weight : weights.token)
        whole += weight;
    for (qsizetype from = 0; from < sentence.tokens.size() && segments.size() < 24;) {
        qsizetype to = from;
        float weight = 0;
        while (to < sentence.tokens.size() && sentence.tokens[to].clause == sentence.tokens[from].clause)
            weight += weights.token[static_cast<std::size_t>(to++)];
        const bool all = from == 0 && to == sentence.tokens.size();
        if (!all && weight > 0.3F)
            segments.append({from, to, 1 - 0.5F * (whole - weight) / (whole + weight)});
        from = to;
    }
    return segments;
}

float Matcher::coverOf(const Sentence &sentence, const Weights &weights, std::size_t intent, std::size_t at) const
{
    const Known &known = m_known[intent];
    const Token &token = sentence.tokens[static_cast<qsizetype>(at)];
    float best = 0;
    for (const auto &[word, value] : sentence.alike[at]) {
        const auto has = std::lower_bound(known.words.begin(), known.words.end(), std::pair(word, 0.0F));
        if (has != known.words.end() && has->first == word)
            best = std::max(best, has->second * value);
    }
    if (weights.type[at] && intent + 1 < m_known.size()) {
        for (const lex::Slot &slot : m_locale.intents[static_cast<qsizetype>(intent)].slotsInOrder) {
            if (slot.type == *weights.type[at])
                return 1;
        }
        if (weights.type[at]->startsWith("AMAZON."_L1))
            best = std::max(best, 0.5F);
    }
    if (known.codes && isCode(token))
        best = 1;
    if (token.number)
        best = std::max(best, 0.5F);
    else if (token.name || !token.known)
        best = std::max(best, known.anything && token.name ? 0.9F : token.name ? 0.4F : 0.0F);
    return best;
}

Matcher::Score Matcher::scoreOf(const Sentence &sentence, const Weights &weights, const Segment &segment,
                                std::size_t intent, const std::vector<float> &cover) const
{
    const Known &known = m_known[intent];
    const auto from = static_cast<std::size_t>(segment.from);
    const auto to = static_cast<std::size_t>(segment.to);
    const std::size_t count = to - from;
    float whole = 0;
    for (std::size_t i = from; i < to; ++i)
        whole += weights.token[i];
    Score best;
    std::vector<float> matched(count);
    for (const Utterance &utterance : known.utterances) {
        std::fill(matched.begin(), matched.end(), 0.0F);
        float said = 0;
        float words = 0;
        float exact = 0;
        for (const Piece &piece : utterance.pieces) {
            float most = 0;
            if (piece.word >= 0) {
                const auto word = static_cast<std::size_t>(piece.word);
                for (std::size_t k = weights.first[word]; k < weights.first[word + 1]; ++k) {
                    const auto &[at, value] = weights.alike[k];
                    if (at < from || at >= to)
                        continue;
                    most = std::max(most, value);
                    matched[at - from] = std::max(matched[at - from], value);
                }
                words += 1;
                exact += most;
            } else {
                most = 0.2F;
                const QString &type = m_locale.intents[static_cast<qsizetype>(intent)].slotsInOrder[piece.slot].type;
                for (std::size_t at = from; at < to; ++at) {
                    const Token &token = sentence.tokens[static_cast<qsizetype>(at)];
                    if (weights.type[at] && *weights.type[at] == type)
                        most = 1;
                    else if (token.name && m_reader.takesAnything(type))
                        most = std::max(most, 0.8F);
                }
            }
            said += piece.weight * most;
        }
        if (said == 0) // nothing of it
            continue;
        float explained = 0;
        float worded = 0; // by words, and not by a date or a number
        qsizetype pairs = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t at = from + i;
            const bool value = weights.type[at] && weights.type[at]->startsWith("AMAZON."_L1);
            worded = std::max(worded, value ? 0.0F : weights.type[at] ? 1.0F : matched[i]);
            explained +=
                weights.token[at] * std::max(matched[i], (intent + 1 < m_known.size() ? 0.85F : 0.0F) * cover[at]);
            pairs +=
                i + 1 < count && std::binary_search(utterance.pairs.begin(), utterance.pairs.end(), weights.pair[at])
                    ? 1
                    : 0;
        }
        const double precision = whole > 0 ? explained / whole : 0;
        const double recall = utterance.weight > 0 ? said / utterance.weight : 0;
        // As it stands there: words and pairs of neighbours, by Dice.
        const auto own = static_cast<double>(words) + static_cast<double>(utterance.pairs.size());
        const auto theirs = static_cast<double>(count) + static_cast<double>(count > 0 ? count - 1 : 0);
        const double close =
            own + theirs > 0 ? 2 * (static_cast<double>(exact) + static_cast<double>(pairs)) / (own + theirs) : 0;
        const double meaning =
            utterance.plain ? std::pow(precision, 0.5) * close : std::pow(precision, 0.62) * std::pow(recall, 0.38);
        const double all = segment.share * (0.85 * meaning + 0.15 * std::min(1.0, close));
        if (all > best.all)
            best = {all, precision, recall, close, worded >= 0.4F};
    }
    return best;
}

QList<Candidate> Matcher::match(const Sentence &sentence) const
{
    const Weights weights = weightsOf(sentence);
    const QList<Segment> segments = segmentsOf(sentence, weights);
    std::vector<float> cover(weights.token.size(), 0);
    const double elsewhere = scoreOf(sentence, weights, segments.front(), m_known.size() - 1, cover).all;
    QList<std::vector<double>> told;
    for (const Segment &segment : segments) {
        QStringList types;
        for (qsizetype i = segment.from; i < segment.to; ++i) {
            if (const QString *type = weights.type[static_cast<std::size_t>(i)]; type && !types.contains(*type))
                types.append(*type);
        }
        told.append(
            m_classifier.tell(featuresOf(sentence.tokens.sliced(segment.from, segment.to - segment.from), types)));
    }
    QList<Candidate> candidates;
    for (std::size_t intent = 0; intent + 1 < m_known.size(); ++intent) {
        if (m_known[intent].utterances.empty())
            continue;
        for (std::size_t i = 0; i < cover.size(); ++i)
            cover[i] = coverOf(sentence, weights, intent, i);
        Candidate best{static_cast<qsizetype>(intent), 0};
        for (qsizetype i = 0; i < segments.size(); ++i) {
            const Score score = scoreOf(sentence, weights, segments[i], intent, cover);
            const double share = told[i][intent];
            double all =
                confidenceOf({score.precision, score.recall, score.close, share, told[i].back(),
                              static_cast<double>(segments[i].share), elsewhere, told[0][intent], told[0].back()},
                             m_strictness);
            // A date or a number alone is no reason to begin anything.
            if (!score.worded)
                all *= 0.4;
            if (all > best.score)
                best.score = all;
        }
        candidates.append(best);
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate &a, const Candidate &b) { return a.score > b.score; });
    return candidates;
}

} // namespace confab::bots::offline
