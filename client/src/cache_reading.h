// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stored.h"

#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <functional>

namespace confab::client
{

// Rows of the cache's tables as values. Nothing where a table cannot be read to its end; a single row that makes no
// sense is left out.
[[nodiscard]] std::optional<QHash<QString, QString>> readFacts(const QSqlDatabase &database);
[[nodiscard]] std::optional<QList<StoredConversation>> readConversations(const QSqlDatabase &database);
[[nodiscard]] std::optional<QList<protocol::User>> readUsers(const QSqlDatabase &database);
[[nodiscard]] std::optional<QHash<QString, QString>> readDrafts(const QSqlDatabase &database);
[[nodiscard]] std::optional<QList<StoredPref>> readPrefs(const QSqlDatabase &database);
[[nodiscard]] std::optional<QList<OutboxItem>> readOutbox(const QSqlDatabase &database);

// The JSON that objects are kept as.
template <class T>
[[nodiscard]] QString toText(const T &value)
{
    return QString::fromUtf8(QJsonDocument(protocol::toJson(value)).toJson(QJsonDocument::Compact));
}
template <class T>
[[nodiscard]] std::optional<T> fromText(const QString &text)
{
    auto value = protocol::fromJson<T>(QJsonDocument::fromJson(text.toUtf8()).object());
    if (!value)
        return std::nullopt;
    return std::move(*value);
}

[[nodiscard]] QString nameOf(OutboxItem::State state);
[[nodiscard]] QString toText(const QList<OutboxFile> &files);

} // namespace confab::client
