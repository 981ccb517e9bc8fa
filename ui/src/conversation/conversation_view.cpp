// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/conversation/conversation_view.h>

#include "conversation/anchored_rows.h"
#include "conversation/conversation_accessible.h"
#include "conversation/overlays.h"
#include "conversation/row_cache.h"
#include "conversation/row_painter.h"
#include "conversation/row_selection.h"
#include "pictures/picture_cache.h"
#include "widgets/overlay_scroll_bar.h"

#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QAccessible>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr int bottomRoom = 4; // above the composer's typing line
constexpr int edge = 20;
constexpr int hoverBarAbove = 16;
constexpr int jumpAbove = 12;
constexpr int jumpBetween = 4;
constexpr int dayMargin = 8;
constexpr int pillZone = 40; // the sticky day and the room around it
constexpr double prefetchScreens = 1.5;
} // namespace

ConversationView::ConversationView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_rows(std::make_unique<AnchoredRows>())
    , m_cache(std::make_unique<RowCache>())
    , m_selection(std::make_unique<RowSelection>())
    , m_hoverBar(new HoverBar(viewport()))
    , m_jump(new JumpButton(u"arrow-down"_s, tr("Jump to the latest"), this))
    , m_backButton(new JumpButton(u"chevron-left"_s, tr("Back to where you were"), this))
    , m_bar(addOverlayScrollBar(this))
{
    installConversationAccessible();
    setObjectName(u"conversation.view"_s);
    setAccessibleName(tr("Messages"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);

    m_jump->setObjectName(u"conversation.jump"_s);
    m_backButton->setObjectName(u"conversation.back"_s);
    m_quickReactions = {u"👍"_s, u"🎉"_s};
    connect(m_jump, &QAbstractButton::clicked, this, &ConversationView::jumpToLatest);
    connect(m_backButton, &QAbstractButton::clicked, this, &ConversationView::jumpBack);
    connect(&m_shownFade, &QVariantAnimation::valueChanged, viewport(), qOverload<>(&QWidget::update));
    connect(&m_shownFade, &QVariantAnimation::finished, this, [this] { m_shownSeq = 0; });
    connect(m_bar, &QScrollBar::sliderReleased, this, &ConversationView::syncScrollBar);
    wireBar();
    PictureCache &pictures = PictureCache::shared();
    m_cache->metrics.pictures = &pictures;
    connect(&pictures, &PictureCache::loaded, viewport(), qOverload<>(&QWidget::update));
    // It becomes a file like others, which has another height.
    connect(&pictures, &PictureCache::broke, this, [this] {
        m_cache->clear();
        arrange();
    });
    Theme &theme = Theme::current();
    connect(&theme, &Theme::changed, this, &ConversationView::relook);
    relook();
}

ConversationView::~ConversationView() = default;

void ConversationView::setModel(client::ConversationModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_cache->clear();
    m_selection->clear();
    m_pickedId.clear();
    m_askedBefore.clear();
    m_askedAfter.clear();
    m_askedGaps.clear();
    m_askedPictures.clear();
    m_cache->revealed.clear();
    m_target = {};
    m_back.clear();
    m_aroundDelay.stop();
    m_shownSeq = 0;
    m_reported = 0;
    m_newestSeen = 0;
    m_placed = false;
    setHovered(-1);
    if (!model) {
        modelGone();
        return;
    }
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { rowsInserted(first, last); });
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { rowsRemoved(first, last); });
    connect(model, &QAbstractItemModel::dataChanged, this, &ConversationView::arrange);
    connect(model, &QAbstractItemModel::modelReset, this, [this] { setModel(m_model); });
    connect(model, &client::ConversationModel::edgesChanged, this, [this] {
        // That something is being loaded is nothing to see.
        if (m_model->moreAfter() != m_endWasNewest)
            return prefetchSoon();
        m_endWasNewest = !m_model->moreAfter();
        m_rows->setEndIsNewest(m_endWasNewest);
        arrange();
    });
    connect(model, &client::ConversationModel::newFromSeqChanged, this, &ConversationView::newLineMoved);
    connect(model, &QObject::destroyed, this, &ConversationView::modelGone);
    m_endWasNewest = !model->moreAfter();
    m_rows->setEndIsNewest(m_endWasNewest);
    m_rows->reset(model->rowCount());
    firstPlacing();
}

