// SPDX-License-Identifier: GPL-3.0-or-later
#include "start_options.h"

#include <confab/client/profile.h>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>
#include <QStandardPaths>

#include <algorithm>

namespace confab::app
{

using namespace Qt::StringLiterals;

bool needsNoWindow(int argc, const char *const *argv)
{
    return std::any_of(argv, argv + argc, [](const char *word) {
        const QLatin1StringView argument(word);
        return argument == "--version"_L1 || argument == "-v"_L1 || argument == "--help"_L1 || argument == "-h"_L1 ||
               argument == "--help-all"_L1 || argument == "--dump-cache"_L1;
    });
}

Expected<StartOptions, QString> readStartOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QCoreApplication::translate("StartOptions", "Chat with people near you; host the chat yourself."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption profile(
        u"profile"_s, QCoreApplication::translate("StartOptions", "Keep servers and settings apart, under this name."),
        u"NAME"_s);
    const QCommandLineOption host(u"host"_s, QCoreApplication::translate("StartOptions", "Host a chat."));
    const QCommandLineOption dump(
        u"dump-cache"_s,
        QCoreApplication::translate("StartOptions", "Print what is kept of the servers as JSON Lines, and end."));
    parser.addOptions({profile, host, dump});
    parser.addPositionalArgument(
        u"ADDRESS"_s, QCoreApplication::translate("StartOptions", "Join the chat at this address."), u"[ADDRESS]"_s);
    if (!parser.parse(arguments))
        return Unexpected{parser.errorText()};
    if (parser.isSet(u"version"_s))
        parser.showVersion();
    if (parser.isSet(u"help"_s))
        parser.showHelp();

    StartOptions options;
    options.profile = parser.value(profile);
    options.host = parser.isSet(host);
    options.dumpCache = parser.isSet(dump);
    static const QRegularExpression fit(u"^([A-Za-z0-9_][A-Za-z0-9_-]{0,63})?$"_s);
    if (!fit.match(options.profile).hasMatch()) {
        return Unexpected{
            QCoreApplication::translate("StartOptions", "A profile's name is letters, digits, - and _, 64 at most.")};
    }
    const QStringList addresses = parser.positionalArguments();
    if (addresses.size() > 1)
        return Unexpected{QCoreApplication::translate("StartOptions", "One address at a time, please.")};
    if (!addresses.isEmpty()) {
        if (addresses.first().startsWith(u'-') || !client::parseAddress(addresses.first())) {
            return Unexpected{
                QCoreApplication::translate("StartOptions", "\"%1\" is no address of a chat.").arg(addresses.first())};
        }
        options.address = addresses.first();
    }
    return options;
}

QString profileFolder(const QString &profile)
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/confab/"_L1 +
           (profile.isEmpty() ? u"default"_s : profile);
}

QString systemUserName()
{
    const QString name = qEnvironmentVariable("USER");
    return name.isEmpty() ? qEnvironmentVariable("USERNAME") : name;
}

} // namespace confab::app
