// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/composer/commands.h>

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace confab::ui
{

void CommandBook::add(const Command &command)
{
    remove(command.name);
    m_commands.append(command);
}

void CommandBook::remove(const QString &name)
{
    m_commands.removeIf([&name](const Command &each) { return each.name == name; });
}

const Command *CommandBook::find(const QString &name) const
{
    for (const Command &each : m_commands) {
        if (each.name == name)
            return &each;
    }
    return nullptr;
}

QList<Offer> CommandBook::offers(const QString &typed) const
{
    QList<Offer> found;
    for (const Command &each : m_commands) {
        if (!each.name.startsWith(typed.toLower()))
            continue;
        const QString title = each.arguments.isEmpty() ? u'/' + each.name : u'/' + each.name + u' ' + each.arguments;
        found.append({Offer::Kind::Command, u'/' + each.name, title, each.description, {}});
    }
    return found;
}

std::optional<WrittenCommand> writtenCommand(const QString &message)
{
    static const QRegularExpression form(uR"(^/([A-Za-z][A-Za-z0-9-]*)(?:\s+(.*))?$)"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = form.match(message.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    return WrittenCommand{match.captured(1).toLower(), match.captured(2).trimmed()};
}

QString asAction(const QString &text)
{
    QStringList lines = text.split(u'\n');
    for (QString &line : lines) {
        line = line.trimmed();
        if (line.isEmpty())
            continue;
        // The sign that does not stand in it, or else one that is written as a letter.
        if (!line.contains(u'_'))
            line = u'_' + line + u'_';
        else if (!line.contains(u'*'))
            line = u'*' + line + u'*';
        else
            line = u'*' + line.replace(u'*', uR"(\*)"_s) + u'*';
    }
    return lines.join(u'\n');
}

QString withShrug(const QString &text)
{
    const QString shrug = uR"(¯\\\_(ツ)\_/¯)"_s;
    return text.isEmpty() ? shrug : text + u' ' + shrug;
}

void addWritingCommands(CommandBook &book)
{
    book.add({u"me"_s, CommandBook::tr("TEXT"), CommandBook::tr("Say what you do, in italics"),
              [](const QString &text, const auto &done) {
                  if (text.isEmpty())
                      done({{}, CommandBook::tr("Write behind it what you do, as in “/me waves”.")});
                  else
                      done({asAction(text), {}});
              }});
    book.add({u"shrug"_s, CommandBook::tr("TEXT"), CommandBook::tr("Put a shrug behind the text"),
              [](const QString &text, const auto &done) {
                  done({withShrug(text), {}});
              }});
}

} // namespace confab::ui