void ConversationView::setMyNames(const QStringList &names)
{
    if (names == m_cache->metrics.myNames)
        return;
    m_cache->metrics.myNames = names;
    relook();
}

void ConversationView::setRooms(const QList<NamedRoom> &rooms)
{
    if (rooms == m_cache->metrics.rooms)
        return;
    m_cache->metrics.rooms = rooms;
    relook();
}

void ConversationView::setAbilities(const RowAbilities &abilities)
{
    if (abilities == m_cache->metrics.abilities)
        return;
    m_cache->metrics.abilities = abilities;
    relook();
}

void ConversationView::setQuickReactions(const QStringList &emoji)
{
    m_quickReactions = emoji.first(std::min<qsizetype>(emoji.size(), 2));
    placeOverlays();
}

void ConversationView::setFindMarks(const QStringList &words)
{
    m_findMarks = words;
    m_findMarks.removeAll(QString());
    viewport()->update();
}

void ConversationView::setOnline(bool online)
{
    if (online == m_online)
        return;
    m_online = online;
    // What could not be fetched before can be now.
    m_askedBefore.clear();
    m_askedAfter.clear();
    m_askedGaps.clear();
    m_askedPictures.clear();
    arrange();
}

void ConversationView::setTopCovered(int px)
{
    if (px == m_topCovered)
        return;
    m_topCovered = px;
    viewport()->update();
}

void ConversationView::modelGone()
{
    m_seen.clear();
    m_rows->reset(0);
    setHovered(-1);
    m_jump->hide();
    m_backButton->hide();
    syncScrollBar();
    viewport()->update();
}

// The *New* line in the upper quarter, so that some of what was read stands above; else the end.
void ConversationView::firstPlacing()
{
    if (m_model && m_model->rowCount() > 0 && viewport()->height() > 0 && isVisible()) {
        m_placed = true;
        const qint64 from = m_model->newFromSeq();
        const QList<client::MessageRow> &rows = m_model->rows();
        const auto first = std::find_if(rows.begin(), rows.end(),
                                        [from](const client::MessageRow &row) { return from > 0 && row.seq >= from; });
        if (first != rows.end())
            m_rows->showRow(static_cast<int>(first - rows.begin()), viewport()->height() / 4);
        else
            m_rows->stickToEnd();
    }
    arrange();
}

// There is something new since the end was seen: it is shown from its beginning, not from its end.
void ConversationView::newLineMoved()
{
    const qint64 from = m_model->newFromSeq();
    if (from == 0 || !m_placed || !m_rows->atEnd())
        return arrange();
    m_placed = false;
    const QList<client::MessageRow> &rows = m_model->rows();
    if (std::any_of(rows.begin(), rows.end(), [from](const client::MessageRow &row) { return row.seq >= from; }))
        firstPlacing();
}

void ConversationView::rowsInserted(int first, int last)
{
    const bool below = first > 0 && last == m_model->rowCount() - 1;
    const bool ownBelow = below && m_model->row(last).own;
    // What comes above moves nothing: the pointer is on the row that it was on.
    if (m_hovered >= first)
        m_hovered += last - first + 1;
    const bool filled = m_rows->count() > 0;
    m_rows->inserted(first, last - first + 1);
    if (m_placed) {
        // Who sends wants to see it go.
        if (ownBelow && m_model->row(last).seq == 0)
            m_rows->stickToEnd();
        placeTarget();
        arrange();
    } else {
        firstPlacing();
    }
    // What a conversation begins with is no news.
    if (filled)
        tellScreenReaders(first, last);
}

