// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache.h"
#include "cache_reading.h"
#include "cache_schema.h"
#include "cache_store.h"
#include "test_program.h"

#include <confab/client/cache_dump.h>
#include <confab/protocol/ulid.h>

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace confab;
using namespace confab::client;
using namespace Qt::StringLiterals;

namespace
{

protocol::Message message(qint64 seq, qint64 rev, const QString &text = u"hello"_s)
{
    protocol::Message made;
    made.conversation = u"group"_s;
    made.seq = seq;
    made.rev = rev;
    made.id = u"id-%1"_s.arg(seq);
    made.author = u"ada"_s;
    made.at = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + seq, QTimeZone::utc());
    made.text = text;
    return made;
}

ConversationWrite write(const QList<protocol::Message> &messages, qint64 cursor)
{
    ConversationWrite made;
    made.conversation.object.id = u"group"_s;
    made.conversation.object.kind = protocol::ConversationKind::Group;
    made.conversation.object.seq = cursor;
    made.conversation.object.rev = cursor;
    made.conversation.cursor = cursor;
    for (const protocol::Message &each : messages) {
        made.conversation.spans.add(each.seq);
        made.conversation.topId = each.id;
    }
    made.messages = messages;
    return made;
}

OutboxItem waiting(const QString &text)
{
    OutboxItem item;
    item.createdAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, QTimeZone::utc());
    item.id = protocol::makeUlid();
    item.conversation = u"group"_s;
    item.command = protocol::SendMessage{item.id, u"group"_s, text};
    item.epoch = u"e"_s;
    return item;
}

QStringList textsOf(const QList<protocol::Message> &messages)
{
    QStringList texts;
    for (const protocol::Message &each : messages)
        texts.append(u"%1:%2"_s.arg(each.seq).arg(each.text));
    return texts;
}

void inDatabase(const QString &file, const QStringList &statements)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"beside"_s);
        database.setDatabaseName(file);
        QVERIFY(database.open());
        for (const QString &statement : statements)
            QVERIFY2(QSqlQuery(database).exec(statement), qPrintable(statement));
    }
    QSqlDatabase::removeDatabase(u"beside"_s);
}

QStringList setAside(const QString &file)
{
    const QFileInfo info(file);
    return info.dir().entryList({info.fileName() + u".broken-*"_s}, QDir::Files);
}

} // namespace

class TestCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void comesBackAsItWas();
    void isPrivate();
    void onlyNewerRevsReplace();
    void droppedBelowFirst();
    void replaceForgetsTheOldRows();
    void rowsInBothDirections();
    void deliveredLeavesTheOutbox();
    void outboxKeepsItsOrder();
    void ownReactionsStay();
    void threadsAreFound();
    void anOlderSchemaIsMigrated();
    void conversationGoneTakesAllWithIt();
    void aFailedWriteFreezesTheCursor();
    void aBrokenFileIsSetAside_data();
    void aBrokenFileIsSetAside();
    void aBrokenPageKeepsTheOutbox();
    void aNewerSchemaIsSetAside();
    void noFolderMeansMemory();
    void keepsFewBrokenFiles();
    void whatIsForgottenIsNotWaitedFor();
    void worksOnAThreadOfItsOwn();
    void dumps();

