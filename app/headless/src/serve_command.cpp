// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"
#include "commands.h"
#include "settings.h"
#include "stop_signals.h"

#include <confab/hosting/bot_config.h>
#include <confab/hosting/server_runtime.h>

#include <QCoreApplication>
#include <QRegularExpression>

namespace confab::app
{

using namespace Qt::StringLiterals;

namespace
{

ExitCode codeOf(StartProblem::Kind kind)
{
    return kind == StartProblem::Kind::AddressTaken ? exitAddress : exitDataFolder;
}

QString readyLine(const ListenAddress &address, bool plaintext)
{
    QString host = address.host.toString();
    if (address.host.protocol() == QAbstractSocket::IPv6Protocol)
        host = u'[' + host + u']';
    return u"ready %1://%2:%3"_s.arg(plaintext ? u"ws"_s : u"wss"_s, host, QString::number(address.port));
}

// What the command line says, or the exit code.
Expected<ServeOptions, int> optionsFrom(const CommandLine &line)
{
    if (line.has(u"metrics"_s))
        return Unexpected{complain(exitUsage, u"--metrics comes with a later version."_s)};

    Settings::Sources sources{line.dataFolder(), QProcessEnvironment::systemEnvironment(), line.values(u"set"_s), {}};
    if (line.has(u"listen"_s))
        sources.options.insert(u"server.listen"_s, line.values(u"listen"_s).join(u','));
    if (line.has(u"access"_s))
        sources.options.insert(u"access.mode"_s, line.value(u"access"_s));
    if (line.has(u"no-rate-limits"_s))
        sources.options.insert(u"limits.rates"_s, u"off"_s);
    const auto settings = Settings::collect(sources);
    if (!settings)
        return Unexpected{complain(exitUsage, settings.error())};
    auto options = settings->toServeOptions();
    if (!options)
        return Unexpected{complain(exitAddress, options.error())};

    options->dataFolder = line.dataFolder();
    options->botSettings = line.values(u"set"_s).filter(QRegularExpression(u"^bot/"_s));
    // Before anything is opened: a sentence about the settings, not about the data.
    if (const auto bots = readBotConfigs(options->dataFolder, sources.environment, options->botSettings); !bots)
        return Unexpected{complain(exitUsage, bots.error())};
    options->plaintext = line.has(u"plaintext"_s);
    if (options->plaintext && !settings->plaintextEverywhere())
        for (const ListenAddress &address : std::as_const(options->addresses))
            if (!address.host.isLoopback())
                return Unexpected{complain(
                    exitUsage,
                    u"--plaintext is taken on loopback only; for %1 add --set transport.plaintext=everywhere."_s.arg(
                        address.host.toString()))};
    return std::move(*options);
}

} // namespace

int serve(const QStringList &words)
{
    CommandLine line(u"serve"_s, u"Runs the server in the foreground until SIGTERM or SIGINT."_s);
    line.add(u"listen"_s, u"Where to listen; may be given several times. Port 0 picks one."_s, u"HOST:PORT"_s);
    line.add(u"access"_s, u"Who may come in: open, invite (the default) or closed."_s, u"open|invite|closed"_s);
    line.add(u"plaintext"_s, u"ws:// without TLS, on loopback only."_s);
    line.add(u"no-rate-limits"_s, u"Lifts the limits of how often; never sizes, deadlines or bounds."_s);
    line.add(u"metrics"_s, u"Comes with a later version."_s, u"HOST:PORT"_s);
    line.add(u"set"_s, u"A setting; may be given several times."_s, u"section.key=value"_s);
    if (const auto code = line.read(words))
        return *code;
    const auto options = optionsFrom(line);
    if (!options)
        return options.error();

    ServerRuntime runtime;
    StopSignals signalsToStop;
    bool stopAsked = false;
    int result = exitDone;
    QObject::connect(&signalsToStop, &StopSignals::asked, &runtime, [&] {
        stopAsked = true;
        runtime.stop();
    });
    QObject::connect(&runtime, &ServerRuntime::started, &runtime, [&] {
        const QList<ListenAddress> addresses = runtime.listening();
        for (const ListenAddress &address : addresses)
            print(readyLine(address, options->plaintext));
        if (stopAsked)
            runtime.stop();
    });
    QObject::connect(&runtime, &ServerRuntime::failed, &runtime, [&](const StartProblem &problem) {
        result = complain(codeOf(problem.kind), problem.detail);
        QCoreApplication::quit();
    });
    QObject::connect(&runtime, &ServerRuntime::stopped, &runtime, [] { QCoreApplication::quit(); });
    runtime.start(*options);
    QCoreApplication::exec();
    return result;
}

} // namespace confab::app
