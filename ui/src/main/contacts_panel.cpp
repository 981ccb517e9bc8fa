// SPDX-License-Identifier: GPL-3.0-or-later
#include "main/contacts_panel.h"

#include "common/look.h"
#include "common/words.h"
#include "main/footer_rows.h"

#include <confab/ui/contacts/contact_list_view.h>
#include <confab/ui/widgets/search_field.h>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
// DESIGN: Windows and widths.
constexpr int panelHeadHeight = 48;
constexpr int narrowWidth = 64;
constexpr int narrowest = 220;
constexpr int widest = 420;
} // namespace

ContactsPanel::ContactsPanel(client::HostController *host, const QAbstractItemModel &servers, QWidget *parent)
    : QWidget(parent)
    , m_host(host)
    , m_head(new QWidget)
    , m_filter(new SearchField)
    , m_new(new IconButton(u"plus"_s, tr("New conversation"), this))
    , m_list(new ContactListView)
    , m_hostRow(new HostRow)
    , m_own(new OwnRow(servers))
{
    m_filter->setObjectName(u"contacts.filter"_s);
    m_filter->setAccessibleName(tr("Filter conversations"));
    m_filter->setPlaceholderText(tr("Search or jump"));
    m_filter->setKeyCap(tr("Ctrl+K"));
    m_filter->installEventFilter(this);
    m_new->setObjectName(u"contacts.new"_s);
    m_new->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_new);
    menu->setObjectName(u"contacts.newMenu"_s);
    const auto action = [menu](const QString &name, const QString &icon, const QString &words) {
        QAction *made = menu->addAction(themedIcon(icon, u"textMuted"_s), words);
        made->setObjectName(name);
        return made;
    };
    connect(action(u"contacts.newDirect"_s, u"person"_s, tr("New direct message…")), &QAction::triggered, this,
            &ContactsPanel::newDirectWanted);
    m_roomActions = {action(u"contacts.newRoom"_s, u"room"_s, tr("New room…")),
                     action(u"contacts.directory"_s, u"search"_s, tr("Browse rooms…"))};
    connect(m_roomActions[0], &QAction::triggered, this, &ContactsPanel::newRoomWanted);
    connect(m_roomActions[1], &QAction::triggered, this, &ContactsPanel::directoryWanted);
    m_new->setMenu(menu);
    m_list->setObjectName(u"contacts.list"_s);
    m_list->setAccessibleName(tr("Conversations"));

    m_head->setFixedHeight(panelHeadHeight);
    auto *head = new QHBoxLayout(m_head);
    head->setContentsMargins(12, 8, 12, 8);
    head->setSpacing(4);
    head->addWidget(m_filter, 1);
    head->addWidget(m_new);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_list, 1);
    column->addWidget(m_hostRow);
    column->addWidget(m_own);
    m_hostRow->hide();

    connect(m_filter, &QLineEdit::textChanged, m_list, &ContactListView::setFilter);
    connect(m_list, &ContactListView::conversationActivated, this, [this](const QString &conversation) {
        m_filter->clear();
        Q_EMIT conversationWanted(conversation);
    });
    connect(m_list, &ContactListView::endNeared, this, [this] {
        if (m_client)
            m_client->wantMorePeople();
    });
    connect(m_hostRow, &QAbstractButton::clicked, this, &ContactsPanel::hostWanted);
    connect(m_hostRow, &HostRow::inviteWanted, this, &ContactsPanel::inviteWanted);
    connect(m_own, &OwnRow::settingsWanted, this, &ContactsPanel::settingsWanted);
    connect(m_own, &OwnRow::signOutWanted, this, &ContactsPanel::signOutWanted);
    connect(m_own, &OwnRow::serverChosen, this, &ContactsPanel::serverChosen);
    connect(m_own, &OwnRow::addServerWanted, this, &ContactsPanel::addServerWanted);
    connect(m_own, &OwnRow::presenceChosen, this, &ContactsPanel::presenceChosen);
    if (m_host) {
        const auto read = [this] { m_hostRow->show(*m_host); };
        connect(m_host, &client::HostController::stateChanged, this, read);
        connect(m_host, &client::HostController::peopleChanged, this, read);
        read();
    }
    setNarrow(false);
}

void ContactsPanel::setClient(client::ChatClient *client)
{
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    m_list->setModel(client ? client->contacts() : nullptr);
    m_filter->clear();
    if (!client)
        return;
    connect(client, &client::ChatClient::statusChanged, this, &ContactsPanel::readClient);
    connect(client, &client::ChatClient::signedInChanged, this, &ContactsPanel::readClient);
    connect(client, &client::ChatClient::profileChanged, this, &ContactsPanel::readClient);
    connect(client, &client::ChatClient::userChanged, this, &ContactsPanel::readClient);
    readClient();
}

void ContactsPanel::readClient()
{
    m_own->show(m_client->me(), m_client->status().phase == client::ConnectionStatus::Phase::Online);
    m_new->menu()->setToolTipsVisible(m_client->isPlain());
    for (QAction *action : std::as_const(m_roomActions)) {
        action->setEnabled(!m_client->isPlain());
        action->setToolTip(m_client->isPlain() ? plainTip(whyNotPlain()) : QString());
    }
}

void ContactsPanel::setCurrent(const QString &conversation)
{
    m_list->setCurrentConversation(conversation);
}

void ContactsPanel::setNarrow(bool narrow)
{
    m_narrow = narrow;
    m_filter->setVisible(!narrow);
    m_head->layout()->setContentsMargins(narrow ? 16 : 12, 8, narrow ? 16 : 12, 8);
    m_list->setNarrow(narrow);
    m_hostRow->setNarrow(narrow);
    m_own->setNarrow(narrow);
    setMinimumWidth(narrow ? narrowWidth : narrowest);
    setMaximumWidth(narrow ? narrowWidth : widest);
}

void ContactsPanel::setHostShown(bool shown)
{
    m_hostRow->setCheckable(shown);
    m_hostRow->setChecked(shown);
}

void ContactsPanel::setSettingsShown(bool shown)
{
    m_own->setSettingsShown(shown);
}

QString ContactsPanel::takeFilter()
{
    const QString typed = m_filter->text();
    m_filter->clear();
    return typed;
}

bool ContactsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Escape:
            m_filter->clear();
            return false;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            m_list->activateFirst();
            return true;
        case Qt::Key_Down:
            m_list->setFocus(Qt::TabFocusReason);
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ContactsPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(u"window"_s));
}

} // namespace confab::ui
