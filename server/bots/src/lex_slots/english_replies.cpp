// SPDX-License-Identifier: GPL-3.0-or-later
#include "english_replies.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

const QHash<QString, QString> &phrases()
{
    static const QHash<QString, QString> all = [] {
        QHash<QString, QString> result;
        const auto add = [&result](const QString &value, const QStringList &texts) {
            for (const QString &text : texts)
                result.insert(text, value);
        };
        add(u"Yes"_s, {u"yes"_s,
                       u"yeah"_s,
                       u"yea"_s,
                       u"yep"_s,
                       u"yup"_s,
                       u"yess"_s,
                       u"yah"_s,
                       u"aye"_s,
                       u"y"_s,
                       u"sure"_s,
                       u"ok"_s,
                       u"okay"_s,
                       u"okey"_s,
                       u"k"_s,
                       u"right"_s,
                       u"correct"_s,
                       u"exactly"_s,
                       u"absolutely"_s,
                       u"definitely"_s,
                       u"certainly"_s,
                       u"indeed"_s,
                       u"affirmative"_s,
                       u"agreed"_s,
                       u"confirm"_s,
                       u"confirmed"_s,
                       u"perfect"_s,
                       u"fine"_s,
                       u"true"_s,
                       u"totally"_s,
                       u"of course"_s,
                       u"sounds good"_s,
                       u"looks good"_s,
                       u"looks right"_s,
                       u"that's right"_s,
                       u"that is right"_s,
                       u"that's correct"_s,
                       u"that is correct"_s,
                       u"that's fine"_s,
                       u"that is fine"_s,
                       u"it is"_s,
                       u"go ahead"_s,
                       u"do it"_s,
                       u"go for it"_s,
                       u"i do"_s,
                       u"i am"_s,
                       u"i would"_s,
                       u"i agree"_s,
                       u"i confirm"_s,
                       u"why not"_s,
                       u"no worries"_s,
                       u"don't worry"_s,
                       u"do not worry"_s,
                       u"don't change anything"_s,
                       u"do not change anything"_s,
                       u"don't change a thing"_s,
                       u"no changes"_s,
                       u"i don't mind"_s,
                       u"i do not mind"_s,
                       u"not bad"_s,
                       u"no doubt"_s,
                       u"no objection"_s,
                       u"no objections"_s,
                       u"i think so"_s,
                       u"i guess so"_s,
                       u"i believe so"_s,
                       u"all right"_s,
                       u"alright"_s,
                       u"very well"_s,
                       u"no problem"_s,
                       u"all good"_s,
                       u"good"_s,
                       u"great"_s,
                       u"book it"_s,
                       u"you bet"_s,
                       u"by all means"_s,
                       u"with pleasure"_s,
                       u"uh huh"_s,
                       u"i'd love to"_s,
                       u"that works"_s,
                       u"works for me"_s,
                       u"works"_s,
                       u"sounds great"_s,
                       u"sounds perfect"_s,
                       u"sounds right"_s,
                       u"please do"_s,
                       u"do that"_s,
                       u"go on"_s,
                       u"proceed"_s,
                       u"continue"_s,
                       u"that's it"_s,
                       u"that is it"_s,
                       u"i want that"_s,
                       u"everything is correct"_s,
                       u"everything is right"_s,
                       u"\U0001f44d"_s});
        add(u"No"_s, {u"no"_s,
                      u"nope"_s,
                      u"nah"_s,
                      u"n"_s,
                      u"no way"_s,
                      u"never"_s,
                      u"not really"_s,
                      u"not at all"_s,
                      u"absolutely not"_s,
                      u"definitely not"_s,
                      u"certainly not"_s,
                      u"of course not"_s,
                      u"don't"_s,
                      u"do not"_s,
                      u"don't do it"_s,
                      u"do not do it"_s,
                      u"i don't"_s,
                      u"i do not"_s,
                      u"i'm not"_s,
                      u"i am not"_s,
                      u"it's not"_s,
                      u"it is not"_s,
                      u"it isn't"_s,
                      u"wrong"_s,
                      u"incorrect"_s,
                      u"that's wrong"_s,
                      u"that is wrong"_s,
                      u"not right"_s,
                      u"that's not right"_s,
                      u"not correct"_s,
                      u"that is not right"_s,
                      u"that's not correct"_s,
                      u"that is not correct"_s,
                      u"isn't right"_s,
                      u"isn't correct"_s,
                      u"is not right"_s,
                      u"is not correct"_s,
                      u"i don't think so"_s,
                      u"i do not think so"_s,
                      u"negative"_s,
                      u"false"_s,
                      u"no thanks"_s,
                      u"no thank you"_s,
                      u"rather not"_s,
                      u"i'd rather not"_s,
                      u"i would rather not"_s,
                      u"not now"_s,
                      u"not today"_s,
                      u"not yet"_s,
                      u"i disagree"_s,
                      u"i don't want to"_s,
                      u"i do not want to"_s,
                      u"no good"_s,
                      u"not ok"_s,
                      u"not okay"_s,
                      u"not good"_s,
                      u"don't want to"_s,
                      u"not"_s,
                      u"i don't want that"_s,
                      u"i don't want it"_s,
                      u"i changed my mind"_s,
                      u"not that one"_s,
                      u"not that"_s,
                      u"don't book it"_s,
                      u"not quite"_s,
                      u"hell no"_s,
                      u"never mind"_s,
                      u"nevermind"_s,
                      u"forget it"_s,
                      u"nuh uh"_s,
                      u"\U0001f44e"_s});
        add(u"Maybe"_s, {u"maybe"_s, u"perhaps"_s, u"possibly"_s, u"might be"_s, u"could be"_s, u"it depends"_s,
                         u"depends"_s, u"probably"_s, u"i might"_s, u"let me think"_s, u"kind of"_s, u"sort of"_s,
                         u"maybe later"_s, u"maybe not"_s});
        add(u"Don't know"_s, {u"don't know"_s,
                              u"i don't know"_s,
                              u"i do not know"_s,
                              u"do not know"_s,
                              u"dunno"_s,
                              u"i dunno"_s,
                              u"not sure"_s,
                              u"i'm not sure"_s,
                              u"i am not sure"_s,
                              u"unsure"_s,
                              u"no idea"_s,
                              u"no clue"_s,
                              u"idk"_s,
                              u"i have no idea"_s,
                              u"i've no idea"_s,
                              u"not certain"_s,
                              u"i can't say"_s,
                              u"can't say"_s,
                              u"hard to say"_s,
                              u"i'm unsure"_s,
                              u"who knows"_s,
                              u"beats me"_s,
                              u"i'm not so sure"_s,
                              u"not so sure"_s,
                              u"i don't really know"_s,
                              u"don't really know"_s});
        return result;
    }();
    return all;
}

