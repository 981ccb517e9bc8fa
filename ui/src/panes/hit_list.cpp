// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/hit_list.h"

#include "common/look.h"
#include "common/scroll.h"
#include "common/word_marks.h"
#include "contacts/contact_delegate.h"
#include "files/file_words.h"
#include "pictures/picture_cache.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTextLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// DESIGN: search picture. Px.
constexpr int hitEdge = 16;
constexpr int picture = 24;
constexpr int textAt = hitEdge + picture + 10;
constexpr int above = 7;
constexpr int below = 8;
constexpr int hitGap = 6;
constexpr int unreadDot = 8;
constexpr int mostLines = 2;
constexpr qreal markRadius = 3;

struct Excerpt {
    QTextLayout layout;
    QList<WordMark> marks;
    int lines = 0;
};

// Laid out into at most two lines of `width`; what does not fit ends in "…".
void lay(Excerpt &out, const Hit &hit, const QStringList &words, int width, Qt::LayoutDirection direction)
{
    const QFont font = fontFor(TextStyle::Text);
    QString text = excerpt(hit.text, words);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment((direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute);
    const auto place = [&](const QString &shown) {
        out.marks = wordMarks(shown, words);
        QList<QTextLayout::FormatRange> formats;
        for (const WordMark &mark : std::as_const(out.marks)) {
            QTextCharFormat format;
            format.setForeground(color(u"mentionText"_s));
            format.setFontWeight(QFont::DemiBold);
            formats.append({static_cast<int>(mark.start), static_cast<int>(mark.length), format});
        }
        out.layout.setText(shown);
        out.layout.setFont(font);
        out.layout.setTextOption(option);
        out.layout.setFormats(formats);
        const int line = Theme::current().lineHeightFor(TextStyle::Text, shown);
        out.layout.beginLayout();
        int end = 0;
        for (out.lines = 0; out.lines < mostLines; ++out.lines) {
            QTextLine made = out.layout.createLine();
            if (!made.isValid())
                break;
            made.setLineWidth(width);
            made.setPosition({0, out.lines * line + baselineIn(QRectF(0, 0, 0, line), font) - made.ascent()});
            end = made.textStart() + made.textLength();
        }
        out.layout.endLayout();
        return end;
    };
    const int end = place(text);
    if (end < text.size()) {
        text.truncate(end - 1);
        place(text.trimmed() + u'…');
    }
}

// Of a file: its picture or icon, its name, and under it size and sender.
constexpr int previewSize = 40;
constexpr int previewGap = 10;
constexpr int fileIcon = 24;
constexpr qreal previewRadius = 6;

QString sizeAndSender(const Hit &hit)
{
    return HitModel::tr("%1 · %2", "size of a file, its sender").arg(sizeWord(hit.file->size), hit.authorName);
}

void paintPreview(QPainter &painter, const QRect &at, const client::ShownFile &file)
{
    fillRound(painter, at, previewRadius, color(u"surfaceSunken"_s));
    const qreal dpr = painter.device()->devicePixelRatioF();
    PictureCache &pictures = PictureCache::shared();
    const QString path = file.smallPath.isEmpty() ? file.path : file.smallPath;
    const QImage image = isPicture(file) && !path.isEmpty()
                             ? pictures.picture(path, (QSizeF(at.size()) * dpr).toSize(), PictureFit::Cover)
                             : QImage();
    if (image.isNull()) {
        const int inset = (at.width() - fileIcon) / 2;
        drawIcon(painter, at.adjusted(inset, inset, -inset, -inset), isPicture(file) ? u"image"_s : u"file"_s,
                 u"textMuted"_s);
    } else {
        const QSizeF size = QSizeF(image.size()) / dpr;
        const QPointF from = QRectF(at).center() - QPointF(size.width() / 2, size.height() / 2);
        QBrush brush(image);
        brush.setTransform(QTransform::fromTranslate(from.x(), from.y()).scale(1 / dpr, 1 / dpr));
        painter.setPen(Qt::NoPen);
        painter.setBrush(brush);
        painter.drawRoundedRect(QRectF(from, size).intersected(at), previewRadius, previewRadius);
    }
    strokeRound(painter, at, previewRadius, color(u"separator"_s));
}

int textWidth(const QStyleOptionViewItem &option)
{
    return std::max(40, option.rect.width() - textAt - hitEdge);
}

} // namespace

int HitModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hits.size());
}

