// SPDX-License-Identifier: GPL-3.0-or-later
#include "frame_watch.h"
#include "test_program.h"

#include <QtTest>

using namespace confab::gateway;
using Excess = FrameWatch::Excess;

namespace
{

QByteArray repeated(const char *hex, int times)
{
    return QByteArray::fromHex(hex).repeated(times);
}

} // namespace

class FrameWatchTest : public QObject
{
    Q_OBJECT

private slots:
    // Masked and not, in the three ways in which a length is written; whatever the stream is cut into.
    void findsTheFrames()
    {
        QByteArray stream;
        stream += QByteArray::fromHex("0105") + "hello";                     // begins a message
        stream += QByteArray::fromHex("898501020304") + "pings";             // in between
        stream += QByteArray::fromHex("007e0100") + QByteArray(256, '\x80'); // two bytes of length
        stream += QByteArray::fromHex("80ff0000000000010000ffffffff") + QByteArray(65'536, '\x09'); // eight, ends it
        const qsizetype end = stream.size();
        stream += QByteArray::fromHex("8100"); // a message of its own

        for (const qsizetype step : {qsizetype{1}, qsizetype{2}, qsizetype{7}, qsizetype{1000}, stream.size()}) {
            FrameWatch watch(m_limits, false);
            for (qsizetype at = 0; at < stream.size(); at += step) {
                QCOMPARE(watch.feed(QByteArrayView(stream).sliced(at, std::min(step, stream.size() - at)), at),
                         Excess::None);
                const bool headIsThere = at + step >= 2;
                QCOMPARE(watch.messageBegan().has_value(), headIsThere && at + step < end);
            }
        }
    }

    void tellsWhenAMessageBegan()
    {
        FrameWatch watch(m_limits, false);
        QCOMPARE(watch.feed(QByteArray::fromHex("8a00"), 5), Excess::None);
        QVERIFY(!watch.messageBegan());
        QCOMPARE(watch.feed(QByteArray::fromHex("0100"), 10), Excess::None);
        QCOMPARE(watch.feed(QByteArray::fromHex("0000"), 20), Excess::None);
        QCOMPARE(watch.messageBegan(), 10);
        QCOMPARE(watch.feed(QByteArray::fromHex("8000"), 30), Excess::None);
        QVERIFY(!watch.messageBegan());
    }

    void countsTheFramesOfAMessage()
    {
        FrameWatch watch(m_limits, false);
        const int most = m_limits.framesPerMessage;
        for (int message = 0; message < 3; ++message)
            QCOMPARE(watch.feed(repeated("0000", most - 1) + QByteArray::fromHex("8000"), 0), Excess::None);
        QCOMPARE(watch.feed(repeated("0000", most), 0), Excess::None);
        QCOMPARE(watch.feed(repeated("0000", 1), 0), Excess::FramesInAMessage);
    }

    void countsControlFramesOverTime()
    {
        FrameWatch watch(m_limits, false);
        const int atOnce = static_cast<int>(m_limits.controlFramesAtOnce);
        const int aSecond = static_cast<int>(m_limits.controlFramesPerSecond);
        QCOMPARE(watch.feed(repeated("8900", atOnce), 1000), Excess::None);
        QCOMPARE(watch.feed(repeated("8a00", aSecond), 2000), Excess::None);
        QCOMPARE(watch.feed(repeated("8900", 1), 2001), Excess::ControlFrames);
    }

    void countsBytesOverTime()
    {
        // One frame, so that nothing else is counted.
        const QByteArray head = QByteArray::fromHex("80ff7fffffffffffffffffffffff");
        const QByteArray rest(static_cast<qsizetype>(m_limits.bytesAtOnce) - head.size(), '\0');
        FrameWatch watch(m_limits, true);
        QCOMPARE(watch.feed(head + rest, 1000), Excess::None);
        QCOMPARE(watch.feed(QByteArray(1024, '\0'), 1000), Excess::Bytes);
        QCOMPARE(watch.feed(QByteArray(1024, '\0'), 2000), Excess::None);
        FrameWatch unlimited(m_limits, false);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(unlimited.feed(head + rest, 1000), Excess::None);
    }

private:
    confab::core::ServerLimits m_limits;
};

CONFAB_TEST(FrameWatchTest)
#include "tst_frame_watch.moc"
