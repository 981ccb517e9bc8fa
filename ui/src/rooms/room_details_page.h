// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page_frame.h"

#include <confab/client/chat_client.h>

#include <QPointer>

class QButtonGroup;
class QLabel;
class QPushButton;

namespace confab::ui
{

class FormField;
class Questions;

// A room's name, topic and who finds it; leaving and deleting it. What one may not change is shown as it is.
class RoomDetailsPage : public PageFrame
{
    Q_OBJECT

public:
    RoomDetailsPage(client::ChatClient &client, const QString &conversation, Questions &questions,
                    QWidget *parent = nullptr);

Q_SIGNALS:
    void membersWanted(const QString &conversation);

private:
    void save();
    void answered(const Expected<std::monostate, client::Problem> &answer);

    QPointer<client::ChatClient> m_client;
    QString m_conversation;
    FormField *m_name;
    FormField *m_topic;
    QButtonGroup *m_who;
    QLabel *m_error;
    QPushButton *m_save;
};

// Asks, then leaves or deletes; `failed` gets a sentence.
void askToLeave(client::ChatClient &client, const QString &conversation, Questions &questions, QWidget *over,
                std::function<void(const QString &)> failed);
void askToDelete(client::ChatClient &client, const QString &conversation, Questions &questions, QWidget *over,
                 std::function<void(const QString &)> failed);

// Whether one may rename and delete a room and remove people: its owners, and the server's moderators and owners. The
// server has the last word.
[[nodiscard]] bool mayManage(const client::ChatClient &client, const QString &conversation);
// Every member but a guest adds people.
[[nodiscard]] bool mayAdd(const client::ChatClient &client, const QString &conversation);

} // namespace confab::ui
