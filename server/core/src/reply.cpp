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
    }
}

void logUnavailable(const Unavailable &problem)
{
    qCWarning(lcCore) << "the store could not do an operation:" << problem.reason;
}

} // namespace confab::core
