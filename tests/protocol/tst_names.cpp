// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/protocol/names.h>

#include <QTest>

using namespace confab::protocol;
using namespace Qt::StringLiterals;

namespace
{

constexpr int good = -1;

int asInt(std::optional<NameProblem> problem)
{
    return problem ? int(*problem) : good;
}

} // namespace

class tst_Names : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keys_data();
    void keys();
    void keyOfAKeyIsTheKey();
    void keysSortByBytes();
    void usernames_data();
    void usernames();
    void displayNames_data();
    void displayNames();
    void guests();
    void conversations();
    void directKeys_data();
    void directKeys();
    void botKeys();
    void oneEmoji_data();
    void oneEmoji();
};

void tst_Names::keys_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("key");

    QTest::newRow("small letters stay") << u"ann_1.x-y"_s << u"ann_1.x-y"_s;
    QTest::newRow("capitals") << u"ANN"_s << u"ann"_s;
    QTest::newRow("fullwidth") << u"Ａｎｎ１"_s << u"ann1"_s;
    QTest::newRow("ligature") << u"ﬁnn"_s << u"finn"_s;
    QTest::newRow("decomposed") << u"e\u0301va"_s << u"éva"_s;
    QTest::newRow("sharp s stays") << u"Weiß"_s << u"weiß"_s;
    QTest::newRow("capital sharp s") << u"WEI\u1E9E"_s << u"weiß"_s;
    QTest::newRow("dotted capital I stays") << u"İnci"_s << u"İnci"_s;
    QTest::newRow("dotless i stays") << u"ışık"_s << u"ışık"_s;
    QTest::newRow("I folds to i, in Turkish too") << u"ISIK"_s << u"isik"_s;
    QTest::newRow("final sigma") << u"ΝΙΚΟΣ"_s << u"νικοσ"_s;
    QTest::newRow("final sigma, small") << u"νικος"_s << u"νικοσ"_s;
    QTest::newRow("Cyrillic") << u"АННА"_s << u"анна"_s;
    QTest::newRow("Kelvin sign") << u"\u212Aai"_s << u"kai"_s;
    QTest::newRow("half-width katakana") << u"ｶﾞ"_s << u"ガ"_s;
    QTest::newRow("outside the BMP") << u"\U00010400"_s << u"\U00010428"_s;
    QTest::newRow("empty") << QString() << QString();
}

void tst_Names::keys()
{
    QFETCH(QString, name);
    QTEST(keyOf(name), "key");
}

void tst_Names::keyOfAKeyIsTheKey()
{
    // Every character that could be in a name, alone and behind a letter.
    for (char32_t point = 0x20; point < 0x3000; ++point) {
        for (const QString &name : {QString::fromUcs4(&point, 1), u'a' + QString::fromUcs4(&point, 1)}) {
            const QString key = keyOf(name);
            if (keyOf(key) != key)
                QFAIL(qPrintable(u"U+%1"_s.arg(uint(point), 4, 16)));
        }
    }
}

void tst_Names::keysSortByBytes()
{
    QVERIFY(keyLess(u"a"_s, u"b"_s));
    QVERIFY(!keyLess(u"b"_s, u"a"_s));
    QVERIFY(!keyLess(u"a"_s, u"a"_s));
    QVERIFY(keyLess(u"a"_s, u"aa"_s));
    QVERIFY(keyLess(u"z"_s, u"é"_s));
    // By UTF-16 units it would be the other way round.
    QVERIFY(keyLess(u"\uFF21"_s, u"\U00010428"_s));
    QVERIFY(!keyLess(u"\U00010428"_s, u"\uFF21"_s));
}

