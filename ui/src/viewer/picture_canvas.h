// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QList>
#include <QWidget>

namespace confab::ui
{

// A picture, and half, a quarter … of it, so that it is drawn well at any size. Any thread; takes its time.
[[nodiscard]] QList<QImage> levelsOf(const QImage &picture);

// Draws one picture as large as one wants to see it: by wheel, pinch and steps about a point, dragged about where it is
// larger than its place. A picture of another size of pixels can stand for it until it is there.
class PictureCanvas : public QWidget
{
    Q_OBJECT

public:
    explicit PictureCanvas(QWidget *parent);

    // The picture is `size` px large; begins fitted. `stands`: what to draw until setLevels(); may be null.
    void begin(QSize size, const QImage &stands);
    void setLevels(const QList<QImage> &levels);
    // The picture itself; null while it is not there.
    [[nodiscard]] QImage picture() const { return m_levels.value(0); }

    void zoomIn();
    void zoomOut();
    void fit();
    void actualSize();
    // Px of the window to a px of the picture: 1 is its own size, and fitted it is not more.
    [[nodiscard]] double scale() const;
    [[nodiscard]] bool isFitted() const { return m_scale == 0; }
    // Where the picture stands.
    [[nodiscard]] QRectF pictureRect() const;

Q_SIGNALS:
    void zoomed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void zoomBy(double factor, QPointF about);
    void setScale(double scale, QPointF about);
    void settle();
    [[nodiscard]] double fitScale() const;

    QList<QImage> m_levels;
    QImage m_stands;
    QSize m_size;
    double m_scale = 0; // 0: fitted
    QPointF m_middle;   // of the picture, from the middle of the widget
    QPointF m_heldAt;
    bool m_held = false;
};

} // namespace confab::ui
