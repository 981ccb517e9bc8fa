// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/box.h"

#include "common/column.h"
#include "common/look.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
// DESIGN: Grid, radius, type; Host page; Windows and widths.
constexpr int radius = 8;
constexpr int factHeight = 48;
constexpr int settingHeight = 56;
constexpr int factTitleWidth = 112;
} // namespace

void Box::setActive(bool active)
{
    m_active = active;
    update();
}

void Box::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    fillRound(painter, rect(), radius, color(u"surface"_s));
    strokeRound(painter, rect(), radius, color(m_active ? u"accent"_s : u"separator"_s), m_active ? 2 : 1);
}

RowsBox::RowsBox(QWidget *parent)
    : Box(parent)
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(1, 1, 1, 1);
    m_rows->setSpacing(1);
}

void RowsBox::addRow(QWidget *row)
{
    m_rows->addWidget(row);
}

void RowsBox::clear()
{
    clearColumn(*m_rows);
}

void RowsBox::paintEvent(QPaintEvent *event)
{
    Box::paintEvent(event);
    QPainter painter(this);
    for (int i = 0; i + 1 < m_rows->count(); ++i) {
        if (const QWidget *row = m_rows->itemAt(i)->widget())
            fillLine(painter, QRect(1, row->geometry().bottom() + 1, width() - 2, 1), color(u"separator"_s));
    }
}

FactRow::FactRow(const QString &title, const QString &hint, QWidget *control, QWidget *parent)
    : QWidget(parent)
{
    setMinimumHeight(settingHeight);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(12);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch(1);
    words->addWidget(new TextLabel(title, TextStyle::Name, u"text"_s));
    if (!hint.isEmpty()) {
        auto *small = new TextLabel(hint, TextStyle::Small, u"textMuted"_s);
        small->setWordWrap(true);
        words->addWidget(small);
    }
    words->addStretch(1);
    row->addLayout(words, 1);
    if (control)
        row->addWidget(control, 0, Qt::AlignVCenter);
}

FactRow::FactRow(const QString &icon, const QString &title, QWidget *value, QWidget *control, QWidget *parent)
    : QWidget(parent)
{
    setMinimumHeight(factHeight);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(12);
    row->addWidget(new IconLabel(icon, u"textMuted"_s, 18));
    auto *label = new TextLabel(title, TextStyle::Name, u"text"_s);
    label->setMinimumWidth(factTitleWidth - 12);
    row->addWidget(label);
    row->addWidget(value, 1);
    if (control)
        row->addWidget(control, 0, Qt::AlignVCenter);
}

} // namespace confab::ui
