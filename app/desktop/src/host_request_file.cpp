// SPDX-License-Identifier: GPL-3.0-or-later
#include "host_request_file.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace confab::app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto chatNameField = "chatName"_L1;
constexpr auto accessField = "access"_L1;
constexpr auto needsInviteField = "signUpNeedsInvite"_L1;
constexpr auto usernameField = "username"_L1;
constexpr auto portField = "port"_L1;

} // namespace

std::optional<LastHosting> readLastHosting(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (!document.isObject())
        return {};
    const QJsonObject object = document.object();
    LastHosting last;
    last.port = static_cast<quint16>(object.value(portField).toInt());
    client::HostRequest &request = last.request;
    request.chatName = object.value(chatNameField).toString();
    request.signUpNeedsInvite = object.value(needsInviteField).toBool(true);
    request.username = object.value(usernameField).toString();
    // A word that is not known stands for the careful default.
    for (const auto &[access, name] : protocol::EnumNames<protocol::Access>::table)
        if (object.value(accessField).toString() == name)
            request.access = access;
    return last;
}

bool writeLastHosting(const QString &path, const LastHosting &last)
{
    const client::HostRequest &request = last.request;
    QJsonObject object{{chatNameField, request.chatName},
                       {needsInviteField, request.signUpNeedsInvite},
                       {usernameField, request.username},
                       {portField, last.port}};
    for (const auto &[access, name] : protocol::EnumNames<protocol::Access>::table)
        if (access == request.access)
            object.insert(accessField, QString(name));
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
           file.write(QJsonDocument(object).toJson()) > 0 && file.commit();
}

} // namespace confab::app
