// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page_frame.h"

#include <confab/client/chat_client.h>

#include <QPointer>
#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace confab::ui
{

// The public rooms of a server: search, join, open.
class RoomDirectoryPage : public PageFrame
{
    Q_OBJECT

public:
    explicit RoomDirectoryPage(client::ChatClient &client, QWidget *parent = nullptr);

Q_SIGNALS:
    void opened(const QString &conversation);

private:
    void ask(const QString &after);
    void askOn();
    void fill(const QList<protocol::Conversation> &rooms);
    void clear();
    void join(const QString &conversation, QPushButton *button);
    void tell(const QString &sentence);

    QPointer<client::ChatClient> m_client;
    QLineEdit *m_search;
    QLabel *m_note;
    QVBoxLayout *m_column;
    QPushButton *m_more;
    QTimer m_wait;
    QString m_next;
    int m_asked = 0; // answers to earlier questions are dropped
    bool m_waiting = false;
};

} // namespace confab::ui
