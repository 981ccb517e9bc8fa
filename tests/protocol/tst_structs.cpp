// SPDX-License-Identifier: GPL-3.0-or-later
#include "field_checks.h"
#include "sample_commands.h"
#include "sample_events.h"
#include "sample_values.h"

#include <QTest>

#include <array>
#include <vector>

using namespace confab;
using namespace confab::protocol;

namespace
{

using Check = QStringList (*)();

struct Row {
    QByteArray name;
    Check sample;
    Check roundTrip;
    Check unknownFields;
    Check absentFields;
    Check wrongValues;
    Check sizes;
};

template <class T>
Row rowFor(const QByteArray &name)
{
    return {name,
            &test::checkSample<T>,
            &test::checkRoundTrip<T>,
            &test::checkUnknownFields<T>,
            &test::checkAbsentFields<T>,
            &test::checkWrongValues<T>,
            &test::checkSizes<T>};
}

template <class... Alternatives>
void addAlternatives(std::vector<Row> &rows, const char *kind, const std::variant<Alternatives...> *)
{
    (rows.push_back(rowFor<Alternatives>(kind + QByteArray(Alternatives::verb.data(), Alternatives::verb.size()))),
     ...);
}

// All that ClientCommand and ServerEvent list, and the values that have no verb.
const std::vector<Row> &rows()
{
    static const auto all = [] {
        std::vector<Row> made;
        addAlternatives(made, "command ", static_cast<ClientCommand *>(nullptr));
        addAlternatives(made, "event ", static_cast<ServerEvent *>(nullptr));
        made.push_back(rowFor<Replies>("value Replies"));
        made.push_back(rowFor<Reaction>("value Reaction"));
        made.push_back(rowFor<Attachment>("value Attachment"));
        made.push_back(rowFor<CardButton>("value CardButton"));
        made.push_back(rowFor<Card>("value Card"));
        made.push_back(rowFor<DialogueSlot>("value DialogueSlot"));
        made.push_back(rowFor<Dialogue>("value Dialogue"));
        made.push_back(rowFor<Message>("value Message"));
        made.push_back(rowFor<LastLine>("value LastLine"));
        made.push_back(rowFor<Conversation>("value Conversation"));
        made.push_back(rowFor<Standing>("value Standing"));
        made.push_back(rowFor<SyncedConversation>("value SyncedConversation"));
        made.push_back(rowFor<User>("value User"));
        made.push_back(rowFor<Member>("value Member"));
        made.push_back(rowFor<BotInfo>("value BotInfo"));
        made.push_back(rowFor<ServerInfo>("value ServerInfo"));
        made.push_back(rowFor<ToldLimits>("value ToldLimits"));
        made.push_back(rowFor<Pref>("value Pref"));
        return made;
    }();
    return all;
}

void addRows()
{
    QTest::addColumn<int>("row");
    for (std::size_t row = 0; row < rows().size(); ++row)
        QTest::newRow(rows().at(row).name.constData()) << int(row);
}

QString run(Check Row::*check)
{
    QFETCH(int, row);
    return (rows().at(std::size_t(row)).*check)().join(u'\n');
}

template <class E>
QStringList wordsOf()
{
    QStringList words;
    for (const auto &[value, name] : EnumNames<E>::table) {
        if (nameOf(value) != name || valueOf<E>(QString(name)) != value)
            return {u"not one word for one value"_s};
        words.append(name);
    }
    words.removeDuplicates();
    return words;
}

} // namespace

class tst_Structs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sampleIsWhole_data() { addRows(); }
    void sampleIsWhole() { QCOMPARE(run(&Row::sample), QString()); }

    void roundTrip_data() { addRows(); }
    void roundTrip() { QCOMPARE(run(&Row::roundTrip), QString()); }

    void unknownFieldsAreIgnored_data() { addRows(); }
    void unknownFieldsAreIgnored() { QCOMPARE(run(&Row::unknownFields), QString()); }

    void absentFields_data() { addRows(); }
    void absentFields() { QCOMPARE(run(&Row::absentFields), QString()); }

    void wrongValuesAreRefused_data() { addRows(); }
    void wrongValuesAreRefused() { QCOMPARE(run(&Row::wrongValues), QString()); }

    void sizesAreBounded_data() { addRows(); }
    void sizesAreBounded() { QCOMPARE(run(&Row::sizes), QString()); }

    void enumerations();
    void arraysInPlaceOfObjects_data();
    void arraysInPlaceOfObjects();
    void aWordInPlaceOfAnObject_data();
    void aWordInPlaceOfAnObject();
    void boundsOfTheProtocol_data();
    void boundsOfTheProtocol();
};

