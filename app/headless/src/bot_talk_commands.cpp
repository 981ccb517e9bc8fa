// SPDX-License-Identifier: GPL-3.0-or-later
#include "bot_options.h"
#include "commands.h"

#include <confab/bots/dialogue_script.h>
#include <confab/hosting/bot_runtime.h>

#include <QCoreApplication>
#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSaveFile>

#include <cstdio>
#include <memory>
#include <optional>

namespace confab::app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 mostFile = 1024 * 1024;

// The error is a sentence: the export cannot be read, or the bot is of a kind that has no dialogues of Lex.
Expected<std::unique_ptr<bots::lex::Runtime>, QString> runtimeOf(const BotConfig &bot)
{
    if (bot.kind == BotConfig::Kind::Lex)
        return makeLexRuntime(bot);
    if (bot.kind != BotConfig::Kind::Offline)
        return Unexpected{
            u"The bot \"%1\" is of the kind %2, which has no dialogues of Lex."_s.arg(bot.id, nameOf(bot.kind))};
    const auto read = readOfflineBot(bot);
    if (!read)
        return Unexpected{read.error()};
    return makeRuntime(*read);
}

// The whole dialogue, answered; the bot may be far away.
QList<bots::PlayedTurn> played(bots::lex::Runtime &runtime, const QList<bots::ScriptTurn> &turns)
{
    QList<bots::PlayedTurn> all;
    bool done = false;
    // With sessions that nobody else has, as Lex keeps those of everybody.
    const QString session = u"confabd-%1"_s.arg(QRandomGenerator::system()->generate64(), 16, 16, QChar(u'0'));
    bots::play(runtime, session, turns, [&](const QList<bots::PlayedTurn> &answered) {
        all = answered;
        done = true;
        QCoreApplication::exit();
    });
    if (!done)
        QCoreApplication::exec();
    return all;
}

// The id in a line "# bot: ID" of the file.
QString botOf(const QString &text)
{
    static const QRegularExpression line(u"^#\\s*bot:\\s*(\\S+)\\s*$"_s, QRegularExpression::MultilineOption);
    return line.match(text).captured(1);
}

Expected<QString, QString> contentsOf(const QString &path)
{
    QFile file(path);
    if (path == "-"_L1 ? !file.open(stdin, QIODevice::ReadOnly) : !file.open(QIODevice::ReadOnly))
        return Unexpected{u"%1 cannot be read."_s.arg(path)};
    const QByteArray bytes = file.read(mostFile + 1);
    if (bytes.size() > mostFile)
        return Unexpected{u"%1 is larger than 1 MiB."_s.arg(path)};
    return QString::fromUtf8(bytes);
}

} // namespace

int botAsk(const QStringList &words)
{
    CommandLine line(u"bot ask"_s, u"Says one sentence to a bot and prints its answer, a message a line."_s,
                     {u"ID"_s, u"TEXT…"_s});
    addSet(line);
    if (const auto code = line.read(words))
        return *code;
    const auto bot = chosenBot(line, line.arguments().constFirst());
    if (!bot)
        return complain(exitUsage, bot.error());
    const auto runtime = runtimeOf(*bot);
    if (!runtime)
        return complain(exitUsage, runtime.error());
    const QString text = line.arguments().mid(1).join(u' ');
    const QList<bots::PlayedTurn> all = played(**runtime, {{.line = 1, .said = text, .expected = {}}});
    if (all.constFirst().failed)
        return complain(exitRefused, all.constFirst().answered.constFirst());
    for (const QString &answered : all.constFirst().answered)
        print(answered);
    return donePrinting();
}

int botTest(const QStringList &words)
{
    CommandLine line(u"bot test"_s,
                     u"Says what a file says (> …) to a bot and compares its answers with those of the file (< …). "
                     "The bot is that of a line \"# bot: ID\" in it, else the default one."_s,
                     {u"FILE"_s});
    line.add(u"against"_s, u"Takes a bot of that kind: offline or lex."_s, u"KIND"_s);
    line.add(u"name"_s, u"Takes that bot."_s, u"ID"_s);
    addSet(line);
    if (const auto code = line.read(words))
        return *code;
    const QString against = line.value(u"against"_s);
    if (!against.isEmpty() && against != "offline"_L1 && against != "lex"_L1)
        return complain(exitUsage, u"--against takes offline or lex, not \"%1\"."_s.arg(against));
    const auto text = contentsOf(line.arguments().constFirst());
    if (!text)
        return complain(exitUsage, text.error());
    const auto script = bots::readDialogue(*text);
    if (const QString *reason = std::get_if<QString>(&script))
        return complain(exitUsage, u"%1: %2"_s.arg(line.arguments().constFirst(), *reason));

    std::optional<BotConfig::Kind> kind;
    if (!against.isEmpty())
        kind = against == "lex"_L1 ? BotConfig::Kind::Lex : BotConfig::Kind::Offline;
    const QString id = line.value(u"name"_s);
    auto bot = chosenBot(line, id.isEmpty() ? botOf(*text) : id, kind);
    // A dialogue of the bot here is compared with the bot at Amazon, which has another id, and the other way about.
    if (!bot && id.isEmpty() && kind)
        bot = chosenBot(line, {}, kind);
    if (!bot)
        return complain(exitUsage, bot.error());
    const auto runtime = runtimeOf(*bot);
    if (!runtime)
        return complain(exitUsage, runtime.error());
    const QString diff = bots::differences(played(**runtime, std::get<QList<bots::ScriptTurn>>(script)));
    if (diff.isEmpty())
        return exitDone;
    print(diff.chopped(1));
    return exitRefused;
}

int botRecord(const QStringList &words)
{
    CommandLine line(u"bot record"_s,
                     u"Says what a file says (> …), or else each line of standard input, to a bot, and writes the "
                     "dialogue with its answers into the file, for bot test."_s,
                     {u"ID"_s, u"FILE"_s});
    addSet(line);
    if (const auto code = line.read(words))
        return *code;
    const QString path = line.arguments().constLast();
    const auto bot = chosenBot(line, line.arguments().constFirst());
    if (!bot)
        return complain(exitUsage, bot.error());
    const bool there = QFile::exists(path);
    auto text = contentsOf(there ? path : u"-"_s);
    if (!text)
        return complain(exitUsage, text.error());
    if (!there) {
        QString said;
        for (const QString &one : text->split(u'\n', Qt::SkipEmptyParts))
            said +=
                one.startsWith(u'>') || one.startsWith(u'#') || one == "---"_L1 ? one + u'\n' : u"> %1\n"_s.arg(one);
        *text = said;
    }
    const auto script = bots::readDialogue(*text);
    if (const QString *reason = std::get_if<QString>(&script))
        return complain(exitUsage, u"%1: %2"_s.arg(there ? path : u"Standard input"_s, *reason));
    const auto runtime = runtimeOf(*bot);
    if (!runtime)
        return complain(exitUsage, runtime.error());
    const QList<bots::PlayedTurn> all = played(**runtime, std::get<QList<bots::ScriptTurn>>(script));
    for (const bots::PlayedTurn &one : all) {
        // Half a dialogue is none to compare with.
        if (one.failed)
            return complain(exitRefused, one.answered.constFirst());
    }
    QSaveFile file(path);
    const QByteArray bytes = u"# bot: %1\n%2"_s.arg(bot->id, bots::recorded(all)).toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return complain(exitUsage, u"%1 cannot be written."_s.arg(path));
    return exitDone;
}

} // namespace confab::app
