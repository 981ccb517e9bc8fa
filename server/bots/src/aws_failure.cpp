// SPDX-License-Identifier: GPL-3.0-or-later
#include "aws_failure.h"

namespace confab::bots
{

using lex::FailureKind;

lex::Failure failureOf(const aws::Error &error)
{
    const auto kindOf = [](aws::ErrorKind kind) {
        switch (kind) {
        case aws::ErrorKind::NoRegion:
            return FailureKind::NoRegion;
        case aws::ErrorKind::NoCredentials:
            return FailureKind::NoCredentials;
        case aws::ErrorKind::Expired:
            return FailureKind::Expired;
        case aws::ErrorKind::Denied:
            return FailureKind::Denied;
        case aws::ErrorKind::ClockSkew:
            return FailureKind::ClockSkew;
        case aws::ErrorKind::Throttled:
            return FailureKind::Throttled;
        case aws::ErrorKind::NotFound:
            return FailureKind::NotFound;
        case aws::ErrorKind::Refused:
            return FailureKind::Refused;
        case aws::ErrorKind::Failed:
            return FailureKind::Failed;
        case aws::ErrorKind::Malformed:
            return FailureKind::Malformed;
        case aws::ErrorKind::TimedOut:
            return FailureKind::TimedOut;
        case aws::ErrorKind::Tls:
            return FailureKind::Tls;
        case aws::ErrorKind::Unreachable:
            return FailureKind::Unreachable;
        }
        return FailureKind::Failed;
    };
    return {.kind = kindOf(error.kind), .detail = error.detail};
}

} // namespace confab::bots
