// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/chat_client.h>

#include <QPointer>
#include <QStackedWidget>

#include <functional>

namespace confab::ui
{

class DetailsPane;
class MembersPane;
class MessagesPane;
class Preferences;
class Questions;
class SearchPane;
class ThreadPane;

// What stands at the trailing edge of a conversation: one pane at a time, or none, and then it is hidden.
class RightPane : public QStackedWidget
{
    Q_OBJECT

public:
    enum class Kind { None, Members, Thread, Search, Messages, Details };

    RightPane(Questions &questions, Preferences &preferences, QWidget *parent = nullptr);

    // Closes what is shown.
    void setClient(client::ChatClient *client);
    [[nodiscard]] Kind kind() const { return m_kind; }

    void showMembers(const QString &conversation);
    void showThread(const QString &conversation, qint64 root);
    // `conversation` is the one that "here" means. The field keeps what was typed last.
    void showSearch(const QString &conversation, bool here);
    void showPinned(const QString &conversation);
    void showUnread();
    void showDetails(const QString &conversation, const client::MessageRow &message);
    void clear();
    // Another conversation is open now: what belongs to the one before closes or follows.
    void follow(const QString &conversation, bool hasMembers);

    // It took the conversation's place: the close buttons are ways back.
    void setCovering(bool covering);

    [[nodiscard]] MembersPane *members() const { return m_members; }
    [[nodiscard]] SearchPane *search() const { return m_search; }
    [[nodiscard]] ThreadPane *thread() const { return m_thread; }
    [[nodiscard]] QStringList peopleOnScreen() const;

Q_SIGNALS:
    void kindChanged();
    void closed(); // by the person
    void messageWanted(const confab::protocol::User &user);
    void peopleChanged();
    void threadWanted(const QString &conversation, qint64 root);
    // The person wants to see a message where it was said. `words` are marked there.
    void jumpWanted(const QString &conversation, qint64 seq, const QStringList &words);

private:
    void put(Kind kind, QWidget *pane);

    QPointer<client::ChatClient> m_client;
    MembersPane *m_members;
    ThreadPane *m_thread;
    SearchPane *m_search;
    MessagesPane *m_messages;
    DetailsPane *m_details;
    QStringList m_people;
    Kind m_kind = Kind::None;
};

} // namespace confab::ui
