// SPDX-License-Identifier: GPL-3.0-or-later
// Whose connections there are: told by the row of a person, which comes and goes with the rows of the connections.
#include "core_fakes.h"
#include "dynamo_emulator.h"
#include "store_contract/store_world.h"
#include "test_program.h"
#include "tiny_dynamo.h"

#include <confab/aws/dynamo_store.h>

#include <QtTest>

namespace confab::tests
{

namespace
{

core::ConnectionRow connection(const QString &id, const QString &key, qint64 seconds = 0)
{
    return {.id = id,
            .username = key.isEmpty() ? u"Anonymous"_s : key.toUpper(),
            .key = key,
            .plain = id.startsWith(u'p'),
            .since = at(seconds),
            .tokenHash = key.isEmpty() ? QByteArray() : QByteArray("hash of ") + id.toUtf8()};
}

} // namespace

using As = aws::ConnectionIndex::As;

class TestDynamoConnections : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dynamo = std::make_unique<TinyDynamo>();
        m_client = std::make_unique<aws::DynamoClient>(DynamoEmulator::environmentFor(m_dynamo->address()), m_clock);
        m_store = apart([this] { return std::move(aws::DynamoStore::open(*m_client, {})).value(); });
        m_index = aws::DynamoStore::openConnectionIndex(*m_client, {});
    }
    void cleanup()
    {
        m_index.reset();
        m_store.reset();
        m_client.reset();
        m_dynamo.reset();
    }

    void eachPersonsAreFoundTogether()
    {
        put(connection(u"a"_s, u"mara"_s, 1));
        put(connection(u"p1"_s, u"mara"_s, 2));
        put(connection(u"b"_s, u"ilja"_s, 3));
        put(connection(u"c"_s, {}, 4));
        QCOMPARE(idsOf({u"mara"_s, u"nobody"_s, u"ilja"_s}), u"a p1 b"_s);
        const auto rows = apart([this] { return m_index->ofUsers({u"mara"_s}, As::OfLately); });
        QVERIFY(rows);
        QCOMPARE(*rows, (QList{connection(u"a"_s, u"mara"_s, 1), connection(u"p1"_s, u"mara"_s, 2)}));
        // However many are asked for: a hundred a request.
        QStringList many{u"ilja"_s};
        for (int i = 0; i < 250; ++i)
            many.append(u"p%1"_s.arg(i));
        const int before = m_dynamo->count(u"BatchGetItem"_s);
        QCOMPARE(idsOf(many), u"b"_s);
        QCOMPARE(m_dynamo->count(u"BatchGetItem"_s) - before, 3);
        QCOMPARE(idsOf({}), QString());
    }

    void whoJustCameIsFoundByThoseWhoMustKnow()
    {
        put(connection(u"a"_s, u"mara"_s));
        for (const As as : {As::OfNow, As::OfLately}) {
            QCOMPARE(apart([&] { return m_index->ofUsers({u"mara"_s, u"ilja"_s}, as); })->size(), 1);
            QCOMPARE(
                m_dynamo->lastOf(u"BatchGetItem"_s)["RequestItems"_L1]["ConfabState"_L1]["ConsistentRead"_L1].toBool(
                    false),
                as == As::OfNow);
        }
    }

    void whoLeavesOrBecomesSomebodyElseIsNotFound()
    {
        put(connection(u"a"_s, {}));
        QCOMPARE(idsOf({u"mara"_s}), QString());
        put(connection(u"a"_s, u"mara"_s));
        put(connection(u"a"_s, u"mara"_s));
        QCOMPARE(idsOf({u"mara"_s}), u"a"_s);
        put(connection(u"a"_s, u"ilja"_s));
        QCOMPARE(idsOf({u"mara"_s, u"ilja"_s}), u"a"_s);
        put(connection(u"b"_s, u"ilja"_s));
        put(connection(u"a"_s, {})); // signed out
        QCOMPARE(idsOf({u"ilja"_s}), u"b"_s);
        remove(u"b"_s);
        QCOMPARE(idsOf({u"mara"_s, u"ilja"_s}), QString());
        remove(u"b"_s); // told twice
    }

    void everybodyIsFoundPageByPage()
    {
        QStringList ids;
        for (int i = 0; i < 60; ++i) {
            ids.append(u"c%1"_s.arg(i));
            put(connection(ids.last(), u"mara"_s, i));
        }
        m_dynamo->pageSize = 3;
        QStringList found;
        QString after;
        do {
            const auto page = apart([&] { return m_index->everybody(after); });
            QVERIFY(page);
            QVERIFY(page->rows.size() <= 3);
            for (const core::ConnectionRow &row : page->rows)
                found.append(row.id);
            QVERIFY(page->next != after);
            after = page->next;
        } while (!after.isEmpty());
        ids.sort();
        found.sort();
        QCOMPARE(found, ids);
    }

    // API Gateway may fail to tell, and the row lapses by itself.
    void thoseThatMustBeOverAreForgotten()
    {
        put(connection(u"a"_s, u"mara"_s, 0));
        put(connection(u"b"_s, u"mara"_s, 2 * 3600));
        QCOMPARE(idsOf({u"mara"_s}), u"a b"_s);
        put(connection(u"c"_s, u"mara"_s, 2 * 3600 + 601));
        QCOMPARE(idsOf({u"mara"_s}), u"b c"_s);
    }

    // Nobody is told by a connection that has signed out, whatever goes wrong on the way.
    void whatFailsLeavesNobodyElsesConnection()
    {
        put(connection(u"a"_s, u"mara"_s));
        m_dynamo->fault(u"PutItem"_s, TinyDynamo::Fault::Refused);
        QVERIFY(!isDone(apart([this] { return m_store->connections().put(connection(u"a"_s, {})); })));
        QCOMPARE(idsOf({u"mara"_s}), QString());
        put(connection(u"a"_s, u"mara"_s));
        QCOMPARE(idsOf({u"mara"_s}), u"a"_s);
    }

private:
    void put(const core::ConnectionRow &row)
    {
        QVERIFY(isDone(apart([&] { return m_store->connections().put(row); })));
    }
    void remove(const QString &id)
    {
        QVERIFY(isDone(apart([&] { return m_store->connections().remove(id); })));
    }
    [[nodiscard]] QString idsOf(const QStringList &people)
    {
        const auto rows = apart([&] { return m_index->ofUsers(people, As::OfLately); });
        QStringList ids;
        for (const core::ConnectionRow &row : rows ? *rows : QList{connection(u"a problem"_s, {})})
            ids.append(row.id);
        return ids.join(u' ');
    }

    FakeClock m_clock;
    std::unique_ptr<TinyDynamo> m_dynamo;
    std::unique_ptr<aws::DynamoClient> m_client;
    std::unique_ptr<aws::DynamoStore> m_store;
    std::unique_ptr<aws::ConnectionIndex> m_index;
};

} // namespace confab::tests

CONFAB_TEST(confab::tests::TestDynamoConnections)
#include "tst_dynamo_connections.moc"
