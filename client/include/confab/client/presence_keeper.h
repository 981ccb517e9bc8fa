// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/timing.h>
#include <confab/protocol/values.h>

#include <QObject>

namespace confab::client
{

// What a person chose to be to others, for a time or until they choose again, and whether they are at the computer.
// UI thread.
class PresenceKeeper : public QObject
{
    Q_OBJECT

public:
    // Without a key or the pointer for so long, somebody who is online is away.
    static constexpr int idleMs = 10 * 60 * 1000;

    struct Choice {
        protocol::PresenceState state = protocol::PresenceState::Online; // Offline is none
        QString status;                                                  // at most limits::statusBytes
        QDateTime until; // UTC: online again then, the status goes too; invalid: until they choose again
        bool operator==(const Choice &) const = default;
    };

    explicit PresenceKeeper(Timing timing, QObject *parent = nullptr);
    ~PresenceKeeper() override;

    void choose(const Choice &choice);
    [[nodiscard]] const Choice &choice() const { return m_choice; }
    // The person is there: a key, the pointer. May be called for each of them.
    void active();

    // What others are to be told.
    [[nodiscard]] protocol::PresenceState state() const;
    [[nodiscard]] QString status() const { return m_choice.status; }

Q_SIGNALS:
    void changed();       // state() or status()
    void choiceChanged(); // by choose(), or as its time is over

private:
    void await();
    void look();

    Timing m_timing;
    Choice m_choice;
    qint64 m_activeAt; // Scheduler::nowMs
    int m_timer = 0;
    bool m_idle = false;
};

} // namespace confab::client
