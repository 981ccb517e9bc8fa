// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "part_reading.h"

#include <QByteArray>
#include <QMap>
#include <QString>

#include <optional>
#include <variant>

namespace confab::bots::lex
{

// Takes the files of an export in any order and puts the bot together. The folders of Lex's layout tell what belongs to
// what; where that layout begins is found out.
class ExportAssembly
{
public:
    // Reads one file; as TakeFile.
    [[nodiscard]] std::optional<QString> take(const QString &path, const std::optional<QByteArray> &json);
    // The bot, or why it is none. `otherwise` is its name where the export has none.
    [[nodiscard]] std::variant<Import, QString> finish(const QString &otherwise);

private:
    using Object = std::variant<QJsonObject, QString>;

    void takePart(const QString &path, const QString &name, ObjectReading &reading);
    [[nodiscard]] std::optional<QString> findTop();
    void giveSlots();
    void giveParts(BotDefinition &bot);
    void noteLanguage(const QString &folder, const QString &localeId);
    void checkIntent(const QString &file, const BotLocale &locale, const IntentDefinition &intent,
                     const QStringList &priorities);
    void checkSlot(const QString &intentFolder, const BotLocale &locale, Slot &slot);

    ExportReport m_report;
    int m_botCount = 0;
    QString m_top; // of Bot.json, with a slash behind it, or empty
    BotDefinition m_bot;
    // By their folders.
    QMap<QString, BotLocale> m_locales;
    QMap<QString, IntentPart> m_intents;
    QMap<QString, Slot> m_slots;
    QMap<QString, SlotTypePart> m_slotTypes;
    QMap<QString, QString> m_files; // the file of a folder's part
};

} // namespace confab::bots::lex
