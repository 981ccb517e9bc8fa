// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/bots/dialogue_script.h>
#include <confab/bots/lex_bot.h>

#include <QRegularExpression>
#include <QtTest>

using namespace confab;
using namespace Qt::StringLiterals;
namespace lex = bots::lex;

namespace
{

// Answers what it is told to.
class ToldRuntime final : public lex::Runtime
{
public:
    explicit ToldRuntime(lex::Outcome &outcome, QList<lex::Request> &requests, QStringList &deleted)
        : m_outcome(outcome)
        , m_requests(requests)
        , m_deleted(deleted)
    {
    }
    void recognizeText(const lex::Request &request, std::function<void(const lex::Outcome &)> done) override
    {
        m_requests.append(request);
        done(m_outcome);
    }
    void deleteSession(const QString &session, std::function<void(std::optional<lex::Failure>)> done) override
    {
        m_deleted.append(session);
        const auto *failure = std::get_if<lex::Failure>(&m_outcome);
        done(failure ? std::optional(*failure) : std::nullopt);
    }

private:
    lex::Outcome &m_outcome;
    QList<lex::Request> &m_requests;
    QStringList &m_deleted;
};

} // namespace

class TestLexBot : public QObject
{
    Q_OBJECT

private slots:
    void whatIsShownOfAnAnswer()
    {
        lex::Card card{.title = u"Which room?"_s,
                       .subtitle = u"All have a view"_s,
                       .imageUrl = u"https://example.org/a.png"_s,
                       .buttons = {{u"A suite"_s, u"suite"_s}, {u"Any"_s, {}}}};
        lex::Intent intent{
            .name = u"BookRoom"_s,
            .state = lex::IntentState::InProgress,
            .confirmationState = lex::ConfirmationState::None,
            .slotValues = {
                {u"City"_s, lex::SlotValue{u"berlin"_s, u"Berlin"_s, {}, {}}},
                {u"Guests"_s, lex::SlotValue{{}, {}, {}, {{u"a"_s, u"Ann"_s, {}, {}}, {u"b"_s, {}, {}, {}}}}},
                {u"RoomType"_s, std::nullopt}}};
        lex::Response response;
        response.messages = {
            {lex::ContentType::PlainText, u"Of course."_s, std::nullopt},
            {lex::ContentType::Ssml,
             u"<speak>It <emphasis>is</emphasis><break time='1s'/>open<audio src='x'>ding</audio></speak>"_s,
             std::nullopt},
            {lex::ContentType::CustomPayload, u"{\"a\":1}"_s, std::nullopt},
            {lex::ContentType::ImageResponseCard, u"Which room?"_s, card}};
        response.sessionState.intent = intent;
        const core::BotAnswer answer = bots::answerOf(response);
        QVERIFY(answer.failure.isEmpty());
        QCOMPARE(answer.messages.size(), 4);
        QList<bool> isCode;
        for (const core::BotMessage &message : answer.messages)
            isCode.append(message.isCode);
        QCOMPARE(answer.messages.at(0).text, u"Of course."_s);
        QCOMPARE(answer.messages.at(1).text, u"It is open"_s);
        QCOMPARE(answer.messages.at(2).text, u"{\"a\":1}"_s);
        QCOMPARE(isCode, (QList<bool>{false, false, true, false}));
        QVERIFY(answer.messages.at(3).text.isEmpty());
        QCOMPARE(answer.messages.at(3).card->buttons,
                 (QList<protocol::CardButton>{{u"A suite"_s, u"suite"_s}, {u"Any"_s, u"Any"_s}}));
        QVERIFY(answer.dialogue);
        QCOMPARE(answer.dialogue->intent, u"BookRoom"_s);
        QCOMPARE(answer.dialogue->state, u"InProgress"_s);
        QCOMPARE(
            answer.dialogue->known,
            (QList<protocol::DialogueSlot>{{u"City"_s, u"Berlin"_s}, {u"Guests"_s, u"Ann, b"_s}, {u"RoomType"_s, {}}}));
    }

    void aPayloadIsCodeWhereItIsJson_data()
    {
        QTest::addColumn<QString>("payload");
        QTest::addColumn<bool>("isCode");
        QTest::newRow("an object") << u" {\"a\": [1, 2]}\n"_s << true;
        QTest::newRow("a list") << u"[\"*a*\"]"_s << true;
        QTest::newRow("Markdown") << u"**Booked**: [the hotel](https://example.org)"_s << false;
        QTest::newRow("nearly") << u"{\"a\": 1"_s << false;
        QTest::newRow("a number") << u"12"_s << false;
    }
    void aPayloadIsCodeWhereItIsJson()
    {
        QFETCH(QString, payload);
        QFETCH(bool, isCode);
        lex::Response response;
        response.messages = {{lex::ContentType::CustomPayload, payload, std::nullopt}};
        QCOMPARE(bots::answerOf(response).messages, (QList<core::BotMessage>{{.text = payload, .isCode = isCode}}));
        // The same text by another way is what people are told.
        response.messages = {{lex::ContentType::PlainText, payload, std::nullopt}};
        QVERIFY(!bots::answerOf(response).messages.constFirst().isCode);
    }

