// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/hosting/bot_import.h>

#include <confab/bots/lex_export_pack.h>
#include <confab/bots/locale_choice.h>
#include <confab/hosting/bot_config.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>
#include <QStringList>
#include <QTemporaryFile>

#include <algorithm>
#include <filesystem>
#include <system_error>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace confab::app
{

using namespace Qt::StringLiterals;
using bots::lex::BotLocale;
using bots::lex::Import;
using bots::lex::localeOf;

namespace
{

std::filesystem::path native(const QString &path)
{
    return std::filesystem::path(path.toStdU16String());
}

// Elsewhere there is no such thing.
bool syncToDisk(const QString &path)
{
#ifdef Q_OS_UNIX
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced;
#else
    Q_UNUSED(path)
    return true;
#endif
}

// "Hotel desk (new)" → "hotel-desk-new"; empty where nothing is left.
QString idFrom(const QString &name)
{
    constexpr qsizetype longest = 32;
    QString id;
    const QString plain = name.normalized(QString::NormalizationForm_KD).toLower();
    for (const QChar letter : plain) {
        if ((letter >= u'a' && letter <= u'z') || (letter >= u'0' && letter <= u'9'))
            id += letter;
        else if (!letter.isMark() && !id.isEmpty() && !id.endsWith(u'-'))
            id += u'-';
    }
    id.truncate(longest);
    while (id.endsWith(u'-'))
        id.chop(1);
    return id;
}

QString localesOf(const Import &import)
{
    QStringList ids;
    for (const BotLocale &locale : import.bot.locales)
        ids.append(locale.id);
    return ids.join(u", "_s);
}

// Writes the export beside its place, reads that again, and puts it there. `name` is given where that does not tell it,
// as its file's name did. An error is a sentence.
std::optional<QString> store(const QString &path, const QString &place, const Import &import, QString &name)
{
    const QString folder = QFileInfo(place).path();
    if (!QDir().mkpath(folder))
        return u"The folder %1 cannot be made."_s.arg(folder);
    QTemporaryFile file(folder + u"/.import-XXXXXX"_s);
    if (!file.open())
        return u"The bot cannot be written to %1: %2."_s.arg(folder, file.errorString());
    if (auto reason = bots::lex::packExport(path, file))
        return reason;
    if (!file.flush() || file.error() != QFileDevice::NoError)
        return u"The bot cannot be written to %1: %2."_s.arg(folder, file.errorString());
    const auto again = bots::lex::readExport(file.fileName());
    const Import *read = std::get_if<Import>(&again);
    if (!read || read->bot.locales != import.bot.locales)
        return u"The bot changed while it was read: try again."_s;
    if (read->bot.name != import.bot.name)
        name = import.bot.name;
    std::error_code error;
    if (syncToDisk(file.fileName()))
        std::filesystem::rename(native(file.fileName()), native(place), error);
    else
        error = std::make_error_code(std::errc::io_error);
    if (error)
        return u"The bot cannot be written to %1: %2."_s.arg(place, QString::fromStdString(error.message()));
    file.setAutoRemove(false);
    syncToDisk(folder);
    syncToDisk(QFileInfo(folder).path());
    return {};
}

// What stands in the brackets of a line; empty: it begins no section.
QString sectionIn(const QString &line)
{
    const QString trimmed = line.trimmed();
    return trimmed.startsWith(u'[') ? trimmed.mid(1).section(u']', 0, 0).trimmed() : QString();
}

// The text of an ini file in which these keys of a section have these values, and that section has none of those that
// are dropped, however often it begins. Whatever else is in it stays as it is.
QString withSection(const QString &text, const QString &section, const QList<std::pair<QString, QString>> &values,
                    const QStringList &dropped)
{
    QStringList lines = text.split(u'\n');
    while (!lines.isEmpty() && lines.constLast().trimmed().isEmpty())
        lines.removeLast();
    const auto goes = [&values, &dropped](const QString &key) {
        return dropped.contains(key) ||
               std::any_of(values.begin(), values.end(), [&key](const auto &value) { return value.first == key; });
    };
    qsizetype at = -1;
    bool inside = false;
    for (qsizetype i = 0; i < lines.size();) {
        const QString begun = sectionIn(lines.at(i));
        if (!begun.isEmpty())
            inside = begun == section;
        if (inside && begun.isEmpty() && goes(lines.at(i).section(u'=', 0, 0).trimmed())) {
            lines.removeAt(i);
            continue;
        }
        if (inside && !begun.isEmpty())
            at = i;
        ++i;
    }
    if (at < 0) {
        if (!lines.isEmpty())
            lines.append(QString());
        lines.append(u'[' + section + u']');
        at = lines.size() - 1;
    }
    for (const auto &[key, value] : values)
        lines.insert(++at, key + u'=' + value);
    return lines.join(u'\n') + u'\n';
}

std::optional<QString> enter(const QString &dataFolder, const QString &id, const QString &locale, const QString &name)
{
    const QString path = QDir(dataFolder).filePath(u"confabd.ini"_s);
    QFile old(path);
    QString text;
    if (old.exists()) {
        if (!old.open(QIODevice::ReadOnly))
            return u"%1 cannot be read: %2."_s.arg(path, old.errorString());
        text = QString::fromUtf8(old.readAll());
    }
    QList<std::pair<QString, QString>> values{
        {u"kind"_s, u"offline"_s}, {u"path"_s, u"bots/%1/export.zip"_s.arg(id)}, {u"locale"_s, locale}};
    if (!name.isEmpty()) {
        // Quotes and backslashes mean something there.
        QString plain;
        for (const QChar letter : name)
            plain += letter.isLetterOrNumber() ? letter : u' ';
        values.append({u"name"_s, plain.simplified()});
    }
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    const QStringList dropped = settingsOfOthers(BotConfig::Kind::Offline) + QStringList{u"enabled"_s};
    const QByteArray bytes = withSection(text, u"bot/"_s + id, values, dropped).toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return u"%1 cannot be written: %2."_s.arg(path, file.errorString());
    syncToDisk(dataFolder);
    return {};
}

// Why no bot can be brought under that name. One that is switched off has its name as well.
std::optional<QString> whyNotNamed(const QString &id, const QString &dataFolder, const QProcessEnvironment &environment)
{
    if (id == "helper"_L1)
        return u"\"helper\" is what the bot that is built in is called: take another name with --name."_s;
    if (id == "lex"_L1 && !environment.value(u"LEX_BOT_ID"_s).isEmpty())
        return u"\"lex\" is the bot of LEX_BOT_ID: take another name with --name."_s;
    const auto settings = listBotSettings(dataFolder, environment);
    if (!settings)
        return settings.error();
    const QString name = u"bot/%1.kind"_s.arg(id);
    const auto kind = std::find_if(settings->begin(), settings->end(),
                                   [&name](const BotSetting &setting) { return setting.name == name; });
    if (kind != settings->end() && kind->value != nameOf(BotConfig::Kind::Offline))
        return u"There is a bot \"%1\" of the kind %2: take another name with --name."_s.arg(id, kind->value);
    // What is wrong with the others keeps the server from starting, too.
    const auto bots = readBotConfigs(dataFolder, environment);
    return bots ? std::nullopt : std::optional(bots.error());
}

} // namespace

Expected<ImportedBot, QString> importBot(const QString &dataFolder, const QString &path, const QString &id,
                                         const QString &locale, const QProcessEnvironment &environment)
{
    if (!id.isEmpty() && !isBotId(id))
        return Unexpected{
            u"\"%1\" is no name for a bot: 1 to 32 of a-z, 0-9 and hyphens, a letter or digit first."_s.arg(id)};
    auto read = bots::lex::readExport(path);
    if (QString *reason = std::get_if<QString>(&read))
        return Unexpected{std::move(*reason)};
    const Import &import = std::get<Import>(read);
    ImportedBot bot;
    bot.id = id.isEmpty() ? idFrom(import.bot.name) : id;
    if (!isBotId(bot.id))
        return Unexpected{u"The bot's name cannot be made a short one: give it one with --name."_s};
    const BotLocale *chosen = localeOf(import.bot, locale);
    if (!chosen)
        return Unexpected{u"The bot has no locale \"%1\"; it has %2."_s.arg(locale, localesOf(import))};
    bot.locale = chosen->id;
    bot.intents = chosen->intents.size();
    bot.slotTypes = chosen->slotTypes.size();
    bot.unsupported = import.unsupported;

    if (auto reason = whyNotNamed(bot.id, dataFolder, environment))
        return Unexpected{std::move(*reason)};

    const QString bots = QDir(dataFolder).filePath(u"bots"_s);
    if (!QDir().mkpath(bots))
        return Unexpected{u"The folder %1 cannot be made."_s.arg(bots)};
    // Two imports at once would write the settings one over the other.
    QLockFile lock(bots + u"/.lock"_s);
    constexpr int patienceMs = 10'000;
    if (!lock.tryLock(patienceMs))
        return Unexpected{u"Another import is at work: try again."_s};
    QString name;
    if (auto reason = store(path, u"%1/%2/export.zip"_s.arg(bots, bot.id), import, name))
        return Unexpected{std::move(*reason)};
    if (auto reason = enter(dataFolder, bot.id, bot.locale, name))
        return Unexpected{std::move(*reason)};
    return bot;
}

} // namespace confab::app
