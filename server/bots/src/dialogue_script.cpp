// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/bots/dialogue_script.h>

#include <confab/bots/lex_bot.h>

#include <QRegularExpression>

#include <memory>
#include <utility>

namespace confab::bots
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype mostFile = 1024 * 1024;
constexpr qsizetype mostSaid = 1024; // as Lex takes

QRegularExpression expressionOf(const QString &expected)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(expected.sliced(1)));
}

bool matches(const QString &expected, const QString &answered)
{
    return expected.startsWith(u'~') ? expressionOf(expected).match(answered).hasMatch() : expected == answered;
}

bool matches(const QStringList &expected, const QStringList &answered)
{
    if (expected.isEmpty())
        return true;
    if (expected.size() != answered.size())
        return false;
    for (qsizetype i = 0; i < expected.size(); ++i) {
        if (!matches(expected[i], answered[i]))
            return false;
    }
    return true;
}

void addLines(QStringList &lines, const QString &text)
{
    for (const QString &line : text.split(u'\n')) {
        if (!line.trimmed().isEmpty())
            lines.append(line.trimmed());
    }
}

// Holds itself until the last answer has come.
struct Player : std::enable_shared_from_this<Player> {
    Player(lex::Runtime &with, QList<ScriptTurn> all, QString id, std::function<void(const QList<PlayedTurn> &)> then)
        : runtime(with)
        , turns(std::move(all))
        , session(std::move(id))
        , done(std::move(then))
    {
    }

    void next()
    {
        // A runtime that answers at once would nest a call a turn.
        for (;;) {
            if (at == turns.size()) {
                done(played);
                return;
            }
            const ScriptTurn &turn = turns[at];
            dialogue += turn.startsAnew ? 1 : 0;
            answered = false;
            inside = true;
            runtime.recognizeText({u"%1-%2"_s.arg(session).arg(dialogue), turn.said},
                                  [self = shared_from_this()](const lex::Outcome &outcome) { self->take(outcome); });
            inside = false;
            if (!answered)
                return;
        }
    }

    void take(const lex::Outcome &outcome)
    {
        PlayedTurn one{.turn = turns[at], .answered = {}};
        if (const auto *response = std::get_if<lex::Response>(&outcome)) {
            one.answered = linesOf(*response);
            one.matches = matches(one.turn.expected, one.answered);
        } else {
            one.failed = true;
            one.answered = {lineOf(std::get<lex::Failure>(outcome))};
        }
        played.append(one);
        ++at;
        answered = true;
        if (!inside)
            next();
    }

    lex::Runtime &runtime;
    QList<ScriptTurn> turns;
    QString session;
    std::function<void(const QList<PlayedTurn> &)> done;
    QList<PlayedTurn> played;
    qsizetype at = 0;
    int dialogue = 1;
    bool answered = false;
    bool inside = false; // of the call that asks
};

} // namespace

std::variant<QList<ScriptTurn>, QString> readDialogue(const QString &text)
{
    if (text.size() > mostFile)
        return u"The dialogue is longer than 1 MiB."_s;
    QList<ScriptTurn> turns;
    bool startsAnew = false;
    int number = 0;
    for (const QString &raw : text.split(u'\n')) {
        ++number;
        const QString line = raw.trimmed();
        const QString rest = line.sliced(std::min<qsizetype>(1, line.size())).trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        if (line == "---"_L1) {
            startsAnew = !turns.isEmpty();
        } else if (line.startsWith(u'>') && !rest.isEmpty()) {
            if (rest.size() > mostSaid)
                return u"Line %1 says more than 1024 characters."_s.arg(number);
            turns.append({.line = number, .said = rest, .expected = {}, .startsAnew = startsAnew});
            startsAnew = false;
        } else if (line.startsWith(u'<') && !rest.isEmpty() && !turns.isEmpty() && !startsAnew) {
            if (rest.startsWith(u'~') && !expressionOf(rest).isValid())
                return u"Line %1 has no valid regular expression."_s.arg(number);
            turns.back().expected.append(rest);
        } else {
            return u"Line %1 is neither what is said (> …) nor what is expected of the answer (< …)."_s.arg(number);
        }
    }
    if (turns.isEmpty())
        return u"Nothing is said in it."_s;
    return turns;
}

QStringList linesOf(const lex::Response &response)
{
    QStringList lines;
    for (const lex::Message &message : response.messages) {
        const bool isSpeech = message.contentType == lex::ContentType::Ssml;
        addLines(lines, isSpeech ? textOfSsml(message.content) : message.content);
        if (!message.card)
            continue;
        addLines(lines, message.card->title);
        addLines(lines, message.card->subtitle);
        for (const lex::Button &button : message.card->buttons)
            lines.append(u"[%1]"_s.arg(button.text.simplified()));
    }
    return lines;
}

QString lineOf(const lex::Failure &failure)
{
    return failure.detail.isEmpty() ? u"There was no answer."_s : u"There was no answer: %1"_s.arg(failure.detail);
}

void play(lex::Runtime &runtime, const QString &session, const QList<ScriptTurn> &turns,
          std::function<void(const QList<PlayedTurn> &)> done)
{
    std::make_shared<Player>(runtime, turns, session, std::move(done))->next();
}

QString differences(const QList<PlayedTurn> &played)
{
    QString out;
    for (const PlayedTurn &one : played) {
        if (one.matches)
            continue;
        out += u"@@ line %1 @@\n> %2\n"_s.arg(one.turn.line).arg(one.turn.said);
        const QStringList &expected = one.turn.expected;
        qsizetype i = 0;
        for (; i < std::min(expected.size(), one.answered.size()); ++i) {
            if (!one.failed && matches(expected[i], one.answered[i]))
                out += u"  %1\n"_s.arg(one.answered[i]);
            else
                out += u"- %1\n+ %2\n"_s.arg(expected[i], one.answered[i]);
        }
        for (qsizetype k = i; k < expected.size(); ++k)
            out += u"- %1\n"_s.arg(expected[k]);
        for (qsizetype k = i; k < one.answered.size(); ++k)
            out += u"+ %1\n"_s.arg(one.answered[k]);
    }
    return out;
}

QString recorded(const QList<PlayedTurn> &played)
{
    QString out;
    for (const PlayedTurn &one : played) {
        if (one.turn.startsAnew)
            out += u"---\n"_s;
        out += u"> %1\n"_s.arg(one.turn.said);
        for (const QString &line : one.answered) {
            // What begins like an expression is written as one that means just that.
            const bool plain = !line.startsWith(u'~');
            out += u"< %1\n"_s.arg(plain ? line : u'~' + QRegularExpression::escape(line));
        }
    }
    return out;
}

} // namespace confab::bots
