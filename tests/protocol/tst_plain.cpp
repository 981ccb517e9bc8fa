// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/protocol/plain.h>

#include <QTest>

using namespace confab::protocol;
using namespace confab::protocol::plain;
using namespace Qt::StringLiterals;

namespace
{

QString shown(const Command &command)
{
    const auto [kind, texts] = std::visit(
        [](const auto &value) -> std::pair<QString, QStringList> {
            using T = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<T, Register>)
                return {u"register"_s, {value.username}};
            else if constexpr (std::is_same_v<T, Say>)
                return {u"say"_s, {value.message}};
            else if constexpr (std::is_same_v<T, Direct>)
                return {u"direct"_s, {value.to, value.message}};
            else if constexpr (std::is_same_v<T, Ask>)
                return {u"ask"_s, {value.message}};
            else if constexpr (std::is_same_v<T, Malformed>)
                return {u"malformed"_s, {}};
            else
                return {u"tooLong"_s, {}};
        },
        command);
    return kind + u'(' + texts.join(u'|') + u')';
}

} // namespace

class tst_Plain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void frames_data();
    void frames();
    void sentences_data();
    void sentences();
};

void tst_Plain::frames_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QString>("command");

    const auto row = [](const char *what, const QByteArray &frame, const QString &command) {
        QTest::newRow(what) << frame << command;
    };
    row("register", R"({"action":"sendMessage","type":"register","username":"Ann"})", u"register(Ann)"_s);
    row("register, trimmed", R"({"type":"register","username":" \tAnn B\n"})", u"register(Ann B)"_s);
    row("register, blank", R"({"type":"register","username":"  "})", u"register()"_s);
    row("register, missing", R"({"type":"register"})", u"register()"_s);
    row("register, null", R"({"type":"register","username":null})", u"register()"_s);
    row("register, a number", R"({"type":"register","username":5})", u"malformed()"_s);
    row("register does not look at the message", R"({"type":"register","username":"Ann","message":5})",
        u"register(Ann)"_s);
    row("register, longer than any name", R"({"type":"register","username":")" + QByteArray(257, 'x') + "\"}",
        u"tooLong()"_s);

    row("say", R"({"action":"sendMessage","type":"sendMessage","message":"hi"})", u"say(hi)"_s);
    row("say is not trimmed", R"({"type":"sendMessage","message":"  hi\n"})", u"say(  hi\n)"_s);
    row("say, empty", R"({"type":"sendMessage","message":""})", u"say()"_s);
    row("say, missing", R"({"type":"sendMessage"})", u"say()"_s);
    row("say, null", R"({"type":"sendMessage","message":null})", u"say()"_s);
    row("say, a list", R"({"type":"sendMessage","message":["hi"]})", u"malformed()"_s);
    row("say, an object", R"({"type":"sendMessage","message":{}})", u"malformed()"_s);
    row("say, true", R"({"type":"sendMessage","message":true})", u"malformed()"_s);
    row("another type", R"({"type":"shout","message":"hi"})", u"say(hi)"_s);
    row("a type in capitals is another", R"({"type":"BOT","message":"hi"})", u"say(hi)"_s);
    row("a verb of the other dialect", R"({"type":"createRoom","message":"hi"})", u"say(hi)"_s);
    row("no type", R"({"message":"hi"})", u"say(hi)"_s);
    row("type null", R"({"type":null,"message":"hi"})", u"say(hi)"_s);
    row("type of the wrong kind", R"({"type":1,"message":"hi"})", u"malformed()"_s);
    row("an empty object", "{}", u"say()"_s);
    row("JSON within is a text", R"({"message":"{\"type\":\"bot\"}"})", u"say({\"type\":\"bot\"})"_s);
    row("lines and letters of all kinds", R"({"message":"a\n\tb ü 😀"})", u"say(a\n\tb ü 😀)"_s);

    row("direct", R"({"type":"directMessage","to":" Ben ","message":" hi "})", u"direct(Ben|hi)"_s);
    row("direct without a message", R"({"type":"directMessage","to":"Ben"})", u"direct(Ben|)"_s);
    row("direct to nobody", R"({"type":"directMessage","message":"hi"})", u"direct(|hi)"_s);
    row("direct, nothing", R"({"type":"directMessage"})", u"direct(|)"_s);
    row("direct to a number", R"({"type":"directMessage","to":5,"message":"hi"})", u"malformed()"_s);
    row("direct with a number", R"({"type":"directMessage","to":"Ben","message":5})", u"malformed()"_s);

    row("ask", R"({"type":"bot","message":" why? "})", u"ask(why?)"_s);
    row("ask nothing", R"({"type":"bot","message":" "})", u"ask()"_s);
    row("ask, missing", R"({"type":"bot"})", u"ask()"_s);
    row("ask a number", R"({"type":"bot","message":0})", u"malformed()"_s);

    row("not JSON", "hi", u"malformed()"_s);
    row("nothing", "", u"malformed()"_s);
    row("a list", "[]", u"malformed()"_s);
    row("a string", "\"hi\"", u"malformed()"_s);
    row("not UTF-8", "{\"message\":\"\xff\"}", u"malformed()"_s);
    row("half of a pair", R"({"message":"\ud800"})", u"malformed()"_s);
    row("U+0000", R"({"message":"\u0000"})", u"malformed()"_s);
    row("a control character", R"({"message":"a\u0007"})", u"malformed()"_s);
    row("nested too deep", R"({"x":)" + QByteArray(16, '[') + QByteArray(16, ']') + '}', u"malformed()"_s);

    const QByteArray longest(8 * 1024, 'x');
    for (const QByteArray type : {"sendMessage", "directMessage", "bot"}) {
        const auto frame = [&type](const QByteArray &message) {
            return R"({"to":"Ben","type":")" + type + R"(","message":")" + message + "\"}";
        };
        const QString kind = type == "bot" ? u"ask("_s : type == "sendMessage" ? u"say("_s : u"direct(Ben|"_s;
        row(("the longest: " + type).constData(), frame(longest), kind + QString::fromLatin1(longest) + u')');
        row(("too long: " + type).constData(), frame(longest + 'x'), u"tooLong()"_s);
        row(("too long in bytes: " + type).constData(), frame(QByteArray("ü").repeated(4097)), u"tooLong()"_s);
    }
    row("the longest with a line end behind it", R"({"type":"bot","message":")" + longest + "\\r\\n\"}",
        u"ask("_s + QString::fromLatin1(longest) + u')');
}

