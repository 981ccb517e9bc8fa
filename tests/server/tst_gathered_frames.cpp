// SPDX-License-Identifier: GPL-3.0-or-later
#include "gathered_frames.h"
#include "test_program.h"

#include <QtTest>

using confab::gateway::GatheredFrames;
using confab::gateway::textFrame;

class GatheredFramesTest : public QObject
{
    Q_OBJECT

private slots:
    // RFC 6455 section 5.2: the three ways in which a length is written.
    void textFrames_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("nothing") << 0 << QByteArray::fromHex("8100");
        QTest::newRow("125") << 125 << QByteArray::fromHex("817d");
        QTest::newRow("126") << 126 << QByteArray::fromHex("817e007e");
        QTest::newRow("65535") << 65535 << QByteArray::fromHex("817effff");
        QTest::newRow("65536") << 65536 << QByteArray::fromHex("817f0000000000010000");
    }
    void textFrames()
    {
        QFETCH(int, size);
        QFETCH(QByteArray, head);
        const QByteArray text(size, 'a');
        QCOMPARE(textFrame(text), head + text);
    }

    void whoGetsTheSameSharesTheBytes()
    {
        GatheredFrames gathered;
        QList<int> places(3, GatheredFrames::start);
        for (const char *frame : {"one ", "two ", "three "}) {
            gathered.add(frame);
            for (int &place : places)
                place = gathered.extend(place);
        }
        QCOMPARE(gathered.bytes(), 14);
        const QByteArray first = gathered.take(places[0]);
        QCOMPARE(first, "one two three ");
        const QByteArray second = gathered.take(places[1]);
        QCOMPARE(second.constData(), first.constData()); // the same memory
        QCOMPARE(gathered.take(places[2]).constData(), first.constData());
    }

    void eachGetsItsOwnInOrder()
    {
        GatheredFrames gathered;
        int sender = GatheredFrames::start;
        int other = GatheredFrames::start;
        const int nobody = GatheredFrames::start;
        gathered.add("a");
        sender = gathered.extend(sender);
        gathered.add("b");
        other = gathered.extend(other);
        gathered.add("c");
        sender = gathered.extend(sender);
        other = gathered.extend(other);
        gathered.add("d");
        other = gathered.extend(other);
        QCOMPARE(gathered.take(sender), "ac");
        QCOMPARE(gathered.take(other), "bcd");
        QCOMPARE(gathered.take(nobody), "");
    }

    void whoComesLaterStopsEarlier()
    {
        GatheredFrames gathered;
        gathered.add("a");
        const int early = gathered.extend(GatheredFrames::start);
        const int stays = gathered.extend(GatheredFrames::start);
        QCOMPARE(early, stays);
        gathered.add("b");
        const int on = gathered.extend(early);
        QCOMPARE(gathered.take(stays), "a");
        QCOMPARE(gathered.take(on), "ab");
    }

    void startsAgain()
    {
        GatheredFrames gathered;
        gathered.add("a");
        QCOMPARE(gathered.take(gathered.extend(GatheredFrames::start)), "a");
        gathered.clear();
        QCOMPARE(gathered.bytes(), 0);
        gathered.add("b");
        QCOMPARE(gathered.take(gathered.extend(GatheredFrames::start)), "b");
    }
};

CONFAB_TEST(GatheredFramesTest)
#include "tst_gathered_frames.moc"
