// SPDX-License-Identifier: GPL-3.0-or-later
#include "core_fakes.h"
#include "test_program.h"

#include <confab/bots/queued_bot.h>

#include <QSignalSpy>
#include <QThread>
#include <QtTest>

#include <atomic>

using namespace confab;
using namespace confab::tests;
using namespace Qt::StringLiterals;

namespace
{

// What the bot on the other thread is told, and what it was asked; guarded, as the test looks at it.
struct Desk {
    QMutex mutex;
    QStringList asked;
    QStringList stopped;
    std::map<QString, std::function<void(const core::BotAnswer &)>> open; // by text
    std::map<QString, std::function<void(const QString &)>> progress;
    QThread *thread = nullptr;
    bool gone = false;

    QStringList all()
    {
        const QMutexLocker lock(&mutex);
        return asked;
    }
    void answer(const QString &text)
    {
        const QMutexLocker lock(&mutex);
        open.at(text)({.messages = {{.text = u"re: "_s + text}}});
    }
};

class SlowBot final : public core::Bot
{
public:
    explicit SlowBot(Desk &desk)
        : m_desk(desk)
    {
        const QMutexLocker lock(&m_desk.mutex);
        m_desk.thread = QThread::currentThread();
    }
    ~SlowBot() override
    {
        const QMutexLocker lock(&m_desk.mutex);
        m_desk.gone = QThread::currentThread() == m_desk.thread;
    }
    [[nodiscard]] protocol::BotInfo info() const override { return {}; }
    void ask(const core::BotQuestion &question, std::function<void(const QString &)> progress,
             std::function<void(const core::BotAnswer &)> done) override
    {
        const QMutexLocker lock(&m_desk.mutex);
        m_desk.asked.append(question.text);
        m_desk.open[question.text] = std::move(done);
        m_desk.progress[question.text] = std::move(progress);
    }
    void stop(const QString &session) override
    {
        const QMutexLocker lock(&m_desk.mutex);
        m_desk.stopped.append(session);
    }

private:
    Desk &m_desk;
};

} // namespace

