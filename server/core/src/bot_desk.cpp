// SPDX-License-Identifier: GPL-3.0-or-later
#include "bot_desk.h"

#include "log.h"
#include "talk.h"

#include <confab/core/digest.h>
#include <confab/protocol/names.h>
#include <confab/protocol/ulid.h>

#include <QSet>

namespace confab::core
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;
namespace plain = protocol::plain;

namespace
{

// How far back a question is looked for that was never answered: more than a person asks without waiting.
constexpr qint64 questionsLookedAt = 20;
// An answer that comes later than that puzzles more than it helps.
constexpr qint64 oldestQuestionSeconds = 24 * 60 * 60;
// Read in one piece of work, so that those who are waiting for their history get a turn in between.
constexpr qsizetype peopleAtOnce = 200;

// A bot's answer is bounded as everybody's text is, at a whole character.
QString cut(const QString &text)
{
    if (text.toUtf8().size() <= protocol::limits::textBytes)
        return text;
    // Each UTF-16 unit is at most three bytes of UTF-8.
    QString part = text.left(protocol::limits::textBytes / 3);
    if (part.back().isHighSurrogate())
        part.chop(1);
    return part;
}

// The same question has the same answer: asked twice, it is stored once.
QString answerId(const protocol::Message &question)
{
    const QString source = u"answer:"_s + question.conversation + u':' + question.id;
    return QString::fromLatin1(digestOf(source).first(16).toHex());
}

// Questions in one conversation with a bot that have no answer, oldest first.
QList<protocol::Message> unanswered(Reads &reads, const QString &bot, const QString &key)
{
    const auto page = reads.history({.conversation = protocol::botConversation(bot, key),
                                     .viewer = key,
                                     .before = {},
                                     .after = {},
                                     .around = {},
                                     .limit = questionsLookedAt});
    if (!page)
        return {};
    // An answer is newer than its question, so those of the questions on this page are on it as well.
    QSet<QString> answered;
    for (const protocol::Message &message : page->messages)
        answered.insert(message.stream);
    QList<protocol::Message> open;
    for (const protocol::Message &message : page->messages) {
        if (!protocol::isBotAuthor(message.author) && !answered.contains(message.id))
            open.append(message);
    }
    return open;
}

} // namespace

BotDesk::BotDesk(Core &core)
    : m_core(core)
{
}

Bot *BotDesk::find(const QString &id) const
{
    const QList<Bot *> &bots = m_core.ports.bots;
    const QString wanted = id.isEmpty() ? m_core.settings.defaultBot : id;
    for (Bot *bot : bots) {
        if (wanted.isEmpty() || bot->info().id == wanted)
            return bot;
    }
    return nullptr;
}

void BotDesk::handle(Turn &turn, Connection &connection, const protocol::AskBot &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    Bot *bot = find(command.bot);
    if (!bot) {
        const bool named = !command.bot.isEmpty();
        turn.always([reply, named] {
            if (named)
                reply.error(ErrorCode::NotFound, u"no such bot"_s, u"bot"_s);
            else
                reply.error(ErrorCode::BotUnavailable, u"there is no bot here"_s);
        });
        return;
    }
    if (!hasWords(turn, reply, command.message) || !m_core.mayWrite(connection, turn, reply))
        return;

    const QString id = bot->info().id;
    const QStringList members{connection.key};
    AppendOp op;
    op.stamp = stampOf(m_core, connection, command, true);
    op.message.conversation = protocol::botConversation(id, connection.key);
    op.message.id = command.id;
    op.message.author = connection.username;
    op.message.authorVer = connection.authorVer;
    op.message.text = command.message;
    op.kind = protocol::ConversationKind::Bot;
    op.makeFor = members;
    settle(turn, reply, turn.store().messages().append(op),
           [this, reply, bot, members, locale = connection.locale](const Appended &appended) {
               reply.ack(appended.ack);
               m_core.tell(appended);
               ask(*bot, appended.message, members, locale);
           });
}

void BotDesk::ask(Bot &bot, const protocol::Message &question, const QStringList &members, const QString &locale)
{
    bot.ask(
        {question.text, question.conversation, locale},
        m_core.whileAlive<const BotAnswer &>([this, question, id = bot.info().id, members](const BotAnswer &answer) {
            answered(question, id, members, answer);
        }));
}

void BotDesk::askWhatWasLeft()
{
    askWhatWasLeft(m_core.ports.clock.now(), {});
}