void tst_Names::usernames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("problem");

    const auto row = [](const char *what, const QString &name, std::optional<NameProblem> problem = {}) {
        QTest::newRow(what) << name << asInt(problem);
    };
    row("a letter", u"a"_s);
    row("all that ASCII has to give", u"Ann.B_c-9"_s);
    row("only digits", u"42"_s);
    row("thirty-two", QString(32, u'x'));
    row("thirty-two, each two units long", u"𐐨"_s.repeated(32));
    row("German", u"Weiß"_s);
    row("Turkish", u"İnci-ışık"_s);
    row("French, decomposed", u"e\u0301va"_s);
    row("Vietnamese", u"Nguyễn"_s);
    row("Greek", u"Νίκος"_s);
    row("Cyrillic", u"Анна_7"_s);
    row("Arabic", u"سارة"_s);
    row("Hebrew", u"שרה"_s);
    row("Devanagari with its marks", u"हिन्दी"_s);
    row("Thai with its marks", u"สมชาย_ที่"_s);
    row("Chinese", u"王小明"_s);
    row("Japanese, three scripts", u"山田たろうカ"_s);
    row("Japanese with the long sound", u"ハリー"_s);
    row("Korean", u"김철수"_s);
    row("Korean with Han", u"金철수"_s);
    row("Latin with digits and signs", u"x_1.y-2"_s);
    row("fullwidth", u"Ａｎｎ"_s);
    row("begins like a reserved one", u"administrators"_s);

    row("nothing", QString(), NameProblem::Empty);
    row("thirty-three", QString(33, u'x'), NameProblem::TooLong);
    row("thirty-three, each two units long", u"𐐨"_s.repeated(33), NameProblem::TooLong);
    row("short to the eye, long as a key", u"\uFB03"_s.repeated(11), NameProblem::TooLong); // ffi

    row("a blank", u"ann b"_s, NameProblem::BadCharacter);
    row("a blank before", u" ann"_s, NameProblem::BadCharacter);
    row("ideographic blank", u"王\u3000明"_s, NameProblem::BadCharacter);
    row("guest's mark", u"~ann"_s, NameProblem::BadCharacter);
    row("colon", u"a:b"_s, NameProblem::BadCharacter);
    row("fullwidth colon", u"a\uFF1Ab"_s, NameProblem::BadCharacter);
    row("slash", u"a/b"_s, NameProblem::BadCharacter);
    row("at", u"@ann"_s, NameProblem::BadCharacter);
    row("line end", u"ann\n"_s, NameProblem::BadCharacter);
    row("U+0000", u"ann"_s + QChar(u'\0'), NameProblem::BadCharacter);
    row("emoji", u"😀"_s, NameProblem::BadCharacter);
    row("emoji behind a letter", u"a😀"_s, NameProblem::BadCharacter);
    row("circled digit", u"①"_s, NameProblem::BadCharacter);
    row("a letter whose key holds a blank", u"\uFDFA"_s, NameProblem::BadCharacter);
    row("zero width space", u"a\u200Bb"_s, NameProblem::BadCharacter);
    row("zero width joiner", u"a\u200Db"_s, NameProblem::BadCharacter);
    row("soft hyphen", u"a\u00ADb"_s, NameProblem::BadCharacter);
    row("byte order mark", u"\uFEFFann"_s, NameProblem::BadCharacter);
    row("grapheme joiner, a mark that is not seen", u"a\u034Fb"_s, NameProblem::BadCharacter);
    row("variation selector", u"a\uFE0Fb"_s, NameProblem::BadCharacter);
    row("variation selector past the BMP", u"a\U000E0100b"_s, NameProblem::BadCharacter);
    row("Hangul filler, a letter that is not seen", u"\u3164"_s, NameProblem::BadCharacter);
    row("half-width Hangul filler", u"\uFFA0"_s, NameProblem::BadCharacter);
    row("right-to-left override", u"ann\u202Ebob"_s, NameProblem::BadCharacter);
    row("right-to-left mark", u"ann\u200F"_s, NameProblem::BadCharacter);
    row("isolate", u"\u2066ann\u2069"_s, NameProblem::BadCharacter);
    row("Arabic letter mark", u"\u061Cann"_s, NameProblem::BadCharacter);
    row("a tag", u"ann\U000E0041"_s, NameProblem::BadCharacter);
    row("a mark at the beginning", u"\u0301a"_s, NameProblem::BadCharacter);
    row("a mark behind a digit", u"a1\u0301"_s, NameProblem::BadCharacter);
    row("enclosing mark", u"a\u20DD"_s, NameProblem::BadCharacter);
    row("private use", u"a\uE000"_s, NameProblem::BadCharacter);
    row("unassigned", u"a\u0378"_s, NameProblem::BadCharacter);
    row("no character at all", u"a\uFFFF"_s, NameProblem::BadCharacter);
    row("half of a pair", u"a"_s + QChar(0xD800), NameProblem::BadCharacter);

    row("Cyrillic a in Latin", u"\u0430nn"_s, NameProblem::MixedScripts);
    row("Latin a in Cyrillic", u"Aнна"_s, NameProblem::MixedScripts);
    row("Greek o in Latin", u"b\u03BFb"_s, NameProblem::MixedScripts);
    row("mathematical Latin in Cyrillic", u"\U0001D41Aнна"_s, NameProblem::MixedScripts);
    row("Latin and Han", u"ann王"_s, NameProblem::MixedScripts);
    row("Hangul and kana", u"김た"_s, NameProblem::MixedScripts);
    row("Hangul, Han and kana", u"김王た"_s, NameProblem::MixedScripts);
    row("digits of another script", u"ann\u0967"_s, NameProblem::MixedScripts);

    for (const char *name : {"admin", "administrator", "system", "server", "bot", "group", "everyone", "all", "here",
                             "moderator", "owner", "confab", "anonymous", "someone"})
        row(name, QString::fromLatin1(name), NameProblem::Reserved);
    row("in capitals", u"ADMIN"_s, NameProblem::Reserved);
    row("in fullwidth", u"ａｄｍｉｎ"_s, NameProblem::Reserved);
    row("in mathematical letters", u"\U0001D41A\U0001D41D\U0001D426\U0001D422\U0001D427"_s, NameProblem::Reserved);
}

