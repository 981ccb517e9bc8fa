// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"
#include "commands.h"
#include "data_folder.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace confab::app
{

int dump(const QStringList &words)
{
    CommandLine line(QStringLiteral("dump"),
                     QStringLiteral("Prints everything stored as JSON Lines in a fixed order, without secrets."));
    if (const auto code = line.read(words))
        return *code;
    auto store = openForCommand(line.dataFolder(), IfMissing::Refuse);
    if (!store)
        return store.error();
    const auto dumped = (*store)->dump([](const QJsonObject &object) {
        const QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
        std::fwrite(json.constData(), 1, static_cast<size_t>(json.size()), stdout);
    });
    return dumped ? donePrinting() : brokenOff(dumped.error().reason);
}

} // namespace confab::app
