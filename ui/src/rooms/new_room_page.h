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
class PeopleList;

// A room of one's own: name, topic, who finds it, who is in it from the start.
class NewRoomPage : public PageFrame
{
    Q_OBJECT

public:
    explicit NewRoomPage(client::ChatClient &client, QWidget *parent = nullptr);

Q_SIGNALS:
    void created(const QString &conversation);

private:
    void create();

    QPointer<client::ChatClient> m_client;
    FormField *m_name;
    FormField *m_topic;
    QButtonGroup *m_who;
    PeopleList *m_people;
    QLabel *m_error;
    QPushButton *m_create;
};

} // namespace confab::ui
