// SPDX-License-Identifier: GPL-3.0-or-later
#include "bot_desk.h"

#include "log.h"
#include "talk.h"

#include <confab/core/digest.h>
#include <confab/protocol/names.h>
#include <confab/protocol/text_cut.h>
#include <confab/protocol/ulid.h>

#include <QSet>

#include <algorithm>

namespace confab::core
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;
namespace plain = protocol::plain;

namespace
{

// How far back a question is looked for that was never answered: more than a person asks without waiting.
constexpr qint64 questionsLookedAt = 20;
// A question that is older than the first is not asked again after a restart, and of one older than the second nothing
// is said: by then it puzzles more than it helps.
constexpr qint64 askedAgainSeconds = 60;
constexpr qint64 oldestQuestionSeconds = 24 * 60 * 60;
// Read in one piece of work, so that those who are waiting for their history get a turn in between.
constexpr qsizetype peopleAtOnce = 200;
// How often somebody is told of an answer that is coming.
constexpr qint64 partialMs = 250;
// Answers that come in at once.
constexpr qsizetype mostMessages = 10;

// A bot's answer is bounded as everybody's text is, at a whole character.
QString cut(const QString &text)
{
    return protocol::cutToBytes(text, protocol::limits::textBytes);
}

// The same question has the same answer: asked twice, it is stored once. An id is its author's choice, and somebody
// else's may be the same. `part`: of an answer of several messages.
QString answerId(const protocol::Message &question, const QString &asker, qsizetype part)
{
    QString source = u"answer:"_s + question.conversation + u':' + asker + u':' + question.id;
    if (part > 0)
        source += u':' + QString::number(part);
    return QString::fromLatin1(digestOf(source).first(16).toHex());
}

// One dialogue with one bot, whoever else talks to it there.
QString sessionOf(const protocol::Message &question, const QString &asker)
{
    return protocol::botKeys(question.conversation) ? question.conversation : question.conversation + u':' + asker;
}

// Of the conversations in which bots are asked.
protocol::ConversationKind kindOf(const QString &conversation)
{
    if (conversation == protocol::groupConversation)
        return protocol::ConversationKind::Group;
    return protocol::botKeys(conversation) ? protocol::ConversationKind::Bot : protocol::ConversationKind::Room;
}

// Longer than any row of its kind in the text, so that the text cannot end the block.
QString inBlock(const QString &text)
{
    QString fence = u"```"_s;
    while (text.contains(fence))
        fence += u'`';
    return fence + u'\n' + text.trimmed() + u'\n' + fence;
}

// What a bot says in one go is one message, a card in it where there is one; another card begins another message. Each
// has words, for whatever shows no cards.
QList<BotMessage> gathered(const QList<BotMessage> &said)
{
    QList<BotMessage> all;
    for (BotMessage one : said) {
        if (one.text.trimmed().isEmpty() && !one.card)
            continue;
        if (one.isCode)
            one.text = inBlock(one.text);
        const bool joins = !all.isEmpty() && !(one.card && all.constLast().card);
        if (!joins) {
            all.append(one);
            continue;
        }
        BotMessage &last = all.last();
        if (!one.text.trimmed().isEmpty())
            last.text += last.text.isEmpty() ? one.text : u"\n\n"_s + one.text;
        if (one.card)
            last.card = one.card;
    }
    for (BotMessage &one : all) {
        if (one.text.trimmed().isEmpty())
            one.text = one.card->title;
        one.text = cut(one.text);
    }
    return all.first(std::min(all.size(), mostMessages));
}

// A failure says so, and offers to ask again where the question fits onto a button.
QList<BotMessage> messagesOf(const BotAnswer &answer, const QString &question)
{
    if (!answer.failure.isEmpty()) {
        BotMessage message{.text = u"The bot could not answer: "_s + answer.failure};
        if (question.toUtf8().size() <= protocol::limits::buttonBytes && !question.contains(u'\n'))
            message.card = protocol::Card{
                .title = cut(message.text), .subtitle = {}, .imageUrl = {}, .buttons = {{u"Ask again"_s, question}}};
        if (message.card && message.card->title.toUtf8().size() > protocol::limits::cardTextBytes)
            message.card.reset();
        return {message};
    }
    QList<BotMessage> messages = gathered(answer.messages);
    if (messages.isEmpty())
        messages.append({.text = u"I couldn't process that request."_s});
    return messages;
}

// A card in words.
QString spoken(const BotMessage &message)
{
    QStringList parts;
    if (!message.text.trimmed().isEmpty())
        parts.append(message.text.trimmed());
    if (message.card) {
        if (message.card->title != message.text)
            parts.append(message.card->title);
        for (const protocol::CardButton &button : message.card->buttons)
            parts.append(button.text);
    }
    return parts.join(u' ');
}

bool calls(const QString &text, const protocol::BotInfo &bot)
{
    for (const QString &name : {bot.id, bot.name}) {
        const QString called = u'@' + name;
        for (qsizetype at = text.indexOf(called, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(called, at + 1, Qt::CaseInsensitive)) {
            const qsizetype end = at + called.size();
            const bool begins = at == 0 || !text.at(at - 1).isLetterOrNumber();
            const bool ends = end == text.size() || !(text.at(end).isLetterOrNumber() || text.at(end) == u'_');
            if (begins && ends)
                return true;
        }
    }
    return false;
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

Bot *BotDesk::find(Turn &turn, const Reply &reply, const QString &id) const
{
    Bot *bot = find(id);
    if (bot)
        return bot;
    turn.always([reply, named = !id.isEmpty()] {
        if (named)
            reply.error(ErrorCode::NotFound, u"no such bot"_s, u"bot"_s);
        else
            reply.error(ErrorCode::BotUnavailable, u"there is no bot here"_s);
    });
    return nullptr;
}

// --- in its own conversation ------------------------------------------------------------------------------------

void BotDesk::handle(Turn &turn, Connection &connection, const protocol::AskBot &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    Bot *bot = find(turn, reply, command.bot);
    if (!bot || !hasWords(turn, reply, command.message) || !m_core.mayWrite(connection, turn, reply))
        return;

    AppendOp op;
    op.stamp = stampOf(m_core, connection, command, true);
    op.message.conversation = protocol::botConversation(bot->info().id, connection.key);
    op.message.id = command.id;
    op.message.author = connection.username;
    op.message.authorVer = connection.authorVer;
    op.message.text = command.message;
    op.kind = protocol::ConversationKind::Bot;
    op.makeFor = {connection.key};
    const auto asks = [this, bot, key = connection.key, locale = connection.locale](const protocol::Message &question) {
        ask({.bot = bot, .question = question, .asker = key}, locale);
    };
    const auto asksAgain = [this, bot, asks, key = connection.key](const protocol::Message &question) {
        askUnlessAnswered({.bot = bot, .question = question, .asker = key}, [asks, question] { asks(question); });
    };
    settle(
        turn, reply, turn.store().messages().append(op),
        [this, reply, asks](const Appended &appended) {
            reply.ack(appended.ack);
            m_core.tell(appended);
            asks(appended.message);
        },
        {},
        [this, asksAgain, key = connection.key](const protocol::Ack &ack) { m_core.tellAgain(ack, key, asksAgain); });
}

void BotDesk::handle(Turn &turn, Connection &connection, const protocol::StartOver &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    if (Bot *bot = find(turn, reply, command.bot))
        turn.always(
            [this, bot, reply, key = connection.key] { startOver(*bot, reply, key, [reply] { reply.ack(); }); });
}

void BotDesk::handle(Turn &turn, Connection &connection, const protocol::DeleteDialogue &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    Bot *bot = find(turn, reply, command.bot);
    if (!bot)
        return;
    ForgetOp op;
    op.stamp = stampOf(m_core, connection, command, false);
    op.guard = {connection.key, RoomGuard::Need::Membership};
    op.id = protocol::botConversation(bot->info().id, connection.key);
    turn.always([this, bot, reply, op, key = connection.key] {
        // First the bot's own memory: what is gone here shall not go on there.
        startOver(*bot, reply, key, [this, reply, op] {
            m_core.turns.run([this, reply, op](Turn &later) {
                settle(later, reply, later.store().conversations().forgetMessages(op),
                       [this, reply](const RoomChange &change) {
                           reply.ack(change.ack);
                           if (change.changed)
                               m_core.publisher.conversation(change.conversation);
                       });
            });
        });
    });
}

void BotDesk::startOver(Bot &bot, const Reply &reply, const QString &key, std::function<void()> then)
{
    const QString session = protocol::botConversation(bot.info().id, key);
    bot.stop(session);
    bot.startOver(session, m_core.whileAlive<const QString &>([reply, then = std::move(then)](const QString &failure) {
        if (failure.isEmpty())
            then();
        else
            reply.error(ErrorCode::BotUnavailable, failure);
    }));
}

void BotDesk::handle(Turn &turn, Connection &connection, const protocol::StopAnswer &command)
{
    turn.always([this, reply = m_core.reply(connection, command.id), key = connection.key, command] {
        const auto open = std::find_if(m_open.cbegin(), m_open.cend(), [&key, &command](const Open &each) {
            return each.asker == key && each.question.conversation == command.conversation &&
                   each.question.id == command.stream;
        });
        if (open == m_open.cend())
            return reply.error(ErrorCode::NotFound, u"nothing comes that could be stopped"_s, u"stream"_s);
        Bot *bot = open->bot;
        const QString session = sessionOf(open->question, key);
        reply.ack();
        bot->stop(session);
    });
}

// --- where people talk ------------------------------------------------------------------------------------------

void BotDesk::heard(const protocol::Message &message)
{
    if (const Open open = calledBy(message); open.bot)
        ask(open, QString());
}

void BotDesk::heardAgain(const protocol::Message &message)
{
    if (const Open open = calledBy(message); open.bot)
        askUnlessAnswered(open, [this, open] { ask(open, QString()); });
}

BotDesk::Open BotDesk::calledBy(const protocol::Message &message) const
{
    if (protocol::isBotAuthor(message.author) || !message.text.contains(u'@'))
        return {};
    if (message.conversation != protocol::groupConversation && !message.conversation.startsWith("room:"_L1))
        return {};
    for (Bot *bot : std::as_const(m_core.ports.bots)) {
        const protocol::BotInfo info = bot->info();
        if (!info.inRooms || !calls(message.text, info))
            continue;
        // The first that is called: one question has one answer.
        return {.bot = bot, .question = message, .asker = protocol::keyOf(message.author)};
    }
    return {};
}

// --- asking -----------------------------------------------------------------------------------------------------

void BotDesk::within(Bot &bot, std::function<void()> goOn, std::function<void(const BotAnswer &)> refused)
{
    const qint64 most = bot.perDay();
    if (most <= 0)
        return goOn();
    m_core.turns.run(
        [this, id = bot.info().id, most, goOn = std::move(goOn), refused = std::move(refused)](Turn &turn) {
            const auto counted = turn.store().server().countQuestion(id, m_core.ports.clock.now().date(), most);
            const auto failed = [refused] {
                refused({.messages = {}, .failure = u"This server cannot store anything just now."_s});
            };
            if (const auto *problem = std::get_if<Unavailable>(&counted))
                logUnavailable(*problem);
            const bool *may = std::get_if<bool>(&counted);
            if (!may)
                turn.always(failed);
            else if (*may)
                turn.then(goOn, failed);
            else
                turn.always([refused] {
                    refused({.messages = {}, .failure = u"It has answered as often as it may today."_s});
                });
        });
}

void BotDesk::ask(const Open &open, const QString &locale)
{
    within(
        *open.bot, [this, open, locale] { askWithin(open, locale); },
        [this, open](const BotAnswer &answer) { answered(open, answer); });
}

void BotDesk::askWithin(const Open &open, const QString &locale)
{
    BotQuestion question{.text = open.question.text, .session = sessionOf(open.question, open.asker), .locale = locale};
    const qsizetype wanted = open.bot->remembers();
    if (wanted < 1)
        return ask(open, question);
    const HistoryQuery query{.conversation = open.question.conversation,
                             .viewer = open.asker,
                             .before = open.question.seq,
                             .after = {},
                             .around = {},
                             .limit = std::min(wanted, protocol::limits::historyPage)};
    const auto told = m_core.whileAlive<const QList<BotTurn> &>([this, open, question](const QList<BotTurn> &before) {
        BotQuestion whole = question;
        whole.before = before;
        ask(open, whole);
    });
    const bool queued = m_core.ports.workers.read(
        [query, told, own = protocol::botAuthor(open.bot->info().id)](Reads &reads) -> Workers::Finish {
            QList<BotTurn> before;
            if (const auto page = reads.history(query)) {
                for (const protocol::Message &message : page->messages) {
                    if (!message.deleted && !message.hidden && !message.text.isEmpty())
                        before.append({message.author == own, message.author, message.text});
                }
            }
            return [told, before] { told(before); };
        });
    if (!queued)
        answered(open, {.messages = {}, .failure = u"This server has too much to do just now."_s});
}

void BotDesk::ask(const Open &open, BotQuestion question)
{
    const Place place{open.question.conversation, open.question.seq};
    question.asked = {.conversation = place.first, .seq = place.second, .asker = open.asker, .id = {}};
    m_open.insert(place, open);
    m_core.publisher.typing({open.question.conversation, protocol::botAuthor(open.bot->info().id), true}, {});
    open.bot->ask(
        question, m_core.whileAlive<const QString &>([this, place](const QString &text) { progressed(place, text); }),
        m_core.whileAlive<const BotAnswer &>([this, open](const BotAnswer &answer) { answered(open, answer); }));
}

void BotDesk::askUnlessAnswered(const Open &open, std::function<void()> ask)
{
    const auto goOn = m_core.whileAlive<std::optional<bool>>(
        [settled = open.settled, ask = std::move(ask)](const std::optional<bool> &isAnswered) {
            if (isAnswered && !*isAnswered)
                ask();
            else if (settled)
                settled(isAnswered.has_value());
        });
    const HistoryQuery query{.conversation = open.question.conversation,
                             .viewer = open.asker,
                             .before = {},
                             .after = open.question.seq,
                             .around = {},
                             .limit = protocol::limits::historyPage};
    const bool queued =
        m_core.ports.workers.read([query, goOn, id = open.question.id,
                                   bot = protocol::botAuthor(open.bot->info().id)](Reads &reads) -> Workers::Finish {
            const auto page = reads.history(query);
            if (!page)
                return [goOn] { goOn(std::nullopt); };
            const bool isAnswered =
                std::any_of(page->messages.begin(), page->messages.end(), [&](const protocol::Message &message) {
                    return message.author == bot && message.stream == id;
                });
            return [goOn, isAnswered] { goOn(isAnswered); };
        });
    if (!queued)
        goOn(std::nullopt);
}

void BotDesk::progressed(const Place &place, const QString &text)
{
    const auto open = m_open.find(place);
    if (open == m_open.end())
        return;
    const QString &conversation = open->question.conversation;
    const QString author = protocol::botAuthor(open->bot->info().id);
    const qint64 now = m_core.ports.clock.monotonicMs();
    if (text.isEmpty())
        return m_core.publisher.typing({conversation, author, true}, {});
    if (now - open->toldMs < partialMs)
        return;
    open->toldMs = now;
    m_core.ports.courier.deliver(Audience::users({open->asker}), protocol::Partial{.conversation = conversation,
                                                                                   .stream = open->question.id,
                                                                                   .author = author,
                                                                                   .text = cut(text)});
}

void BotDesk::answered(const Open &open, const BotAnswer &answer)
{
    const protocol::Message &question = open.question;
    m_open.remove({question.conversation, question.seq});
    const protocol::ConversationKind kind = kindOf(question.conversation);
    const QList<BotMessage> messages = messagesOf(answer, question.text);
    QList<AppendOp> ops;
    for (qsizetype i = 0; i < messages.size(); ++i) {
        AppendOp op;
        op.message.conversation = question.conversation;
        op.message.id = answerId(question, open.asker, i);
        op.message.author = protocol::botAuthor(open.bot->info().id);
        op.message.text = messages[i].text;
        op.message.card = messages[i].card;
        op.message.stream = question.id;
        if (i == messages.size() - 1)
            op.message.dialogue = answer.dialogue;
        op.kind = kind;
        if (kind == protocol::ConversationKind::Bot)
            op.makeFor = {open.asker};
        else
            op.message.replyTo = question.seq;
        op.stamp.account = op.message.author;
        op.stamp.id = op.message.id;
        op.stamp.hash = digestOf(op.message.id);
        op.stamp.forGood = true;
        ops.append(op);
    }
    const protocol::Partial end{.conversation = question.conversation,
                                .stream = question.id,
                                .author = protocol::botAuthor(open.bot->info().id),
                                .text = {},
                                .end = true};
    m_core.turns.run([this, ops, end, asker = open.asker, settled = open.settled](Turn &turn) mutable {
        bool stored = true;
        for (AppendOp &op : ops) {
            op.stamp.now = m_core.ports.clock.now();
            const auto outcome = turn.store().messages().append(op);
            if (const auto *appended = std::get_if<Appended>(&outcome))
                turn.then([this, done = *appended] { m_core.tell(done); }, {});
            else if (!std::holds_alternative<Repeat>(outcome))
                stored = false;
            if (const auto *problem = std::get_if<Unavailable>(&outcome))
                logUnavailable(*problem);
        }
        const auto isStored = [settled] {
            if (settled)
                settled(true);
        };
        // No message comes that would end what the asker sees coming.
        const auto isLost = [this, asker, end, settled] {
            m_core.ports.courier.deliver(Audience::users({asker}), end);
            if (settled)
                settled(false);
        };
        if (stored)
            turn.then(isStored, isLost);
        else
            turn.always(isLost);
    });
}

// --- after a restart --------------------------------------------------------------------------------------------

void BotDesk::askWhatWasLeft()
{
    askWhatWasLeft(m_core.ports.clock.now(), {});
}

void BotDesk::askWhatWasLeft(const QDateTime &now, const QString &afterKey)
{
    QList<std::pair<Bot *, QString>> bots;
    for (Bot *bot : std::as_const(m_core.ports.bots))
        bots.append({bot, bot->info().id});
    const auto found = m_core.whileAlive<const QList<Open> &, const QString &>(
        [this, now](const QList<Open> &all, const QString &next) {
            for (const Open &open : all) {
                if (open.question.at.secsTo(now) <= askedAgainSeconds)
                    ask(open, QString());
                else
                    answered(open, {.messages = {}, .failure = u"This server was not there to ask it."_s});
            }
            if (!next.isEmpty())
                askWhatWasLeft(now, next);
        });
    const bool queued = m_core.ports.workers.read([now, afterKey, bots, found](Reads &reads) -> Workers::Finish {
        QList<Open> all;
        const auto people = reads.people({}, afterKey, peopleAtOnce);
        if (!people)
            return [] {};
        for (const Account &account : people->rows) {
            for (const auto &[bot, id] : bots) {
                for (const protocol::Message &question : unanswered(reads, id, account.key)) {
                    // What is asked from now on is in hand already.
                    if (question.at < now && question.at.secsTo(now) <= oldestQuestionSeconds)
                        all.append({.bot = bot, .question = question, .asker = account.key});
                }
            }
        }
        return [found, all, next = people->next] { found(all, next); };
    });
    if (!queued)
        qCWarning(lcCore) << "the readers are busy: questions to bots that were left open stay so";
}

// --- plain dialect ----------------------------------------------------------------------------------------------

void BotDesk::askAloud(const QString &connection, const QString &text)
{
    Bot *bot = find({});
    if (!bot) {
        m_core.ports.courier.deliver(Audience::connection(connection),
                                     PlainText{plain::botFailed(u"there is no bot here"_s)});
        return;
    }
    const BotQuestion question{
        .text = text,
        .session = u"plain:"_s + connection,
        .locale = {},
        .before = {},
        .asked = {
            .conversation = {}, .seq = 0, .asker = connection, .id = protocol::makeUlid(m_core.ports.clock.now())}};
    within(
        *bot, [this, bot, question] { askAloud(*bot, question, {}); },
        [this, question, id = bot->info().id](const BotAnswer &answer) { answeredAloud(question.asked, id, answer); });
}

void BotDesk::askAloud(Bot &bot, const BotQuestion &question, Settled settled)
{
    bot.ask(
        question, [](const QString &) {},
        m_core.whileAlive<const BotAnswer &>(
            [this, asked = question.asked, id = bot.info().id, settled = std::move(settled)](const BotAnswer &answer) {
                answeredAloud(asked, id, answer);
                // Whoever asked is told where it cannot be stored, and asks again.
                if (settled)
                    settled(true);
            }));
}

void BotDesk::answeredAloud(const BotAsked &asked, const QString &bot, const BotAnswer &answer)
{
    const auto tellAsker = [courier = &m_core.ports.courier, connection = asked.asker](const QString &text) {
        courier->deliver(Audience::connection(connection), PlainText{text});
    };
    if (!answer.failure.isEmpty())
        return tellAsker(plain::botFailed(answer.failure));

    QStringList words;
    for (const BotMessage &message : answer.messages)
        words.append(spoken(message));
    const QString sentence = plain::botReply(cut(words.join(u' ').trimmed()));
    AppendOp op;
    op.message.conversation = protocol::plainBotConversation;
    op.message.author = protocol::botAuthor(bot);
    op.message.text = sentence.sliced(plain::botReply(u"x"_s).size() - 1);
    op.kind = protocol::ConversationKind::Bot;
    op.stamp.account = op.message.author;
    op.stamp.id = asked.id;
    op.stamp.hash = digestOf(asked.id);
    op.stamp.forGood = true;
    op.message.id = asked.id;
    m_core.turns.run([this, op, sentence, tellAsker](Turn &turn) mutable {
        op.stamp.now = m_core.ports.clock.now();
        const auto failed = [tellAsker] { tellAsker(plain::notStored()); };
        const auto outcome = turn.store().messages().append(op);
        if (const auto *problem = std::get_if<Unavailable>(&outcome))
            logUnavailable(*problem);
        if (std::holds_alternative<Appended>(outcome))
            turn.then([this, sentence] { m_core.publisher.plain(sentence); }, failed);
        else if (!std::holds_alternative<Repeat>(outcome))
            turn.always(failed);
    });
}

// --- for another process ----------------------------------------------------------------------------------------

void BotDesk::askFor(const QString &id, const BotQuestion &question, Settled settled)
{
    Bot *bot = find(id);
    if (!bot)
        return settled(true);
    if (question.asked.conversation.isEmpty())
        return askAloud(*bot, question, std::move(settled));
    const auto goOn = [this, bot, question, settled](const protocol::Message &message) {
        const Open open{.bot = bot, .question = message, .asker = question.asked.asker, .settled = settled};
        // A queue may give it out twice.
        askUnlessAnswered(open, [this, open, question] { ask(open, question); });
    };
    // What was deleted meanwhile needs no answer.
    m_core.withMessage(question.asked.conversation, question.asked.seq, question.asked.asker, goOn, settled);
}

void BotDesk::giveUpFor(const QString &id, const BotQuestion &question, const QString &failure)
{
    const BotAnswer none{.messages = {}, .failure = failure};
    if (question.asked.conversation.isEmpty())
        return answeredAloud(question.asked, id, none);
    Bot *bot = find(id);
    if (!bot)
        return;
    const auto goOn = [this, bot, asker = question.asked.asker, none](const protocol::Message &message) {
        answered({.bot = bot, .question = message, .asker = asker}, none);
    };
    m_core.withMessage(question.asked.conversation, question.asked.seq, question.asked.asker, goOn, [](bool) {});
}

} // namespace confab::core
