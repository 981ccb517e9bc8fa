// SPDX-License-Identifier: GPL-3.0-or-later
#include "main/footer_rows.h"

#include "common/look.h"
#include "common/words.h"

#include <confab/client/server_rail_model.h>

#include <QActionGroup>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QStyle>
#include <QToolButton>
#include <QWidgetAction>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
// DESIGN: Windows and widths; Contact row.
constexpr int hostHeight = 40;
constexpr int ownHeight = 52;
constexpr int edge = 16;
constexpr int buttonSize = 32;

void drawTop(QPainter &painter, const QWidget &widget)
{
    fillLine(painter, QRect(0, 0, widget.width(), 1), color(u"separator"_s));
}

QString rowBackground(const QAbstractButton &row)
{
    if (row.isChecked())
        return u"selected"_s;
    return row.underMouse() ? u"hover"_s : u"window"_s;
}
} // namespace

HostRow::HostRow(QWidget *parent)
    : QAbstractButton(parent)
    , m_invite(new IconButton(u"invite"_s, tr("Copy the invite"), this))
{
    setObjectName(u"hostRow"_s);
    m_invite->setObjectName(u"hostRow.invite"_s);
    setFixedHeight(hostHeight);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    connect(m_invite, &QToolButton::clicked, this, &HostRow::inviteWanted);
}

void HostRow::show(const client::HostController &host)
{
    const auto state = host.state();
    const bool on = state == client::HostController::State::On || state == client::HostController::State::Stopping;
    m_here = host.peopleHere();
    setAccessibleName(m_here == 0 ? tr("Hosting, nobody yet") : tr("Hosting, %n here", nullptr, m_here));
    setToolTip(plainTip(accessibleName()));
    setVisible(on);
    update();
}

void HostRow::setNarrow(bool narrow)
{
    m_narrow = narrow;
    m_invite->setVisible(!narrow);
    update();
}

void HostRow::place()
{
    const QRect at(width() - 12 - buttonSize, (height() - buttonSize) / 2, buttonSize, buttonSize);
    m_invite->setGeometry(QStyle::visualRect(layoutDirection(), rect(), at));
}

void HostRow::resizeEvent(QResizeEvent *)
{
    place();
}

void HostRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), color(rowBackground(*this)));
    drawTop(painter, *this);
    const auto mirrored = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(u"online"_s));
    const QFont small = fontFor(TextStyle::Text);
    if (m_narrow) {
        const QString count = locale().toString(m_here);
        const int words = QFontMetrics(small).horizontalAdvance(count);
        const int left = (width() - 8 - 6 - words) / 2;
        painter.drawEllipse(mirrored({left, (height() - 8) / 2, 8, 8}));
        drawLine(painter, mirrored({left + 14, 0, words + 2, height()}), count, small, color(u"textMuted"_s),
                 layoutDirection());
    } else {
        painter.drawEllipse(mirrored({edge, (height() - 8) / 2, 8, 8}));
        const QFont name = fontFor(TextStyle::Name);
        const QString title = tr("Hosting");
        const int titleWidth = QFontMetrics(name).horizontalAdvance(title);
        int x = edge + 18;
        drawLine(painter, mirrored({x, 0, titleWidth + 2, height()}), title, name, color(u"text"_s), layoutDirection());
        x += titleWidth + 10;
        const int room = width() - x - buttonSize - 20;
        const QString here = m_here == 0 ? tr("nobody yet") : tr("%n here", nullptr, m_here);
        drawLine(painter, mirrored({x, 0, room, height()}), QFontMetrics(small).elidedText(here, Qt::ElideRight, room),
                 small, color(u"textMuted"_s), layoutDirection());
    }
    if (hasFocus() && focusIsVisible(this))
        strokeRound(painter, rect().adjusted(2, 3, -2, -2), 6, color(u"focusRing"_s), 2);
}

