// SPDX-License-Identifier: GPL-3.0-or-later
#include "switcher/switcher_delegate.h"

#include "common/key_cap.h"

#include <confab/ui/theme/avatar_painter.h>
#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QListView>
#include <QTextLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// As the design's picture has it. Px.
constexpr int pictureAt = 10;
constexpr int pictureSize = 24;
constexpr int textAt = 44;
constexpr int inner = 10;
constexpr int gap = 10;
constexpr int badgeHeight = 18;
constexpr int badgeGap = 6;
constexpr int beside = 8;

using Row = SwitcherRows::Row;
using client::Contact;

void drawPicture(QPainter &painter, const QRect &box, const Row &row, const QString &icon, bool chosen)
{
    if (row.kind == Row::Kind::Conversation) {
        const Contact &contact = row.contact;
        if (contact.section == Contact::Section::Rooms)
            drawRoom(painter, box, chosen);
        else if (contact.section == Contact::Section::Bots)
            drawBot(painter, box, contact.username, contact.picture);
        else
            drawPerson(painter, box, contact.name.isEmpty() ? row.title : contact.name, contact.username);
        return;
    }
    constexpr int size = 18;
    const int inset = (pictureSize - size) / 2;
    drawIcon(painter, box.adjusted(inset, inset, -inset, -inset), icon, u"textMuted"_s);
}

// With a line under the letters that were typed.
void drawTitle(QPainter &painter, const QRect &rect, const QString &title, const QList<qsizetype> &letters,
               const QFont &font, const QColor &ink, Qt::LayoutDirection direction)
{
    QTextLayout layout(title, font);
    QList<QTextLayout::FormatRange> marks;
    for (const qsizetype at : letters) {
        QTextLayout::FormatRange mark;
        mark.start = static_cast<int>(at);
        mark.length = 1;
        mark.format.setFontUnderline(true);
        if (at < title.size())
            marks.append(mark);
    }
    layout.setFormats(marks);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    if (line.isValid()) {
        line.setLineWidth(1e6);
        const qreal free = rect.width() - line.naturalTextWidth();
        // A text that runs the other way lies at the other end of so wide a line.
        const qreal inside = line.cursorToX(0) > line.naturalTextWidth() + 1 ? 1e6 - line.naturalTextWidth() : 0;
        line.setPosition(QPointF((direction == Qt::RightToLeft ? free : 0) - inside,
                                 baselineIn(QRectF(0, 0, 1, rect.height()), font) - line.ascent()));
    }
    layout.endLayout();
    painter.setPen(ink);
    layout.draw(&painter, rect.topLeft());
}

int drawBadges(QPainter &painter, const QRect &row, int end, const Contact &contact, Qt::LayoutDirection direction)
{
    int width = 0;
    const auto badge = [&](const QString &text) {
        width += width > 0 ? badgeGap : 0;
        const QRect at = QStyle::visualRect(direction, row, QRect(row.x() + end - width, row.y(), 0, row.height()));
        width += drawBadge(painter, at.x(), row.y() + (row.height() - badgeHeight) / 2, text, u"unread"_s,
                           u"unreadText"_s, direction);
    };
    if (contact.unread > 0)
        badge(badgeText(contact.unread));
    if (contact.mentions > 0)
        badge(u"@"_s);
    return width;
}

} // namespace

SwitcherDelegate::SwitcherDelegate(const SwitcherRows &rows, QListView *list)
    : QStyledItemDelegate(list)
    , m_rows(rows)
    , m_list(list)
{
}

QSize SwitcherDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {40, m_rows.row(index.row()).kind == Row::Kind::Title ? titleHeight : rowHeight};
}

void SwitcherDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Row &row = m_rows.row(index.row());
    const Theme &theme = Theme::current();
    // The scroll bar has its room beside the rows.
    const QRect rect = QStyle::visualRect(option.direction, option.rect, option.rect.adjusted(0, 0, -beside, 0));
    const auto mirrored = [&](int x, int width) {
        return QStyle::visualRect(option.direction, rect, QRect(rect.x() + x, rect.y(), width, rect.height()));
    };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (!m_rows.canBeChosen(index.row())) {
        const bool hint = row.kind == Row::Kind::Hint;
        // Arabic letters at 11 px are too small to read.
        const QFont font = hint                                  ? theme.font(TextStyle::Text)
                           : option.direction == Qt::RightToLeft ? theme.font(TextStyle::Small, QFont::DemiBold)
                                                                 : theme.font(TextStyle::Section);
        const int room = rect.width() - 2 * inner;
        drawLine(*painter, mirrored(inner, room), elided(row.title, font, room), font, color(u"textMuted"_s),
                 option.direction);
        painter->restore();
        return;
    }
    const bool chosen = index == m_list->currentIndex();
    if (chosen)
        fillRound(*painter, rect, 6, color(u"selected"_s));
    QString icon = u"search"_s;
    QString keys;
    if (row.kind == Row::Kind::Action) {
        icon = m_rows.action(row).icon;
        keys = m_rows.action(row).keys;
    }
    const QRect box = mirrored(pictureAt, pictureSize).adjusted(0, (rowHeight - pictureSize) / 2, 0, 0);
    drawPicture(*painter, QRect(box.topLeft(), QSize(pictureSize, pictureSize)), row, icon, chosen);

    int end = rect.width() - inner;
    if (chosen && keys.isEmpty())
        keys = SwitcherRows::tr("Enter");
    if (!keys.isEmpty())
        end -= drawKeyCap(*painter, rect, end, keys, option.direction) + gap;
    if (const int badges = drawBadges(*painter, rect, end, row.contact, option.direction); badges > 0)
        end -= badges + gap;

    const bool unread = row.contact.unread > 0;
    const QFont strong = theme.font(TextStyle::Name, unread ? QFont::DemiBold : QFont::Medium);
    const QFont small = theme.font(TextStyle::Small);
    const int room = std::max(0, end - textAt);
    const int first = std::min(widthOf(row.title, strong), row.second.isEmpty() ? room : room * 2 / 3);
    const QString title = elided(row.title, strong, first);
    drawTitle(*painter, mirrored(textAt, first), title, row.letters, strong,
              color(chosen ? u"selectedText"_s : u"text"_s), option.direction);
    const int second = room - first - gap;
    if (second > 0) {
        drawLine(*painter, mirrored(textAt + first + gap, second), elided(row.second, small, second), small,
                 color(u"textMuted"_s), option.direction);
    }
    painter->restore();
}

} // namespace confab::ui
