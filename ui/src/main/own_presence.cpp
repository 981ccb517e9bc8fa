// SPDX-License-Identifier: GPL-3.0-or-later
#include "main/own_presence.h"

#include <confab/ui/settings/preferences.h>

#include <QApplication>
#include <QEvent>

namespace confab::ui
{

using client::ChatClient;

OwnPresence::OwnPresence(client::Workspace &workspace, Preferences &preferences, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_preferences(preferences)
    , m_keeper(client::systemTiming())
{
    m_keeper.choose(preferences.presence());
    connect(&m_keeper, &client::PresenceKeeper::choiceChanged, this,
            [this] { m_preferences.setPresence(m_keeper.choice()); });
    connect(&m_keeper, &client::PresenceKeeper::changed, this, [this] {
        for (ChatClient *client : m_workspace.clients())
            tell(client);
    });
    qApp->installEventFilter(this);
}

void OwnPresence::follow(ChatClient *client)
{
    // Online without a status is what a server takes somebody for who says nothing.
    if (m_keeper.choice() != client::PresenceKeeper::Choice())
        tell(client);
}

void OwnPresence::tell(ChatClient *client) const
{
    client->setPresence(m_keeper.state(), m_keeper.status());
}

bool OwnPresence::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
        m_keeper.active();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace confab::ui
