// SPDX-License-Identifier: GPL-3.0-or-later
#include "switcher/quick_switcher.h"

#include "common/key_cap.h"
#include "switcher/switcher_delegate.h"
#include "widgets/overlay_scroll_bar.h"

#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMouseEvent>
#include <QPainterPath>
#include <QScrollBar>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// As the design's picture has it. Px.
constexpr int widest = 600;
constexpr int fromTop = 96;
constexpr int margin = 16;
constexpr int fieldHeight = 52;
constexpr int footHeight = 36;
constexpr int inset = 9;  // rows to the panel's edge
constexpr int around = 8; // above and below the rows
constexpr int mostList = 400;
constexpr int textAt = 50;

} // namespace

QuickSwitcher::QuickSwitcher(client::Workspace &workspace, Preferences &preferences,
                             const QList<SwitcherAction> &actions, const QString &open, QWidget *window)
    : QWidget(window)
    , m_rows(new SwitcherRows(workspace, preferences, this))
    , m_field(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_bar(addOverlayScrollBar(m_list))
    , m_before(QApplication::focusWidget())
{
    setObjectName(u"switcher"_s);
    setAccessibleName(tr("Jump anywhere"));
    setCursor(Qt::ArrowCursor);
    m_rows->setActions(actions);
    m_rows->setOpen(open);
    m_field->setObjectName(u"switcher.field"_s);
    m_field->setAccessibleName(tr("Jump anywhere"));
    m_field->setPlaceholderText(tr("A room, a person, or something to do"));
    m_field->setProperty("kind", u"bare"_s);
    m_field->installEventFilter(this);
    m_list->setObjectName(u"switcher.list"_s);
    m_list->setAccessibleName(tr("Where to jump"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setItemDelegate(new SwitcherDelegate(*m_rows, m_list));
    m_list->setModel(m_rows);

    connect(m_field, &QLineEdit::textChanged, this, &QuickSwitcher::read);
    connect(m_list, &QAbstractItemView::clicked, this, &QuickSwitcher::choose);
    connect(m_list, &QAbstractItemView::entered, this, [this](const QModelIndex &index) {
        if (m_rows->canBeChosen(index.row()))
            m_list->setCurrentIndex(index);
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &now) {
        m_list->viewport()->update();
        // Who writes in the field hears what Enter would open.
        m_field->setAccessibleDescription(now.data(Qt::AccessibleTextRole).toString());
    });
    // A shortcut led elsewhere.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now && now->window() == this->window() && now != this && !isAncestorOf(now))
            dismiss();
    });
    connect(&Theme::current(), &Theme::changed, this, &QuickSwitcher::place);
    window->installEventFilter(this);
    hide();
}

QuickSwitcher::~QuickSwitcher() = default;

void QuickSwitcher::start(const QString &typed)
{
    m_field->setText(typed);
    read();
    setGeometry(parentWidget()->rect());
    raise();
    show();
    m_field->setFocus(Qt::PopupFocusReason);
    m_field->selectAll();
}

void QuickSwitcher::dismiss()
{
    if (std::exchange(m_gone, true))
        return;
    const bool focused = m_field->hasFocus();
    hide();
    if (focused && m_before)
        m_before->setFocus(Qt::PopupFocusReason);
    deleteLater();
}

void QuickSwitcher::read()
{
    m_rows->setText(m_field->text());
    m_list->setCurrentIndex({});
    step(1);
    m_list->scrollToTop();
    place();
}

void QuickSwitcher::step(int by)
{
    const int count = m_rows->rowCount();
    int row = m_list->currentIndex().row();
    for (int tried = 0; tried < count; ++tried) {
        row = row < 0 && by < 0 ? count - 1 : (row + by + count) % count;
        if (m_rows->canBeChosen(row)) {
            m_list->setCurrentIndex(m_rows->index(row, 0));
            return;
        }
    }
}

void QuickSwitcher::choose(const QModelIndex &index)
{
    if (!m_rows->canBeChosen(index.row()) || m_gone)
        return;
    // Copies: what is done may end this.
    const SwitcherRows::Row row = m_rows->row(index.row());
    const QString words = m_rows->words();
    const auto run = row.kind == SwitcherRows::Row::Kind::Action ? m_rows->action(row).run : std::function<void()>();
    dismiss();
    if (row.kind == SwitcherRows::Row::Kind::Conversation)
        Q_EMIT conversationWanted(row.profile, row.contact.conversation);
    else if (row.kind == SwitcherRows::Row::Kind::Search)
        Q_EMIT searchWanted(words);
    else if (run)
        run();
}

int QuickSwitcher::heightOf(int row) const
{
    return m_rows->row(row).kind == SwitcherRows::Row::Kind::Title ? SwitcherDelegate::titleHeight
                                                                   : SwitcherDelegate::rowHeight;
}

void QuickSwitcher::place()
{
    int rows = 0;
    for (int row = 0; row < m_rows->rowCount(); ++row)
        rows += heightOf(row);
    const int top = std::min(fromTop, std::max(margin, height() / 8));
    const int least = fieldHeight + footHeight + 2 * around;
    const int list = std::clamp(height() - top - margin - least, 0, std::min(rows, mostList));
    const int width = std::min(widest, this->width() - 2 * margin);
    m_panel = QRect((this->width() - width) / 2, top, width, least + list);
    const auto mirrored = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), m_panel, at); };
    QFont font = Theme::current().font(TextStyle::Title, QFont::Normal);
    m_field->setFont(font);
    const int end = keyCapWidth(tr("Esc")) + 2 * inset + 12;
    m_field->setGeometry(mirrored({m_panel.x() + textAt, m_panel.y() + 8, width - textAt - end, fieldHeight - 16}));
    m_list->setGeometry(mirrored({m_panel.x() + inset, m_panel.y() + fieldHeight + around, width - inset - 1, list}));
    placeOverlayScrollBar(m_list, m_bar);
    update();
}