    // What a recorded dialogue has of it is what people read.
    void speechIsRecordedAsItIsRead()
    {
        const QString ssml =
            u"<speak>Bed &amp; breakfast<audio src='x'>ding</audio>,<break/>\n<s>2 &lt; 3</s></speak>"_s;
        lex::Response response;
        response.messages = {{lex::ContentType::Ssml, ssml, std::nullopt}};
        QCOMPARE(bots::linesOf(response), QStringList{u"Bed & breakfast, 2 < 3"_s});
        QCOMPARE(bots::answerOf(response).messages.constFirst().text, u"Bed & breakfast, 2 < 3"_s);
    }

    void speechThatIsNone() { QCOMPARE(bots::textOfSsml(u"3 < 4"_s), u"3 < 4"_s); }

    void cardsKeepTheWiresBounds()
    {
        lex::Card card{.title = QString(2000, u'ä'),
                       .subtitle = {},
                       .imageUrl = u"https://x/"_s + QString(2000, u'a'),
                       .buttons = {}};
        for (int i = 0; i < 9; ++i)
            card.buttons.append({QString(500, u'b'), QString(500, u'c')});
        lex::Response response;
        response.messages = {{lex::ContentType::ImageResponseCard, {}, card}};
        const protocol::Card shown = *bots::answerOf(response).messages.constFirst().card;
        QVERIFY(shown.title.toUtf8().size() <= protocol::limits::cardTextBytes);
        QVERIFY(shown.imageUrl.isEmpty());
        QCOMPARE(shown.buttons.size(), protocol::limits::cardButtons);
        QVERIFY(shown.buttons.constFirst().text.toUtf8().size() <= protocol::limits::buttonBytes);
    }

    void asksWithASessionThatNamesNobody()
    {
        lex::Outcome outcome = lex::Response{};
        QList<lex::Request> requests;
        QStringList deleted;
        bots::LexBot bot({.id = u"a"_s, .name = u"A"_s, .about = {}},
                         std::make_unique<ToldRuntime>(outcome, requests, deleted), u"ONE"_s);
        QVERIFY(bot.info().startsOver);
        int answers = 0;
        const auto count = [&answers](const core::BotAnswer &) { ++answers; };
        bot.ask({.text = u" hi "_s, .session = u"bot:a:änn"_s, .locale = {}}, {}, count);
        bot.ask({.text = u"hi"_s, .session = u"bot:a:bob"_s, .locale = {}}, {}, count);
        QCOMPARE(answers, 2);
        QCOMPARE(requests.constFirst().text, u"hi"_s);
        static const QRegularExpression good(u"^[0-9a-zA-Z._:-]{2,100}$"_s);
        QVERIFY(good.match(requests.constFirst().sessionId).hasMatch());
        QVERIFY(requests.at(0).sessionId != requests.at(1).sessionId);
        QCOMPARE(requests.at(0).sessionId, bots::lexSessionOf(u"ONE"_s, u"bot:a:änn"_s));
        QVERIFY(requests.at(0).sessionId != bots::lexSessionOf(u"TWO"_s, u"bot:a:änn"_s));
        bot.startOver(u"bot:a:änn"_s, [](const QString &failure) { QVERIFY(failure.isEmpty()); });
        QCOMPARE(deleted, QStringList{requests.constFirst().sessionId});

        // What Lex would not take is not sent.
        QString failure;
        bot.ask({.text = QString(1025, u'x'), .session = u"s"_s, .locale = {}}, {},
                [&failure](const core::BotAnswer &answer) { failure = answer.failure; });
        QCOMPARE(failure, u"It reads 1,024 characters at most."_s);
        QCOMPARE(requests.size(), 2);

        QTest::ignoreMessage(QtWarningMsg, "the bot a did not answer: throttled: detail of the log");
        QTest::ignoreMessage(QtWarningMsg, "the bot a did not answer: throttled: detail of the log");
        outcome = lex::Failure{lex::FailureKind::Throttled, u"detail of the log"_s};
        bot.ask({.text = u"hi"_s, .session = u"s"_s, .locale = {}}, {},
                [&failure](const core::BotAnswer &answer) { failure = answer.failure; });
        QVERIFY(!failure.isEmpty() && !failure.contains(u"detail"_s));
        QString again;
        bot.startOver(u"s"_s, [&again](const QString &why) { again = why; });
        QCOMPARE(again, failure);
    }

    // Some services repeat what they refuse.
    void whatPeopleSayIsNoneOfTheLogs()
    {
        lex::Outcome outcome = lex::Failure{lex::FailureKind::Refused, u"Value 'my  CANARY is 1234' at 'text'"_s};
        QList<lex::Request> requests;
        QStringList deleted;
        bots::LexBot bot({.id = u"a"_s, .name = u"A"_s, .about = {}},
                         std::make_unique<ToldRuntime>(outcome, requests, deleted));
        QTest::ignoreMessage(QtWarningMsg, "the bot a did not answer: refused: (the reason repeats what was said)");
        bot.ask({.text = u" my canary is 1234"_s, .session = u"s"_s, .locale = {}}, {}, [](const core::BotAnswer &) {});
    }
};

CONFAB_APPLESS_TEST(TestLexBot)
#include "tst_lex_bot.moc"
