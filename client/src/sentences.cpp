// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/chat_client.h>
#include <confab/protocol/close_codes.h>
#include <confab/protocol/limits.h>

#include <QCoreApplication>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;
using Failure = protocol::Transport::Failure;
using Phase = ConnectionStatus::Phase;

namespace
{

struct SentenceWords {
    Q_DECLARE_TR_FUNCTIONS(Sentences)
};

QString ofBadField(const Problem &problem)
{
    if (problem.field == "username"_L1)
        return SentenceWords::tr(
            "That username cannot be used: 1 to 32 letters, digits, dots, dashes or underscores, of one script.");
    if (problem.field == "password"_L1) {
        return SentenceWords::tr("The password must be %1 to %2 bytes long and not one of the very common ones.")
            .arg(protocol::limits::passwordBytesMin)
            .arg(protocol::limits::passwordBytesMax);
    }
    if (problem.field == "displayName"_L1)
        return SentenceWords::tr("That display name cannot be used: 1 to 64 visible characters.");
    if (problem.field == "invite"_L1)
        return SentenceWords::tr("That invite code is not valid: it may be used up or too old. Ask for a new one.");
    if (problem.field == "name"_L1)
        return SentenceWords::tr("That name cannot be used: 1 to 64 visible characters.");
    if (problem.field == "message"_L1)
        return SentenceWords::tr("The message holds characters that cannot be sent.");
    if (problem.field == "size"_L1)
        return SentenceWords::tr("There is nothing in this file.");
    if (problem.field == "emoji"_L1)
        return SentenceWords::tr(
            "This reaction cannot be added: the message has as many different ones as it may have.");
    return SentenceWords::tr("The server did not accept this.");
}

QString ofFailure(const ConnectionStatus &status, const QUrl &url)
{
    const QString host = url.host();
    switch (status.failure) {
    case Failure::None:
        return {};
    case Failure::BadAddress:
        return SentenceWords::tr("This is not an address that Confab can connect to.");
    case Failure::HostNotFound:
        return SentenceWords::tr("There is no computer called %1. Is the address spelt right, and are you online?")
            .arg(host);
    case Failure::Refused:
        return SentenceWords::tr("That computer answers, but no Confab server listens on port %1: is hosting on?")
            .arg(url.port());
    case Failure::TimedOut:
        return SentenceWords::tr("%1 does not answer. Is it switched on and on the same network?").arg(host);
    case Failure::NotWebSocket:
        return SentenceWords::tr("Something listens on port %1, but it is no Confab server.").arg(url.port());
    case Failure::TlsFailed:
        return SentenceWords::tr("No secure connection to %1 could be made. Does that server speak wss?").arg(host);
    case Failure::KeyChanged:
        return SentenceWords::tr("This is not the server you know: its key has changed. Nothing was sent.");
    case Failure::WrongProtocol:
        if (status.known)
            return SentenceWords::tr(
                "This is not the server you know: it does not speak Confab's protocol. Nothing was sent.");
        return SentenceWords::tr("A chat server answers there, but it does not speak Confab's protocol.");
    case Failure::Lost:
        return SentenceWords::tr("The connection was lost.");
    }
    return {};
}

} // namespace

