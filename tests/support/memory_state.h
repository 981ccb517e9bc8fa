// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/store.h>
#include <confab/protocol/names.h>

#include <QHash>

#include <map>
#include <set>
#include <tuple>

// Everything a MemoryStore holds, as one value: a batch is undone by putting back the copy from before it.
namespace confab::tests
{

struct Utf8Less {
    bool operator()(const QString &a, const QString &b) const { return protocol::keyLess(a, b); }
};
template <class T>
using ByText = std::map<QString, T, Utf8Less>;

struct MemoryState {
    struct AccountRow {
        core::Account account;
        QByteArray passwordHash;
    };
    struct Member {
        protocol::Role role = protocol::Role::Member;
        qint64 joined = 0; // the conversation's rev then
    };
    struct Reacted {
        QString username;
        qint64 rev = 0; // the message's then
    };
    // By seq, key and emoji.
    using Reactions = std::map<std::tuple<qint64, QByteArray, QByteArray>, Reacted>;
    struct ConversationRow {
        protocol::Conversation conversation; // memberCount is counted when it is read
        QDateTime lastAt;
        QDateTime changedAt;
        ByText<Member> members;
        QList<protocol::Message> messages; // by seq; those below `first` are forgotten
        [[nodiscard]] QList<protocol::Message> kept() const { return messages.mid(conversation.first - 1); }
        QList<qint64> stored; // when each came, among those of all conversations
        ByText<qint64> marks;
        Reactions reactions;
    };
    struct Command {
        QByteArray hash;
        protocol::Ack ack;
        QDateTime at;
        bool forGood = false;
    };

    core::ServerIdentity identity;
    std::map<std::pair<QString, QDate>, qint64> asked; // of bots
    qint64 messagesStored = 0;
    ByText<AccountRow> accounts;
    std::map<QByteArray, core::Session> sessions;
    ByText<core::Invite> invites;
    ByText<ConversationRow> conversations;
    ByText<QDateTime> gone;
    std::map<std::pair<QString, QString>, Command> commands;
    ByText<core::ConnectionRow> connections;
    ByText<ByText<QString>> prefs; // by account and name
    ByText<core::StoredFile> files;
    ByText<QString> unwanted; // hashes, by attachment

    [[nodiscard]] const core::Account *account(const QString &key) const;
    [[nodiscard]] bool isEnabled(const QString &key) const;
    [[nodiscard]] qint64 enabledCount() const;
    [[nodiscard]] ConversationRow *conversation(const QString &id);
    [[nodiscard]] const ConversationRow *conversation(const QString &id) const;
    // With memberCount.
    [[nodiscard]] protocol::Conversation counted(const ConversationRow &row) const;
};

} // namespace confab::tests
