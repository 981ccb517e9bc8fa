// SPDX-License-Identifier: GPL-3.0-or-later
#include "bot_set.h"

#include "log.h"

#include <confab/aws/client.h>
#include <confab/bots/bedrock_model.h>
#include <confab/bots/chat_completions.h>
#include <confab/bots/helper_bot.h>
#include <confab/bots/lex_bot.h>
#include <confab/bots/lex_export.h>
#include <confab/bots/lex_http_runtime.h>
#include <confab/bots/model_bot.h>
#include <confab/bots/offline_runtime.h>
#include <confab/bots/queued_bot.h>
#include <confab/crypto/system_clock.h>

#include <QDir>
#include <QProcessEnvironment>
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

// The way to AWS, shared by all who take it on the bots' thread.
struct Cloud {
    crypto::SystemClock clock;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    aws::CredentialsProvider credentials{environment, clock};
    aws::Client lex{credentials, environment, clock};
    aws::Client models{credentials, environment, clock, aws::ClientOptions{.time = modelTime}};
};

std::shared_ptr<Cloud> cloudHere()
{
    static thread_local std::weak_ptr<Cloud> kept;
    std::shared_ptr<Cloud> cloud = kept.lock();
    if (!cloud)
        kept = cloud = std::make_shared<Cloud>();
    return cloud;
}

// A bot, and the cloud below it.
class CloudBot final : public core::Bot
{
public:
    CloudBot(std::shared_ptr<Cloud> cloud, std::unique_ptr<core::Bot> bot)
        : m_cloud(std::move(cloud))
        , m_bot(std::move(bot))
    {
    }
    [[nodiscard]] protocol::BotInfo info() const override { return m_bot->info(); }
    [[nodiscard]] qsizetype remembers() const override { return m_bot->remembers(); }
    void ask(const core::BotQuestion &question, std::function<void(const QString &)> progress,
             std::function<void(const core::BotAnswer &)> done) override
    {
        m_bot->ask(question, std::move(progress), std::move(done));
    }
    void stop(const QString &session) override { m_bot->stop(session); }
    void startOver(const QString &session, std::function<void(const QString &)> done) override
    {
        m_bot->startOver(session, std::move(done));
    }

private:
    std::shared_ptr<Cloud> m_cloud;
    std::unique_ptr<core::Bot> m_bot;
};

const bots::lex::BotLocale *localeOf(const bots::lex::BotDefinition &bot, const QString &id)
{
    for (const bots::lex::BotLocale &locale : bot.locales) {
        if (id.isEmpty() || locale.id == id)
            return &locale;
    }
    return nullptr;
}

} // namespace

BotSet::BotSet(const QString &dataFolder, const QList<BotConfig> &configs, const core::Clock &clock)
    : m_clock(clock)
    , m_helper(std::make_unique<bots::HelperBot>(clock))
{
    m_thread.setObjectName(u"bots"_s);
    m_thread.start();
    for (const BotConfig &config : configs) {
        switch (config.kind) {
        case BotConfig::Kind::Offline:
            addOffline(dataFolder, config);
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

void BotSet::addOffline(const QString &dataFolder, const BotConfig &config)
{
    auto import = bots::lex::readExport(QDir(dataFolder).filePath(config.path));
    if (const QString *reason = std::get_if<QString>(&import)) {
        qCWarning(lcHost).noquote() << "the bot" << config.id << "is left out:" << *reason;
        return;
    }
    const bots::lex::BotDefinition &bot = std::get<bots::lex::Import>(import).bot;
    const bots::lex::BotLocale *locale = localeOf(bot, config.locale);
    if (!locale) {
        qCWarning(lcHost) << "the bot" << config.id << "is left out: it has no locale" << config.locale;
        return;
    }
    const protocol::BotInfo info{.id = config.id,
                                 .name = config.name.isEmpty() ? bot.name : config.name,
                                 .about = bot.description,
                                 .readBy = {},
                                 .inRooms = false,
                                 .startsOver = true};
    add(config, info, 0, lexTime, [info, locale = *locale, idle = bot.idleSessionSeconds] {
        return std::make_unique<bots::LexBot>(
            info, std::make_unique<bots::OfflineRuntime>(locale, idle, [] { return QDateTime::currentDateTime(); }));
    });
}

void BotSet::addLex(const BotConfig &config)
{
    const protocol::BotInfo info{.id = config.id,
                                 .name = config.name.isEmpty() ? config.id : config.name,
                                 .about = {},
                                 .readBy = u"Amazon Lex"_s,
                                 .inRooms = false,
                                 .startsOver = true};
    const bots::lex::BotAddress address{
        .botId = config.botId, .aliasId = config.aliasId, .localeId = config.locale, .region = config.region};
    add(config, info, 0, lexTime, [info, address] {
        const auto cloud = cloudHere();
        return std::make_unique<CloudBot>(
            cloud, std::make_unique<bots::LexBot>(info, std::make_unique<bots::lex::HttpRuntime>(cloud->lex, address)));
    });
}

void BotSet::addModel(const BotConfig &config)
{
    const bool cloudy = config.kind == BotConfig::Kind::Bedrock;
    const QString host = cloudy ? u"Amazon Bedrock"_s : QUrl(config.url).host();
    const protocol::BotInfo info{.id = config.id,
                                 .name = config.name.isEmpty() ? config.model : config.name,
                                 .about = {},
                                 .readBy = u"%1 (%2)"_s.arg(config.model, host),
                                 .inRooms = true,
                                 .startsOver = false};
    add(config, info, bots::ModelBot::mostMessages, modelTime, [info, config, cloudy]() -> std::unique_ptr<core::Bot> {
        if (!cloudy) {
            bots::ChatCompletionsOptions options;
            options.url = QUrl(config.url);
            options.model = config.model;
            options.key = qgetenv(config.keyEnv.toLocal8Bit().constData());
            options.system = config.prompt;
            return std::make_unique<bots::ModelBot>(info, std::make_unique<bots::ChatCompletions>(options));
        }
        const auto cloud = cloudHere();
        bots::BedrockOptions options;
        options.modelId = config.model;
        options.region = config.region;
        options.system = config.prompt;
        return std::make_unique<CloudBot>(
            cloud,
            std::make_unique<bots::ModelBot>(info, std::make_unique<bots::BedrockModel>(cloud->models, options)));
    });
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
