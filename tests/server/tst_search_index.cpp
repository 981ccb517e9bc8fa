// SPDX-License-Identifier: GPL-3.0-or-later
// How the search index follows what is stored: after a crash, after edits and deletions, from damage and from other
// data.
#include "grams.h"
#include "search.h"
#include "search_file.h"
#include "search_index_hands.h"
#include "search_pace.h"
#include "store_contract/store_world.h"
#include "test_program.h"

#include <confab/store/search_indexer.h>
#include <confab/store/sqlite_store.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace confab;
using namespace confab::tests;
using namespace std::chrono_literals;
using store::SearchIndex;
using store::SqliteStore;

namespace
{

const QString mara = u"mara"_s;

// A folder with a store, and hands on its files.
class Folder
{
public:
    Folder()
    {
        open();
        signUp(*m_store, u"Mara"_s);
    }

    void open()
    {
        m_store = std::move(SqliteStore::open(path(), SqliteStore::Purpose::Serve)).value();
        m_reads = std::move(SqliteStore::openReads(path())).value();
    }
    void close()
    {
        m_reads.reset();
        m_store.reset();
    }

    [[nodiscard]] QString path() const { return m_folder.path(); }
    [[nodiscard]] SqliteStore &store() { return *m_store; }

    qint64 say(const QString &text, const QString &conversation = group())
    {
        return append(*m_store, conversation, mara, text).message.seq;
    }
    void sayMany(int from, int to, const QString &conversation = group())
    {
        const auto batch = m_store->begin();
        for (int i = from; i <= to; ++i)
            say(u"word %1"_s.arg(i), conversation);
        QVERIFY(batch->commit());
    }

    // Statements on both files, as the index has them.
    QStringList sql(const QStringList &statements)
    {
        const auto connection =
            std::move(store::Connection::open(store::databasePath(path()), store::Connection::Mode::ReadWrite)).value();
        store::attachSearch(connection->database(), path());
        QStringList values;
        for (const QString &one : statements) {
            store::Statement statement(connection->database(), one);
            store::Rows rows = statement.rows();
            while (rows.next())
                values.append(rows.text(0));
        }
        return values;
    }
    // An edit; without a text a deletion.
    void change(qint64 seq, const QString &text)
    {
        core::HistoryQuery query = newest(group(), mara);
        query.around = seq;
        query.limit = 1;
        const protocol::Message message = m_reads->history(query)->messages.constFirst();
        QCOMPARE(message.seq, seq);
        const core::MessageTarget target{
            .conversation = group(), .seq = seq, .of = message.id, .actor = mara, .moderates = false};
        if (text.isEmpty())
            QVERIFY(isDone(m_store->messages().remove({.stamp = once(mara), .target = target})));
        else
            QVERIFY(isDone(m_store->messages().edit(
                {.stamp = once(mara), .target = target, .base = message.rev, .text = text, .mentions = {}})));
    }
    // How many messages the index proposes for a gram.
    [[nodiscard]] int proposed(const QString &gram)
    {
        return sql({u"SELECT count(*) FROM search.gram WHERE gram MATCH '\"%1\"'"_s.arg(gram)}).value(0).toInt();
    }

    [[nodiscard]] Expected<core::FoundPage, core::ReadProblem> search(const QString &query)
    {
        core::SearchQuery search;
        search.viewer = mara;
        search.query = query;
        return m_reads->search(search);
    }
    [[nodiscard]] QStringList find(const QString &query)
    {
        const auto page = search(query);
        return page ? texts(page->messages) : QStringList{u"(a problem)"_s};
    }
    // All that the query finds, over all pages.
    [[nodiscard]] int count(const QString &query)
    {
        core::SearchQuery search;
        search.viewer = mara;
        search.query = query;
        int count = 0;
        for (;;) {
            const auto page = m_reads->search(search);
            if (!page)
                return -1;
            count += static_cast<int>(page->messages.size());
            if (!page->more)
                return count;
            search.before = {page->messages.constLast().conversation, page->messages.constLast().seq};
        }
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<SqliteStore> m_store;
    std::unique_ptr<core::Reads> m_reads;
};

// The files as they lie there now, under the same names elsewhere: what a process that is killed leaves.
void copyFiles(const QString &from, const QString &to)
{
    for (const QString &name : QDir(from).entryList(QDir::Files)) {
        if (!name.endsWith("-shm"_L1))
            QVERIFY(QFile::copy(from + u'/' + name, to + u'/' + name));
    }
}

} // namespace

class TestSearchIndex : public QObject
{
    Q_OBJECT

private slots:
    // --- following ----------------------------------------------------------------------------------------------

