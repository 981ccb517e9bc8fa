// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/chat_client.h>

#include <QPointer>
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace confab::ui
{

class IconButton;
class PeopleList;
class Questions;
class TextLabel;

// Who is in a conversation; adding and removing people by role. The right pane of the window.
class MembersPane : public QWidget
{
    Q_OBJECT

public:
    explicit MembersPane(Questions &questions, QWidget *parent = nullptr);

    void show(client::ChatClient *client, const QString &conversation);
    // It took the conversation's place: the close button is a way back.
    void setCovering(bool covering);
    void startAdding();

Q_SIGNALS:
    void closed();
    void messageWanted(const confab::protocol::User &user);
    void shownChanged(const QStringList &usernames); // whose presence is on screen

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void ask(const QString &after);
    void askOn();
    void fill(const QList<protocol::Member> &members);
    void showBots();
    void clear();
    void stopAdding();
    void add(const protocol::User &user);
    void remove(const protocol::User &user);
    void tell(const QString &sentence);
    void follow(const QString &username);
    void readTitle();

    Questions &m_questions;
    QPointer<client::ChatClient> m_client;
    QString m_conversation;
    TextLabel *m_title;
    IconButton *m_close;
    QPushButton *m_add;
    QLabel *m_note;
    QWidget *m_list;
    QVBoxLayout *m_column;
    QPushButton *m_more;
    QVBoxLayout *m_addArea;
    PeopleList *m_picker = nullptr;
    QStringList m_shown;
    QString m_next;
    int m_asked = 0; // answers to earlier questions are dropped
    bool m_waiting = false;
};

} // namespace confab::ui
