// SPDX-License-Identifier: GPL-3.0-or-later
// Going far: the scroll bar over the whole conversation, jumps to a message and back.
#include <confab/ui/conversation/conversation_view.h>

#include "conversation/anchored_rows.h"
#include "conversation/row_cache.h"

#include <QScrollBar>
#include <QStyle>
#include <QTimer>
#include <QTimerEvent>

namespace confab::ui
{

namespace
{

constexpr int shownMs = 1500;
constexpr int fadeMs = 120;
constexpr int aroundDelayMs = 60; // a bar that is being dragged asks for no more than the places it stops at
constexpr qsizetype mostBack = 20;

} // namespace

void ConversationView::scrollContentsBy(int, int dy)
{
    if (m_syncing || !m_model || dy == 0)
        return;
    m_target = {};
    m_aroundDelay.stop();
    QScrollBar *bar = verticalScrollBar();
    // Near: exactly; far: to where the bar says, which may not be here.
    if (std::abs(dy) <= 2 * viewport()->height()) {
        m_rows->scrollBy(-dy);
    } else if (bar->value() == bar->maximum() && !m_model->moreAfter()) {
        m_rows->stickToEnd();
    } else if (const qint64 beyond = m_rows->scrollTo(bar->value()); beyond != 0 && m_model->rowCount() > 0) {
        const qint64 from = beyond < 0 ? m_model->row(0).seq : newestHeld();
        m_target = {std::clamp(from + beyond, m_model->firstSeq(), std::max(m_model->firstSeq(), m_model->lastSeq())),
                    0};
        m_aroundDelay.start(aroundDelayMs, this);
        return;
    }
    m_askedBefore.clear();
    m_askedAfter.clear();
    m_askedGaps.clear();
    arrange();
    hover(viewport()->mapFromGlobal(QCursor::pos()));
}

void ConversationView::askAround(qint64 seq, int top)
{
    m_target = {seq, top};
    m_aroundDelay.stop();
    Q_EMIT m_model->wantAround(seq);
}

// Once the rows are here: at the message that was asked for. Where it cannot be had, at the nearest, as soon as all
// that came has been put into the model.
void ConversationView::placeTarget(bool nearest)
{
    if (m_target.seq == 0 || m_aroundDelay.isActive() || m_model->rowCount() == 0)
        return;
    const QList<client::MessageRow> &rows = m_model->rows();
    const bool inside = m_target.seq >= rows.first().seq && m_target.seq <= newestHeld();
    if (!inside && !nearest) {
        QTimer::singleShot(0, this, [this] {
            if (m_target.seq == 0 || !m_model || m_model->loading())
                return;
            placeTarget(true);
            arrange();
        });
        return;
    }
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [this](const client::MessageRow &row) { return row.seq >= m_target.seq; });
    const auto row = static_cast<int>(std::min<qsizetype>(found - rows.begin(), rows.size() - 1));
    m_rows->showRow(row, m_target.top);
    if (m_shownSeq == m_target.seq)
        tintShown(m_shownSeq);
    m_target = {};
    m_askedBefore.clear();
    m_askedAfter.clear();
    m_askedGaps.clear();
}

void ConversationView::rememberPlace()
{
    for (const AnchoredRows::Placed &at : m_rows->placed()) {
        const client::MessageRow &row = m_model->row(at.row);
        if (row.kind != client::MessageRow::Kind::Message || row.seq == 0)
            continue;
        m_back.append({row.seq, at.top});
        if (m_back.size() > mostBack)
            m_back.removeFirst();
        return;
    }
}

void ConversationView::jumpTo(qint64 seq)
{
    if (!m_model || seq < 1)
        return;
    tintShown(seq);
    const int row = m_model->indexOfSeq(seq);
    const AnchoredRows::Placed *at = row >= 0 ? m_rows->find(row) : nullptr;
    if (at && at->top >= m_topCovered && at->top + at->height <= viewport()->height()) {
        viewport()->update();
        return;
    }
    rememberPlace();
    const int top = viewport()->height() / 3;
    if (row < 0)
        askAround(seq, top);
    else
        m_rows->showRow(row, top);
    arrange();
}

void ConversationView::jumpBack()
{
    if (!m_model || m_back.isEmpty())
        return;
    const Spot spot = m_back.takeLast();
    if (const int row = m_model->indexOfSeq(spot.seq); row >= 0)
        m_rows->showRow(row, spot.top);
    else
        askAround(spot.seq, spot.top);
    arrange();
}

void ConversationView::jumpToLatest()
{
    if (!m_model)
        return;
    m_target = {};
    m_aroundDelay.stop();
    m_back.clear();
    if (m_model->moreAfter())
        Q_EMIT latestWanted();
    m_rows->stickToEnd();
    arrange();
}

void ConversationView::tintShown(qint64 seq)
{
    m_shownFade.stop();
    m_shownSeq = seq;
    m_shownTimer.start(shownMs, this);
}

void ConversationView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_aroundDelay.timerId()) {
        m_aroundDelay.stop();
        if (m_model && m_target.seq > 0)
            askAround(m_target.seq, m_target.top);
    } else if (event->timerId() == m_shownTimer.timerId()) {
        m_shownTimer.stop();
        // The style's 0 is the person's wish for no motion.
        if (style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) == 0) {
            m_shownSeq = 0;
        } else {
            m_shownFade.setStartValue(1.0);
            m_shownFade.setEndValue(0.0);
            m_shownFade.setEasingCurve(QEasingCurve::OutCubic);
            m_shownFade.setDuration(fadeMs);
            m_shownFade.start();
        }
        viewport()->update();
    } else {
        QAbstractScrollArea::timerEvent(event);
    }
}

} // namespace confab::ui
