// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"
#include "commands.h"
#include "private_files.h"

#include <QCoreApplication>
#include <QDateTime>

#include <array>
#include <cstdio>

using namespace confab::app;
using namespace Qt::StringLiterals;

namespace
{

struct Command {
    QLatin1StringView name;
    QLatin1StringView summary;
    int (*run)(const QStringList &words);
};

constexpr std::array commands{
    Command{"serve"_L1, "runs the server in the foreground"_L1, serve},
    Command{"user create"_L1, "makes an account"_L1, userCreate},
    Command{"user list"_L1, "prints the accounts"_L1, userList},
    Command{"user disable"_L1, "keeps an account from signing in and ends its sessions"_L1, userDisable},
    Command{"user reset-password"_L1, "gives an account a new password and ends its sessions"_L1, userResetPassword},
    Command{"invite create"_L1, "prints a new invite code"_L1, inviteCreate},
    Command{"invite list"_L1, "prints the invites, without their codes"_L1, inviteList},
    Command{"invite revoke"_L1, "makes an invite unusable"_L1, inviteRevoke},
    Command{"dump"_L1, "prints everything stored as JSON Lines, without secrets"_L1, dump},
    Command{"backup"_L1, "copies everything stored into a file, also while the server runs"_L1, backup},
    Command{"restore"_L1, "puts a backup in place of what is stored, which is set aside"_L1, restore},
    Command{"check"_L1, "looks for damage in what is stored, and mends it"_L1, check},
    Command{"bot import"_L1, "brings the export of a Lex V2 bot, and says what of it does not run"_L1, botImport},
    Command{"bot list"_L1, "prints the bots"_L1, botList},
    Command{"bot ask"_L1, "says one sentence to a bot"_L1, botAsk},
    Command{"bot test"_L1, "compares a bot's answers with those of a file"_L1, botTest},
    Command{"bot record"_L1, "writes a dialogue with a bot's answers into a file"_L1, botRecord},
    Command{"bot key"_L1, "puts a model's key into the system's keychain"_L1, botKey},
    Command{"config list"_L1, "prints every setting and where it comes from"_L1, configList},
};

constexpr std::array later{"audit"_L1, "export"_L1, "import"_L1};

void logToStandardError(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const char *level = "debug";
    switch (type) {
    case QtDebugMsg:
        break;
    case QtInfoMsg:
        level = "info";
        break;
    case QtWarningMsg:
        level = "warning";
        break;
    case QtCriticalMsg:
    case QtFatalMsg:
        level = "error";
        break;
    }
    const QByteArray when = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1();
    std::fprintf(stderr, "%s %s %s: %s\n", when.constData(), level, context.category, text.toLocal8Bit().constData());
}

void printHelp()
{
    print(u"Usage: confabd COMMAND --data DIR [OPTION…]\n\nThe Confab server without a screen.\n"_s);
    for (const Command &command : commands)
        print(u"  %1 %2"_s.arg(QString(command.name), -20).arg(QString(command.summary)));
    print(u"\nconfabd COMMAND --help tells a command's options; confabd --version the version."_s);
}

} // namespace

int main(int argc, char *argv[])
{
    makeFilesPrivate();
    qInstallMessageHandler(logToStandardError);
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"confabd"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CONFAB_VERSION));

    const QStringList words = QCoreApplication::arguments().mid(1);
    if (words.isEmpty())
        return complain(exitUsage, u"confabd needs a command: try confabd --help."_s);
    if (words.constFirst() == "--version"_L1) {
        print(u"confabd "_s + QCoreApplication::applicationVersion());
        return exitDone;
    }
    if (words.constFirst() == "--help"_L1 || words.constFirst() == "-h"_L1) {
        printHelp();
        return exitDone;
    }
    for (const qsizetype count : {2, 1}) {
        const QString name = words.mid(0, count).join(u' ');
        for (const Command &command : commands)
            if (name == command.name)
                return command.run(words.mid(count));
    }
    for (const QLatin1StringView &name : later)
        if (words.constFirst() == name)
            return complain(exitUsage, u"confabd %1 comes with a later version."_s.arg(name));
    return complain(exitUsage, u"confabd has no command \"%1\": try confabd --help."_s.arg(words.mid(0, 2).join(u' ')));
}
