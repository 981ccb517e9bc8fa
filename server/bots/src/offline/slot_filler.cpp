// SPDX-License-Identifier: GPL-3.0-or-later
#include "slot_filler.h"

#include "utterance_text.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace confab::bots::offline
{

using namespace Qt::StringLiterals;

namespace
{

// A value of words that nobody has heard of has no more of them.
constexpr qsizetype placeWords = 6;
// Values of one slot that far apart are both meant, or neither.
constexpr double asGood = 0.1;

} // namespace

SlotFiller::SlotFiller(const lex::BotLocale &locale, const Language &language, const SlotReader &reader)
    : m_locale(locale)
    , m_reader(reader)
{
    static const QRegularExpression parts(u"[A-Z]+(?![a-z])|[A-Z]?[a-z]+"_s);
    QSet<QString> lemmas; // each is kept once
    for (const lex::IntentDefinition &intent : locale.intents) {
        Known known;
        known.around.resize(intent.slotsInOrder.size());
        QStringList texts = intent.utterances;
        for (qsizetype i = 0; i < intent.slotsInOrder.size(); ++i) {
            texts += intent.slotsInOrder[i].utterances;
            QString name;
            for (auto it = parts.globalMatch(intent.slotsInOrder[i].name); it.hasNext();)
                name += it.next().captured() + u' ';
            for (const Token &token : language.read(name))
                known.around[i].name.insert(token.lemma);
        }
        for (const QString &text : std::as_const(texts)) {
            if (!text.contains(u'{'))
                continue;
            std::vector<Piece> &pieces = known.utterances.emplace_back();
            for (const Token &token : language.read(withSlotsAsWords(text, intent))) {
                const int slot = slotOfWord(token.word);
                pieces.push_back({slot < 0 ? *lemmas.insert(token.lemma) : QString(), slot});
            }
            pieces.shrink_to_fit();
            for (std::size_t at = 0; at < pieces.size(); ++at) {
                const int slot = pieces[at].slot;
                if (slot < 0)
                    continue;
                if (at > 0 && pieces[at - 1].slot < 0)
                    known.around[slot].before.insert(pieces[at - 1].lemma);
                if (at + 1 < pieces.size() && pieces[at + 1].slot < 0)
                    known.around[slot].after.insert(pieces[at + 1].lemma);
            }
        }
        m_known.append(std::move(known));
    }
}

// `other`: it is a number of something else.
double SlotFiller::evidenceOf(const Sentence &sentence, const Around &around, qsizetype from, qsizetype to, bool number,
                              bool *other) const
{
    const QList<Token> &tokens = sentence.tokens;
    double evidence = 0;
    for (qsizetype i = to; i < std::min(to + 2, tokens.size()) && tokens[i].clause == tokens[to - 1].clause; ++i) {
        const Token &token = tokens[i];
        if (token.kind == Token::Kind::Stop)
            break;
        if (around.after.contains(token.lemma) || around.name.contains(token.lemma))
            evidence = std::max(evidence, 0.7);
        else if (number && i == to && !token.number)
            *other = true;
        break;
    }
    for (qsizetype i = from - 1; i >= std::max<qsizetype>(0, from - 3) && tokens[i].clause == tokens[from].clause;
         --i) {
        const Token &token = tokens[i];
        if (token.kind != Token::Kind::Stop) {
            if (around.before.contains(token.lemma) || around.name.contains(token.lemma))
                evidence = std::max(evidence, 0.6);
            break;
        }
        if (i == from - 1 && around.before.contains(token.lemma))
            evidence = std::max(evidence, 0.25);
    }
    return evidence;
}

void SlotFiller::findByType(const Sentence &sentence, qsizetype intent, int slot, bool asked, QList<Found> &found) const
{
    const lex::IntentDefinition &definition = m_locale.intents[intent];
    const QString &type = definition.slotsInOrder[slot].type;
    const bool number = m_reader.takesNumbers(type);
    const auto sameType = std::count_if(definition.slotsInOrder.begin(), definition.slotsInOrder.end(),
                                        [&type](const lex::Slot &other) { return other.type == type; });
    QList<lex::SlotMatch> matches = sentence.found.value(type);
    if (number) {
        // "one" is mostly no number, but in "one night" it is.
        for (const Token &token : sentence.tokens) {
            if (token.word != "one"_L1)
                continue;
            const SlotReader::Answer one = m_reader.answer(definition.slotsInOrder[slot], token.word, sentence.now);
            if (one.fit != SlotReader::Fit::None)
                matches.append({token.at, token.length, one.value, 0.3});
        }
    }
    for (const lex::SlotMatch &match : std::as_const(matches)) {
        qsizetype from = 0;
        while (from < sentence.tokens.size() && sentence.tokens[from].at + sentence.tokens[from].length <= match.at)
            ++from;
        qsizetype to = from;
        while (to < sentence.tokens.size() && sentence.tokens[to].at < match.at + match.length)
            ++to;
        if (to == from)
            continue;
        bool other = false;
        const double evidence = evidenceOf(sentence, m_known[intent].around[slot], from, to, number, &other);
        bool taken = false;
        if (number && other)
            taken = false;
        else if (asked)
            taken = match.certainty >= 0.4 || evidence > 0;
        else if (number)
            taken = evidence >= 0.6 || (evidence > 0 && sameType == 1);
        else
            taken =
                (match.certainty > 0.5 && (sameType == 1 || evidence > 0)) || (match.certainty >= 0.4 && evidence > 0);
        if (!taken)
            continue;
        found.append({slot,
                      {match.value, evidence, match.at, match.length},
                      (asked ? 0.6 : 0) + evidence + 0.5 * match.certainty + 0.01 * static_cast<double>(match.length)});
    }
}

// "my name is {FirstName} {LastName}": what stands where an utterance has its slots.
void SlotFiller::findByPlace(const Sentence &sentence, qsizetype intent, QList<Found> &found) const
{
    const QList<Token> &tokens = sentence.tokens;
    // Where a date, a number or the like begins: a name ends before it.
    QSet<qsizetype> others;
    for (auto it = sentence.found.cbegin(); it != sentence.found.cend(); ++it) {
        for (const lex::SlotMatch &match : it.value()) {
            if (match.certainty > 0.5 && !m_reader.takesAnything(it.key()))
                others.insert(match.at);
        }
    }
    for (const std::vector<Piece> &pieces : m_known[intent].utterances) {
        const auto size = static_cast<qsizetype>(pieces.size());
        const auto slotAt = [&pieces](qsizetype at) { return pieces[static_cast<std::size_t>(at)].slot; };
        const auto lemmaAt = [&pieces](qsizetype at) -> const QString & {
            return pieces[static_cast<std::size_t>(at)].lemma;
        };
        for (qsizetype u = 0; u < size; ++u) {
            if (slotAt(u) < 0 || (u > 0 && slotAt(u - 1) >= 0))
                continue;
            qsizetype run = u; // slots one after the other
            while (run < size && slotAt(run) >= 0)
                ++run;
            for (qsizetype t = 0; t < tokens.size(); ++t) {
                // As many words before it as are the same.
                qsizetype same = 0;
                while (same < u && same < t && lemmaAt(u - 1 - same) == tokens[t - 1 - same].lemma)
                    ++same;
                const bool told =
                    u > 0 ? same >= 2 || same == u || (same == 1 && tokens[t].name) : t == 0 && run < size;
                if (!told)
                    continue;
                qsizetype end = t;
                while (end < tokens.size() && end - t < placeWords && tokens[end].clause == tokens[t].clause) {
                    const bool next = run < size && tokens[end].lemma == lemmaAt(run);
                    const bool ends = tokens[end].kind == Token::Kind::Stop && !tokens[end].name;
                    if (next || ((ends || others.contains(tokens[end].at)) && end > t) ||
                        tokens[end].word == "please"_L1)
                        break;
                    ++end;
                }
                // What follows in the utterance has to follow here; behind the last words of either anything may.
                const bool follows = run == size || (end == tokens.size() && u > 0) || same >= 2 ||
                                     (end < tokens.size() && tokens[end].lemma == lemmaAt(run));
                if (!follows || end - t < run - u)
                    continue;
                for (qsizetype s = u; s < run; ++s) {
                    const qsizetype first = t + (s - u);
                    const qsizetype last = s + 1 == run ? end : first + 1;
                    const int slot = slotAt(s);
                    const lex::Slot &definition = m_locale.intents[intent].slotsInOrder[slot];
                    if (!m_reader.takesAnything(definition.type))
                        continue;
                    const qsizetype at = tokens[first].at;
                    const qsizetype length = tokens[last - 1].at + tokens[last - 1].length - at;
                    const SlotReader::Answer answer =
                        m_reader.answer(definition, sentence.text.sliced(at, length), sentence.now);
                    if (answer.fit != SlotReader::Fit::None)
                        found.append({slot,
                                      {answer.value, 0.6, at, length},
                                      0.5 + 0.2 * static_cast<double>(same) + 0.01 * static_cast<double>(length)});
                }
            }
        }
    }
}

SlotFilling SlotFiller::fill(const Sentence &sentence, qsizetype intent, const QString &asked) const
{
    const lex::IntentDefinition &definition = m_locale.intents[intent];
    QList<Found> found;
    for (int slot = 0; slot < definition.slotsInOrder.size(); ++slot)
        findByType(sentence, intent, slot, definition.slotsInOrder[slot].name == asked, found);
    if (sentence.tokens.size() <= 60)
        findByPlace(sentence, intent, found);
    // "my last name is …" is not for the first name.
    for (Found &one : found) {
        const QSet<QString> &name = m_known[intent].around[one.slot].name;
        QSet<QString> before;
        for (const Token &token : sentence.tokens) {
            if (token.at < one.finding.at && token.at + 40 > one.finding.at)
                before.insert(token.lemma);
        }
        const bool particular = name.size() > 1 || std::any_of(name.begin(), name.end(),
                                                               [](const QString &word) { return word.contains(u'_'); });
        if (particular && before.contains(name)) {
            one.score += 0.5;
            one.finding.evidence = std::max(one.finding.evidence, 0.8);
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Found &a, const Found &b) {
        return a.score != b.score ? a.score > b.score : a.finding.at < b.finding.at;
    });
    SlotFilling filling;
    QMap<QString, SlotFinding> &values = filling.values;
    const Found *given = nullptr; // to the slot asked for
    QMap<QString, QList<SlotFinding>> several;
    QList<SlotFinding> used;
    for (const Found &one : std::as_const(found)) {
        const lex::Slot &slot = definition.slotsInOrder[one.slot];
        const bool overlaps = std::any_of(used.begin(), used.end(), [&one](const SlotFinding &other) {
            return one.finding.at < other.at + other.length && other.at < one.finding.at + one.finding.length;
        });
        if (given && one.slot == given->slot && !overlaps && one.score >= given->score - asGood &&
            one.finding.value.interpretedValue != given->finding.value.interpretedValue)
            filling.undecided = true;
        if (overlaps || (values.contains(slot.name) && !slot.multiple))
            continue;
        if (slot.name == asked && !slot.multiple)
            given = &one;
        used.append(one.finding);
        SlotFinding &value = values[slot.name];
        if (!slot.multiple) {
            value = one.finding;
        } else {
            value.evidence = std::max(value.evidence, one.finding.evidence);
            several[slot.name].append(one.finding);
        }
    }
    if (filling.undecided)
        values.remove(asked);
    for (auto it = several.begin(); it != several.end(); ++it) {
        std::sort(it->begin(), it->end(), [](const SlotFinding &a, const SlotFinding &b) { return a.at < b.at; });
        values[it.key()].at = it->front().at;
        values[it.key()].length = it->back().at + it->back().length - it->front().at;
        for (const SlotFinding &one : std::as_const(*it))
            values[it.key()].value.values.append(one.value);
    }
    return filling;
}

QString SlotFiller::named(const Sentence &sentence, qsizetype intent) const
{
    QString name;
    qsizetype most = 0;
    const Known &known = m_known[intent];
    QSet<QString> said;
    for (const Token &token : sentence.tokens)
        said.insert(token.lemma);
    for (qsizetype slot = 0; slot < known.around.size(); ++slot) {
        const qsizetype words = QSet<QString>(known.around[slot].name).intersect(said).size();
        if (words > most)
            name = m_locale.intents[intent].slotsInOrder[slot].name;
        else if (words == most)
            name.clear();
        most = std::max(most, words);
    }
    return name;
}

} // namespace confab::bots::offline