// That the rows are others now; and what others say while one is here, in words.
void ConversationView::tellScreenReaders(int first, int last)
{
    QAccessibleTableModelChangeEvent changed(this, QAccessibleTableModelChangeEvent::RowsInserted);
    changed.setFirstRow(first);
    changed.setLastRow(last);
    QAccessible::updateAccessibility(&changed);
    if (!isVisible() || m_model->moreAfter() || last != m_model->rowCount() - 1)
        return;
    for (int row = first; row <= last; ++row) {
        const client::MessageRow &message = m_model->row(row);
        if (message.kind != client::MessageRow::Kind::Message || message.own)
            continue;
        const QString words = describe(row);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
        QAccessibleAnnouncementEvent said(this, words);
#else
        QAccessibleEvent said(this, QAccessible::Alert);
        said.setChild(row);
#endif
        QAccessible::updateAccessibility(&said);
        Q_EMIT announced(row, words);
    }
}

void ConversationView::rowsRemoved(int first, int last)
{
    if (m_hovered > last)
        m_hovered -= last - first + 1;
    else if (m_hovered >= first)
        setHovered(-1);
    m_rows->removed(first, last - first + 1);
    arrange();
    QAccessibleTableModelChangeEvent changed(this, QAccessibleTableModelChangeEvent::RowsRemoved);
    changed.setFirstRow(first);
    changed.setLastRow(last);
    QAccessible::updateAccessibility(&changed);
}

void ConversationView::relook()
{
    m_seen.clear();
    Theme &theme = Theme::current();
    RowMetrics &metrics = m_cache->metrics;
    metrics.theme = &theme;
    metrics.direction = layoutDirection();
    metrics.today = QDate::currentDate();
    m_cache->clear();
    m_rows->forgetHeights();
    verticalScrollBar()->setSingleStep(theme.lineHeight(TextStyle::Body) * 2);
    arrange();
}

// --- where things are ----------------------------------------------------------------------------------------------

const RowLayout &ConversationView::layoutOf(int row) const
{
    return m_cache->layout(m_model->rows(), row, viewport()->width(), m_model->newFromSeq(), !m_online);
}

void ConversationView::arrange()
{
    if (!m_model)
        return;
    if (const QDate today = QDate::currentDate(); today != m_cache->metrics.today) {
        m_cache->metrics.today = today;
        m_cache->clear();
    }
    m_rows->setViewport(viewport()->height() - bottomRoom);
    if (m_model->rowCount() > 0) {
        const auto count = [](bool more, qint64 from, qint64 to) {
            return more && from > 0 ? std::max<qint64>(0, to - from) : 0;
        };
        m_rows->setOutside(count(m_model->moreBefore(), m_model->firstSeq(), m_model->row(0).seq),
                           count(m_model->moreAfter(), newestHeld(), m_model->lastSeq()));
    }
    m_rows->arrange([this](int row) {
        const RowLayout &layout = layoutOf(row);
        return AnchoredRows::Size{layout.height, layout.body.top()};
    });
    afterArrange();
}

void ConversationView::afterArrange()
{
    m_model->setEndSeen(m_rows->atEnd());
    if (m_placed && !m_model->moreAfter() && (m_rows->atEnd() || m_newestSeen == 0))
        m_newestSeen = newestHeld();
    syncScrollBar();
    placeOverlays();
    reportRead();
    // What comes and goes far above or below changes nothing that is painted.
    QList<std::pair<quint64, int>> seen;
    for (const AnchoredRows::Placed &at : m_rows->placed())
        seen.append({layoutOf(at.row).serial, at.top});
    if (seen != m_seen) {
        m_seen = seen;
        viewport()->update();
    }
    prefetchSoon();
}

// Not inside the model's own signals.
void ConversationView::prefetchSoon()
{
    if (m_prefetching)
        return;
    m_prefetching = true;
    QTimer::singleShot(0, this, [this] {
        m_prefetching = false;
        prefetch();
    });
}

