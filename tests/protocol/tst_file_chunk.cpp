// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/protocol/file_chunk.h>

#include <QTest>

using namespace confab::protocol;
using namespace Qt::StringLiterals;

class tst_FileChunk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asItTravels()
    {
        const FileChunk chunk{u"00112233445566778899aabbccddeeff"_s, 0x0102030405, "words"};
        const QByteArray frame = encodeChunk(chunk);
        QCOMPARE(frame.toHex(), QByteArray("00112233445566778899aabbccddeeff"
                                           "0000000102030405") +
                                    QByteArray("words").toHex());
        QCOMPARE(parseChunk(frame), chunk);
    }

    void whatIsNone_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<bool>("taken");

        const QByteArray head = encodeChunk({u"00112233445566778899aabbccddeeff"_s, 0, {}});
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("half a head") << head.first(20) << false;
        QTest::newRow("without bytes") << head << false;
        QTest::newRow("one byte") << QByteArray(head + 'x') << true;
        QTest::newRow("the most") << QByteArray(head + QByteArray(limits::chunkBytes, 'x')) << true;
        QTest::newRow("one more") << QByteArray(head + QByteArray(limits::chunkBytes + 1, 'x')) << false;
        QByteArray far = head + 'x';
        far[17] = '\x20'; // 2^53
        QTest::newRow("past what a number holds") << far << false;
        far[16] = '\x80';
        QTest::newRow("below nothing") << far << false;
    }
    void whatIsNone()
    {
        QFETCH(QByteArray, frame);
        QFETCH(bool, taken);
        QCOMPARE(parseChunk(frame).has_value(), taken);
    }

    void ids()
    {
        QVERIFY(isAttachmentId(u"00112233445566778899aabbccddeeff"_s));
        QVERIFY(!isAttachmentId(u"00112233445566778899AABBCCDDEEFF"_s));
        QVERIFY(!isAttachmentId(u"00112233445566778899aabbccddeef"_s));
        QVERIFY(!isAttachmentId(u"../../445566778899aabbccddeeff/x"_s));
        QVERIFY(!isAttachmentId({}));
    }
};

CONFAB_TEST(tst_FileChunk)
#include "tst_file_chunk.moc"
