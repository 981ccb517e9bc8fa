// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/contact_model.h>
#include <confab/client/conversation_model.h>
#include <confab/client/files.h>
#include <confab/client/message_link.h>
#include <confab/client/problem.h>
#include <confab/client/profile.h>
#include <confab/client/search.h>
#include <confab/client/timing.h>
#include <confab/client/transport_factory.h>

#include <QDateTime>
#include <QObject>

#include <functional>
#include <memory>

namespace confab::client
{

// How the connection stands, for the state strip and the sign-in page.
struct ConnectionStatus {
    enum class Phase {
        Stopped, // not asked to connect
        Connecting,
        NeedsSignIn, // connected; waits for signIn, signUp or signInAsGuest
        Syncing,
        Online,
        Waiting, // no connection; tries again at nextTry by itself
        Refused, // will not try again by itself: another key, no Confab server, signed out elsewhere
    };
    Phase phase = Phase::Stopped;
    protocol::Transport::Failure failure = protocol::Transport::Failure::None;
    int closeCode = 0;
    bool known = false; // the server has been met before
    QDateTime nextTry;  // UTC, while Waiting

    bool operator==(const ConnectionStatus &) const = default;
};

// What to say about a connection that failed: "That computer answers, but no Confab server listens on port 7465: is
// hosting on?" and the like. Empty while nothing is wrong.
[[nodiscard]] QString sentence(const ConnectionStatus &status, const QUrl &url);

// Where a new message belongs, by seqs of its conversation; 0: nowhere.
struct SendOptions {
    qint64 replyTo = 0;    // the message that it answers
    qint64 thread = 0;     // the first message of the thread that it goes into
    bool alsoRoom = false; // of a thread, and shown in the conversation too
};

// One profile's chat: connection, session, cache, outbox and the models over them. UI thread; nothing in it blocks: the
// cache works on a thread of its own. The widgets speak to this class and the models it gives out, to nothing below.
class ChatClient : public QObject
{
    Q_OBJECT

public:
    // `store` outlives the client and is told of new tokens, names and pins.
    ChatClient(Profile profile, ProfileStore &store, TransportFactory transports, QObject *parent = nullptr);
    // The same with a clock and a generator of one's own.
    ChatClient(Profile profile, ProfileStore &store, TransportFactory transports, Timing timing,
               QObject *parent = nullptr);
    ~ChatClient() override;

    [[nodiscard]] const Profile &profile() const;
    [[nodiscard]] const ConnectionStatus &status() const;
    [[nodiscard]] const protocol::Welcome &welcome() const; // the server's last
    [[nodiscard]] const protocol::User &me() const;
    // Basic mode: bare texts, one conversation and direct messages by name; nobody can tell who wrote what.
    [[nodiscard]] bool isPlain() const;
    // False where the server has said that it does not know such messages; abilitiesChanged() tells.
    [[nodiscard]] bool mayWrite(const QString &conversation) const;
    [[nodiscard]] bool signedIn() const; // has a token or a session; cached content is shown

    // Draws from the cache at once, connects, signs in with the kept token, reconnects by itself until stop().
    void start();
    void stop();
    void tryNow();
    // The same server at another address, by a key that is known: the one that this computer hosts got another port.
    void setServer(const QUrl &url, const QByteArray &pin);

    void signUp(const QString &username, const QString &password, const QString &displayName, const QString &invite);
    void signIn(const QString &username, const QString &password);
    void signInAsGuest(const QString &name);
    // Ends the session on the server where it can be reached, forgets the token and what is cached.
    void signOut();

    [[nodiscard]] ContactModel *contacts() const;
    // The model of a conversation; stays alive until closeConversation or the client's end.
    [[nodiscard]] ConversationModel *openConversation(const QString &conversation);
    void closeConversation(const QString &conversation);
    // The model of a thread, by the seq of its first message: that one and the replies. As above, until closeThread.
    [[nodiscard]] ConversationModel *openThread(const QString &conversation, qint64 root);
    void closeThread(const QString &conversation, qint64 root);
    // Of an open conversation: the newest rows, where others are held (ConversationModel::moreAfter).
    void showNewest(const QString &conversation);
    // The same: the rows around a seq, from the cache or the server. What is shown stays until they are here.
    void showAround(const QString &conversation, qint64 seq);
    [[nodiscard]] std::optional<protocol::Conversation> conversation(const QString &id) const;
    [[nodiscard]] protocol::Standing standing(const QString &conversation) const;
    // What is known of a person; asks the server where nothing is, and tells by userChanged.
    [[nodiscard]] protocol::User user(const QString &username);
    [[nodiscard]] QString displayNameOf(const QString &username);
    // The emoji of a bot that has one, by its author name; empty: of nobody else.
    [[nodiscard]] QString pictureOf(const QString &username) const;