QVariant HitModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Hit &hit = m_hits[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return hit.file ? hit.file->name : hit.text;
    case Qt::AccessibleTextRole:
        if (hit.file)
            return tr("%1, %2, %3", "name of a file; size and sender; time")
                .arg(hit.file->name, sizeAndSender(hit), listTime(hit.at, QDate::currentDate()));
        if (hit.unread)
            return tr("%1, %2, %3, unread: %4", "sender, where, time, text")
                .arg(hit.authorName, hit.where, listTime(hit.at, QDate::currentDate()), hit.text);
        return hit.where.isEmpty()
                   ? tr("%1, %2: %3", "sender, time, text")
                         .arg(hit.authorName, listTime(hit.at, QDate::currentDate()), hit.text)
                   : tr("%1, %2, %3: %4", "sender, where, time, text")
                         .arg(hit.authorName, hit.where, listTime(hit.at, QDate::currentDate()), hit.text);
    case hitRole:
        return QVariant::fromValue(hit);
    default:
        return {};
    }
}

void HitModel::clear()
{
    if (m_hits.isEmpty())
        return;
    beginRemoveRows({}, 0, rowCount() - 1);
    m_hits.clear();
    endRemoveRows();
}

void HitModel::append(const QList<Hit> &hits)
{
    if (hits.isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(hits.size()) - 1);
    m_hits += hits;
    endInsertRows();
}

void HitModel::setFile(const client::ShownFile &file)
{
    for (qsizetype i = 0; i < m_hits.size(); ++i) {
        if (!m_hits[i].file || m_hits[i].file->id != file.id || *m_hits[i].file == file)
            continue;
        m_hits[i].file = file;
        const QModelIndex at = index(static_cast<int>(i));
        Q_EMIT dataChanged(at, at, {hitRole});
    }
}

QSize HitDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Hit hit = index.data(HitModel::hitRole).value<Hit>();
    if (hit.file)
        return {40, previewSize + 2 * below + 1};
    Excerpt text;
    lay(text, hit, m_words, textWidth(option), option.direction);
    const Theme &theme = Theme::current();
    return {40, above + theme.lineHeight(TextStyle::Body) +
                    std::max(1, text.lines) * theme.lineHeightFor(TextStyle::Text, hit.text) + below + 1};
}

void HitDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const Hit hit = index.data(HitModel::hitRole).value<Hit>();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect row = option.rect;
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected || option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(row, color(selected ? u"selected"_s : u"rowHover"_s));
    fillLine(*painter, QRect(row.x(), row.bottom(), row.width(), 1), color(u"separator"_s));
    const auto mirrored = [&](int x, int y, int width, int height) {
        return QStyle::visualRect(option.direction, row, QRect(row.x() + x, row.y() + y, width, height));
    };
    const auto focusRing = [&] {
        if (option.state.testFlag(QStyle::State_HasFocus) && theme.keyboardFocus())
            strokeRound(*painter, row.adjusted(2, 2, -2, -3), 6, color(u"focusRing"_s), 2);
    };
    if (hit.file) {
        paintFile(*painter, option, hit);
        focusRing();
        painter->restore();
        return;
    }

    const QRect face = mirrored(hitEdge, above + 2, picture, picture);
    if (hit.bot)
        drawBot(*painter, face, hit.author, hit.picture);
    else
        drawPerson(*painter, face, hit.authorName, hit.author);

    const int line = theme.lineHeight(TextStyle::Body);
    const int end = row.width() - hitEdge;
    const QFont small = fontFor(TextStyle::Small);
    const QString time = listTime(hit.at, QDate::currentDate());
    const int timeWidth = widthOf(time, small);
    drawLine(*painter, mirrored(end - timeWidth, above, timeWidth, line), time, small, color(u"textMuted"_s),
             option.direction);
    const QFont strong = fontFor(TextStyle::Name, QFont::DemiBold);
    int room = end - textAt - timeWidth - 2 * hitGap;
    if (hit.unread) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(color(u"unread"_s));
        painter->drawEllipse(
            mirrored(end - timeWidth - hitGap - unreadDot, above + (line - unreadDot) / 2, unreadDot, unreadDot));
        room -= unreadDot + hitGap;
    }
    const QString name = elided(hit.authorName, strong, room);
    const int nameWidth = widthOf(name, strong);
    drawLine(*painter, mirrored(textAt, above, nameWidth, line), name, strong, color(u"text"_s), option.direction);
    room -= nameWidth + hitGap;
    if (room > 0) {
        drawLine(*painter, mirrored(textAt + nameWidth + hitGap, above, room, line), elided(hit.where, small, room),
                 small, color(u"textMuted"_s), option.direction);
    }

    Excerpt text;
    const int width = textWidth(option);
    lay(text, hit, m_words, width, option.direction);
    const QRect box = mirrored(textAt, above + line, width, row.height() - above - line - below);
    const int textLine = theme.lineHeightFor(TextStyle::Text, hit.text);
    for (const WordMark &mark : std::as_const(text.marks)) {
        for (int i = 0; i < text.lines; ++i) {
            const QTextLine part = text.layout.lineAt(i);
            const int from = std::max(part.textStart(), static_cast<int>(mark.start));
            const int to = std::min(part.textStart() + part.textLength(), static_cast<int>(mark.start + mark.length));
            if (from >= to)
                continue;
            const qreal x1 = part.cursorToX(from);
            const qreal x2 = part.cursorToX(to);
            fillRound(*painter,
                      QRectF(box.x() + std::min(x1, x2) - 2, box.y() + i * textLine, std::abs(x2 - x1) + 4, textLine),
                      markRadius, color(u"mention"_s));
        }
    }
    painter->setPen(color(u"text"_s));
    text.layout.draw(painter, box.topLeft());
    focusRing();
    painter->restore();
}

