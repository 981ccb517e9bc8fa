// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of others: which are decoded, what is made of them, and the room that they are decoded in.
#include "locked_room.h"
#include "picture_files.h"
#include "test_program.h"
#include "thumbnail.h"

#include <QBuffer>
#include <QImage>
#include <QImageReader>
#include <QImageWriter>
#include <QtTest>

#ifdef Q_OS_LINUX
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace confab;
using namespace confab::tests;
using app::Thumbnail;
using app::thumbnailOf;

namespace
{

std::optional<Thumbnail> made(QByteArray bytes)
{
    QBuffer file(&bytes);
    file.open(QIODevice::ReadOnly);
    return thumbnailOf(file);
}

// Red above, blue below.
QImage halves(int width, int height, QImage::Format format = QImage::Format_RGB32)
{
    QImage image(width, height, format);
    image.fill(Qt::blue);
    for (int y = 0; y < height / 2; ++y) {
        for (int x = 0; x < width; ++x)
            image.setPixelColor(x, y, Qt::red);
    }
    return image;
}

QByteArray written(const QImage &image, const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter(&buffer, format).write(image);
    return bytes;
}

bool isRed(const QImage &image, int x, int y)
{
    const QColor colour = image.pixelColor(x, y);
    return colour.red() > 200 && colour.blue() < 60;
}

// A GIF of 3 x 2 pixels, all of the second colour.
QByteArray smallGif()
{
    return QByteArray::fromHex("474946383961030002008000000000ff" // screen, two colours, the first black-blue
                               "ff0000"                           // the second red
                               "2c000000000300020000"
                               "0203"
                               "8c2d05"
                               "00"
                               "3b");
}

} // namespace

class TestThumbnail : public QObject
{
    Q_OBJECT

private slots:
    void picturesAreMadeSmall_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QImage::Format>("pixels");
        QTest::addColumn<QByteArray>("mime");
        QTest::newRow("jpeg") << QByteArray("jpeg") << QImage::Format_RGB32 << QByteArray("image/jpeg");
        QTest::newRow("png") << QByteArray("png") << QImage::Format_RGB32 << QByteArray("image/jpeg");
        QTest::newRow("png whose channel says nothing")
            << QByteArray("png") << QImage::Format_ARGB32 << QByteArray("image/jpeg");
        if (QImageWriter::supportedImageFormats().contains("webp"))
            QTest::newRow("webp") << QByteArray("webp") << QImage::Format_RGB32 << QByteArray("image/jpeg");
    }
    void picturesAreMadeSmall()
    {
        QFETCH(QByteArray, format);
        QFETCH(QImage::Format, pixels);
        QFETCH(QByteArray, mime);
        const auto thumbnail = made(written(halves(1600, 900, pixels), format.constData()));
        QVERIFY(thumbnail);
        QCOMPARE(thumbnail->size, QSize(1600, 900));
        QCOMPARE(thumbnail->mime, mime);
        const QImage small = QImage::fromData(thumbnail->bytes);
        QCOMPARE(small.size(), QSize(640, 360));
        QVERIFY(isRed(small, 320, 60));
        QVERIFY(!isRed(small, 320, 300));
    }

    void aGif()
    {
        const auto thumbnail = made(smallGif());
        QVERIFY(thumbnail);
        QCOMPARE(thumbnail->size, QSize(3, 2));
        QCOMPARE(QImage::fromData(thumbnail->bytes).size(), QSize(3, 2));
    }

    void whatIsClearStaysClear()
    {
        QImage image(100, 50, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        const auto thumbnail = made(written(image, "png"));
        QVERIFY(thumbnail);
        QCOMPARE(thumbnail->mime, QByteArray("image/png"));
        QCOMPARE(QImage::fromData(thumbnail->bytes).pixelColor(5, 5).alpha(), 0);
    }

    void isTurnedAsItSays()
    {
        // A quarter to the right: what is above is at the right side.
        const auto thumbnail = made(withExif(written(halves(1600, 900), "jpeg"), 6, "Mara Musterfrau"));
        QVERIFY(thumbnail);
        QCOMPARE(thumbnail->size, QSize(900, 1600));
        const QImage small = QImage::fromData(thumbnail->bytes);
        QCOMPARE(small.size(), QSize(360, 640));
        QVERIFY(isRed(small, 300, 320));
        QVERIFY(!isRed(small, 60, 320));
    }

    void nothingButPixelsIsKept()
    {
        const auto photo = made(withExif(written(halves(700, 700), "jpeg"), 1, "Mara Musterfrau"));
        QVERIFY(photo);
        QVERIFY(!photo->bytes.contains("Musterfrau") && !photo->bytes.contains("Exif"));
        QImage image(100, 50, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        image.setText(QStringLiteral("Author"), QStringLiteral("Mara Musterfrau"));
        QVERIFY(written(image, "png").contains("Musterfrau"));
        QVERIFY(!made(written(image, "png"))->bytes.contains("Musterfrau"));
    }

    void aBombIsNotDecoded()
    {
        QVERIFY(!made(blankPng(60'000, 60'000, 8, 6)));
        // One that fits into the memory all the same: 3 MB of black and white.
        QVERIFY(!made(blankPng(5'000, 5'000, 1, 0)));
        QVERIFY(made(blankPng(4'000, 4'000, 1, 0)));
        // A JPEG is made smaller as it is read: nothing but its size speaks against this one.
        QImage wide(5'000, 5'000, QImage::Format_Grayscale8);
        wide.fill(0);
        QVERIFY(!made(written(wide, "jpeg")));
    }

    void noMoreMemoryThanIsAllowed()
    {
        // 16 Mpx, but eight bytes each.
        QVERIFY(!made(blankPng(4'000, 4'000, 16, 6)));
        QVERIFY(made(blankPng(2'000, 2'000, 16, 6)));
    }

    void whatIsNoPicture()
    {
        const QByteArray svg = "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'>"
                               "<rect width='10' height='10' fill='red'/></svg>";
        QVERIFY(!made(svg));
        QVERIFY(!made({}));
        QVERIFY(!made("\x89PNG"));
        QVERIFY(!made(QByteArray("\x89PNG\r\n\x1a\n", 8) + QByteArray(5'000, 'x')));
        QVERIFY(!made(QByteArray("\xff\xd8\xff\xe0", 4) + QByteArray(5'000, 'x')));
        QVERIFY(!made("GIF89a"));
        QVERIFY(!made(written(halves(10, 10), "bmp")));
        QVERIFY(!made(written(halves(10, 10), "xpm")));
        // Broken off in the middle: what there is of it may be shown or not, but nothing breaks.
        const QByteArray whole = written(halves(1000, 1000), "jpeg");
        static_cast<void>(made(whole.first(whole.size() / 2)));
    }

    void theRoomIsLocked()
    {
#if defined(Q_OS_LINUX) && (defined(Q_PROCESSOR_X86_64) || defined(Q_PROCESSOR_ARM_64))
        const pid_t child = fork();
        QVERIFY(child >= 0);
        if (child == 0) {
            int opened = 0;
            if (!app::lockDoors())
                opened = 64;
            opened |= open("/dev/null", O_RDONLY) >= 0 ? 1 : 0;
            opened |= socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 2 : 0;
            opened |= execl("/bin/true", "true", static_cast<char *>(nullptr)) == 0 ? 4 : 8;
            _exit(opened);
        }
        int status = -1;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 8);
#else
        QSKIP("of Linux");
#endif
    }
};

CONFAB_APPLESS_TEST(TestThumbnail)
#include "tst_thumbnail.moc"
