// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QString>

namespace confab::ui
{

// One line of what the composer offers while a name is being written.
struct Offer {
    enum class Kind { Person, Everybody, Room, Emoji, Command };

    Kind kind = Kind::Person;
    QString insert; // takes the place of what was typed, sign and all: "@ben", "#design", "🎉", "/topic"
    QString title;
    QString second;
    QString seed; // of a person: the username, which colours the picture

    bool operator==(const Offer &) const = default;
};

inline constexpr qsizetype mostOffers = 50;

// Whom and what can be named where the person writes. Asked at each key, so it answers at once with what it knows. UI
// thread.
class CompletionSource : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // The best first, at most mostOffers; `typed` is without its sign and may be empty.
    [[nodiscard]] virtual QList<Offer> people(const QString &typed) = 0;
    [[nodiscard]] virtual QList<Offer> rooms(const QString &typed) = 0;

Q_SIGNALS:
    void changed(); // there is something else to offer now
};

} // namespace confab::ui
