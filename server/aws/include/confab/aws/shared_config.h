// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/error.h>
#include <confab/protocol/expected.h>

#include <QByteArray>
#include <QMap>
#include <QProcessEnvironment>
#include <QString>
#include <QUrl>

namespace confab::aws
{

// A service as addresses and settings name it.
struct Service {
    QByteArray signingName; // "lex"
    QString host;           // "runtime-v2-lex": before the region
    QString id;             // "LEX_RUNTIME_V2": behind AWS_ENDPOINT_URL_
};

// What the two files say that all AWS tools read: ~/.aws/config and ~/.aws/credentials, or where AWS_CONFIG_FILE and
// AWS_SHARED_CREDENTIALS_FILE say they are; of the profile that AWS_PROFILE names, else of "default".
class SharedConfig
{
public:
    // Blocks for two small files (of more than 1 MiB nothing is read). What is missing is empty. Any thread.
    [[nodiscard]] static SharedConfig read(const QProcessEnvironment &environment);

    [[nodiscard]] QString profile() const { return m_profile; }
    // A profile that somebody named and neither file has is a mistake; that "default" is missing is none.
    [[nodiscard]] bool isMissing() const { return m_missing; }

    // Of the profile; empty: not set.
    [[nodiscard]] QString inCredentials(const QString &name) const { return m_credentials.value(name); }
    [[nodiscard]] QString inConfig(const QString &name) const { return m_config.value(name); }
    // The credentials file goes first.
    [[nodiscard]] QString setting(const QString &name) const;
    // Of the section [services …] that the profile names.
    [[nodiscard]] QString ofService(const Service &service, const QString &name) const;

private:
    QString m_profile;
    bool m_missing = false;
    QMap<QString, QString> m_credentials;
    QMap<QString, QString> m_config;
    QMap<QString, QString> m_services;
};

// AWS_REGION, AWS_DEFAULT_REGION, the profile's; the error (NoRegion) says what to set.
[[nodiscard]] Expected<QByteArray, Error> regionOf(const QProcessEnvironment &environment, const SharedConfig &config);

// AWS_ENDPOINT_URL_ID, AWS_ENDPOINT_URL, the profile's (of the service, then of all), else `otherwise`, else the
// service's own https://HOST.REGION.amazonaws.com. The error is for an address, or a region, that is none.
[[nodiscard]] Expected<QUrl, Error> endpointOf(const QProcessEnvironment &environment, const SharedConfig &config,
                                               const Service &service, const QByteArray &region,
                                               const QUrl &otherwise = {});

} // namespace confab::aws