void ConversationView::syncScrollBar()
{
    // What somebody holds in their hand is not moved under it.
    if (m_bar->isSliderDown())
        return;
    const int page = std::max(1, viewport()->height() - bottomRoom);
    const auto bounded = [](qint64 value) { return static_cast<int>(std::clamp<qint64>(value, 0, 1 << 30)); };
    const int most = bounded(m_rows->total() - page);
    const bool whole = m_rows->atEnd() && !(m_model && m_model->moreAfter());
    const int value = whole ? most : std::min(bounded(m_rows->value()), most);
    m_syncing = true;
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setRange(0, most);
    verticalScrollBar()->setValue(value);
    m_syncing = false;
}

void ConversationView::prefetch()
{
    if (!m_model || m_rows->placed().isEmpty() || !isVisible())
        return;
    const int near = static_cast<int>(viewport()->height() * prefetchScreens);
    const QList<AnchoredRows::Placed> &placed = m_rows->placed();
    const AnchoredRows::Placed first = placed.first();
    const AnchoredRows::Placed last = placed.last();
    // Signals at the end: what they set off may change the rows.
    const bool before = m_model->moreBefore() && !m_model->loading() &&
                        m_rows->heightAbove(first.row) < near + first.top && m_askedBefore != m_model->row(0).id;
    const qint64 below =
        m_rows->heightAbove(m_rows->count()) - m_rows->heightAbove(last.row) - (viewport()->height() - last.top);
    const QString lastId = m_model->rows().last().id;
    const bool after = m_model->moreAfter() && !m_model->loading() && below < near && m_askedAfter != lastId;
    qint64 gap = 0;
    const int reach = placed.size() * 2;
    for (int row = std::max(0, first.row - reach); row < std::min(m_rows->count(), last.row + reach); ++row) {
        const client::MessageRow &at = m_model->row(row);
        if (at.kind == client::MessageRow::Kind::Gap && row + 1 < m_rows->count() && !m_askedGaps.contains(at.seq)) {
            gap = m_model->row(row + 1).seq;
            m_askedGaps.insert(at.seq);
            break;
        }
    }
    const QPointer<client::ConversationModel> model = m_model;
    if (before)
        m_askedBefore = m_model->row(0).id;
    if (after)
        m_askedAfter = lastId;
    if (gap > 0)
        Q_EMIT model->wantGap(gap);
    if (before && model)
        Q_EMIT model->wantBefore();
    if (after && model)
        Q_EMIT model->wantAfter();
    if (model && model == m_model)
        wantPictures();
}

// Of the rows that are seen and as many above and below.
void ConversationView::wantPictures()
{
    using State = client::ShownFile::State;
    const QList<AnchoredRows::Placed> &placed = m_rows->placed();
    if (placed.isEmpty())
        return;
    const auto reach = static_cast<int>(placed.size());
    QList<std::pair<qint64, QString>> wanted;
    const int last = std::min(m_rows->count() - 1, placed.last().row + reach);
    for (int row = std::max(0, placed.first().row - reach); row <= last; ++row) {
        const client::MessageRow &message = m_model->row(row);
        if (message.kind != client::MessageRow::Kind::Message || message.seq == 0 || message.deleted)
            continue;
        for (const client::ShownFile &file : message.files) {
            const bool away = !file.picture.isEmpty() && !file.upload && file.state == State::Away;
            if (away && file.smallPath.isEmpty() && !m_askedPictures.contains(file.id))
                wanted.append({message.seq, file.id});
        }
    }
    // Noted before they are told, as what that sets off may lead here again.
    for (const auto &[seq, file] : std::as_const(wanted))
        m_askedPictures.insert(file);
    for (const auto &[seq, file] : std::as_const(wanted))
        Q_EMIT pictureWanted(seq, file);
}

void ConversationView::reportRead()
{
    if (!m_model || !m_placed || !isVisible() || !window()->isActiveWindow())
        return;
    qint64 highest = 0;
    for (const AnchoredRows::Placed &at : m_rows->placed()) {
        const client::MessageRow &row = m_model->row(at.row);
        const bool whole = at.top + at.height <= viewport()->height();
        // One that is taller than the view is seen once its upper half is.
        const bool most = at.top < viewport()->height() / 2;
        if (row.kind == client::MessageRow::Kind::Message && (whole || most))
            highest = std::max(highest, row.seq);
    }
    if (highest <= m_reported)
        return;
    m_reported = highest;
    Q_EMIT visibleReadSeq(highest);
}

