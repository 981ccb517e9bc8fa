// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace confab::bots
{

// Where the dialogues of a bot are kept between two turns, when the next one may be had in another process. One thread,
// the runtime's; every call may block.
class DialogueStore
{
public:
    virtual ~DialogueStore() = default;
    // What was put there last; empty: there is none. Nothing: it cannot be known now.
    [[nodiscard]] virtual std::optional<QByteArray> find(const QString &session) = 0;
    // `idleSeconds`: after so long nobody asks for it any more. False: it is not kept.
    [[nodiscard]] virtual bool put(const QString &session, const QByteArray &dialogue, int idleSeconds) = 0;
    [[nodiscard]] virtual bool remove(const QString &session) = 0;
};

} // namespace confab::bots
