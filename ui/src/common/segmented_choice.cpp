// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/segmented_choice.h"

#include "common/look.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// DESIGN: Windows and widths, button 32; radius 6.
constexpr int segmentHeight = 32;
constexpr int choicePadding = 14;
constexpr int choiceRadius = 6;

class Segment : public QAbstractButton
{
public:
    Segment(const QString &words, bool first, bool last)
        : m_first(first)
        , m_last(last)
    {
        setText(words);
        setAccessibleName(words);
        setCheckable(true);
        setAutoExclusive(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setFixedHeight(segmentHeight);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override
    {
        return {widthOf(text(), fontFor(TextStyle::Name, QFont::DemiBold)) + 2 * choicePadding, segmentHeight};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (!isEnabled())
            painter.setOpacity(0.5);
        // The whole frame, of which this segment shows its part: round outside, straight between.
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        const bool roundLeft = mirrored ? m_last : m_first;
        const bool roundRight = mirrored ? m_first : m_last;
        const QRect frame = rect().adjusted(roundLeft ? 0 : -choiceRadius, 0, roundRight ? 0 : choiceRadius, 0);
        painter.setClipRect(rect());
        const QString fill = isChecked() ? u"accentSoft"_s : underMouse() ? u"hover"_s : u"surfaceRaised"_s;
        fillRound(painter, frame, choiceRadius, color(fill));
        strokeRound(painter, frame, choiceRadius, color(u"control"_s), 1);
        if (!m_first)
            fillLine(painter, QRect(mirrored ? width() - 1 : 0, 1, 1, height() - 2), color(u"control"_s));
        drawLine(painter, rect(), text(), fontFor(TextStyle::Name), color(isChecked() ? u"accent"_s : u"text"_s),
                 layoutDirection(), Qt::AlignHCenter);
        if (focusIsVisible(this))
            strokeRound(painter, rect().adjusted(2, 2, -2, -2), 4, color(u"focusRing"_s), 2);
    }

private:
    bool m_first;
    bool m_last;
};

} // namespace

SegmentedChoice::SegmentedChoice(const QStringList &words, QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (qsizetype i = 0; i < words.size(); ++i) {
        auto *segment = new Segment(words[i], i == 0, i + 1 == words.size());
        row->addWidget(segment, 1);
        m_segments << segment;
        connect(segment, &QAbstractButton::toggled, this, [this, index = static_cast<int>(i)](bool on) {
            if (on)
                Q_EMIT currentChanged(index);
        });
    }
    m_segments.first()->setChecked(true);
}

int SegmentedChoice::current() const
{
    for (qsizetype i = 0; i < m_segments.size(); ++i) {
        if (m_segments[i]->isChecked())
            return static_cast<int>(i);
    }
    return 0;
}

void SegmentedChoice::setCurrent(int index)
{
    m_segments.at(index)->setChecked(true);
}

void SegmentedChoice::setNames(const QString &name)
{
    setObjectName(name);
    for (qsizetype i = 0; i < m_segments.size(); ++i)
        m_segments[i]->setObjectName(name + u'.' + QString::number(i));
}

} // namespace confab::ui
