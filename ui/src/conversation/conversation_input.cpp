// SPDX-License-Identifier: GPL-3.0-or-later
// Pointer, keys, menu and picking of the conversation view.
#include <confab/ui/conversation/conversation_view.h>

#include "conversation/anchored_rows.h"
#include "conversation/row_cache.h"
#include "conversation/row_selection.h"

#include <confab/client/words.h>
#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QLocale>
#include <QMenu>
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
constexpr int mostLinks = 8; // in one message's menu
constexpr int mostLinkCharacters = 48;

// Tooltips guess whether they are markup; this one is told.
QString asPlainTip(const QString &text)
{
    return u"<qt>"_s + text.toHtmlEscaped() + u"</qt>"_s;
}

// Each once, in their order; of a message without end the first.
QStringList linksOf(const client::MessageRow &message)
{
    QStringList links;
    if (message.deleted)
        return links;
    const MessageText text = parseMessage(message.text);
    for (const MessageText::Block &block : text.blocks) {
        for (const MessageText::Span &span : block.spans) {
            if (!span.link.isEmpty() && !links.contains(span.link) && links.size() < mostLinks)
                links.append(span.link);
        }
    }
    return links;
}

// Where a link really leads, short enough for a menu: the host is never cut from the front.
QString shownLink(const QString &link)
{
    QString text = QUrl(link).toDisplayString(QUrl::RemoveScheme | QUrl::RemoveUserInfo);
    while (text.startsWith(u'/'))
        text.remove(0, 1);
    if (text.size() > mostLinkCharacters)
        text = text.first(mostLinkCharacters) + u'…';
    return QChar(0x2066) + text.replace(u'&', u"&&"_s) + QChar(0x2069);
}

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
        const RowLayout &layout = layoutOf(row);
        const client::MessageRow &message = m_model->row(row);
        const QPoint at = inRow(row, help->pos());
        QString tip = linkAt(layout, at);
        if (tip.isEmpty() && layout.tick.contains(at))
            tip = client::stateWord(message);
        else if (tip.isEmpty() && layout.failure.contains(at))
            tip = message.failure;
        else if (tip.isEmpty() && layout.time.contains(at))
            tip = QLocale().toString(message.at.toLocalTime(), QLocale::LongFormat);
        if (tip.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), asPlainTip(tip), viewport());
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
    if (row >= 0) {
        const RowLayout &layout = layoutOf(row);
        const QPoint at = inRow(row, point);
        if (actionAt(layout, at) || !linkAt(layout, at).isEmpty())
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
    m_selection->clear();
    clearPick();
    const int row = m_rows->rowAt(event->pos().y());
    if (row >= 0 && m_model->row(row).kind == client::MessageRow::Kind::Message) {
        const qsizetype character = characterAt(layoutOf(row), inRow(row, event->pos()));
        if (character >= 0)
            m_selection->start(m_model->row(row).id, character);
    }
    viewport()->update();
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
    if (row >= 0 && clicked)
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
    const QString id = m_model->row(row).id;
    if (const RowLayout::Action *action = actionAt(layout, inRow)) {
        switch (action->kind) {
        case RowLayout::Action::Kind::Retry:
            Q_EMIT retryRequested(id);
            break;
        case RowLayout::Action::Kind::Edit:
            Q_EMIT editRequested(id);
            break;
        case RowLayout::Action::Kind::Discard:
            Q_EMIT discardRequested(id);
            break;
        }
        return;
    }
    if (const QString link = linkAt(layout, inRow); !link.isEmpty())
        Q_EMIT linkActivated(QUrl(link));
}

void ConversationView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    QScrollBar *bar = verticalScrollBar();
    const int page = std::max(pageOverlap, viewport()->height() - pageOverlap);
    switch (event->key()) {
    case Qt::Key_Up:
        pickPrevious();
        return;
    case Qt::Key_Down:
        pickNext();
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
    if (!m_model || m_rows->count() == 0 || (m_rows->atEnd() && !m_model->moreAfter()))
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

void ConversationView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!m_model)
        return;
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const int row = pickedRow();
        if (row < 0)
            return;
        const int top = rowTop(row).value_or(0) + layoutOf(row).tint.top();
        openMenu(row, viewport()->mapToGlobal(QPoint(viewport()->width() / 4, std::max(0, top))), {});
        return;
    }
    const int row = m_rows->rowAt(event->pos().y());
    if (row >= 0)
        openMenu(row, event->globalPos(), linkAt(layoutOf(row), inRow(row, event->pos())));
}

void ConversationView::openMenu(int row, QPoint globalPos, const QString &link)
{
    if (m_model->row(row).kind != client::MessageRow::Kind::Message)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"conversation.menu"_s);
    fillMenu(*menu, row, link);
    if (menu->isEmpty())
        delete menu;
    else
        menu->popup(globalPos);
}

void ConversationView::fillMenu(QMenu &menu, int row, const QString &link)
{
    const client::MessageRow message = m_model->row(row);
    const QString selected = selectedText();
    if (!message.deleted) {
        const QString whole = parseMessage(message.text).plain();
        menu.addAction(themedIcon(u"copy"_s, u"textMuted"_s),
                       selected.isEmpty() ? tr("Copy text") : tr("Copy selection"), this,
                       [text = selected.isEmpty() ? whole : selected] { QApplication::clipboard()->setText(text); })
            ->setObjectName(u"conversation.menu.copy"_s);
    }
    const QStringList links = link.isEmpty() ? linksOf(message) : QStringList{link};
    for (const QString &each : links) {
        menu.addAction(themedIcon(u"link"_s, u"textMuted"_s), tr("Open %1", "a link").arg(shownLink(each)), this,
                       [this, each] { Q_EMIT linkActivated(QUrl(each)); })
            ->setObjectName(u"conversation.menu.openLink"_s);
        menu.addAction(themedIcon(u"copy"_s, u"textMuted"_s), tr("Copy link"), this,
                       [each] { QApplication::clipboard()->setText(each); })
            ->setObjectName(u"conversation.menu.link"_s);
    }
    if (!message.changeable)
        return;
    if (!menu.isEmpty())
        menu.addSeparator();
    const auto add = [&](const QString &icon, const QString &words, const QString &name, auto signal) {
        menu.addAction(themedIcon(icon, u"textMuted"_s), words, this,
                       [this, id = message.id, signal] {
                           Q_EMIT(this->*signal)
                           (id);
                       })
            ->setObjectName(u"conversation.menu."_s + name);
    };
    if (message.state == client::MessageRow::State::Failed)
        add(u"retry"_s, tr("Retry"), u"retry"_s, &ConversationView::retryRequested);
    add(u"edit"_s, tr("Edit"), u"edit"_s, &ConversationView::editRequested);
    add(u"delete"_s, tr("Delete"), u"discard"_s, &ConversationView::discardRequested);
}

} // namespace confab::ui
