// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/hosting/bot_runtime.h>

#include <confab/aws/client.h>
#include <confab/bots/bedrock_model.h>
#include <confab/bots/chat_completions.h>
#include <confab/bots/lex_http_runtime.h>
#include <confab/bots/offline_runtime.h>
#include <confab/crypto/system_clock.h>
#include <confab/hosting/keychain.h>

#include <QProcessEnvironment>
#include <QUrl>

#include <algorithm>
#include <chrono>
#include <utility>

namespace confab::app
{

using namespace Qt::StringLiterals;

namespace
{

// The way to AWS, one of each thread.
struct Cloud {
    crypto::SystemClock clock;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    aws::CredentialsProvider credentials{environment, clock};
    aws::Client lex{credentials, environment, clock};
    // A model may write for minutes.
    aws::Client models{credentials, environment, clock, aws::ClientOptions{.time = std::chrono::seconds(300)}};
};

std::shared_ptr<Cloud> cloudHere()
{
    static thread_local std::weak_ptr<Cloud> kept;
    std::shared_ptr<Cloud> cloud = kept.lock();
    if (!cloud)
        kept = cloud = std::make_shared<Cloud>();
    return cloud;
}

// Keeps the cloud that it stands on.
class CloudRuntime final : public bots::lex::Runtime
{
public:
    explicit CloudRuntime(const bots::lex::BotAddress &address)
        : m_runtime(m_cloud->lex, address)
    {
    }
    void recognizeText(const bots::lex::Request &request, std::function<void(const bots::lex::Outcome &)> done) override
    {
        m_runtime.recognizeText(request, std::move(done));
    }
    void deleteSession(const QString &session, std::function<void(std::optional<bots::lex::Failure>)> done) override
    {
        m_runtime.deleteSession(session, std::move(done));
    }

private:
    std::shared_ptr<Cloud> m_cloud = cloudHere();
    bots::lex::HttpRuntime m_runtime;
};

class CloudModel final : public bots::ModelRuntime
{
public:
    explicit CloudModel(const bots::BedrockOptions &options)
        : m_model(m_cloud->models, options)
    {
    }
    [[nodiscard]] bots::ModelInfo info() const override { return m_model.info(); }
    quint64 complete(const QList<bots::ModelMessage> &messages, Calls calls) override
    {
        return m_model.complete(messages, std::move(calls));
    }
    void stop(quint64 id) override { m_model.stop(id); }

private:
    std::shared_ptr<Cloud> m_cloud = cloudHere();
    bots::BedrockModel m_model;
};

bots::KeySource keySourceOf(const BotConfig &config)
{
    if (config.keyName.isEmpty())
        return bots::knownKey(qgetenv(config.keyEnv.toLocal8Bit().constData()));
    return [name = config.keyName](QObject *asker, bots::KeyAnswer done) {
        readFromKeychain(name, asker, std::move(done));
    };
}

} // namespace

Expected<OfflineBot, QString> readOfflineBot(const BotConfig &config)
{
    const auto read = bots::lex::readExport(config.path);
    if (const QString *reason = std::get_if<QString>(&read))
        return Unexpected{*reason};
    const bots::lex::BotDefinition &bot = std::get<bots::lex::Import>(read).bot;
    const auto locale =
        std::find_if(bot.locales.begin(), bot.locales.end(), [&config](const bots::lex::BotLocale &one) {
            return config.locale.isEmpty() || one.id == config.locale;
        });
    if (locale == bot.locales.end())
        return Unexpected{u"The bot \"%1\" has no locale \"%2\"."_s.arg(config.id, config.locale)};
    return OfflineBot{bot.name, bot.description, bot.idleSessionSeconds, *locale};
}

std::unique_ptr<bots::lex::Runtime> makeRuntime(const OfflineBot &bot)
{
    return std::make_unique<bots::OfflineRuntime>(bot.locale, bot.idleSessionSeconds,
                                                  [] { return QDateTime::currentDateTime(); });
}

std::unique_ptr<bots::lex::Runtime> makeLexRuntime(const BotConfig &config)
{
    return std::make_unique<CloudRuntime>(bots::lex::BotAddress{
        .botId = config.botId, .aliasId = config.aliasId, .localeId = config.locale, .region = config.region});
}

std::unique_ptr<bots::ModelRuntime> makeModel(const BotConfig &config)
{
    if (config.kind == BotConfig::Kind::Bedrock) {
        bots::BedrockOptions options;
        options.modelId = config.model;
        options.region = config.region;
        options.system = config.prompt;
        return std::make_unique<CloudModel>(options);
    }
    bots::ChatCompletionsOptions options;
    options.url = QUrl(config.url);
    options.model = config.model;
    options.key = keySourceOf(config);
    options.system = config.prompt;
    return std::make_unique<bots::ChatCompletions>(options);
}

QString lackOf(const BotConfig &config, const QProcessEnvironment &environment)
{
    switch (config.kind) {
    case BotConfig::Kind::Lex:
    case BotConfig::Kind::Bedrock: {
        if (!config.region.isEmpty())
            return {};
        const auto region = aws::regionOf(environment, aws::SharedConfig::read(environment));
        return region ? QString() : region.error().detail;
    }
    case BotConfig::Kind::Chat:
        if (!config.keyEnv.isEmpty() && environment.value(config.keyEnv).isEmpty())
            return u"The environment variable %1, which has the key, is not set here."_s.arg(config.keyEnv);
        return {};
    case BotConfig::Kind::Offline:
        break;
    }
    return {};
}

} // namespace confab::app
