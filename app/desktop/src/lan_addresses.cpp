// SPDX-License-Identifier: GPL-3.0-or-later
#include "lan_addresses.h"

#include <QNetworkInterface>

#include <algorithm>

namespace confab::app
{

namespace
{

// Homes and offices use 192.168 and 10; 172.16 is more often a bridge to virtual machines (RFC 1918).
int likelihood(const QHostAddress &address)
{
    if (address.protocol() != QAbstractSocket::IPv4Protocol)
        return 0;
    if (address.isInSubnet(QHostAddress(QStringLiteral("192.168.0.0")), 16))
        return 4;
    if (address.isInSubnet(QHostAddress(QStringLiteral("10.0.0.0")), 8))
        return 3;
    return address.isInSubnet(QHostAddress(QStringLiteral("172.16.0.0")), 12) ? 2 : 1;
}

} // namespace

QList<QHostAddress> lanAddresses()
{
    QList<QHostAddress> addresses;
    const QList<QNetworkInterface> interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &interface : interfaces) {
        const auto flags = interface.flags();
        if (!flags.testFlag(QNetworkInterface::IsRunning) || flags.testFlag(QNetworkInterface::IsLoopBack))
            continue;
        const QList<QNetworkAddressEntry> entries = interface.addressEntries();
        for (const QNetworkAddressEntry &entry : entries)
            // A link-local address means nothing without the name of an interface of the other computer.
            if (!entry.ip().isLinkLocal() && !entry.ip().isLoopback())
                addresses.append(entry.ip());
    }
    std::stable_sort(addresses.begin(), addresses.end(),
                     [](const QHostAddress &a, const QHostAddress &b) { return likelihood(a) > likelihood(b); });
    return addresses;
}

} // namespace confab::app
