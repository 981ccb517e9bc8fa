// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings.h"

#include <confab/hosting/bot_config.h>

#include <QDir>
#include <QFileInfo>
#include <QHostInfo>
#include <QSettings>
#include <QUrl>

#include <algorithm>
#include <limits>

namespace confab::app
{

using namespace Qt::StringLiterals;

namespace
{

// What a value must be. Empty texts are values.
enum class Kind { Text, Access, OnOff, Plaintext, Count, Listen, Origins };

struct Known {
    QString name;
    Kind kind;
    QString builtIn;
    // Of a Count.
    qint64 least = 1;
    qint64 most = std::numeric_limits<int>::max();
};

constexpr QLatin1StringView limitPrefix = "limits."_L1;

// By name.
QList<Known> makeKnown()
{
    QList<Known> all{
        {u"access.mode"_s, Kind::Access, u"invite"_s},
        // Under invite: off lets anyone sign up without a code.
        {u"access.needs-code"_s, Kind::OnOff, u"on"_s},
        {u"bot.default"_s, Kind::Text, {}},
        {u"limits.rates"_s, Kind::OnOff, u"on"_s},
        {u"server.listen"_s, Kind::Listen, u"0.0.0.0:7465"_s},
        {u"server.name"_s, Kind::Text, {}},
        {u"session.days"_s, Kind::Count, u"30"_s},
        // Of web pages that may connect.
        {u"transport.origins"_s, Kind::Origins, {}},
        // Where --plaintext is taken: loopback or everywhere.
        {u"transport.plaintext"_s, Kind::Plaintext, u"loopback"_s},
    };
    const core::ServerLimits builtIn;
    for (const core::LimitField &field : core::limitFields)
        all.append(
            {limitPrefix + field.name, Kind::Count, QString::number(builtIn.*field.value), field.least, field.most});
    std::sort(all.begin(), all.end(), [](const Known &one, const Known &other) { return one.name < other.name; });
    return all;
}

const QList<Known> &known()
{
    static const QList<Known> all = makeKnown();
    return all;
}

// HOST:PORT, with brackets around an IPv6 address.
std::optional<std::pair<QString, quint16>> splitAddress(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    bool number = false;
    const quint16 port = text.mid(colon + 1).toUShort(&number);
    QString host = text.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    else if (host.contains(u':'))
        return {};
    if (colon < 1 || !number || host.isEmpty())
        return {};
    return std::pair{host, port};
}

QStringList split(const QString &list)
{
    QStringList items = list.split(u',', Qt::SkipEmptyParts);
    for (QString &item : items)
        item = item.trimmed();
    return items;
}

// As RFC 6454 section 6.2 writes one: SCHEME://HOST or SCHEME://HOST:PORT, and nothing behind it.
bool isOrigin(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const QString origin = url.toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment |
                                        QUrl::RemoveUserInfo | QUrl::FullyEncoded);
    return url.isValid() && !url.host().isEmpty() && origin.compare(text, Qt::CaseInsensitive) == 0;
}

// What is wrong with a value, as the rest of a sentence; nothing when it is right.
std::optional<QString> wrong(const Known &setting, const QString &value)
{
    switch (setting.kind) {
    case Kind::Text:
        return {};
    case Kind::Access:
        if (value == "open"_L1 || value == "invite"_L1 || value == "closed"_L1)
            return {};
        return u"must be open, invite or closed"_s;
    case Kind::OnOff:
        if (value == "on"_L1 || value == "off"_L1)
            return {};
        return u"must be on or off"_s;
    case Kind::Plaintext:
        if (value == "loopback"_L1 || value == "everywhere"_L1)
            return {};
        return u"must be loopback or everywhere"_s;
    case Kind::Count: {
        bool number = false;
        const qint64 count = value.toLongLong(&number);
        if (number && count >= setting.least && count <= setting.most)
            return {};
        return u"must be a whole number from %1 to %2"_s.arg(setting.least).arg(setting.most);
    }
    case Kind::Listen: {
        const QStringList addresses = value.split(u',');
        for (const QString &address : addresses)
            if (!splitAddress(address.trimmed()))
                return u"must be HOST:PORT, several with commas between"_s;
        return {};
    }
    case Kind::Origins: {
        const QStringList origins = split(value);
        if (std::all_of(origins.begin(), origins.end(), isOrigin))
            return {};
        return u"must be as https://chat.example, several with commas between"_s;
    }
    }
    return {};
}

QString environmentName(const QString &name)
{
    QString text = u"CONFABD_"_s + name.toUpper();
    return text.replace(u'.', u'_').replace(u'-', u'_');
}

} // namespace

