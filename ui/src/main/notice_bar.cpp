// SPDX-License-Identifier: GPL-3.0-or-later
#include "main/notice_bar.h"

#include "common/look.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr int barHeight = 36;
constexpr int below = 48; // the head stays free
} // namespace

NoticeBar::NoticeBar(QWidget *parent)
    : QWidget(parent)
    , m_text(new TextLabel({}, TextStyle::Text, u"text"_s))
{
    setObjectName(u"notice"_s);
    setFixedHeight(barHeight);
    m_text->setObjectName(u"notice.text"_s);
    m_text->setElided(true);
    auto *close = new IconButton(u"close"_s, tr("Close"), this);
    close->setObjectName(u"notice.close"_s);
    close->setSmall(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(margins(20, 0, 12, 1));
    row->setSpacing(8);
    row->addWidget(new IconLabel(u"warning"_s, u"danger"_s, 18));
    row->addWidget(m_text, 1);
    row->addWidget(close);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    parent->installEventFilter(this);
    hide();
}

void NoticeBar::tell(const QString &sentence)
{
    if (sentence.isEmpty())
        return hide();
    m_text->setText(sentence);
    m_text->setToolTip(plainTip(sentence));
    setAccessibleName(sentence);
    place();
    show();
    raise();
}

void NoticeBar::place()
{
    setGeometry(0, below, parentWidget()->width(), barHeight);
}

bool NoticeBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(u"dangerSoft"_s));
    fillLine(painter, QRect(0, height() - 1, width(), 1), color(u"separator"_s));
}

} // namespace confab::ui
