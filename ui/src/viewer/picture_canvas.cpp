// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewer/picture_canvas.h"

#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>

#include <QGestureEvent>
#include <QNativeGestureEvent>
#include <QWheelEvent>

#include <cmath>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr double step = 1.25;
constexpr double mostScale = 8;
constexpr int margin = 16;
constexpr int smallestLevel = 256; // px
constexpr double wheelStep = 120;
constexpr int iconSize = 24;
} // namespace

QList<QImage> levelsOf(const QImage &picture)
{
    QList<QImage> levels{picture};
    while (!picture.isNull() && std::min(levels.last().width(), levels.last().height()) / 2 >= smallestLevel)
        levels.append(levels.last().scaled(levels.last().size() / 2, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    return levels;
}

PictureCanvas::PictureCanvas(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"viewer.picture"_s);
    setFocusPolicy(Qt::StrongFocus);
    grabGesture(Qt::PinchGesture);
}

void PictureCanvas::begin(QSize size, const QImage &stands)
{
    m_levels.clear();
    m_stands = stands;
    m_size = size;
    fit();
}

void PictureCanvas::setLevels(const QList<QImage> &levels)
{
    m_levels = levels;
    // It knows better how large it is than whoever sent it.
    if (const QImage whole = picture(); !whole.isNull() && whole.size() != m_size) {
        m_size = whole.size();
        settle();
    }
    update();
    Q_EMIT zoomed();
}

double PictureCanvas::fitScale() const
{
    if (m_size.isEmpty())
        return 1;
    const double across = static_cast<double>(std::max(1, width() - 2 * margin)) / m_size.width();
    const double down = static_cast<double>(std::max(1, height() - 2 * margin)) / m_size.height();
    return std::min({1., across, down});
}

double PictureCanvas::scale() const
{
    return m_scale > 0 ? m_scale : fitScale();
}

QRectF PictureCanvas::pictureRect() const
{
    const QSizeF shown = QSizeF(m_size) * scale();
    const QPointF middle = QRectF(rect()).center() + m_middle;
    return {middle - QPointF(shown.width() / 2, shown.height() / 2), shown};
}

void PictureCanvas::fit()
{
    m_scale = 0;
    m_middle = {};
    update();
    Q_EMIT zoomed();
}

void PictureCanvas::actualSize()
{
    setScale(1, QRectF(rect()).center());
}

void PictureCanvas::zoomIn()
{
    zoomBy(step, QRectF(rect()).center());
}

void PictureCanvas::zoomOut()
{
    zoomBy(1 / step, QRectF(rect()).center());
}

void PictureCanvas::zoomBy(double factor, QPointF about)
{
    setScale(scale() * factor, about);
}

// What is under `about` stays there.
void PictureCanvas::setScale(double scale, QPointF about)
{
    const double before = this->scale();
    const double wanted = std::min(scale, mostScale);
    // No smaller than fitted, which then follows the window again.
    if (wanted <= fitScale() && scale != 1)
        return fit();
    const QPointF from = QRectF(rect()).center() + m_middle - about;
    m_middle = about + from * (wanted / before) - QRectF(rect()).center();
    m_scale = wanted;
    settle();
    update();
    Q_EMIT zoomed();
}

// No edge of a picture that is larger than its place comes away from it; a smaller one stands in the middle.
void PictureCanvas::settle()
{
    const QSizeF shown = QSizeF(m_size) * scale();
    const double across = std::max(0., (shown.width() - width()) / 2);
    const double down = std::max(0., (shown.height() - height()) / 2);
    m_middle = QPointF(std::clamp(m_middle.x(), -across, across), std::clamp(m_middle.y(), -down, down));
    const bool movable = across > 0 || down > 0;
    setCursor(!movable ? Qt::ArrowCursor : m_held ? Qt::ClosedHandCursor : Qt::OpenHandCursor);
}

void PictureCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRectF at = pictureRect();
    const double device = scale() * devicePixelRatioF();
    const QImage *image = m_levels.isEmpty() ? &m_stands : &m_levels.first();
    for (const QImage &level : m_levels) {
        if (level.width() >= m_size.width() * device)
            image = &level;
    }
    if (!image->isNull()) {
        painter.drawImage(at, *image);
        return;
    }
    if (!m_size.isEmpty())
        painter.fillRect(at, color(u"codeBackground"_s));
    const QPoint middle = rect().center();
    drawIcon(painter, QRect(middle.x() - iconSize / 2, middle.y() - iconSize / 2, iconSize, iconSize), u"image"_s,
             u"textMuted"_s);
}

void PictureCanvas::wheelEvent(QWheelEvent *event)
{
    const double turned = event->angleDelta().y() / wheelStep;
    if (turned != 0)
        zoomBy(std::pow(step, turned), event->position());
    event->accept();
}

void PictureCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    m_held = true;
    m_heldAt = event->position();
    settle();
}

void PictureCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_held)
        return;
    m_middle += event->position() - m_heldAt;
    m_heldAt = event->position();
    settle();
    update();
}

void PictureCanvas::mouseReleaseEvent(QMouseEvent *)
{
    m_held = false;
    settle();
}

void PictureCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (isFitted())
        setScale(std::max(1., fitScale() * step), event->position());
    else
        fit();
}

void PictureCanvas::resizeEvent(QResizeEvent *)
{
    if (m_scale > 0 && m_scale <= fitScale() && m_scale != 1)
        m_scale = 0;
    settle();
    Q_EMIT zoomed();
}

bool PictureCanvas::event(QEvent *event)
{
    if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomBy(1 + gesture->value(), gesture->position());
            return true;
        }
    } else if (event->type() == QEvent::Gesture) {
        auto *all = static_cast<QGestureEvent *>(event);
        if (const auto *pinch = static_cast<QPinchGesture *>(all->gesture(Qt::PinchGesture))) {
            zoomBy(pinch->scaleFactor(), mapFromGlobal(pinch->centerPoint().toPoint()));
            all->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

} // namespace confab::ui