    void goesOnWhereItStopped()
    {
        Folder folder;
        folder.sayMany(1, 100);
        {
            const auto index = openSearchIndex(folder.path());
            QVERIFY(index->step(30));
            QVERIFY(index->step(30));
        }
        QCOMPARE(folder.count(u"word"_s), 60);
        const auto index = openSearchIndex(folder.path());
        QCOMPARE(bringUpToDate(*index, 30), 2);
        QCOMPARE(folder.count(u"word"_s), 100);
        QVERIFY(!index->step(30));
    }

    // Killed after any of its steps, and whatever was said meanwhile: nothing is missing, nothing is there twice.
    void catchesUpAfterACrash()
    {
        Folder folder;
        folder.sayMany(1, 100);
        const auto index = openSearchIndex(folder.path());
        for (int step = 0; step < 4; ++step) {
            QVERIFY(index->step(17));
            QTemporaryDir left;
            copyFiles(folder.path(), left.path());
            auto opened = SqliteStore::open(left.path(), SqliteStore::Purpose::Serve);
            QVERIFY(opened);
            append(**opened, group(), mara, u"word after the crash"_s);
            const auto resumed = openSearchIndex(left.path());
            // Six for the hundred, one of which is full, and those that were done are not done again.
            QCOMPARE(bringUpToDate(*resumed, 17), 5 - step);
            const auto reads = std::move(SqliteStore::openReads(left.path())).value();
            core::SearchQuery query;
            query.viewer = mara;
            query.query = u"word"_s;
            QStringList found;
            for (bool more = true; more;) {
                const auto page = reads->search(query);
                QVERIFY(page);
                found += texts(page->messages);
                more = page->more;
                query.before = {group(), page->messages.constLast().seq};
            }
            QCOMPARE(found.size(), 101);
            QCOMPARE(found.removeDuplicates(), 0);
        }
    }

    void oneThatIsWrittenIntoHoldsUpNobody()
    {
        Folder folder;
        makeRoom(folder.store(), u"room:1"_s, mara);
        folder.sayMany(1, 100);
        folder.say(u"quiet"_s, u"room:1"_s);
        const auto index = openSearchIndex(folder.path());
        QVERIFY(index->step(10));
        QVERIFY(index->step(10));
        QCOMPARE(folder.find(u"quiet"_s), QStringList{u"quiet"_s});
    }

    void findsWhatComesLater()
    {
        Folder folder;
        const auto index = openSearchIndex(folder.path());
        bringUpToDate(*index);
        QCOMPARE(folder.find(u"hello"_s), QStringList());
        folder.say(u"hello"_s);
        QCOMPARE(folder.find(u"hello"_s), QStringList());
        bringUpToDate(*index);
        QCOMPARE(folder.find(u"hello"_s), QStringList{u"hello"_s});
    }

    // --- forgetting ---------------------------------------------------------------------------------------------

    void forgetsWhatWasEdited()
    {
        Folder folder;
        const qint64 seq = folder.say(u"the password is hunter2"_s);
        folder.say(u"who hunts here?"_s);
        const auto index = openSearchIndex(folder.path());
        bringUpToDate(*index);
        QCOMPARE(folder.find(u"hunter2"_s).size(), 1);

        folder.change(seq, u"the password is a secret"_s);
        // At once, though the index has not seen it.
        QCOMPARE(folder.proposed(u"er2"_s), 1);
        QCOMPARE(folder.find(u"hunter2"_s), QStringList());
        QCOMPARE(folder.find(u"password"_s), QStringList{u"the password is a secret"_s});
        bringUpToDate(*index);
        QCOMPARE(folder.find(u"hunter2"_s), QStringList());
        QCOMPARE(folder.find(u"secret"_s), QStringList{u"the password is a secret"_s});
        QCOMPARE(folder.find(u"hunt"_s), QStringList{u"who hunts here?"_s});
        QCOMPARE(folder.proposed(u"er2"_s), 0);
        QCOMPARE(folder.sql({u"SELECT count(*) FROM search.entry WHERE form LIKE '%hunter2%'"_s}), QStringList{u"0"_s});
    }