void BotDesk::askWhatWasLeft(const QDateTime &now, const QString &afterKey)
{
    struct Left {
        Bot *bot;
        protocol::Message question;
        QString key;
    };
    QList<std::pair<Bot *, QString>> bots;
    for (Bot *bot : std::as_const(m_core.ports.bots))
        bots.append({bot, bot->info().id});
    const auto found = m_core.whileAlive<const QList<Left> &, const QString &>(
        [this, now](const QList<Left> &all, const QString &next) {
            for (const Left &left : all)
                ask(*left.bot, left.question, {left.key}, {});
            if (!next.isEmpty())
                askWhatWasLeft(now, next);
        });
    const bool queued = m_core.ports.workers.read([now, afterKey, bots, found](Reads &reads) -> Workers::Finish {
        QList<Left> all;
        const auto people = reads.people({}, afterKey, peopleAtOnce);
        if (!people)
            return [] {};
        for (const Account &account : people->rows) {
            for (const auto &[bot, id] : bots) {
                for (const protocol::Message &question : unanswered(reads, id, account.key)) {
                    // What is asked from now on is in hand already.
                    if (question.at < now && question.at.secsTo(now) <= oldestQuestionSeconds)
                        all.append({bot, question, account.key});
                }
            }
        }
        return [found, all, next = people->next] { found(all, next); };
    });
    if (!queued)
        qCWarning(lcCore) << "the readers are busy: questions to bots that were left open stay so";
}

void BotDesk::answered(const protocol::Message &question, const QString &bot, const QStringList &members,
                       const BotAnswer &answer)
{
    QString text = answer.messages.join(u"\n\n"_s);
    if (!answer.failure.isEmpty())
        text = u"The bot could not answer: "_s + answer.failure;
    else if (text.trimmed().isEmpty())
        text = u"I couldn't process that request."_s;

    AppendOp op;
    op.message.conversation = question.conversation;
    op.message.id = answerId(question);
    op.message.author = protocol::botAuthor(bot);
    op.message.text = cut(text);
    op.message.stream = question.id;
    op.kind = protocol::ConversationKind::Bot;
    op.makeFor = members;
    op.stamp.account = op.message.author;
    op.stamp.id = op.message.id;
    op.stamp.hash = digestOf(op.message.id);
    op.stamp.forGood = true;
    m_core.turns.run([this, op](Turn &turn) mutable {
        op.stamp.now = m_core.ports.clock.now();
        const auto outcome = turn.store().messages().append(op);
        if (const auto *appended = std::get_if<Appended>(&outcome))
            turn.then([this, done = *appended] { m_core.tell(done); }, {});
        else if (const auto *problem = std::get_if<Unavailable>(&outcome))
            logUnavailable(*problem);
    });
}

void BotDesk::askAloud(const QString &connection, const QString &text)
{
    Bot *bot = find({});
    if (!bot) {
        m_core.ports.courier.deliver(Audience::connection(connection),
                                     PlainText{plain::botFailed(u"there is no bot here"_s)});
        return;
    }
    bot->ask({text, u"plain:"_s + connection, {}},
             m_core.whileAlive<const BotAnswer &>([this, connection, id = bot->info().id](const BotAnswer &answer) {
                 answeredAloud(connection, id, answer);
             }));
}

void BotDesk::answeredAloud(const QString &connection, const QString &bot, const BotAnswer &answer)
{
    const auto tellAsker = [courier = &m_core.ports.courier, connection](const QString &text) {
        courier->deliver(Audience::connection(connection), PlainText{text});
    };
    if (!answer.failure.isEmpty())
        return tellAsker(plain::botFailed(answer.failure));

    const QString sentence = plain::botReply(cut(answer.messages.join(u' ').trimmed()));
    AppendOp op;
    op.message.conversation = protocol::plainBotConversation;
    op.message.author = protocol::botAuthor(bot);
    op.message.text = sentence.sliced(plain::botReply(u"x"_s).size() - 1);
    op.kind = protocol::ConversationKind::Bot;
    op.stamp.account = op.message.author;
    m_core.turns.run([this, op, sentence, tellAsker](Turn &turn) mutable {
        op.stamp.now = m_core.ports.clock.now();
        op.message.id = protocol::makeUlid(op.stamp.now);
        const auto failed = [tellAsker] { tellAsker(plain::notStored()); };
        const auto outcome = turn.store().messages().append(op);
        if (const auto *problem = std::get_if<Unavailable>(&outcome))
            logUnavailable(*problem);
        if (std::holds_alternative<Appended>(outcome))
            turn.then([this, sentence] { m_core.publisher.plain(sentence); }, failed);
        else
            turn.always(failed);
    });
}

} // namespace confab::core
