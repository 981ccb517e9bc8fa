// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/completion_list.h"

#include "common/key_cap.h"
#include "emoji/emoji_painter.h"
#include "widgets/overlay_scroll_bar.h"

#include <confab/ui/theme/avatar_painter.h>
#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QListView>
#include <QScrollBar>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// DESIGN: Composer. Px.
constexpr int rowHeight = 36;
constexpr int mostRows = 6;
constexpr int inset = 5;
constexpr int widest = 460;
constexpr int pictureSize = 24;
constexpr int gap = 6;

} // namespace

class OfferModel : public QAbstractListModel
{
public:
    using QAbstractListModel::QAbstractListModel;

    void set(const QList<Offer> &offers)
    {
        beginResetModel();
        m_offers = offers;
        endResetModel();
    }
    [[nodiscard]] const QList<Offer> &offers() const { return m_offers; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_offers.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid())
            return {};
        const Offer &offer = m_offers.at(index.row());
        if (role == Qt::DisplayRole)
            return offer.title;
        if (role != Qt::AccessibleTextRole)
            return {};
        return offer.second.isEmpty() ? offer.title : CompletionList::tr("%1, %2").arg(offer.title, offer.second);
    }

private:
    QList<Offer> m_offers;
};

namespace
{

class OfferDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {40, rowHeight}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto *view = static_cast<const QListView *>(parent());
        const auto *model = static_cast<const OfferModel *>(index.model());
        const Offer &offer = model->offers().at(index.row());
        const Theme &theme = Theme::current();
        const bool chosen = index == view->currentIndex();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const int beside = inset - 1;
        const QRect row = QStyle::visualRect(option.direction, option.rect, option.rect.adjusted(0, 0, -beside, 0));
        if (chosen)
            fillRound(*painter, row, 6, color(u"selected"_s));
        const auto mirrored = [&option, &row](int x, int width) {
            return QStyle::visualRect(option.direction, row, QRect(row.x() + x, row.y(), width, row.height()));
        };
        picture(*painter, mirrored(8, pictureSize), offer, chosen);

        int end = row.width() - 8;
        if (chosen) {
            end -= drawKeyCap(*painter, row, end, CompletionList::tr("Enter"), option.direction) + 8;
        }
        const QFont strong = theme.font(TextStyle::Name);
        const QFont small = theme.font(TextStyle::Small);
        constexpr int textAt = 42;
        const int room = std::max(0, end - textAt);
        const int wanted = widthOf(offer.title, strong);
        // A long name leaves the rest a third.
        const int first = std::min(wanted, offer.second.isEmpty() ? room : room * 2 / 3);
        drawLine(*painter, mirrored(textAt, first), elided(offer.title, strong, first), strong,
                 color(chosen ? u"selectedText"_s : u"text"_s), option.direction);
        const int second = room - first - 10;
        if (second > 0) {
            drawLine(*painter, mirrored(textAt + first + 10, second), elided(offer.second.simplified(), small, second),
                     small, color(u"textMuted"_s), option.direction);
        }
        painter->restore();
    }

private:
    static void picture(QPainter &painter, const QRect &place, const Offer &offer, bool chosen)
    {
        const QRect box(place.x(), place.y() + (place.height() - pictureSize) / 2, pictureSize, pictureSize);
        constexpr int icon = 18;
        const QRect inside(box.x() + (pictureSize - icon) / 2, box.y() + (pictureSize - icon) / 2, icon, icon);
        switch (offer.kind) {
        case Offer::Kind::Person:
            drawPerson(painter, box, offer.title, offer.seed);
            break;
        case Offer::Kind::Everybody:
            drawIcon(painter, inside, u"people"_s, u"textMuted"_s);
            break;
        case Offer::Kind::Room:
            drawRoom(painter, box, chosen);
            break;
        case Offer::Kind::Emoji:
            drawEmoji(painter, box, offer.insert, 20);
            break;
        case Offer::Kind::Command:
            drawIcon(painter, inside, u"code"_s, u"textMuted"_s);
            break;
        }
    }
};

} // namespace

CompletionList::CompletionList(QWidget *window)
    : QWidget(window)
    , m_offers(new OfferModel(this))
    , m_view(new QListView(this))
    , m_bar(addOverlayScrollBar(m_view))
{
    setObjectName(u"composer.completion"_s);
    setFocusPolicy(Qt::NoFocus);
    setCursor(Qt::ArrowCursor);
    m_view->setObjectName(u"composer.completion.list"_s);
    m_view->setAccessibleName(tr("What may be meant"));
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setSelectionMode(QAbstractItemView::NoSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setMouseTracking(true);
    m_view->viewport()->setAutoFillBackground(false);
    m_view->setItemDelegate(new OfferDelegate(m_view));
    m_view->setModel(m_offers);
    connect(m_view, &QAbstractItemView::entered, this, [this](const QModelIndex &index) {
        m_moved = true;
        m_view->setCurrentIndex(index);
    });
    connect(m_view, &QAbstractItemView::clicked, this,
            [this](const QModelIndex &index) { Q_EMIT picked(m_offers->offers().at(index.row())); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        m_view->viewport()->update();
        Q_EMIT chosenChanged();
    });
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void CompletionList::offer(const QList<Offer> &offers)
{
    if (offers == m_offers->offers() && isVisible())
        return;
    m_moved = m_moved && isVisible();
    const QString before = m_moved ? chosen().insert : QString();
    m_offers->set(offers);
    int row = 0;
    for (int i = 0; i < offers.size(); ++i) {
        if (offers.at(i).insert == before)
            row = i;
    }
    m_view->setCurrentIndex(m_offers->index(row, 0));
}

void CompletionList::placeAbove(const QRect &frame)
{
    const int rows = std::min(m_offers->rowCount(), mostRows);
    const int width = std::min(frame.width(), widest);
    const int x = isRightToLeft() ? frame.right() + 1 - width : frame.x();
    const int height = rows * rowHeight + 2 * inset;
    setGeometry(x, frame.y() - gap - height, width, height);
    raise();
    show();
}

void CompletionList::step(int by)
{
    const int count = m_offers->rowCount();
    if (count == 0)
        return;
    m_moved = true;
    m_view->setCurrentIndex(m_offers->index((chosenIndex().row() + by + count) % count, 0));
}

QModelIndex CompletionList::chosenIndex() const
{
    return m_view->currentIndex();
}

Offer CompletionList::chosen() const
{
    const int row = chosenIndex().row();
    return row >= 0 && row < m_offers->rowCount() ? m_offers->offers().at(row) : Offer();
}

void CompletionList::resizeEvent(QResizeEvent *)
{
    // To the border, where the scroll bar is.
    m_view->setGeometry(QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(inset, inset, -1, -inset)));
    placeOverlayScrollBar(m_view, m_bar);
}

void CompletionList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    fillRound(painter, rect(), 8, color(u"surfaceRaised"_s));
    strokeRound(painter, rect(), 8, color(u"separator"_s));
}

} // namespace confab::ui
