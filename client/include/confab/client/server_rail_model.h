// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>

namespace confab::client
{

class ChatClient;

// The server rail: one row for each remembered server, in the order in which they were added. UI thread.
class ServerRailModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        ProfileRole = Qt::UserRole + 1, // the profile's id
        UnreadRole,                     // qint64, all conversations together
        CurrentRole,                    // bool
        OnlineRole,                     // bool
        ClientRole,                     // ChatClient *
    };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    // Qt::DisplayRole is the server's name, its host where it has not told one; Qt::AccessibleTextRole adds the unread
    // count; Qt::ToolTipRole adds the account.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] int indexOf(const QString &profileId) const; // -1: none

    // --- for the owner -----------------------------------------------------------------------------------------
    void append(ChatClient *client);
    void remove(ChatClient *client);
    void setCurrent(ChatClient *client);
    // Something of this row changed.
    void touch(ChatClient *client);

private:
    QList<ChatClient *> m_clients;
    ChatClient *m_current = nullptr;
};

} // namespace confab::client
