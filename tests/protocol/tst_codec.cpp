// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/json_writer.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QTimeZone>

#include <set>

using namespace confab;
using namespace confab::protocol;

class tst_Codec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesThatAreNone_data();
    void framesThatAreNone();
    void utf8IsCheckedFirst();
    void everyPrefixIsRefused();
    void framesThatAreGood_data();
    void framesThatAreGood();
    void depth_data();
    void depth();
    void lastDuplicateWins();
    void typeOfACommand_data();
    void typeOfACommand();
    void errorsCarryTheId_data();
    void errorsCarryTheId();
    void eventsAreNoCommands();
    void encodedCommand();
    void encodedEvent();
    void welcomeOfAStranger();
    void timesAreUtcWithMilliseconds();
    void encodedSizeIsThatOfTheFrame();
    void encodedSizeOfAnyText();
    void compactJsonOfAnyTime();
    void idAndVerb();
    void canonicalHashOfTheSame_data();
    void canonicalHashOfTheSame();
    void canonicalHashOfOthers();
    void canonicalHashStays();
};

void tst_Codec::framesThatAreNone_data()
{
    QTest::addColumn<QByteArray>("frame");

    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("blanks") << QByteArray("  \n");
    QTest::newRow("a word") << QByteArray("hello");
    QTest::newRow("a list") << QByteArray("[1]");
    QTest::newRow("a string") << QByteArray("\"a\"");
    QTest::newRow("a number") << QByteArray("5");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("cut short") << QByteArray(R"({"a":1)");
    QTest::newRow("cut in a string") << QByteArray(R"({"a":"b)");
    QTest::newRow("cut behind a backslash") << QByteArray(R"({"a":"b\)");
    QTest::newRow("cut in an escape") << QByteArray(R"({"a":"\u12)");
    QTest::newRow("cut in a pair") << QByteArray(R"({"a":"\ud83d\u)");
    QTest::newRow("two objects") << QByteArray("{}{}");
    QTest::newRow("something behind it") << QByteArray(R"({"a":1} x)");
    QTest::newRow("comma at the end") << QByteArray(R"({"a":1,})");
    QTest::newRow("single quotes") << QByteArray("{'a':1}");
    QTest::newRow("a comment") << QByteArray("{}//");
    QTest::newRow("NaN") << QByteArray(R"({"a":NaN})");
    QTest::newRow("a lone 0xFF") << QByteArray("{\"a\":\"\xff\"}");
    QTest::newRow("overlong slash") << QByteArray("{\"a\":\"\xc0\xaf\"}");
    QTest::newRow("cut UTF-8") << QByteArray("{\"a\":\"\xe2\x82\"}");
    QTest::newRow("surrogate in UTF-8") << QByteArray("{\"a\":\"\xed\xa0\x80\"}");
    QTest::newRow("past U+10FFFF") << QByteArray("{\"a\":\"\xf4\x90\x80\x80\"}");
    QTest::newRow("Latin-1 in a key") << QByteArray("{\"\xe9\":1}");
    QTest::newRow("escaped high surrogate alone") << QByteArray(R"({"a":"\ud800"})");
    QTest::newRow("escaped low surrogate alone") << QByteArray(R"({"a":"\udc00"})");
    QTest::newRow("capital digits") << QByteArray(R"({"a":"\uD83D"})");
    QTest::newRow("two high surrogates") << QByteArray(R"({"a":"\ud83d\ud83d"})");
    QTest::newRow("surrogates in the wrong order") << QByteArray(R"({"a":"\ude00\ud83d"})");
    QTest::newRow("high surrogate, then a letter") << QByteArray(R"({"a":"\ud83dA"})");
    QTest::newRow("high surrogate, then another escape") << QByteArray(R"({"a":"\ud83d\n"})");
    QTest::newRow("a surrogate in a key") << QByteArray(R"({"\ud800":1})");
    QTest::newRow("a surrogate in an unknown field, deep") << QByteArray(R"({"a":[{"b":["\udfff"]}]})");
    QTest::newRow("escaped U+0000") << QByteArray(R"({"a":"\u0000"})");
    QTest::newRow("escaped U+0000 in a key") << QByteArray(R"({"a\u0000":1})");
    QTest::newRow("bare U+0000 in a string") << QByteArray("{\"a\":\"b\0c\"}", 11);
    QTest::newRow("bare U+0000 outside") << QByteArray("{\"a\":1}\0", 8);
    QTest::newRow("bare line end in a string") << QByteArray("{\"a\":\"b\nc\"}");
    QTest::newRow("no hex digit") << QByteArray(R"({"a":"\u00zz"})");
}

