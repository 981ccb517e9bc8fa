// SPDX-License-Identifier: GPL-3.0-or-later
#include "reply.h"

#include "lex_slots/reply_words.h"

#include <algorithm>

namespace confab::bots::offline
{

using namespace Qt::StringLiterals;

Reply replyOf(const QString &said, const QList<lex::Message> &shown, const Brain &brain, const QDateTime &now)
{
    const lex::ReplyWords *own = lex::replyWordsFor(brain.locale.id);
    const lex::ReplyWords &known = own ? *own : *lex::replyWordsFor(u"en"_s);
    const auto read = [&](const QString &text) {
        QStringList words;
        for (const Token &token : languageFor(brain.locale.id).read(text))
            words += token.word.split(u'_');
        const QString all = u' ' + words.join(u' ') + u' ';
        const auto says = [&all](const QStringList &phrases) {
            return std::any_of(phrases.begin(), phrases.end(),
                               [&all](const QString &phrase) { return all.contains(u' ' + phrase + u' '); });
        };
        if (says(known.noSaid) || (!words.isEmpty() && known.no.contains(words.front())))
            return Reply::No;
        if (says(known.yesSaid) || (!words.isEmpty() && known.yes.contains(words.front())))
            return Reply::Yes;
        // "that is correct", "it is wrong"
        if (words.size() <= 4 && !words.isEmpty() && known.no.contains(words.back()))
            return Reply::No;
        if (words.size() <= 4 && !words.isEmpty() && known.yes.contains(words.back()))
            return Reply::Yes;
        lex::Slot confirmation;
        confirmation.type = u"AMAZON.Confirmation"_s;
        const QString value = brain.reader.answer(confirmation, text, now).value.interpretedValue;
        return value == "Yes"_L1 ? Reply::Yes : value == "No"_L1 ? Reply::No : Reply::None;
    };
    // A button says its value; one whose value is neither is read by its text, or by its place.
    for (const lex::Message &message : shown) {
        if (!message.card)
            continue;
        const QList<lex::Button> &buttons = message.card->buttons;
        for (qsizetype i = 0; i < buttons.size(); ++i) {
            if (buttons[i].value.compare(said.trimmed(), Qt::CaseInsensitive) != 0)
                continue;
            if (const Reply byValue = read(buttons[i].value); byValue != Reply::None)
                return byValue;
            if (const Reply byText = read(buttons[i].text); byText != Reply::None)
                return byText;
            return buttons.size() != 2 ? Reply::None : i == 0 ? Reply::Yes : Reply::No;
        }
    }
    return read(said);
}

} // namespace confab::bots::offline
