// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace confab::aws
{

// Why a call to AWS came to nothing.
enum class ErrorKind {
    NoRegion,
    NoCredentials,
    Expired,     // the credentials have run out
    Denied,      // they may not do this, or are wrong
    ClockSkew,   // this machine's clock is wrong
    Throttled,   // too many requests, also after some tries
    NotFound,    // 404, or what the call names does not exist
    Refused,     // the request itself is wrong
    Failed,      // the service's own fault, also after some tries
    Malformed,   // an answer that is none, or too large a one
    TimedOut,    // no answer in time
    Tls,         // the connection could not be secured
    Unreachable, // no connection
};

struct Error {
    ErrorKind kind = ErrorKind::Failed;
    QString detail;    // English, one line, for the log; holds no secret
    int status = 0;    // HTTP; 0: there was no answer
    QString code = {}; // as the service calls it: "ThrottlingException"; may be empty
    // The service's answer as it came, for who knows to read more in it. Of a wrong signature it tells secrets: never
    // for a log.
    QByteArray body = {};
    bool operator==(const Error &) const = default;
};

} // namespace confab::aws
