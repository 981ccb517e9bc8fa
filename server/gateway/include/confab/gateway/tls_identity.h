// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/expected.h>

#include <QByteArray>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QString>

namespace confab::gateway
{

// What a server is known by: a P-256 key of its own and a self-signed certificate over it. Clients pin the key, so the
// names and dates in the certificate mean nothing to them.
class TlsIdentity
{
public:
    // From `folder`/key.pem and certificate.pem; what is missing is made (folder 0700, files 0600). A certificate that
    // is missing is made anew from the key that is there, so that the pin stays. The error is a sentence.
    [[nodiscard]] static Expected<TlsIdentity, QString> loadOrMake(const QString &folder);

    // TLS 1.2 or newer.
    [[nodiscard]] QSslConfiguration serverConfiguration() const;
    // SHA-256 of the certificate's SubjectPublicKeyInfo in DER: 32 bytes.
    [[nodiscard]] QByteArray pin() const;

private:
    TlsIdentity(QSslKey key, QSslCertificate certificate);

    QSslKey m_key;
    QSslCertificate m_certificate;
};

} // namespace confab::gateway
