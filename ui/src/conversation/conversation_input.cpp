// SPDX-License-Identifier: GPL-3.0-or-later
// Pointer, keys and picking of the conversation view.
#include <confab/ui/conversation/conversation_view.h>

#include "conversation/anchored_rows.h"
#include "conversation/parts/blocks.h"
#include "conversation/row_cache.h"
#include "conversation/row_selection.h"

#include <confab/ui/theme/painting.h>

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int pageOverlap = 40;

} // namespace

bool ConversationView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave && !viewport()->rect().contains(viewport()->mapFromGlobal(QCursor::pos()))) {
        setHovered(-1);
    } else if (event->type() == QEvent::ToolTip && m_model) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int row = m_rows->rowAt(help->pos().y());
        if (row < 0)
            return true;
        const QString tip = tipAt(layoutOf(row), inRow(row, help->pos()));
        if (tip.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), plainTip(tip), viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void ConversationView::hover(QPoint point)
{
    if (!m_model || !viewport()->rect().contains(point)) {
        setHovered(-1);
        return;
    }
    const int row = m_rows->rowAt(point.y());
    setHovered(row);
    Qt::CursorShape shape = Qt::ArrowCursor;
    if (dayAt(point).isValid()) {
        shape = Qt::PointingHandCursor;
    } else if (row >= 0) {
        const RowLayout &layout = layoutOf(row);
        const QPoint at = inRow(row, point);
        const RowLayout::Action *action = actionAt(layout, at);
        if (action ? action->enabled : !linkAt(layout, at).isEmpty())
            shape = Qt::PointingHandCursor;
        else if (layout.body.contains(at))
            shape = Qt::IBeamCursor;
    }
    if (viewport()->cursor().shape() != shape)
        viewport()->setCursor(shape);
}

void ConversationView::setHovered(int row)
{
    if (row == m_hovered)
        return;
    m_hovered = row;
    placeOverlays();
    viewport()->update();
}

void ConversationView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_model)
        return;
    m_pressedAt = event->pos();
    const int row = m_rows->rowAt(event->pos().y());
    if (selectWhole(row, event->modifiers()))
        return;
    m_selection->clear();
    clearPick();
    if (row >= 0 && m_model->row(row).kind == client::MessageRow::Kind::Message) {
        const qsizetype character = characterAt(layoutOf(row), inRow(row, event->pos()));
        if (character >= 0)
            m_selection->start(m_model->row(row).id, character);
    }
    viewport()->update();
}

bool ConversationView::selectWhole(int row, Qt::KeyboardModifiers modifiers)
{
    const bool extends = modifiers.testFlag(Qt::ShiftModifier);
    if ((!extends && !modifiers.testFlag(Qt::ControlModifier)) || row < 0 ||
        m_model->row(row).kind != client::MessageRow::Kind::Message)
        return false;
    const QString id = m_model->row(row).id;
    QString from = id;
    if (extends && m_selection->started())
        from = m_selection->from();
    else if (extends && pickedRow() >= 0)
        from = m_pickedId;
    m_selection->setWhole(from, id);
    m_pickedId.clear();
    placeOverlays();
    viewport()->update();
    return true;
}

void ConversationView::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton)) {
        hover(event->pos());
        return;
    }
    if (!m_model || !m_selection->started() ||
        (event->pos() - m_pressedAt).manhattanLength() < QApplication::startDragDistance())
        return;
    // Dragging past an edge brings more rows.
    const int past = event->pos().y() < 0                      ? event->pos().y()
                     : event->pos().y() > viewport()->height() ? event->pos().y() - viewport()->height()
                                                               : 0;
    if (past != 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + past);
    const int y = std::clamp(event->pos().y(), 0, viewport()->height() - 1);
    const int row = m_rows->rowAt(y);
    if (row < 0 || m_model->row(row).kind != client::MessageRow::Kind::Message)
        return;
    m_selection->extend(m_model->row(row).id,
                        std::max<qsizetype>(0, characterAt(layoutOf(row), inRow(row, QPoint(event->pos().x(), y)))));
    viewport()->update();
}

