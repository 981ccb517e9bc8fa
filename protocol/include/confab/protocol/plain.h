// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <variant>

// The plain dialect: what the clients written for the article's AWS chat say, and the sentences they are answered with.
// docs/protocol.md fixes every word; a plain client never sees JSON.
namespace confab::protocol::plain
{

struct Register {
    QString username; // trimmed; may be empty
    bool operator==(const Register &) const = default;
};
// Also any other `type`, and none.
struct Say {
    QString message; // as it came; empty does nothing
    bool operator==(const Say &) const = default;
};
struct Direct {
    QString to;      // trimmed
    QString message; // trimmed
    bool operator==(const Direct &) const = default;
};
struct Ask {
    QString message; // trimmed
    bool operator==(const Ask &) const = default;
};
// Not JSON, not an object, a field of the wrong kind or with a control character in it.
struct Malformed {
    bool operator==(const Malformed &) const = default;
};
// A message text over limits::textBytes, a name longer than any that may be had.
struct TooLong {
    bool operator==(const TooLong &) const = default;
};

using Command = std::variant<Register, Say, Direct, Ask, Malformed, TooLong>;

[[nodiscard]] Command parse(const QByteArray &frame);

inline constexpr auto anonymous = QLatin1StringView("Anonymous");

[[nodiscard]] QString joined(const QString &name);
[[nodiscard]] QString left(const QString &name);
[[nodiscard]] QString registrationEmpty();
[[nodiscard]] QString registrationTaken(const QString &name);
[[nodiscard]] QString directSent(const QString &to, const QString &message);
[[nodiscard]] QString directInvalid();
[[nodiscard]] QString directUnknown(const QString &to);
[[nodiscard]] QString botReply(const QString &reply); // empty: the sentence that stands for no answer
[[nodiscard]] QString botEmpty();
[[nodiscard]] QString botFailed(const QString &reason);
[[nodiscard]] QString notAnObject();
[[nodiscard]] QString tooLong();
[[nodiscard]] QString tooMany(qint64 waitMs); // told in whole seconds, rounded up
[[nodiscard]] QString notAccepted();
[[nodiscard]] QString notStored();
[[nodiscard]] QString needsAccount();

} // namespace confab::protocol::plain
