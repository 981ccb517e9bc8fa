// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures/read_picture.h"

#include <confab/protocol/defence.h>
#include <confab/protocol/picture_kind.h>

#include <QFile>
#include <QImageReader>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr qint64 mostPixels = 16'000'000;
constexpr int mostMiB = 64;

void limitAllocation()
{
    static const bool once = [] {
        QImageReader::setAllocationLimit(mostMiB);
        return true;
    }();
    Q_UNUSED(once)
}

QSize scaledTo(QSize size, QSize px, PictureFit fit)
{
    if (px.isEmpty() || (size.width() <= px.width() && size.height() <= px.height()))
        return size;
    const QSize scaled =
        size.scaled(px, fit == PictureFit::Inside ? Qt::KeepAspectRatio : Qt::KeepAspectRatioByExpanding);
    return scaled.expandedTo({1, 1}).boundedTo(size);
}

bool isTurned(const QImageReader &reader)
{
    return reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
}

// One of the four and not too large; then `out` has its format, and gives its size as it is to be seen, else an empty
// one.
QSize begun(QFile &file, QImageReader &out)
{
    const QByteArray format = protocol::pictureFormat(file.peek(protocol::pictureHeadBytes));
    if (format.isEmpty() && inForce("picture-kinds"))
        return {};
    out.setDevice(&file);
    out.setFormat(format);
    out.setAutoDetectImageFormat(format.isEmpty());
    out.setAutoTransform(true);
    const QSize stored = out.size();
    if (stored.isEmpty() || (qint64{stored.width()} * stored.height() > mostPixels && inForce("picture-pixels")))
        return {};
    return isTurned(out) ? stored.transposed() : stored;
}

} // namespace

QSize pictureSize(const QString &path)
{
    QFile file(path);
    QImageReader reader;
    return file.open(QIODevice::ReadOnly) ? begun(file, reader) : QSize();
}

ReadPicture readPicture(const QString &path, QSize px, PictureFit fit)
{
    limitAllocation();
    ReadPicture out;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return out;
    out.opened = true;
    QImageReader reader;
    const QSize size = begun(file, reader);
    if (size.isEmpty())
        return out;
    const QSize wanted = scaledTo(size, px, fit);
    // A JPEG can be decoded smaller at once; what is left is done well below.
    if (reader.format() == "jpeg" && wanted.width() * 2 < size.width() && wanted.height() * 2 < size.height())
        reader.setScaledSize(isTurned(reader) ? (wanted * 2).transposed() : wanted * 2);
    QImage image = reader.read();
    if (image.isNull())
        return out;
    if (image.size() != wanted)
        image = image.scaled(wanted, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    if (fit == PictureFit::Cover && !px.isEmpty()) {
        const QSize cut = wanted.boundedTo(px);
        image = image.copy((wanted.width() - cut.width()) / 2, (wanted.height() - cut.height()) / 2, cut.width(),
                           cut.height());
    }
    out.image =
        image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    return out;
}

} // namespace confab::ui