    void forgetsWhatWasDeleted()
    {
        Folder folder;
        const qint64 seq = folder.say(u"hunter2"_s);
        const auto index = openSearchIndex(folder.path());
        bringUpToDate(*index);
        folder.change(seq, {});
        QCOMPARE(folder.find(u"hunter2"_s), QStringList());
        bringUpToDate(*index);
        QCOMPARE(folder.find(u"hunter2"_s), QStringList());
        QCOMPARE(folder.proposed(u"er2"_s), 0);
        QCOMPARE(folder.sql({u"SELECT count(*) FROM search.entry"_s}), QStringList{u"0"_s});
    }

    void changedTwiceBeforeItWasSeen()
    {
        Folder folder;
        const qint64 seq = folder.say(u"first"_s);
        const auto index = openSearchIndex(folder.path());
        bringUpToDate(*index);
        folder.change(seq, u"second"_s);
        folder.change(seq, u"third"_s);
        bringUpToDate(*index);
        QCOMPARE(folder.find(u"third"_s), QStringList{u"third"_s});
        for (const QString &gram : {u"sec"_s, u"fir"_s})
            QCOMPARE(folder.proposed(gram), 0);
    }

    void aChangeThatLeavesTheText()
    {
        Folder folder;
        const qint64 seq = folder.say(u"hunter2"_s);
        const auto index = openSearchIndex(folder.path());
        bringUpToDate(*index);
        folder.change(seq, u"hunter2"_s);
        QCOMPARE(folder.find(u"hunter2"_s), QStringList{u"hunter2"_s});
        bringUpToDate(*index);
        QCOMPARE(folder.find(u"hunter2"_s), QStringList{u"hunter2"_s});
        QCOMPARE(folder.proposed(u"er2"_s), 1);
    }

    void forgetsWhatIsKeptNoLonger()
    {
        Folder folder;
        folder.sayMany(1, 100);
        const auto index = openSearchIndex(folder.path());
        bringUpToDate(*index);
        folder.sql({u"DELETE FROM main.message WHERE conversation = 'group' AND seq < 91"_s,
                    u"UPDATE main.conversation SET first = 91, rev = rev + 1 WHERE id = 'group'"_s});
        QCOMPARE(folder.count(u"word"_s), 10);
        QVERIFY(bringUpToDate(*index) > 2);
        QCOMPARE(folder.count(u"word"_s), 10);
        QCOMPARE(folder.sql({u"SELECT count(*) FROM search.entry"_s}), QStringList{u"10"_s});
        QCOMPARE(folder.proposed(u"wor"_s), 10);
    }

    void forgetsARoomThatIsGone()
    {
        Folder folder;
        makeRoom(folder.store(), u"room:1"_s, mara);
        folder.sayMany(1, 100, u"room:1"_s);
        folder.say(u"word here"_s);
        const auto index = openSearchIndex(folder.path());
        bringUpToDate(*index);
        core::UpdateRoomOp op;
        op.stamp = once(mara);
        op.id = u"room:1"_s;
        QVERIFY(isDone(folder.store().conversations().deleteRoom(op)));
        QVERIFY(bringUpToDate(*index) > 2);
        QCOMPARE(folder.find(u"word"_s), QStringList{u"word here"_s});
        QCOMPARE(folder.proposed(u"wor"_s), 1);
        QCOMPARE(folder.sql({u"SELECT conversation FROM search.progress"_s}), QStringList{u"group"_s});
    }

