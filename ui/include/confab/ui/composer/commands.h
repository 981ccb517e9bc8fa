// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/ui/composer/completion.h>

#include <functional>
#include <optional>

namespace confab::ui
{

// What came of a command. With a problem, what was typed stays where it is.
struct CommandOutcome {
    QString send;    // a message to send in its place; empty: none
    QString problem; // a sentence; empty: it worked
};

// What a person does by writing "/name and something". Bots add theirs.
struct Command {
    QString name;        // lower-case letters, digits, "-"; without the slash
    QString arguments;   // what is written behind it, as it is shown: "NAME"; empty: nothing
    QString description; // a short phrase
    // Gets what stands behind the name, trimmed; calls `done` once, at once or later.
    std::function<void(const QString &text, std::function<void(const CommandOutcome &)> done)> run;
};

// The commands of one composer, by name. UI thread.
class CommandBook : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // In place of one of the same name.
    void add(const Command &command);
    void remove(const QString &name);
    [[nodiscard]] const Command *find(const QString &name) const; // null: none
    // Those whose name begins so, in the order in which they were added.
    [[nodiscard]] QList<Offer> offers(const QString &typed) const;

private:
    QList<Command> m_commands;
};

struct WrittenCommand {
    QString name;
    QString text; // behind it, trimmed
};

// "/topic Friday" → {"topic", "Friday"}. Nothing where it is no command: no slash at the beginning, or a path.
[[nodiscard]] std::optional<WrittenCommand> writtenCommand(const QString &message);

// What `/me waves` sends: each line in italics, "_waves_".
[[nodiscard]] QString asAction(const QString &text);
// What `/shrug` sends behind the text, in Markdown.
[[nodiscard]] QString withShrug(const QString &text);

// /me and /shrug, which need nobody else.
void addWritingCommands(CommandBook &book);

} // namespace confab::ui
