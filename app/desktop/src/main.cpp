// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop_host.h"
#include "start_options.h"

#include <confab/client/cache_dump.h>
#include <confab/client/web_socket_transport.h>
#include <confab/client/workspace.h>
#include <confab/ui/common/questions.h>
#include <confab/ui/main/main_window.h>
#include <confab/ui/settings/language.h>
#include <confab/ui/settings/preferences.h>
#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/theme.h>

#include <QApplication>
#include <QDir>
#include <QLockFile>
#include <QTextStream>

#include <memory>

using namespace Qt::StringLiterals;
using namespace confab;

namespace
{

int complain(const QString &sentence, int exitCode)
{
    QTextStream(stderr) << sentence << '\n';
    return exitCode;
}

int dumpCaches(const client::ProfileStore &store)
{
    QTextStream out(stdout);
    for (const client::Profile &profile : store.profiles()) {
        const auto lines = client::dumpCache(store.cacheFile(profile.id));
        if (!lines)
            return complain(lines.error(), 4);
        out << *lines;
    }
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    const std::unique_ptr<QCoreApplication> application(
        app::needsNoWindow(argc, argv) ? new QCoreApplication(argc, argv) : new QApplication(argc, argv));
    QApplication::setApplicationName(u"confab"_s);
    QApplication::setApplicationDisplayName(u"Confab"_s);
    QApplication::setApplicationVersion(QStringLiteral(CONFAB_VERSION));
    QApplication::setDesktopFileName(u"confab"_s);

    const auto options = app::readStartOptions(QApplication::arguments());
    if (!options)
        return complain(options.error(), 2);

    const QString folder = app::profileFolder(options->profile);
    if (!QDir().mkpath(folder))
        return complain(QApplication::tr("The folder %1 cannot be made.").arg(QDir::toNativeSeparators(folder)), 4);
    client::ProfileStore store(folder);
    if (options->dumpCache)
        return dumpCaches(store);

    ui::Preferences preferences(folder + "/preferences.ini"_L1);
    ui::useLanguage(preferences.language());

    QLockFile lock(folder + "/lock"_L1);
    lock.setStaleLockTime(0);
    if (!lock.tryLock()) {
        return complain(
            QApplication::tr("Confab is running already. Another one beside it needs --profile NAME of its own."), 4);
    }

    ui::Theme theme;
    theme.setTextSize(preferences.textSize());
    theme.setMode(ui::Theme::modeFromName(preferences.theme()));

    client::Workspace workspace(store, client::makeWebSocketTransport);
    app::DesktopHost host(folder + "/host"_L1);
    ui::DialogQuestions questions;
    ui::MainWindow window({.workspace = workspace, .host = &host, .preferences = preferences, .questions = questions});
    window.proposeName(app::systemUserName());
    QObject::connect(&window, &ui::MainWindow::closed, application.get(), &QApplication::quit);

    workspace.start();
    if (options->address)
        window.offerToJoin(*options->address);
    else if (options->host && host.hasHosted())
        host.resume();
    else if (options->host)
        window.offerToHost();
    window.show();
    return QApplication::exec();
}
