// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/chat_client.h>
#include <confab/ui/composer/commands.h>
#include <confab/ui/composer/completion.h>

#include <QHash>
#include <QPointer>
#include <QSet>

namespace confab::ui
{

// Who and what can be named in one conversation: its members, those first who wrote last; the rooms that one is in.
class ConversationSource : public CompletionSource
{
    Q_OBJECT

public:
    // `model` is the conversation's; may be null.
    ConversationSource(client::ChatClient &client, const QString &conversation, const client::ConversationModel *model,
                       QObject *parent);

    [[nodiscard]] QList<Offer> people(const QString &typed) override;
    [[nodiscard]] QList<Offer> rooms(const QString &typed) override;

private:
    void know(const protocol::User &user);
    void askForMembers(const QString &after, int pages);
    void askFor(const QString &typed);
    [[nodiscard]] QHash<QString, int> whoWroteLast() const;

    QPointer<client::ChatClient> m_client;
    QString m_conversation;
    QPointer<const client::ConversationModel> m_model;
    QHash<QString, protocol::User> m_people; // by key
    QSet<QString> m_asked;                   // what was looked for on the server
    bool m_begun = false;
    bool m_whole = false; // all members are known
};

// /topic and /invite of a room, for who may, and what a bot brings to its conversation; takes them away elsewhere.
void setConversationCommands(CommandBook &book, client::ChatClient *client, const QString &conversation);

} // namespace confab::ui
