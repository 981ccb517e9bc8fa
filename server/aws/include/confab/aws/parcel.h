// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace confab::aws
{

// What one connection is to be sent.
struct Parcel {
    QString connection;
    QList<QByteArray> frames; // one after the other
    bool close = false;       // and then it is ended
    bool operator==(const Parcel &) const = default;
};

} // namespace confab::aws
