// SPDX-License-Identifier: GPL-3.0-or-later
#include "confabd_process.h"

#include <QDeadlineTimer>

#include <csignal>

namespace confab::test
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int startMs = 30'000;
constexpr int endMs = 10'000;

QString program()
{
    return QStringLiteral(CONFABD_PATH);
}

} // namespace

QStringList Finished::lines() const
{
    return output.split(u'\n', Qt::SkipEmptyParts);
}

Finished runConfabd(const QStringList &words, const QByteArray &input, const QProcessEnvironment &environment,
                    const QString &outputFile)
{
    QProcess process;
    if (!outputFile.isEmpty())
        process.setStandardOutputFile(outputFile);
    process.setProcessEnvironment(environment);
    process.start(program(), words);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(startMs))
        process.kill();
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

ConfabdProcess::~ConfabdProcess()
{
    if (m_process.state() != QProcess::NotRunning)
        kill();
}

bool ConfabdProcess::start(const QString &data, const QStringList &words, const QProcessEnvironment &environment)
{
    m_output.clear();
    m_process.setProcessEnvironment(environment);
    QStringList all{u"serve"_s, u"--data"_s, data};
    if (!words.contains(u"--listen"_s))
        all += {u"--listen"_s, u"127.0.0.1:0"_s};
    m_process.start(program(), all + words);
    QDeadlineTimer deadline(startMs);
    while (!output().contains('\n'))
        if (deadline.hasExpired() || !m_process.waitForReadyRead(static_cast<int>(deadline.remainingTime())))
            return false;
    const QByteArray line = m_output.left(m_output.indexOf('\n'));
    m_url = QUrl(QString::fromUtf8(line.mid(line.indexOf(' ') + 1)));
    return line.startsWith("ready ");
}

QByteArray ConfabdProcess::output()
{
    m_output += m_process.readAllStandardOutput();
    return m_output;
}

QByteArray ConfabdProcess::errors()
{
    return m_process.readAllStandardError();
}

int ConfabdProcess::terminate()
{
    ::kill(static_cast<pid_t>(m_process.processId()), SIGTERM);
    return waitForEnd();
}

int ConfabdProcess::interrupt()
{
    ::kill(static_cast<pid_t>(m_process.processId()), SIGINT);
    return waitForEnd();
}

int ConfabdProcess::waitForEnd()
{
    if (!m_process.waitForFinished(endMs))
        return -1;
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

void ConfabdProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished(endMs);
}

} // namespace confab::test
