// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/chat_client.h>
#include <confab/client/message_link.h>

#include <QObject>
#include <QPointer>

namespace confab::ui
{

class Composer;
class ConversationView;
class FileActions;
class Preferences;
class Questions;

// What a person does to messages, from a view and its composer to the client: sending, answering, editing, deleting,
// reacting, pinning, forwarding, copying. The same for a conversation and for a thread.
class MessageActions : public QObject
{
    Q_OBJECT

public:
    MessageActions(ConversationView &view, Composer &composer, Questions &questions, Preferences &preferences,
                   QObject *parent);

    // `thread`: seq of its first message; 0: the conversation itself. A null client: nothing is done.
    void setTarget(client::ChatClient *client, const QString &conversation, qint64 thread);
    // Of a thread: whether what is sent is shown in the conversation too.
    void setAlsoRoom(bool also) { m_alsoRoom = also; }
    void replyTo(const QString &id);
    // The last of one's own that can still be changed.
    void editLast();

Q_SIGNALS:
    void sent();
    void draftRestored(); // what could not be used is in the field again
    void threadWanted(qint64 root);
    void conflictWanted(qint64 seq);
    void forwardWanted(const QList<qint64> &seqs);
    void detailsWanted(const confab::client::MessageRow &message);
    void told(const QString &sentence); // what was done, where nothing else shows it
    void roomWanted(const QString &conversation);
    void linkWanted(const confab::client::MessageLink &link);

private:
    void wireComposer();
    void wireView();
    void readAbilities();
    void readRooms();
    void follow(const QUrl &url);
    void send(const QString &text);
    void sendFiles(const QString &text, const QList<client::LocalFile> &files);
    [[nodiscard]] client::SendOptions options() const;
    void haveSent();
    void edit(const QString &id, const QString &text);
    void startEdit(const QString &id);
    void remove(const QStringList &ids);
    void pickReaction(const QString &id, const QRect &at);
    void cancelReply();
    // Null where it is not held any more. Good until the model changes.
    [[nodiscard]] const client::MessageRow *row(const QString &id) const;
    [[nodiscard]] QList<qint64> seqsOf(const QStringList &ids) const;

    ConversationView &m_view;
    Composer &m_composer;
    Questions &m_questions;
    Preferences &m_preferences;
    FileActions *m_files;
    QPointer<client::ChatClient> m_client;
    QString m_conversation;
    qint64 m_thread = 0;
    qint64 m_replyTo = 0;
    bool m_alsoRoom = false;
};

} // namespace confab::ui
