// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/gateway/tls_identity.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QHostInfo>
#include <QSaveFile>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace confab::gateway
{

namespace
{

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T *thing) const
    {
        Free(thing);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Bio = std::unique_ptr<BIO, Freer<BIO_free_all>>;

QByteArray contentOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return QByteArray(data, static_cast<qsizetype>(size));
}

QByteArray toPem(EVP_PKEY *key)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    if (!bio || PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    return contentOf(bio.get());
}

QByteArray toPem(X509 *certificate)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    if (!bio || PEM_write_bio_X509(bio.get(), certificate) != 1)
        return {};
    return contentOf(bio.get());
}

Key keyFromPem(const QByteArray &pem)
{
    const Bio bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    return Key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr) : nullptr);
}

bool addExtension(X509 *certificate, int what, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, what, value.constData());
    if (!extension)
        return false;
    const bool added = X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

// The computer's own name where it is one that a certificate can carry.
QByteArray namesOfThisComputer()
{
    QByteArray names("DNS:localhost,IP:127.0.0.1,IP:::1");
    const QByteArray host = QHostInfo::localHostName().toLatin1();
    const bool usable = !host.isEmpty() && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    });
    if (usable)
        names += ",DNS:" + host;
    return names;
}

QByteArray makeCertificate(EVP_PKEY *key)
{
    const Certificate certificate(X509_new());
    if (!certificate)
        return {};
    X509 *x = certificate.get();
    unsigned char serial[16];
    if (RAND_bytes(serial, sizeof serial) != 1)
        return {};
    serial[0] &= 0x7f; // positive
    BIGNUM *number = BN_bin2bn(serial, sizeof serial, nullptr);
    const bool numbered = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(x));
    BN_free(number);

    X509_NAME *name = X509_get_subject_name(x);
    constexpr long aDay = 24 * 60 * 60;
    const bool made =
        numbered && X509_set_version(x, X509_VERSION_3) == 1 && X509_gmtime_adj(X509_getm_notBefore(x), -aDay) &&
        // "No well-defined expiration date", RFC 5280 section 4.1.2.5: clients go by the key.
        ASN1_TIME_set_string(X509_getm_notAfter(x), "99991231235959Z") == 1 && X509_set_pubkey(x, key) == 1 &&
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char *>("Confab server"),
                                   -1, -1, 0) == 1 &&
        X509_set_issuer_name(x, name) == 1 && addExtension(x, NID_basic_constraints, "critical,CA:FALSE") &&
        addExtension(x, NID_key_usage, "critical,digitalSignature") &&
        addExtension(x, NID_ext_key_usage, "serverAuth") &&
        addExtension(x, NID_subject_alt_name, namesOfThisComputer()) && X509_sign(x, key, EVP_sha256()) > 0;
    return made ? toPem(x) : QByteArray();
}

bool writePrivately(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    return !content.isEmpty() && file.open(QIODevice::WriteOnly) &&
           file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
           file.write(content) == content.size() && file.commit();
}

std::optional<QByteArray> read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll();
}

} // namespace

TlsIdentity::TlsIdentity(QSslKey key, QSslCertificate certificate)
    : m_key(std::move(key))
    , m_certificate(std::move(certificate))
{
}

Expected<TlsIdentity, QString> TlsIdentity::loadOrMake(const QString &folder)
{
    const QString keyPath = QDir(folder).filePath(QStringLiteral("key.pem"));
    const QString certificatePath = QDir(folder).filePath(QStringLiteral("certificate.pem"));
    if (!QDir().mkpath(folder) ||
        !QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner))
        return Unexpected{QStringLiteral("The folder %1 cannot be made.").arg(folder)};

    QByteArray keyPem;
    if (QFile::exists(keyPath)) {
        const std::optional<QByteArray> content = read(keyPath);
        if (!content)
            return Unexpected{QStringLiteral("The server's key %1 cannot be read.").arg(keyPath)};
        keyPem = *content;
    } else {
        const Key made(EVP_EC_gen("P-256"));
        keyPem = made ? toPem(made.get()) : QByteArray();
        if (!writePrivately(keyPath, keyPem))
            return Unexpected{QStringLiteral("The server's key %1 cannot be written.").arg(keyPath)};
        // Of another key, if there is one at all.
        QFile::remove(certificatePath);
    }
    const Key key = keyFromPem(keyPem);
    const QSslKey sslKey(keyPem, QSsl::Ec, QSsl::Pem, QSsl::PrivateKey);
    if (!key || sslKey.isNull())
        return Unexpected{QStringLiteral("%1 holds no usable key.").arg(keyPath)};

    QByteArray certificatePem;
    if (QFile::exists(certificatePath)) {
        const std::optional<QByteArray> content = read(certificatePath);
        if (!content)
            return Unexpected{QStringLiteral("The server's certificate %1 cannot be read.").arg(certificatePath)};
        certificatePem = *content;
    } else {
        certificatePem = makeCertificate(key.get());
        if (!writePrivately(certificatePath, certificatePem))
            return Unexpected{QStringLiteral("The server's certificate %1 cannot be written.").arg(certificatePath)};
    }
    const QSslCertificate certificate(certificatePem, QSsl::Pem);
    const Bio bio(BIO_new_mem_buf(certificatePem.constData(), static_cast<int>(certificatePem.size())));
    const Certificate x(bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr);
    if (certificate.isNull() || !x || X509_check_private_key(x.get(), key.get()) != 1)
        return Unexpected{QStringLiteral("%1 holds no certificate of the server's key.").arg(certificatePath)};
    return TlsIdentity(sslKey, certificate);
}

QSslConfiguration TlsIdentity::serverConfiguration() const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPrivateKey(m_key);
    configuration.setLocalCertificate(m_certificate);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

QByteArray TlsIdentity::pin() const
{
    return QCryptographicHash::hash(m_certificate.publicKey().toDer(), QCryptographicHash::Sha256);
}

} // namespace confab::gateway
