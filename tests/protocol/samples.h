// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/codec.h>

// Every struct that travels, once as C++ and once as docs/protocol.md spells it, with no field left at its default.
// A struct without a sample does not link.
namespace confab::protocol::test
{

template <class T>
struct Sample {
    T value;
    QByteArray json; // without `type` and `action`
};

template <class T>
Sample<T> sampleOf();

inline const QString ulid = u"01HX5ZZKBKACTAV9WEVGEMMVRZ"_s;
inline const QString otherUlid = u"01HX5ZZKBKACTAV9WEVGEMMVS0"_s;
inline const QString room = u"room:01HX5ZZKBKACTAV9WEVGEMMVS1"_s;
inline const QString file = u"00112233445566778899aabbccddeeff"_s;
// 2024-01-31T12:34:56.789Z
inline const QDateTime noon = QDateTime::fromMSecsSinceEpoch(1706704496789).toUTC();
// 2024-01-31T12:35:00.000Z
inline const QDateTime later = QDateTime::fromMSecsSinceEpoch(1706704500000).toUTC();

} // namespace confab::protocol::test
