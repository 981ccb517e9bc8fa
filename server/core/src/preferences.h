// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core.h"

namespace confab::core
{

// What an account keeps for all its devices. Its meaning is the client's.
class Preferences
{
public:
    explicit Preferences(Core &core);

    void handle(Turn &turn, Connection &connection, const protocol::Prefs &command);

private:
    void set(Turn &turn, Connection &connection, const Reply &reply, const QList<protocol::Pref> &prefs);
    void list(Turn &turn, const Connection &connection, const Reply &reply, const QString &after);

    Core &m_core;
};

} // namespace confab::core