// The words themselves: the generic checks would not see one that is misspelt on both ways.
void tst_Structs::enumerations()
{
    QCOMPARE(wordsOf<Role>(), QStringList({u"guest"_s, u"member"_s, u"moderator"_s, u"owner"_s}));
    QCOMPARE(wordsOf<ConversationKind>(), QStringList({u"group"_s, u"room"_s, u"dm"_s, u"bot"_s}));
    QCOMPARE(wordsOf<PresenceState>(), QStringList({u"offline"_s, u"online"_s, u"away"_s, u"dnd"_s}));
    QCOMPARE(wordsOf<Access>(), QStringList({u"open"_s, u"invite"_s, u"closed"_s}));
    QCOMPARE(wordsOf<ErrorCode>(), QStringList({u"badFrame"_s, u"unknownType"_s, u"badField"_s, u"tooLarge"_s,
                                                u"unauthenticated"_s, u"wrongCredentials"_s, u"forbidden"_s,
                                                u"notFound"_s, u"taken"_s, u"conflict"_s, u"rateLimited"_s, u"muted"_s,
                                                u"banned"_s, u"blocked"_s, u"botUnavailable"_s, u"unavailable"_s}));
    QVERIFY(Role::Guest < Role::Member && Role::Member < Role::Moderator && Role::Moderator < Role::Owner);
    QVERIFY(!isFinal(ErrorCode::RateLimited) && !isFinal(ErrorCode::Unavailable));
    QVERIFY(!isFinal(ErrorCode::Unauthenticated) && isFinal(ErrorCode::Muted) && isFinal(ErrorCode::BadFrame));
}

void tst_Structs::arraysInPlaceOfObjects_data()
{
    QTest::addColumn<QByteArray>("since");
    QTest::addColumn<QString>("field"); // of the error; empty: taken

    QTest::newRow("whole") << QByteArray(R"([["group",1,2,"X"]])") << QString();
    QTest::newRow("none") << QByteArray("[]") << QString();
    QTest::newRow("without the last, which is optional") << QByteArray(R"([["group",1,2]])") << QString();
    QTest::newRow("more behind it") << QByteArray(R"([["group",1,2,"X",true]])") << QString();
    QTest::newRow("too short") << QByteArray(R"([["group",1]])") << u"since.seq"_s;
    QTest::newRow("null where a number is wanted") << QByteArray(R"([["group",null,2,"X"]])") << u"since.cursor"_s;
    QTest::newRow("text where a number is wanted") << QByteArray(R"([["group","1",2,"X"]])") << u"since.cursor"_s;
    QTest::newRow("number where a text is wanted") << QByteArray(R"([["group",1,2,3]])") << u"since.id"_s;
    QTest::newRow("the second of two") << QByteArray(R"([["group",1,2],["",1,2]])") << u"since.conversation"_s;
    QTest::newRow("an object") << QByteArray(R"([{"conversation":"group","cursor":1,"seq":2}])") << u"since"_s;
}

void tst_Structs::arraysInPlaceOfObjects()
{
    QFETCH(QByteArray, since);
    QFETCH(QString, field);
    const auto command = parseCommand(R"({"type":"sync","id":"1","last":true,"since":)" + since + '}');
    QCOMPARE(command.has_value(), field.isEmpty());
    if (!command)
        QCOMPARE(command.error().field, field);
}

void tst_Structs::aWordInPlaceOfAnObject_data()
{
    QTest::addColumn<QByteArray>("only");
    QTest::addColumn<bool>("taken");
    QTest::addColumn<QString>("fieldOrKind"); // of the error; else what was read

    QTest::newRow("pinned") << QByteArray(R"("pinned")") << true << u"pinned"_s;
    QTest::newRow("files") << QByteArray(R"("files")") << true << u"files"_s;
    QTest::newRow("a thread") << QByteArray(R"({"thread":4})") << true << QString();
    QTest::newRow("a word that is none of them") << QByteArray(R"("threads")") << false << u"only"_s;
    QTest::newRow("the object's word") << QByteArray(R"("thread")") << false << u"only"_s;
    QTest::newRow("an empty word") << QByteArray(R"("")") << false << u"only"_s;
    QTest::newRow("an object without its field") << QByteArray("{}") << false << u"only.thread"_s;
    QTest::newRow("a word in the object") << QByteArray(R"({"thread":"pinned"})") << false << u"only.thread"_s;
    QTest::newRow("a number") << QByteArray("4") << false << u"only"_s;
    QTest::newRow("a list") << QByteArray(R"(["pinned"])") << false << u"only"_s;
}

