// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "main/right_pane.h"

#include <confab/client/chat_client.h>

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QMenu;
class QToolButton;

namespace confab::ui
{

class Composer;
class ConversationView;
class DropArea;
class EmptyState;
class MessageActions;
class Preferences;
class Questions;
class IconButton;
class IconLabel;
class StateStrip;
class TextLabel;

// One conversation: head, messages, composer, and the state strip over it.
class ConversationPage : public QWidget
{
    Q_OBJECT

public:
    // `now` in UTC, for the strip's countdown.
    ConversationPage(std::function<QDateTime()> now, Questions &questions, Preferences &preferences,
                     QWidget *parent = nullptr);
    ~ConversationPage() override;

    // Null: no server. Shows nothing until open().
    void setClient(client::ChatClient *client);
    // An empty id: no conversation is chosen.
    void open(const QString &conversation);
    [[nodiscard]] QString conversation() const { return m_conversation; }
    // Everyone and rooms; a direct or bot conversation has no list of people to show.
    [[nodiscard]] bool hasMembers() const;
    [[nodiscard]] Composer *composer() const { return m_composer; }
    [[nodiscard]] ConversationView *view() const { return m_view; }
    void setEnterSends(bool sends);
    // Which of the head's buttons is pressed down.
    void setPaneShown(RightPane::Kind kind);
    // Shows a message of this conversation; `words` are marked until another is opened.
    void jumpTo(qint64 seq, const QStringList &words);
    [[nodiscard]] MessageActions *actions() const { return m_actions; }
    // Hosting: the empty Everyone offers the invite.
    void setInvite(const QString &text);

Q_SIGNALS:
    void membersWanted(bool shown);
    void searchWanted(bool shown);
    void pinnedWanted(bool shown);
    void detailsWanted(const QString &conversation);
    void addPeopleWanted(const QString &conversation);
    void leaveWanted(const QString &conversation);
    void deleteWanted(const QString &conversation);
    void inviteCopyWanted();
    void told(const QString &sentence);             // why what was asked for did not happen
    void peopleKnown(const QStringList &usernames); // whose presence is counted in the head

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void wireComposer();
    void wireView();
    void retitle();
    void layOutHead();
    void readDraft();
    void readDrop();
    [[nodiscard]] QString trayKey() const;
    void readStatus();
    void readAbilities();
    void readEmpty();
    void put(const QString &conversation);
    void countOnline();
    void fillMenu();
    void pickDate(const QDate &shown, QPoint globalPos);
    void goToDate(const QDate &date);

    QPointer<client::ChatClient> m_client;
    QPointer<client::ConversationModel> m_model;
    QString m_conversation;
    QString m_inviteText;
    QHash<QString, QList<client::LocalFile>> m_trays; // of other conversations, as long as the window is there
    int m_online = -1;                                // people of the conversation who are here; -1: not known
    QTimer m_recount;
    Questions &m_questions;
    IconLabel *m_icon;
    TextLabel *m_title;
    TextLabel *m_second;
    TextLabel *m_plain; // what cannot be known on a plain backend
    QToolButton *m_search;
    IconButton *m_pinned;
    IconButton *m_members;
    QToolButton *m_more;
    QMenu *m_menu;
    QWidget *m_body;
    ConversationView *m_view;
    Composer *m_composer;
    MessageActions *m_actions;
    EmptyState *m_empty;
    StateStrip *m_strip;
    DropArea *m_drop;
};

} // namespace confab::ui