OwnRow::OwnRow(const QAbstractItemModel &servers, QWidget *parent)
    : QAbstractButton(parent)
    , m_servers(servers)
    , m_settings(new IconButton(u"settings"_s, tr("Settings"), this))
{
    setObjectName(u"own"_s);
    m_settings->setObjectName(u"own.settings"_s);
    m_settings->setCheckable(true);
    setFixedHeight(ownHeight);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    connect(this, &QAbstractButton::clicked, this, &OwnRow::openMenu);
    connect(m_settings, &QToolButton::clicked, this, &OwnRow::settingsWanted);
}

void OwnRow::show(const protocol::User &me, bool online)
{
    m_me = me;
    m_online = online;
    const auto state = online ? me.state.value_or(protocol::PresenceState::Online) : protocol::PresenceState::Offline;
    setAccessibleName(tr("%1, %2. Change your presence", "name, presence").arg(shownName(me), presenceLine(state)));
    setToolTip(m_narrow ? plainTip(shownName(me)) : QString());
    update();
}

void OwnRow::setNarrow(bool narrow)
{
    m_narrow = narrow;
    m_settings->setVisible(!narrow);
    update();
}

void OwnRow::setSettingsShown(bool shown)
{
    m_settings->setChecked(shown);
}

void OwnRow::openMenu()
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"own.menu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addPresence(*menu);
    addStatus(*menu);
    menu->addSeparator();
    if (m_narrow && m_servers.rowCount() >= 2)
        addServers(*menu);
    QAction *settings = menu->addAction(tr("Settings"));
    settings->setObjectName(u"own.menu.settings"_s);
    connect(settings, &QAction::triggered, this, &OwnRow::settingsWanted);
    QAction *out = menu->addAction(tr("Sign out…"));
    out->setObjectName(u"own.menu.signOut"_s);
    connect(out, &QAction::triggered, this, &OwnRow::signOutWanted);
    menu->popup(mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

void OwnRow::addPresence(QMenu &menu)
{
    using protocol::PresenceState;
    const auto choose = [this](PresenceState state, const QDateTime &until) {
        Q_EMIT presenceChosen({state, m_choice.status, until});
    };
    const auto add = [this, choose](QMenu &to, const QString &name, const QString &words, PresenceState state,
                                    const QDateTime &until) {
        QAction *action = to.addAction(words);
        action->setObjectName(u"own.presence."_s + name);
        connect(action, &QAction::triggered, this, [choose, state, until] { choose(state, until); });
        return action;
    };
    for (const PresenceState state : {PresenceState::Online, PresenceState::Away}) {
        QAction *action = add(menu, QString::number(static_cast<int>(state)), presenceWord(state), state, {});
        action->setCheckable(true);
        action->setChecked(m_choice.state == state);
    }
    QMenu *quiet = menu.addMenu(presenceWord(PresenceState::Dnd));
    quiet->setObjectName(u"own.presence.quiet"_s);
    quiet->menuAction()->setCheckable(true);
    quiet->menuAction()->setChecked(m_choice.state == PresenceState::Dnd);
    const QDateTime now = m_now();
    add(*quiet, u"halfHour"_s, tr("For 30 minutes"), PresenceState::Dnd, now.addSecs(30 * 60));
    add(*quiet, u"hour"_s, tr("For 1 hour"), PresenceState::Dnd, now.addSecs(60 * 60));
    const QDateTime morning(now.toLocalTime().date().addDays(1), QTime(8, 0));
    add(*quiet, u"morning"_s, tr("Until tomorrow, %1").arg(locale().toString(morning.time(), QLocale::ShortFormat)),
        PresenceState::Dnd, morning.toUTC());
    add(*quiet, QString::number(static_cast<int>(PresenceState::Dnd)), tr("Until I change it"), PresenceState::Dnd, {});
}

void OwnRow::addStatus(QMenu &menu)
{
    auto *field = new QLineEdit(m_choice.status);
    field->setObjectName(u"own.status"_s);
    field->setAccessibleName(tr("Your status"));
    field->setPlaceholderText(tr("What are you up to?"));
    // A character takes four bytes at most.
    field->setMaxLength(static_cast<int>(protocol::limits::statusBytes / 4));
    field->setClearButtonEnabled(true);
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(10, 4, 10, 4);
    row->addWidget(field);
    auto *action = new QWidgetAction(&menu);
    action->setDefaultWidget(box);
    menu.addAction(action);
    connect(field, &QLineEdit::returnPressed, this, [this, field, &menu] {
        client::PresenceKeeper::Choice choice = m_choice;
        choice.status = field->text().simplified();
        Q_EMIT presenceChosen(choice);
        menu.close();
    });
}

void OwnRow::addServers(QMenu &menu)
{
    using Model = client::ServerRailModel;
    auto *servers = new QActionGroup(&menu);
    for (int row = 0; row < m_servers.rowCount(); ++row) {
        const QModelIndex index = m_servers.index(row, 0);
        const QString profile = index.data(Model::ProfileRole).toString();
        QString words = index.data(Qt::DisplayRole).toString().replace(u'&', u"&&"_s);
        const qint64 unread = index.data(Model::UnreadRole).toLongLong();
        if (unread > 0)
            words = tr("%1 (%2)", "server, unread count").arg(words, locale().toString(unread));
        QAction *action = menu.addAction(words);
        action->setObjectName(u"own.server."_s + profile);
        action->setCheckable(true);
        action->setChecked(index.data(Model::CurrentRole).toBool());
        servers->addAction(action);
        connect(action, &QAction::triggered, this, [this, profile] { Q_EMIT serverChosen(profile); });
    }
    QAction *add = menu.addAction(tr("Add a server"));
    add->setObjectName(u"own.menu.addServer"_s);
    connect(add, &QAction::triggered, this, &OwnRow::addServerWanted);
    menu.addSeparator();
}

QString OwnRow::presenceLine(protocol::PresenceState state) const
{
    if (m_me.status.isEmpty() || !m_online)
        return presenceWord(state);
    return tr("%1 · %2", "presence · status").arg(presenceWord(state), m_me.status);
}

void OwnRow::place()
{
    const QRect at(width() - 12 - buttonSize, (height() - buttonSize) / 2, buttonSize, buttonSize);
    m_settings->setGeometry(QStyle::visualRect(layoutDirection(), rect(), at));
}

void OwnRow::resizeEvent(QResizeEvent *)
{
    place();
}

void OwnRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor background = color(rowBackground(*this));
    painter.fillRect(rect(), background);
    drawTop(painter, *this);
    const auto mirrored = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    const auto state =
        m_online ? m_me.state.value_or(protocol::PresenceState::Online) : protocol::PresenceState::Offline;
    const QRect picture = mirrored({m_narrow ? (width() - 32) / 2 : edge, (height() - 32) / 2, 32, 32});
    drawPerson(painter, picture, shownName(m_me), m_me.username);
    drawPresence(painter, picture, state, background, layoutDirection());
    if (!m_narrow) {
        const int left = edge + 32 + 10;
        const int room = width() - left - buttonSize - 20;
        const int first = scaled(18);
        const int second = scaled(16);
        const int top = (height() - first - second) / 2;
        const QFont name = fontFor(TextStyle::Name, QFont::DemiBold);
        drawLine(painter, mirrored({left, top, room, first}),
                 QFontMetrics(name).elidedText(shownName(m_me), Qt::ElideRight, room), name, color(u"text"_s),
                 layoutDirection());
        const QFont small = fontFor(TextStyle::Small);
        drawLine(painter, mirrored({left, top + first, room, second}),
                 QFontMetrics(small).elidedText(presenceLine(state), Qt::ElideRight, room), small,
                 color(u"textMuted"_s), layoutDirection());
    }
    if (hasFocus() && focusIsVisible(this))
        strokeRound(painter, rect().adjusted(2, 3, -2, -2), 6, color(u"focusRing"_s), 2);
}

} // namespace confab::ui
