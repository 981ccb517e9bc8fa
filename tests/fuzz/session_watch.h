// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core_world.h"

#include <array>
#include <map>
#include <set>

namespace confab::tests
{

// What must hold whatever is said to the service: an ack is of something stored and stays so, numbers have no holes and
// no doubles, of what was deleted nothing is left, nothing is told of what was not stored, a direct message reaches its
// two people only, every command is answered, once.
class SessionWatch
{
public:
    explicit SessionWatch(CoreWorld &world);

    void asked(const QString &connection, const protocol::ClientCommand &command);
    void asked(const QString &connection, const protocol::FrameError &error);
    void ended(const QString &connection);
    // At what the courier has been given since it last forgot. Whether nothing could be stored meanwhile.
    void look(bool storeFails);
    // Nothing is under way any more: the connections that are open have their answers.
    void atEnd(const QStringList &open) const;

private:
    using Place = std::pair<QString, qint64>;     // conversation, seq
    using Question = std::pair<QString, QString>; // connection, id

    void onEvent(const QString &connection, const protocol::ServerEvent &event, bool storeFails);
    void onAck(const protocol::Ack &ack);
    void onMessage(const QString &connection, const protocol::Message &message) const;
    void onAnswer(const QString &connection, const QString &id, bool isLast);
    // What the store holds against what was promised.
    void compare();

    CoreWorld &m_world;
    std::map<Place, QString> m_promised; // the id of the message there
    std::map<Question, int> m_unanswered;
    std::set<Question> m_manyAnswers; // a sync has many; typing and what was got have none
    std::set<QString> m_changes;      // ids of commands that change a message: their acks name another's place
    bool m_somethingStored = false;
};

} // namespace confab::tests
