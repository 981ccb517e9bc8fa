// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/hosting/keychain.h>

#include "keychain_question.h"
#include "program_beside.h"

#include <QPointer>
#include <QProcess>
#include <QTimer>

#include <chrono>
#include <utility>

namespace confab::app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::chrono::minutes keychainPatience{2};
constexpr int exitNoEntry = 1; // confab-keychain's

// Not there: it fails to start, which is said as what else goes wrong.
QString keychainProgram()
{
    return programBeside(u"confab-keychain"_s);
}

// Of one that has ended, or never started.
Expected<QByteArray, QString> keychainOutcome(QProcess &process, const QString &name)
{
    if (process.error() == QProcess::FailedToStart)
        return Unexpected{u"The keychain cannot be asked: confab-keychain is not beside this program."_s};
    const QString reason = QString::fromLocal8Bit(process.readAllStandardError()).simplified();
    if (process.exitStatus() != QProcess::NormalExit)
        return Unexpected{u"The keychain did not answer."_s};
    if (process.exitCode() == exitNoEntry)
        return Unexpected{u"The keychain has no key \"%1\"."_s.arg(name)};
    if (process.exitCode() != 0)
        return Unexpected{u"The keychain cannot be used: %1"_s.arg(reason)};
    return process.readAllStandardOutput();
}

Expected<QByteArray, QString> askKeychain(const QString &verb, const QString &name, const QByteArray &input = {})
{
    QProcess process;
    process.start(keychainProgram(), {verb, name});
    if (process.waitForStarted()) {
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(static_cast<int>(std::chrono::milliseconds(keychainPatience).count()))) {
            process.kill();
            process.waitForFinished();
        }
    }
    return keychainOutcome(process, name);
}

} // namespace

void readFromKeychain(const QString &name, QObject *asker,
                      std::function<void(const Expected<QByteArray, QString> &)> done)
{
    readByProgram(keychainProgram(), name, asker, std::move(done));
}

void readByProgram(const QString &program, const QString &name, QObject *asker,
                   std::function<void(const Expected<QByteArray, QString> &)> done)
{
    auto *process = new QProcess(asker);
    // A process that is destroyed ends first, and tells so: whoever asked is gone by then.
    const auto end = [process, name, done = std::move(done), alive = QPointer<QObject>(asker)] {
        if (!alive)
            return;
        process->deleteLater();
        done(keychainOutcome(*process, name));
    };
    QObject::connect(process, &QProcess::finished, process, end);
    QObject::connect(
        process, &QProcess::errorOccurred, process,
        [end](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                end();
        },
        Qt::QueuedConnection);
    QTimer::singleShot(keychainPatience, process, [process] { process->kill(); });
    process->start(program, {u"read"_s, name});
}

Expected<QByteArray, QString> readFromKeychainNow(const QString &name)
{
    return askKeychain(u"read"_s, name);
}

QString keepInKeychain(const QString &name, const QByteArray &key)
{
    const auto outcome = askKeychain(u"write"_s, name, key);
    return outcome ? QString() : outcome.error();
}

QString forgetInKeychain(const QString &name)
{
    const auto outcome = askKeychain(u"forget"_s, name);
    return outcome ? QString() : outcome.error();
}

} // namespace confab::app
