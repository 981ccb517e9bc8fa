// SPDX-License-Identifier: GPL-3.0-or-later
#include "bot_voice.h"

#include <confab/aws/client.h>
#include <confab/bots/lex_export.h>
#include <confab/bots/lex_http_runtime.h>
#include <confab/bots/offline_runtime.h>

#include <QDateTime>
#include <QElapsedTimer>

#include <algorithm>

namespace confab::app
{

using namespace Qt::StringLiterals;

namespace
{

class WallClock final : public core::Clock
{
public:
    WallClock() { m_timer.start(); }
    [[nodiscard]] QDateTime now() const override { return QDateTime::currentDateTimeUtc(); }
    [[nodiscard]] qint64 monotonicMs() const override { return m_timer.elapsed(); }

private:
    QElapsedTimer m_timer;
};

class OfflineVoice final : public BotVoice
{
public:
    OfflineVoice(bots::lex::BotLocale locale, int idleSeconds)
        : m_runtime(std::move(locale), idleSeconds, [] { return QDateTime::currentDateTime(); })
    {
    }
    [[nodiscard]] bots::lex::Runtime &runtime() override { return m_runtime; }

private:
    bots::OfflineRuntime m_runtime;
};

class LexVoice final : public BotVoice
{
public:
    explicit LexVoice(const BotConfig &bot)
        : m_environment(QProcessEnvironment::systemEnvironment())
        , m_credentials(m_environment, m_clock)
        , m_client(m_credentials, m_environment, m_clock)
        , m_runtime(m_client,
                    {.botId = bot.botId, .aliasId = bot.aliasId, .localeId = bot.locale, .region = bot.region})
    {
    }
    [[nodiscard]] bots::lex::Runtime &runtime() override { return m_runtime; }

private:
    WallClock m_clock;
    QProcessEnvironment m_environment;
    aws::CredentialsProvider m_credentials;
    aws::Client m_client;
    bots::lex::HttpRuntime m_runtime;
};

} // namespace

Expected<std::unique_ptr<BotVoice>, QString> voiceOf(const BotConfig &bot)
{
    if (bot.kind == BotConfig::Kind::Lex)
        return std::unique_ptr<BotVoice>(std::make_unique<LexVoice>(bot));
    if (bot.kind != BotConfig::Kind::Offline)
        return Unexpected{
            u"The bot \"%1\" is of the kind %2, which has no dialogues of Lex."_s.arg(bot.id, nameOf(bot.kind))};
    const auto read = bots::lex::readExport(bot.path);
    if (const QString *reason = std::get_if<QString>(&read))
        return Unexpected{*reason};
    const bots::lex::BotDefinition &definition = std::get<bots::lex::Import>(read).bot;
    const auto locale =
        std::find_if(definition.locales.begin(), definition.locales.end(),
                     [&bot](const bots::lex::BotLocale &one) { return bot.locale.isEmpty() || one.id == bot.locale; });
    if (locale == definition.locales.end())
        return Unexpected{u"The bot \"%1\" has no locale \"%2\"."_s.arg(bot.id, bot.locale)};
    return std::unique_ptr<BotVoice>(std::make_unique<OfflineVoice>(*locale, definition.idleSessionSeconds));
}

Expected<BotConfig, QString> chosenBot(const QString &dataFolder, const QStringList &sets, const QString &id,
                                       std::optional<BotConfig::Kind> kind)
{
    const auto bots = readBotConfigs(dataFolder, QProcessEnvironment::systemEnvironment(), sets);
    if (!bots)
        return Unexpected{bots.error()};
    for (const BotConfig &bot : *bots) {
        if ((id.isEmpty() || bot.id == id) && (!kind || bot.kind == *kind))
            return bot;
    }
    if (!id.isEmpty())
        return Unexpected{u"There is no bot \"%1\"%2: see confabd bot list."_s.arg(
            id, kind ? u" of the kind "_s + nameOf(*kind) : QString())};
    return Unexpected{kind ? u"There is no bot of the kind %1."_s.arg(nameOf(*kind)) : u"There is no bot."_s};
}

} // namespace confab::app