void tst_Codec::framesThatAreNone()
{
    QFETCH(QByteArray, frame);
    const auto object = parseFrame(frame);
    QVERIFY(!object);
    QCOMPARE(object.error().code, ErrorCode::BadFrame);
    QVERIFY(!object.error().message.isEmpty());
    QCOMPARE(object.error().id, QString());
    // The same on the way of either side.
    QVERIFY(!parseCommand(frame));
    QCOMPARE(parseCommand(frame).error().code, ErrorCode::BadFrame);
    QVERIFY(!parseEvent(frame));
    QCOMPARE(parseEvent(frame).error().code, ErrorCode::BadFrame);
}

// The JSON parser finds most of it too; what is no text at all is told as that, wherever in the frame it is.
void tst_Codec::utf8IsCheckedFirst()
{
    for (const QByteArray frame : {"{\"a\":\"\xff\"}", "\xc3", "{}\xff", "[\"\xed\xa0\x80\"]"}) {
        const auto object = parseFrame(frame);
        QVERIFY(!object);
        QCOMPARE(object.error().message, u"not UTF-8"_s);
    }
}

void tst_Codec::everyPrefixIsRefused()
{
    const QByteArray whole = R"({"type":"sync","id":"\ud83d\ude00\"é","since":[["group",1,2,"\\u00"]],"last":true})";
    QVERIFY(parseCommand(whole));
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const auto command = parseCommand(whole.left(size));
        QVERIFY(!command);
        QCOMPARE(command.error().code, ErrorCode::BadFrame);
    }
}

void tst_Codec::framesThatAreGood_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QString>("a");

    QTest::newRow("plain") << QByteArray(R"({"a":"b"})") << u"b"_s;
    QTest::newRow("blanks around") << QByteArray(" {\r\n\t\"a\" : \"b\" } \n") << u"b"_s;
    QTest::newRow("an escaped pair") << QByteArray(R"({"a":"\ud83d\uDE00"})") << u"😀"_s;
    QTest::newRow("the pair as it is") << QByteArray(R"({"a":"😀"})") << u"😀"_s;
    QTest::newRow("an escaped backslash before u0000") << QByteArray(R"({"a":"\\u0000"})") << u"\\u0000"_s;
    QTest::newRow("an escaped backslash before ud800") << QByteArray(R"({"a":"\\ud800"})") << u"\\ud800"_s;
    QTest::newRow("an escaped quote") << QByteArray(R"({"a":"\"[[[[[[[[[[[[[[[[[["})") << u"\"[[[[[[[[[[[[[[[[[["_s;
    QTest::newRow("escaped key") << QByteArray(R"({"\u0061":"b"})") << u"b"_s;
    QTest::newRow("last BMP character before the surrogates")
        << QByteArray(R"({"a":"\ud7ff\ue000"})") << u"\ud7ff\ue000"_s;
}

void tst_Codec::framesThatAreGood()
{
    QFETCH(QByteArray, frame);
    QFETCH(QString, a);
    const auto object = parseFrame(frame);
    QVERIFY(object);
    QCOMPARE(object->value("a"_L1).toString(), a);
}

void tst_Codec::depth_data()
{
    QTest::addColumn<QByteArray>("open");
    QTest::addColumn<QByteArray>("close");

    QTest::newRow("lists") << QByteArray("[") << QByteArray("]");
    QTest::newRow("objects") << QByteArray(R"({"a":)") << QByteArray("}");
}

