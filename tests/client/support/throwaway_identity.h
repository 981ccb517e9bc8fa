// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>
#include <QSslKey>

namespace confab::client::test
{

struct ThrowawayIdentity {
    QSslKey key;
    QSslCertificate certificate; // self-signed, for "confab test" and 127.0.0.1
    QByteArray pin;              // SHA-256 of its SubjectPublicKeyInfo, by OpenSSL's own encoder
};

// A P-256 key with its certificate, made for one test.
[[nodiscard]] ThrowawayIdentity makeIdentity();

} // namespace confab::client::test