void tst_Names::usernames()
{
    QFETCH(QString, name);
    QTEST(asInt(checkUsername(name)), "problem");
}

void tst_Names::displayNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("problem");

    const auto row = [](const char *what, const QString &name, std::optional<NameProblem> problem = {}) {
        QTest::newRow(what) << name << asInt(problem);
    };
    row("two words", u"Ann Example"_s);
    row("signs", u"Dr. O'Neil (he/him) ~ :)"_s);
    row("scripts side by side", u"Anna Анна 王"_s);
    row("emoji", u"Ann 😀"_s);
    row("reserved", u"Admin"_s);
    row("sixty-four", u"😀"_s.repeated(64));

    row("nothing", QString(), NameProblem::Empty);
    row("blanks", u"  \u3000"_s, NameProblem::Empty);
    row("sixty-five", QString(65, u'x'), NameProblem::TooLong);
    row("line end", u"Ann\nB"_s, NameProblem::BadCharacter);
    row("tab", u"Ann\tB"_s, NameProblem::BadCharacter);
    row("line separator", u"Ann\u2028B"_s, NameProblem::BadCharacter);
    row("zero width space", u"Ann\u200B"_s, NameProblem::BadCharacter);
    row("right-to-left override", u"Ann\u202E"_s, NameProblem::BadCharacter);
    row("variation selector", u"Ann\uFE0F"_s, NameProblem::BadCharacter);
    row("Hangul filler", u"\u3164"_s, NameProblem::BadCharacter);
    row("interlinear annotation", u"Ann\uFFF9"_s, NameProblem::BadCharacter);
    row("unassigned", u"Ann\u0378"_s, NameProblem::BadCharacter);
    row("private use", u"Ann\uE000"_s, NameProblem::BadCharacter);
    row("half of a pair", u"Ann"_s + QChar(0xDC00), NameProblem::BadCharacter);
}