void tst_Codec::depth()
{
    QFETCH(QByteArray, open);
    QFETCH(QByteArray, close);
    const auto nested = [&](int levels) {
        return R"({"a":)" + open.repeated(levels - 1) + "1" + close.repeated(levels - 1) + '}';
    };
    QVERIFY(parseFrame(nested(16)));
    QVERIFY(!parseFrame(nested(17)));
    QVERIFY(!parseFrame(nested(5000)));
    // Side by side is not deep.
    QVERIFY(parseFrame(R"({"a":[)" + QByteArray("[],").repeated(100) + "[]]}"));
}

void tst_Codec::lastDuplicateWins()
{
    const auto command = parseCommand(
        R"({"type":"ping","id":"1","type":"sendMessage","message":"first","id":"01HX5ZZKBKACTAV9WEVGEMMVRZ",
                                          "message":5,"message":"last"})");
    QVERIFY(command);
    QCOMPARE(std::get<SendMessage>(*command).message, u"last"_s);
    QCOMPARE(std::get<SendMessage>(*command).id, u"01HX5ZZKBKACTAV9WEVGEMMVRZ"_s);
    // What is passed on is written anew.
    QVERIFY(!encode(*command).contains("first"));
    QCOMPARE(encode(*command).count("\"message\""), 1);
}

void tst_Codec::typeOfACommand_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("field");

    QTest::newRow("none") << QByteArray(R"({"id":"1","action":"sendMessage"})") << ErrorCode::BadField << u"type"_s;
    QTest::newRow("null") << QByteArray(R"({"type":null})") << ErrorCode::BadField << u"type"_s;
    QTest::newRow("a number") << QByteArray(R"({"type":1})") << ErrorCode::BadField << u"type"_s;
    QTest::newRow("unknown") << QByteArray(R"({"type":"noSuchVerb"})") << ErrorCode::UnknownType << QString();
    QTest::newRow("empty") << QByteArray(R"({"type":""})") << ErrorCode::UnknownType << QString();
    QTest::newRow("before all others") << QByteArray(R"({"type":"a"})") << ErrorCode::UnknownType << QString();
    QTest::newRow("behind all others") << QByteArray(R"({"type":"zzz"})") << ErrorCode::UnknownType << QString();
    QTest::newRow("the beginning of one") << QByteArray(R"({"type":"send"})") << ErrorCode::UnknownType << QString();
    QTest::newRow("another case") << QByteArray(R"({"type":"Ping"})") << ErrorCode::UnknownType << QString();
    QTest::newRow("a later part's") << QByteArray(R"({"type":"ban"})") << ErrorCode::UnknownType << QString();
    QTest::newRow("an event's") << QByteArray(R"({"type":"welcome"})") << ErrorCode::UnknownType << QString();
    QTest::newRow("not Latin") << QByteArray(R"({"type":"пинг"})") << ErrorCode::UnknownType << QString();
}

void tst_Codec::typeOfACommand()
{
    QFETCH(QByteArray, frame);
    QFETCH(ErrorCode, code);
    QFETCH(QString, field);
    const auto command = parseCommand(frame);
    QVERIFY(!command);
    QCOMPARE(command.error().code, code);
    QCOMPARE(command.error().field, field);
}

void tst_Codec::errorsCarryTheId_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QString>("id");

    QTest::newRow("unknown type") << QByteArray(R"({"type":"x","id":"I"})") << u"I"_s;
    QTest::newRow("no type") << QByteArray(R"({"id":"I"})") << u"I"_s;
    QTest::newRow("a bad field") << QByteArray(R"({"type":"sendMessage","id":"I","message":5})") << u"I"_s;
    QTest::newRow("none") << QByteArray(R"({"type":"x"})") << QString();
    QTest::newRow("of the wrong kind") << QByteArray(R"({"type":"signOut","id":7})") << QString();
    QTest::newRow("too long") << QByteArray(R"({"type":"signOut","id":")" + QByteArray(65, 'x') + "\"}") << QString();
}

