// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation_book.h"
#include "test_program.h"

#include <QTest>

using namespace confab;
using namespace confab::client;
using namespace Qt::StringLiterals;

// What the book makes of a sync beside which pushes come.
class TestConversationBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void aPushIsNewerThanTheSyncBesideIt();
    void mentionsBesideASyncAreCounted();
    void whatWasReadHereIsTold();
    void aPageOfSomeHoldsNoStretch();
    void onlyAPushTellsNothingOfOnesOwn();
    void newsComesOnce();
    void whatIsSaidBeforeOneComesIsNoNews();

private:
    [[nodiscard]] protocol::SyncedConversation entry(qint64 seq, qint64 rev, const QString &name) const;
    [[nodiscard]] protocol::Message message(qint64 seq, qint64 rev) const;
    [[nodiscard]] const StoredConversation &held() const { return m_book.find(m_room)->stored; }

    const QString m_room = u"room:01ARZ3NDEKTSV4RRFFQ69G5FAV"_s;
    ConversationBook m_book;
};

void TestConversationBook::init()
{
    m_book.clear();
    QVERIFY(m_book.synced(entry(3, 5, u"old"_s)));
}

protocol::SyncedConversation TestConversationBook::entry(qint64 seq, qint64 rev, const QString &name) const
{
    protocol::SyncedConversation made;
    made.id = m_room;
    made.name = name;
    made.seq = seq;
    made.rev = rev;
    made.you.read = 2;
    return made;
}

protocol::Message TestConversationBook::message(qint64 seq, qint64 rev) const
{
    protocol::Message made;
    made.conversation = m_room;
    made.seq = seq;
    made.rev = rev;
    made.id = u"id-%1"_s.arg(seq);
    return made;
}

void TestConversationBook::aPushIsNewerThanTheSyncBesideIt()
{
    protocol::Conversation renamed = entry(3, 6, u"new"_s);
    renamed.first = 2;
    QVERIFY(m_book.push(renamed));
    // The server had read this before.
    QVERIFY(m_book.synced(entry(3, 5, u"old"_s)));
    QCOMPARE(held().object.name, u"new"_s);
    QCOMPARE(held().object.first, 2);
    QCOMPARE(held().object.rev, 6);
    // A message with a high rev says nothing about the object.
    QVERIFY(m_book.push(message(4, 9), false));
    QVERIFY(m_book.synced(entry(4, 8, u"newest"_s)));
    QCOMPARE(held().object.name, u"newest"_s);
    QCOMPARE(held().object.rev, 9);
    // Another history counts, whatever came before.
    protocol::SyncedConversation reset = entry(1, 1, u"restored"_s);
    reset.reset = true;
    QVERIFY(m_book.synced(reset));
    QCOMPARE(held().object.name, u"restored"_s);
}

void TestConversationBook::mentionsBesideASyncAreCounted()
{
    QVERIFY(m_book.push(message(4, 6), false));
    QVERIFY(m_book.mentioned(m_room, 4));
    QVERIFY(m_book.push(message(5, 7), false));
    QVERIFY(m_book.mentioned(m_room, 5));
    // The server had read as far as 4, and counted that.
    protocol::SyncedConversation counted = entry(4, 6, u"old"_s);
    counted.you.mentions = 1;
    QVERIFY(m_book.synced(counted));
    QCOMPARE(held().you.mentions, 2);
    counted.seq = 5;
    counted.rev = 7;
    counted.you.mentions = 2;
    QVERIFY(m_book.synced(counted));
    QCOMPARE(held().you.mentions, 2);
}

void TestConversationBook::whatWasReadHereIsTold()
{
    QVERIFY(m_book.readByMe(m_room, 3));
    const auto applied = m_book.synced(entry(3, 5, u"old"_s));
    QVERIFY(applied);
    QCOMPARE(applied->read, 3);
    QCOMPARE(held().you.read, 3);
    protocol::SyncedConversation known = entry(3, 5, u"old"_s);
    known.you.read = 3;
    QCOMPARE(m_book.synced(known)->read, 0);
}

void TestConversationBook::newsComesOnce()
{
    m_book.goLive();
    QCOMPARE(m_book.push(message(5, 7), false)->news, QList<qint64>{5});
    QCOMPARE(m_book.push(message(5, 8), false)->news, QList<qint64>()); // an edit
    // Its push never came, or comes after the sync: on an old connection beside a new one.
    protocol::Messages missed;
    missed.conversation = m_room;
    missed.messages = {message(2, 9), message(4, 6), message(5, 8)};
    QCOMPARE(m_book.synced(missed)->news, QList<qint64>{4});
    QCOMPARE(m_book.push(message(4, 6), false)->news, QList<qint64>());
    QCOMPARE(m_book.push(message(7, 11), false)->news, QList<qint64>{7});
    QCOMPARE(m_book.push(message(6, 10), false)->news, QList<qint64>{6});
    // Online again after a while: what came meanwhile was not said while one was there.
    m_book.goLive();
    QCOMPARE(m_book.push(message(7, 12), false)->news, QList<qint64>());
    QCOMPARE(m_book.push(message(8, 13), false)->news, QList<qint64>{8});
}

void TestConversationBook::whatIsSaidBeforeOneComesIsNoNews()
{
    m_book.clear();
    m_book.goLive();
    protocol::Messages first;
    first.conversation = m_room;
    first.messages = {message(1, 1), message(2, 2)};
    QCOMPARE(m_book.synced(first)->news, QList<qint64>());
    first.messages = {message(3, 5)};
    QCOMPARE(m_book.synced(first)->news, QList<qint64>());
    QVERIFY(m_book.synced(entry(3, 5, u"joined"_s)));
    QCOMPARE(m_book.push(message(4, 6), false)->news, QList<qint64>{4});
    // Somebody writes who never did before.
    m_book.clear();
    QCOMPARE(m_book.push(message(1, 1), false)->news, QList<qint64>{1});
}

void TestConversationBook::aPageOfSomeHoldsNoStretch()
{
    protocol::Messages page;
    page.conversation = m_room;
    page.messages = {message(1, 1), message(3, 3)};
    const auto thread = m_book.history(page, true);
    QCOMPARE(thread->write.messages.size(), 2); // kept all the same
    QVERIFY(held().spans.spans().isEmpty());
    QVERIFY(held().topId.isEmpty());
    QVERIFY(m_book.history(page));
    QCOMPARE(held().spans.spans().size(), 2);
    QCOMPARE(held().topId, u"id-3"_s);
}

void TestConversationBook::onlyAPushTellsNothingOfOnesOwn()
{
    protocol::Messages frame;
    frame.conversation = m_room;
    frame.messages = {message(3, 3)};
    QVERIFY(m_book.history(frame)->write.mineTold);
    frame.upTo = 5;
    QVERIFY(m_book.synced(frame)->write.mineTold);
    QVERIFY(!m_book.push(message(3, 6), false)->write.mineTold);
}

CONFAB_TEST(TestConversationBook)
#include "tst_conversation_book.moc"
