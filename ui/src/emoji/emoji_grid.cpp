// SPDX-License-Identifier: GPL-3.0-or-later
#include "emoji/emoji_grid.h"

#include "emoji/emoji_painter.h"
#include "widgets/overlay_scroll_bar.h"

#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int titleHeight = 28;
constexpr int emojiPx = 25;
constexpr int inset = 4; // as the design draws a title's place

class CellDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QString text = index.data(Qt::DisplayRole).toString();
        if (text.isEmpty())
            return;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (index.data(EmojiRows::TitleRole).toBool()) {
            QFont font = Theme::current().font(TextStyle::Section);
            if (option.direction == Qt::RightToLeft)
                font = Theme::current().font(TextStyle::Small, QFont::DemiBold);
            drawLine(*painter, option.rect.adjusted(inset, 0, -inset, 0), text, font, color(u"textMuted"_s),
                     option.direction);
        } else {
            const auto *grid = static_cast<const EmojiGrid *>(parent());
            const QRect cell = option.rect.adjusted(1, 1, -1, -1);
            if (grid->pointed() == index)
                fillRound(*painter, cell, 6, color(u"hover"_s));
            drawEmoji(*painter, option.rect, text, emojiPx);
            if (grid->hasFocus() && grid->currentIndex() == index && Theme::current().keyboardFocus())
                strokeRound(*painter, cell, 6, color(u"focusRing"_s), 2);
        }
        painter->restore();
    }
};

} // namespace

EmojiGrid::EmojiGrid(EmojiRows &rows, QWidget *parent)
    : QTableView(parent)
    , m_rows(rows)
    , m_bar(addOverlayScrollBar(this))
{
    setObjectName(u"emoji.grid"_s);
    setAccessibleName(tr("Emoji"));
    setProperty("focusInside", true);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    horizontalHeader()->hide();
    verticalHeader()->hide();
    horizontalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setMinimumSectionSize(1);
    horizontalHeader()->setDefaultSectionSize(cell);
    verticalHeader()->setDefaultSectionSize(cell);
    setItemDelegate(new CellDelegate(this));
    setModel(&rows);
    // After the view, its headers and its selection have taken note of it.
    connect(&rows, &QAbstractItemModel::modelReset, this, &EmojiGrid::settle);
    settle();
    connect(this, &QAbstractItemView::entered, this, [this](const QModelIndex &index) {
        m_hovered = m_rows.emoji(index) ? index : QModelIndex();
        viewport()->update();
        Q_EMIT pointedChanged();
    });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &EmojiGrid::sectionChanged);
}

void EmojiGrid::settle()
{
    clearSpans();
    for (int row = 0; row < m_rows.rowCount(); ++row) {
        if (!m_rows.isTitle(row))
            continue;
        setSpan(row, 0, 1, EmojiRows::columns);
        verticalHeader()->resizeSection(row, titleHeight);
    }
    m_hovered = QModelIndex();
    pickFirst();
    Q_EMIT sectionChanged();
}

void EmojiGrid::pickFirst()
{
    const int row = m_rows.emojiRow(0);
    setCurrentIndex(row < 0 ? QModelIndex() : m_rows.index(row, 0));
    scrollToTop();
}

void EmojiGrid::showSection(int section)
{
    const int title = m_rows.titleOf(section);
    const int row = title < 0 ? -1 : m_rows.emojiRow(title);
    if (row < 0)
        return;
    setCurrentIndex(m_rows.index(row, 0));
    scrollTo(m_rows.index(title, 0), PositionAtTop);
    Q_EMIT sectionChanged();
}

int EmojiGrid::shownSection() const
{
    // What stands a little below the border: a title that is on its way out is not what is looked at.
    const int row = rowAt(titleHeight / 2);
    return row < 0 ? 0 : m_rows.index(row, 0).data(EmojiRows::SectionRole).toInt();
}

QModelIndex EmojiGrid::pointed() const
{
    return m_hovered.isValid() ? QModelIndex(m_hovered) : currentIndex();
}