void HitDelegate::paintFile(QPainter &painter, const QStyleOptionViewItem &option, const Hit &hit)
{
    const Theme &theme = Theme::current();
    const QRect row = option.rect;
    const auto mirrored = [&](int x, int y, int width, int height) {
        return QStyle::visualRect(option.direction, row, QRect(row.x() + x, row.y() + y, width, height));
    };
    paintPreview(painter, mirrored(hitEdge, below, previewSize, previewSize), *hit.file);
    const QFont nameFont = fontFor(TextStyle::Name);
    const QFont small = fontFor(TextStyle::Small);
    const int nameLine = theme.lineHeight(TextStyle::Name);
    const int smallLine = theme.lineHeight(TextStyle::Small);
    const int top = (row.height() - 1 - nameLine - smallLine) / 2;
    const int from = hitEdge + previewSize + previewGap;
    const int end = row.width() - hitEdge;
    const QString time = listTime(hit.at, QDate::currentDate());
    const int timeWidth = widthOf(time, small);
    drawLine(painter, mirrored(end - timeWidth, top, timeWidth, nameLine), time, small, color(u"textMuted"_s),
             option.direction);
    const int room = end - from - timeWidth - 2 * hitGap;
    drawLine(painter, mirrored(from, top, room, nameLine), elidedName(hit.file->name, nameFont, room), nameFont,
             color(u"text"_s), option.direction);
    const int whole = end - from;
    drawLine(painter, mirrored(from, top + nameLine, whole, smallLine), elided(sizeAndSender(hit), small, whole), small,
             color(u"textMuted"_s), option.direction);
}

HitList::HitList(const QString &name, QWidget *parent)
    : QListView(parent)
    , m_model(new HitModel(this))
    , m_delegate(new HitDelegate(this))
{
    setObjectName(name);
    setModel(m_model);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setResizeMode(Adjust);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    viewport()->setAutoFillBackground(false);
    connect(this, &QListView::clicked, this,
            [this](const QModelIndex &index) { Q_EMIT chosen(index.data(HitModel::hitRole).value<Hit>()); });
    whenEndIsNear(this, [this] { Q_EMIT moreWanted(); });
    connect(&PictureCache::shared(), &PictureCache::loaded, viewport(), qOverload<>(&QWidget::update));
    // Fonts and sizes are others then.
    connect(&Theme::current(), &Theme::changed, this, [this] { scheduleDelayedItemsLayout(); });
}

void HitList::setWords(const QStringList &words)
{
    m_delegate->setWords(words);
    scheduleDelayedItemsLayout();
}

void HitList::step(int by)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int row = currentIndex().isValid() ? std::clamp(currentIndex().row() + by, 0, count - 1) : 0;
    setCurrentIndex(m_model->index(row));
}

void HitList::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT chosen(currentIndex().data(HitModel::hitRole).value<Hit>());
        return;
    }
    QListView::keyPressEvent(event);
}

void HitList::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout();
}

} // namespace confab::ui
