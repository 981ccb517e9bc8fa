// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/message_edit.h"

#include "files/taken_files.h"

#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QContextMenuEvent>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextDocumentLayout>
#include <QResizeEvent>
#include <QScrollBar>
#include <QTextBlock>

#include <cmath>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int mostLines = 8;

// Puts the lines that Qt has broken at fixed distances: one word in another script would push them apart.
class FixedLineLayout : public QPlainTextDocumentLayout
{
public:
    using QPlainTextDocumentLayout::QPlainTextDocumentLayout;

    QRectF blockBoundingRect(const QTextBlock &block) const override
    {
        QRectF rect = QPlainTextDocumentLayout::blockBoundingRect(block);
        if (!block.isValid() || !block.isVisible())
            return rect;
        const Theme &theme = Theme::current();
        const QFont font = theme.font(TextStyle::Body);
        const int height = theme.lineHeight(TextStyle::Body);
        const QTextLayout *layout = block.layout();
        for (int i = 0; i < layout->lineCount(); ++i) {
            QTextLine line = layout->lineAt(i);
            const qreal y = baselineIn(QRectF(0, i * height, 1, height), font) - line.ascent();
            if (line.y() != y)
                line.setPosition(QPointF(line.x(), y));
        }
        rect.setTop(0);
        rect.setHeight(std::max(1, layout->lineCount()) * height);
        return rect;
    }
};

} // namespace

MessageEdit::MessageEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setObjectName(u"composer.edit"_s);
    setProperty("kind", u"bare"_s);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setFont(Theme::current().font(TextStyle::Body));
    auto *lines = new QTextDocument(this);
    lines->setDocumentLayout(new FixedLineLayout(lines));
    lines->setDefaultFont(font());
    lines->setDocumentMargin(0);
    setDocument(lines);
    viewport()->setAutoFillBackground(false);
    align();
}

void MessageEdit::setHint(const QString &hint)
{
    m_hint = hint;
    setAccessibleName(hint);
    viewport()->update();
}

int MessageEdit::lines() const
{
    // This layout measures in lines, not in px.
    return static_cast<int>(std::lround(document()->documentLayout()->documentSize().height()));
}

int MessageEdit::wantedHeight() const
{
    return std::clamp(lines(), 1, mostLines) * Theme::current().lineHeight(TextStyle::Body);
}

void MessageEdit::readScrollBar()
{
    const bool fits = lines() <= mostLines;
    setVerticalScrollBarPolicy(fits ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    if (fits)
        verticalScrollBar()->setValue(0);
}

// A message has the direction of its own letters and stands at the leading edge of the window.
void MessageEdit::align()
{
    QTextOption option = document()->defaultTextOption();
    option.setAlignment((isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute);
    document()->setDefaultTextOption(option);
}

void MessageEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        align();
}

namespace
{
bool isPick(const QKeyEvent &event)
{
    return (event.key() == Qt::Key_Up || event.key() == Qt::Key_Down) &&
           (event.modifiers() & ~Qt::KeypadModifier) == Qt::ControlModifier;
}
} // namespace

bool MessageEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && m_picks && isPick(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QPlainTextEdit::event(event);
}

bool MessageEdit::handled(QKeyEvent *event)
{
    if (m_picks && isPick(*event)) {
        if (!m_composing)
            Q_EMIT pickWanted(event->key() == Qt::Key_Up);
        return true;
    }
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !m_composing) {
        const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
        const bool control = event->modifiers().testFlag(Qt::ControlModifier);
        if (control || shift != m_enterSends) {
            // A key that is held down sends once.
            if (!event->isAutoRepeat())
                Q_EMIT sendWanted();
        } else {
            textCursor().insertBlock();
            ensureCursorVisible();
        }
        return true;
    }
    if (event->key() == Qt::Key_Up && event->modifiers().testFlags(Qt::NoModifier) && !m_composing &&
        document()->isEmpty()) {
        Q_EMIT upInEmpty();
        return true;
    }
    return false;
}

void MessageEdit::keyPressEvent(QKeyEvent *event)
{
    if (handled(event))
        return;
    if (event->key() == Qt::Key_Escape && !m_composing) {
        event->ignore();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void MessageEdit::inputMethodEvent(QInputMethodEvent *event)
{
    m_composing = !event->preeditString().isEmpty();
    QPlainTextEdit::inputMethodEvent(event);
    Q_EMIT composed();
}

void MessageEdit::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    if (m_hint.isEmpty() || !document()->isEmpty() || m_composing)
        return;
    const Theme &theme = Theme::current();
    const QFont font = theme.font(TextStyle::Body);
    QPainter painter(viewport());
    const QRect line(0, 0, viewport()->width(), theme.lineHeight(TextStyle::Body));
    drawLine(painter, line, elided(m_hint, font, line.width()), font, color(u"textMuted"_s), layoutDirection());
}

void MessageEdit::contextMenuEvent(QContextMenuEvent *event)
{
    // By a key it is about where the caret stands.
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QTextCursor place = byKey ? textCursor() : cursorForPosition(event->pos());
    QMenu *menu = createStandardContextMenu();
    menu->setObjectName(u"composer.menu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    Q_EMIT menuWanted(menu, place);
    menu->popup(byKey ? viewport()->mapToGlobal(cursorRect().bottomLeft()) : event->globalPos());
}

void MessageEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        Q_EMIT rebroken();
}

// What is dragged over it is for the page around it, which shows where files go.
void MessageEdit::dragEnterEvent(QDragEnterEvent *event)
{
    if (m_takesFiles && event->mimeData() && holdsFiles(*event->mimeData()))
        event->ignore();
    else
        QPlainTextEdit::dragEnterEvent(event);
}

bool MessageEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return (m_takesFiles && holdsFiles(*source)) || QPlainTextEdit::canInsertFromMimeData(source);
}

void MessageEdit::insertFromMimeData(const QMimeData *source)
{
    if (m_takesFiles && holdsFiles(*source))
        Q_EMIT filesPasted(source);
    else
        QPlainTextEdit::insertFromMimeData(source);
}

void MessageEdit::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    Q_EMIT focusMoved();
}

void MessageEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    Q_EMIT focusMoved();
}

} // namespace confab::ui
