// SPDX-License-Identifier: GPL-3.0-or-later
#include "core_fakes.h"
#include "test_program.h"

#include <confab/bots/helper_bot.h>

#include <QtTest>

using namespace confab;
using namespace confab::tests;
using namespace Qt::StringLiterals;

class TestBots : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatItIs()
    {
        FakeClock clock;
        const auto info = bots::HelperBot(clock).info();
        QCOMPARE(info.id, u"helper"_s);
        QCOMPARE(info.name, u"Helper bot"_s);
        QVERIFY(info.about.contains(u"Built into"_s));
    }

    void answers_data()
    {
        QTest::addColumn<QString>("question");
        QTest::addColumn<QString>("answer");
        const QString help = u"I am the bot built into this server. Say time for the server's time (UTC), or echo and "
                             u"some words to hear them again."_s;
        QTest::newRow("help") << u"help"_s << help;
        QTest::newRow("Help") << u" HELP me"_s << help;
        QTest::newRow("time") << u"time"_s << u"It is 2026-01-01 00:00:00 UTC."_s;
        QTest::newRow("echo") << u"echo  hello  you "_s << u"hello  you"_s;
        QTest::newRow("echo nothing") << u"echo"_s << u"Say some words behind echo."_s;
        QTest::newRow("else") << u"sing"_s << u"I do not know that. Say help to see what I know."_s;
        QTest::newRow("a word that begins alike")
            << u"timetable"_s << u"I do not know that. Say help to see what I know."_s;
    }
    void answers()
    {
        QFETCH(QString, question);
        QFETCH(QString, answer);
        FakeClock clock;
        bots::HelperBot bot(clock);
        int times = 0;
        bot.ask({.text = question, .session = u"session"_s, .locale = {}}, {}, [&](const core::BotAnswer &given) {
            ++times;
            QCOMPARE(given.messages, QList<core::BotMessage>{{.text = answer}});
            QVERIFY(given.failure.isEmpty());
        });
        QCOMPARE(times, 1);
    }
};

CONFAB_APPLESS_TEST(TestBots)
#include "tst_bots.moc"
