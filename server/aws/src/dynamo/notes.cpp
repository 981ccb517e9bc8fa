// SPDX-License-Identifier: GPL-3.0-or-later
#include "stores.h"

namespace confab::aws
{

using core::Unavailable;

Expected<QByteArray, Unavailable> DynamoNotes::find(const QString &name)
{
    return readAll<QByteArray>([&] {
        const auto item = m_database.get(m_database.keys.note(name));
        return item ? item->bytes("bytes"_L1) : QByteArray();
    });
}

Expected<Nothing, Unavailable> DynamoNotes::put(const QString &name, const QByteArray &bytes, const QDateTime &lapses)
{
    return readAll<Nothing>([&] {
        if (bytes.size() > mostBytes)
            throw Failure{u"a note of %1 bytes is too long"_s.arg(bytes.size())};
        m_database.put(m_database.keys.note(name), Item().setBytes("bytes"_L1, bytes).setLapse(lapses));
        return Nothing();
    });
}

Expected<Nothing, Unavailable> DynamoNotes::remove(const QString &name)
{
    return readAll<Nothing>([&] {
        m_database.removeAll({m_database.keys.note(name)});
        return Nothing();
    });
}

} // namespace confab::aws
