// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>

namespace confab::aws
{

// What requests are signed with. Goes into no log: there is no operator that prints one.
struct Credentials {
    QByteArray accessKeyId;
    QByteArray secretAccessKey;
    QByteArray sessionToken; // empty: none
    QDateTime expires = {};  // UTC; invalid: they do not
    bool operator==(const Credentials &) const = default;
};

} // namespace confab::aws
