// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace confab::tests
{

// A desktop's bus with GNOME's keyring on it, open and empty, of this object alone.
class SecretService
{
public:
    SecretService()
    {
        environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
            environment.insert(QString::fromLatin1(name), m_home.path());
        environment.remove(QStringLiteral("XDG_CURRENT_DESKTOP"));
    }
    ~SecretService() { end(); }
    Q_DISABLE_COPY_MOVE(SecretService)

    // Why it cannot be had here; empty: it runs.
    [[nodiscard]] QString start()
    {
        const QString keyring = QStandardPaths::findExecutable(QStringLiteral("gnome-keyring-daemon"));
        const QString bus = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (keyring.isEmpty() || bus.isEmpty())
            return QStringLiteral("There is no gnome-keyring-daemon or no dbus-daemon here");
        m_bus.setProcessEnvironment(environment);
        m_bus.start(bus,
                    {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1")});
        if (!m_bus.waitForReadyRead())
            return QStringLiteral("dbus-daemon did not start");
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                           QString::fromLocal8Bit(m_bus.readLine().trimmed()));
        // Goes on in the background once it can be asked, and ends with the bus.
        QProcess unlock;
        unlock.setProcessEnvironment(environment);
        unlock.setStandardOutputFile(QProcess::nullDevice());
        unlock.setStandardErrorFile(QProcess::nullDevice());
        unlock.start(keyring, {QStringLiteral("--unlock"), QStringLiteral("--components=secrets")});
        unlock.write("the keyring's own password");
        unlock.closeWriteChannel();
        return unlock.waitForFinished() && unlock.exitCode() == 0
                   ? QString()
                   : QStringLiteral("gnome-keyring-daemon did not start");
    }

    // As when somebody signs out.
    void end()
    {
        m_bus.terminate();
        m_bus.waitForFinished();
    }

    QProcessEnvironment environment; // for programs that are to find it

private:
    QTemporaryDir m_home;
    QProcess m_bus;
};

} // namespace confab::tests
