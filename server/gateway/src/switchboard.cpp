// SPDX-License-Identifier: GPL-3.0-or-later
#include "switchboard.h"

#include "session.h"

#include <confab/protocol/codec.h>

namespace confab::gateway
{

namespace
{

// An event as text, made when the first receiver is found and used for all.
class Frame
{
public:
    explicit Frame(const core::Outgoing &what)
        : m_what(what)
    {
    }

    [[nodiscard]] Dialect dialect() const
    {
        return std::holds_alternative<core::PlainText>(m_what) ? Dialect::Plain : Dialect::Confab;
    }

    [[nodiscard]] const QString &text()
    {
        if (m_text.isNull()) {
            if (const auto *plain = std::get_if<core::PlainText>(&m_what))
                m_text = plain->text;
            else
                m_text = QString::fromUtf8(protocol::encode(std::get<protocol::ServerEvent>(m_what)));
        }
        return m_text;
    }

private:
    const core::Outgoing &m_what;
    QString m_text;
};

} // namespace

Switchboard::Switchboard(const GatewayLimits &limits)
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

void Switchboard::unbind(Session *session)
{
    if (session->key().isEmpty())
        return;
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
}

void Switchboard::carryOut(const Bind &errand)
{
    Session *session = m_byId.value(errand.connection);
    if (!session)
        return;
    unbind(session);
    if (!errand.key.isEmpty()) {
        session->setKey(errand.key);
        m_byKey[errand.key].append(session);
    }
    if (session->dialect() == Dialect::Confab)
        session->setFrameBytes(errand.key.isEmpty() ? m_limits.frameBytesBeforeSignIn : m_limits.frameBytes);
}

void Switchboard::carryOut(const Deliver &errand)
{
    Frame frame(errand.what);
    const Dialect dialect = frame.dialect();
    const auto give = [&](Session *session) {
        if (session && session->dialect() == dialect && session->id() != errand.audience.exceptConnection)
            session->send(frame.text());
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
            for (const QList<Session *> &sessions : std::as_const(m_byKey))
                for (Session *session : sessions)
                    give(session);
        }
        break;
    }
}

void Switchboard::carryOut(const Close &errand)
{
    if (Session *session = m_byId.value(errand.connection)) {
        unbind(session);
        session->close(errand.code, errand.reason);
    }
}

} // namespace confab::gateway