// As phrases() writes it.
QString spelled(const QString &word)
{
    static const QHash<QString, QString> others{
        {u"dont"_s, u"don't"_s}, {u"im"_s, u"i'm"_s},     {u"thats"_s, u"that's"_s},
        {u"cant"_s, u"can't"_s}, {u"isnt"_s, u"isn't"_s}, {u"its"_s, u"it's"_s},
        {u"yeahh"_s, u"yeah"_s}, {u"yesss"_s, u"yes"_s},  {u"noo"_s, u"no"_s}};
    return others.value(word, word);
}

} // namespace

QList<Reading> readReplies(const Words &words)
{
    constexpr qsizetype longest = 5;
    QList<Reading> readings;
    for (qsizetype i = 0; i < words.size();) {
        Reading best;
        QString text;
        for (qsizetype to = i; to < words.size() && to < i + longest;) {
            if (to > i && words.gluedMark(to, u'-')) // "uh-huh"
                ++to;
            else if (words[to].kind == Word::Mark && (to > i || words[to].length < 2))
                break; // of marks only a thumb says something
            text += (text.isEmpty() ? QString() : u" "_s) + spelled(words[to].folded);
            ++to;
            if (const auto value = phrases().constFind(text); value != phrases().cend())
                best = {i, to, *value, {*value}, to - i > 1 ? 0.8 : 0.5, false};
        }
        if (best.to > i) {
            readings.append(best);
            i = best.to;
        } else {
            ++i;
        }
    }
    return readings;
}

bool isQuestion(const Words &words)
{
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words.is(i, "?"_L1) && !words.say(i - 2, {"why"_L1, "not"_L1}))
            return true;
        // Also without its mark: "are you sure", "okay, does it cost more".
        if (words.isOneOf(i, {"am"_L1, "are"_L1, "can"_L1, "could"_L1, "did"_L1, "does"_L1, "is"_L1, "should"_L1,
                              "was"_L1, "were"_L1, "will"_L1, "would"_L1, "aren't"_L1, "isn't"_L1}) &&
            words.isOneOf(i + 1, {"everything"_L1, "i"_L1, "it"_L1, "that"_L1, "there"_L1, "they"_L1, "this"_L1,
                                  "we"_L1, "you"_L1}))
            return true;
        // "okay, what about breakfast", "how much"; "that's what I want" is none.
        if (words.isOneOf(i, {"how"_L1, "what"_L1, "when"_L1, "where"_L1, "which"_L1, "who"_L1, "why"_L1}) &&
            words.isOneOf(i + 1, {"about"_L1, "are"_L1, "can"_L1, "could"_L1, "did"_L1, "do"_L1, "does"_L1, "far"_L1,
                                  "if"_L1, "is"_L1, "kind"_L1, "long"_L1, "many"_L1, "much"_L1, "should"_L1, "time"_L1,
                                  "was"_L1, "will"_L1, "would"_L1}))
            return true;
    }
    return false;
}

