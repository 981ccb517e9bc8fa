// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/drop_area.h"

#include "files/taken_files.h"

#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QDropEvent>
#include <QMimeData>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr int inset = 12;
constexpr int frame = 2;
constexpr int iconSize = 24;
constexpr int gap = 8;
} // namespace

DropArea::DropArea(QWidget *over)
    : QWidget(over)
{
    setObjectName(u"dropArea"_s);
    setAcceptDrops(true);
    hide();
    over->setAcceptDrops(true);
    over->installEventFilter(this);
}

void DropArea::setWords(const QString &words)
{
    m_words = words;
    setAccessibleName(words);
    update();
}

bool DropArea::handle(QEvent *event)
{
    auto *drop = static_cast<QDropEvent *>(event); // QDragEnterEvent and QDragMoveEvent are such
    if (m_words.isEmpty() || !drop->mimeData() || !holdsFiles(*drop->mimeData()))
        return false;
    // Whoever offers to move a file keeps it.
    drop->setDropAction(Qt::CopyAction);
    drop->accept();
    if (event->type() == QEvent::Drop) {
        hide();
        m_entered = false;
        Q_EMIT dropped(drop->mimeData());
        return true;
    }
    setGeometry(parentWidget()->rect());
    raise();
    show();
    return true;
}

bool DropArea::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::Drop:
        return handle(event);
    case QEvent::DragLeave:
        // It goes on over this widget, which is told next, or elsewhere.
        QTimer::singleShot(0, this, [this] {
            if (!m_entered)
                hide();
        });
        break;
    case QEvent::Resize:
        setGeometry(parentWidget()->rect());
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

bool DropArea::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::DragEnter:
        m_entered = true;
        return handle(event);
    case QEvent::DragMove:
    case QEvent::Drop:
        return handle(event);
    case QEvent::DragLeave:
        m_entered = false;
        hide();
        return true;
    default:
        return QWidget::event(event);
    }
}

void DropArea::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = color(u"surface"_s);
    veil.setAlphaF(0.85F);
    painter.fillRect(rect(), veil);
    const QRect box = rect().adjusted(inset, inset, -inset, -inset);
    fillRound(painter, box, 8, color(u"accentSoft"_s));
    strokeRound(painter, box, 8, color(u"accent"_s), frame);
    const QFont font = Theme::current().font(TextStyle::Title);
    const int line = Theme::current().lineHeight(TextStyle::Title);
    const int top = box.y() + (box.height() - iconSize - gap - line) / 2;
    drawIcon(painter, QRect(box.x(), top, box.width(), iconSize), u"attach"_s, u"accent"_s);
    const QRect words = QRect(box.x() + gap, top + iconSize + gap, box.width() - 2 * gap, line);
    drawLine(painter, words, elided(m_words, font, words.width()), font, color(u"text"_s), layoutDirection(),
             Qt::AlignHCenter);
}

} // namespace confab::ui
