// SPDX-License-Identifier: GPL-3.0-or-later
#include "first_run/server_card.h"

#include "common/look.h"
#include "common/words.h"

#include <QFontMetrics>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
// DESIGN: First run, a row of 52.
constexpr int cardHeight = 52;
constexpr int pictureSize = 36;
} // namespace

ServerCard::ServerCard(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(cardHeight);
}

void ServerCard::show(const protocol::Welcome &welcome, const QUrl &url)
{
    m_name = welcome.server.name;
    m_where = tr("%1 · %2", "address · who may join")
                  .arg(shownAddress(url), accessWord(welcome.access, welcome.signUp.contains("invite"_L1)));
    m_open = welcome.access == protocol::Access::Open;
    setAccessibleName(tr("%1, %2", "name, address").arg(m_name, m_where));
    update();
}

void ServerCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto mirrored = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    fillRound(painter, rect(), 8, color(u"selected"_s));
    drawServer(painter, mirrored({12, 8, pictureSize, pictureSize}), m_name, true);
    drawIcon(painter, mirrored({width() - 12 - 16, (height() - 16) / 2, 16, 16}), m_open ? u"globe"_s : u"lock"_s,
             u"textMuted"_s);
    const int left = 12 + pictureSize + 12;
    const int room = width() - left - 40;
    const QFont name = fontFor(TextStyle::Name, QFont::DemiBold);
    drawLine(painter, mirrored({left, 9, room, 18}), QFontMetrics(name).elidedText(m_name, Qt::ElideRight, room), name,
             color(u"selectedText"_s), layoutDirection());
    const QFont small = fontFor(TextStyle::Small);
    drawLine(painter, mirrored({left, 27, room, 16}), QFontMetrics(small).elidedText(m_where, Qt::ElideRight, room),
             small, color(u"textMuted"_s), layoutDirection());
}

} // namespace confab::ui
