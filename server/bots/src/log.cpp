// SPDX-License-Identifier: GPL-3.0-or-later
#include "log.h"

#include <confab/bots/lex_failure.h>

#include <algorithm>

namespace confab::bots
{

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcBots, "confab.bots")

namespace
{

// Fewer characters stand in any reason by chance; of more, a reason that was cut has the beginning.
constexpr qsizetype fewestRepeated = 4;
constexpr qsizetype mostCompared = 24;

} // namespace

void logFailure(const QString &bot, const lex::Failure &failure, const QStringList &said)
{
    const QString detail = failure.detail.simplified();
    const bool repeats = std::any_of(said.begin(), said.end(), [&detail](const QString &text) {
        const QString beginning = text.simplified().left(mostCompared);
        return beginning.size() >= fewestRepeated && detail.contains(beginning, Qt::CaseInsensitive);
    });
    const QString reason = repeats ? u"(the reason repeats what was said)"_s : detail;
    qCWarning(lcBots).noquote() << "the bot" << bot
                                << u"did not answer: %1: %2"_s.arg(lex::nameOf(failure.kind), reason);
}

} // namespace confab::bots