QModelIndex EmojiGrid::above(const QModelIndex &from, int rows) const
{
    const int step = rows < 0 ? 1 : -1;
    int row = from.row();
    for (int moved = 0; moved < std::abs(rows); ++moved) {
        const int next = m_rows.emojiRow(row + step, step);
        if (next < 0)
            break;
        row = next;
    }
    return m_rows.index(row, std::min(from.column(), m_rows.countIn(row) - 1));
}

QModelIndex EmojiGrid::beside(const QModelIndex &from, int by) const
{
    const int column = from.column() + by;
    if (column >= 0 && column < m_rows.countIn(from.row()))
        return m_rows.index(from.row(), column);
    const int row = m_rows.emojiRow(from.row() + by, by);
    return row < 0 ? from : m_rows.index(row, by > 0 ? 0 : m_rows.countIn(row) - 1);
}

QModelIndex EmojiGrid::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const QModelIndex from = currentIndex();
    if (!from.isValid())
        return from;
    m_hovered = QModelIndex();
    const int page = std::max(1, viewport()->height() / cell - 1);
    const int ahead = isRightToLeft() ? -1 : 1;
    switch (action) {
    case MoveUp:
        return above(from, 1);
    case MoveDown:
        return above(from, -1);
    case MoveLeft:
        return beside(from, -ahead);
    case MoveRight:
        return beside(from, ahead);
    case MovePrevious:
        return beside(from, -1);
    case MoveNext:
        return beside(from, 1);
    case MovePageUp:
        return above(from, page);
    case MovePageDown:
        return above(from, -page);
    case MoveHome:
        return m_rows.index(m_rows.emojiRow(0), 0);
    case MoveEnd: {
        const int last = m_rows.emojiRow(m_rows.rowCount() - 1, -1);
        return m_rows.index(last, m_rows.countIn(last) - 1);
    }
    }
    return from;
}

void EmojiGrid::keyPressEvent(QKeyEvent *event)
{
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (currentIndex().isValid())
            Q_EMIT picked(currentIndex(), shift);
        return;
    case Qt::Key_Escape:
        event->ignore();
        return;
    case Qt::Key_Up:
        if (!currentIndex().isValid() || m_rows.emojiRow(currentIndex().row() - 1, -1) < 0)
            return Q_EMIT leftUpwards();
        break;
    case Qt::Key_Backspace:
        return Q_EMIT typed(event);
    default:
        if (!event->text().isEmpty() && event->text().at(0).isPrint() &&
            !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)))
            return Q_EMIT typed(event);
    }
    QTableView::keyPressEvent(event);
}

void EmojiGrid::currentChanged(const QModelIndex &now, const QModelIndex &before)
{
    QTableView::currentChanged(now, before);
    viewport()->update();
    Q_EMIT pointedChanged();
}

void EmojiGrid::focusInEvent(QFocusEvent *event)
{
    // The base class would make the first cell current, which is a title.
    QAbstractScrollArea::focusInEvent(event);
    if (!currentIndex().isValid())
        pickFirst();
    viewport()->update();
}

bool EmojiGrid::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave && m_hovered.isValid()) {
        m_hovered = QModelIndex();
        viewport()->update();
        Q_EMIT pointedChanged();
    }
    return QTableView::viewportEvent(event);
}

void EmojiGrid::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && m_rows.emoji(index))
        Q_EMIT picked(index, event->modifiers().testFlag(Qt::ShiftModifier));
}

void EmojiGrid::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    placeOverlayScrollBar(this, m_bar);
}

void EmojiGrid::paintEvent(QPaintEvent *event)
{
    if (m_rows.rowCount() > 0) {
        QTableView::paintEvent(event);
        return;
    }
    QPainter painter(viewport());
    const QFont font = Theme::current().font(TextStyle::Text);
    const QRect line(0, 16, EmojiRows::columns * cell, Theme::current().lineHeight(TextStyle::Text));
    drawLine(painter, line, elided(tr("Nothing called “%1”.").arg(m_rows.query()), font, line.width()), font,
             color(u"textMuted"_s), layoutDirection(), Qt::AlignHCenter);
}

} // namespace confab::ui
