// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core_world.h"
#include "session_watch.h"

#include <QMap>

// Plays a script against a chat service with a memory store. A script is text, so that its seeds can be read and the
// fuzzer's changes are mostly changes of what is said. A line is a step:
//
//   +a          a connects; a to d speak the Confab dialect, p to s the plain one
//   -a          its connection ends
//   a{…}        a frame that it sends; %1 to %9 stand for ULIDs, %r for the room that was acked last, %t for the token
//               that was given last
//   ~X          something happens around them, by the letter X: see happen()
//
// Steps are one turn until an empty line or a ~ ends it.
namespace confab::tests
{

class SessionPlayer
{
public:
    SessionPlayer();
    void play(const QByteArray &script);

private:
    void step(const QByteArray &line);
    void sends(char connection, QByteArray frame);
    void happen(char what);
    void release();
    void restart();
    void endTurn();
    // Looks at what the connections were told, and ends those that the service has closed.
    void look();
    [[nodiscard]] QByteArray filled(QByteArray frame) const;

    CoreWorld m_world;
    SessionWatch m_watch{m_world};
    QMap<char, QString> m_open; // by letter
    QList<core::Incoming> m_turn;
    QByteArray m_room;
    QByteArray m_token;
    int m_connected = 0;
    bool m_commitsFail = false;
    bool m_operationsFail = false;
    bool m_lookUpsFail = false;
    bool m_hasherHeld = false;
    bool m_workersHeld = false;
    bool m_botHeld = false;
};

} // namespace confab::tests