void ConversationView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_model)
        return;
    if (!m_selection->isEmpty()) {
        if (QClipboard *clipboard = QApplication::clipboard(); clipboard->supportsSelection())
            clipboard->setText(selectedText(), QClipboard::Selection);
        return;
    }
    const int row = m_rows->rowAt(event->pos().y());
    const bool clicked = (event->pos() - m_pressedAt).manhattanLength() < QApplication::startDragDistance();
    if (const QDate day = dayAt(event->pos()); clicked && day.isValid())
        Q_EMIT dayPressed(day, event->globalPosition().toPoint());
    else if (row >= 0 && clicked)
        activate(layoutOf(row), row, inRow(row, event->pos()));
}

void ConversationView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const int row = m_model ? m_rows->rowAt(event->pos().y()) : -1;
    if (row < 0 || event->button() != Qt::LeftButton)
        return;
    const RowLayout &layout = layoutOf(row);
    const QPoint at = inRow(row, event->pos());
    if (actionAt(layout, at) || !layout.body.contains(at))
        return;
    const auto [start, end] = wordAt(layout, characterAt(layout, at));
    m_selection->set(m_model->row(row).id, start, end);
    viewport()->update();
}

void ConversationView::activate(const RowLayout &layout, int row, QPoint inRow)
{
    if (const RowLayout::Action *action = actionAt(layout, inRow))
        activate(row, *action);
    else if (const QString link = linkAt(layout, inRow); !link.isEmpty())
        Q_EMIT linkActivated(QUrl(link));
}

void ConversationView::activate(int row, const RowLayout::Action &action)
{
    using Kind = RowLayout::Action::Kind;
    if (!action.enabled)
        return;
    const QString id = m_model->row(row).id; // not the model's own: what is told may change it
    switch (action.kind) {
    case Kind::Retry:
        Q_EMIT retryRequested(id);
        break;
    case Kind::Edit:
        Q_EMIT editRequested(id);
        break;
    case Kind::Discard:
        Q_EMIT discardRequested(id);
        break;
    case Kind::Quoted:
        jumpTo(action.number);
        break;
    case Kind::React:
        Q_EMIT reactionToggled(id, action.value, !action.on);
        break;
    case Kind::ReactAnew: {
        const QPoint at = action.hit.topLeft() + QPoint(0, rowTop(row).value_or(0));
        Q_EMIT reactRequested(id, {viewport()->mapToGlobal(at), action.hit.size()});
        break;
    }
    case Kind::Thread:
        Q_EMIT threadRequested(action.number);
        break;
    case Kind::Undo:
        Q_EMIT undoRequested(id);
        break;
    case Kind::ShowBoth:
        Q_EMIT conflictRequested(id);
        break;
    case Kind::Reveal:
        m_cache->revealed[id] |= spoilerBit(action.number);
        arrange();
        break;
    case Kind::CopyCode:
        QApplication::clipboard()->setText(action.value);
        break;
    case Kind::ViewPicture:
        Q_EMIT fileRequested(id, action.value, FileWish::View);
        break;
    case Kind::FetchFile:
    case Kind::RetryFetch:
        Q_EMIT fileRequested(id, action.value, FileWish::Fetch);
        break;
    case Kind::StopFile:
        Q_EMIT fileRequested(id, action.value, FileWish::Stop);
        break;
    case Kind::OpenFile:
        Q_EMIT fileRequested(id, action.value, FileWish::Open);
        break;
    case Kind::SaveFile:
        Q_EMIT fileRequested(id, action.value, FileWish::Save);
        break;
    case Kind::PauseFiles:
        Q_EMIT fileRequested(id, action.value, FileWish::Pause);
        break;
    case Kind::ResumeFiles:
        Q_EMIT fileRequested(id, action.value, FileWish::Resume);
        break;
    case Kind::CancelFiles:
        Q_EMIT discardRequested(id);
        break;
    case Kind::Say:
        Q_EMIT sayRequested(action.value);
        break;
    case Kind::OpenAddress:
        Q_EMIT linkActivated(QUrl(action.value));
        break;
    case Kind::StopAnswer:
        Q_EMIT stopAnswerRequested();
        break;
    }
}

