// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/hosting/bot_config.h>

#include "ini_values.h"

#include <confab/bots/sample_bots.h>
#include <confab/protocol/names.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QRegularExpression>
#include <QSettings>
#include <QUrl>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace confab::app
{

using namespace Qt::StringLiterals;

namespace
{

using Kind = BotConfig::Kind;

constexpr QLatin1StringView prefix = "bot/"_L1;
constexpr QLatin1StringView iniName = "confabd.ini"_L1;

constexpr std::array kinds{
    std::pair{Kind::Offline, "offline"_L1},
    std::pair{Kind::Lex, "lex"_L1},
    std::pair{Kind::Chat, "chat"_L1},
    std::pair{Kind::Bedrock, "bedrock"_L1},
};

// The keys that are texts, and who has them. Beside them are kind, default, enabled and per-day.
struct Key {
    QLatin1StringView name;
    QString BotConfig::*value;
    QList<Kind> kinds;
    bool needed = false;
};

const QList<Key> &keys()
{
    static const QList<Key> all{
        {"name"_L1, &BotConfig::name, {Kind::Offline, Kind::Lex, Kind::Chat, Kind::Bedrock}},
        {"picture"_L1, &BotConfig::picture, {Kind::Offline, Kind::Lex, Kind::Chat, Kind::Bedrock}},
        {"path"_L1, &BotConfig::path, {Kind::Offline}, true},
        {"locale"_L1, &BotConfig::locale, {Kind::Offline, Kind::Lex}},
        {"bot-id"_L1, &BotConfig::botId, {Kind::Lex}, true},
        {"alias-id"_L1, &BotConfig::aliasId, {Kind::Lex}},
        {"region"_L1, &BotConfig::region, {Kind::Lex, Kind::Bedrock}},
        {"url"_L1, &BotConfig::url, {Kind::Chat}, true},
        {"model"_L1, &BotConfig::model, {Kind::Chat, Kind::Bedrock}, true},
        {"key-env"_L1, &BotConfig::keyEnv, {Kind::Chat}},
        {"key-keychain"_L1, &BotConfig::keyName, {Kind::Chat}},
        {"prompt"_L1, &BotConfig::prompt, {Kind::Chat, Kind::Bedrock}},
    };
    return all;
}

using Section = QMap<QString, QString>; // key → value

std::optional<bool> toSwitch(const QString &value)
{
    if (value == "true"_L1 || value == "on"_L1)
        return true;
    if (value == "false"_L1 || value == "off"_L1)
        return false;
    return {};
}

QString sectionName(const QString &id)
{
    return u"[bot/%1]"_s.arg(id);
}

// The bots that are there without a word of anybody.
QMap<QString, Section> builtIn()
{
    return {{u"hotel-desk"_s,
             {{u"kind"_s, u"offline"_s}, {u"path"_s, bots::hotelDesk()}, {u"picture"_s, u"\U0001F6CE\uFE0F"_s}}}};
}

QMap<QString, Section> fromEnvironment(const QProcessEnvironment &environment)
{
    const QString botId = environment.value(u"LEX_BOT_ID"_s);
    if (botId.isEmpty())
        return {};
    return {{u"lex"_s,
             {{u"kind"_s, u"lex"_s},
              {u"bot-id"_s, botId},
              {u"alias-id"_s, environment.value(u"LEX_BOT_ALIAS_ID"_s)},
              {u"locale"_s, environment.value(u"LEX_LOCALE_ID"_s)}}}};
}

// Settings of one origin.
struct Layer {
    QString from;
    QMap<QString, Section> bots;
};

// What a setting of a bot says that is not in quotes. Behind what no person reads there may be a remark.
QString saidIn(const QString &key, const QString &text)
{
    static const QRegularExpression remark(u"(^|\\s);.*"_s);
    if (key == "name"_L1 || key == "prompt"_L1)
        return text;
    return QString(text).remove(remark).trimmed();
}

Expected<Layer, QString> readIni(const QString &path)
{
    Layer layer{iniName, {}};
    if (!QFileInfo::exists(path))
        return layer;
    QSettings ini(path, QSettings::IniFormat);
    const QStringList names = ini.allKeys();
    QFile file(path);
    if (ini.status() != QSettings::NoError || !file.open(QIODevice::ReadOnly))
        return Unexpected{u"%1 cannot be read as settings."_s.arg(path)};
    const QHash<QString, IniValue> unquoted = unquotedValues(QString::fromUtf8(file.readAll()));
    for (auto value = unquoted.begin(); value != unquoted.end(); ++value) {
        // Other settings may be lost in it, and the server would be another than its owner thinks.
        if (value.key().startsWith(prefix) && value->runsOn)
            return Unexpected{
                u"%1: [%2] has %3= with a quote that is not closed or a backslash at its end: write %3=\"…\", with a "
                "backslash before each quote and backslash in it."_s.arg(path, value.key().section(u'/', 0, -2),
                                                                         value.key().section(u'/', -1))};
    }
    for (const QString &name : names) {
        if (!name.startsWith(prefix))
            continue;
        const qsizetype slash = name.lastIndexOf(u'/');
        if (slash <= prefix.size())
            return Unexpected{u"%1: there is no setting \"%2\"."_s.arg(path, name)};
        const QString key = name.mid(slash + 1);
        const auto value = unquoted.find(name);
        layer.bots[name.mid(prefix.size(), slash - prefix.size())].insert(
            key, value == unquoted.end() ? ini.value(name).toStringList().join(u',') : saidIn(key, value->text));
    }
    return layer;
}

// Each goes over those before it. A bot of the environment's is as if it came with the program: the file may change it.
Expected<QList<Layer>, QString> readLayers(const QString &dataFolder, const QProcessEnvironment &environment,
                                           const QStringList &sets)
{
    QList<Layer> layers{{u"built-in"_s, builtIn()}, {u"environment"_s, fromEnvironment(environment)}};
    const auto file = readIni(QDir(dataFolder).filePath(iniName));
    if (!file)
        return Unexpected{file.error()};
    layers.append(*file);
    Layer said{u"--set"_s, {}};
    for (const QString &set : sets) {
        if (!set.startsWith(prefix))
            continue;
        const qsizetype equals = set.indexOf(u'=');
        const qsizetype dot = set.lastIndexOf(u'.', equals);
        if (equals < 0 || dot <= prefix.size())
            return Unexpected{u"--set takes bot/ID.key=value, not \"%1\"."_s.arg(set)};
        said.bots[set.mid(prefix.size(), dot - prefix.size())].insert(set.mid(dot + 1, equals - dot - 1),
                                                                      set.mid(equals + 1));
    }
    layers.append(said);
    return layers;
}

// What is wrong with a bot, as the rest of a sentence.
std::optional<QString> wrong(const BotConfig &bot, const Section &section)
{
    for (auto entry = section.begin(); entry != section.end(); ++entry) {
        const auto key =
            std::find_if(keys().begin(), keys().end(), [&entry](const Key &one) { return entry.key() == one.name; });
        if (key == keys().end())
            return u"has no setting \"%1\""_s.arg(entry.key());
        if (!key->kinds.contains(bot.kind) && !entry.value().isEmpty())
            return u"is of the kind %1, which has no setting \"%2\""_s.arg(nameOf(bot.kind), entry.key());
    }
    for (const Key &key : keys()) {
        if (key.needed && key.kinds.contains(bot.kind) && (bot.*key.value).isEmpty())
            return u"needs %1="_s.arg(key.name);
    }
    if (!bot.keyEnv.isEmpty() && !bot.keyName.isEmpty())
        return u"takes its key by key-env= or by key-keychain=, not by both"_s;
    if (!bot.picture.isEmpty() && !protocol::isEmoji(bot.picture))
        return u"takes picture= as one emoji, not \"%1\""_s.arg(bot.picture);
    if (bot.kind == Kind::Chat) {
        const QUrl url(bot.url, QUrl::StrictMode);
        if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1))
            return u"needs url= as https://models.example/v1, not \"%1\""_s.arg(bot.url);
    }
    return {};
}

