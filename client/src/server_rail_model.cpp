// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/chat_client.h>
#include <confab/client/server_rail_model.h>

#include <algorithm>

namespace confab::client
{

namespace
{

QString accessibleText(const ChatClient &client)
{
    const qint64 unread = client.contacts()->totalUnread();
    if (unread == 0)
        return client.profile().shownName();
    return ServerRailModel::tr("%1, %n unread", nullptr, static_cast<int>(std::min<qint64>(unread, 1 << 30)))
        .arg(client.profile().shownName());
}

QString toolTip(const ChatClient &client)
{
    if (client.profile().username.isEmpty())
        return client.profile().shownName();
    return ServerRailModel::tr("%1, signed in as %2").arg(client.profile().shownName(), client.profile().username);
}

} // namespace

int ServerRailModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_clients.size());
}

QVariant ServerRailModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    ChatClient *client = m_clients[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return client->profile().shownName();
    case Qt::AccessibleTextRole:
        return accessibleText(*client);
    case Qt::ToolTipRole:
        return toolTip(*client);
    case ProfileRole:
        return client->profile().id;
    case UnreadRole:
        return client->contacts()->totalUnread();
    case CurrentRole:
        return client == m_current;
    case OnlineRole:
        return client->status().phase == ConnectionStatus::Phase::Online;
    case ClientRole:
        return QVariant::fromValue(client);
    default:
        return {};
    }
}

int ServerRailModel::indexOf(const QString &profileId) const
{
    for (qsizetype i = 0; i < m_clients.size(); ++i) {
        if (m_clients[i]->profile().id == profileId)
            return static_cast<int>(i);
    }
    return -1;
}

void ServerRailModel::append(ChatClient *client)
{
    const int row = static_cast<int>(m_clients.size());
    beginInsertRows({}, row, row);
    m_clients.append(client);
    endInsertRows();
}

void ServerRailModel::remove(ChatClient *client)
{
    const int row = static_cast<int>(m_clients.indexOf(client));
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_clients.removeAt(row);
    endRemoveRows();
    if (m_current == client)
        m_current = nullptr;
}

void ServerRailModel::setCurrent(ChatClient *client)
{
    if (m_current == client)
        return;
    ChatClient *before = std::exchange(m_current, client);
    for (ChatClient *each : {before, client}) {
        const int row = static_cast<int>(m_clients.indexOf(each));
        if (row >= 0)
            Q_EMIT dataChanged(index(row), index(row), {CurrentRole});
    }
}

void ServerRailModel::touch(ChatClient *client)
{
    const int row = static_cast<int>(m_clients.indexOf(client));
    if (row >= 0) {
        Q_EMIT dataChanged(index(row), index(row),
                           {Qt::DisplayRole, Qt::AccessibleTextRole, Qt::ToolTipRole, UnreadRole, OnlineRole});
    }
}

} // namespace confab::client
