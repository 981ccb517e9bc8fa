// SPDX-License-Identifier: GPL-3.0-or-later
#include "speaker.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <algorithm>

namespace confab::bots::offline
{

using namespace Qt::StringLiterals;

namespace
{

QString shown(const lex::SlotValue &value)
{
    if (value.values.isEmpty())
        return value.interpretedValue.isEmpty() ? value.originalValue : value.interpretedValue;
    QStringList all;
    for (const lex::SlotValue &one : value.values)
        all.append(shown(one));
    return all.join(u", "_s);
}

std::optional<QString> referred(const QString &reference, const Session &session)
{
    const QString name = reference.sliced(1, reference.size() - 2);
    if (reference.startsWith(u'[')) {
        const auto attribute = session.attributes.constFind(name);
        return attribute == session.attributes.cend() ? std::nullopt : std::optional(*attribute);
    }
    if (!session.running)
        return {};
    const auto value = session.running->values.constFind(name);
    return value == session.running->values.cend() || !*value ? std::nullopt : std::optional(shown(**value));
}

// {slot} and [attribute]. `missing`: how many of them have no value, and are left out.
QString filled(const QString &text, const Session &session, int &missing)
{
    static const QRegularExpression reference(u"\\{[A-Za-z0-9_.-]+\\}|\\[[A-Za-z0-9_.-]+\\]"_s);
    QString out;
    qsizetype last = 0;
    for (auto it = reference.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        out += QStringView(text).sliced(last, match.capturedStart() - last);
        last = match.capturedEnd();
        if (const std::optional<QString> value = referred(match.captured(), session))
            out += *value;
        else
            ++missing;
    }
    return out + text.sliced(last);
}

lex::Message filled(const lex::Message &message, const Session &session, int &missing)
{
    lex::Message out = message;
    out.content = filled(message.content, session, missing);
    if (out.card) {
        out.card->title = filled(out.card->title, session, missing);
        out.card->subtitle = filled(out.card->subtitle, session, missing);
        for (lex::Button &button : out.card->buttons) {
            button.text = filled(button.text, session, missing);
            button.value = filled(button.value, session, missing);
        }
    }
    return out;
}

QList<lex::Message> turnOf(const lex::Speech &speech, int turn, const Session &session)
{
    QList<lex::Message> messages;
    for (const lex::MessageGroup &group : speech.groups) {
        std::optional<lex::Message> best;
        int fewest = 0;
        // From the one whose turn it is on: the first that needs no value that is not there.
        for (qsizetype i = 0; i < group.choices.size(); ++i) {
            int missing = 0;
            lex::Message message = filled(group.choices[(turn + i) % group.choices.size()], session, missing);
            if (!best || missing < fewest) {
                best = std::move(message);
                fewest = missing;
            }
        }
        if (best)
            messages.append(*best);
    }
    return messages;
}

// The same in each process, and after the bot was imported anew.
QByteArray nameOf(const lex::Speech &speech)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const lex::MessageGroup &group : speech.groups) {
        for (const lex::Message &message : group.choices) {
            hash.addData(message.content.toUtf8());
            hash.addData(message.card ? message.card->title.toUtf8() + '\n' : QByteArray("\n"));
        }
    }
    return hash.result().first(8);
}

} // namespace

QList<lex::Message> spoken(const lex::Speech &speech, Session &session)
{
    return turnOf(speech, session.said[nameOf(speech)]++, session);
}

QList<lex::Message> prompted(const lex::Prompt &prompt, int attempt, Session &session)
{
    if (attempt < prompt.attempts.size() && prompt.attempts[attempt])
        return spoken(*prompt.attempts[attempt], session);
    if (prompt.random)
        return spoken(prompt.speech, session);
    return turnOf(prompt.speech, attempt, session);
}

} // namespace confab::bots::offline