private:
    [[nodiscard]] QString file() const { return m_folder->filePath(u"cache.sqlite"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCache::comesBackAsItWas()
{
    ConversationWrite written = write({message(1, 1), message(2, 3)}, 3);
    written.conversation.object.name = u"Everyone"_s;
    written.conversation.you = {protocol::Role::Owner, 1, 2};
    written.conversation.last = protocol::LastLine{2, u"ada"_s, message(2, 3).at, u"hello"_s};
    written.conversation.othersRead = 1;
    const OutboxItem item = waiting(u"later"_s);
    protocol::User ada;
    ada.username = u"Ada"_s;
    ada.displayName = u"Ada L."_s;
    {
        CacheStore store(file());
        const CacheContents empty = store.open();
        QVERIFY(!empty.rebuilt);
        QVERIFY(empty.conversations.isEmpty());
        QVERIFY(store.write(written));
        QVERIFY(store.putOutbox(item));
        QVERIFY(store.putDraft(u"group"_s, u"half a thou"_s));
        QVERIFY(store.putDraft(u"dm:a:b"_s, u"x"_s));
        QVERIFY(store.putDraft(u"dm:a:b"_s, {}));
        QVERIFY(store.putFact(u"epoch"_s, u"e1"_s));
        QVERIFY(store.putUsers({ada}));
    }
    CacheStore store(file());
    const CacheContents contents = store.open();
    QVERIFY(!contents.rebuilt);
    QCOMPARE(contents.conversations, QList<StoredConversation>{written.conversation});
    QCOMPARE(contents.outbox, QList<OutboxItem>{item});
    QCOMPARE(contents.drafts, (QHash<QString, QString>{{u"group"_s, u"half a thou"_s}}));
    QCOMPARE(contents.facts.value(u"epoch"_s), u"e1"_s);
    QCOMPARE(contents.users, QList<protocol::User>{ada});
    QCOMPARE(store.rows(u"group"_s, 0, 0, 10), (QList<protocol::Message>{message(1, 1), message(2, 3)}));
}

void TestCache::isPrivate()
{
    CacheStore store(file());
    (void)store.open();
    QVERIFY(store.write(write({message(1, 1)}, 1)));
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s}) {
        QVERIFY2(QFileInfo::exists(file() + suffix), qPrintable(suffix));
        QVERIFY(!(QFile::permissions(file() + suffix) & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
    }
}

void TestCache::onlyNewerRevsReplace()
{
    CacheStore store(file());
    (void)store.open();
    QVERIFY(store.write(write({message(1, 5, u"new"_s)}, 5)));
    QVERIFY(store.write(write({message(1, 4, u"old"_s)}, 5)));
    QVERIFY(store.write(write({message(1, 5, u"same"_s)}, 5)));
    QCOMPARE(textsOf(store.rows(u"group"_s, 0, 0, 10)), QStringList{u"1:new"_s});
    QVERIFY(store.write(write({message(1, 6, u"newer"_s)}, 6)));
    QCOMPARE(textsOf(store.rows(u"group"_s, 0, 0, 10)), QStringList{u"1:newer"_s});
}

void TestCache::droppedBelowFirst()
{
    CacheStore store(file());
    (void)store.open();
    QVERIFY(store.write(write({message(1, 1), message(2, 2), message(3, 3)}, 3)));
    ConversationWrite moved = write({message(1, 9), message(4, 4)}, 4);
    moved.conversation.object.first = 3;
    QVERIFY(store.write(moved));
    QCOMPARE(textsOf(store.rows(u"group"_s, 0, 0, 10)), (QStringList{u"3:hello"_s, u"4:hello"_s}));
}

void TestCache::replaceForgetsTheOldRows()
{
    CacheStore store(file());
    (void)store.open();
    QVERIFY(store.write(write({message(1, 100, u"old"_s), message(2, 101, u"old"_s)}, 101)));
    // The server's numbers may be lower than what is held: the old rows must not win.
    ConversationWrite anew = write({message(1, 1, u"new"_s)}, 1);
    anew.replace = true;
    QVERIFY(store.write(anew));
    QCOMPARE(textsOf(store.rows(u"group"_s, 0, 0, 10)), QStringList{u"1:new"_s});
}

void TestCache::rowsInBothDirections()
{
    CacheStore store(file());
    (void)store.open();
    QList<protocol::Message> messages;
    for (qint64 seq = 1; seq <= 10; ++seq)
        messages.append(message(seq, seq, {}));
    QVERIFY(store.write(write(messages, 10)));
    QCOMPARE(textsOf(store.rows(u"group"_s, 0, 0, 2)), (QStringList{u"9:"_s, u"10:"_s}));
    QCOMPARE(textsOf(store.rows(u"group"_s, 3, 0, 5)), (QStringList{u"1:"_s, u"2:"_s}));
    QCOMPARE(textsOf(store.rows(u"group"_s, 0, 8, 5)), (QStringList{u"9:"_s, u"10:"_s}));
    QVERIFY(store.rows(u"room:X"_s, 0, 0, 5).isEmpty());
}

void TestCache::deliveredLeavesTheOutbox()
{
    CacheStore store(file());
    (void)store.open();
    const OutboxItem item = waiting(u"a"_s);
    QVERIFY(store.putOutbox(item));
    ConversationWrite arrived = write({message(1, 1)}, 1);
    arrived.delivered = {item.id};
    QVERIFY(store.write(arrived));
    store.close();
    QVERIFY(store.open().outbox.isEmpty());
}

void TestCache::outboxKeepsItsOrder()
{
    CacheStore store(file());
    (void)store.open();
    OutboxItem first = waiting(u"first"_s);
    first.files = {{u"/a/b\n\"c\".png"_s, u"b.png"_s, u"image/png"_s, 7, 1'700'000'000'001, u"ab"_s, {3, 4}},
                   {u"/a/d"_s, u"d"_s, u"text/plain"_s, 1, 2, {}, {}}};
    const OutboxItem second = waiting(u"second"_s);
    QVERIFY(store.putOutbox(first));
    QVERIFY(store.putOutbox(second));
    const QString oldId = first.id;
    first.state = OutboxItem::State::Failed;
    first.error = protocol::ErrorCode::Muted;
    first.errorField = u"message"_s;
    setText(first.command, u"first, mended"_s);
    first.id = protocol::makeUlid();
    std::get<protocol::SendMessage>(first.command).id = first.id;
    QVERIFY(store.putOutbox(first, oldId));
    store.close();
    QCOMPARE(store.open().outbox, (QList<OutboxItem>{first, second}));
    QVERIFY(store.removeOutbox(first.id));
    store.close();
    QCOMPARE(store.open().outbox, QList<OutboxItem>{second});
}

void TestCache::ownReactionsStay()
{
    CacheStore store(file());
    (void)store.open();
    const auto reacted = [](qint64 rev, const QStringList &mine) {
        protocol::Message made = message(1, rev);
        made.reactions = {{u"👍"_s, 30, {u"ben"_s}}, {u"🎉"_s, 12, {u"ben"_s}}};
        made.mine = mine;
        return made;
    };
    const auto mine = [&store] { return store.message(u"group"_s, 1)->mine; };
    QVERIFY(store.write(write({reacted(3, {})}, 3)));
    // An answer tells, of the rev that is held too.
    ConversationWrite told = write({reacted(3, {u"👍"_s, u"🎉"_s})}, 3);
    told.mineTold = true;
    QVERIFY(store.write(told));
    QCOMPARE(mine(), (QStringList{u"👍"_s, u"🎉"_s}));
    // A push does not; what is not there any more is nobody's.
    protocol::Message pushed = reacted(4, {});
    pushed.reactions.removeLast();
    QVERIFY(store.write(write({pushed}, 4)));
    QCOMPARE(mine(), QStringList{u"👍"_s});
    QVERIFY(store.setReaction(u"group"_s, {1, u"👍"_s, false}));
    QVERIFY(mine().isEmpty());
    QVERIFY(!store.setReaction(u"group"_s, {2, u"👍"_s, true})); // not held
    QVERIFY(store.setReaction(u"group"_s, {1, u"👍"_s, true}));
    told.messages = {reacted(5, {})};
    QVERIFY(store.write(told));
    QVERIFY(mine().isEmpty());
}

void TestCache::threadsAreFound()
{
    CacheStore store(file());
    (void)store.open();
    protocol::Message reply = message(3, 3, u"reply"_s);
    reply.thread = 1;
    protocol::Message other = message(4, 4, u"another thread"_s);
    other.thread = 2;
    QVERIFY(store.write(write({message(1, 1, u"root"_s), message(2, 2), reply, other}, 4)));
    QCOMPARE(textsOf(store.thread(u"group"_s, 1)), (QStringList{u"1:root"_s, u"3:reply"_s}));
    QVERIFY(store.thread(u"group"_s, 9).isEmpty());
}

void TestCache::anOlderSchemaIsMigrated()
{
    const OutboxItem item = waiting(u"older"_s);
    (void)CacheStore(m_folder->filePath(u"other.sqlite"_s)).open(); // so that the resources are there
    QFile sql(u":/confab/client/cache/001_initial.sql"_s);
    QVERIFY(sql.open(QIODevice::ReadOnly));
    QStringList statements = QString::fromUtf8(sql.readAll()).split(u';');
    statements.removeLast();
    statements
        << u"INSERT INTO outbox (id, conversation, verb, body, state, epoch, seq, error, error_field, created_at) "
           "VALUES ('%1', 'group', 'sendMessage', '%2', 'queued', 'e', 0, 'unavailable', '', '%3')"_s.arg(
               item.id, QString::fromUtf8(protocol::encode(item.command)), item.createdAt.toString(Qt::ISODateWithMs))
        << u"PRAGMA user_version = 1"_s;
    inDatabase(file(), statements);
    // Where it is broken and set aside, what waits is read as it is.
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"beside"_s);
        database.setDatabaseName(file());
        QVERIFY(database.open());
        QCOMPARE(readOutbox(database).value_or(QList<OutboxItem>()), QList<OutboxItem>{item});
    }
    QSqlDatabase::removeDatabase(u"beside"_s);
    OutboxItem edit = waiting({});
    edit.command = protocol::EditMessage{edit.id, u"group"_s, 3, u"m3"_s, 7, u"after"_s};
    edit.state = OutboxItem::State::Acked;
    edit.rev = 9;
    edit.was = u"before"_s;
    CacheStore store(file());
    const CacheContents contents = store.open();
    QVERIFY(!contents.rebuilt);
    QCOMPARE(contents.outbox, QList<OutboxItem>{item});
    QVERIFY(store.putOutbox(edit));
    store.close();
    QCOMPARE(store.open().outbox, (QList<OutboxItem>{item, edit}));
}