std::optional<Reading> readReplyAnswer(const Words &words)
{
    const QList<Reading> readings = readReplies(words);
    if (readings.isEmpty() || isQuestion(words))
        return {};
    QString value;
    bool firm = false; // "great" alone is a word of small talk as much as of assent
    qsizetype next = 0;
    for (qsizetype i = 0; i <= words.size(); ++i) {
        if (next < readings.size() && readings[next].from == i) {
            const Reading &reading = readings[next++];
            // "no, that's fine" says nothing that one could act on; "yes, i think" does.
            if (!value.isNull() && value != reading.value)
                return {};
            value = reading.value;
            firm = true;
            i = reading.to - 1;
        } else if (i < words.size() && words[i].kind != Word::Mark && !isSmallTalk(words[i].folded)) {
            return {};
        }
    }
    if (!firm)
        return {};
    return Reading{readings.first().from, readings.last().to, value, {value}, 0.9, false};
}

bool isSmallTalk(const QString &folded)
{
    static const QSet<QString> words{u"a"_s,        u"about"_s,      u"actually"_s, u"instead"_s,  u"meant"_s,
                                     u"mean"_s,     u"suits"_s,      u"rather"_s,   u"uhm"_s,      u"erm"_s,
                                     u"er"_s,       u"ah"_s,         u"am"_s,       u"an"_s,       u"approximately"_s,
                                     u"are"_s,      u"around"_s,     u"arrive"_s,   u"arriving"_s, u"at"_s,
                                     u"be"_s,       u"best"_s,       u"book"_s,     u"by"_s,       u"can"_s,
                                     u"check"_s,    u"checking"_s,   u"choose"_s,   u"could"_s,    u"do"_s,
                                     u"exactly"_s,  u"fine"_s,       u"for"_s,      u"from"_s,     u"get"_s,
                                     u"give"_s,     u"go"_s,         u"going"_s,    u"good"_s,     u"great"_s,
                                     u"guess"_s,    u"have"_s,       u"hello"_s,    u"hey"_s,      u"hi"_s,
                                     u"hmm"_s,      u"how"_s,        u"i"_s,        u"i'd"_s,      u"i'll"_s,
                                     u"i'm"_s,      u"in"_s,         u"is"_s,       u"it"_s,       u"it'll"_s,
                                     u"it's"_s,     u"its"_s,        u"just"_s,     u"leave"_s,    u"leaving"_s,
                                     u"let's"_s,    u"lets"_s,       u"like"_s,     u"love"_s,     u"make"_s,
                                     u"maybe"_s,    u"me"_s,         u"my"_s,       u"need"_s,     u"of"_s,
                                     u"oh"_s,       u"ok"_s,         u"okay"_s,     u"on"_s,       u"only"_s,
                                     u"our"_s,      u"perhaps"_s,    u"please"_s,   u"pls"_s,      u"possible"_s,
                                     u"prefer"_s,   u"preferably"_s, u"probably"_s, u"put"_s,      u"right"_s,
                                     u"say"_s,      u"should"_s,     u"so"_s,       u"some"_s,     u"start"_s,
                                     u"starting"_s, u"stay"_s,       u"staying"_s,  u"sure"_s,     u"take"_s,
                                     u"thank"_s,    u"thanks"_s,     u"that"_s,     u"that's"_s,   u"the"_s,
                                     u"then"_s,     u"there"_s,      u"there's"_s,  u"think"_s,    u"this"_s,
                                     u"to"_s,       u"try"_s,        u"uh"_s,       u"um"_s,       u"us"_s,
                                     u"very"_s,     u"want"_s,       u"was"_s,      u"we"_s,       u"we'd"_s,
                                     u"we'll"_s,    u"we're"_s,      u"well"_s,     u"what"_s,     u"will"_s,
                                     u"with"_s,     u"work"_s,       u"works"_s,    u"would"_s,    u"yes"_s,
                                     u"yeah"_s,     u"yep"_s,        u"you"_s,      u"really"_s,   u"if"_s,
                                     u"too"_s,      u"here"_s,       u"set"_s,      u"change"_s,   u"sorry"_s,
                                     u"let"_s,      u"see"_s,        u"roughly"_s,  u"total"_s,    u"altogether"_s,
                                     u"thx"_s};
    return words.contains(folded);
}

} // namespace confab::bots::lex
