// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page_frame.h"

#include <confab/client/chat_client.h>

#include <QPointer>

namespace confab::ui
{

class HitList;
struct Hit;
class SegmentedChoice;
class TextLabel;

// What was pinned in a conversation, its files, links and threads; or what is unread, wherever it is: threads first.
// objectName "messages".
class MessagesPane : public PageFrame
{
    Q_OBJECT

public:
    explicit MessagesPane(QWidget *parent = nullptr);

    void setClient(client::ChatClient *client);
    void showPinned(const QString &conversation);
    void showUnread();
    // Empty: of all.
    [[nodiscard]] QString conversation() const { return m_conversation; }

Q_SIGNALS:
    void jumpWanted(const QString &conversation, qint64 seq);
    void threadWanted(const QString &conversation, qint64 root);

private:
    enum class Kind { Pinned, Files, Links, Threads };

    void setModel(client::ConversationModel *model);
    void ask(bool more);
    void askForThreads();
    void fill(const QList<protocol::Message> &messages);
    void readFiles();
    using PageFrame::show;
    void show(const QList<Hit> &hits);
    // Where there is nothing.
    [[nodiscard]] QString nothing() const;
    void say(const QString &words);

    QPointer<client::ChatClient> m_client;
    QPointer<client::ConversationModel> m_model; // of the files' conversation: it knows where their pictures lie
    QString m_conversation;
    SegmentedChoice *m_kinds;
    HitList *m_list;
    TextLabel *m_words;
    std::optional<qint64> m_before; // where the list goes on; none: that was all
    int m_round = 0;                // answers to earlier questions are dropped
    bool m_waiting = false;
};

} // namespace confab::ui