void QuickSwitcher::resizeEvent(QResizeEvent *)
{
    place();
}

void QuickSwitcher::mousePressEvent(QMouseEvent *event)
{
    if (!m_panel.contains(event->pos()))
        dismiss();
}

bool QuickSwitcher::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const int page = std::max(1, m_list->height() / SwitcherDelegate::rowHeight - 1);
    switch (key->key()) {
    case Qt::Key_Escape:
        dismiss();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Backtab:
        step(-1);
        return true;
    case Qt::Key_Down:
    case Qt::Key_Tab:
        step(1);
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        for (int i = 0; i < page; ++i)
            step(key->key() == Qt::Key_PageUp ? -1 : 1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose(m_list->currentIndex());
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void QuickSwitcher::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), color(u"scrim"_s));
    fillRound(painter, m_panel, 8, color(u"surfaceRaised"_s));
    const auto mirrored = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), m_panel, at); };
    const QRect head(m_panel.x(), m_panel.y(), m_panel.width(), fieldHeight);
    drawIcon(painter, mirrored({head.x() + 20, head.y() + (fieldHeight - 18) / 2, 18, 18}), u"search"_s,
             u"textMuted"_s);
    drawKeyCap(painter, head, head.width() - 2 * inset, tr("Esc"), layoutDirection());
    fillLine(painter, QRect(head.x(), head.bottom(), head.width(), 1), color(u"separator"_s));

    const QRect foot(m_panel.x(), m_panel.bottom() + 1 - footHeight, m_panel.width(), footHeight);
    QPainterPath shape;
    shape.addRoundedRect(m_panel, 8, 8);
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(foot, color(u"surfaceSunken"_s));
    fillLine(painter, QRect(foot.x(), foot.y(), foot.width(), 1), color(u"separator"_s));
    painter.restore();
    const QFont small = theme.font(TextStyle::Small);
    int x = 2 * inset;
    const auto cap = [&](const QString &keys) {
        const int width = keyCapWidth(keys);
        drawKeyCap(painter, foot, x + width, keys, layoutDirection());
        x += width + 8;
    };
    const auto word = [&](const QString &text) {
        const int width = widthOf(text, small);
        drawLine(painter, mirrored({foot.x() + x, foot.y(), width, footHeight}), text, small, color(u"textMuted"_s),
                 layoutDirection());
        x += width + 20;
    };
    cap(u"↑"_s);
    cap(u"↓"_s);
    word(tr("choose"));
    cap(tr("Enter"));
    word(tr("open"));
    // From the other end, as far as there is room.
    const QFont strong = theme.font(TextStyle::Small, QFont::DemiBold);
    int end = foot.width() - 2 * inset;
    for (const auto &[sign, meaning] :
         {std::pair(u">"_s, tr("commands")), std::pair(u"@"_s, tr("people")), std::pair(u"#"_s, tr("rooms"))}) {
        const int words = widthOf(meaning, small);
        const int wide = words + 6 + widthOf(sign, strong);
        if (end - wide < x)
            break;
        drawLine(painter, mirrored({foot.x() + end - words, foot.y(), words, footHeight}), meaning, small,
                 color(u"textMuted"_s), layoutDirection());
        drawLine(painter, mirrored({foot.x() + end - wide, foot.y(), wide - words - 6, footHeight}), sign, strong,
                 color(u"text"_s), layoutDirection());
        end -= wide + 16;
    }
    strokeRound(painter, m_panel, 8, color(u"separator"_s));
}

} // namespace confab::ui