void tst_Codec::errorsCarryTheId()
{
    QFETCH(QByteArray, frame);
    QFETCH(QString, id);
    const auto command = parseCommand(frame);
    QVERIFY(!command);
    QCOMPARE(command.error().id, id);
    // An answer that cannot be read still tells which command it was for, where that is there.
    const auto event = parseEvent(frame);
    QVERIFY(!event);
    QCOMPARE(event.error().id, id);
}

void tst_Codec::eventsAreNoCommands()
{
    // `read`, `typing`, `users`, `members` and `rooms` are verbs of both sides, with other fields.
    const auto command = parseCommand(R"({"type":"users","id":"1","users":["ann"]})");
    QVERIFY(command && std::holds_alternative<LookUpUsers>(*command));
    QVERIFY(!parseEvent(R"({"type":"users","id":"1","users":["ann"]})"));
    const auto event = parseEvent(R"({"type":"users","id":"1","users":[]})");
    QVERIFY(event && std::holds_alternative<UserList>(*event));
    QCOMPARE(parseEvent(R"({"type":"hello"})").error().code, ErrorCode::UnknownType);
}

void tst_Codec::encodedCommand()
{
    QCOMPARE(encode(ClientCommand(SendMessage{.id = u"1"_s, .message = u"a\n\"b\" ü"_s})),
             QByteArray(R"({"action":"sendMessage","id":"1","message":"a\n\"b\" ü","type":"sendMessage"})"));
    QCOMPARE(encode(ClientCommand(Hello{})), QByteArray(R"({"action":"sendMessage","type":"hello"})"));
}

void tst_Codec::encodedEvent()
{
    QCOMPARE(encode(ServerEvent(Ack{.id = u"1"_s, .conversation = {}, .seq = limits::maxInteger, .at = {}})),
             QByteArray(R"({"id":"1","seq":9007199254740991,"type":"ack"})"));
    QCOMPARE(encode(ServerEvent(TypingPush{.conversation = u"group"_s, .user = u"ann"_s, .on = true})),
             QByteArray(R"({"conversation":"group","on":true,"type":"typing","user":"ann"})"));
}

void tst_Codec::welcomeOfAStranger()
{
    Welcome welcome;
    welcome.server = {.name = u"Lab"_s, .id = u"1"_s, .epoch = u"2"_s, .version = u"3"_s};
    const QJsonObject stranger = QJsonDocument::fromJson(encode(ServerEvent(welcome))).object();
    QVERIFY(stranger.contains("you"_L1));
    QVERIFY(stranger.value("you"_L1).isNull());
    const auto read = parseEvent(encode(ServerEvent(welcome)));
    QVERIFY(read);
    QCOMPARE(std::get<Welcome>(*read), welcome);

    welcome.you = User{.username = u"ann"_s, .displayName = u"Ann"_s, .state = {}, .status = {}};
    const QJsonObject known = QJsonDocument::fromJson(encode(ServerEvent(welcome))).object();
    QCOMPARE(known.value("you"_L1).toObject().value("username"_L1).toString(), u"ann"_s);
}

void tst_Codec::timesAreUtcWithMilliseconds()
{
    const auto at = [](const QDateTime &time) {
        const auto object =
            QJsonDocument::fromJson(encode(ServerEvent(Ack{.id = u"1"_s, .conversation = {}, .at = time}))).object();
        return object.value("at"_L1).toString();
    };
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(1706704496007);
    QCOMPARE(at(time.toUTC()), u"2024-01-31T12:34:56.007Z"_s);
    QCOMPARE(at(time.toOffsetFromUtc(5400)), u"2024-01-31T12:34:56.007Z"_s);
    QCOMPARE(at(QDateTime::fromMSecsSinceEpoch(1706704496000)), u"2024-01-31T12:34:56.000Z"_s);
}

