// SPDX-License-Identifier: GPL-3.0-or-later
#include "function_bots.h"

#include "function_log.h"

#include <confab/bots/bedrock_model.h>
#include <confab/bots/lex_bot.h>
#include <confab/bots/lex_export.h>
#include <confab/bots/lex_http_runtime.h>
#include <confab/bots/locale_choice.h>
#include <confab/bots/model_bot.h>
#include <confab/bots/offline_runtime.h>
#include <confab/bots/sample_bots.h>

#include <QDir>
#include <QRegularExpression>

namespace confab::app
{

using namespace Qt::StringLiterals;

namespace
{

// Learning a bot takes longer than most calls, which ask none.
class LearnedWhenAsked final : public bots::lex::Runtime
{
public:
    using Learn = std::function<std::unique_ptr<bots::lex::Runtime>()>;
    explicit LearnedWhenAsked(Learn learn)
        : m_learn(std::move(learn))
    {
    }
    void recognizeText(const bots::lex::Request &request, std::function<void(const bots::lex::Outcome &)> done) override
    {
        runtime().recognizeText(request, std::move(done));
    }
    void deleteSession(const QString &session, std::function<void(std::optional<bots::lex::Failure>)> done) override
    {
        runtime().deleteSession(session, std::move(done));
    }

private:
    bots::lex::Runtime &runtime()
    {
        if (!m_runtime)
            m_runtime = m_learn();
        return *m_runtime;
    }

    Learn m_learn;
    std::unique_ptr<bots::lex::Runtime> m_runtime;
};

protocol::BotInfo infoOf(const QString &id, const QString &name, const QString &readBy)
{
    protocol::BotInfo info;
    info.id = id;
    info.name = name;
    info.readBy = readBy;
    return info;
}

// "Pizza Desk.zip" is the bot "pizza-desk"; empty: the name holds nothing that an id may.
QString idOf(const QFileInfo &file)
{
    static const QRegularExpression others(u"[^a-z0-9]+"_s);
    QString id = file.completeBaseName().toLower().replace(others, u"-"_s).left(32);
    while (id.endsWith(u'-'))
        id.chop(1);
    while (id.startsWith(u'-'))
        id.remove(0, 1);
    return id;
}

} // namespace

NotedDialogues::NotedDialogues(QString bot, aws::Notes &notes, const core::Clock &clock)
    : m_bot(std::move(bot))
    , m_notes(notes)
    , m_clock(clock)
{
}

QString NotedDialogues::nameOf(const QString &session) const
{
    return u"dialogue#"_s + m_bot + u'#' + session;
}

std::optional<QByteArray> NotedDialogues::find(const QString &session)
{
    const auto found = m_notes.find(nameOf(session));
    return found ? std::optional(*found) : std::nullopt;
}

bool NotedDialogues::put(const QString &session, const QByteArray &dialogue, int idleSeconds)
{
    return m_notes.put(nameOf(session), dialogue, m_clock.now().addSecs(idleSeconds)).has_value();
}

bool NotedDialogues::remove(const QString &session)
{
    return m_notes.remove(nameOf(session)).has_value();
}

FunctionBots::FunctionBots(const FunctionSettings &settings, const QString &server, const core::Clock &clock,
                           aws::Client &lex, aws::Client &models, aws::Notes &notes)
    : m_clock(clock)
    , m_notes(notes)
{
    // A call waits for no service: without a queue there is nobody to ask these.
    if (!settings.lexBotId.isEmpty() && !settings.queueUrl.isEmpty()) {
        const bots::lex::BotAddress address{
            .botId = settings.lexBotId, .aliasId = settings.lexAliasId, .localeId = settings.lexLocaleId};
        addLater(std::make_unique<bots::LexBot>(infoOf(u"lex"_s, settings.lexName, u"Amazon Lex"_s),
                                                std::make_unique<bots::lex::HttpRuntime>(lex, address), server),
                 settings);
    }
    if (!settings.bedrockModelId.isEmpty() && !settings.queueUrl.isEmpty()) {
        bots::BedrockOptions options;
        options.modelId = settings.bedrockModelId;
        options.system = settings.bedrockPrompt;
        protocol::BotInfo info =
            infoOf(u"model"_s, settings.bedrockName.isEmpty() ? options.modelId : settings.bedrockName,
                   u"%1 (Amazon Bedrock)"_s.arg(options.modelId));
        info.inRooms = true;
        addLater(std::make_unique<bots::ModelBot>(info, std::make_unique<bots::BedrockModel>(models, options)),
                 settings);
    }
    const QFileInfoList exports =
        QDir(settings.botsFolder).entryInfoList(QDir::Dirs | QDir::Files | QDir::NoDotAndDotDot, QDir::Name);
    for (const QFileInfo &file : exports)
        addOffline(idOf(file), file.absoluteFilePath());
    if (settings.hotelDesk)
        addOffline(u"hotel-desk"_s, bots::hotelDesk());
}

FunctionBots::~FunctionBots() = default;

QList<core::Bot *> FunctionBots::asked() const
{
    QList<core::Bot *> all;
    for (const auto &bot : m_bots)
        all.append(bot.get());
    return all;
}

void FunctionBots::addLater(std::unique_ptr<core::Bot> bot, const FunctionSettings &settings)
{
    // Counted where it is asked, not once more where it answers.
    if (settings.role == FunctionSettings::Role::Worker)
        m_bots.push_back(std::move(bot));
    else
        m_later.append({.info = bot->info(), .remembers = bot->remembers(), .perDay = settings.botPerDay});
}

void FunctionBots::addOffline(const QString &id, const QString &path)
{
    QStringList taken{QString(), u"helper"_s};
    for (const auto &bot : m_bots)
        taken.append(bot->info().id);
    for (const aws::LaterBot &bot : std::as_const(m_later))
        taken.append(bot.info.id);
    if (taken.contains(id)) {
        qCWarning(lcFunction).noquote() << path << "is no bot's: there is one called" << id;
        return;
    }
    const auto read = bots::lex::readExport(path);
    if (const QString *reason = std::get_if<QString>(&read)) {
        qCCritical(lcFunction).noquote() << "the bot" << id << "is not there:" << *reason;
        return;
    }
    const bots::lex::BotDefinition &bot = std::get<bots::lex::Import>(read).bot;
    const bots::lex::BotLocale *chosen = bots::lex::localeOf(bot);
    if (!chosen) {
        qCCritical(lcFunction).noquote() << "the bot" << id << "is not there: it has no locale";
        return;
    }
    m_dialogues.push_back(std::make_unique<NotedDialogues>(id, m_notes, m_clock));
    auto learn = [locale = *chosen, idle = bot.idleSessionSeconds, &clock = m_clock,
                  dialogues = m_dialogues.back().get()]() -> std::unique_ptr<bots::lex::Runtime> {
        return std::make_unique<bots::OfflineRuntime>(
            locale, idle, [&clock] { return clock.now(); }, dialogues);
    };
    protocol::BotInfo info = infoOf(id, bot.name.isEmpty() ? id : bot.name, {});
    info.about = bot.description;
    m_bots.push_back(std::make_unique<bots::LexBot>(info, std::make_unique<LearnedWhenAsked>(std::move(learn))));
}

} // namespace confab::app