void ConversationView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    QScrollBar *bar = verticalScrollBar();
    const int page = std::max(pageOverlap, viewport()->height() - pageOverlap);
    const bool extends = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Up:
        extends ? extendPrevious() : pickPrevious();
        return;
    case Qt::Key_Down:
        extends ? extendNext() : pickNext();
        return;
    case Qt::Key_PageUp:
        bar->setValue(bar->value() - page);
        return;
    case Qt::Key_PageDown:
        bar->setValue(bar->value() + page);
        return;
    case Qt::Key_Home:
        bar->setValue(0);
        return;
    case Qt::Key_End:
        jumpToLatest();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (const int row = pickedRow(); row >= 0) {
            openMenu(row, viewport()->mapToGlobal(QPoint(viewport()->width() / 2, rowTop(row).value_or(0))), {});
            return;
        }
        break;
    case Qt::Key_Escape:
        if (escape())
            return;
        break;
    default:
        break;
    }
    // Not to the scroll area: the arrows are for picking.
    event->ignore();
}

bool ConversationView::escape()
{
    if (!m_selection->isEmpty()) {
        m_selection->clear();
        viewport()->update();
        return true;
    }
    if (pickedRow() >= 0) {
        clearPick();
        return true;
    }
    if (!m_model || m_rows->count() == 0)
        return false;
    if (canJumpBack()) {
        jumpBack();
        return true;
    }
    if (m_rows->atEnd() && !m_model->moreAfter())
        return false;
    jumpToLatest();
    return true;
}

void ConversationView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                       event->reason() == Qt::ShortcutFocusReason;
    if (byKey && m_model && pickedRow() < 0 && !m_rows->placed().isEmpty())
        pick(m_rows->placed().last().row);
    placeOverlays();
    viewport()->update();
}

void ConversationView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    placeOverlays();
    viewport()->update();
}

void ConversationView::pickPrevious()
{
    if (!m_model || m_rows->placed().isEmpty())
        return;
    const int picked = pickedRow();
    pick(picked < 0 ? m_rows->placed().last().row : picked - 1);
}

void ConversationView::pickNext()
{
    if (!m_model || m_rows->placed().isEmpty())
        return;
    const int picked = pickedRow();
    pick(picked < 0 ? m_rows->placed().last().row : picked + 1);
}

void ConversationView::extendPrevious()
{
    extendPick(-1);
}

void ConversationView::extendNext()
{
    extendPick(1);
}

// From the message that is picked, as a whole; the further end is the one that is picked then.
void ConversationView::extendPick(int by)
{
    const int picked = pickedRow();
    if (picked < 0)
        return by < 0 ? pickPrevious() : pickNext();
    const QString begun = m_selection->started() && m_selection->whole() ? m_selection->from() : m_pickedId;
    pick(picked + by);
    m_selection->setWhole(begun, m_pickedId);
    viewport()->update();
}

void ConversationView::clearPick()
{
    m_pickedId.clear();
    placeOverlays();
    viewport()->update();
}

void ConversationView::pick(int row)
{
    if (row < 0 || row >= m_model->rowCount() || m_model->row(row).kind != client::MessageRow::Kind::Message)
        return;
    m_pickedId = m_model->row(row).id;
    m_selection->clear();
    m_hovered = -1; // the bar goes to what is picked
    const int height = layoutOf(row).height;
    const AnchoredRows::Placed *at = m_rows->find(row);
    const int room = viewport()->height();
    const int picked = m_rows->placed().isEmpty() ? 0 : m_rows->placed().first().row;
    if (!at ? row <= picked : at->top < 0)
        m_rows->showRow(row, 0);
    else if (!at || at->top + at->height > room)
        m_rows->showRow(row, std::max(0, room - height - 4));
    arrange();
    QAccessibleEvent focus(this, QAccessible::Focus);
    focus.setChild(row);
    QAccessible::updateAccessibility(&focus);
}

void ConversationView::copy()
{
    if (!m_model)
        return;
    QString text = selectedText();
    if (const int picked = pickedRow(); text.isEmpty() && picked >= 0 && !m_model->row(picked).deleted)
        text = parseMessage(m_model->row(picked).text).plain();
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

} // namespace confab::ui
