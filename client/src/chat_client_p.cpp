// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat_client_p.h"

#include "basic_session.h"
#include "cache_reading.h"
#include "confab_session.h"
#include "logging.h"

#include <confab/protocol/names.h>

#include <QFileInfo>

namespace confab::client
{

using namespace Qt::StringLiterals;
using Phase = ConnectionStatus::Phase;

namespace
{

// Events the disk has not taken yet. A server that sends faster for so long is left, and synced with later.
constexpr int mostBacklog = 2000;
// A server that could not list its people is asked again after so long.
constexpr int peopleAgainMs = 10000;
// One's own messages that are looked for on a server that was set back; what was said before these is let go.
constexpr int mostSought = 100;
// One's own typing is told again after so long; others let it lapse after 6 s.
constexpr qint64 typingAgainMs = 3000;

const auto epochFact = u"epoch"_s;
const auto meFact = u"me"_s;

std::unique_ptr<Session> sessionFor(const Profile &profile, TransportFactory transports, const Timing &timing)
{
    if (profile.plain)
        return std::make_unique<BasicSession>(std::move(transports), timing);
    return std::make_unique<ConfabSession>(std::move(transports), timing);
}

} // namespace

ChatClient::Private::Private(ChatClient &owner, Profile startProfile, ProfileStore &profileStore,
                             TransportFactory transports, Timing clock)
    : q(owner)
    , profile(std::move(startProfile))
    , store(profileStore)
    , timing(std::move(clock))
    , ownSession(sessionFor(profile, std::move(transports), timing))
    , session(*ownSession)
    , cache(std::make_unique<Cache>(store.cacheFile(profile.id)))
    , users(session, *cache)
    , history(session, book)
    , quotes(*cache, history)
    , rows(users, quotes)
    , typing(timing)
    , reads(session, timing)
    , catchUp(session, book, timing)
    , outbox(session, *cache, timing)
    , transfers(session, outbox, QFileInfo(store.cacheFile(profile.id)).path(), timing)
    , changes(outbox, *cache, rows,
              [this](const QString &conversation, qint64 seq) { return heldMessage(conversation, seq); })
    , lostMessages(book, history, outbox)
    , prefBook(session, *cache, timing)
    , prefValues(prefBook)
    , threadMarks(prefValues)
    , contacts({book, users, typing, rows, drafts, prefBook})
    , finder({session, *cache, book, users, me, welcome}, timing)
{
    rows.setTransfers(&transfers);
    session.setPingSource([this] { return book.pingRevs(); });
    connect(&session, &Session::statusChanged, &q, &ChatClient::statusChanged);
    connect(&session, &Session::signInFailed, &q, &ChatClient::signInFailed);
    connect(&session, &Session::pinLearned, this, [this](const QByteArray &pin) {
        profile.pin = pin;
        saveProfile();
    });
    connect(&session, &Session::gatewayLearned, this, [this] {
        profile.gateway = true;
        saveProfile();
    });
    connect(&session, &Session::abilitiesChanged, &q, &ChatClient::abilitiesChanged);
    connect(&session, &Session::moved, this, &Private::onMoved);
    connect(&session, &Session::welcomed, this, &Private::onWelcome);
    connect(&session, &Session::signedIn, this, &Private::onSignedIn);
    connect(&session, &Session::tokenRefused, this, &Private::onTokenRefused);
    connect(&session, &Session::event, this, &Private::onEvent);
    connect(&session, &Session::behind, this, &Private::onBehind);
    connect(&session, &Session::disconnected, this, &Private::onDisconnected);
    connect(&catchUp, &CatchUp::applied, this, &Private::onSynced);
    connect(&catchUp, &CatchUp::gone, this, &Private::onGone);
    connect(&catchUp, &CatchUp::finished, this, &Private::onCaughtUp);
    connect(&history, &HistoryLoader::applied, this, &Private::apply);
    connect(&outbox, &OutboxSender::changed, this, &Private::touch);
    connect(&quotes, &QuoteBook::changed, this, &Private::touch);
    connect(&transfers, &Transfers::changed, this, &Private::touch);
    connect(&transfers, &Transfers::allChanged, this, &Private::touchAll);
    connect(&lostMessages, &LostMessages::lost, &q, &ChatClient::ownMessagesLost);
    connect(&outbox, &OutboxSender::acked, this, &Private::onChangeAcked);
    connect(&changes, &Changes::refused, &q, &ChatClient::changeRefused);
    connect(&outbox, &OutboxSender::notKept, this, &Private::tellDiskFailed);
    connect(&users, &UserBook::changed, this, [this](const QString &key) {
        contacts.refreshUser(key);
        touchAll();
        if (const auto user = users.find(key))
            Q_EMIT q.userChanged(user->username);
    });
    connect(&prefBook, &PrefBook::changed, this, &Private::onPref);
    connect(&answers, &AnswerBook::changed, this, [this](const QString &conversation) {
        touch(conversation);
        Q_EMIT q.answerChanged(conversation);
    });
    connect(&typing, &TypingBook::changed, this, [this](const QString &conversation) {
        contacts.refresh(conversation);
        QStringList names;
        for (const QString &username : typing.usernames(conversation))
            names.append(rows.shownNameOf(username));
        Q_EMIT q.typingChanged(conversation, names);
    });
}

ChatClient::Private::~Private()
{
    timing.scheduler->cancel(signOutTimer);
    timing.scheduler->cancel(peopleTimer);
    // Nobody is told anything any more: those who asked may be gone already.
    session.disconnect();
    qDeleteAll(windows);
    qDeleteAll(threads);
    // What waits to be written is on disk after this.
    cache.reset();
    transfers.end();
    if (!remembered())
        store.forget(profile.id);
}

bool ChatClient::Private::remembered() const
{
    return std::any_of(store.profiles().begin(), store.profiles().end(),
                       [this](const Profile &each) { return each.id == profile.id; });
}

void ChatClient::Private::saveProfile()
{
    if (remembered())
        store.save(profile);
    Q_EMIT q.profileChanged();
}

void ChatClient::Private::tellDiskFailed()
{
    if (std::exchange(diskFailed, true))
        return;
    Q_EMIT q.diskFailed();
}

// --- getting in -------------------------------------------------------------------------------------------------

void ChatClient::Private::onCacheOpened(CacheContents opened)
{
    loaded = true;
    if (opened.rebuilt)
        Q_EMIT q.cacheRebuilt(opened.outboxKept);
    if (!opened.onDisk)
        tellDiskFailed();
    epoch = opened.facts.value(epochFact);
    welcome.bots = botsFrom(opened.facts); // until it comes
    contents = std::move(opened);
    if (!session.token().isEmpty())
        adopt();
    session.setServer(profile.url, profile.pin);
    if (started)
        session.start();
}

void ChatClient::Private::adopt()
{
    if (!contents)
        return;
    const CacheContents held = *std::exchange(contents, std::nullopt);
    adopted = true;
    if (const auto user = fromText<protocol::User>(held.facts.value(meFact)))
        setMe(*user);
    rows.setBots(welcome.bots);
    contacts.setBots(welcome.bots);
    searches = searchesFrom(held.facts);
    book.load(held.conversations);
    users.load(held.users);
    // What was written before this was read is newer.
    for (auto it = held.drafts.begin(); it != held.drafts.end(); ++it) {
        if (!drafts.contains(it.key()))
            drafts.insert(it.key(), it.value());
    }
    adoptPrefs(held.prefs);
    fileLimit = fileLimitFrom(held.facts);
    contacts.refreshAll();
    outbox.setEpoch(epoch);
    outbox.load(held.outbox);
    transfers.loaded();
    for (ConversationWindow *open : std::as_const(windows))
        open->begin();
    for (ThreadWindow *open : std::as_const(threads))
        open->begin();
    for (const QString &key : held.drafts.keys())
        Q_EMIT q.conversationChanged(conversationOfKey(key));
}

void ChatClient::Private::setMe(const protocol::User &user)
{
    me = user;
    rows.setMe(me);
    contacts.setMe(me);
    cache->putFact(meFact, toText(me));
}

void ChatClient::Private::onWelcome(const protocol::Welcome &told, bool in)
{
    welcome = told;
    rows.setBots(told.bots);
    if (profile.serverName != told.server.name) {
        profile.serverName = told.server.name;
        saveProfile();
    }
    if (in) {
        enter(*told.you);
        return;
    }
    Q_EMIT q.signInNeeded(told);
    if (std::exchange(tokenWasRefused, false)) {
        Problem problem;
        problem.code = protocol::ErrorCode::Unauthenticated;
        Q_EMIT q.signInFailed(problem);
    }
}

void ChatClient::Private::onSignedIn(const protocol::SessionGranted &granted)
{
    // Somebody else than before: nothing of the other's is shown or sent.
    const bool another =
        !profile.username.isEmpty() && protocol::keyOf(profile.username) != protocol::keyOf(granted.user.username);
    if (another)
        forgetContent();
    profile.username = granted.user.username;
    profile.guest = protocol::isGuest(granted.user.username);
    store.save(profile);
    store.setToken(profile.id, granted.token);
    Q_EMIT q.profileChanged();
    enter(granted.user);
    Q_EMIT q.signedInChanged();
}

void ChatClient::Private::enter(const protocol::User &user)
{
    if (!adopted)
        adopt();
    takeFileLimit(welcome);
    if (epoch != welcome.server.epoch)
        beginEpoch(welcome.server.epoch);
    setMe(user);
    contacts.setBots(welcome.bots);
    keepBots();
    users.connected();
    tellWatched();
    tellPresence();
    catchUp.begin();
    prefBook.resume(protocol::isGuest(user.username) || profile.plain);
    fetchPeople();
}

void ChatClient::Private::beginEpoch(const QString &next)
{
    if (!epoch.isEmpty()) {
        qCInfo(netLog, "the server has a new epoch: what is cached is dropped, what waits is kept");
        const QStringList known = book.all().keys();
        book.clear();
        users.clear();
        reads.clear();
        seekOwn(epoch, next); // before they go
        cache->clearServerData();
        outbox.seekAcked();
        if (const int lost = outbox.unplace(); lost > 0)
            Q_EMIT q.changesLost(lost);
        transfers.beginEpoch();
        for (const QString &conversation : known)
            contacts.remove(conversation);
        for (ConversationWindow *open : std::as_const(windows))
            open->clear();
        for (ThreadWindow *open : std::as_const(threads))
            open->clear();
        quotes.clear();
        threadMarks.forget();
    }
    epoch = next;
    outbox.setEpoch(epoch);
    cache->putFact(epochFact, epoch);
}

void ChatClient::Private::seekOwn(const QString &oldEpoch, const QString &newEpoch)
{
    cache->messagesOf(me.username, mostSought,
                      [this, who = me.username, oldEpoch, newEpoch](const QList<protocol::Message> &said) {
                          if (epoch != newEpoch || me.username != who)
                              return;
                          QList<OutboxItem> own;
                          for (const protocol::Message &message : said) {
                              if (message.deleted || message.hidden || message.text.isEmpty())
                                  continue;
                              OutboxItem item;
                              item.id = message.id;
                              item.conversation = message.conversation;
                              item.command = commandFor(message.conversation, message.text);
                              std::visit([&](auto &each) { each.id = message.id; }, item.command);
                              item.state = OutboxItem::State::Sought;
                              item.epoch = oldEpoch;
                              item.seq = message.seq;
                              item.createdAt = message.at;
                              own.append(item);
                          }
                          outbox.seek(own);
                          if (session.status().phase == Phase::Online)
                              lostMessages.look();
                      });
}

void ChatClient::Private::forgetContent()
{
    contents.reset();
    adopted = true;
    book.clear();
    users.clear();
    drafts.clear();
    searches.clear();
    prefBook.clear();
    outbox.clear();
    transfers.clear();
    fileLimit = 0;
    reads.clear();
    typing.clear();
    answers.clear();
    contacts.clear();
    epoch.clear();
    me = {};
    rows.setMe(me);
    contacts.setMe(me);
    for (ConversationWindow *open : std::as_const(windows))
        open->clear();
    for (ThreadWindow *open : std::as_const(threads))
        open->clear();
    quotes.clear();
    threadMarks.clear();
    // Forgotten altogether: its files are going already, and nobody waits for them.
    if (remembered())
        cache->clearAll();
    else
        cache->forget();
}

void ChatClient::Private::onTokenRefused()
{
    tokenWasRefused = true;
    store.setToken(profile.id, {});
    Q_EMIT q.signedInChanged();
}

void ChatClient::Private::finishSignOut()
{
    timing.scheduler->cancel(signOutTimer);
    signOutTimer = 0;
    session.stop();
    session.setToken({});
    store.setToken(profile.id, {});
    forgetContent();
    profile.username.clear();
    profile.guest = false;
    saveProfile();
    Q_EMIT q.signedInChanged();
    if (started)
        session.start();
}

// What a connection is told of itself, and what it may have missed before it was there.
void ChatClient::Private::onMoved()
{
    tellWatched();
    tellPresence();
    catchUp.begin();
}

void ChatClient::Private::onCaughtUp()
{
    const bool moved = session.status().phase == Phase::Online;
    session.setOnline();
    if (moved)
        return;
    book.goLive();
    outbox.resume();
    transfers.resume();
    reads.resume();
    quotes.connected();
    for (ThreadWindow *open : std::as_const(threads))
        open->connected();
    for (ConversationWindow *open : std::as_const(windows)) {
        open->begin();
        open->connected();
    }
    for (const QString &conversation : windows.keys())
        fetchReceipts(conversation);
    lostMessages.look();
}

void ChatClient::Private::onDisconnected()
{
    catchUp.abandon();
    history.abandon();
    lostMessages.abandon();
    outbox.pause();
    transfers.pause();
    reads.pause();
    prefBook.pause();
    typing.clear();
    answers.clear();
    typingTold.clear();
    users.disconnected();
}

void ChatClient::Private::onBehind(const QStringList &conversations)
{
    for (const QString &conversation : conversations) {
        if (book.find(conversation))
            catchUp.want(conversation);
    }
}

void ChatClient::Private::tellWatched()
{
    if (!watched.isEmpty() && session.ready())
        session.tell(protocol::Watch{{}, watched});
}

void ChatClient::Private::tellPresence()
{
    if (!presence || !session.ready())
        return;
    // The server tells it to those who watch; to oneself it says only that it has it.
    session.ask(*presence, [this, told = *presence](const Expected<protocol::ServerEvent, Problem> &answer) {
        if (!answer || !std::holds_alternative<protocol::Ack>(*answer))
            return;
        protocol::User now = me;
        now.state = told.state;
        now.status = told.status;
        setMe(now);
        users.put({now});
        Q_EMIT q.userChanged(me.username);
    });
}

Reply<std::monostate> ChatClient::Private::leaving(const QString &conversation, Reply<std::monostate> reply)
{
    left.insert(conversation);
    return [this, conversation, reply = std::move(reply)](const Expected<std::monostate, Problem> &answer) {
        if (!answer)
            left.remove(conversation);
        if (reply)
            reply(answer);
    };
}

void ChatClient::Private::fetchPeople(const QString &after)
{
    peopleAsked = true;
    session.ask(protocol::ListPeople{{}, {}, after},
                [this, after](const Expected<protocol::ServerEvent, Problem> &answer) {
                    peopleAsked = false;
                    if (!answer) {
                        if (!answer.error().offline) {
                            timing.scheduler->cancel(peopleTimer);
                            peopleTimer = timing.scheduler->after(peopleAgainMs, [this, after] { fetchPeople(after); });
                        }
                        return;
                    }
                    if (const auto *list = std::get_if<protocol::UserList>(&*answer)) {
                        nextPeople = list->next;
                        users.put(list->users);
                        contacts.addPeople(list->users);
                    }
                });
}

void ChatClient::Private::fetchReceipts(const QString &conversation)
{
    const auto *held = book.find(conversation);
    if (!held || !held->stored.object.receipts || !session.ready())
        return;
    session.ask(protocol::ListMembers{{}, conversation, {}},
                [this, conversation](const Expected<protocol::ServerEvent, Problem> &answer) {
                    const auto *list = answer ? std::get_if<protocol::MemberList>(&*answer) : nullptr;
                    if (!list)
                        return;
                    for (const protocol::Member &member : list->members) {
                        if (!rows.isMe(member.user.username))
                            keep(book.readByOther(conversation, member.read));
                    }
                });
}

// --- what comes -------------------------------------------------------------------------------------------------

void ChatClient::Private::onEvent(const protocol::ServerEvent &event)
{
    if (cache->backlog() > mostBacklog) {
        qCWarning(netLog, "the server sends faster than this disk writes: connecting anew");
        session.reconnect();
        return;
    }
    std::visit([this](const auto &each) { take(each); }, event);
}

void ChatClient::Private::apply(ConversationBook::Applied applied)
{
    const QString id = applied.write.conversation.object.id;
    for (const protocol::Message &message : std::as_const(applied.write.messages)) {
        if (rows.isMe(message.author) && outbox.delivered(message.id))
            applied.write.delivered.append(message.id);
    }
    const QList<OutboxItem> reflected = outbox.reflected(id, applied.write.conversation.cursor, applied.write.messages);
    for (const OutboxItem &item : reflected)
        applied.write.delivered.append(item.id);
    if (!applied.write.delivered.isEmpty())
        transfers.look();
    QList<qint64> deleted;
    for (const protocol::Message &message : std::as_const(applied.write.messages)) {
        if (message.deleted || message.hidden)
            deleted.append(message.seq);
    }
    if (!deleted.isEmpty())
        dropFilesOf(id, deleted);
    cache->write(applied.write);
    ConversationWindow *open = windows.value(id);
    if (applied.write.replace) {
        if (open)
            open->reset();
        else if (applied.write.conversation.object.seq > 0)
            history.prefetch(id);
    } else if (open) {
        open->apply(applied.write.messages, applied.write.mineTold);
    }
    quotes.apply(applied.write.messages);
    for (ThreadWindow *thread : threadsOf(id)) {
        if (applied.write.replace)
            thread->reset();
        else
            thread->apply(applied.write.messages, applied.write.mineTold);
    }
    for (const OutboxItem &item : reflected)
        rememberReaction(item);
    for (const protocol::Message &message : std::as_const(applied.write.messages))
        changes.settle(message);
    contacts.refresh(id);
    Q_EMIT q.conversationChanged(id);
    if (applied.gap)
        catchUp.want(id);
    // Read without a connection, or just before the program ended.
    if (applied.read > 0)
        reads.mark(id, applied.read);
}

void ChatClient::Private::onSynced(const ConversationBook::Applied &applied)
{
    apply(applied);
    // While one is there, a sync brings what a push did not: between two connections, or where one was lost.
    for (const protocol::Message &message : applied.write.messages) {
        if (applied.news.contains(message.seq) && isFromOthers(message))
            tellArrived(message, rows.row(message, 0));
    }
}

bool ChatClient::Private::isFromOthers(const protocol::Message &message) const
{
    return !rows.isMe(message.author) && !message.deleted && !message.hidden;
}

void ChatClient::Private::tellArrived(const protocol::Message &message, const MessageRow &row)
{
    typing.put(message.conversation, message.author, false);
    if (session.status().phase == Phase::Online)
        Q_EMIT q.messageArrived(message.conversation, row);
}

void ChatClient::Private::keep(const std::optional<ConversationWrite> &write)
{
    if (!write)
        return;
    const QString id = write->conversation.object.id;
    cache->write(*write);
    touch(id);
    contacts.refresh(id);
    Q_EMIT q.conversationChanged(id);
}

void ChatClient::Private::take(const protocol::MessagePush &push)
{
    const protocol::Message &message = push.message;
    auto applied = book.push(message, rows.isMe(message.author));
    if (!applied)
        return;
    answers.came(message);
    const bool isNews = !applied->news.isEmpty();
    apply(std::move(*applied));
    if (!isNews || !isFromOthers(message))
        return;
    const MessageRow row = rows.row(message, 0);
    if (row.mentionsMe)
        keep(book.mentioned(message.conversation, message.seq));
    tellArrived(message, row);
}

void ChatClient::Private::take(const protocol::ConversationPush &push)
{
    if (auto applied = book.push(push.conversation)) {
        apply(std::move(*applied));
        touch(push.conversation.id); // what lies before its first message is shown no longer
        Q_EMIT q.membersChanged(push.conversation.id);
    }
    // Everyone's object changes when somebody signs up: the newcomer belongs on the contact list at once.
    if (push.conversation.kind == protocol::ConversationKind::Group)
        fetchPeople();
}

void ChatClient::Private::take(const protocol::ConversationGone &push)
{
    onGone(push.conversation);
}

void ChatClient::Private::onGone(const QString &conversation)
{
    if (!book.find(conversation))
        return;
    const QString name = book.find(conversation)->stored.object.name;
    QStringList waiting;
    for (const OutboxItem &item : outbox.outbox().itemsOf(conversation))
        waiting.append(item.id);
    book.remove(conversation);
    drafts.remove(conversation);
    forgetPrefs(conversation);
    reads.drop(conversation);
    outbox.dropConversation(conversation);
    transfers.look();
    transfers.dropConversation(conversation);
    dropFilesOf(conversation, {});
    cache->removeConversation(conversation, waiting);
    if (ConversationWindow *open = windows.value(conversation))
        open->clear();
    for (ThreadWindow *thread : threadsOf(conversation))
        thread->clear();
    quotes.drop(conversation);
    threadMarks.drop(conversation);
    dropThreadDrafts(conversation);
    contacts.remove(conversation);
    Q_EMIT q.conversationGone(conversation, name, left.remove(conversation));
}

void ChatClient::Private::take(const protocol::UserPush &push)
{
    if (rows.isMe(push.user.username))
        setMe(push.user);
    users.put({push.user});
}

void ChatClient::Private::take(const protocol::ReadPush &push)
{
    keep(rows.isMe(push.user) ? book.readByMe(push.conversation, push.seq)
                              : book.readByOther(push.conversation, push.seq));
}

void ChatClient::Private::take(const protocol::TypingPush &push)
{
    if (!rows.isMe(push.user) && book.find(push.conversation))
        typing.put(push.conversation, push.user, push.on);
}

void ChatClient::Private::take(const protocol::Partial &partial)
{
    if (book.find(partial.conversation))
        answers.put(partial);
}

void ChatClient::Private::take(const protocol::Notice &notice)
{
    qCInfo(netLog, "the server says: %ls", qUtf16Printable(notice.code));
}

// --- what is asked for ------------------------------------------------------------------------------------------

protocol::ClientCommand ChatClient::Private::commandFor(const QString &conversation, const QString &text,
                                                        const SendOptions &options)
{
    if (const auto keys = protocol::directKeys(conversation)) {
        const QString other = keys->first == protocol::keyOf(me.username) ? keys->second : keys->first;
        const auto user = users.find(other);
        return protocol::DirectMessage{
            {}, user ? user->username : other, text, options.replyTo, options.thread, options.alsoRoom};
    }
    if (const auto keys = protocol::botKeys(conversation))
        return protocol::AskBot{{}, keys->first, text};
    return protocol::SendMessage{{}, conversation, text, options.replyTo, options.thread, options.alsoRoom};
}

ConversationWindow *ChatClient::Private::window(const QString &conversation)
{
    ConversationWindow *&open = windows[conversation];
    if (!open) {
        open = new ConversationWindow(conversation, sources());
        connect(open, &ConversationWindow::readOn, this,
                [this, conversation](qint64 seq) { markRead(conversation, seq); });
        if (adopted) {
            open->begin();
            fetchReceipts(conversation);
        }
    }
    return open;
}

void ChatClient::Private::setTyping(const QString &conversation, bool on)
{
    const auto *held = book.find(conversation);
    if (!session.ready() || !held || held->stored.object.memberCount > protocol::limits::intimateMembers)
        return;
    const qint64 now = timing.scheduler->nowMs();
    if (!on) {
        if (typingTold.remove(conversation))
            session.tell(protocol::SetTyping{{}, conversation, false});
        return;
    }
    if (typingTold.contains(conversation) && now - typingTold.value(conversation) < typingAgainMs)
        return;
    typingTold.insert(conversation, now);
    session.tell(protocol::SetTyping{{}, conversation, true});
}

} // namespace confab::client