    // --- from damage and from other data ------------------------------------------------------------------------

    void olderDataInItsPlace()
    {
        Folder folder;
        folder.sayMany(1, 100);
        const auto index = openSearchIndex(folder.path());
        bringUpToDate(*index);
        folder.sql({u"DELETE FROM main.message WHERE conversation = 'group' AND seq > 50"_s,
                    u"UPDATE main.conversation SET seq = 50, rev = 50 WHERE id = 'group'"_s});
        folder.say(u"something else"_s);
        bringUpToDate(*index);
        QCOMPARE(folder.count(u"word"_s), 50);
        QCOMPARE(folder.find(u"else"_s), QStringList{u"something else"_s});
        QCOMPARE(folder.sql({u"SELECT count(*) FROM search.entry"_s}), QStringList{u"51"_s});
    }

    void isMadeAnew_data()
    {
        QTest::addColumn<QString>("statement");
        QTest::newRow("of other data") << u"UPDATE main.server SET epoch = 'other'"_s;
        QTest::newRow("of another version") << u"UPDATE search.state SET version = 99"_s;
        QTest::newRow("without a table") << u"DROP TABLE search.state"_s;
    }

    void isMadeAnew()
    {
        QFETCH(QString, statement);
        Folder folder;
        folder.say(u"hunter2"_s);
        bringUpToDate(*openSearchIndex(folder.path()));
        folder.sql({u"UPDATE search.entry SET form = 'nothing'"_s, statement});
        QCOMPARE(folder.find(u"hunter2"_s), QStringList());
        // As at the next start.
        folder.close();
        folder.open();
        const auto index = openSearchIndex(folder.path());
        QCOMPARE(bringUpToDate(*index), 1);
        QCOMPARE(folder.find(u"hunter2"_s), QStringList{u"hunter2"_s});
    }

