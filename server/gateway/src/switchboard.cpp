// SPDX-License-Identifier: GPL-3.0-or-later
#include "switchboard.h"

#include "file_sender.h"
#include "session.h"

#include <confab/protocol/codec.h>

#include <utility>

namespace confab::gateway
{

namespace
{

Dialect dialectOf(const core::Outgoing &what)
{
    return std::holds_alternative<core::PlainText>(what) ? Dialect::Plain : Dialect::Confab;
}

QByteArray frameOf(const core::Outgoing &what)
{
    if (const auto *plain = std::get_if<core::PlainText>(&what))
        return textFrame(plain->text.toUtf8());
    return textFrame(protocol::encode(std::get<protocol::ServerEvent>(what)));
}

} // namespace

Switchboard::Switchboard(const core::ServerLimits &limits)
    : m_limits(limits)
{
}

void Switchboard::add(Session *session)
{
    m_byId.insert(session->id(), session);
    if (session->dialect() == Dialect::Plain)
        m_plain.insert(session);
}

void Switchboard::remove(Session *session)
{
    unbind(session);
    m_plain.remove(session);
    m_byId.remove(session->id());
}

void Switchboard::bind(Session *session, const QString &key)
{
    session->setKey(key);
    m_byKey[key].append(session);
    session->setSeat(m_signedIn.size());
    m_signedIn.push_back(session);
}

void Switchboard::unbind(Session *session)
{
    if (session->key().isEmpty())
        return;
    // The last takes its seat.
    m_signedIn.back()->setSeat(session->seat());
    m_signedIn[session->seat()] = m_signedIn.back();
    m_signedIn.pop_back();
    const auto found = m_byKey.find(session->key());
    if (found != m_byKey.end()) {
        found->removeOne(session);
        if (found->isEmpty())
            m_byKey.erase(found);
    }
    session->setKey({});
}

void Switchboard::carryOut(const QList<Errand> &errands)
{
    for (const Errand &errand : errands)
        std::visit([this](const auto &one) { carryOut(one); }, errand);
    sendGathered();
}

void Switchboard::sendGathered()
{
    for (Session *session : m_receivers) {
        session->send(m_gathered.take(session->place()));
        session->setPlace(GatheredFrames::start);
    }
    m_receivers.clear();
    m_gathered.clear();
}

void Switchboard::carryOut(const Bind &errand)
{
    Session *session = m_byId.value(errand.connection);
    if (!session)
        return;
    unbind(session);
    if (!errand.key.isEmpty())
        bind(session, errand.key);
    if (session->dialect() == Dialect::Confab)
        session->setFrameBytes(errand.key.isEmpty() ? m_limits.frameBytesBeforeSignIn : m_limits.frameBytes);
}

void Switchboard::carryOut(const Deliver &errand)
{
    const Dialect dialect = dialectOf(errand.what);
    bool encoded = false;
    const QString &except = errand.audience.exceptConnection;
    const auto give = [&](Session *session) {
        if (!session || session->dialect() != dialect || (!except.isEmpty() && session->id() == except))
            return;
        // For the first receiver there is; many an event has none.
        if (!std::exchange(encoded, true))
            m_gathered.add(frameOf(errand.what));
        if (session->place() == GatheredFrames::start)
            m_receivers.push_back(session);
        session->setPlace(m_gathered.extend(session->place()));
    };

    switch (errand.audience.kind) {
    case core::Audience::Kind::Connections:
        if (errand.audience.names)
            for (const QString &id : *errand.audience.names)
                give(m_byId.value(id));
        break;
    case core::Audience::Kind::Users:
        if (errand.audience.names)
            for (const QString &key : *errand.audience.names)
                for (Session *session : m_byKey.value(key))
                    give(session);
        break;
    case core::Audience::Kind::Everyone:
        if (dialect == Dialect::Plain) {
            for (Session *session : std::as_const(m_plain))
                give(session);
        } else {
            for (Session *session : m_signedIn)
                give(session);
        }
        break;
    }
    // In several pieces, each of which fits where nothing waits.
    if (m_gathered.bytes() > m_limits.unsentBytes / 2)
        sendGathered();
}

void Switchboard::carryOut(const Close &errand)
{
    if (Session *session = m_byId.value(errand.connection)) {
        sendGathered();
        unbind(session);
        session->close(errand.code, errand.reason);
    }
}

void Switchboard::carryOut(const TakeFile &errand)
{
    if (Session *session = m_byId.value(errand.connection))
        session->takeFile(errand.attachment);
}

void Switchboard::carryOut(const SendFile &errand)
{
    Session *session = m_byId.value(errand.connection);
    if (!session || !session->files())
        return;
    // Behind the word that it comes.
    sendGathered();
    session->files()->send(errand.file);
}

void Switchboard::carryOut(const FileGot &errand)
{
    Session *session = m_byId.value(errand.connection);
    if (session && session->files())
        session->files()->got(errand.attachment, errand.offset);
}

} // namespace confab::gateway
