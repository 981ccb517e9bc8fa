// SPDX-License-Identifier: GPL-3.0-or-later
// The store on DynamoDB does what the one on SQLite does, sequence for sequence.
#include "dynamo_world.h"
#include "store_vectors/store_vectors.h"

#include <QCoreApplication>
#include <QtTest>

namespace confab::tests
{

namespace
{

std::unique_ptr<DynamoEmulator> emulator; // NOLINT: one for the program

} // namespace

class TestVectorsDynamo : public QObject
{
    Q_OBJECT

private slots:
    // Some at a time: QtTest ends a function that takes too long.
    void eachIsSoHereToo_data()
    {
        m_vectors = readVectors(QStringLiteral(VECTORS));
        QVERIFY(m_vectors.size() >= 300);
        QTest::addColumn<qsizetype>("from");
        for (qsizetype from = 0; from < m_vectors.size(); from += atOnce)
            QTest::addRow("%lld", qint64{m_vectors.at(from).number}) << from;
    }
    void eachIsSoHereToo()
    {
        QFETCH(qsizetype, from);
        const FakeClock clock;
        // Nothing is tried again while a busy machine thinks about the first try: of a table it would be one too many.
        const aws::DynamoOptions patient{.time = std::chrono::minutes(2), .tryTime = std::chrono::minutes(1)};
        aws::DynamoClient client(emulator->environment(), clock, patient);
        QStringList wrong;
        for (const Vector &vector : m_vectors.mid(from, atOnce)) {
            DynamoWorld world(client);
            if (const QString difference = differenceFrom(vector, play(world, vector.steps)); !difference.isEmpty())
                wrong.append(difference);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

private:
    static constexpr qsizetype atOnce = 20;
    QList<Vector> m_vectors;
};

} // namespace confab::tests

int main(int argc, char **argv)
{
    using namespace confab::tests;
    const QCoreApplication application(argc, argv);
    emulator = DynamoEmulator::start(QStringLiteral(EMULATOR));
    if (!emulator)
        return skipped;
    TestVectorsDynamo test;
    const int failures = QTest::qExec(&test, argc, argv);
    emulator.reset();
    return failures;
}

#include "tst_vectors_dynamo.moc"