    void aFileThatIsNoDatabase()
    {
        Folder folder;
        folder.say(u"hunter2"_s);
        QFile file(store::searchPath(folder.path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(10000, 'x'));
        file.close();
        QVERIFY(!folder.search(u"hunter2"_s));
        folder.close();
        folder.open();
        const auto index = openSearchIndex(folder.path());
        bringUpToDate(*index);
        QCOMPARE(folder.find(u"hunter2"_s), QStringList{u"hunter2"_s});
    }

    void withoutAnIndexASearchFails()
    {
        Folder folder;
        folder.say(u"hunter2"_s);
        const auto page = folder.search(u"hunter2"_s);
        QVERIFY(!page);
        QCOMPARE(page.error(), core::ReadProblem::Unavailable);
        // And finds as soon as there is one.
        const auto index = openSearchIndex(folder.path());
        bringUpToDate(*index);
        QCOMPARE(folder.find(u"hunter2"_s), QStringList{u"hunter2"_s});
    }

    void itsFilesAreTheOwnersAlone()
    {
        Folder folder;
        folder.say(u"hunter2"_s);
        const auto index = openSearchIndex(folder.path());
        bringUpToDate(*index);
        constexpr auto others =
            QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        for (const QString &name : {u"/search.db"_s, u"/search.db-wal"_s})
            QCOMPARE(QFile::permissions(folder.path() + name) & others, QFileDevice::Permissions());
    }

    // --- its thread ---------------------------------------------------------------------------------------------

    void theThreadFollows()
    {
        Folder folder;
        folder.say(u"hello"_s);
        store::SearchIndexer indexer(folder.path());
        QTRY_COMPARE(folder.find(u"hello"_s), QStringList{u"hello"_s});
        folder.sayMany(1, 1000);
        indexer.wake();
        QTRY_COMPARE(folder.count(u"word"_s), 1000);
    }

    // Ends though there is much to do, and the rest is done at the next start.
    void theThreadEndsInTheMiddle()
    {
        Folder folder;
        folder.sayMany(1, 3000);
        {
            const store::SearchIndexer indexer(folder.path());
        }
        QVERIFY(folder.count(u"word"_s) < 3000);
        const store::SearchIndexer indexer(folder.path());
        QTRY_COMPARE(folder.count(u"word"_s), 3000);
    }

    void pausesByHowMuchIsWritten()
    {
        // Nobody writes, or a person does: half of the time.
        QCOMPARE(store::pauseAfter(20ms, 0, 40ms), 20ms);
        QCOMPARE(store::pauseAfter(20ms, 1, 10s), 20ms);
        QCOMPARE(store::pauseAfter(20ms, 3, 40ms), 20ms);
        // A load: a fiftieth.
        QCOMPARE(store::pauseAfter(20ms, 400, 400ms), 980ms);
        QCOMPARE(store::pauseAfter(20ms, 30, 400ms), 980ms);
        QCOMPARE(store::pauseAfter(20ms, 30, 1s), 20ms);
        // Never none.
        QVERIFY(store::pauseAfter(0ms, 0, 0ms) > 0ms);
        QVERIFY(store::pauseAfter(0ms, 400, 0ms) > 0ms);
    }

    // --- its time -----------------------------------------------------------------------------------------------

    // However much there is to look at, what was found until then is the answer.
    void isOverInTime()
    {
        Folder folder;
        constexpr int many = 80;
        folder.sayMany(1, many);
        bringUpToDate(*openSearchIndex(folder.path()));
        const auto find = [&folder](std::chrono::milliseconds mayTake) {
            const auto connection = std::move(store::Connection::open(store::databasePath(folder.path()),
                                                                      store::Connection::Mode::ReadOnly))
                                        .value();
            store::Search search(connection->database(), folder.path(), mayTake);
            search.attach();
            core::SearchQuery query;
            query.viewer = mara;
            query.query = u"word"_s;
            query.limit = many;
            return search.find(query, [](protocol::Message &) {}).value_or(core::FoundPage{});
        };
        const core::FoundPage whole = find(1h);
        QCOMPARE(whole.messages.size(), many);
        QVERIFY(!whole.more);
        const core::FoundPage part = find(0ms);
        QVERIFY(part.messages.size() < many);
        QVERIFY(part.more);
        QCOMPARE(store::Search::longest, 250ms);
    }

    // --- grams --------------------------------------------------------------------------------------------------

    void gramsOfATextAreRunsOfOneToThree()
    {
        QStringList grams = store::gramsOf(u"abca bc 北京"_s).split(u' ');
        grams.sort();
        QCOMPARE(grams, (QStringList{u"a"_s, u"ab"_s, u"abc"_s, u"b"_s, u"bc"_s, u"bca"_s, u"c"_s, u"ca"_s, u"京"_s,
                                     u"北"_s, u"北京"_s}));
        QCOMPARE(store::gramsOf({}), QString());
        QCOMPARE(store::gramsOf(u" \n\t"_s), QString());
        // Nothing that a tokenizer or a query could take for its own.
        for (const QChar character : store::gramsOf(u"a\"b'c*d(e)f:g^h-i+j"_s))
            QVERIFY(character.isLetter() || character == u' ' || character.unicode() >= 0xE000);
    }

    void gramsOfATerm()
    {
        QCOMPARE(store::gramsOfTerm(u"a"_s, 5), QStringList{u"a"_s});
        QCOMPARE(store::gramsOfTerm(u"北京"_s, 5), QStringList{u"北京"_s});
        QCOMPARE(store::gramsOfTerm(u"abcde"_s, 5), (QStringList{u"abc"_s, u"bcd"_s, u"cde"_s}));
        QCOMPARE(store::gramsOfTerm(u"abcdefghijk"_s, 3), (QStringList{u"abc"_s, u"efg"_s, u"ijk"_s}));
        QCOMPARE(store::gramsOfTerm(u"abcdefghijk"_s, 1), QStringList{u"abc"_s});
        QCOMPARE(store::gramsOfTerm(u"aaaaaa"_s, 5), QStringList{u"aaa"_s});
        QCOMPARE(store::gramsOfTerm(u"𠮷野家"_s, 5), QStringList{u"𠮷野家"_s});
    }
};

CONFAB_TEST(TestSearchIndex)
#include "tst_search_index.moc"