QString sentence(const Problem &problem)
{
    if (problem.offline)
        return SentenceWords::tr("There is no connection to the server. Try again when you are online.");
    switch (problem.code) {
    case ErrorCode::BadFrame:
    case ErrorCode::UnknownType:
        if (problem.field == "plain"_L1)
            return SentenceWords::tr("A plain AWS backend cannot do this.");
        return SentenceWords::tr("This server does not understand that. It may be older than this program.");
    case ErrorCode::BadField:
        return ofBadField(problem);
    case ErrorCode::TooLarge:
        if (problem.field == "size"_L1)
            return SentenceWords::tr(
                "This file is too large: the server takes none of that size, or no more of yours.");
        return SentenceWords::tr("The message is too long.");
    case ErrorCode::Unauthenticated:
        return SentenceWords::tr("You were signed out. Please sign in again.");
    case ErrorCode::WrongCredentials:
        return problem.field == "invite"_L1 ? ofBadField(problem)
                                            : SentenceWords::tr("The username or the password is wrong.");
    case ErrorCode::Forbidden:
        if (problem.field == "plain"_L1)
            return SentenceWords::tr("This server lets nobody in without an account: join it without the tick.");
        return problem.field == "invite"_L1 ? ofBadField(problem)
                                            : SentenceWords::tr("You are not allowed to do this.");
    case ErrorCode::NotFound:
        if (problem.field == "invite"_L1)
            return ofBadField(problem);
        if (problem.field == "to"_L1 || problem.field == "user"_L1 || problem.field == "members"_L1)
            return SentenceWords::tr("There is nobody of that name here.");
        if (problem.field == "file"_L1)
            return SentenceWords::tr("The file is not there, or cannot be read.");
        if (problem.field == "attachment"_L1)
            return SentenceWords::tr("The server does not have this file any more.");
        if (problem.field == "attachments"_L1)
            return SentenceWords::tr("The server does not have the files any more. Try again to send them anew.");
        if (problem.field == "seq"_L1)
            return SentenceWords::tr("This message is not there any more.");
        if (problem.field == "replyTo"_L1 || problem.field == "thread"_L1)
            return SentenceWords::tr("The message that this answers is not there any more.");
        return SentenceWords::tr("This conversation is not there any more.");
    case ErrorCode::Taken:
        return SentenceWords::tr("That name is taken. If it is yours, sign in instead.");
    case ErrorCode::Conflict:
        if (problem.field == "echo"_L1)
            return SentenceWords::tr("Maybe sent: it did not come back.");
        if (problem.field == "epoch"_L1)
            return SentenceWords::tr(
                "The server was set back to an earlier state and does not have this message any more.");
        if (problem.field == "file"_L1)
            return SentenceWords::tr("A file was changed after it was chosen. Try again to send it as it is now.");
        if (problem.field == "sha256"_L1)
            return SentenceWords::tr("What came is not the file that was sent. Try again.");
        return SentenceWords::tr("This was changed in the meantime.");
    case ErrorCode::RateLimited: {
        const int seconds = static_cast<int>(std::clamp((problem.retryAfterMs + 999) / 1000, qint64{1}, qint64{86400}));
        return SentenceWords::tr("Too fast. Try again in %n second(s).", nullptr, seconds);
    }
    case ErrorCode::Muted:
        return SentenceWords::tr("You may not write here at the moment.");
    case ErrorCode::Banned:
        return SentenceWords::tr("You were banned from here.");
    case ErrorCode::Blocked:
        return SentenceWords::tr("This person does not take messages from you.");
    case ErrorCode::BotUnavailable:
        return SentenceWords::tr("The bot cannot be reached at the moment.");
    case ErrorCode::Unavailable:
        if (problem.field == "disk"_L1)
            return SentenceWords::tr("This computer could not keep the file. Is its disk full?");
        if (problem.field == "storage"_L1)
            return SentenceWords::tr("Where this server keeps its files, this one was refused. Try again later.");
        return SentenceWords::tr("The server could not keep this. Try again in a moment.");
    }
    return {};
}

QString sentence(const ConnectionStatus &status, const QUrl &url)
{
    switch (status.phase) {
    case Phase::Stopped:
    case Phase::Connecting:
    case Phase::NeedsSignIn:
    case Phase::Syncing:
    case Phase::Online:
        return {};
    case Phase::Waiting:
    case Phase::Refused:
        break;
    }
    switch (status.closeCode) {
    case protocol::closeCodes::serverStops:
        return SentenceWords::tr("The server was stopped.");
    case protocol::closeCodes::sessionRevoked:
        return SentenceWords::tr("You were signed out on another device. Sign in again to go on.");
    case protocol::closeCodes::removed:
        return SentenceWords::tr("You were removed from this server.");
    default:
        break;
    }
    return status.failure == Failure::None ? SentenceWords::tr("The server ended the connection.")
                                           : ofFailure(status, url);
}

} // namespace confab::client
