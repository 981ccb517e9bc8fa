// SPDX-License-Identifier: GPL-3.0-or-later
#include "language.h"

#include <QFile>

#include <algorithm>
#include <cstdlib>
#include <vector>

// At global scope, as Qt asks for it.
static void initLanguageList()
{
    Q_INIT_RESOURCE(offline_lists);
}

namespace confab::bots::offline
{

using namespace Qt::StringLiterals;

namespace
{

bool isVowel(QChar c)
{
    return u"aeiouy"_s.contains(c);
}

bool hasVowel(QStringView word)
{
    return std::any_of(word.begin(), word.end(), isVowel);
}

// "booking", "booked", "books" and "book" have one stem, "change" and "changing" too. It need not be a word.
QString stemOf(QString word)
{
    const auto cut = [&word](QLatin1StringView ending, int least) {
        if (!word.endsWith(ending) || word.size() - ending.size() < least ||
            !hasVowel(QStringView(word).chopped(ending.size())))
            return false;
        word.chop(ending.size());
        return true;
    };
    if (word.endsWith("'s"_L1))
        word.chop(2);
    else if (word.endsWith(u'\''))
        word.chop(1);
    if (word.size() > 4 && word.endsWith("ies"_L1))
        word = word.chopped(3) + u'y';
    else if (word.endsWith("sses"_L1) || word.endsWith("ches"_L1) || word.endsWith("shes"_L1) ||
             word.endsWith("xes"_L1))
        word.chop(2);
    else if (word.size() > 3 && word.endsWith(u's') && !word.endsWith("ss"_L1) && !word.endsWith("us"_L1) &&
             !word.endsWith("is"_L1))
        word.chop(1);
    if (cut("ing"_L1, 3) || cut("ed"_L1, 3)) {
        const QChar last = word.back();
        if (word.size() > 3 && last == word[word.size() - 2] && !isVowel(last) && last != u's' && last != u'l')
            word.chop(1);
    } else if (word.size() > 5 && word.endsWith("ly"_L1)) {
        word.chop(2);
    }
    if (word.size() > 3 && word.endsWith(u'e'))
        word.chop(1);
    if (word.size() > 3 && word.endsWith(u'y'))
        word = word.chopped(1) + u'i';
    return word;
}

const QSet<QString> &numberWords()
{
    static const QSet<QString> words{u"one"_s,    u"two"_s,    u"three"_s,    u"four"_s,     u"five"_s,
                                     u"six"_s,    u"seven"_s,  u"eight"_s,    u"nine"_s,     u"ten"_s,
                                     u"eleven"_s, u"twelve"_s, u"thirteen"_s, u"fourteen"_s, u"fifteen"_s,
                                     u"twenty"_s, u"thirty"_s, u"forty"_s,    u"fifty"_s,    u"hundred"_s,
                                     u"first"_s,  u"second"_s, u"third"_s,    u"couple"_s,   u"dozen"_s};
    return words;
}

bool isNumber(const QString &word)
{
    return word.front().isDigit() || numberWords().contains(word);
}

QString shapeOf(const QString &word, qsizetype length)
{
    return word.left(1) + QString::number(length);
}

} // namespace

int slips(const QString &a, const QString &b, int most)
{
    if (std::abs(a.size() - b.size()) > most)
        return most + 1;
    // Three rows of the table of distances: two letters swapped look two rows back.
    const auto width = static_cast<std::size_t>(b.size() + 1);
    std::vector<int> before(width), last(width), row(width);
    for (std::size_t j = 0; j < width; ++j)
        last[j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = static_cast<int>(i);
        int least = row[0];
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            const bool same = a[i - 1] == b[j - 1];
            row[at] = std::min({last[at] + 1, row[at - 1] + 1, last[at - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[at] = std::min(row[at], before[at - 2] + 1);
            least = std::min(least, row[at]);
        }
        if (least > most)
            return most + 1;
        std::swap(before, last);
        std::swap(last, row);
    }
    return std::min(last[width - 1], most + 1);
}

Language::Language(const QString &list)
{
    QString section;
    // Forms first: what stands in the other sections is looked up by them.
    for (const bool forms : {true, false}) {
        for (const QString &raw : list.split(u'\n')) {
            const QString line = raw.trimmed();
            if (line.isEmpty() || line.startsWith(u'#'))
                continue;
            if (line.startsWith(u'['))
                section = line.mid(1, line.size() - 2);
            else if ((section == "forms"_L1) == forms)
                readLine(section, line);
        }
    }
    QStringList words = m_entries.keys();
    words.sort();
    for (const QString &word : std::as_const(words)) {
        QString &least = m_byStem[stemOf(word)];
        if (least.isEmpty() || word.size() < least.size())
            least = word;
        if (word.size() >= 4)
            m_byShape[shapeOf(word, word.size())].append(word);
    }
    for (QList<QStringList> &phrases : m_phrases)
        std::stable_sort(phrases.begin(), phrases.end(),
                         [](const QStringList &a, const QStringList &b) { return a.size() > b.size(); });
}

void Language::readLine(const QString &section, const QString &line)
{
    if (section == "short"_L1) {
        m_short.insert(line.section(u'=', 0, 0).trimmed(), line.section(u'=', 1).split(u' ', Qt::SkipEmptyParts));
    } else if (section == "stop"_L1 || section == "frame"_L1) {
        const QStringList words = line.split(u' ', Qt::SkipEmptyParts);
        (section == "stop"_L1 ? m_stop : m_frame).unite(QSet<QString>(words.begin(), words.end()));
    } else if (section == "about"_L1) {
        m_about.append(line);
    } else if (section == "elsewhere"_L1) {
        m_elsewhere.append(line);
    } else if (section == "forms"_L1) {
        const QString word = line.section(u'=', 0, 0).trimmed();
        for (const QString &form : line.section(u'=', 1).split(u' ', Qt::SkipEmptyParts))
            m_forms.insert(form, word);
    } else if (section == "senses"_L1) {
        m_senseNames.append(line.section(u':', 0, 0));
        const auto number = static_cast<int>(m_senseNames.size());
        const int sense = line.startsWith(u'~') ? -number : number;
        for (const QString &item : line.section(u':', 1).split(u' ', Qt::SkipEmptyParts)) {
            QString word = item.section(u'/', 0, 0);
            const QString use = item.section(u'/', 1);
            if (word.contains(u'_')) {
                QStringList lemmas;
                for (const QString &part : word.split(u'_'))
                    lemmas.append(lemmaOf(part));
                word = lemmas.join(u'_');
                QList<QStringList> &phrases = m_phrases[lemmas.front()];
                if (!phrases.contains(lemmas))
                    phrases.append(lemmas);
            } else {
                word = m_forms.value(word, word);
            }
            Entry &entry = m_entries[word];
            QList<int> &senses = use == "v"_L1 ? entry.asVerb : use == "n"_L1 ? entry.asNoun : entry.senses;
            if (!senses.contains(sense))
                senses.append(sense);
        }
    }
}

QString Language::lemmaOf(const QString &word) const
{
    if (m_entries.contains(word))
        return word;
    if (const auto form = m_forms.constFind(word); form != m_forms.cend())
        return *form;
    const QString stem = stemOf(word);
    return m_byStem.value(stem, stem);
}

QList<int> Language::sensesOf(const QString &lemma) const
{
    const Entry entry = m_entries.value(lemma);
    return entry.senses + entry.asVerb + entry.asNoun;
}

QString Language::slipOf(const QString &word) const
{
    const int most = word.size() >= 8 ? 2 : 1;
    QString best;
    int fewest = most + 1;
    for (qsizetype length = word.size() - most; length <= word.size() + most; ++length) {
        for (const QString &candidate : m_byShape.value(shapeOf(word, length))) {
            const int count = slips(word, candidate, most);
            if (count < fewest) {
                fewest = count;
                best = candidate;
            }
        }
    }
    return best;
}

// "book a room" and "to book", but "a book" and "my book".
void Language::tellUse(QList<Token> &tokens, qsizetype index)
{
    static const QSet<QString> beforeVerb{u"to"_s,    u"i"_s,     u"we"_s,     u"you"_s,   u"they"_s,   u"can"_s,
                                          u"could"_s, u"may"_s,   u"might"_s,  u"shall"_s, u"should"_s, u"will"_s,
                                          u"would"_s, u"must"_s,  u"please"_s, u"us"_s,    u"not"_s,    u"do"_s,
                                          u"and"_s,   u"let"_s,   u"be"_s,     u"have"_s,  u"has"_s,    u"kindly"_s,
                                          u"just"_s,  u"hello"_s, u"hi"_s,     u"it"_s,    u"is"_s,     u"are"_s};
    static const QSet<QString> beforeNoun{u"a"_s,     u"an"_s,    u"the"_s,   u"my"_s,       u"your"_s,    u"his"_s,
                                          u"her"_s,   u"our"_s,   u"their"_s, u"this"_s,     u"that"_s,    u"these"_s,
                                          u"those"_s, u"any"_s,   u"some"_s,  u"no"_s,       u"another"_s, u"of"_s,
                                          u"which"_s, u"every"_s, u"what"_s,  u"per"_s,      u"each"_s,    u"new"_s,
                                          u"for"_s,   u"with"_s,  u"on"_s,    u"existing"_s, u"library"_s, u"good"_s};
    static const QSet<QString> afterVerb{u"a"_s,       u"an"_s,  u"the"_s,  u"my"_s,   u"your"_s,  u"our"_s,
                                         u"me"_s,      u"us"_s,  u"it"_s,   u"this"_s, u"that"_s,  u"some"_s,
                                         u"another"_s, u"him"_s, u"them"_s, u"one"_s,  u"these"_s, u"those"_s};
    const QString before = index > 0 ? tokens[index - 1].word : QString();
    const QString after = index + 1 < tokens.size() ? tokens[index + 1].word : QString();
    Token &token = tokens[index];
    token.noun = beforeNoun.contains(before);
    // "booking a room" and "I am booking", but "to booking 12345" and "booking 12345".
    static const QSet<QString> beforeGoing{u"am"_s, u"is"_s, u"are"_s,   u"was"_s,
                                           u"be"_s, u"by"_s, u"about"_s, u"start"_s};
    if (token.word.endsWith("ing"_L1)) {
        token.verb = !token.noun && (beforeGoing.contains(before) || afterVerb.contains(after));
        return;
    }
    const bool apart = index == 0 || tokens[index - 1].clause != token.clause;
    token.verb =
        !token.noun && (beforeVerb.contains(before) || afterVerb.contains(after) || (apart && !after.isEmpty()));
}

QList<Token> Language::read(const QString &text) const
{
    QList<Token> tokens;
    bool begins = true; // of a sentence
    for (qsizetype at = 0; at < text.size();) {
        const QChar c = text[at];
        if (!c.isLetterOrNumber()) {
            begins = begins || c == u'.' || c == u'!' || c == u'?' || c == u':' || c == u'\n';
            ++at;
            continue;
        }
        qsizetype end = at;
        while (end < text.size()) {
            const QChar here = text[end];
            const bool inside = (here == u'\'' || here == QChar(0x2019) || here == u'-') && end + 1 < text.size() &&
                                text[end + 1].isLetterOrNumber();
            if (!here.isLetterOrNumber() && !here.isMark() && !here.isSurrogate() && !inside)
                break;
            ++end;
        }
        QString word = text.sliced(at, end - at).normalized(QString::NormalizationForm_KC).toCaseFolded();
        word.replace(QChar(0x2019), u'\'');
        const bool capital = c.isUpper() && !begins;
        QStringList words{word};
        if (const auto meant = m_short.constFind(word); meant != m_short.cend())
            words = *meant;
        else if (word.contains(u'-') && !m_entries.contains(word))
            words = word.split(u'-', Qt::SkipEmptyParts);
        for (const QString &part : std::as_const(words)) {
            Token token{.word = part, .lemma = {}, .senses = {}, .at = at, .length = end - at};
            token.name = capital && part != "i"_L1 && words.size() == 1;
            token.number = isNumber(part);
            tokens.append(token);
        }
        begins = false;
        at = end;
    }
    divide(tokens, text);
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        Token &token = tokens[i];
        token.lemma = lemmaOf(token.word);
        tellUse(tokens, i);
        Entry entry = m_entries.value(token.lemma);
        if (!entry.asVerb.isEmpty() || !entry.asNoun.isEmpty()) {
            // "a booking", but "booking a room".
            if (token.lemma == token.word && token.verb && token.word.endsWith("ing"_L1))
                token.lemma = m_byStem.value(stemOf(token.word), token.lemma);
            entry.senses += token.verb ? entry.asVerb : entry.asNoun;
        }
        token.senses = entry.senses;
        token.kind = m_stop.contains(token.word)                                     ? Token::Kind::Stop
                     : m_frame.contains(token.word) || m_frame.contains(token.lemma) ? Token::Kind::Frame
                                                                                     : Token::Kind::Content;
        token.known = token.kind != Token::Kind::Content || !token.senses.isEmpty();
    }
    tokens = joined(tokens);
    static const QSet<QString> owning{u"my"_s, u"our"_s, u"his"_s, u"her"_s, u"their"_s, u"existing"_s};
    const auto greeting = static_cast<int>(m_senseNames.indexOf("greeting"_L1)) + 1;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        Token &token = tokens[i];
        token.opener = greeting > 0 && token.senses.contains(greeting);
        token.owned = token.kind == Token::Kind::Content && ((i > 0 && owning.contains(tokens[i - 1].word)) ||
                                                             (i > 1 && owning.contains(tokens[i - 2].word)));
    }
    return tokens;
}

// Phrases become one token; between their words may stand one that says nothing ("call it off").
QList<Token> Language::joined(const QList<Token> &tokens) const
{
    QList<Token> out;
    for (qsizetype i = 0; i < tokens.size();) {
        qsizetype used = 0;
        QString phrase;
        for (const QStringList &words : m_phrases.value(tokens[i].lemma)) {
            qsizetype at = i + 1;
            qsizetype matched = 1;
            int skipped = 0;
            while (matched < words.size() && at < tokens.size() && tokens[at].clause == tokens[i].clause) {
                if (tokens[at].lemma == words[matched]) {
                    ++matched;
                } else if (skipped < 2 && (tokens[at].kind == Token::Kind::Stop) && words.size() <= 3) {
                    ++skipped;
                } else {
                    break;
                }
                ++at;
            }
            if (matched == words.size()) {
                used = at - i;
                phrase = words.join(u'_');
                break;
            }
        }
        if (used == 0) {
            out.append(tokens[i]);
            ++i;
            continue;
        }
        Token token = tokens[i];
        const Token &last = tokens[i + used - 1];
        token.length = last.at + last.length - token.at;
        token.word = token.lemma = phrase;
        token.senses = m_entries.value(phrase).senses;
        // It is about what its words are about, too.
        for (qsizetype k = i; k < i + used; ++k) {
            for (const int sense : tokens[k].senses) {
                if (sense > 0 && !token.senses.contains(sense))
                    token.senses.append(sense);
            }
        }
        token.kind = Token::Kind::Content;
        token.known = true;
        token.name = false;
        out.append(token);
        i += used;
    }
    return out;
}

void Language::divide(QList<Token> &tokens, const QString &text) const
{
    static const QSet<QString> joining{u"and"_s, u"but"_s, u"so"_s, u"because"_s, u"since"_s, u"as"_s, u"then"_s};
    static const QSet<QString> beginning{
        u"i"_s,   u"we"_s,   u"you"_s,  u"can"_s,   u"could"_s,  u"please"_s, u"need"_s, u"want"_s, u"would"_s,
        u"how"_s, u"when"_s, u"what"_s, u"is"_s,    u"do"_s,     u"my"_s,     u"our"_s,  u"it"_s,   u"he"_s,
        u"she"_s, u"they"_s, u"now"_s,  u"there"_s, u"cancel"_s, u"let"_s,    u"the"_s};
    int clause = 0;
    for (qsizetype i = 1; i < tokens.size(); ++i) {
        const qsizetype from = tokens[i - 1].at + tokens[i - 1].length;
        const QStringView between = QStringView(text).mid(from, std::max<qsizetype>(0, tokens[i].at - from));
        const bool marked = std::any_of(between.begin(), between.end(),
                                        [](QChar c) { return u".!?;,:\n()"_s.contains(c) || c == QChar(0x2014); });
        const bool joins =
            i + 1 < tokens.size() && joining.contains(tokens[i].word) && beginning.contains(tokens[i + 1].word);
        if (marked || joins)
            ++clause;
        tokens[i].clause = clause;
    }
}

const Language &languageFor(const QString &localeId)
{
    static const Language english = [] {
        initLanguageList();
        QFile file(u":/confab/languages/english.txt"_s);
        return Language(file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString());
    }();
    static const Language plain{QString()};
    return localeId.startsWith("en"_L1, Qt::CaseInsensitive) ? english : plain;
}

} // namespace confab::bots::offline
