// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "answer_book.h"
#include "cache.h"
#include "catch_up.h"
#include "changes.h"
#include "contact_list.h"
#include "conversation_book.h"
#include "conversation_window.h"
#include "finder.h"
#include "history_loader.h"
#include "lost_messages.h"
#include "outbox_sender.h"
#include "pref_book.h"
#include "quote_book.h"
#include "read_marks.h"
#include "row_maker.h"
#include "session.h"
#include "thread_marks.h"
#include "thread_window.h"
#include "transfers.h"
#include "typing_book.h"
#include "user_book.h"

#include <confab/client/chat_client.h>

namespace confab::client
{

// The parts of one client and how they are wired; ChatClient is the door.
class ChatClient::Private : public QObject
{
    Q_OBJECT

public:
    Private(ChatClient &owner, Profile startProfile, ProfileStore &profileStore, TransportFactory transports,
            Timing clock);
    ~Private() override;

    // --- what happens ------------------------------------------------------------------------------------------
    void onCacheOpened(CacheContents opened);
    void onWelcome(const protocol::Welcome &told, bool in);
    void onSignedIn(const protocol::SessionGranted &granted);
    void onTokenRefused();
    void onCaughtUp();
    void onMoved();
    void onDisconnected();
    void onBehind(const QStringList &conversations);
    void onEvent(const protocol::ServerEvent &event);
    void onGone(const QString &conversation);

    void take(const protocol::MessagePush &push);
    void take(const protocol::ConversationPush &push);
    void take(const protocol::ConversationGone &push);
    void take(const protocol::UserPush &push);
    void take(const protocol::ReadPush &push);
    void take(const protocol::TypingPush &push);
    void take(const protocol::Partial &partial);
    void take(const protocol::Notice &notice);
    void take(const protocol::PrefList &push) { prefBook.take(push); }
    void take(const protocol::Ack &ack) { transfers.take(ack); }
    void take(const protocol::ErrorFrame &error) { transfers.take(error); }
    // Answers that nobody waits for any more.
    template <class Other>
    void take(const Other &)
    {
    }

    // --- what is done ------------------------------------------------------------------------------------------
    void apply(ConversationBook::Applied applied);
    void onSynced(const ConversationBook::Applied &applied);
    // Words of somebody else that can be read.
    [[nodiscard]] bool isFromOthers(const protocol::Message &message) const;
    void tellArrived(const protocol::Message &message, const MessageRow &row);
    void keep(const std::optional<ConversationWrite> &write);
    void enter(const protocol::User &user);
    void adopt();
    void forgetContent();
    void beginEpoch(const QString &epoch);
    [[nodiscard]] static QStringList searchesFrom(const QHash<QString, QString> &facts);
    void seekOwn(const QString &oldEpoch, const QString &newEpoch);
    void setMe(const protocol::User &user);
    void saveProfile();
    void tellDiskFailed();
    void finishSignOut();
    void tellWatched();
    void fetchPeople(const QString &after = {});
    void fetchReceipts(const QString &conversation);
    void setTyping(const QString &conversation, bool on);
    void adoptPrefs(const QList<StoredPref> &held);
    void onPref(const QString &key);
    [[nodiscard]] bool isSet(QLatin1StringView kind, const QString &conversation) const;
    void set(QLatin1StringView kind, const QString &conversation, bool on);
    void keepDraft(const QString &conversation, const QString &text);
    void forgetPrefs(const QString &conversation);
    void tellPresence();
    // Asked for here, so that its end is no news.
    Reply<std::monostate> leaving(const QString &conversation, Reply<std::monostate> reply);
    [[nodiscard]] bool remembered() const;
    [[nodiscard]] protocol::ClientCommand commandFor(const QString &conversation, const QString &text,
                                                     const SendOptions &options = {});
    // The message where it is in memory.
    [[nodiscard]] std::optional<protocol::Message> heldMessage(const QString &conversation, qint64 seq) const;
    void takeFileLimit(const protocol::Welcome &told);
    [[nodiscard]] static qint64 fileLimitFrom(const QHash<QString, QString> &facts);
    // The bots of the server: known without a connection too.
    void keepBots();
    [[nodiscard]] static QList<protocol::BotInfo> botsFrom(const QHash<QString, QString> &facts);
    void dropFilesOf(const QString &conversation, const QList<qint64> &seqs); // none: all of them
    void onChangeAcked(const OutboxItem &change);
    void rememberReaction(const OutboxItem &change);
    ConversationWindow *window(const QString &conversation);
    ThreadWindow *threadWindow(const QString &conversation, qint64 root);
    [[nodiscard]] ConversationWindow::Sources sources();
    [[nodiscard]] QList<ThreadWindow *> threadsOf(const QString &conversation) const;
    void touch(const QString &conversation);
    void touchAll();
    void markRead(const QString &conversation, qint64 seq);
    void dropThreadDrafts(const QString &conversation);

    ChatClient &q;
    Profile profile;
    ProfileStore &store;
    Timing timing;
    std::unique_ptr<Session> ownSession;
    Session &session;
    std::unique_ptr<Cache> cache;
    ConversationBook book;
    UserBook users;
    HistoryLoader history;
    QuoteBook quotes;
    RowMaker rows;
    TypingBook typing;
    AnswerBook answers;
    ReadMarks reads;
    CatchUp catchUp;
    OutboxSender outbox;
    Transfers transfers;
    Changes changes;
    LostMessages lostMessages;
    QHash<QString, QString> drafts;
    PrefBook prefBook;
    PrefValues prefValues;
    ThreadMarks threadMarks;
    ContactList contacts;
    QHash<QString, ConversationWindow *> windows;
    Finder finder;
    QStringList searches;                   // the last ones, newest first
    QHash<QString, ThreadWindow *> threads; // by threadKey()

    protocol::Welcome welcome;
    protocol::User me;
    QString epoch;
    std::optional<CacheContents> contents; // read, but not shown: nobody is signed in yet
    QStringList watched;
    std::optional<protocol::SetPresence> presence;
    QSet<QString> left;                // rooms that one leaves or deletes
    QHash<QString, qint64> typingTold; // when one's own typing was told last, Scheduler::nowMs
    bool started = false;
    bool loaded = false;
    bool adopted = false;
    bool tokenWasRefused = false;
    bool diskFailed = false;
    int signOutTimer = 0;
    int peopleTimer = 0;
    QString nextPeople; // where the directory goes on; empty: it was read to its end
    bool peopleAsked = false;
    qint64 fileLimit = 0; // as the server said last, this time or before
};

} // namespace confab::client
