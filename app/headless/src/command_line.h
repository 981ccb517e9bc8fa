// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>
#include <QString>
#include <QStringList>

#include <optional>

namespace confab::app
{

// What confabd exits with. Scripts rely on them.
enum ExitCode {
    exitDone = 0,
    exitRefused = 1, // understood, but it cannot be done: a taken name, an unknown user
    exitUsage = 2,
    exitAddress = 3,    // the address cannot be had
    exitDataFolder = 4, // newer schema, unreadable, in use
};

// One sentence on standard error; gives the code back.
int complain(ExitCode code, const QString &sentence);
// One line on standard output, flushed.
void print(const QString &line);
// For what is worth something only as a whole: exitDone, or what is said and given back where standard output has not
// taken everything.
int donePrinting();
// The same for data that could not be read to its end, for the reason given.
int brokenOff(const QString &reason);

// The options and arguments of one command of confabd.
class CommandLine
{
public:
    // `command` as it is typed, e.g. "user create"; `arguments` as help shows them, e.g. "NAME". A last one "TEXT…" may
    // be several words.
    CommandLine(const QString &command, const QString &summary, const QStringList &arguments = {});

    // Adds `--name`, with a value where `value` names one.
    void add(const QString &name, const QString &description, const QString &value = {});

    // `words` is what follows the command. An exit code when there is nothing to run: help was shown, or the usage is
    // wrong, which has been said.
    [[nodiscard]] std::optional<int> read(const QStringList &words);

    [[nodiscard]] bool has(const QString &name) const { return m_parser.isSet(name); }
    [[nodiscard]] QString value(const QString &name) const { return m_parser.value(name); }
    [[nodiscard]] QStringList values(const QString &name) const { return m_parser.values(name); }
    [[nodiscard]] QStringList arguments() const { return m_parser.positionalArguments(); }
    [[nodiscard]] QString dataFolder() const;

private:
    QCommandLineParser m_parser;
    QString m_command;
    QStringList m_arguments;
};

} // namespace confab::app
