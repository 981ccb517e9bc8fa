// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/credentials.h>
#include <confab/aws/error.h>
#include <confab/aws/shared_config.h>
#include <confab/protocol/expected.h>

#include <QNetworkAccessManager>
#include <QProcessEnvironment>

#include <functional>
#include <optional>

// Where credentials come from. Each says nothing (nullopt) where it was not set up at all: then the next is asked.
namespace confab::aws
{

using CredentialsOrError = Expected<Credentials, Error>;
using CredentialsDone = std::function<void(const CredentialsOrError &)>;

[[nodiscard]] Error noCredentials(const QString &detail);

// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
[[nodiscard]] std::optional<CredentialsOrError> fromEnvironment(const QProcessEnvironment &environment);

// Keys in the credentials file, then in the config file; of both only where the profile has no credential_process.
[[nodiscard]] std::optional<CredentialsOrError> fromProfile(const SharedConfig &config);

// The profile's credential_process: a program that prints JSON; a minute, 64 KiB. Its words for errors stay unread:
// nobody knows what they hold.
[[nodiscard]] bool startProcess(const QString &command, const QProcessEnvironment &environment, QObject *context,
                                const CredentialsDone &done);

// Where a container's environment says that they are; empty: it says nothing of it.
[[nodiscard]] QString containerAddress(const QProcessEnvironment &environment);
// Of the instance metadata service.
[[nodiscard]] QString instanceAddress(const QProcessEnvironment &environment);

// The address that a container's environment names. Where it is none that may be asked, `done` is told so at once.
[[nodiscard]] bool askContainer(const QProcessEnvironment &environment, QNetworkAccessManager &network,
                                QObject *context, const CredentialsDone &done);

// The instance metadata service of EC2, version 2, unless AWS_EC2_METADATA_DISABLED is "true".
[[nodiscard]] bool askInstance(const QProcessEnvironment &environment, QNetworkAccessManager &network, QObject *context,
                               const CredentialsDone &done);

} // namespace confab::aws
