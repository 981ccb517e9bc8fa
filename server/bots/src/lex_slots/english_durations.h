// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "words.h"

#include <QDateTime>

#include <optional>

namespace confab::bots::lex
{

struct EnglishDuration {
    qsizetype to = 0;
    double years = 0;
    double months = 0;
    double weeks = 0;
    double days = 0;
    double hours = 0;
    double minutes = 0;
    double seconds = 0;

    [[nodiscard]] bool hasDate() const { return years > 0 || months > 0 || weeks > 0 || days > 0; }
    [[nodiscard]] bool hasTime() const { return hours > 0 || minutes > 0 || seconds > 0; }
    // "P1Y2M3W4DT5H6M7S", without what is zero.
    [[nodiscard]] QString toIso() const;
    // Months first, then days, then the time that passes; backwards with a sign of -1. A day that the month has not
    // becomes its last.
    [[nodiscard]] QDateTime from(const QDateTime &start, int sign = 1) const;
    [[nodiscard]] QDate from(QDate start, int sign = 1) const; // only what is days or longer
};

// "3 days", "an hour and a half", "1h30", "half an hour", "two weeks and three days", "PT30M".
[[nodiscard]] std::optional<EnglishDuration> readDuration(const Words &words, qsizetype from);

// AMAZON.Duration.
[[nodiscard]] QList<Reading> readDurations(const Words &words);

} // namespace confab::bots::lex
