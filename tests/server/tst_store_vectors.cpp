// SPDX-License-Identifier: GPL-3.0-or-later
// The store on SQLite does what the vectors say. With `--write` as its only argument it says what they are from now on.
#include "store_vectors/maker.h"

#include <confab/store/sqlite_store.h>

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

namespace confab::tests
{

namespace
{

class SqliteWorld final : public StoreWorld
{
public:
    SqliteWorld()
        : m_store(std::move(store::SqliteStore::open(m_folder.path(), store::SqliteStore::Purpose::Serve)).value())
        , m_reads(std::move(store::SqliteStore::openReads(m_folder.path())).value())
    {
    }
    [[nodiscard]] core::Store &store() override { return *m_store; }
    [[nodiscard]] core::Reads &reads() override { return *m_reads; }
    void bringIndexUpToDate() override {}

private:
    QTemporaryDir m_folder;
    std::unique_ptr<store::SqliteStore> m_store;
    std::unique_ptr<core::Reads> m_reads;
};

bool write()
{
    QFile file(QStringLiteral(VECTORS));
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write("# Made by `tst_store_vectors --write`; store_vectors.h says what is what.\n");
    Tally tally;
    for (int number = 1; number <= vectorCount; ++number) {
        SqliteWorld world;
        file.write(textOf(Maker(world, number, tally).make()));
    }
    return file.flush();
}

} // namespace

class TestStoreVectors : public QObject
{
    Q_OBJECT

private slots:
    void thereAreManyAndTheyGoEachWayOften()
    {
        const QList<Vector> vectors = readVectors(QStringLiteral(VECTORS));
        QVERIFY(vectors.size() >= 300);
        Tally tally;
        for (const Vector &vector : vectors) {
            for (qsizetype i = 0; i < vector.steps.size(); ++i)
                tally[vector.steps.at(i).verb + u' ' + vector.outcomes.at(i).section(u' ', 0, 0)] += 1;
        }
        QStringList seldom;
        const auto expect = [&](const QString &way, int times) {
            if (tally.value(way) < times)
                seldom.append(u"%1: %2"_s.arg(way).arg(tally.value(way)));
        };
        for (const auto &[verb, ways] : waysToGo()) {
            expect(verb + u" done"_s, 20);
            for (const QString &way : ways)
                expect(verb + u' ' + way, 10);
        }
        QVERIFY2(seldom.isEmpty(), qPrintable(seldom.join(u", "_s)));
        for (auto it = tally.begin(); it != tally.end(); ++it)
            QVERIFY2(!it.key().endsWith(" unavailable"_L1) && !it.key().endsWith(" unknown"_L1), qPrintable(it.key()));
    }

    void eachIsSoHere()
    {
        const QList<Vector> vectors = readVectors(QStringLiteral(VECTORS));
        QStringList wrong;
        for (const Vector &vector : vectors) {
            SqliteWorld world;
            if (const QString difference = differenceFrom(vector, play(world, vector.steps)); !difference.isEmpty())
                wrong.append(difference);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.mid(0, 5).join(u'\n')));
    }
};

} // namespace confab::tests

int main(int argc, char **argv)
{
    using namespace confab::tests;
    const QCoreApplication application(argc, argv);
    if (QCoreApplication::arguments().value(1) == "--write"_L1)
        return write() ? 0 : 1;
    TestStoreVectors test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_store_vectors.moc"
