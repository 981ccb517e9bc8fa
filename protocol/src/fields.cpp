// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/protocol/defence.h>
#include <confab/protocol/fields.h>

#include <algorithm>
#include <cmath>

namespace confab::protocol::detail
{

using namespace Qt::StringLiterals;

namespace
{

FrameError badField(const QString &message)
{
    return {ErrorCode::BadField, message, {}, {}};
}

bool mayStand(QChar character, const Bounds &bounds)
{
    if (bounds.multiline && (character == u'\n' || character == u'\t'))
        return true;
    return character.category() != QChar::Other_Control;
}

} // namespace

std::optional<FrameError> readString(const QJsonValue &value, const Bounds &bounds, QString &out)
{
    if (!value.isString())
        return wrongKind("a string"_L1);
    QString text = value.toString();
    if (text.isEmpty() && !bounds.mayBeEmpty)
        return outOfBounds("the text is empty"_L1);
    if (text.toUtf8().size() > bounds.max) {
        FrameError error = outOfBounds("the text is too long"_L1);
        error.code = bounds.whenTooLong;
        return error;
    }
    if (!std::all_of(text.cbegin(), text.cend(), [&](QChar character) { return mayStand(character, bounds); }))
        return outOfBounds("the text holds a control character"_L1);
    out = std::move(text);
    return std::nullopt;
}

std::optional<FrameError> readInteger(const QJsonValue &value, qint64 &out)
{
    if (!value.isDouble())
        return wrongKind("a number"_L1);
    const double number = value.toDouble();
    // Up to this bound every whole number is a double of its own, so nothing is lost in the comparison.
    const bool isWhole =
        number >= 0 && number <= static_cast<double>(limits::maxInteger) && std::trunc(number) == number;
    if (!isWhole && inForce("number-range"))
        return outOfBounds("the number is not a whole one from 0 to 2^53-1"_L1);
    out = static_cast<qint64>(number);
    return std::nullopt;
}

std::optional<FrameError> readBool(const QJsonValue &value, bool &out)
{
    if (!value.isBool())
        return wrongKind("true or false"_L1);
    out = value.toBool();
    return std::nullopt;
}

std::optional<FrameError> readTime(const QJsonValue &value, QDateTime &out)
{
    // Qt reads many spellings of a time; one of them travels, so that equal times are equal texts.
    const QString text = value.toString();
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!value.isString() || !time.isValid() || time.timeSpec() != Qt::UTC || time.toString(Qt::ISODateWithMs) != text)
        return wrongKind("a time as 2024-01-31T12:34:56.789Z"_L1);
    out = std::move(time);
    return std::nullopt;
}

qsizetype sizeOfText(const QString &text)
{
    qsizetype size = 2; // quotes
    for (const QChar character : text) {
        const char16_t unit = character.unicode();
        if (unit >= 0x80) {
            // Half a pair: two of the pair's four bytes.
            size += unit < 0x800 || character.isSurrogate() ? 2 : 3;
        } else if (unit >= 0x20) {
            size += unit == u'"' || unit == u'\\' ? 2 : 1;
        } else {
            const bool hasLetter = unit == u'\b' || unit == u'\f' || unit == u'\n' || unit == u'\r' || unit == u'\t';
            size += hasLetter ? 2 : 6;
        }
    }
    return size;
}

qsizetype sizeOfInteger(qint64 value)
{
    qsizetype size = value < 0 ? 2 : 1;
    for (; value / 10 != 0; value /= 10)
        ++size;
    return size;
}

FrameError missing()
{
    return badField(u"missing"_s);
}

FrameError wrongKind(QLatin1StringView wanted)
{
    return badField(u"expected "_s + wanted);
}

FrameError outOfBounds(QLatin1StringView what)
{
    return badField(what);
}

FrameError inField(FrameError error, QLatin1StringView field)
{
    error.field = error.field.isEmpty() ? QString(field) : field + u'.' + error.field;
    return error;
}

} // namespace confab::protocol::detail