void ConversationView::placeOverlays()
{
    const bool rtl = layoutDirection() == Qt::RightToLeft;
    placeOverlayScrollBar(this, m_bar);
    const QSize jump = m_jump->sizeHint();
    m_jump->setGeometry(rtl ? edge : width() - edge - jump.width(), height() - jumpAbove - jump.height(), jump.width(),
                        jump.height());
    const bool away = m_model && m_rows->count() > 0 && (!m_rows->atEnd() || m_model->moreAfter());
    if (const int count = away ? unseen() : 0; m_jump->count() != count)
        m_jump->setCount(count);
    m_jump->setVisible(away);
    m_backButton->setGeometry(m_jump->geometry().translated((rtl ? 1 : -1) * (jump.width() + jumpBetween), 0));
    m_backButton->setVisible(m_model && canJumpBack());

    const int row = barRow();
    const AnchoredRows::Placed *at = row >= 0 ? m_rows->find(row) : nullptr;
    if (!at || m_model->row(row).kind != client::MessageRow::Kind::Message || m_model->row(row).deleted) {
        m_hoverBar->hide();
        return;
    }
    m_hoverBar->offer(abilitiesFor(m_model->row(row)), m_quickReactions);
    const int top = at->top + layoutOf(row).tint.top() - hoverBarAbove;
    m_hoverBar->move(rtl ? edge : viewport()->width() - edge - m_hoverBar->width(), std::max(0, top));
    m_hoverBar->show();
}

int ConversationView::barRow() const
{
    return m_hovered >= 0 ? m_hovered : hasFocus() ? pickedRow() : -1;
}

qint64 ConversationView::newestHeld() const
{
    qint64 newest = 0;
    for (qsizetype row = m_model->rows().size() - 1; row >= 0 && newest == 0; --row)
        newest = m_model->rows().at(row).seq;
    return newest;
}

// What others said since the end was left.
int ConversationView::unseen() const
{
    int count = 0;
    for (qsizetype row = m_model->rows().size() - 1; row >= 0 && m_newestSeen > 0; --row) {
        const client::MessageRow &message = m_model->rows().at(row);
        if (message.seq > 0 && message.seq <= m_newestSeen)
            break;
        if (message.kind == client::MessageRow::Kind::Message && !message.own)
            ++count;
    }
    return count;
}

bool ConversationView::atEnd() const
{
    return m_rows->atEnd();
}

bool ConversationView::isReading() const
{
    return m_model && isVisible() && window()->isActiveWindow() && m_rows->atEnd() && !m_model->moreAfter();
}

std::optional<int> ConversationView::rowTop(int row) const
{
    const AnchoredRows::Placed *at = m_rows->find(row);
    return at ? std::optional(at->top) : std::nullopt;
}

QList<int> ConversationView::visibleRows() const
{
    QList<int> rows;
    for (const AnchoredRows::Placed &at : m_rows->placed())
        rows.append(at.row);
    return rows;
}

const RowLayout *ConversationView::rowLayout(int row) const
{
    return m_model && m_rows->find(row) ? &layoutOf(row) : nullptr;
}

int ConversationView::pickedRow() const
{
    return m_model && !m_pickedId.isEmpty() ? m_model->indexOfId(m_pickedId) : -1;
}

QString ConversationView::selectedText() const
{
    return m_model ? m_selection->text(m_model->rows(), m_cache->metrics.myNames) : QString();
}

QString ConversationView::describe(int row) const
{
    return m_model && row >= 0 && row < m_model->rowCount() ? wordsOf(layoutOf(row)) : QString();
}

