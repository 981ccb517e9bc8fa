// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/protocol/plain.h>

#include <confab/protocol/codec.h>

namespace confab::protocol::plain
{

namespace
{

enum class Trim { No, Yes };

// Reads a field as far as the frame is good; what went wrong first decides what the whole frame is.
class Reader
{
public:
    explicit Reader(const QJsonObject &object)
        : m_object(object)
    {
    }

    // Empty where the field is missing or null, and where it is refused.
    [[nodiscard]] QString text(QLatin1StringView name, qsizetype maxBytes, Trim trim = Trim::Yes)
    {
        const QJsonValue value = m_object.value(name);
        if (value.isUndefined() || value.isNull() || m_problem)
            return {};
        if (!value.isString()) {
            m_problem = Malformed{};
            return {};
        }
        // Trimmed first: the line end behind a text that somebody piped in is no reason to refuse it.
        const QString given = trim == Trim::Yes ? value.toString().trimmed() : value.toString();
        QString text;
        const Bounds anyLength{.max = limits::frameBytes, .mayBeEmpty = true, .multiline = true};
        if (detail::readString(given, anyLength, text))
            m_problem = Malformed{};
        else if (text.toUtf8().size() > maxBytes)
            m_problem = TooLong{};
        return m_problem ? QString() : text;
    }

    [[nodiscard]] Command orProblem(Command command) const { return m_problem.value_or(std::move(command)); }

private:
    const QJsonObject &m_object;
    std::optional<Command> m_problem;
};

} // namespace

Command parse(const QByteArray &frame)
{
    const auto object = parseFrame(frame);
    if (!object)
        return Malformed{};
    Reader reader(*object);
    const QString type = reader.text("type"_L1, limits::frameBytes, Trim::No);
    if (type == "register"_L1)
        return reader.orProblem(Register{reader.text("username"_L1, nameBounds.max)});
    if (type == "directMessage"_L1) {
        const QString to = reader.text("to"_L1, nameBounds.max);
        return reader.orProblem(Direct{to, reader.text("message"_L1, limits::textBytes)});
    }
    if (type == "bot"_L1)
        return reader.orProblem(Ask{reader.text("message"_L1, limits::textBytes)});
    return reader.orProblem(Say{reader.text("message"_L1, limits::textBytes, Trim::No)});
}

QString joined(const QString &name)
{
    return name + u" has joined the chat."_s;
}

QString left(const QString &name)
{
    return name + u" has left the chat."_s;
}

QString registrationEmpty()
{
    return u"Registration failed: Username cannot be empty."_s;
}

QString registrationTaken(const QString &name)
{
    return u"Registration failed: Username "_s + name + u" is taken."_s;
}

QString directSent(const QString &to, const QString &message)
{
    return u"Message sent to "_s + to + u": "_s + message;
}

QString directInvalid()
{
    return u"DM failed: Invalid payload."_s;
}

QString directUnknown(const QString &to)
{
    return u"DM failed: User "_s + to + u" does not exist or is not registered."_s;
}

QString botReply(const QString &reply)
{
    return u"Bot: "_s + (reply.isEmpty() ? u"I couldn't process that request."_s : reply);
}

QString botEmpty()
{
    return u"Bot request failed: Message cannot be empty."_s;
}

QString botFailed(const QString &reason)
{
    return u"Bot error: "_s + reason;
}

QString notAnObject()
{
    return u"Error: the message is not a JSON object."_s;
}

QString tooLong()
{
    return u"Error: the message is too long."_s;
}

QString tooMany(qint64 waitMs)
{
    const qint64 seconds = waitMs <= 0 ? 0 : (waitMs - 1) / 1000 + 1;
    return u"Error: too many messages, wait "_s + QString::number(seconds) + u" s."_s;
}

QString notAccepted()
{
    return u"Error: the message was not accepted."_s;
}

QString notStored()
{
    return u"Error: the message could not be stored."_s;
}

QString needsAccount()
{
    return u"This server needs an account: use Confab to sign in."_s;
}

} // namespace confab::protocol::plain
