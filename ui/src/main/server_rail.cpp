// SPDX-License-Identifier: GPL-3.0-or-later
#include "main/server_rail.h"

#include "common/column.h"
#include "common/look.h"

#include <confab/client/server_rail_model.h>

#include <QAbstractButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// DESIGN: Windows and widths.
constexpr int railWidth = 56;
constexpr int cell = 48;
constexpr int pictureSize = 40;
constexpr int margin = 8;

using Model = client::ServerRailModel;

// One server, or the plus that adds one (an invalid index).
class RailButton : public QAbstractButton
{
public:
    explicit RailButton(const QPersistentModelIndex &index)
        : m_index(index)
        , m_adds(!index.isValid())
    {
        setFixedSize(railWidth, cell);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        read();
    }

    void read()
    {
        const QString words = m_adds ? ServerRail::tr("Add a server") : m_index.data(Qt::AccessibleTextRole).toString();
        setAccessibleName(words);
        setToolTip(plainTip(m_adds ? words : m_index.data(Qt::ToolTipRole).toString()));
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRect picture((railWidth - pictureSize) / 2, (cell - pictureSize) / 2, pictureSize, pictureSize);
        if (m_adds) {
            QPen pen(color(u"control"_s), 1, Qt::DashLine);
            painter.setPen(pen);
            if (underMouse())
                painter.setBrush(color(u"hover"_s));
            painter.drawRoundedRect(QRectF(picture).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
            drawIcon(painter, QRect(picture.x() + 11, picture.y() + 11, 18, 18), u"plus"_s, u"textMuted"_s);
        } else {
            const bool current = m_index.data(Model::CurrentRole).toBool();
            drawServer(painter, picture, m_index.data(Qt::DisplayRole).toString(), current);
            if (current) {
                const QRect bar(layoutDirection() == Qt::RightToLeft ? width() - 3 : 0, picture.y() + 10, 3, 20);
                painter.fillRect(bar, color(u"accent"_s));
            }
            const qint64 unread = m_index.data(Model::UnreadRole).toLongLong();
            if (unread > 0 && !current)
                drawBadge(painter, layoutDirection() == Qt::RightToLeft ? picture.left() - 4 : picture.right() + 5,
                          picture.top() - 4, badgeText(unread), u"unread"_s, u"unreadText"_s, layoutDirection());
        }
        if (hasFocus() && focusIsVisible(this))
            strokeRound(painter, picture.adjusted(-3, -3, 3, 3), 10, color(u"focusRing"_s), 2);
    }

private:
    QPersistentModelIndex m_index;
    bool m_adds;
};

} // namespace

ServerRail::ServerRail(QAbstractItemModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(u"rail"_s);
    setAccessibleName(tr("Servers"));
    setFixedWidth(railWidth);
    m_column->setContentsMargins(0, margin - (cell - pictureSize) / 2, 0, margin);
    m_column->setSpacing(0);
    auto *add = new RailButton({});
    add->setObjectName(u"rail.add"_s);
    m_add = add;
    m_column->addWidget(add);
    m_column->addStretch(1);
    connect(add, &QAbstractButton::clicked, this, &ServerRail::addWanted);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &ServerRail::rebuild);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &ServerRail::rebuild);
    connect(&m_model, &QAbstractItemModel::rowsMoved, this, &ServerRail::rebuild);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ServerRail::rebuild);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ServerRail::refresh);
    rebuild();
}

void ServerRail::rebuild()
{
    clearColumn(*m_column, m_column->count() - m_column->indexOf(m_add));
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex index = m_model.index(row, 0);
        auto *button = new RailButton(index);
        const QString profile = index.data(Model::ProfileRole).toString();
        button->setObjectName(u"rail.server."_s + profile);
        connect(button, &QAbstractButton::clicked, this, [this, profile] { Q_EMIT chosen(profile); });
        m_column->insertWidget(row, button);
    }
}

void ServerRail::refresh()
{
    for (int i = 0; i < m_column->count(); ++i) {
        if (auto *button = dynamic_cast<RailButton *>(m_column->itemAt(i)->widget()))
            button->read();
    }
}

void ServerRail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(u"window"_s));
    fillLine(painter, QRect(isRightToLeft() ? 0 : width() - 1, 0, 1, height()), color(u"separator"_s));
}

} // namespace confab::ui