Expected<Settings, QString> Settings::collect(const Sources &sources)
{
    Settings all;
    for (const Known &one : known())
        all.m_entries.append({one.name, one.builtIn, u"built-in"_s});

    const auto put = [&all](const QString &name, const QString &value, const QString &from,
                            const QString &place) -> std::optional<QString> {
        for (qsizetype i = 0; i < known().size(); ++i) {
            if (name != known().at(i).name)
                continue;
            if (const auto what = wrong(known().at(i), value))
                return u"%1: %2 %3, not \"%4\"."_s.arg(place, name, *what, value);
            all.m_entries[i] = {name, value, from};
            return {};
        }
        return u"%1: there is no setting \"%2\"."_s.arg(place, name);
    };

    const QString iniPath = QDir(sources.dataFolder).filePath(u"confabd.ini"_s);
    if (QFileInfo::exists(iniPath)) {
        QSettings ini(iniPath, QSettings::IniFormat);
        const QStringList keys = ini.allKeys();
        if (ini.status() != QSettings::NoError)
            return Unexpected{u"%1 cannot be read as settings."_s.arg(iniPath)};
        for (const QString &key : keys) {
            if (isBotSetting(key)) // readBotConfigs() reads them
                continue;
            QString name = key;
            name.replace(u'/', u'.');
            // Commas make a list of a value.
            const QString value = ini.value(key).toStringList().join(u',');
            if (auto error = put(name, value, u"confabd.ini"_s, iniPath))
                return Unexpected{std::move(*error)};
        }
    }
    for (const Known &one : known()) {
        const QString variable = environmentName(one.name);
        if (sources.environment.contains(variable))
            if (auto error = put(one.name, sources.environment.value(variable), u"environment"_s, variable))
                return Unexpected{std::move(*error)};
    }
    for (const QString &set : sources.sets) {
        const qsizetype equals = set.indexOf(u'=');
        if (equals < 1)
            return Unexpected{u"--set takes section.key=value, not \"%1\"."_s.arg(set)};
        if (isBotSetting(set))
            continue;
        if (auto error = put(set.left(equals), set.mid(equals + 1), u"--set"_s, u"--set"_s))
            return Unexpected{std::move(*error)};
    }
    for (auto option = sources.options.begin(); option != sources.options.end(); ++option)
        if (auto error = put(option.key(), option.value(), u"option"_s, u"confabd serve"_s))
            return Unexpected{std::move(*error)};
    return all;
}

QString Settings::value(const QString &name) const
{
    for (const Entry &entry : m_entries)
        if (entry.name == name)
            return entry.value;
    return {};
}

bool Settings::plaintextEverywhere() const
{
    return value(u"transport.plaintext"_s) == "everywhere"_L1;
}

Expected<ServeOptions, QString> Settings::toServeOptions() const
{
    ServeOptions options;
    core::ServerSettings &settings = options.settings;
    settings.name = value(u"server.name"_s);
    settings.access = protocol::Access::Invite;
    for (const auto &[access, name] : protocol::EnumNames<protocol::Access>::table)
        if (value(u"access.mode"_s) == name)
            settings.access = access;
    settings.signUpNeedsInvite = value(u"access.needs-code"_s) == "on"_L1;
    settings.rateLimits = value(u"limits.rates"_s) == "on"_L1;
    for (const core::LimitField &field : core::limitFields)
        settings.limits.*field.value = value(limitPrefix + field.name).toLongLong();
    settings.sessionDays = value(u"session.days"_s).toLongLong();
    settings.defaultBot = value(u"bot.default"_s);
    options.origins = split(value(u"transport.origins"_s));

    const QStringList addresses = value(u"server.listen"_s).split(u',');
    for (const QString &text : addresses) {
        const auto address = splitAddress(text.trimmed());
        if (!address)
            return Unexpected{u"\"%1\" is no HOST:PORT."_s.arg(text)};
        QHostAddress host(address->first);
        if (host.isNull()) {
            const QList<QHostAddress> found = QHostInfo::fromName(address->first).addresses();
            if (found.isEmpty())
                return Unexpected{u"The host \"%1\" is not known."_s.arg(address->first)};
            host = found.constFirst();
        }
        options.addresses.append({host, address->second});
    }
    return options;
}

} // namespace confab::app
