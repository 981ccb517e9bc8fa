// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/emoji/emoji_picker.h>

#include "emoji/emoji_grid.h"
#include "emoji/emoji_picker_parts.h"
#include "emoji/emoji_rows.h"

#include <confab/ui/settings/preferences.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>
#include <confab/ui/widgets/search_field.h>

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainterPath>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
// As the design's picture has it. Px.
constexpr int padding = 11; // the border included
constexpr int gap = 10;
constexpr int margin = 8; // to the window's edges
constexpr int fieldHeight = 32;
constexpr int tabsTop = 49;
constexpr int tabsHeight = 34;
constexpr int footerHeight = 44;
constexpr int gridWidth = EmojiRows::columns * EmojiGrid::cell;
constexpr QSize wanted(gridWidth + 2 * padding, 424);
constexpr int lowest = 240;
} // namespace

EmojiPicker *EmojiPicker::pick(Preferences &preferences, const QRect &anchor, QWidget *over)
{
    return new EmojiPicker(preferences, anchor, over);
}

EmojiPicker::EmojiPicker(Preferences &preferences, const QRect &anchor, QWidget *over)
    : QWidget(over->window())
    , m_preferences(preferences)
    , m_anchor(anchor)
    , m_over(over)
    , m_before(QApplication::focusWidget())
    , m_rows(new EmojiRows(this))
    , m_search(new SearchField(this))
    , m_tabs(new EmojiTabs(this))
    , m_grid(new EmojiGrid(*m_rows, this))
    , m_footer(new EmojiFooter(this))
{
    setObjectName(u"emoji"_s);
    setAccessibleName(tr("Emoji"));
    setFocusProxy(m_search);
    setCursor(Qt::ArrowCursor);
    m_search->setObjectName(u"emoji.search"_s);
    m_search->setAccessibleName(tr("Find an emoji"));
    m_search->setPlaceholderText(tr("Find an emoji"));
    m_search->installEventFilter(this);

    const auto tone = static_cast<SkinTone>(preferences.skinTone());
    m_rows->setTone(tone);
    m_rows->setRecent(preferences.recentEmoji());
    m_footer->tone()->setTone(tone);
    m_tabs->setEnabled(0, m_rows->titleOf(0) >= 0);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_rows->setQuery(text);
        m_tabs->setSearching(m_rows->isSearching());
        if (!m_rows->isSearching())
            m_tabs->setShown(m_grid->shownSection());
    });
    connect(m_tabs, &EmojiTabs::chosen, this, [this](int section) {
        m_search->clear();
        m_grid->showSection(section);
    });
    connect(m_grid, &EmojiGrid::sectionChanged, this, [this] {
        if (!m_rows->isSearching())
            m_tabs->setShown(m_grid->shownSection());
    });
    connect(m_grid, &EmojiGrid::pointedChanged, this, &EmojiPicker::point);
    connect(m_grid, &EmojiGrid::picked, this, &EmojiPicker::take);
    connect(m_grid, &EmojiGrid::leftUpwards, this, [this] { m_search->setFocus(Qt::BacktabFocusReason); });
    connect(m_grid, &EmojiGrid::typed, this, [this](QKeyEvent *event) {
        m_search->setFocus(Qt::OtherFocusReason);
        m_search->deselect();
        QApplication::sendEvent(m_search, event);
    });
    connect(m_footer->tone(), &ToneButton::toneChosen, this, [this](SkinTone chosen) {
        m_preferences.setSkinTone(static_cast<int>(chosen));
        m_rows->setTone(chosen);
        m_footer->tone()->setTone(chosen);
        point();
    });
    // A menu of its own takes no focus away for good.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now && now->window() == window() && now != this && !isAncestorOf(now))
            dismiss();
    });
    connect(&Theme::current(), &Theme::changed, this, [this] { update(); });
    // Without a word to those who are being destroyed with it.
    connect(over, &QObject::destroyed, this, [this] {
        m_gone = true;
        deleteLater();
    });
    qApp->installEventFilter(this);

    place();
    m_tabs->setShown(m_grid->shownSection());
    point();
    show();
    raise();
    m_search->setFocus(Qt::PopupFocusReason);
}

