// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/bots/lex_failure.h>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

QString nameOf(FailureKind kind)
{
    switch (kind) {
    case FailureKind::Throttled:
        return u"throttled"_s;
    case FailureKind::Denied:
        return u"denied"_s;
    case FailureKind::Expired:
        return u"expired"_s;
    case FailureKind::ClockSkew:
        return u"clock skew"_s;
    case FailureKind::NotFound:
        return u"not found"_s;
    case FailureKind::TimedOut:
        return u"time-out"_s;
    case FailureKind::Malformed:
        return u"malformed"_s;
    case FailureKind::Tls:
        return u"TLS"_s;
    case FailureKind::Unreachable:
        return u"unreachable"_s;
    case FailureKind::NoRegion:
        return u"no region"_s;
    case FailureKind::NoCredentials:
        return u"no credentials"_s;
    case FailureKind::Refused:
        return u"refused"_s;
    case FailureKind::Failed:
        break;
    }
    return u"failed"_s;
}

QString sentenceFor(const Failure &failure)
{
    switch (failure.kind) {
    case FailureKind::Throttled:
        return u"The bot has too much to do right now. Try again in a minute."_s;
    case FailureKind::Denied:
        return u"The bot does not let this server in. Whoever runs the server has to look at its AWS permissions."_s;
    case FailureKind::Expired:
        return u"The server's access to the bot has run out. Whoever runs the server has to renew its AWS credentials."_s;
    case FailureKind::ClockSkew:
        return u"The bot does not answer because the server's clock is wrong. Whoever runs the server has to set it."_s;
    case FailureKind::NotFound:
        return u"There is no such bot any more. Whoever runs the server has to look at its id, alias and language."_s;
    case FailureKind::TimedOut:
        return u"The bot did not answer in time. Try again."_s;
    case FailureKind::Malformed:
        return u"The bot answered something that cannot be read."_s;
    case FailureKind::Tls:
        return u"The connection to the bot could not be secured, so nothing was sent."_s;
    case FailureKind::Unreachable:
        return u"The bot cannot be reached: the server may have no network. Try again later."_s;
    case FailureKind::NoRegion:
        return u"The bot is not set up yet: the server does not know its AWS region."_s;
    case FailureKind::NoCredentials:
        return u"The bot is not set up yet: the server has no AWS credentials."_s;
    case FailureKind::Refused:
        return u"The bot did not take that message. Try it shorter, or in other words."_s;
    case FailureKind::Failed:
        break;
    }
    return u"Something went wrong on the bot's side. Try again later."_s;
}

} // namespace confab::bots::lex
