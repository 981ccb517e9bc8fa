// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QMenu;
class QWidget;

namespace confab::client
{
class ChatClient;
}

namespace confab::ui
{

class Questions;

// What may be done with the dialogue with a bot, into a menu; nothing where the conversation is none. `told`: a
// sentence about what was done, or why it was not.
void addBotActions(QMenu &menu, client::ChatClient &client, const QString &conversation, Questions &questions,
                   QWidget *over, std::function<void(const QString &)> told);

} // namespace confab::ui