EmojiPicker::~EmojiPicker() = default;

void EmojiPicker::dismiss()
{
    if (std::exchange(m_gone, true))
        return;
    const bool focused = isAncestorOf(QApplication::focusWidget());
    hide();
    if (focused && m_before)
        m_before->setFocus(Qt::PopupFocusReason);
    Q_EMIT dismissed();
    deleteLater();
}

void EmojiPicker::point()
{
    m_footer->show(m_grid->pointed().data(Qt::DisplayRole).toString());
}

void EmojiPicker::take(const QModelIndex &index, bool goOn)
{
    const Emoji *emoji = m_rows->emoji(index);
    if (!emoji || m_gone)
        return;
    const QString text = index.data(Qt::DisplayRole).toString();
    m_preferences.noteEmoji(emoji->text);
    if (!goOn)
        dismiss();
    Q_EMIT picked(text);
}

void EmojiPicker::place()
{
    if (!m_over)
        return;
    const QWidget *window = this->window();
    const QRect anchor(m_over->mapTo(window, m_anchor.topLeft()), m_anchor.size());
    const int above = anchor.top() - gap - margin;
    const int below = window->height() - anchor.bottom() - gap - margin;
    const bool upwards = above >= std::min(wanted.height(), below);
    const int height = std::clamp(upwards ? above : below, lowest, wanted.height());
    int x = isRightToLeft() ? anchor.left() : anchor.right() + 1 - wanted.width();
    x = std::clamp(x, margin, std::max(margin, window->width() - margin - wanted.width()));
    int y = upwards ? anchor.top() - gap - height : anchor.bottom() + gap;
    y = std::clamp(y, margin, std::max(margin, window->height() - margin - height));
    setGeometry(x, y, wanted.width(), height);
}

void EmojiPicker::resizeEvent(QResizeEvent *)
{
    const auto mirrored = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    m_search->setGeometry(mirrored({padding, padding, gridWidth, fieldHeight}));
    m_tabs->setGeometry(mirrored({padding, tabsTop, gridWidth, tabsHeight}));
    const int top = tabsTop + tabsHeight + 1;
    // To the border, where the scroll bar is.
    m_grid->setGeometry(mirrored({padding, top, gridWidth + padding - 1, height() - top - footerHeight - 1}));
    m_footer->setGeometry(mirrored({1, height() - footerHeight - 1, width() - 2, footerHeight}));
}

void EmojiPicker::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    fillRound(painter, rect(), 8, color(u"surfaceRaised"_s));
    QPainterPath shape;
    shape.addRoundedRect(rect(), 8, 8);
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(0, height() - footerHeight - 1, width(), footerHeight + 1, color(u"surfaceSunken"_s));
    fillLine(painter, QRect(0, height() - footerHeight - 1, width(), 1), color(u"separator"_s));
    fillLine(painter, QRect(0, tabsTop + tabsHeight, width(), 1), color(u"separator"_s));
    painter.restore();
    strokeRound(painter, rect(), 8, color(u"separator"_s));
}

void EmojiPicker::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    // Nothing of it is for what lies below.
    event->accept();
}

bool EmojiPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Escape:
            dismiss();
            return true;
        case Qt::Key_Down:
        case Qt::Key_PageDown:
            m_grid->setFocus(Qt::TabFocusReason);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            take(m_grid->currentIndex(), key->modifiers().testFlag(Qt::ShiftModifier));
            return true;
        default:
            break;
        }
    }
    if (watched == window() && event->type() == QEvent::Resize)
        place();
    if (event->type() == QEvent::MouseButtonPress && watched->isWidgetType() && !QApplication::activePopupWidget()) {
        const auto *pressed = static_cast<QWidget *>(watched);
        if (pressed != this && !isAncestorOf(pressed) && pressed->window() == window())
            dismiss();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace confab::ui
