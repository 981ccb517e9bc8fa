// SPDX-License-Identifier: GPL-3.0-or-later
#include "reply.h"

#include "log.h"

namespace confab::core
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;

namespace
{

// Workers answer within a second or are far behind.
constexpr qint64 workersWaitMs = 1'000;

} // namespace

Reply::Reply(Courier &courier, QString connection, QString id)
    : m_courier(&courier)
    , m_connection(std::move(connection))
    , m_id(std::move(id))
{
}

void Reply::event(const protocol::ServerEvent &event) const
{
    m_courier->deliver(Audience::connection(m_connection), event);
}

void Reply::ack() const
{
    ack(protocol::Ack{});
}

void Reply::ack(protocol::Ack ack) const
{
    ack.id = m_id;
    event(ack);
}

void Reply::error(ErrorCode code, const QString &message, const QString &field, qint64 retryAfterMs) const
{
    event(protocol::ErrorFrame{
        .id = m_id, .code = code, .message = message, .field = field, .retryAfterMs = retryAfterMs});
}

void Reply::unavailable(qint64 retryAfterMs) const
{
    error(ErrorCode::Unavailable, u"it could not be stored or the server has too much to do; nothing was kept"_s, {},
          retryAfterMs);
}

void Reply::busy() const
{
    unavailable(workersWaitMs);
}

void Reply::guardFailed(Guard guard, const QString &personField) const
{
    switch (guard) {
    // Whether a conversation exists is nobody's business who may not see it.
    case Guard::NotMember:
    case Guard::NotFound:
        return error(ErrorCode::NotFound, u"no such conversation"_s);
    case Guard::NotAllowed:
        return error(ErrorCode::Forbidden, u"your role in the conversation does not allow it"_s);
    case Guard::NameTaken:
        return error(ErrorCode::Taken, u"the name is taken"_s, u"username"_s);
    case Guard::InviteUnusable:
        return error(ErrorCode::Forbidden, u"the invite is not valid, or no longer"_s, u"invite"_s);
    case Guard::UnknownUser:
        return error(ErrorCode::NotFound, u"no such person"_s, personField);
    case Guard::AlreadyThere:
        return error(ErrorCode::Conflict, u"it exists already"_s);
    case Guard::NoMessage:
        return error(ErrorCode::NotFound, u"no such message"_s, u"seq"_s);
    case Guard::NotYours:
        return error(ErrorCode::Forbidden, u"not your message"_s);
    case Guard::Newer:
        return error(ErrorCode::Conflict, u"it was changed meanwhile"_s, u"base"_s);
    case Guard::TooManyEmoji:
        return error(ErrorCode::BadField, u"the message has as many different ones as it may have"_s, u"emoji"_s);
    case Guard::TooMuch:
        return error(ErrorCode::TooLarge, u"more than is kept for an account"_s, u"set"_s);
    case Guard::NoReplyTo:
        return error(ErrorCode::NotFound, u"the message that it answers is not there"_s, u"replyTo"_s);
    case Guard::NoThread:
        return error(ErrorCode::NotFound, u"the first message of the thread is not there"_s, u"thread"_s);
    case Guard::NoAttachment:
        return error(ErrorCode::NotFound, u"no such file of yours that is whole and in no message"_s, u"attachments"_s);
    case Guard::OverQuota:
        return error(ErrorCode::TooLarge, u"more than you may keep here"_s, u"size"_s);
    case Guard::StorageFull:
        return error(ErrorCode::Unavailable, u"this server keeps no more files"_s, u"size"_s);
    case Guard::NotAThread:
        return error(ErrorCode::BadField, u"a message that is in a thread begins none"_s, u"thread"_s);
    }
}

void logUnavailable(const Unavailable &problem)
{
    qCWarning(lcCore) << "the store could not do an operation:" << problem.reason;
}

} // namespace confab::core
