// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/parts/file_lines.h"

#include "pictures/picture_cache.h"

#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>

#include <cmath>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// DESIGN: Image. Px.
constexpr QSize most(480, 320);
constexpr int leastSide = 48; // there is something to press, and room for a bar
constexpr int gridGap = 4;
constexpr int mostColumns = 3;
constexpr int iconSize = 24;
constexpr int barInset = 8;
constexpr int barHeight = 4;
constexpr double seam = 1.5;

// In how many columns: four stand better in two rows of two.
int columnsFor(qsizetype count)
{
    return count == 4 ? 2 : static_cast<int>(std::min<qsizetype>(count, mostColumns));
}

QRect middleOf(const QRect &rect, QSize size)
{
    return {rect.x() + (rect.width() - size.width()) / 2, rect.y() + (rect.height() - size.height()) / 2, size.width(),
            size.height()};
}

} // namespace

void paintProgress(QPainter &painter, const QRect &rect, const client::ShownFile &file, Qt::LayoutDirection direction)
{
    const qreal radius = rect.height() / 2.0;
    fillRound(painter, rect, radius, color(u"separator"_s));
    const double share =
        file.size > 0 ? std::clamp(static_cast<double>(file.done) / static_cast<double>(file.size), 0., 1.) : 0;
    QRectF done(rect);
    done.setWidth(share * rect.width());
    if (direction == Qt::RightToLeft)
        done.moveRight(rect.x() + rect.width());
    const bool moves = file.state == client::ShownFile::State::Moving;
    if (done.width() >= 1)
        fillRound(painter, done, std::min(radius, done.width() / 2), color(moves ? u"accent"_s : u"control"_s));
}

int fileRoom(const RowFlow &flow)
{
    return std::min(most.width(), flow.column - (flow.row.text.isEmpty() ? row::gap + row::iconSize : 0));
}

bool isUnderWay(const client::ShownFile &file)
{
    using State = client::ShownFile::State;
    return file.state == State::Waiting || file.state == State::Moving || file.state == State::Paused;
}

void PictureTiles::place(RowFlow &flow, const QList<client::ShownFile> &files)
{
    const int room = fileRoom(flow);
    const int columns = columnsFor(files.size());
    QSize cell = QSize((room - (columns - 1) * gridGap) / columns, 0);
    cell.setHeight(columns == 2 ? cell.width() * 3 / 4 : cell.width());
    for (qsizetype i = 0; i < files.size(); ++i) {
        Tile tile{files.at(i), {}, {}, columns > 1};
        const QSize natural = tile.file.picture;
        if (columns == 1) {
            const QSize box(room, most.height());
            tile.shown = natural.width() > box.width() || natural.height() > box.height()
                             ? natural.scaled(box, Qt::KeepAspectRatio).expandedTo({1, 1})
                             : natural;
            tile.rect = QRect(QPoint(row::textAt, flow.y), tile.shown.expandedTo({leastSide, leastSide}));
        } else {
            tile.shown = natural.boundedTo(cell);
            const int column = static_cast<int>(i) % columns;
            tile.rect = QRect(QPoint(row::textAt + column * (cell.width() + gridGap), flow.y), cell);
        }
        flow.out.actions.append(fileAction(RowLayout::Action::Kind::ViewPicture, tile.file, tile.rect));
        m_tiles.append(tile);
        const bool rowEnds = i + 1 == files.size() || (i + 1) % columns == 0;
        if (rowEnds) {
            m_lastLine = QRect(row::textAt, tile.rect.y(), tile.rect.right() + 1 - row::textAt, tile.rect.height());
            flow.y += tile.rect.height() + (i + 1 == files.size() ? 0 : gridGap);
        }
    }
}

void PictureTiles::mirror(const Mirror &turn)
{
    for (Tile &tile : m_tiles)
        turn(tile.rect);
    turn(m_lastLine);
}

void PictureTiles::paint(QPainter &painter, const RowScene &scene) const
{
    for (const Tile &tile : m_tiles)
        paintTile(painter, tile, scene);
}

void PictureTiles::paintTile(QPainter &painter, const Tile &tile, const RowScene &scene) const
{
    fillRound(painter, tile.rect, row::boxRadius, color(u"surfaceSunken"_s));
    PictureCache *pictures = scene.metrics.pictures;
    // The small one stays until the real one is there: nothing fades, nothing flickers.
    const bool drawn = pictures && (paintPicture(painter, tile, *pictures, tile.file.path) ||
                                    paintPicture(painter, tile, *pictures, tile.file.smallPath));
    if (!drawn)
        drawIcon(painter, middleOf(tile.rect, {iconSize, iconSize}), u"image"_s, u"textMuted"_s);
    strokeRound(painter, tile.rect, row::boxRadius, color(u"separator"_s));
    if (!isUnderWay(tile.file))
        return;
    // Over whatever the picture is.
    const QRect plate(tile.rect.x() + barInset, tile.rect.bottom() + 1 - barInset - 2 * barHeight,
                      tile.rect.width() - 2 * barInset, 2 * barHeight);
    fillRound(painter, plate, barHeight, color(u"surface"_s));
    const int inside = barHeight / 2;
    paintProgress(painter, plate.adjusted(inside, inside, -inside, -inside), tile.file, scene.metrics.direction);
}

bool PictureTiles::paintPicture(QPainter &painter, const Tile &tile, PictureCache &pictures, const QString &path)
{
    if (path.isEmpty())
        return false;
    const qreal dpr = painter.device()->devicePixelRatioF();
    const QSizeF device = QSizeF(tile.cover ? tile.rect.size() : tile.shown) * dpr;
    const QImage image = pictures.picture(
        path, QSize(static_cast<int>(std::ceil(device.width())), static_cast<int>(std::ceil(device.height()))),
        tile.cover ? PictureFit::Cover : PictureFit::Inside);
    if (image.isNull())
        return false;
    // A small picture of a large one fills its place; a picture that is small itself does not. Whoever said how large
    // it is may have been wrong: its own proportions count.
    QSizeF size = image.size();
    const QSizeF within = tile.cover ? QSizeF(tile.rect.size()) : QSizeF(tile.shown);
    size.scale(within, tile.cover ? Qt::KeepAspectRatioByExpanding : Qt::KeepAspectRatio);
    const QSizeF natural(tile.file.picture);
    if (tile.cover && (size.width() > natural.width() || size.height() > natural.height()))
        size.scale(natural, Qt::KeepAspectRatio);
    // What is less than a pixel off fills it: no seam at an edge.
    if (std::abs(size.width() - tile.rect.width()) < seam && std::abs(size.height() - tile.rect.height()) < seam)
        size = tile.rect.size();
    const QPointF at(tile.rect.x() + (tile.rect.width() - size.width()) / 2,
                     tile.rect.y() + (tile.rect.height() - size.height()) / 2);
    QBrush brush(image);
    brush.setTransform(
        QTransform::fromTranslate(at.x(), at.y()).scale(size.width() / image.width(), size.height() / image.height()));
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setClipRect(QRectF(at, size), Qt::IntersectClip);
    painter.setPen(Qt::NoPen);
    painter.setBrush(brush);
    painter.drawRoundedRect(tile.rect, row::boxRadius, row::boxRadius);
    painter.restore();
    return true;
}

} // namespace confab::ui
