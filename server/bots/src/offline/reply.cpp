// SPDX-License-Identifier: GPL-3.0-or-later
#include "reply.h"

#include "lex_slots/english_replies.h"
#include "lex_slots/reply_words.h"

#include <algorithm>

namespace confab::bots::offline
{

using namespace Qt::StringLiterals;

namespace
{

// A longer answer that ends with a yes or a no says more than that.
constexpr qsizetype shortAnswer = 4;

// Words, a space around each.
QString spaced(const QStringList &words)
{
    return u' ' + words.join(u' ') + u' ';
}

bool says(const QString &all, const QString &phrase)
{
    return all.contains(u' ' + phrase + u' ');
}

bool saysOneOf(const QString &all, const QStringList &phrases)
{
    return std::any_of(phrases.begin(), phrases.end(), [&all](const QString &phrase) { return says(all, phrase); });
}

// "not", "n'est", "mightn't": what a yes has none of.
bool denies(const QString &word, const QSet<QString> &denying)
{
    return denying.contains(word) || word.startsWith("n'"_L1) || word.endsWith("n't"_L1);
}

// Beside its slots.
bool hasWord(const QString &utterance, const QString &word)
{
    for (qsizetype at = utterance.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
         at = utterance.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        const qsizetype end = at + word.size();
        const bool begins = at == 0 || (!utterance[at - 1].isLetter() && utterance[at - 1] != u'{');
        if (begins && (end == utterance.size() || !utterance[end].isLetter()))
            return true;
    }
    return false;
}

class ReplyReading
{
public:
    ReplyReading(const lex::IntentDefinition &intent, const Brain &brain, const QDateTime &now)
        : m_intent(intent)
        , m_brain(brain)
        , m_now(now)
    {
        const lex::ReplyWords *own = lex::replyWordsFor(brain.locale.id);
        const lex::ReplyWords *english = lex::replyWordsFor(u"en"_s);
        m_known = own ? own : english;
        m_isEnglish = m_known == english;
    }

    [[nodiscard]] Reply read(const QString &text) const
    {
        // The grammar is of English, and knows whole sentences: "why not", "of course not", "not sure".
        const QString value = byGrammar(text);
        if (m_isEnglish && !value.isEmpty())
            return value == "Yes"_L1 ? Reply::Yes : value == "No"_L1 ? Reply::No : Reply::None;
        const Reply reply = byWords(text);
        if (reply == Reply::None && value == "No"_L1)
            return Reply::No;
        return reply;
    }

private:
    [[nodiscard]] QString byGrammar(const QString &text) const
    {
        lex::Slot confirmation;
        confirmation.type = u"AMAZON.Confirmation"_s;
        return m_brain.reader.answer(confirmation, text, m_now).value.interpretedValue;
    }

    // "cancel" does not where the intent is to cancel something.
    [[nodiscard]] bool refuses(const QString &word) const
    {
        return m_known->no.contains(word) &&
               (denies(word, m_known->denying) || word.size() == 1 ||
                std::none_of(m_intent.utterances.begin(), m_intent.utterances.end(),
                             [&word](const QString &utterance) { return hasWord(utterance, word); }));
    }

    [[nodiscard]] Reply byWords(const QString &text) const
    {
        QStringList words;
        for (const Token &token : languageFor(m_brain.locale.id).read(text))
            words += token.word.split(u'_');
        const QString all = spaced(words);
        if (words.isEmpty() || saysOneOf(all, m_known->doubts))
            return Reply::None;
        QString serious = all;
        for (const QString &phrase : m_known->harmless)
            serious.replace(u' ' + phrase + u' ', u" "_s);
        words = serious.split(u' ', Qt::SkipEmptyParts);
        // "why not?" asks nothing.
        const bool asks =
            !serious.trimmed().isEmpty() && (m_isEnglish ? lex::isQuestion(lex::Words(text)) : text.contains(u'?'));
        const bool firstYes = !words.isEmpty() && m_known->yes.contains(words.front());
        const bool firstNo = !words.isEmpty() && refuses(words.front());
        if (asks)
            return firstNo && words.size() > 1 ? Reply::No : Reply::None;
        if (firstNo)
            return Reply::No;
        for (const QString &phrase : m_known->noSaid) {
            // "claro que no", but "yes, I do not mind" is no clear word.
            if (says(serious, phrase) && (!firstYes || serious.startsWith(u' ' + phrase + u' ')))
                return Reply::No;
        }
        // "that is wrong", "okay, no"
        if (!words.isEmpty() && words.size() <= shortAnswer && refuses(words.back()))
            return Reply::No;
        if (std::any_of(words.begin(), words.end(),
                        [this](const QString &word) { return refuses(word) || denies(word, m_known->denying); }))
            return Reply::None;
        // "that is correct"
        const bool lastYes = !words.isEmpty() && words.size() <= shortAnswer && m_known->yes.contains(words.back());
        return firstYes || lastYes || saysOneOf(all, m_known->yesSaid) || byGrammar(text) == "Yes"_L1 ? Reply::Yes
                                                                                                      : Reply::None;
    }

    const lex::IntentDefinition &m_intent;
    const Brain &m_brain;
    const QDateTime &m_now;
    const lex::ReplyWords *m_known = nullptr;
    bool m_isEnglish = false;
};

} // namespace

Reply replyOf(const QString &said, const QList<lex::Message> &shown, const lex::IntentDefinition &intent,
              const Brain &brain, const QDateTime &now)
{
    const ReplyReading reading(intent, brain, now);
    // A button says its value; one whose value is neither is read by its text, or by its place.
    for (const lex::Message &message : shown) {
        if (!message.card)
            continue;
        const QList<lex::Button> &buttons = message.card->buttons;
        for (qsizetype i = 0; i < buttons.size(); ++i) {
            if (buttons[i].value.compare(said.trimmed(), Qt::CaseInsensitive) != 0)
                continue;
            if (const Reply byValue = reading.read(buttons[i].value); byValue != Reply::None)
                return byValue;
            if (const Reply byText = reading.read(buttons[i].text); byText != Reply::None)
                return byText;
            return buttons.size() != 2 ? Reply::None : i == 0 ? Reply::Yes : Reply::No;
        }
    }
    return reading.read(said);
}

} // namespace confab::bots::offline