void TestCache::conversationGoneTakesAllWithIt()
{
    CacheStore store(file());
    (void)store.open();
    const OutboxItem item = waiting(u"a"_s);
    QVERIFY(store.putOutbox(item));
    QVERIFY(store.putDraft(u"group"_s, u"b"_s));
    QVERIFY(store.write(write({message(1, 1)}, 1)));
    QVERIFY(store.removeConversation(u"group"_s, {item.id}));
    QVERIFY(store.rows(u"group"_s, 0, 0, 10).isEmpty());
    store.close();
    const CacheContents contents = store.open();
    QVERIFY(contents.conversations.isEmpty());
    QVERIFY(contents.outbox.isEmpty());
    QVERIFY(contents.drafts.isEmpty());
}

void TestCache::aFailedWriteFreezesTheCursor()
{
    CacheStore store(file());
    (void)store.open();
    QVERIFY(store.write(write({message(1, 1)}, 1)));
    inDatabase(file(), {u"CREATE TRIGGER full BEFORE INSERT ON message WHEN NEW.seq = 2 "
                        "BEGIN SELECT RAISE(ABORT, 'disk full'); END"_s});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"disk full"_s));
    QVERIFY(!store.write(write({message(2, 2)}, 2)));
    // Later ones are kept, but the cursor stays where everything below is held: the next start asks from there.
    QVERIFY(store.write(write({message(3, 3)}, 3)));
    store.close();
    const CacheContents contents = store.open();
    QCOMPARE(contents.conversations.first().cursor, 1);
    QCOMPARE(contents.conversations.first().spans.toString(), u"1"_s);
}

