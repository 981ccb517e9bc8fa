// SPDX-License-Identifier: GPL-3.0-or-later
#include "finding.h"

#include <lex_export/export_assembly.h>
#include <lex_export/export_files.h>

#include <QBuffer>

#include <algorithm>

// An export of a bot that somebody brings: as a zip, where it begins as one, else as files: path, JSON, path, JSON, …
// with the byte 0x1c between.
namespace
{

using namespace confab;
using namespace confab::bots::lex;
using namespace Qt::StringLiterals;

std::optional<QString> readPieces(const QByteArray &bytes, const TakeFile &take)
{
    const QList<QByteArray> pieces = bytes.split('\x1c');
    for (qsizetype i = 0; i + 1 < pieces.size(); i += 2)
        if (auto reason = take(QString::fromUtf8(pieces.at(i)), pieces.at(i + 1)))
            return reason;
    return {};
}

std::variant<Import, QString> read(QByteArray bytes)
{
    ExportAssembly assembly;
    const TakeFile take = [&assembly](const QString &path, const std::optional<QByteArray> &json) {
        return assembly.take(path, json);
    };
    QBuffer buffer(&bytes);
    if (const auto reason = bytes.startsWith("PK") ? readZip(buffer, take) : readPieces(bytes, take))
        return *reason;
    return assembly.finish(u"bot"_s);
}

// What stands on a line of its own may not make another.
void checkLine(const QString &line)
{
    if (std::any_of(line.begin(), line.end(), [](QChar c) { return c.category() == QChar::Other_Control; }))
        tests::finding(u"a line that is not one: "_s + line);
}

void checkSpeech(const Speech &speech)
{
    if (speech.groups.isEmpty())
        tests::finding(u"something is said that is nothing"_s);
    for (const MessageGroup &group : speech.groups) {
        if (group.choices.isEmpty())
            tests::finding(u"a group of no messages"_s);
        for (const Message &message : group.choices) {
            if (message.card.has_value() != (message.contentType == ContentType::ImageResponseCard))
                tests::finding(u"a card that is none, or the other way round"_s);
            if (message.card && message.card->buttons.size() > 5)
                tests::finding(u"a card of more than five buttons"_s);
        }
    }
}

void checkPrompt(const std::optional<Prompt> &prompt)
{
    if (prompt && (prompt->maxRetries < 0 || prompt->maxRetries > 5 || prompt->attempts.size() > 6))
        tests::finding(u"a prompt without bounds"_s);
    if (prompt && (prompt->attempts.isEmpty() || !prompt->speech.groups.isEmpty()))
        checkSpeech(prompt->speech);
}

void checkBot(const BotDefinition &bot)
{
    for (const BotLocale &locale : bot.locales) {
        if (locale.intents.isEmpty())
            tests::finding(u"a locale without intents"_s);
        for (const IntentDefinition &intent : locale.intents) {
            if (intent.name.isEmpty())
                tests::finding(u"an intent without a name"_s);
            for (const auto &speech :
                 {intent.initial, intent.confirmed, intent.declined, intent.fulfilled, intent.closing})
                if (speech)
                    checkSpeech(*speech);
            checkPrompt(intent.confirmation);
            for (const Slot &slot : intent.slotsInOrder)
                checkPrompt(slot.prompt);
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto one = read(bytes);
    if (const QString *reason = std::get_if<QString>(&one)) {
        checkLine(*reason);
        return 0;
    }
    const Import &import = std::get<Import>(one);
    checkBot(import.bot);
    for (const Unsupported &line : import.unsupported)
        checkLine(line.file + line.what);
    const auto other = read(bytes);
    if (!std::holds_alternative<Import>(other) || std::get<Import>(other).bot != import.bot ||
        std::get<Import>(other).unsupported != import.unsupported)
        tests::finding(u"the same export gives two bots"_s);
    return 0;
}
