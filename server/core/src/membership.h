// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/store.h>

#include <QHash>
#include <QSet>
#include <QStringList>

#include <memory>

namespace confab::core
{

// Who is in which conversation, kept so that a message is sent on without reading the store. Asked in effects only: in
// the middle of a batch it might learn what is never committed.
class Membership
{
public:
    explicit Membership(ConversationStore &store);

    // Keys of a conversation's members, empty for `group` (everyone) and for what is not there.
    [[nodiscard]] std::shared_ptr<const QStringList> members(const QString &conversation);
    // Of `group`: accounts.
    [[nodiscard]] qint64 count(const QString &conversation);
    [[nodiscard]] bool mayRead(const QString &key, const QString &conversation);
    // Whether its members see each other's marks and typing.
    [[nodiscard]] bool isIntimate(const QString &conversation);

    // After a committed change.
    void forget(const QString &conversation);
    // After a failed commit.
    void forgetAll();

private:
    struct Roll {
        std::shared_ptr<const QStringList> keys;
        QSet<QString> lookup;
        qint64 count = 0;
    };
    [[nodiscard]] const Roll &roll(const QString &conversation);

    ConversationStore &m_store;
    QHash<QString, Roll> m_rolls;
    Roll m_nobody;
};

} // namespace confab::core
