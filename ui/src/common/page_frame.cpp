// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/page_frame.h"

#include "common/look.h"
#include "common/scroll.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int headHeight = 48;

// Content from the leading edge on, at most `widest` px wide.
QWidget *canvas(QWidget *content, int widest)
{
    auto *canvas = new QWidget;
    auto *row = new QHBoxLayout(canvas);
    row->setContentsMargins(20, 20, 20, 20);
    content->setMaximumWidth(widest);
    row->addWidget(content, 1000);
    row->addStretch(1);
    return canvas;
}

} // namespace

PageFrame::PageFrame(const QString &prefix, const QString &icon, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(title, TextStyle::Title, u"text"_s))
    , m_subtitle(new TextLabel({}, TextStyle::Small, u"textMuted"_s))
    , m_head(new QHBoxLayout)
    , m_close(new IconButton(u"close"_s, tr("Close"), this))
{
    setObjectName(prefix);
    setAccessibleName(title);
    m_close->setObjectName(prefix + u".close"_s);
    m_title->setElided(true);
    m_subtitle->setElided(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QWidget;
    head->setFixedHeight(headHeight);
    head->setLayout(m_head);
    m_head->setContentsMargins(margins(20, 0, 12, 1));
    m_head->setSpacing(8);
    m_head->addWidget(new IconLabel(icon, u"textMuted"_s, 18));
    m_head->addSpacing(2);
    m_head->addWidget(m_title);
    m_head->addSpacing(6);
    m_head->addWidget(m_subtitle);
    m_head->addStretch(1);
    m_head->addWidget(m_close);
    column->addWidget(head);
    connect(m_close, &QToolButton::clicked, this, &PageFrame::closed);
}

void PageFrame::setTitle(const QString &title)
{
    if (m_title)
        m_title->setText(title);
    setAccessibleName(title);
}

void PageFrame::setSubtitle(const QString &subtitle)
{
    m_subtitle->setText(subtitle);
}

void PageFrame::addBehindTitle(QWidget *widget)
{
    m_head->insertWidget(m_head->indexOf(m_subtitle), widget);
}

void PageFrame::addToHead(QWidget *widget)
{
    m_head->insertWidget(m_head->count() - 1, widget);
}

void PageFrame::setHead(QWidget *widget)
{
    while (m_head->count() > 1) {
        QLayoutItem *item = m_head->takeAt(0);
        delete item->widget();
        delete item;
    }
    m_title = nullptr;
    m_subtitle = nullptr;
    m_head->setContentsMargins(margins(12, 0, 12, 1));
    m_head->insertWidget(0, widget, 1);
}

void PageFrame::setCovering(bool covering)
{
    m_close->setIconName(covering ? u"chevron-left"_s : u"close"_s);
    m_close->setWords(covering ? tr("Back to the conversation") : tr("Close"));
}

void PageFrame::setContent(QWidget *content, int widest)
{
    layout()->addWidget(scrolled(canvas(content, widest)));
}

void PageFrame::setFixedContent(QWidget *content, int widest)
{
    layout()->addWidget(canvas(content, widest));
}

void PageFrame::setWholeContent(QWidget *content)
{
    layout()->addWidget(content);
}

void PageFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(u"surface"_s));
    fillLine(painter, QRect(0, headHeight - 1, width(), 1), color(u"separator"_s));
}

} // namespace confab::ui