    // Into the outbox, then drawn, then sent. The conversation may be a `dm:` or `bot:` that does not exist yet.
    void sendText(const QString &conversation, const QString &text, const SendOptions &options = {});

    // Files (only where fileLimit() is not 0). They go with a message of their own, whose text may be empty: into the
    // outbox and drawn at once, uploaded as connections come and go, sent once all of them are on the server; what is
    // written meanwhile does not wait. At most protocol::limits::attachments of them. The files are read from where
    // they lie: one that changes or vanishes before it was uploaded fails the message, for the person to decide.
    void sendFiles(const QString &conversation, const QString &caption, const QList<LocalFile> &files,
                   const SendOptions &options = {});
    [[nodiscard]] qint64 fileLimit() const; // bytes of one file; 0: the server takes none
    // Where something that is no file yet (a pasted picture) is put before it is sent: a path in a folder of the
    // profile, which is removed when its message has gone or was dropped. `name` as others will see it.
    [[nodiscard]] QString newOutgoingFile(const QString &name) const;
    // Of a waiting message, by its id. discard() gives the upload up.
    void pauseFiles(const QString &messageId, bool paused);
    // Of a message: fetched, the last asked for first; what has come stays when it is paused or the connection is
    // lost. The row's ShownFile tells how it goes. A file that is here is told at once.
    void fetchFile(const QString &conversation, qint64 seq, const QString &attachment);
    void pauseFetch(const QString &attachment);
    // The same for its small picture; a small picture-file that has none is fetched itself. For what is on screen.
    void wantPicture(const QString &conversation, qint64 seq, const QString &attachment);

    // What was said, as far as it is held here, said again in `to` as quotations, each a message of one's own.
    void forward(const QString &from, const QList<qint64> &seqs, const QString &to);
    // The same into the notes to oneself.
    void save(const QString &conversation, const QList<qint64> &seqs);
    // confab://HOST:PORT/m/CONVERSATION/SEQ, as parseMessageLink() reads it.
    [[nodiscard]] QString messageLink(const QString &conversation, qint64 seq) const;
    // For a message that failed or still waits (MessageRow::changeable). One that the server has or may have is left
    // alone: false.
    void retry(const QString &id);
    [[nodiscard]] bool editWaiting(const QString &id, const QString &text);
    bool discard(const QString &id);

    // Changes of messages that have their place: into the outbox, then drawn (MessageRow::Change), then sent, whether
    // there is a connection or not. Each may be refused later: changeRefused().
    void edit(const QString &conversation, qint64 seq, const QString &text);
    // Sent 5 s later, or after the next start; undone before that.
    void remove(const QString &conversation, const QList<qint64> &seqs);
    void undoRemove(const QString &conversation, qint64 seq);
    void react(const QString &conversation, qint64 seq, const QString &emoji, bool on);
    void pin(const QString &conversation, qint64 seq, bool on);
    // Of a row with Change::Conflict: `ownText` replaces what stands there, or is dropped.
    void resolveConflict(const QString &conversation, qint64 seq, bool keepMine);

    void setTyping(const QString &conversation, bool on);
    void markRead(const QString &conversation, qint64 seq);
    // Of conversations, kept for all devices of the account; of a guest, on this computer. Who shows what was muted or
    // archived otherwise asks here; nothing is kept back. Marking as read also takes back markedUnread.
    [[nodiscard]] bool isMuted(const QString &conversation) const;
    void setMuted(const QString &conversation, bool on);
    [[nodiscard]] bool isFavourite(const QString &conversation) const;
    void setFavourite(const QString &conversation, bool on);
    [[nodiscard]] bool isArchived(const QString &conversation) const;
    void setArchived(const QString &conversation, bool on);
    [[nodiscard]] bool isMarkedUnread(const QString &conversation) const;
    void setMarkedUnread(const QString &conversation, bool on);
    // Kept for all devices as well, as the last one left it; another device's is told by conversationChanged.
    void setDraft(const QString &conversation, const QString &text);
    [[nodiscard]] QString draft(const QString &conversation) const;
    // The same of a thread, which the conversation's own mark says nothing about: ThreadSummary::unread.
    void markThreadRead(const QString &conversation, qint64 root, qint64 seq);
    void setThreadDraft(const QString &conversation, qint64 root, const QString &text);
    [[nodiscard]] QString threadDraft(const QString &conversation, qint64 root) const;
    void setPresence(protocol::PresenceState state, const QString &status);
    // People on screen now: their presence is told.
    void watch(const QStringList &usernames);

    // The next page of the directory goes into contacts(); nothing happens where there is none or one is on its way.
    void wantMorePeople();

