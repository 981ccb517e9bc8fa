// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gathered_frames.h"

#include <confab/core/server_limits.h>
#include <confab/gateway/courier.h>

#include <QHash>
#include <QSet>

#include <vector>

namespace confab::gateway
{

class Session;

// Which connections there are, whose they are, and the carrying out of what the courier was told. Owns no session.
class Switchboard
{
public:
    explicit Switchboard(const core::ServerLimits &limits);

    void add(Session *session);
    void remove(Session *session);
    [[nodiscard]] const QHash<QString, Session *> &sessions() const { return m_byId; }

    // In their order; what goes to one session goes in one piece.
    void carryOut(const QList<Errand> &errands);

private:
    void carryOut(const Bind &errand);
    void carryOut(const Deliver &errand);
    void carryOut(const Close &errand);
    void carryOut(const TakeFile &errand);
    void carryOut(const SendFile &errand);
    void carryOut(const FileGot &errand);
    void bind(Session *session, const QString &key);
    void unbind(Session *session);
    void sendGathered();

    const core::ServerLimits &m_limits;
    QHash<QString, Session *> m_byId;
    QHash<QString, QList<Session *>> m_byKey; // signed in, in either dialect
    QSet<Session *> m_plain;                  // all of the plain dialect, with a name or not
    std::vector<Session *> m_signedIn;        // all of m_byKey, side by side: most pushes go to all of them
    GatheredFrames m_gathered;
    std::vector<Session *> m_receivers; // of something gathered; none of them is removed within a turn
};

} // namespace confab::gateway
