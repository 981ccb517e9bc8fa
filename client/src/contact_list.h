// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversation_book.h"

#include <confab/client/contact_model.h>

#include <QSet>

namespace confab::client
{

class PrefBook;
class RowMaker;
class TypingBook;
class UserBook;

// Keeps the contact list true: conversations, the people of the directory, the bots of the server. UI thread.
class ContactList : public QObject
{
    Q_OBJECT

public:
    struct Sources {
        const ConversationBook &book;
        UserBook &users;
        const TypingBook &typing;
        const RowMaker &rows;
        const QHash<QString, QString> &drafts;
        const PrefBook &prefs;
    };

    ContactList(Sources sources, QObject *parent = nullptr);

    [[nodiscard]] ContactModel *model() const { return m_model; }

    void setMe(const protocol::User &me);
    void setBots(const QList<protocol::BotInfo> &bots);
    // People to be shown even where nothing was said yet.
    void addPeople(const QList<protocol::User> &people);

    // This conversation changed in whatever way.
    void refresh(const QString &conversation);
    void refreshUser(const QString &key);
    void refreshAll();
    void remove(const QString &conversation);
    void clear();

private:
    void refresh(const QStringList &conversations);
    void note(const QString &conversation, bool listed);
    [[nodiscard]] std::optional<Contact> contactOf(const QString &conversation) const;
    void describeDirect(Contact &contact) const;
    void describeBot(Contact &contact) const;

    Sources m_sources;
    ContactModel *m_model;
    QString m_myKey;
    QList<protocol::BotInfo> m_bots;
    QSet<QString> m_people; // conversation ids
    // Where a person's name stands besides their own row.
    QHash<QString, QString> m_lastAuthor;        // key, by conversation
    QHash<QString, QSet<QString>> m_spokeLastIn; // conversations, by key
    QSet<QString> m_typingIn;                    // conversations
};

} // namespace confab::client