void tst_Plain::frames()
{
    QFETCH(QByteArray, frame);
    QTEST(shown(parse(frame)), "command");
}

void tst_Plain::sentences_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("wanted");

    const auto row = [](const char *wanted, const QString &said) {
        QTest::newRow(wanted) << said << QString::fromUtf8(wanted);
    };
    row("Anonymous", anonymous);
    row("Ann has joined the chat.", joined(u"Ann"_s));
    row("Ann has left the chat.", left(u"Ann"_s));
    row("Anonymous has left the chat.", left(anonymous));
    row("Registration failed: Username cannot be empty.", registrationEmpty());
    row("Registration failed: Username Ann is taken.", registrationTaken(u"Ann"_s));
    row("Message sent to Ben: hi", directSent(u"Ben"_s, u"hi"_s));
    row("DM failed: Invalid payload.", directInvalid());
    row("DM failed: User Ben does not exist or is not registered.", directUnknown(u"Ben"_s));
    row("Bot: 42", botReply(u"42"_s));
    row("Bot: I couldn't process that request.", botReply(QString()));
    row("Bot request failed: Message cannot be empty.", botEmpty());
    row("Bot error: no answer", botFailed(u"no answer"_s));
    row("Error: the message is not a JSON object.", notAnObject());
    row("Error: the message is too long.", tooLong());
    row("Error: too many messages, wait 1 s.", tooMany(1));
    row("Error: too many messages, wait 2 s.", tooMany(1001));
    row("Error: too many messages, wait 3 s.", tooMany(3000));
    row("Error: the message was not accepted.", notAccepted());
    row("Error: the message could not be stored.", notStored());
    row("This server needs an account: use Confab to sign in.", needsAccount());
    // Names and texts with a place mark of their own come out as they are.
    row("Message sent to %1: %2", directSent(u"%1"_s, u"%2"_s));
}

void tst_Plain::sentences()
{
    QFETCH(QString, said);
    QTEST(said, "wanted");
}

CONFAB_TEST(tst_Plain)
#include "tst_plain.moc"