void TestCache::aBrokenFileIsSetAside_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no database") << QByteArray("this is a letter to my aunt, and no database at all\n").repeated(100);
    QTest::newRow("a torn header") << QByteArray("SQLite format 3\0", 16) + QByteArray(5000, '\x7f');
}

void TestCache::aBrokenFileIsSetAside()
{
    QFETCH(QByteArray, bytes);
    QFile broken(file());
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write(bytes);
    broken.close();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"set aside"_s));
    CacheStore store(file());
    const CacheContents contents = store.open();
    QVERIFY(contents.rebuilt);
    QVERIFY(!contents.outboxKept);
    QCOMPARE(setAside(file()).size(), 1);
    QFile kept(m_folder->filePath(setAside(file()).first()));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), bytes); // nothing of it was overwritten
    QVERIFY(store.write(write({message(1, 1)}, 1)));
}

void TestCache::aBrokenPageKeepsTheOutbox()
{
    const OutboxItem item = waiting(u"do not lose me"_s);
    {
        CacheStore store(file());
        (void)store.open();
        QVERIFY(store.putOutbox(item));
        QVERIFY(store.putDraft(u"group"_s, u"nor me"_s));
        QList<protocol::Message> messages;
        for (qint64 seq = 1; seq <= 200; ++seq)
            messages.append(message(seq, seq, QString(300, u'x')));
        QVERIFY(store.write(write(messages, 200)));
    }
    // Pages near the end hold messages; the tables of few rows lie before them.
    QFile broken(file());
    QVERIFY(broken.open(QIODevice::ReadWrite));
    QVERIFY(broken.size() > 16 * 4096);
    broken.seek(broken.size() - 3 * 4096);
    broken.write(QByteArray(2 * 4096, '\x55'));
    broken.close();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"set aside"_s));
    CacheStore store(file());
    const CacheContents contents = store.open();
    QVERIFY(contents.rebuilt);
    QVERIFY(contents.outboxKept);
    QCOMPARE(contents.outbox, QList<OutboxItem>{item});
    QCOMPARE(contents.drafts.value(u"group"_s), u"nor me"_s);
    QVERIFY(contents.conversations.isEmpty());
}