// A bot, nothing where it is switched off, or the rest of a sentence. Without a kind it is one that came with the
// program and is only changed.
Expected<std::optional<BotConfig>, QString> toBot(const QString &id, Section section)
{
    if (!isBotId(id))
        return Unexpected{u"has a name that is none: 1 to 32 of a-z, 0-9 and hyphens, a letter or digit first"_s};
    BotConfig bot;
    bot.id = id;
    const QString kindName = section.take(u"kind"_s);
    const auto kind =
        std::find_if(kinds.begin(), kinds.end(), [&kindName](const auto &one) { return kindName == one.second; });
    if (kind == kinds.end())
        return Unexpected{u"needs kind=offline, lex, chat or bedrock, not \"%1\""_s.arg(kindName)};
    bot.kind = kind->first;

    bool enabled = true;
    for (const auto &[name, value] : {std::pair{"enabled"_L1, &enabled}, std::pair{"default"_L1, &bot.isDefault}}) {
        if (!section.contains(name))
            continue;
        const QString text = section.take(name);
        const auto on = toSwitch(text);
        if (!on)
            return Unexpected{u"takes %1=true or %1=false, not \"%2\""_s.arg(name, text)};
        *value = *on;
    }
    if (section.contains("per-day"_L1)) {
        const QString text = section.take(u"per-day"_s);
        bool isNumber = false;
        bot.perDay = text.toLongLong(&isNumber);
        if (!isNumber || bot.perDay < 0)
            return Unexpected{u"takes per-day= as a number of questions, not \"%1\""_s.arg(text)};
    }
    for (const Key &key : keys())
        bot.*key.value = section.value(key.name);
    if (auto what = wrong(bot, section))
        return Unexpected{std::move(*what)};
    if (!enabled)
        return std::optional<BotConfig>();
    if (bot.kind == Kind::Lex && bot.locale.isEmpty())
        bot.locale = u"en_US"_s;
    if (bot.kind == Kind::Lex && bot.aliasId.isEmpty())
        bot.aliasId = u"TSTALIASID"_s;
    return std::optional(bot);
}

