// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversation_window.h"

namespace confab::client
{

// One open thread: its first message and the replies, from the cache, then from the server, with what waits in the
// outbox below. UI thread.
class ThreadWindow : public QObject
{
    Q_OBJECT

public:
    ThreadWindow(QString conversation, qint64 root, ConversationWindow::Sources sources, QObject *parent = nullptr);

    [[nodiscard]] ConversationModel *model() const { return m_model; }
    [[nodiscard]] const QString &conversation() const { return m_conversation; }

    void begin();
    // Messages of the conversation, from the server; `mineTold`: see ConversationWrite.
    void apply(const QList<protocol::Message> &messages, bool mineTold);
    void take(const OwnReaction &reaction);
    [[nodiscard]] std::optional<protocol::Message> message(qint64 seq) const;
    // There is a connection again.
    void connected();
    // What is held is stale.
    void reset();
    void clear();
    void touch();

private:
    void loadBefore();
    void fetch(qint64 before); // 0: the newest
    void fetchRoot();
    void take(const protocol::Messages &page, bool newest);
    bool put(const protocol::Message &message, bool mineTold);
    void refresh();
    [[nodiscard]] qint64 lowestReply() const;

    QString m_conversation;
    qint64 m_root;
    ConversationWindow::Sources m_sources;
    ConversationModel *m_model;
    QMap<qint64, protocol::Message> m_messages;
    bool m_begun = false;
    bool m_loaded = false; // what the cache holds is here
    bool m_moreBefore = false;
    bool m_refreshQueued = false;
    int m_round = 0;
};

} // namespace confab::client