void TestCache::aNewerSchemaIsSetAside()
{
    const OutboxItem item = waiting(u"a"_s);
    {
        CacheStore store(file());
        (void)store.open();
        QVERIFY(store.putOutbox(item));
    }
    inDatabase(file(), {u"PRAGMA user_version = %1"_s.arg(latestSchema() + 1)});
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"set aside"_s));
    CacheStore store(file());
    const CacheContents contents = store.open();
    QVERIFY(contents.rebuilt);
    QCOMPARE(contents.outbox, QList<OutboxItem>{item});
    QCOMPARE(setAside(file()).size(), 1);
}

void TestCache::noFolderMeansMemory()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"."_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"."_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"nothing is kept"_s));
    CacheStore store(u"/dev/null/there/is/no/such/folder/cache.sqlite"_s);
    QVERIFY(!store.open().onDisk);
    QVERIFY(store.write(write({message(1, 1)}, 1)));
    QCOMPARE(store.rows(u"group"_s, 0, 0, 10).size(), 1);
}

void TestCache::whatIsForgottenIsNotWaitedFor()
{
    auto cache = std::make_unique<Cache>(file());
    bool opened = false;
    cache->open([&opened](const CacheContents &contents) { opened = contents.onDisk; });
    QTRY_VERIFY(opened);
    {
        // Somebody holds the database, so that whatever is to be written waits for seconds.
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"beside"_s);
        database.setDatabaseName(file());
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(u"BEGIN IMMEDIATE"_s));
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 50; ++i)
            cache->putOutbox(waiting(QString::number(i)));
        cache->forget();
        cache.reset();
        QVERIFY(timer.elapsed() < 2000);
    }
    QSqlDatabase::removeDatabase(u"beside"_s);
    QTRY_VERIFY(!QFile::exists(file()));
    QTRY_VERIFY(QDir(m_folder->path()).isEmpty());
}

void TestCache::keepsFewBrokenFiles()
{
    for (int i = 0; i < 6; ++i) {
        QFile broken(file());
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write(QByteArray(1000, 'x'));
        broken.close();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"set aside"_s));
        CacheStore store(file());
        (void)store.open();
    }
    QVERIFY(setAside(file()).size() <= 3);
}

void TestCache::worksOnAThreadOfItsOwn()
{
    QStringList heard;
    {
        Cache cache(file());
        cache.open([&](const CacheContents &) { heard.append(u"opened"_s); });
        cache.write(write({message(1, 1)}, 1));
        cache.rows(u"group"_s, 0, 0, 10,
                   [&](const QList<protocol::Message> &found) { heard.append(u"%1 rows"_s.arg(found.size())); });
        cache.putOutbox(waiting(u"a"_s), [&](bool stored) { heard.append(stored ? u"stored"_s : u"lost"_s); });
        QTRY_COMPARE(heard, (QStringList{u"opened"_s, u"1 rows"_s, u"stored"_s}));
        QTRY_COMPARE(cache.backlog(), 0);
        // What was asked before the end is done before the end, and nobody is called after it.
        for (qint64 seq = 2; seq <= 50; ++seq)
            cache.write(write({message(seq, seq)}, seq));
        cache.rows(u"group"_s, 0, 0, 10, [&](const auto &) { heard.append(u"too late"_s); });
    }
    QCoreApplication::processEvents();
    QVERIFY(!heard.contains(u"too late"_s));
    CacheStore store(file());
    QCOMPARE(store.open().conversations.first().cursor, 50);
}

void TestCache::dumps()
{
    {
        CacheStore store(file());
        (void)store.open();
        QVERIFY(store.write(write({message(2, 2), message(1, 1)}, 2)));
        QVERIFY(store.putOutbox(waiting(u"a secret draft"_s)));
    }
    const auto dump = dumpCache(file());
    QVERIFY(dump);
    const QList<QByteArray> lines = dump->split('\n');
    QCOMPARE(lines.size(), 4); // and an empty one at the end
    QVERIFY(lines[0].contains("\"table\":\"conversation\""));
    QVERIFY(lines[1].contains("\"seq\":1") && lines[1].contains("\"table\":\"message\""));
    QVERIFY(lines[2].contains("\"seq\":2"));
    QVERIFY(!dump->contains("a secret draft"));
    QVERIFY(!dumpCache(m_folder->filePath(u"none"_s)));
}

CONFAB_TEST(TestCache)
#include "tst_cache.moc"
