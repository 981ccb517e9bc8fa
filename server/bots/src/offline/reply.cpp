// SPDX-License-Identifier: GPL-3.0-or-later
#include "reply.h"

#include <QSet>

#include <algorithm>

namespace confab::bots::offline
{

using namespace Qt::StringLiterals;

Reply replyOf(const QString &said, const QList<lex::Message> &shown, const Brain &brain, const QDateTime &now)
{
    static const QSet<QString> yes{u"yes"_s,        u"y"_s,          u"yeah"_s,    u"yep"_s,       u"yup"_s,
                                   u"sure"_s,       u"ok"_s,         u"okay"_s,    u"right"_s,     u"correct"_s,
                                   u"confirm"_s,    u"confirmed"_s,  u"exactly"_s, u"certainly"_s, u"fine"_s,
                                   u"absolutely"_s, u"definitely"_s, u"perfect"_s, u"great"_s,     u"agreed"_s,
                                   u"good"_s,       u"aye"_s};
    static const QSet<QString> no{u"no"_s,    u"n"_s,     u"nope"_s, u"nah"_s,    u"not"_s, u"never"_s,
                                  u"wrong"_s, u"don't"_s, u"stop"_s, u"cancel"_s, u"nay"_s, u"incorrect"_s};
    static const QStringList yesSaid{u"go ahead"_s,    u"do it"_s,      u"of course"_s,
                                     u"book it"_s,     u"please do"_s,  u"that is right"_s,
                                     u"sounds good"_s, u"looks good"_s, u"go on"_s};
    static const QStringList noSaid{u"do not"_s, u"forget it"_s, u"never mind"_s, u"leave it"_s, u"rather not"_s};
    const auto read = [&](const QString &text) {
        QStringList words;
        for (const Token &token : languageFor(brain.locale.id).read(text))
            words += token.word.split(u'_');
        const QString all = u' ' + words.join(u' ') + u' ';
        const auto says = [&all](const QStringList &phrases) {
            return std::any_of(phrases.begin(), phrases.end(),
                               [&all](const QString &phrase) { return all.contains(u' ' + phrase + u' '); });
        };
        if (says(noSaid) || (!words.isEmpty() && no.contains(words.front())))
            return Reply::No;
        if (says(yesSaid) || (!words.isEmpty() && yes.contains(words.front())))
            return Reply::Yes;
        // "that is correct", "it is wrong"
        if (words.size() <= 4 && !words.isEmpty() && no.contains(words.back()))
            return Reply::No;
        if (words.size() <= 4 && !words.isEmpty() && yes.contains(words.back()))
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
