// SPDX-License-Identifier: GPL-3.0-or-later
// Of threads: what stands below the first message, and where a reply that the room sees too comes from.
#include "conversation/parts/row_part.h"

#include <confab/ui/theme/avatar_painter.h>
#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int lineHeight = 24;
constexpr int faceSize = 20;
constexpr int faceGap = 2;
constexpr int behindFaces = 6;
constexpr int behindPills = 12;
constexpr int unreadDot = 8;
constexpr int originIcon = 14;

class ThreadPart : public RowPart
{
public:
    explicit ThreadPart(RowFlow &flow)
        : m_summary(*flow.row.replies)
        , m_count(RowWords::tr("%n replies", "in a thread", static_cast<int>(m_summary.count)))
        , m_words(m_summary.unread ? RowWords::tr("%1, new ones among them", "3 replies").arg(m_count) : m_count)
    {
        const QFont font = flow.theme.font(TextStyle::Label);
        const auto faces = static_cast<int>(m_summary.authors.size());
        const int facesWidth = faces == 0 ? 0 : faces * (faceSize + faceGap) - faceGap + behindFaces;
        const int wide = facesWidth + widthOf(m_count, font) + (m_summary.unread ? behindFaces + unreadDot : 0);
        int x = row::textAt;
        int line = std::max(lineHeight, flow.theme.lineHeight(TextStyle::Label) + 8);
        if (!flow.pills.isNull() && flow.pills.right() + 1 + behindPills + wide <= flow.columnEnd()) {
            x = flow.pills.right() + 1 + behindPills;
            line = flow.pills.height();
            flow.y = flow.pills.y();
        } else {
            flow.y += row::partGap;
        }
        RowLayout::Action action{RowLayout::Action::Kind::Thread,
                                 RowWords::tr("Open the thread: %1").arg(m_words),
                                 QRect(x, flow.y, wide, line),
                                 {}};
        action.hit = action.textRect.adjusted(-row::partGap, 0, row::partGap, 0);
        action.number = flow.row.seq;
        flow.out.actions.append(action);
        for (int i = 0; i < faces; ++i) {
            m_faces.append(QRect(x, flow.y + (line - faceSize) / 2, faceSize, faceSize));
            x += faceSize + (i + 1 < faces ? faceGap : behindFaces);
        }
        m_countRect = QRect(x, flow.y, widthOf(m_count, font), line);
        if (m_summary.unread)
            m_dot = QRect(m_countRect.right() + 1 + behindFaces, flow.y + (line - unreadDot) / 2, unreadDot, unreadDot);
        flow.y += line;
    }

    void mirror(const Mirror &turn, RowLayout &) override
    {
        for (QRect &face : m_faces)
            turn(face);
        turn(m_countRect);
        turn(m_dot);
    }

    void paint(QPainter &painter, const RowScene &scene) const override
    {
        for (qsizetype i = 0; i < m_faces.size(); ++i)
            drawPerson(painter, m_faces.at(i), m_summary.authors.at(i), m_summary.authors.at(i));
        drawLine(painter, m_countRect, m_count, scene.theme.font(TextStyle::Label), color(u"link"_s),
                 scene.metrics.direction);
        if (!m_dot.isNull())
            fillRound(painter, m_dot, unreadDot / 2.0, color(u"unread"_s));
    }

    QString words() const override { return m_words; }

private:
    client::ThreadSummary m_summary;
    QString m_count;
    QString m_words;
    QList<QRect> m_faces;
    QRect m_countRect;
    QRect m_dot;
};

class ThreadOriginPart : public RowPart
{
public:
    explicit ThreadOriginPart(RowFlow &flow)
        : m_text(RowWords::tr("From a thread"))
    {
        const int line = flow.theme.lineHeight(TextStyle::Small) + row::partGap;
        m_icon = QRect(row::textAt, flow.y + (line - originIcon) / 2, originIcon, originIcon);
        m_rect =
            QRect(m_icon.right() + 1 + behindFaces, flow.y, widthOf(m_text, flow.theme.font(TextStyle::Small)), line);
        RowLayout::Action action{RowLayout::Action::Kind::Thread,
                                 RowWords::tr("Open the thread"),
                                 QRect(row::textAt, flow.y, m_rect.right() + 1 - row::textAt, line),
                                 {}};
        action.hit = action.textRect;
        action.hit.setHeight(std::max(row::smallestHit, line));
        action.number = flow.row.thread;
        flow.out.actions.append(action);
        flow.y += line;
    }

    void mirror(const Mirror &turn, RowLayout &) override
    {
        turn(m_icon);
        turn(m_rect);
    }

    void paint(QPainter &painter, const RowScene &scene) const override
    {
        drawIcon(painter, m_icon, u"thread"_s, u"textMuted"_s);
        drawLine(painter, m_rect, m_text, scene.theme.font(TextStyle::Small), color(u"textMuted"_s),
                 scene.metrics.direction);
    }

    QString words() const override { return m_text; }

private:
    QString m_text;
    QRect m_icon;
    QRect m_rect;
};

} // namespace

std::shared_ptr<RowPart> makeThread(RowFlow &flow)
{
    const bool any = flow.row.kind == client::MessageRow::Kind::Message && flow.row.replies &&
                     flow.row.replies->count > 0 && flow.metrics.abilities.thread;
    return any ? std::make_shared<ThreadPart>(flow) : nullptr;
}

std::shared_ptr<RowPart> makeThreadOrigin(RowFlow &flow)
{
    const bool any = flow.row.kind == client::MessageRow::Kind::Message && flow.row.thread > 0 && flow.row.alsoRoom &&
                     flow.metrics.abilities.thread;
    return any ? std::make_shared<ThreadOriginPart>(flow) : nullptr;
}

} // namespace confab::ui
