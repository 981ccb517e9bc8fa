// SPDX-License-Identifier: GPL-3.0-or-later
#include "brain.h"

#include <QHash>

#include <utility>

namespace confab::bots::offline
{

using namespace Qt::StringLiterals;

namespace
{

// What is said for Lex's built-in intents, which come without sample utterances.
QStringList builtInUtterances(const QString &parent)
{
    static const QHash<QString, QStringList> all{
        {u"AMAZON.HelpIntent"_s, {u"help"_s, u"help me"_s, u"can you help me"_s, u"what can I say"_s}},
        {u"AMAZON.CancelIntent"_s, {u"cancel"_s, u"never mind"_s, u"forget it"_s, u"cancel that"_s}},
        {u"AMAZON.StopIntent"_s, {u"stop"_s, u"quit"_s, u"end"_s, u"exit"_s, u"that is enough"_s}},
        {u"AMAZON.RepeatIntent"_s,
         {u"repeat"_s, u"repeat that"_s, u"say that again"_s, u"come again"_s, u"what did you say"_s}},
        {u"AMAZON.PauseIntent"_s, {u"pause"_s, u"wait"_s, u"hold on"_s}},
        {u"AMAZON.ResumeIntent"_s, {u"resume"_s, u"continue"_s, u"go on"_s}},
    };
    return all.value(parent);
}

lex::BotLocale prepared(lex::BotLocale locale)
{
    for (lex::IntentDefinition &intent : locale.intents)
        intent.utterances += builtInUtterances(intent.parent);
    return locale;
}

} // namespace

Brain::Brain(lex::BotLocale given)
    : locale(prepared(std::move(given)))
    , reader(locale, languageFor(locale.id))
    , matcher(locale, languageFor(locale.id), reader)
    , filler(locale, languageFor(locale.id), reader)
{
}

qsizetype Brain::intentOf(QLatin1StringView parent) const
{
    for (qsizetype i = 0; i < locale.intents.size(); ++i) {
        if (locale.intents[i].parent == parent)
            return i;
    }
    return -1;
}

qsizetype Brain::intentNamed(const QString &name) const
{
    for (qsizetype i = 0; i < locale.intents.size(); ++i) {
        if (locale.intents[i].name == name)
            return i;
    }
    return -1;
}

} // namespace confab::bots::offline
