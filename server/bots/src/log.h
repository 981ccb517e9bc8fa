// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/lex.h>

#include <QLoggingCategory>
#include <QStringList>

namespace confab::bots
{

Q_DECLARE_LOGGING_CATEGORY(lcBots)

// Why a bot did not answer, in one line for whoever runs the server. `said`: what was asked; where the service repeats
// it in its reason, the reason is left out.
void logFailure(const QString &bot, const lex::Failure &failure, const QStringList &said);

} // namespace confab::bots