// One and no more is the default: who is said to be, else Lex from the environment, else Hotel desk, else the first.
Expected<QList<BotConfig>, QString> withDefault(QList<BotConfig> bots)
{
    const auto saidToBe = [](const BotConfig &bot) { return bot.isDefault; };
    const auto count = std::count_if(bots.begin(), bots.end(), saidToBe);
    if (count > 1)
        return Unexpected{u"%1 bots have default=true, and one can be it."_s.arg(count)};
    auto chosen = std::find_if(bots.begin(), bots.end(), saidToBe);
    for (const QLatin1StringView id : {"lex"_L1, "hotel-desk"_L1}) {
        if (chosen == bots.end())
            chosen = std::find_if(bots.begin(), bots.end(), [id](const BotConfig &bot) { return bot.id == id; });
    }
    if (chosen == bots.end())
        chosen = bots.begin();
    if (chosen != bots.end()) {
        chosen->isDefault = true;
        std::rotate(bots.begin(), chosen, chosen + 1);
    }
    return bots;
}

} // namespace

bool isBotId(const QString &id)
{
    static const QRegularExpression pattern(u"^[a-z0-9][a-z0-9-]{0,31}$"_s);
    return pattern.match(id).hasMatch() && !id.endsWith(u'\n');
}

QString nameOf(BotConfig::Kind kind)
{
    for (const auto &[one, name] : kinds)
        if (one == kind)
            return name;
    return {};
}

bool isBotSetting(const QString &name)
{
    return name.startsWith(prefix);
}

QStringList settingsOfOthers(BotConfig::Kind kind)
{
    QStringList names;
    for (const Key &key : keys()) {
        if (!key.kinds.contains(kind))
            names.append(key.name);
    }
    return names;
}

Expected<QList<BotConfig>, QString> readBotConfigs(const QString &dataFolder, const QProcessEnvironment &environment,
                                                   const QStringList &sets)
{
    const auto layers = readLayers(dataFolder, environment, sets);
    if (!layers)
        return Unexpected{layers.error()};
    QMap<QString, Section> sections;
    for (const Layer &layer : *layers) {
        for (auto bot = layer.bots.begin(); bot != layer.bots.end(); ++bot)
            sections[bot.key()].insert(*bot);
    }
    QList<BotConfig> bots;
    for (auto section = sections.begin(); section != sections.end(); ++section) {
        auto bot = toBot(section.key(), section.value());
        if (!bot)
            return Unexpected{
                u"%1: %2 %3."_s.arg(QDir(dataFolder).filePath(iniName), sectionName(section.key()), bot.error())};
        if (!*bot)
            continue;
        if ((*bot)->kind == Kind::Offline)
            (*bot)->path = QDir(dataFolder).absoluteFilePath((*bot)->path);
        bots.append(std::move(**bot));
    }
    auto all = withDefault(std::move(bots));
    if (!all)
        return Unexpected{u"%1: %2"_s.arg(QDir(dataFolder).filePath(iniName), all.error())};
    return all;
}

Expected<QList<BotSetting>, QString> listBotSettings(const QString &dataFolder, const QProcessEnvironment &environment,
                                                     const QStringList &sets)
{
    const auto layers = readLayers(dataFolder, environment, sets);
    if (!layers)
        return Unexpected{layers.error()};
    QMap<QString, BotSetting> settings;
    for (const Layer &layer : *layers) {
        for (auto bot = layer.bots.begin(); bot != layer.bots.end(); ++bot) {
            for (auto entry = bot->begin(); entry != bot->end(); ++entry) {
                const QString name = u"%1%2.%3"_s.arg(prefix, bot.key(), entry.key());
                settings[name] = {name, entry.value(), layer.from};
            }
        }
    }
    return settings.values();
}

} // namespace confab::app