void tst_Names::displayNames()
{
    QFETCH(QString, name);
    QTEST(asInt(checkDisplayName(name)), "problem");
}

void tst_Names::guests()
{
    const QString guest = guestUsername(u"Ann"_s, u"x7Qz"_s);
    QCOMPARE(guest, u"~Ann.x7Qz"_s);
    QVERIFY(isGuest(guest));
    QCOMPARE(guestName(guest), u"Ann"_s);
    QCOMPARE(guestName(u"~a.b.x7Qz"_s), u"a.b"_s);
    QVERIFY(!isGuest(u"Ann.x7Qz"_s));
    QCOMPARE(guestName(u"Ann.x7Qz"_s), u"Ann.x7Qz"_s);
    // What no server makes is shown as it is.
    QCOMPARE(guestName(u"~Ann"_s), u"~Ann"_s);
    QCOMPARE(guestName(u"~.x7Q"_s), u"~.x7Q"_s);
    QCOMPARE(guestName(u"~.x7Qz"_s), u"~.x7Qz"_s);
    QCOMPARE(guestName(u"~a.x7Qz"_s), u"a"_s);
    QCOMPARE(guestName(u"~"_s), u"~"_s);
    QCOMPARE(guestName(QString()), QString());
}

void tst_Names::conversations()
{
    QCOMPARE(QString(groupConversation), u"group"_s);
    QCOMPARE(QString(plainBotConversation), u"bot"_s);
    QCOMPARE(directConversation(u"ben"_s, u"ann"_s), u"dm:ann:ben"_s);
    QCOMPARE(directConversation(u"ann"_s, u"ben"_s), u"dm:ann:ben"_s);
    QCOMPARE(directConversation(u"ann"_s, u"ann"_s), u"dm:ann:ann"_s);
    QCOMPARE(roomConversation(u"01HX"_s), u"room:01HX"_s);
    QCOMPARE(botConversation(u"helper"_s, u"ann"_s), u"bot:helper:ann"_s);
    QCOMPARE(botAuthor(u"helper"_s), u"bot:helper"_s);
    QVERIFY(isBotAuthor(u"bot:helper"_s));
    QVERIFY(!isBotAuthor(u"bot"_s));
    QVERIFY(!isBotAuthor(u"robot:x"_s));
    QVERIFY(!isBotAuthor(u"~bot.abcd"_s));
}

void tst_Names::directKeys_data()
{
    QTest::addColumn<QString>("conversation");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");

    QTest::newRow("two people") << u"dm:ann:ben"_s << u"ann"_s << u"ben"_s;
    QTest::newRow("oneself") << u"dm:ann:ann"_s << u"ann"_s << u"ann"_s;
    QTest::newRow("with a guest") << u"dm:ann:~ben.abcd"_s << u"ann"_s << u"~ben.abcd"_s;
    QTest::newRow("the wrong order") << u"dm:ben:ann"_s << QString() << QString();
    QTest::newRow("one person") << u"dm:ann"_s << QString() << QString();
    QTest::newRow("nobody") << u"dm::"_s << QString() << QString();
    QTest::newRow("one and nobody") << u"dm:ann:"_s << QString() << QString();
    QTest::newRow("three people") << u"dm:ann:ben:zoe"_s << QString() << QString();
    QTest::newRow("a bot") << u"bot:ann:ben"_s << QString() << QString();
    QTest::newRow("a room") << u"room:ann"_s << QString() << QString();
    QTest::newRow("everyone") << u"group"_s << QString() << QString();
    QTest::newRow("nothing") << QString() << QString() << QString();
}

void tst_Names::directKeys()
{
    QFETCH(QString, conversation);
    QFETCH(QString, first);
    QFETCH(QString, second);
    const auto keys = confab::protocol::directKeys(conversation);
    QCOMPARE(keys.has_value(), !first.isEmpty());
    if (keys)
        QCOMPARE(*keys, std::pair(first, second));
}