    // A page of what is found: the first with a place of one's own making, the others with the `next` of the page
    // before while it says `more`; a page may hold nothing and say so. The server looks where it can, else (also for a
    // query without words and `has:file`) this computer looks through what it holds, and says `offline`.
    void search(const SearchQuery &query, const SearchPlace &from, Reply<SearchPage> reply);
    // As typed, newest first, 8 at most.
    [[nodiscard]] QStringList recentSearches() const;
    void rememberSearch(const QString &typed);
    // Pages, newest first; `before` is that of the page before. Links, and pinned ones without a connection, of what is
    // held here.
    void listPinned(const QString &conversation, std::optional<qint64> before, Reply<MessageList> reply);
    void listFiles(const QString &conversation, std::optional<qint64> before, Reply<MessageList> reply);
    void listLinks(const QString &conversation, std::optional<qint64> before, Reply<MessageList> reply);
    // Of all conversations, as far as they are held here.
    void listUnread(std::optional<qint64> before, Reply<MessageList> reply);
    // Threads whose first message is held here, the one that was replied to last first: 200 at most of a conversation,
    // or of all of them (an empty one), and then only the unread ones.
    void listThreads(const QString &conversation, Reply<QList<FoundThread>> reply);
    // The first message of that day (of this computer's time zone) or later; 0: there is none that late.
    void seqOfDate(const QString &conversation, const QDate &date, Reply<qint64> reply);

    // Of the conversation with a bot. What the server tells of the bot; nothing where it is none's, or it has gone.
    [[nodiscard]] std::optional<protocol::BotInfo> botIn(const QString &conversation) const;
    // An answer comes bit by bit (a row that is `coming`); it ends with what there is.
    [[nodiscard]] bool isAnswering(const QString &conversation) const;
    void stopAnswer(const QString &conversation);
    // The dialogue begins anew; what was said stays, or is forgotten by the server and here.
    void startOver(const QString &conversation, Reply<std::monostate> reply);
    void deleteDialogue(const QString &conversation, Reply<std::monostate> reply);

    void createRoom(const protocol::CreateRoom &room, Reply<QString> reply); // its id
    void updateRoom(const protocol::UpdateRoom &change, Reply<std::monostate> reply);
    void deleteRoom(const QString &conversation, Reply<std::monostate> reply);
    void joinRoom(const QString &conversation, Reply<std::monostate> reply);
    void leaveRoom(const QString &conversation, Reply<std::monostate> reply);
    void addMember(const QString &conversation, const QString &username, Reply<std::monostate> reply);
    void removeMember(const QString &conversation, const QString &username, Reply<std::monostate> reply);
    // Pages; `after` is the `next` of the page before.
    void listRooms(const QString &query, const QString &after, Reply<protocol::RoomList> reply);
    void listPeople(const QString &query, const QString &after, Reply<protocol::UserList> reply);
    void listMembers(const QString &conversation, const QString &after, Reply<protocol::MemberList> reply);
    // Everybody who gave that message this reaction, by username.
    void listReactors(const QString &conversation, qint64 seq, const QString &emoji, const QString &after,
                      Reply<protocol::ReactorList> reply);

Q_SIGNALS:
    void statusChanged();
    // The server said welcome and nobody is signed in: show the sign-in page with what it allows.
    void signInNeeded(const confab::protocol::Welcome &welcome);
    void signedInChanged();
    void signInFailed(const confab::client::Problem &problem);
    void profileChanged();
    void abilitiesChanged();                               // mayWrite()
    void conversationChanged(const QString &conversation); // its object, one's standing in it, or its draft was read
    // `name` of a room, else empty; `byOneself`: asked for here, by leaving or deleting it.
    void conversationGone(const QString &conversation, const QString &name, bool byOneself);
    void membersChanged(const QString &conversation);
    void typingChanged(const QString &conversation, const QStringList &displayNames);
    void answerChanged(const QString &conversation); // isAnswering(), or more has come
    void userChanged(const QString &username);
    // A message of somebody else, said while one was online, for notifications: once each, also where the connection
    // was replaced meanwhile.
    void messageArrived(const QString &conversation, const confab::client::MessageRow &row);
    // The cache could not be read and was begun anew; what waited to be sent was kept where it could be.
    void cacheRebuilt(bool outboxKept);
    // The server was set back to an earlier state and lost so many of one's own messages: they are in their
    // conversations again, failed, for the person to send or drop.
    void ownMessagesLost(int count);
    // The same: so many edits, reactions and the like that waited to be sent were dropped.
    void changesLost(int count);
    // Of edit() and its like: the server refused it. What was typed is kept: the row says Conflict.
    void changeRefused(const QString &conversation, const confab::client::Problem &problem);
    // Nothing can be written to this computer's disk: what waits to be sent lives as long as the program. Told once.
    void diskFailed();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab::client

Q_DECLARE_METATYPE(confab::client::MessageRow)
Q_DECLARE_METATYPE(confab::client::Contact)
