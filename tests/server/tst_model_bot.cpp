// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/bots/model_bot.h>

#include <QtTest>

using namespace confab;
using namespace Qt::StringLiterals;
using bots::ModelMessage;
using Role = bots::ModelMessage::Role;

namespace
{

// Writes when it is told to.
class ToldModel final : public bots::ModelRuntime
{
public:
    struct Seen {
        QList<QList<ModelMessage>> asked;
        std::map<quint64, Calls> open;
        QList<quint64> stopped;
    };
    explicit ToldModel(Seen &seen)
        : m_seen(seen)
    {
    }
    [[nodiscard]] bots::ModelInfo info() const override { return {u"tiny"_s, u"localhost"_s}; }
    quint64 complete(const QList<ModelMessage> &messages, Calls calls) override
    {
        m_seen.asked.append(messages);
        m_seen.open.emplace(m_seen.asked.size(), std::move(calls));
        return static_cast<quint64>(m_seen.asked.size());
    }
    void stop(quint64 id) override
    {
        m_seen.stopped.append(id);
        const auto done = m_seen.open.at(id).done;
        m_seen.open.erase(id);
        done(bots::ModelAnswer{.text = u"so far"_s, .stopped = true});
    }

private:
    Seen &m_seen;
};

} // namespace

class TestModelBot : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_seen = {};
        m_bot = std::make_unique<bots::ModelBot>(protocol::BotInfo{.id = u"tiny"_s, .name = u"Tiny"_s, .about = {}},
                                                 std::make_unique<ToldModel>(m_seen));
        m_answers.clear();
        m_progress.clear();
    }

    void isToldWhatWasSaidBefore()
    {
        QVERIFY(m_bot->remembers() > 0);
        ask(u"and now?"_s, {{false, u"ann"_s, u"hello"_s}, {true, u"bot:tiny"_s, u"hi"_s}});
        const QList<ModelMessage> alone{
            {Role::Person, u"hello"_s}, {Role::Model, u"hi"_s}, {Role::Person, u"and now?"_s}};
        QCOMPARE(m_seen.asked.constLast(), alone);
        ask(u"and now?"_s,
            {{false, u"ann"_s, u"hello"_s}, {true, u"bot:tiny"_s, u"hi"_s}, {false, u"ben"_s, u"me too"_s}});
        QCOMPARE(m_seen.asked.constLast().constFirst().text, u"ann: hello"_s);
        QVERIFY(m_seen.asked.constLast().constLast().text.startsWith("ben: me too"_L1));
    }

    void writesBitByBit()
    {
        ask(u"one"_s);
        m_seen.open.at(1).partial(u"so"_s);
        QCOMPARE(m_progress, QStringList{u"so"_s});
        m_seen.open.at(1).done(bots::ModelAnswer{.text = u"so it is"_s});
        QCOMPARE(m_answers, QStringList{u"so it is"_s});
        m_bot->stop(u"s"_s); // nothing runs
        QVERIFY(m_seen.stopped.isEmpty());
    }

    void isStopped()
    {
        ask(u"one"_s);
        m_bot->stop(u"other"_s);
        QVERIFY(m_answers.isEmpty());
        m_bot->stop(u"s"_s);
        QCOMPARE(m_seen.stopped, QList<quint64>{1});
        QCOMPARE(m_answers, QStringList{u"so far …"_s});
    }

    void failsInWords()
    {
        ask(u"one"_s);
        QTest::ignoreMessage(QtWarningMsg, "the bot tiny did not answer: unreachable: detail of the log");
        m_seen.open.at(1).done(bots::ModelFailure{bots::lex::FailureKind::Unreachable, u"detail of the log"_s});
        QVERIFY(m_answers.constFirst().startsWith(u'!'));
        QVERIFY(!m_answers.constFirst().contains("detail"_L1));
    }

    // Some services repeat what they refuse; others may have said it, and before.
    void whatPeopleSayIsNoneOfTheLogs()
    {
        ask(u"and now?"_s, {{false, u"ann"_s, u"my canary is 1234"_s}, {false, u"ben"_s, u"me too"_s}});
        QTest::ignoreMessage(QtWarningMsg, "the bot tiny did not answer: refused: (the reason repeats what was said)");
        m_seen.open.at(1).done(
            bots::ModelFailure{bots::lex::FailureKind::Refused, u"HTTP 400: no: my canary is 1234"_s});
    }

private:
    void ask(const QString &text, const QList<core::BotTurn> &before = {})
    {
        m_bot->ask(
            {.text = text, .session = u"s"_s, .locale = {}, .before = before},
            [this](const QString &so) { m_progress.append(so); },
            [this](const core::BotAnswer &answer) {
                m_answers.append(answer.failure.isEmpty() ? answer.messages.constFirst().text
                                                          : u"! "_s + answer.failure);
            });
    }

    ToldModel::Seen m_seen;
    std::unique_ptr<bots::ModelBot> m_bot;
    QStringList m_answers;
    QStringList m_progress;
};

CONFAB_APPLESS_TEST(TestModelBot)
#include "tst_model_bot.moc"