int ConversationView::rowUnderDay() const
{
    if (!m_model)
        return -1;
    const AnchoredRows::Placed *first = nullptr; // of those that can be seen
    for (const AnchoredRows::Placed &at : m_rows->placed()) {
        if (at.top >= m_topCovered + pillZone)
            break;
        const QRect day = layoutOf(at.row).day;
        if (!day.isNull() && at.top + day.bottom() >= m_topCovered && at.top + day.top() < m_topCovered + pillZone)
            return -1;
        if (!first && at.top + at.height > m_topCovered)
            first = &at;
    }
    if (!first || first->top > m_topCovered || m_model->row(first->row).kind == client::MessageRow::Kind::Gap)
        return -1;
    return first->row;
}

QString ConversationView::stickyDay() const
{
    const int row = rowUnderDay();
    return row < 0 ? QString() : dayWord(m_model->row(row).at.toLocalTime().date(), m_cache->metrics.today);
}

QDate ConversationView::dayAt(QPoint point) const
{
    const int under = stickyDayRect().contains(point) ? rowUnderDay() : -1;
    if (under >= 0)
        return m_model->row(under).at.toLocalTime().date();
    const int row = m_rows->rowAt(point.y());
    if (row < 0)
        return {};
    const RowLayout &layout = layoutOf(row);
    // Only the word: the line beside it is a good place to click for nothing.
    const int word = widthOf(layout.dayText, Theme::current().font(TextStyle::Label)) + 2 * dayMargin;
    const QRect target(layout.day.center().x() - word / 2, layout.day.y(), word, layout.day.height());
    return !layout.day.isNull() && target.contains(inRow(row, point)) ? m_model->row(row).at.toLocalTime().date()
                                                                      : QDate();
}

QRect ConversationView::stickyDayRect() const
{
    const QString word = stickyDay();
    if (word.isEmpty())
        return {};
    return dayPillRect(word, viewport()->width(), Theme::current()).translated(0, m_topCovered);
}

QPoint ConversationView::inRow(int row, QPoint point) const
{
    const AnchoredRows::Placed *at = m_rows->find(row);
    return at ? point - QPoint(0, at->top) : point;
}

// --- drawing -------------------------------------------------------------------------------------------------------

void ConversationView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), color(u"surface"_s));
    if (!m_model)
        return;
    const int picked = pickedRow();
    // The scroll bar over the margin moves more often than the rows under it.
    const bool edgeOnly = event->rect().left() >= viewport()->width() - edge / 2 || event->rect().right() < edge / 2;
    for (const AnchoredRows::Placed &at : m_rows->placed()) {
        const RowLayout &layout = layoutOf(at.row);
        if (at.top > event->rect().bottom() || at.top + at.height < event->rect().top())
            continue;
        RowLook look;
        look.hovered = at.row == m_hovered;
        look.picked = at.row == picked && hasFocus();
        look.ring = look.picked;
        look.found = m_findMarks;
        look.edgeOnly = edgeOnly;
        if (m_shownSeq > 0 && m_model->row(at.row).seq == m_shownSeq)
            look.shown = m_shownFade.state() == QAbstractAnimation::Running ? m_shownFade.currentValue().toReal() : 1;
        std::tie(look.selectionStart, look.selectionEnd) = m_selection->in(m_model->rows(), at.row);
        painter.save();
        painter.translate(0, at.top);
        paintRow(painter, layout, m_model->row(at.row), look, m_cache->metrics);
        painter.restore();
    }
    if (const QString word = stickyDay(); !word.isEmpty())
        paintDayPill(painter, stickyDayRect(), word);
}

void ConversationView::resizeEvent(QResizeEvent *event)
{
    if (event->size().width() != event->oldSize().width())
        m_rows->forgetHeights();
    if (!m_placed)
        firstPlacing();
    else
        arrange();
    placeOverlays();
}

void ConversationView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    if (!m_placed)
        firstPlacing();
    else
        arrange();
}

bool ConversationView::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::WindowActivate:
        reportRead();
        break;
    case QEvent::LayoutDirectionChange:
        relook();
        break;
    default:
        break;
    }
    return QAbstractScrollArea::event(event);
}

} // namespace confab::ui
