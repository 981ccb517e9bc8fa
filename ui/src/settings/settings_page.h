// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page_frame.h"

#include <confab/client/workspace.h>

namespace confab::ui
{

class Preferences;
class Questions;
class RowsBox;

// How it looks, how one writes, and the servers this computer remembers.
class SettingsPage : public PageFrame
{
    Q_OBJECT

public:
    // `canHost`: offers the way to the host page.
    SettingsPage(Preferences &preferences, client::Workspace &workspace, Questions &questions, bool canHost,
                 QWidget *parent = nullptr);

Q_SIGNALS:
    void aboutWanted();
    void shortcutsWanted();
    void hostWanted();
    void addServerWanted();

private:
    [[nodiscard]] QWidget *makeThemes();
    [[nodiscard]] QWidget *makeText();
    [[nodiscard]] QWidget *makeWriting();
    void listServers();

    Preferences &m_preferences;
    client::Workspace &m_workspace;
    Questions &m_questions;
    RowsBox *m_servers;
    QStringList m_listed; // what the rows were made of
};

// Ask, then do it.
void askSignOut(client::Workspace &workspace, const client::ChatClient &client, Questions &questions, QWidget *over);
void askForget(client::Workspace &workspace, const client::ChatClient &client, Questions &questions, QWidget *over);

} // namespace confab::ui
