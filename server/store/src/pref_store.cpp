// SPDX-License-Identifier: GPL-3.0-or-later
#include "pref_store.h"

namespace confab::store
{

SqlitePrefStore::SqlitePrefStore(Context &context)
    : m_context(context)
    , m_put(context.database, u"INSERT INTO pref (account, name, bytes, value) VALUES (?, ?, ?, ?) "
                              "ON CONFLICT (account, name) DO UPDATE SET bytes = excluded.bytes, "
                              "value = excluded.value"_s)
    , m_remove(context.database, u"DELETE FROM pref WHERE account = ? AND name = ?"_s)
    , m_sum(context.database, u"SELECT count(*), total(bytes) FROM pref WHERE account = ?"_s)
{
}

core::Outcome<std::monostate> SqlitePrefStore::set(const QString &account, const QList<protocol::Pref> &prefs)
{
    return m_context.writer.change<std::monostate>([&]() -> core::Outcome<std::monostate> {
        if (!m_context.accounts.isEnabled(account))
            return core::GuardFailed{core::Guard::UnknownUser};
        for (const protocol::Pref &pref : prefs) {
            const qint64 bytes = pref.key.toUtf8().size() + pref.value.toUtf8().size();
            if (pref.value.isEmpty())
                m_remove.run(account, pref.key);
            else
                m_put.run(account, pref.key, bytes, pref.value);
        }
        Rows rows = m_sum.rows(account);
        if (rows.next() &&
            (rows.integer(0) > protocol::limits::prefsInAll || rows.integer(1) > protocol::limits::prefsBytes))
            return core::GuardFailed{core::Guard::TooMuch};
        return std::monostate();
    });
}

} // namespace confab::store
