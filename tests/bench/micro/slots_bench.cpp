// SPDX-License-Identifier: GPL-3.0-or-later
#include "lex_slots/slot_grammar.h"
#include "micro_bench.h"

#include <QTimeZone>

#include <benchmark/benchmark.h>

#include <string>

namespace confab::bench
{

using namespace Qt::StringLiterals;

namespace
{

const auto types = {"AlphaNumeric", "City",       "Confirmation", "Country",     "Date",       "Duration",
                    "EmailAddress", "FirstName",  "LastName",     "Number",      "Percentage", "PhoneNumber",
                    "State",        "StreetName", "Time",         "UKPostalCode"};

// One turn of a dialogue at its most: each type is looked for, and taken for the answer.
void findAndAnswer(benchmark::State &state, const QString &type, const QString &text)
{
    const auto grammar = bots::lex::slotGrammarFor(u"en_US"_s);
    bots::lex::SlotContext context{QDateTime(QDate(2026, 11, 25), QTime(14, 30), QTimeZone(3600)), {}};
    if (type == "AMAZON.AlphaNumeric"_L1)
        context.regexFilter = u"[A-Z]{2}[0-9]{3,6}"_s;
    for ([[maybe_unused]] const auto &iteration : state) {
        benchmark::DoNotOptimize(grammar->find(type, text, context));
        benchmark::DoNotOptimize(grammar->answer(type, text, context));
    }
}

} // namespace

void addSlotBenchmarks()
{
    const auto sentence =
        u"I'd like a room in New York from Friday the 4th of December at half past seven in the evening "
        u"for three nights and two people, please; my name is Anna Schmidt, ann@example.com"_s;
    const QString longest = (sentence + u' ').repeated(10).left(1024);
    for (const char *type : types) {
        const QString name = u"AMAZON."_s + QLatin1StringView(type);
        benchmark::RegisterBenchmark((std::string("slots/") + type + ", a sentence").c_str(), findAndAnswer, name,
                                     sentence);
        benchmark::RegisterBenchmark((std::string("slots/") + type + ", 1,024 characters").c_str(), findAndAnswer, name,
                                     longest);
    }
}

} // namespace confab::bench
