// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <support/hand_wound_clock.h>

#include <confab/client/presence_keeper.h>

#include <QSignalSpy>
#include <QTest>

using namespace confab::client;
using namespace Qt::StringLiterals;
using confab::protocol::PresenceState;

class TestPresenceKeeper : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_clock = std::make_shared<test::HandWoundClock>();
        m_keeper = std::make_unique<PresenceKeeper>(Timing{m_clock, {}});
    }

    void whoDoesNothingIsAwayUntilAKey()
    {
        QSignalSpy changed(m_keeper.get(), &PresenceKeeper::changed);
        m_clock->advance(PresenceKeeper::idleMs / 2);
        m_keeper->active();
        m_clock->advance(PresenceKeeper::idleMs - 1);
        QCOMPARE(m_keeper->state(), PresenceState::Online);
        m_clock->advance(1);
        QCOMPARE(m_keeper->state(), PresenceState::Away);
        m_keeper->active();
        QCOMPARE(m_keeper->state(), PresenceState::Online);
        m_keeper->active();
        QCOMPARE(changed.count(), 2);
    }

    void whatWasChosenStays()
    {
        m_keeper->choose({PresenceState::Dnd, u"writing"_s, {}});
        m_clock->advance(3 * PresenceKeeper::idleMs);
        QCOMPARE(m_keeper->state(), PresenceState::Dnd);
        m_keeper->active();
        QCOMPARE(m_keeper->state(), PresenceState::Dnd);
        QCOMPARE(m_keeper->status(), u"writing"_s);
    }

    void doNotDisturbEndsAtItsTime()
    {
        QSignalSpy choices(m_keeper.get(), &PresenceKeeper::choiceChanged);
        m_keeper->choose({PresenceState::Dnd, u"writing"_s, m_clock->now().addSecs(3600)});
        m_clock->advance(3599 * 1000);
        m_keeper->active();
        QCOMPARE(m_keeper->state(), PresenceState::Dnd);
        m_clock->advance(1000);
        QCOMPARE(m_keeper->state(), PresenceState::Online);
        QCOMPARE(m_keeper->status(), QString());
        QCOMPARE(choices.count(), 2);
    }

    void aTimeThatIsOverIsNone()
    {
        m_keeper->choose({PresenceState::Dnd, {}, m_clock->now().addSecs(-1)});
        QCOMPARE(m_keeper->state(), PresenceState::Online);
    }

private:
    std::shared_ptr<test::HandWoundClock> m_clock;
    std::unique_ptr<PresenceKeeper> m_keeper;
};

CONFAB_TEST(TestPresenceKeeper)
#include "tst_presence_keeper.moc"
