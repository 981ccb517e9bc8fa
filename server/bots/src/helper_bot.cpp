// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/bots/helper_bot.h>

namespace confab::bots
{

using namespace Qt::StringLiterals;

HelperBot::HelperBot(const core::Clock &clock)
    : m_clock(clock)
{
}

protocol::BotInfo HelperBot::info() const
{
    return {
        .id = u"helper"_s, .name = u"Helper bot"_s, .about = u"Built into this server. Knows help, time and echo."_s};
}

void HelperBot::ask(const core::BotQuestion &question, std::function<void(const QString &)> /*progress*/,
                    std::function<void(const core::BotAnswer &)> done)
{
    const QString text = question.text.trimmed();
    const qsizetype space = text.indexOf(u' ');
    const QString word = text.left(space).toCaseFolded();
    const QString rest = space < 0 ? QString() : text.sliced(space + 1).trimmed();

    QString said;
    if (word == "help"_L1)
        said = u"I am the bot built into this server. Say time for the server's time (UTC), or echo and "
               u"some words to hear them again."_s;
    else if (word == "time"_L1)
        said = u"It is "_s + m_clock.now().toUTC().toString(u"yyyy-MM-dd HH:mm:ss"_s) + u" UTC."_s;
    else if (word == "echo"_L1)
        said = rest.isEmpty() ? u"Say some words behind echo."_s : rest;
    else
        said = u"I do not know that. Say help to see what I know."_s;
    done({.messages = {{.text = said}}});
}

} // namespace confab::bots
