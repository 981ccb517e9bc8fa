// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"

#include <QFileInfo>

#include <cstdio>

namespace confab::app
{

int complain(ExitCode code, const QString &sentence)
{
    const QByteArray line = sentence.toLocal8Bit() + '\n';
    std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
    return code;
}

void print(const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stdout);
    std::fflush(stdout);
}

int donePrinting()
{
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
        return complain(exitDataFolder, QStringLiteral("Not everything could be written to standard output."));
    return exitDone;
}

int brokenOff(const QString &reason)
{
    return complain(exitDataFolder, QStringLiteral("The data could not be read to its end: %1.").arg(reason));
}

CommandLine::CommandLine(const QString &command, const QString &summary, const QStringList &arguments)
    : m_command(command)
    , m_arguments(arguments)
{
    m_parser.setApplicationDescription(summary);
    m_parser.addHelpOption();
    add(QStringLiteral("data"), QStringLiteral("The folder that holds everything the server keeps."),
        QStringLiteral("DIR"));
    for (const QString &argument : arguments)
        m_parser.addPositionalArgument(argument, {});
}

void CommandLine::add(const QString &name, const QString &description, const QString &value)
{
    m_parser.addOption(QCommandLineOption(name, description, value));
}

std::optional<int> CommandLine::read(const QStringList &words)
{
    const QString program = QStringLiteral("confabd ") + m_command;
    if (!m_parser.parse(QStringList(program) + words)) {
        QString error = m_parser.errorText();
        if (!error.endsWith(u'.'))
            error += u'.';
        return complain(exitUsage, QStringLiteral("%1: %2 Try --help.").arg(program, error));
    }
    if (m_parser.isSet(QStringLiteral("help"))) {
        print(m_parser.helpText().trimmed());
        return exitDone;
    }
    const bool more = !m_arguments.isEmpty() && m_arguments.constLast().endsWith(u'…');
    if (more ? arguments().size() < m_arguments.size() : arguments().size() != m_arguments.size()) {
        if (m_arguments.isEmpty())
            return complain(exitUsage,
                            QStringLiteral("%1: \"%2\" is one word too many.").arg(program, arguments().constFirst()));
        return complain(exitUsage, QStringLiteral("%1 takes %2: %3.")
                                       .arg(program, more ? QStringLiteral("at least") : QStringLiteral("exactly"),
                                            m_arguments.join(u' ')));
    }
    if (value(QStringLiteral("data")).isEmpty())
        return complain(exitUsage, QStringLiteral("%1 needs --data DIR.").arg(program));
    return {};
}

QString CommandLine::dataFolder() const
{
    return QFileInfo(value(QStringLiteral("data"))).absoluteFilePath();
}

} // namespace confab::app
