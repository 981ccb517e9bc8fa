// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/events.h>

#include <QHash>
#include <QObject>

#include <optional>

namespace confab::client
{

// Answers of bots that are still coming, one of a conversation: what there is of them so far. UI thread.
class AnswerBook : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void put(const protocol::Partial &partial);
    // A message came: what it is the whole of is no longer coming.
    void came(const protocol::Message &message);
    // The connection that brought them is gone.
    void clear();
    [[nodiscard]] std::optional<protocol::Partial> find(const QString &conversation) const;

Q_SIGNALS:
    void changed(const QString &conversation);

private:
    QHash<QString, protocol::Partial> m_coming; // by conversation
    QHash<QString, QString> m_ended;            // the stream that ended last, by conversation
};

} // namespace confab::client
