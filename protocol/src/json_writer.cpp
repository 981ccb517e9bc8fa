// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/protocol/json_writer.h>

#include <charconv>
#include <chrono>

namespace confab::protocol::detail
{

namespace
{

// The letter that stands behind a backslash for `unit`; 0: it has none.
char escapeOf(char unit)
{
    switch (unit) {
    case '"':
    case '\\':
        return unit;
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return 0;
    }
}

bool isPlain(char unit)
{
    return static_cast<unsigned char>(unit) >= 0x20 && unit != '"' && unit != '\\';
}

void appendEscaped(QByteArray &out, char unit)
{
    out.append('\\');
    if (const char letter = escapeOf(unit)) {
        out.append(letter);
        return;
    }
    static constexpr char digits[] = "0123456789abcdef";
    out.append("u00");
    out.append(digits[unit >> 4]);
    out.append(digits[unit & 0xf]);
}

// Two digits and more, with zeros in front.
char *putDigits(char *at, unsigned value, int width)
{
    for (int i = width - 1; i >= 0; --i) {
        at[i] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
    return at + width;
}

} // namespace

void appendText(QByteArray &out, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    out.append('"');
    const char *const end = utf8.cend();
    const char *done = utf8.cbegin();
    for (const char *at = done; at != end; ++at) {
        if (isPlain(*at))
            continue;
        out.append(done, at - done);
        appendEscaped(out, *at);
        done = at + 1;
    }
    out.append(done, end - done);
    out.append('"');
}

void appendName(QByteArray &out, QLatin1StringView name)
{
    out.append('"');
    out.append(name.data(), name.size());
    out.append('"');
}

void appendInteger(QByteArray &out, qint64 value)
{
    std::array<char, 20> digits{}; // as many as the smallest has, with its sign
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), end - digits.data());
}

void appendTime(QByteArray &out, const QDateTime &time)
{
    using namespace std::chrono;
    // Four digits of a year; others are written by Qt's rules.
    static constexpr sys_days first = year(1) / 1 / 1;
    static constexpr sys_days end = year(10000) / 1 / 1;
    const sys_time<milliseconds> instant{milliseconds(time.isValid() ? time.toMSecsSinceEpoch() : 0)};
    if (!time.isValid() || instant < first || instant >= end)
        return appendText(out, time.toUTC().toString(Qt::ISODateWithMs));
    const sys_days day = floor<days>(instant);
    const year_month_day date(day);
    const hh_mm_ss clock(instant - day);
    std::array<char, sizeof("\"2024-01-31T12:34:56.789Z\"") - 1> text{};
    char *at = text.data();
    const auto put = [&at](auto value, int width, char behind) {
        at = putDigits(at, static_cast<unsigned>(value), width);
        *at++ = behind;
    };
    *at++ = '"';
    put(int(date.year()), 4, '-');
    put(unsigned(date.month()), 2, '-');
    put(unsigned(date.day()), 2, 'T');
    put(clock.hours().count(), 2, ':');
    put(clock.minutes().count(), 2, ':');
    put(clock.seconds().count(), 2, '.');
    put(clock.subseconds().count(), 3, 'Z');
    *at++ = '"';
    out.append(text.data(), at - text.data());
}

void closeObject(QByteArray &out)
{
    if (out.endsWith(','))
        out.back() = '}';
    else
        out.append('}');
}

} // namespace confab::protocol::detail