void tst_Names::botKeys()
{
    QCOMPARE(confab::protocol::botKeys(u"bot:helper:ann"_s), std::pair(u"helper"_s, u"ann"_s));
    QVERIFY(!confab::protocol::botKeys(u"bot"_s));
    QVERIFY(!confab::protocol::botKeys(u"bot:helper"_s));
    QVERIFY(!confab::protocol::botKeys(u"bot:helper:"_s));
    QVERIFY(!confab::protocol::botKeys(u"bot::ann"_s));
    QVERIFY(!confab::protocol::botKeys(u"dm:ann:ben"_s));
}

void tst_Names::oneEmoji_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isOne");

    const auto row = [](const char *name, const QString &text, bool isOne) { QTest::newRow(name) << text << isOne; };
    row("a face", u"😀"_s, true);
    row("a thumb", u"👍"_s, true);
    row("with a skin tone", u"👍🏽"_s, true);
    row("a skin tone alone", u"🏽"_s, true);
    row("a heart as a picture", u"❤\uFE0F"_s, true);
    row("a heart as it comes", u"❤"_s, true);
    row("a copyright sign", u"©"_s, true);
    row("a family", u"👨\u200D👩\u200D👧\u200D👦"_s, true);
    row("a family of several tones", u"👨🏻\u200D❤\uFE0F\u200D💋\u200D👨🏿"_s, true);
    row("a rainbow flag", u"🏳\uFE0F\u200D🌈"_s, true);
    row("the flag of a region", u"🇩🇪"_s, true);
    row("the flag of a part of one", u"🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F"_s, true);
    row("a keycap", u"5\uFE0F\u20E3"_s, true);
    row("a keycap without the picture", u"#\u20E3"_s, true);
    row("of a later version of Unicode", u"\U0001FAFF"_s, true);

    row("nothing", {}, false);
    row("a letter", u"a"_s, false);
    row("a digit", u"5"_s, false);
    row("a digit as a picture", u"5\uFE0F"_s, false);
    row("a letter as a keycap", u"a\uFE0F\u20E3"_s, false);
    row("a keycap alone", u"\u20E3"_s, false);
    row("a sign", u"+"_s, false);
    row("a space", u" "_s, false);
    row("a Chinese character", u"好"_s, false);
    row("two emoji", u"👍👍"_s, false);
    row("an emoji and a word", u"👍yes"_s, false);
    row("a space behind it", u"👍 "_s, false);
    row("half a flag", u"🇩"_s, false);
    row("a flag and a half", u"🇩🇪🇫"_s, false);
    row("two flags", u"🇩🇪🇫🇷"_s, false);
    row("a joiner alone", u"\u200D"_s, false);
    row("joined to nothing", u"👨\u200D"_s, false);
    row("joined twice", u"👨\u200D\u200D👩"_s, false);
    row("joined to a letter", u"👨\u200Da"_s, false);
    row("two skin tones", u"👍🏽🏽🏽"_s, false);
    row("a picture twice", u"❤\uFE0F\uFE0F"_s, false);
    row("a picture of nothing", u"\uFE0F"_s, false);
    row("text hidden in tags", u"👍\U000E0067\U000E0062\U000E007F"_s, false);
    row("tags without an end", u"🏴\U000E0067\U000E0062"_s, false);
    row("tags that are too many", u"🏴"_s + QString::fromUtf8("\xF3\xA0\x81\xA7").repeated(7) + u"\U000E007F"_s,
        false);
    row("a lone surrogate", QString(QChar(0xD83D)), false);
    row("combining marks on it", u"👍\u0301"_s, false);
    row("more than the bytes", u"👨"_s + u"\u200D👩"_s.repeated(9), false);
}

void tst_Names::oneEmoji()
{
    QFETCH(QString, text);
    QFETCH(bool, isOne);
    QCOMPARE(isEmoji(text), isOne);
}

CONFAB_TEST(tst_Names)
#include "tst_names.moc"
