// SPDX-License-Identifier: GPL-3.0-or-later
#include "plain_echoes.h"

#include <confab/protocol/commands.h>
#include <confab/protocol/plain.h>

#include <QRegularExpression>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;
namespace plain = protocol::plain;

namespace
{

const auto botPrefix = u"Bot: "_s;

} // namespace

Problem PlainEchoes::unsure()
{
    return {ErrorCode::Conflict, u"echo"_s, u"nothing came back"_s, 0, false};
}

QString PlainEchoes::unknownType(const QString &text)
{
    static const QRegularExpression sentence(u"^The '([A-Za-z]{1,40})' action is not implemented in this version\\."_s);
    return sentence.match(text).captured(1);
}

std::optional<PlainEchoes::Settled> PlainEchoes::settle(const QString &text)
{
    const QString trimmed = text.trimmed();
    for (qsizetype i = 0; i < m_waiting.size(); ++i) {
        if (!m_waiting[i].echo.isEmpty() && m_waiting[i].echo == trimmed)
            return Settled{m_waiting.takeAt(i), {}, {}};
    }
    if (text.startsWith(botPrefix)) {
        if (auto question = takeOldest(protocol::AskBot::verb))
            return Settled{std::move(*question), text.sliced(botPrefix.size()), {}};
    }
    return settleRefusal(text);
}

std::optional<PlainEchoes::Settled> PlainEchoes::settleRefusal(const QString &text)
{
    static const QRegularExpression tooMany(u"^Error: too many messages, wait (\\d{1,5}) s\\.$"_s);
    static const QString direct = protocol::DirectMessage::verb;
    static const QString ask = protocol::AskBot::verb;
    struct Sentence {
        bool said;
        QString type;
        ErrorCode code;
        QString field = {};
        qint64 retryAfterMs = 0;
    };
    const auto wait = tooMany.match(text);
    const QList<Sentence> sentences{
        {text.startsWith("DM failed: User "_L1), direct, ErrorCode::NotFound, u"to"_s},
        {text.startsWith("DM failed: "_L1), direct, ErrorCode::BadField},
        {text.startsWith("Bot request failed: "_L1), ask, ErrorCode::BadField},
        {text.startsWith("Bot error: "_L1), ask, ErrorCode::BotUnavailable},
        {text == plain::tooLong(), {}, ErrorCode::TooLarge},
        {text == plain::notAccepted(), {}, ErrorCode::BadField},
        {text == plain::notAnObject(), {}, ErrorCode::BadFrame},
        {text == plain::notStored(), {}, ErrorCode::Unavailable},
        {wait.hasMatch(), {}, ErrorCode::RateLimited, {}, wait.captured(1).toLongLong() * 1000},
    };
    for (const Sentence &sentence : sentences) {
        if (!sentence.said)
            continue;
        if (auto refused = takeOldest(sentence.type))
            return Settled{
                std::move(*refused), {}, Problem{sentence.code, sentence.field, text, sentence.retryAfterMs, false}};
    }
    return std::nullopt;
}

qsizetype PlainEchoes::oldestOf(const QString &type) const
{
    for (qsizetype i = 0; i < m_waiting.size(); ++i) {
        if (type.isEmpty() || m_waiting[i].type == type)
            return i;
    }
    return -1;
}

std::optional<PlainEchoes::Waiting> PlainEchoes::takeOldest(const QString &type)
{
    const qsizetype index = oldestOf(type);
    if (index < 0)
        return std::nullopt;
    return m_waiting.takeAt(index);
}

std::optional<PlainEchoes::Waiting> PlainEchoes::takeOverdue(qint64 nowMs)
{
    if (m_waiting.isEmpty() || m_waiting.first().until > nowMs)
        return std::nullopt;
    return m_waiting.takeFirst();
}

void PlainEchoes::setOld()
{
    for (Waiting &waiting : m_waiting)
        waiting.onOld = true;
}

bool PlainEchoes::hasOld() const
{
    return std::any_of(m_waiting.begin(), m_waiting.end(), [](const Waiting &waiting) { return waiting.onOld; });
}

} // namespace confab::client
