// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/presence_keeper.h>
#include <confab/client/workspace.h>

namespace confab::ui
{

class Preferences;

// What the person is to others, told to every server they are signed in to. Whether they are there is seen by the keys
// and the pointer in this program's windows.
class OwnPresence : public QObject
{
    Q_OBJECT

public:
    // Both outlive it.
    OwnPresence(client::Workspace &workspace, Preferences &preferences, QObject *parent);

    [[nodiscard]] client::PresenceKeeper &keeper() { return m_keeper; }
    void follow(client::ChatClient *client);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void tell(client::ChatClient *client) const;

    client::Workspace &m_workspace;
    Preferences &m_preferences;
    client::PresenceKeeper m_keeper;
};

} // namespace confab::ui
