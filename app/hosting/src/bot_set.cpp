// SPDX-License-Identifier: GPL-3.0-or-later
#include "bot_set.h"

#include "log.h"

#include <confab/bots/helper_bot.h>
#include <confab/bots/lex_bot.h>
#include <confab/bots/model_bot.h>
#include <confab/bots/queued_bot.h>
#include <confab/hosting/bot_runtime.h>

#include <QUrl>

#include <utility>

namespace confab::app
{

using namespace Qt::StringLiterals;

namespace
{

// Lex answers in seconds or not at all; a model may write for minutes.
constexpr std::chrono::seconds lexTime{30};
constexpr std::chrono::seconds modelTime{320};

protocol::BotInfo infoOf(const BotConfig &config, const QString &ownName)
{
    protocol::BotInfo info;
    info.id = config.id;
    info.picture = config.picture;
    info.name = !config.name.isEmpty() ? config.name : !ownName.isEmpty() ? ownName : config.id;
    return info;
}

} // namespace

BotSet::BotSet(const QList<BotConfig> &configs, const QString &server, const core::Clock &clock)
    : m_server(server)
    , m_clock(clock)
    , m_helper(std::make_unique<bots::HelperBot>(clock))
{
    m_thread.setObjectName(u"bots"_s);
    m_thread.start();
    for (const BotConfig &config : configs) {
        switch (config.kind) {
        case BotConfig::Kind::Offline:
            addOffline(config);
            break;
        case BotConfig::Kind::Lex:
            addLex(config);
            break;
        case BotConfig::Kind::Chat:
        case BotConfig::Kind::Bedrock:
            addModel(config);
            break;
        }
    }
}

BotSet::~BotSet()
{
    m_queued.clear();
    m_thread.quit();
    m_thread.wait();
}

QList<core::Bot *> BotSet::bots() const
{
    QList<core::Bot *> all;
    for (const auto &bot : m_queued)
        all.append(bot.get());
    all.append(m_helper.get());
    return all;
}

void BotSet::addOffline(const BotConfig &config)
{
    const auto bot = readOfflineBot(config);
    if (!bot) {
        qCWarning(lcHost).noquote() << "the bot" << config.id << "is left out:" << bot.error();
        return;
    }
    protocol::BotInfo info = infoOf(config, bot->name);
    info.about = bot->description;
    info.startsOver = true;
    add(config, info, 0, lexTime,
        [info, bot = *bot] { return std::make_unique<bots::LexBot>(info, makeRuntime(bot)); });
}

void BotSet::addLex(const BotConfig &config)
{
    protocol::BotInfo info = infoOf(config, {});
    info.readBy = u"Amazon Lex"_s;
    info.startsOver = true;
    add(config, info, 0, lexTime, [info, config, server = m_server] {
        return std::make_unique<bots::LexBot>(info, makeLexRuntime(config), server);
    });
}

void BotSet::addModel(const BotConfig &config)
{
    const bool atAmazon = config.kind == BotConfig::Kind::Bedrock;
    protocol::BotInfo info = infoOf(config, config.model);
    info.readBy = u"%1 (%2)"_s.arg(config.model, atAmazon ? u"Amazon Bedrock"_s : QUrl(config.url).host());
    info.inRooms = true;
    add(config, info, bots::ModelBot::mostMessages, modelTime,
        [info, config] { return std::make_unique<bots::ModelBot>(info, makeModel(config)); });
}

void BotSet::add(const BotConfig &config, const protocol::BotInfo &info, qsizetype remembers,
                 std::chrono::milliseconds deadline, std::function<std::unique_ptr<core::Bot>()> make)
{
    bots::BotLimits limits;
    limits.deadline = deadline;
    limits.perDay = config.perDay;
    m_queued.push_back(std::make_unique<bots::QueuedBot>(info, remembers, std::move(make), m_thread, limits, m_clock));
}

} // namespace confab::app
