// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page_frame.h"

#include <confab/client/chat_client.h>

#include <QPointer>

class QCheckBox;

namespace confab::ui
{

class Composer;
class ConversationView;
class DropArea;
class MessageActions;
class Preferences;
class Questions;

// A thread beside its conversation: the message it began with, the replies, and a composer. objectName "thread".
class ThreadPane : public PageFrame
{
    Q_OBJECT

public:
    ThreadPane(Questions &questions, Preferences &preferences, QWidget *parent = nullptr);

    void setClient(client::ChatClient *client);
    void open(const QString &conversation, qint64 root);
    // The model goes; what was written is kept as a draft.
    void close();
    [[nodiscard]] QString conversation() const { return m_conversation; }
    [[nodiscard]] qint64 root() const { return m_root; }
    [[nodiscard]] Composer *composer() const { return m_composer; }
    [[nodiscard]] ConversationView *view() const { return m_view; }
    [[nodiscard]] MessageActions *actions() const { return m_actions; }
    void setEnterSends(bool sends);

private:
    void retitle();
    void readDrop();
    [[nodiscard]] QString trayKey() const;

    QPointer<client::ChatClient> m_client;
    QString m_conversation;
    qint64 m_root = 0;
    ConversationView *m_view;
    Composer *m_composer;
    QCheckBox *m_alsoRoom;
    MessageActions *m_actions;
    DropArea *m_drop;
    QHash<QString, QList<client::LocalFile>> m_trays; // of other threads, as long as the window is there
};

} // namespace confab::ui