void tst_Codec::encodedSizeIsThatOfTheFrame()
{
    const User user{.username = u"ann"_s, .displayName = u"Ännchen \"x\""_s, .state = {}, .status = {}};
    const ServerEvent one(UserList{.id = u"1"_s, .users = {user}, .next = {}});
    const ServerEvent two(UserList{.id = u"1"_s, .users = {user, user}, .next = {}});
    QCOMPARE(encode(two).size() - encode(one).size(), encodedSize(user) + 1); // and a comma
}

void tst_Codec::encodedSizeOfAnyText()
{
    const auto check = [](const QString &text) {
        const User user{.username = u"ann"_s, .displayName = text, .state = {}, .status = {}};
        const QByteArray json = QJsonDocument(toJson(user)).toJson(QJsonDocument::Compact);
        return encodedSize(user) == json.size() && compactJson(user) == json;
    };
    for (char32_t point = 1; point <= 0x10FFFF; point += point < 0x3000 ? 1 : 97) {
        if (!QChar::isSurrogate(point))
            QVERIFY2(check(u"a"_s + QString::fromUcs4(&point, 1)), qPrintable(QString::number(point, 16)));
    }
    for (const qint64 number : {qint64{1}, qint64{9}, qint64{10}, qint64{999}, qint64{1000}, limits::maxInteger}) {
        const MarkRead read{.id = u"1"_s, .conversation = u"group"_s, .seq = number};
        QCOMPARE(encodedSize(read), QJsonDocument(toJson(read)).toJson(QJsonDocument::Compact).size());
        QCOMPARE(compactJson(read), QJsonDocument(toJson(read)).toJson(QJsonDocument::Compact));
    }
}

void tst_Codec::compactJsonOfAnyTime()
{
    const auto check = [](const QDateTime &at) {
        Ack ack;
        ack.at = at;
        QCOMPARE(compactJson(ack), QJsonDocument(toJson(ack)).toJson(QJsonDocument::Compact));
    };
    for (qint64 ms = -62135596800000; ms < 253402300800000; ms += 86399999 * qint64{997})
        check(QDateTime::fromMSecsSinceEpoch(ms, QTimeZone(0)));
    // The last milliseconds before and the first of years that need more or fewer digits than four.
    for (const qint64 ms : {qint64{-62135596800001}, qint64{-62135596800000}, qint64{-1}, qint64{0},
                            qint64{951782399999}, qint64{253402300799999}, qint64{253402300800000}})
        check(QDateTime::fromMSecsSinceEpoch(ms, QTimeZone(0)));
    check(QDateTime());
}

void tst_Codec::idAndVerb()
{
    const ClientCommand command(MarkRead{.id = u"I"_s, .conversation = u"group"_s, .seq = 1});
    QCOMPARE(idOf(command), u"I"_s);
    QCOMPARE(verbOf(command), "read"_L1);
    QCOMPARE(verbOf(ClientCommand(GuestSignIn{})), "guest"_L1);
}

void tst_Codec::canonicalHashOfTheSame_data()
{
    QTest::addColumn<QByteArray>("spelling");

    QTest::newRow("another id") << QByteArray(
        R"({"type":"sendMessage","id":"01HX5ZZKBKACTAV9WEVGEMMVS0","message":"a\"b"})");
    QTest::newRow("another order") << QByteArray(
        R"({"message":"a\"b","id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","type":"sendMessage"})");
    QTest::newRow("blanks") << QByteArray(
        "{ \"type\" :\"sendMessage\",\n\"id\":\"01HX5ZZKBKACTAV9WEVGEMMVRZ\",\"message\":\"a\\\"b\" }");
    QTest::newRow("escapes") << QByteArray(
        R"({"type":"sendMessage","id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","message":"\u0061\u0022b"})");
    QTest::newRow("unknown fields") << QByteArray(
        R"({"type":"sendMessage","id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","message":"a\"b","x":[1]})");
    QTest::newRow("an action") << QByteArray(
        R"({"type":"sendMessage","id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","message":"a\"b","action":"y"})");
    QTest::newRow("the default written out") << QByteArray(
        R"({"type":"sendMessage","id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","message":"a\"b","conversation":"group"})");
    QTest::newRow("null for the default") << QByteArray(
        R"({"type":"sendMessage","id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","message":"a\"b","conversation":null})");
}

