// SPDX-License-Identifier: GPL-3.0-or-later
#include "log.h"
#include "stores.h"

namespace confab::aws
{

using core::Outcome;

namespace
{

constexpr qsizetype expiredInTransaction = 25; // three items each

} // namespace

void logFailedRead(const Failure &failure)
{
    qCWarning(lcDynamo, "a read failed: %ls", qUtf16Printable(failure.reason));
}

void DynamoSessions::write(Transaction &transaction, const SessionRow &row)
{
    const core::Session &session = row.session;
    const Layout &keys = transaction.keys;
    const Item item = toItem(row);
    transaction.put(keys.session(session.tokenHash), item);
    transaction.put(keys.sessionOf(session.key, session.tokenHash), item);
    transaction.put(keys.expiring(session.expiresAt, session.tokenHash), item);
}

void DynamoSessions::erase(Transaction &transaction, const core::Session &session)
{
    const Layout &keys = transaction.keys;
    transaction.remove(keys.session(session.tokenHash));
    transaction.remove(keys.sessionOf(session.key, session.tokenHash));
    transaction.remove(keys.expiring(session.expiresAt, session.tokenHash));
}

void DynamoSessions::endAll(Transaction &transaction, AccountRow &row, const QByteArray &butToken)
{
    ++row.sessions;
    const QString key = row.account.key;
    if (!butToken.isEmpty()) {
        if (const Item *item = transaction.get(transaction.keys.session(butToken))) {
            SessionRow kept = sessionRowOf(*item, butToken);
            if (kept.session.key == key) {
                kept.sessions = row.sessions;
                write(transaction, kept);
            }
        }
    }
    transaction.afterwards([&database = transaction.database(), key, current = row.sessions] {
        QList<ItemKey> ended;
        const Layout &keys = database.keys;
        database.each(rangeOf(keys.state, Layout::person(key), u"session#"_s), [&](const Item &item) {
            const ItemKey listed = Database::keyOf(keys.state, item);
            const auto token = QByteArray::fromHex(listed.sort.section(u'#', 1).toLatin1());
            const SessionRow one = sessionRowOf(item, token);
            if (one.sessions < current)
                ended += {keys.session(token), listed, keys.expiring(one.session.expiresAt, token)};
            return true;
        });
        database.removeAll(ended);
    });
}

Outcome<Nothing> DynamoSessions::put(const core::Session &session)
{
    return change<Nothing>(m_database, [&](Transaction &transaction) -> Outcome<Nothing> {
        const Layout &keys = transaction.keys;
        transaction.load({keys.session(session.tokenHash), keys.account(session.key)});
        if (const Item *old = transaction.get(keys.session(session.tokenHash)))
            erase(transaction, sessionRowOf(*old, session.tokenHash).session);
        SessionRow row{.session = session, .sessions = 0};
        // Where all are ended meanwhile, this one was put before.
        if (const Item *account = transaction.peek(keys.account(session.key)))
            row.sessions = accountRowOf(*account, session.key).sessions;
        write(transaction, row);
        return Nothing();
    });
}

Expected<std::optional<core::Session>, core::Unavailable> DynamoSessions::find(const QByteArray &tokenHash,
                                                                               const QDateTime &now)
{
    return readAll<std::optional<core::Session>>([&]() -> std::optional<core::Session> {
        const auto item = m_database.get(m_database.keys.session(tokenHash));
        if (!item)
            return std::nullopt;
        const SessionRow row = sessionRowOf(*item, tokenHash);
        if (row.session.expiresAt <= now)
            return std::nullopt;
        if (row.session.guest)
            return row.session;
        const auto account = m_database.get(m_database.keys.account(row.session.key));
        if (!account)
            return std::nullopt;
        const AccountRow of = accountRowOf(*account, row.session.key);
        return of.account.disabled || of.sessions != row.sessions ? std::nullopt : std::optional(row.session);
    });
}

Outcome<Nothing> DynamoSessions::extend(const QByteArray &tokenHash, const QDateTime &expiresAt)
{
    return change<Nothing>(m_database, [&](Transaction &transaction) -> Outcome<Nothing> {
        const Item *item = transaction.get(transaction.keys.session(tokenHash));
        if (!item)
            return Nothing();
        SessionRow row = sessionRowOf(*item, tokenHash);
        transaction.remove(transaction.keys.expiring(row.session.expiresAt, tokenHash));
        row.session.expiresAt = expiresAt;
        write(transaction, row);
        return Nothing();
    });
}

Outcome<Nothing> DynamoSessions::remove(const QByteArray &tokenHash)
{
    return change<Nothing>(m_database, [&](Transaction &transaction) -> Outcome<Nothing> {
        if (const Item *item = transaction.get(transaction.keys.session(tokenHash)))
            erase(transaction, sessionRowOf(*item, tokenHash).session);
        return Nothing();
    });
}

Outcome<QStringList> DynamoSessions::removeExpired(const QDateTime &now)
{
    const auto expired = readAll<QList<core::Session>>([&] {
        const Layout &keys = m_database.keys;
        Range range = rangeOf(keys.state, keys.expiring(now, {}).partition, {});
        range.to = timeText(now) + u"#~"_s; // behind any token in hex
        QList<core::Session> found;
        m_database.each(range, [&](const Item &item) {
            const QString sort = Database::keyOf(keys.state, item).sort;
            found.append(sessionRowOf(item, QByteArray::fromHex(sort.section(u'#', 1).toLatin1())).session);
            return true;
        });
        return found;
    });
    if (!expired)
        return expired.error();
    QStringList guests;
    for (qsizetype begin = 0; begin < expired->size(); begin += expiredInTransaction) {
        const auto outcome = change<QStringList>(m_database, [&](Transaction &transaction) -> Outcome<QStringList> {
            const QList<core::Session> some = expired->mid(begin, expiredInTransaction);
            QList<ItemKey> wanted;
            for (const core::Session &one : some)
                wanted.append(transaction.keys.session(one.tokenHash));
            transaction.load(wanted);
            QStringList gone;
            for (const core::Session &one : some) {
                const Item *item = transaction.get(transaction.keys.session(one.tokenHash));
                // One that was extended meanwhile stays; its listing has moved.
                if (item && sessionRowOf(*item, one.tokenHash).session.expiresAt > now)
                    continue;
                erase(transaction, one);
                if (item && one.guest)
                    gone.append(one.key);
            }
            return gone;
        });
        const auto *gone = std::get_if<QStringList>(&outcome);
        // Who went already is told; the rest goes the next time.
        if (!gone)
            return guests.isEmpty() ? outcome : Outcome<QStringList>(guests);
        guests += *gone;
    }
    return guests;
}

} // namespace confab::aws
