// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/focus_ring.h"

#include <confab/ui/theme/painting.h>

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QSlider>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int ringGap = 2;
constexpr int ringWidth = 2;
constexpr qreal ringRadius = 9;

class Ring : public QWidget
{
public:
    explicit Ring(QWidget *parent)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        strokeRound(painter, rect(), ringRadius, color(u"focusRing"_s), ringWidth);
    }
};

// Rows that are buttons paint a ring inside; they say so by a property.
bool wantsRing(const QWidget *widget)
{
    if (!widget || widget->property("focusInside").toBool())
        return false;
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QComboBox *>(widget) ||
           qobject_cast<const QSlider *>(widget);
}

bool movesFocus(const QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_F6:
        return true;
    default:
        return false;
    }
}

} // namespace

FocusRing::FocusRing(QObject *parent)
    : QObject(parent)
{
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { follow(now); });
}

FocusRing::~FocusRing()
{
    delete m_ring;
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
        if (movesFocus(static_cast<QKeyEvent *>(event)))
            setByKeyboard(true);
        break;
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin:
        setByKeyboard(false);
        break;
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
        if (m_target && watched != m_ring && watched->isWidgetType() &&
            (watched == m_target || static_cast<QWidget *>(watched)->isAncestorOf(m_target)))
            place();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void FocusRing::setByKeyboard(bool on)
{
    if (on == m_byKeyboard)
        return;
    m_byKeyboard = on;
    place();
    if (QWidget *widget = QApplication::focusWidget())
        widget->update();
}

void FocusRing::follow(QWidget *widget)
{
    m_target = wantsRing(widget) ? widget : nullptr;
    place();
}

void FocusRing::place()
{
    if (!m_target || !m_byKeyboard || !m_target->isVisible() || m_target->isWindow()) {
        if (m_ring)
            m_ring->hide();
        return;
    }
    QWidget *window = m_target->window();
    if (!m_ring || m_ring->parentWidget() != window) {
        delete m_ring;
        m_ring = new Ring(window);
    }
    constexpr int outside = ringGap + ringWidth;
    const QRect at(m_target->mapTo(window, QPoint()), m_target->size());
    m_ring->setGeometry(at.adjusted(-outside, -outside, outside, outside));
    m_ring->raise();
    m_ring->show();
}

} // namespace confab::ui