class TestQueuedBot : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_desk = std::make_unique<Desk>();
        m_answers.clear();
        m_progress.clear();
        m_thread.start();
    }
    void cleanup()
    {
        m_bot.reset();
        m_thread.quit();
        QVERIFY(m_thread.wait());
    }

    void worksElsewhereAndAnswersHere()
    {
        make({});
        ask(u"one"_s, u"s"_s);
        QVERIFY(m_answers.isEmpty());
        QTRY_COMPARE(m_desk->all(), QStringList{u"one"_s});
        QCOMPARE(m_desk->thread, &m_thread);
        QStringList told;
        m_desk->answer(u"one"_s);
        QTRY_COMPARE(m_answers, QStringList{u"re: one"_s});
        m_bot.reset();
        QVERIFY(m_desk->gone);
    }

    void oneDialogueIsOneAfterTheOther()
    {
        make({});
        ask(u"one"_s, u"s"_s);
        ask(u"two"_s, u"s"_s);
        ask(u"else"_s, u"t"_s);
        QTRY_COMPARE(m_desk->all(), (QStringList{u"one"_s, u"else"_s}));
        m_desk->answer(u"one"_s);
        QTRY_COMPARE(m_desk->all(), (QStringList{u"one"_s, u"else"_s, u"two"_s}));
    }

    void isGivenNoMoreThanItMayDo()
    {
        BotLimits limits;
        limits.atOnce = 1;
        limits.waiting = 1;
        make(limits);
        ask(u"one"_s, u"s"_s);
        ask(u"two"_s, u"t"_s);
        ask(u"three"_s, u"u"_s);
        QCOMPARE(m_answers, QStringList{u"! Too many are asking it just now."_s});
        QTRY_COMPARE(m_desk->all(), QStringList{u"one"_s});
        m_desk->answer(u"one"_s);
        QTRY_COMPARE(m_desk->all(), (QStringList{u"one"_s, u"two"_s}));
    }

    void answersInTime()
    {
        BotLimits limits;
        limits.deadline = std::chrono::milliseconds(20);
        make(limits);
        ask(u"one"_s, u"s"_s);
        QTRY_COMPARE(m_desk->all(), QStringList{u"one"_s});
        m_clock.advance(19);
        QTRY_VERIFY(!m_progress.isEmpty()); // it is still at work
        QVERIFY(m_answers.isEmpty());
        m_clock.advance(1);
        QTRY_COMPARE(m_answers, QStringList{u"! It took too long."_s});
        const auto stopped = [this] {
            const QMutexLocker lock(&m_desk->mutex);
            return m_desk->stopped;
        };
        QTRY_COMPARE(stopped(), QStringList{u"s"_s});
        // What comes late is nobody's any more, and it may be asked again.
        m_desk->answer(u"one"_s);
        ask(u"two"_s, u"s"_s);
        QTRY_COMPARE(m_desk->all(), (QStringList{u"one"_s, u"two"_s}));
        m_desk->answer(u"two"_s);
        QTRY_COMPARE(m_answers, (QStringList{u"! It took too long."_s, u"re: two"_s}));
    }

    // It is not only seen when the others are told that it is at work.
    void isLateWhenItsTimeIsOver()
    {
        make({});
        ask(u"one"_s, u"s"_s);
        m_clock.advance(29'999);
        ask(u"two"_s, u"t"_s);
        m_clock.advance(1);
        QTRY_COMPARE(m_answers, QStringList{u"! It took too long."_s});
        QVERIFY(m_progress.isEmpty());
    }

    void whatIsOpenEndsWithIt()
    {
        make({});
        ask(u"one"_s, u"s"_s);
        QTRY_COMPARE(m_desk->all(), QStringList{u"one"_s});
        m_desk->answer(u"one"_s); // on its way
        m_bot.reset();
        QCoreApplication::processEvents();
        QVERIFY(m_answers.isEmpty());
    }

    // A service may answer when the bot that asked it has gone.
    void whatComesAfterItIsNobodys()
    {
        make({});
        ask(u"one"_s, u"s"_s);
        QTRY_COMPARE(m_desk->all(), QStringList{u"one"_s});
        m_bot.reset();
        m_desk->answer(u"one"_s);
        m_desk->progress.at(u"one"_s)(u"o"_s);
        QCoreApplication::processEvents();
        QVERIFY(m_answers.isEmpty() && m_progress.isEmpty());
    }

    void whatWaitsIsStoppedAtOnce()
    {
        BotLimits limits;
        limits.atOnce = 1;
        make(limits);
        ask(u"one"_s, u"s"_s);
        ask(u"two"_s, u"t"_s);
        ask(u"three"_s, u"u"_s);
        ask(u"four"_s, u"t"_s);
        QTRY_COMPARE(m_desk->all(), QStringList{u"one"_s});
        m_bot->stop(u"t"_s);
        QCOMPARE(m_answers, (QStringList{u"(stopped)"_s, u"(stopped)"_s}));
        m_desk->answer(u"one"_s);
        QTRY_COMPARE(m_desk->all(), (QStringList{u"one"_s, u"three"_s}));
        m_desk->answer(u"three"_s);
        QTRY_COMPARE(m_answers.mid(2), (QStringList{u"re: one"_s, u"re: three"_s}));
        QCOMPARE(m_desk->all().size(), 2);
    }

    // What it works on ends as the bot says; what waits behind it in that dialogue is not begun.
    void theQuestionsBehindAStoppedOneEndWithIt()
    {
        make({});
        ask(u"one"_s, u"s"_s);
        ask(u"two"_s, u"s"_s);
        QTRY_COMPARE(m_desk->all(), QStringList{u"one"_s});
        m_bot->stop(u"s"_s);
        QCOMPARE(m_answers, QStringList{u"(stopped)"_s});
        m_desk->answer(u"one"_s);
        QTRY_COMPARE(m_answers, (QStringList{u"(stopped)"_s, u"re: one"_s}));
        QCOMPARE(m_desk->all(), QStringList{u"one"_s});
    }

    // A late one takes none with it that has time left.
    void theQuestionBehindALateOneIsAsked()
    {
        make({});
        ask(u"one"_s, u"s"_s);
        QTRY_COMPARE(m_desk->all(), QStringList{u"one"_s});
        m_clock.advance(29'999);
        ask(u"two"_s, u"s"_s);
        m_clock.advance(1);
        QTRY_COMPARE(m_answers, QStringList{u"! It took too long."_s});
        QTRY_COMPARE(m_desk->all(), (QStringList{u"one"_s, u"two"_s}));
        m_desk->answer(u"two"_s);
        QTRY_COMPARE(m_answers, (QStringList{u"! It took too long."_s, u"re: two"_s}));
    }

private:
    using BotLimits = bots::BotLimits;

    void make(BotLimits limits)
    {
        m_bot = std::make_unique<bots::QueuedBot>(
            protocol::BotInfo{.id = u"slow"_s, .name = u"Slow"_s, .about = {}}, 0,
            [desk = m_desk.get()] { return std::make_unique<SlowBot>(*desk); }, m_thread, limits, m_clock);
    }
    void ask(const QString &text, const QString &session)
    {
        m_bot->ask(
            {.text = text, .session = session, .locale = {}}, [this](const QString &so) { m_progress.append(so); },
            [this](const core::BotAnswer &answer) {
                m_answers.append(answer.failure.isEmpty() ? answer.messages.constFirst().text
                                                          : u"! "_s + answer.failure);
            });
    }

    FakeClock m_clock;
    QThread m_thread;
    std::unique_ptr<Desk> m_desk;
    std::unique_ptr<bots::QueuedBot> m_bot;
    QStringList m_answers;
    QStringList m_progress;
};

CONFAB_TEST(TestQueuedBot)
#include "tst_queued_bot.moc"