void tst_Structs::aWordInPlaceOfAnObject()
{
    QFETCH(QByteArray, only);
    QFETCH(bool, taken);
    QFETCH(QString, fieldOrKind);
    const auto command = parseCommand(R"({"type":"history","id":"1","conversation":"group","only":)" + only + '}');
    QCOMPARE(command.has_value(), taken);
    if (!command) {
        QCOMPARE(command.error().field, fieldOrKind);
        return;
    }
    const auto &read = std::get<History>(*command).only;
    QVERIFY(read);
    QCOMPARE(read->isWord() ? QString(nameOf(read->kind)) : QString(), fieldOrKind);
    QCOMPARE(read->thread, read->isWord() ? 0 : 4);
    // Written as it was read.
    QVERIFY2(encode(*command).contains(R"("only":)" + only), encode(*command));
    const auto again = parseCommand(encode(*command));
    QVERIFY(again && *again == *command);
}

void tst_Structs::boundsOfTheProtocol_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("field");

    const auto row = [](const char *name, const QByteArray &fields, ErrorCode code, const QString &field) {
        QTest::newRow(name) << R"({"id":"I",)" + fields + '}' << code << field;
    };
    const QByteArray longText(8 * 1024 + 1, 'x');
    const auto list = [](qsizetype count, const QByteArray &item) {
        QByteArray items = item;
        for (qsizetype i = 1; i < count; ++i)
            items += ',' + item;
        return '[' + items + ']';
    };
    row("text of a message", R"("type":"sendMessage","message":")" + longText + '"', ErrorCode::TooLarge, u"message"_s);
    row("text of a direct message", R"("type":"directMessage","to":"b","message":")" + longText + '"',
        ErrorCode::TooLarge, u"message"_s);
    row("text for a bot", R"("type":"bot","message":")" + longText + '"', ErrorCode::TooLarge, u"message"_s);
    row("text of an edit",
        R"("type":"edit","conversation":"group","seq":1,"of":"O","base":1,"message":")" + longText + '"',
        ErrorCode::TooLarge, u"message"_s);
    row("an emoji",
        R"("type":"react","conversation":"group","seq":1,"of":"O","on":true,"emoji":")" + QByteArray(65, 'x') + '"',
        ErrorCode::BadField, u"emoji"_s);
    row("prefs of a frame", R"("type":"prefs","set":)" + list(21, R"(["a","b"])"), ErrorCode::BadField, u"set"_s);
    row("key of a pref", R"("type":"prefs","set":[[")" + QByteArray(401, 'x') + R"(","b"]])", ErrorCode::BadField,
        u"set.key"_s);
    row("topic", R"("type":"createRoom","name":"r","public":true,"topic":")" + longText + '"', ErrorCode::BadField,
        u"topic"_s);
    row("watched people", R"("type":"watch","users":)" + list(201, R"("a")"), ErrorCode::BadField, u"users"_s);
    row("named people", R"("type":"users","users":)" + list(101, R"("a")"), ErrorCode::BadField, u"users"_s);
    row("revs of a ping", R"("type":"ping","revs":)" + list(26, R"(["group",1])"), ErrorCode::BadField, u"revs"_s);
    row("conversations of a sync", R"("type":"sync","last":true,"since":)" + list(251, R"(["group",1,1])"),
        ErrorCode::BadField, u"since"_s);
    row("members of a new room", R"("type":"createRoom","name":"r","public":true,"members":)" + list(101, R"("a")"),
        ErrorCode::BadField, u"members"_s);
}

void tst_Structs::boundsOfTheProtocol()
{
    QFETCH(QByteArray, frame);
    QFETCH(ErrorCode, code);
    QFETCH(QString, field);
    const auto command = parseCommand(frame);
    QVERIFY(!command);
    QCOMPARE(command.error().code, code);
    QCOMPARE(command.error().field, field);
    QCOMPARE(command.error().id, u"I"_s);
}

QTEST_GUILESS_MAIN(tst_Structs)
#include "tst_structs.moc"
