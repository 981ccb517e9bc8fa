// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/lex_export.h>
#include <confab/protocol/expected.h>

#include <QProcessEnvironment>
#include <QString>

namespace confab::app
{

struct ImportedBot {
    QString id;
    QString locale; // the one that runs
    qsizetype intents = 0;
    qsizetype slotTypes = 0;
    QList<bots::lex::Unsupported> unsupported;
};

// Brings the export of a bot to a server: DIR/bots/ID/export.zip and the section [bot/ID] of DIR/confabd.ini. What was
// there of that id is replaced and switched on, unless it is of another kind or set up by the environment; the file is
// there whole or not at all, also after a power cut. The server takes it in at its next start. `id` may be empty: it is
// made of the bot's name. So may `locale`: en_US where the bot has it, else the first. Blocks. The error is a sentence.
[[nodiscard]] Expected<ImportedBot, QString> importBot(const QString &dataFolder, const QString &path,
                                                       const QString &id, const QString &locale,
                                                       const QProcessEnvironment &environment);

} // namespace confab::app
