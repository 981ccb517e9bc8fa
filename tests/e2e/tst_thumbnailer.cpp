// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures are looked at by a program of its own: the real one, and ones that behave badly.
#include "picture_files.h"
#include "test_program.h"
#include "thumbnailer.h"

#include <confab/store/file_vault.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace confab;
using namespace Qt::StringLiterals;
using app::readPicture;
using app::Thumbnailer;
using core::Pictures;

namespace
{

QString hashOf(QChar digit)
{
    return QString(64, digit);
}

} // namespace

class TestThumbnailer : public QObject
{
    Q_OBJECT

private:
    void keep(const QString &sha256, const QByteArray &bytes)
    {
        const QString path = store::FileVault::pathOf(m_folder->path(), sha256);
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    void keepPicture(const QString &sha256) { keep(sha256, tests::blankPng(800, 400, 8, 0)); }
    // A program that does what the lines say.
    [[nodiscard]] QString program(const QByteArray &lines)
    {
        QFile file(m_folder->filePath(u"program"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write("#!/bin/sh\n" + lines);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return file.fileName();
    }
    // Each answer, by the picture's first digit, in the order in which they came.
    struct Answers {
        QString order;
        QHash<QString, Pictures::Picture> all;
    };
    static void ask(Thumbnailer &thumbnailer, Answers &answers, QChar digit)
    {
        thumbnailer.look(hashOf(digit), [&answers, digit](const Pictures::Picture &picture) {
            answers.order += digit;
            answers.all.insert(QString(digit), picture);
        });
    }

    std::unique_ptr<QTemporaryDir> m_folder;

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_folder.reset(); }

    void aPictureIsLookedAt()
    {
        keepPicture(hashOf(u'a'));
        keep(hashOf(u'b'), "words, and no picture at all");
        keep(hashOf(u'c'), QByteArray("\x89PNG\r\n\x1a\n", 8) + "not really");
        Thumbnailer thumbnailer({.program = QStringLiteral(THUMBNAIL_PATH), .folder = m_folder->path()});
        Answers answers;
        for (const char digit : {'a', 'b', 'c', 'd'})
            ask(thumbnailer, answers, QLatin1Char(digit));
        QTRY_COMPARE_WITH_TIMEOUT(answers.all.size(), 4, 30'000);
        const Pictures::Picture picture = answers.all.value(u"a"_s);
        QCOMPARE(picture.width, 800);
        QCOMPARE(picture.height, 400);
        QCOMPARE(picture.mime, u"image/jpeg"_s);
        QVERIFY(picture.thumbnail.startsWith("\xff\xd8\xff"));
        for (const QString &none : {u"b"_s, u"c"_s, u"d"_s})
            QCOMPARE(answers.all.value(none).width, 0);
        // What is no picture has waited for none.
        QCOMPARE(answers.order.size(), 4);
        QVERIFY(answers.order.indexOf(u'b') < answers.order.indexOf(u'a'));
    }

    void aSlowOneIsEnded()
    {
        keepPicture(hashOf(u'a'));
        keepPicture(hashOf(u'b'));
        Thumbnailer thumbnailer(
            {.program = program("exec sleep 1000\n"), .folder = m_folder->path(), .patienceMs = 300});
        Answers answers;
        ask(thumbnailer, answers, u'a');
        ask(thumbnailer, answers, u'b');
        QTRY_COMPARE_WITH_TIMEOUT(answers.order, u"ab"_s, 20'000);
        QCOMPARE(answers.all.value(u"a"_s).width, 0);
    }

    void noMoreThanAFewWait()
    {
        keepPicture(hashOf(u'a'));
        Thumbnailer thumbnailer({.program = program("exec sleep 1000\n"),
                                 .folder = m_folder->path(),
                                 .patienceMs = 600'000,
                                 .mostWaiting = 2});
        int answered = 0;
        for (int i = 0; i < 5; ++i)
            thumbnailer.look(hashOf(u'a'), [&answered](const Pictures::Picture &) { ++answered; });
        QTRY_COMPARE(answered, 3);
        // And its end waits for none of them.
    }

    void whatItSaysIsNotBelieved_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("words") << QByteArray("hello world picture\n");
        QTest::newRow("no end") << QByteArray("800 400 image/png");
        QTest::newRow("less than nothing") << QByteArray("-800 -400 image/png\n");
        QTest::newRow("huge") << QByteArray("60000 60000 image/png\n");
        QTest::newRow("larger than a number") << QByteArray("99999999999999999999 1 image/png\n");
        QTest::newRow("endless") << "8 4 image/png\n" + QByteArray(3 * 1024 * 1024, 'x');
    }
    void whatItSaysIsNotBelieved()
    {
        QFETCH(QByteArray, said);
        QCOMPARE(readPicture(said).width, 0);
    }
    void itsPictureIsOne()
    {
        const Pictures::Picture svg = readPicture("8 4 image/svg+xml\n<svg/>");
        QCOMPARE(svg.width, 8);
        QVERIFY(svg.thumbnail.isEmpty() && svg.mime.isEmpty());
        QVERIFY(readPicture("8 4 image/png\n<svg/>").thumbnail.isEmpty());
        const QByteArray png("\x89PNG\r\n\x1a\n and so on", 18);
        QCOMPARE(readPicture("8 4 image/png\n" + png).thumbnail, png);
        QVERIFY(readPicture("8 4 image/jpeg\n" + png).thumbnail.isEmpty());
    }

    void withoutTheProgram()
    {
        keepPicture(hashOf(u'a'));
        Thumbnailer thumbnailer({.program = m_folder->filePath(u"nothing"_s), .folder = m_folder->path()});
        Answers answers;
        ask(thumbnailer, answers, u'a');
        ask(thumbnailer, answers, u'a');
        QTRY_COMPARE(answers.order, u"aa"_s);
    }
};

CONFAB_TEST(TestThumbnailer)
#include "tst_thumbnailer.moc"
