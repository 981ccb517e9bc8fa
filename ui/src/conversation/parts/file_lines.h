// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversation/parts/row_part.h"

namespace confab::ui
{

// What the files of a message share: a bar for how far one is, and its action under a name that says which file.
void paintProgress(QPainter &painter, const QRect &rect, const client::ShownFile &file, Qt::LayoutDirection direction);
[[nodiscard]] RowLayout::Action fileAction(RowLayout::Action::Kind kind, const client::ShownFile &file,
                                           const QRect &rect);
// Px from the leading edge of the text: DESIGN's 480, less where the column is narrower. Beside files without a text
// there is room for the tick.
[[nodiscard]] int fileRoom(const RowFlow &flow);
// It is on its way, or waits to be.
[[nodiscard]] bool isUnderWay(const client::ShownFile &file);

// The pictures of a message: one as large as it is, several in a grid. Their place is kept from the first moment on.
class PictureTiles
{
public:
    void place(RowFlow &flow, const QList<client::ShownFile> &files);
    void mirror(const Mirror &turn);
    void paint(QPainter &painter, const RowScene &scene) const;
    // The last row of them; null: there are none.
    [[nodiscard]] QRect lastLine() const { return m_lastLine; }

private:
    struct Tile {
        client::ShownFile file;
        QRect rect;
        QSize shown; // of the picture, in its middle
        bool cover = false;
    };
    void paintTile(QPainter &painter, const Tile &tile, const RowScene &scene) const;
    static bool paintPicture(QPainter &painter, const Tile &tile, PictureCache &pictures, const QString &path);

    QList<Tile> m_tiles;
    QRect m_lastLine;
};

// Other files, a box each: icon, name, size, what can be done with it, and a bar while it moves.
class FileCards
{
public:
    void place(RowFlow &flow, const QList<client::ShownFile> &files);
    void mirror(const Mirror &turn);
    void paint(QPainter &painter, const RowScene &scene) const;
    [[nodiscard]] QString tipAt(QPoint point) const;
    [[nodiscard]] QRect lastLine() const;

private:
    struct Card {
        client::ShownFile file;
        QRect rect;
        QRect icon;
        QRect name;
        QRect second;
        QRect bar;
        QRect button; // null: none
        QString buttonIcon;
        QString nameText;
        QString secondText;
    };
    QList<Card> m_cards;
};

} // namespace confab::ui