void tst_Codec::canonicalHashOfTheSame()
{
    QFETCH(QByteArray, spelling);
    const auto command = parseCommand(R"({"type":"sendMessage","id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","message":"a\"b"})");
    const auto other = parseCommand(spelling);
    QVERIFY(command && other);
    QCOMPARE(canonicalHash(*other), canonicalHash(*command));
}

void tst_Codec::canonicalHashOfOthers()
{
    const std::vector<ClientCommand> different{
        SendMessage{.id = u"1"_s, .message = u"a"_s},
        SendMessage{.id = u"1"_s, .message = u"b"_s},
        SendMessage{.id = u"1"_s, .message = u"a "_s},
        SendMessage{.id = u"1"_s, .conversation = u"room:a"_s, .message = u"a"_s},
        DirectMessage{.id = u"1"_s, .to = u"a"_s, .message = u"a"_s},
        DirectMessage{.id = u"1"_s, .to = u"A"_s, .message = u"a"_s},
        AskBot{.id = u"1"_s, .bot = {}, .message = u"a"_s},
        AskBot{.id = u"1"_s, .bot = u"a"_s, .message = u"a"_s},
        // The same fields under another verb.
        JoinRoom{.id = u"1"_s, .conversation = u"room:a"_s},
        LeaveRoom{.id = u"1"_s, .conversation = u"room:a"_s},
        DeleteRoom{.id = u"1"_s, .conversation = u"room:a"_s},
        AddMember{.id = u"1"_s, .conversation = u"room:a"_s, .user = u"b"_s},
        RemoveMember{.id = u"1"_s, .conversation = u"room:a"_s, .user = u"b"_s},
        EditMessage{.id = u"1"_s, .conversation = u"group"_s, .seq = 1, .of = u"O"_s, .base = 1, .message = u"a"_s},
        EditMessage{.id = u"1"_s, .conversation = u"group"_s, .seq = 1, .of = u"O"_s, .base = 2, .message = u"a"_s},
        DeleteMessage{.id = u"1"_s, .conversation = u"group"_s, .seq = 1, .of = u"O"_s},
        PinMessage{.id = u"1"_s, .conversation = u"group"_s, .seq = 1, .of = u"O"_s, .on = true},
        PinMessage{.id = u"1"_s, .conversation = u"group"_s, .seq = 1, .of = u"O"_s, .on = false},
        SendMessage{.id = u"1"_s, .message = u"a"_s, .replyTo = 2},
        SendMessage{.id = u"1"_s, .message = u"a"_s, .thread = 2},
        SendMessage{.id = u"1"_s, .message = u"a"_s, .thread = 2, .alsoRoom = true},
        // Absent is not the same as empty.
        UpdateRoom{.id = u"1"_s, .conversation = u"room:a"_s, .name = u"n"_s, .topic = {}, .isPublic = {}},
        UpdateRoom{.id = u"1"_s, .conversation = u"room:a"_s, .name = u"n"_s, .topic = u""_s, .isPublic = {}},
    };
    std::set<QByteArray> hashes;
    for (const auto &command : different)
        hashes.insert(canonicalHash(command));
    QCOMPARE(hashes.size(), different.size());
}

// Stored with every message for good: another hash would turn a repeat from before an update into a conflict.
void tst_Codec::canonicalHashStays()
{
    // SHA-256 of {"message":"a","type":"sendMessage"}
    QCOMPARE(canonicalHash(SendMessage{.id = u"1"_s, .message = u"a"_s}).toHex(),
             QByteArray("0c93c1242046fa84ee2e5fee3921e55a2acb6573026f11b16393b499d6183023"));
}

CONFAB_TEST(tst_Codec)
#include "tst_codec.moc"
