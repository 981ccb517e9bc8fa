// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include "function_settings.h"

#include <confab/aws/dynamo_upkeep.h>
#include <confab/crypto/system_clock.h>
#include <confab/crypto/system_random.h>

#include <algorithm>
#include <array>
#include <cstdio>

namespace confab::app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int exitFailed = 1;
constexpr int exitUsage = 2;

void print(const QString &line)
{
    std::printf("%s\n", line.toUtf8().constData());
}

int complain(int code, const QString &sentence)
{
    std::fprintf(stderr, "%s\n", sentence.toUtf8().constData());
    return code;
}

int failed(const core::Unavailable &problem)
{
    return complain(exitFailed, u"The tables cannot be used: %1"_s.arg(problem.reason));
}

int ownerCode(aws::DynamoClient &client, const aws::DynamoTables &tables, const core::Clock &clock)
{
    crypto::SystemRandom random;
    const auto code = aws::makeOwnerCode(client, tables, random, clock);
    if (!code)
        return failed(code.error());
    if (!*code)
        return complain(exitFailed, u"This chat has an owner already."_s);
    print(**code);
    return 0;
}

int import(aws::DynamoClient &client, const aws::DynamoTables &tables, const core::Clock &)
{
    const auto imported = aws::importArticle(client, tables);
    if (!imported)
        return failed(imported.error());
    print(u"%1 messages were imported, %2 rows without a text or a time were left out."_s.arg(imported->messages)
              .arg(imported->leftOut));
    if (imported->refused.isEmpty())
        return 0;
    return complain(exitFailed,
                    u"In %1 people have talked already: what was said before them can have no number any more."_s.arg(
                        imported->refused.join(u" and "_s)));
}

int repair(aws::DynamoClient &client, const aws::DynamoTables &tables, const core::Clock &)
{
    const auto mended = aws::repairTables(client, tables);
    if (!mended)
        return failed(mended.error());
    for (const QString &line : *mended)
        print(line);
    print(mended->isEmpty() ? u"The tables agree; the server has a new epoch."_s
                            : u"The tables agree now; the server has a new epoch."_s);
    return 0;
}

struct Command {
    QLatin1StringView name;
    QLatin1StringView does;
    int (*run)(aws::DynamoClient &, const aws::DynamoTables &, const core::Clock &);
};
constexpr std::array commands{
    Command{"owner-code"_L1, "prints a code with which the first owner signs up, once and within a day"_L1, ownerCode},
    Command{"import"_L1, "makes messages of what the article's own program has left in the history table"_L1, import},
    Command{"repair"_L1, "makes restored tables agree; while nobody chats"_L1, repair},
};

} // namespace

int runCommand(const QStringList &words)
{
    const auto command = std::find_if(commands.begin(), commands.end(),
                                      [&words](const Command &each) { return each.name == words.constFirst(); });
    if (command == commands.end() || words.size() > 1) {
        QString usage = u"confab-lambda COMMAND, without one it is started by AWS Lambda. Commands:"_s;
        for (const Command &each : commands)
            usage += u"\n  %1  %2"_s.arg(each.name, -12).arg(each.does);
        return complain(exitUsage, usage);
    }
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const auto settings = readSettings(environment);
    if (!settings)
        return complain(exitFailed, settings.error());
    const crypto::SystemClock clock;
    aws::DynamoClient client(environment, clock);
    return command->run(client, settings->tables, clock);
}

} // namespace confab::app
