// SPDX-License-Identifier: GPL-3.0-or-later
#include "thumbnail.h"

#include <confab/protocol/defence.h>
#include <confab/protocol/picture_kind.h>

#include <QBuffer>
#include <QColorSpace>
#include <QImage>
#include <QImageReader>
#include <QImageWriter>

namespace confab::app
{

namespace
{

constexpr int jpegQuality = 85;

QSize smaller(const QSize &size)
{
    if (size.width() <= mostSide && size.height() <= mostSide)
        return size;
    return size.scaled(mostSide, mostSide, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
}

// Many pictures have the channel and do not use it.
bool isOpaque(const QImage &image)
{
    for (int y = 0; y < image.height(); ++y) {
        const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(line[x]) != 255)
                return false;
        }
    }
    return true;
}

// The pixels alone: what else an image carries (texts, profiles, resolution) is written into files.
void encode(QImage image, Thumbnail &into)
{
    if (image.colorSpace().isValid())
        image.convertToColorSpace(QColorSpace::SRgb);
    image.convertTo(QImage::Format_ARGB32);
    const bool opaque = isOpaque(image);
    const QImage bare(image.constBits(), image.width(), image.height(), image.bytesPerLine(),
                      opaque ? QImage::Format_RGB32 : QImage::Format_ARGB32);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QImageWriter writer(&buffer, opaque ? "jpeg" : "png");
    if (opaque)
        writer.setQuality(jpegQuality);
    if (!buffer.open(QIODevice::WriteOnly) || !writer.write(bare) || bytes.size() > mostThumbnailBytes)
        return;
    into.mime = opaque ? "image/jpeg" : "image/png";
    into.bytes = bytes;
}

} // namespace

std::optional<Thumbnail> thumbnailOf(QIODevice &file)
{
    const QByteArray format = protocol::pictureFormat(file.peek(protocol::pictureHeadBytes));
    if (format.isEmpty() && inForce("thumbnail-kind"))
        return std::nullopt;
    if (inForce("thumbnail-memory"))
        QImageReader::setAllocationLimit(mostMegabytes);
    QImageReader reader(&file, format);
    // No other decoder tries what this one does not understand.
    reader.setAutoDetectImageFormat(format.isEmpty());
    reader.setAutoTransform(true);
    const QSize stored = reader.size();
    if (stored.isEmpty())
        return std::nullopt;
    if (qint64{stored.width()} * stored.height() > mostPixels && inForce("thumbnail-pixels"))
        return std::nullopt;
    // Its decoder comes by with less, the smaller the picture is wanted.
    if (format == "jpeg")
        reader.setScaledSize(smaller(stored));
    const bool turned = reader.transformation() & QImageIOHandler::TransformationRotate90;
    QImage image = reader.read();
    if (image.isNull())
        return std::nullopt;
    Thumbnail made{.size = turned ? stored.transposed() : stored, .mime = {}, .bytes = {}};
    const QSize size = smaller(made.size);
    if (image.size() != size)
        image = image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    encode(std::move(image), made);
    return made;
}

void loadDecoders()
{
    QBuffer nothing;
    nothing.open(QIODevice::ReadOnly);
    for (const char *format : {"png", "jpeg", "gif", "webp"})
        static_cast<void>(QImageReader(&nothing, format).canRead());
    QBuffer anything;
    anything.open(QIODevice::WriteOnly);
    static_cast<void>(QImageWriter(&anything, "jpeg").canWrite());
}

} // namespace confab::app
