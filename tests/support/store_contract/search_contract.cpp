// SPDX-License-Identifier: GPL-3.0-or-later
#include "search_contract.h"
#include "contract_scene.h"

#include <confab/protocol/codec.h>

#include <QtTest>

namespace confab::tests
{

namespace
{

core::SearchQuery queryOf(const QString &query, const QString &viewer = mara, qsizetype limit = 50)
{
    core::SearchQuery search;
    search.query = query;
    search.viewer = viewer;
    search.limit = limit;
    return search;
}

core::SearchQuery before(core::SearchQuery query, const protocol::Message &message)
{
    query.before = {message.conversation, message.seq};
    return query;
}

} // namespace

void SearchContract::init()
{
    m_world = m_makeWorld();
    for (const QString &name : {u"Mara"_s, u"Ilja"_s, u"Zoe"_s})
        signUp(store(), name);
    if (!m_world->searches() && qstrcmp(QTest::currentTestFunction(), "tellsThatItSearches") != 0)
        QSKIP("This store does not search, and says so.");
}

Expected<core::FoundPage, core::ReadProblem> SearchContract::search(const core::SearchQuery &query)
{
    m_world->bringIndexUpToDate();
    return m_world->reads().search(query);
}

QStringList SearchContract::find(const QString &query, const QString &viewer)
{
    const auto page = search(queryOf(query, viewer));
    return page ? texts(page->messages) : QStringList{u"(a problem)"_s};
}

void SearchContract::tellsThatItSearches()
{
    QCOMPARE(store().searches(), m_world->searches());
}

// In one store, each text in a room of its own: making a store takes longest.
void SearchContract::findsByWhatAMessageHolds()
{
    struct Case {
        const char *name;
        QString text;
        QString query;
        bool found = true;
    };
    const QList<Case> cases{
        {"a word", u"the quick brown fox"_s, u"brown"_s},
        {"the start of a word", u"the quick brown fox"_s, u"bro"_s},
        {"the middle of a word", u"the quick brown fox"_s, u"row"_s},
        {"the end of a word", u"the quick brown fox"_s, u"own"_s},
        {"two letters", u"the quick brown fox"_s, u"ox"_s},
        {"one letter", u"the quick brown fox"_s, u"x"_s},
        {"a letter that is not there", u"the quick brown fox"_s, u"z"_s, false},
        {"several words in any order", u"the quick brown fox"_s, u"fox quick"_s},
        {"one of several words is not there", u"the quick brown fox"_s, u"fox quack"_s, false},
        {"parts that are there but not together", u"abcd bcde"_s, u"abcde"_s, false},
        {"across white space", u"the quick brown fox"_s, u"kbrown"_s, false},
        {"over a line's end", u"first\n\tsecond"_s, u"first second"_s},
        {"white space around", u"the quick brown fox"_s, u"  \t fox\n "_s},
        {"a wide space", u"the quick brown fox"_s, u"fox\u3000quick"_s},
        {"in capitals", u"the quick brown fox"_s, u"BROWN"_s},
        {"of capitals", u"GROSSE Straße"_s, u"grosse straße"_s},
        {"Greek capitals", u"ΟΔΥΣΣΕΥΣ"_s, u"οδυσσευς"_s},
        {"full width", u"ＣＯＮＦＡＢ"_s, u"confab"_s},
        {"by full width", u"confab"_s, u"ｃｏｎ"_s},
        {"half-width kana", u"ﾃｽﾄです"_s, u"テスト"_s},
        {"composed or not", u"cafe\u0301"_s, u"caf\u00e9"_s},
        {"a ligature", u"\ufb01sh"_s, u"fish"_s},
        {"two Chinese characters", u"我们明天去北京大学"_s, u"北京"_s},
        {"one Chinese character", u"我们明天去北京大学"_s, u"天"_s},
        {"the last Chinese character", u"我们明天去北京大学"_s, u"学"_s},
        {"four Chinese characters", u"我们明天去北京大学"_s, u"北京大学"_s},
        {"two characters that are not side by side", u"北海东京"_s, u"北京"_s, false},
        {"Japanese", u"明日は東京へ行きます"_s, u"東京へ"_s},
        {"Korean", u"내일 서울에서 만나요"_s, u"서울"_s},
        {"Thai", u"สวัสดีครับ"_s, u"ครับ"_s},
        {"Arabic", u"مرحبا بالعالم"_s, u"عالم"_s},
        {"an emoji", u"well done 🎉🎉"_s, u"🎉"_s},
        {"another emoji of the same high surrogate", u"well done 🎉🎉"_s, u"🎊"_s, false},
        {"a rare ideograph", u"𠮷野家"_s, u"𠮷野"_s},
        {"punctuation", u"see https://example.org/a?b=c#d"_s, u"org/a?b=c#d"_s},
        {"C++", u"C++ is not C"_s, u"c++"_s},
        {"punctuation that is not there", u"C is not C"_s, u"c++"_s, false},
        {"a number", u"call 555-0199 now"_s, u"555-01"_s},
        {"a word of one letter", u"x"_s, u"x"_s},
        {"nothing", u"the quick brown fox"_s, u""_s, false},
        {"white space alone", u"the quick brown fox"_s, u" \t\u3000 "_s, false},
    };
    for (qsizetype i = 0; i < cases.size(); ++i) {
        makeRoom(store(), u"room:%1"_s.arg(i), mara);
        for (const QString &text : {u"nothing of that: q0w9"_s, cases.at(i).text, u"nor here: e8r7"_s})
            append(store(), u"room:%1"_s.arg(i), mara, text);
    }
    m_world->bringIndexUpToDate();
    for (qsizetype i = 0; i < cases.size(); ++i) {
        core::SearchQuery query = queryOf(cases.at(i).query);
        query.conversation = u"room:%1"_s.arg(i);
        const auto page = m_world->reads().search(query);
        QVERIFY2(page, cases.at(i).name);
        QVERIFY2(texts(page->messages) == (cases.at(i).found ? QStringList{cases.at(i).text} : QStringList()),
                 cases.at(i).name);
    }
}

void SearchContract::givesWholeMessages()
{
    core::AppendOp op = say(group(), mara, u"@Ilja lunch?"_s, stamp(mara, u"one"_s));
    op.message.mentions = {u"Ilja"_s};
    const auto appended = done(store().messages().append(op));
    const auto page = search(queryOf(u"lunch"_s));
    QVERIFY(page);
    QCOMPARE(page->messages, QList<protocol::Message>{appended.message});
    QVERIFY(!page->more);
}

void SearchContract::newestFirstOverAllConversations()
{
    makeRoom(store(), u"room:1"_s, mara, {}, false);
    append(store(), group(), mara, u"word 1"_s);
    append(store(), u"room:1"_s, mara, u"word 2"_s);
    append(store(), group(), mara, u"word 3"_s);
    QVERIFY(isDone(store().messages().append(direct(ilja, mara, u"word 4"_s, once(ilja)))));
    append(store(), u"room:1"_s, mara, u"word 5"_s);
    QCOMPARE(find(u"word"_s), (QStringList{u"word 5"_s, u"word 4"_s, u"word 3"_s, u"word 2"_s, u"word 1"_s}));
}

void SearchContract::pagesThroughHits()
{
    makeRoom(store(), u"room:1"_s, mara);
    QStringList expected;
    {
        const auto batch = store().begin();
        for (int i = 0; i < 130; ++i) {
            append(store(), i % 3 == 0 ? u"room:1"_s : group(), mara, u"word %1"_s.arg(i));
            append(store(), group(), mara, u"other %1"_s.arg(i));
            expected.prepend(u"word %1"_s.arg(i));
        }
        QVERIFY(batch->commit());
    }
    QStringList found;
    core::SearchQuery query = queryOf(u"word"_s);
    for (const int size : {50, 50, 30}) {
        const auto page = search(query);
        QVERIFY(page);
        QCOMPARE(page->messages.size(), size);
        QCOMPARE(page->more, size == 50);
        found += texts(page->messages);
        query = before(query, page->messages.constLast());
    }
    QCOMPARE(found, expected);
    const auto rest = search(query);
    QVERIFY(rest);
    QVERIFY(rest->messages.isEmpty());
    QVERIFY(!rest->more);
}

void SearchContract::pagesThroughHitsOfOneConversation()
{
    makeRoom(store(), u"room:1"_s, mara);
    for (int i = 0; i < 6; ++i)
        append(store(), i % 2 == 0 ? u"room:1"_s : group(), mara, u"word %1"_s.arg(i));
    core::SearchQuery query = queryOf(u"word"_s, mara, 2);
    query.conversation = u"room:1"_s;
    auto page = search(query);
    QVERIFY(page);
    QCOMPARE(texts(page->messages), (QStringList{u"word 4"_s, u"word 2"_s}));
    QVERIFY(page->more);
    page = search(before(query, page->messages.constLast()));
    QVERIFY(page);
    QCOMPARE(texts(page->messages), QStringList{u"word 0"_s});
    QVERIFY(!page->more);
    // A page goes on from what it searches.
    QVERIFY(isNotFound(search(before(query, append(store(), group(), mara, u"word 6"_s).message))));
}

void SearchContract::pagesByBytes()
{
    const QString rest(2000, u'y');
    for (int i = 0; i < 5; ++i)
        append(store(), group(), mara, u"word %1 "_s.arg(i) + rest);
    core::SearchQuery query = queryOf(u"word"_s);
    query.bytes = 5000;
    auto page = search(query);
    QVERIFY(page);
    QCOMPARE(page->messages.size(), 2);
    QVERIFY(page->more);
    // One that is longer than a page is given nevertheless, alone.
    query.bytes = 100;
    page = search(before(query, page->messages.constLast()));
    QVERIFY(page);
    QCOMPARE(texts(page->messages), QStringList{u"word 2 "_s + rest});
    QVERIFY(page->more);
}

void SearchContract::onlyWhatTheViewerMaySee()
{
    makeRoom(store(), u"room:1"_s, ilja, {}, true);
    makeRoom(store(), u"room:2"_s, ilja, {mara}, false);
    append(store(), group(), ilja, u"secret of all"_s);
    append(store(), u"room:1"_s, ilja, u"secret of a public room"_s);
    append(store(), u"room:2"_s, ilja, u"secret of a room"_s);
    QVERIFY(isDone(store().messages().append(direct(ilja, u"zoe"_s, u"secret of two"_s, once(ilja)))));
    QCOMPARE(find(u"secret"_s), (QStringList{u"secret of a room"_s, u"secret of all"_s}));
    QCOMPARE(find(u"secret"_s, u"zoe"_s), (QStringList{u"secret of two"_s, u"secret of all"_s}));
    QCOMPARE(find(u"secret"_s, u"~bo.1234"_s), QStringList{u"secret of all"_s});
    QCOMPARE(find(u"secret"_s, ilja).size(), 4);
}

void SearchContract::onlyOneConversation()
{
    makeRoom(store(), u"room:1"_s, mara);
    makeRoom(store(), u"room:2"_s, ilja);
    append(store(), group(), mara, u"word 1"_s);
    append(store(), u"room:1"_s, mara, u"word 2"_s);
    append(store(), u"room:2"_s, ilja, u"word 3"_s);
    core::SearchQuery query = queryOf(u"word"_s);
    query.conversation = u"room:1"_s;
    auto page = search(query);
    QVERIFY(page);
    QCOMPARE(texts(page->messages), QStringList{u"word 2"_s});
    query.conversation = group();
    page = search(query);
    QVERIFY(page);
    QCOMPARE(texts(page->messages), QStringList{u"word 1"_s});
    for (const QString &other : {u"room:2"_s, u"room:3"_s}) {
        query.conversation = other;
        QVERIFY(isNotFound(search(query)));
    }
}

void SearchContract::whoIsRemovedFindsNothingThere()
{
    makeRoom(store(), u"room:1"_s, ilja, {mara});
    const protocol::Message message = append(store(), u"room:1"_s, ilja, u"secret"_s).message;
    QCOMPARE(find(u"secret"_s), QStringList{u"secret"_s});
    done(store().conversations().removeMember(member(u"room:1"_s, mara)));
    // Before the index has heard of it.
    const auto page = m_world->reads().search(queryOf(u"secret"_s));
    QVERIFY(page);
    QVERIFY(page->messages.isEmpty());
    QVERIFY(isNotFound(search(before(queryOf(u"secret"_s), message))));
    QCOMPARE(find(u"secret"_s), QStringList());
}

void SearchContract::whatIsGoneIsNotFound()
{
    makeRoom(store(), u"room:1"_s, mara);
    append(store(), u"room:1"_s, mara, u"secret"_s);
    append(store(), u"room:1"_s, mara, u"another secret"_s);
    QCOMPARE(find(u"secret"_s).size(), 2);
    core::UpdateRoomOp op;
    op.stamp = once(mara);
    op.id = u"room:1"_s;
    QVERIFY(isDone(store().conversations().deleteRoom(op)));
    const auto page = m_world->reads().search(queryOf(u"secret"_s));
    QVERIFY(page);
    QVERIFY(page->messages.isEmpty());
    QCOMPARE(find(u"secret"_s), QStringList());
    // Other messages have come where those were.
    append(store(), group(), mara, u"this is none"_s);
    append(store(), group(), mara, u"no secret"_s);
    QCOMPARE(find(u"secret"_s), QStringList{u"no secret"_s});
}

void SearchContract::onlyWithFiles()
{
    makeRoom(store(), u"room:1"_s, mara);
    makeRoom(store(), u"room:2"_s, ilja);
    const auto sayWith = [this](const QString &conversation, const QString &key, const QString &text) {
        core::AttachOp file;
        file.file.attachment = {.id = u"of "_s + text, .name = u"a"_s, .size = 1, .mime = u"a/b"_s, .thumbnail = {}};
        file.file.owner = key;
        file.file.sha256 = text;
        file.file.since = at(1);
        file.mostOfOne = file.mostOfAll = 100;
        done(store().attachments().attach(file));
        done(store().attachments().setWhole(u"of "_s + text));
        core::AppendOp op = say(conversation, key, text, once(key));
        op.message.attachments = {{.id = u"of "_s + text, .name = {}, .mime = {}, .thumbnail = {}}};
        return done(store().messages().append(op)).message;
    };
    const protocol::Message first = sayWith(group(), mara, u"word 1"_s);
    append(store(), group(), mara, u"word 2"_s);
    sayWith(u"room:1"_s, mara, u"else 3"_s);
    sayWith(u"room:2"_s, ilja, u"word 4"_s); // not to be seen
    const auto found = [this](core::SearchQuery query) {
        query.withFiles = true;
        const auto page = search(query);
        return page ? texts(page->messages) : QStringList{u"nothing"_s};
    };
    core::SearchQuery query = queryOf(u"word"_s);
    QCOMPARE(found(query), QStringList{u"word 1"_s});
    query.query.clear();
    QCOMPARE(found(query), (QStringList{u"else 3"_s, u"word 1"_s}));
    query.conversation = group();
    QCOMPARE(found(query), QStringList{u"word 1"_s});
    QCOMPARE(found(before(query, first)), QStringList());
    query.conversation.clear();
    query.limit = 1;
    query.withFiles = true;
    const auto page = search(query);
    QVERIFY(page && page->more);
    QCOMPARE(texts(page->messages), QStringList{u"else 3"_s});
}

void SearchContract::whatWasChangedIsFoundAsItIs()
{
    const protocol::Message message = append(store(), group(), mara, u"the secret word"_s).message;
    append(store(), group(), mara, u"a word"_s);
    QCOMPARE(find(u"secret"_s).size(), 1);
    const core::MessageTarget target{
        .conversation = group(), .seq = 1, .of = message.id, .actor = mara, .moderates = false};
    QVERIFY(isDone(store().messages().edit(
        {.stamp = once(mara), .target = target, .base = message.rev, .text = u"the open word"_s, .mentions = {}})));
    // Before the index has heard of it.
    auto page = m_world->reads().search(queryOf(u"secret"_s));
    QVERIFY(page);
    QVERIFY(page->messages.isEmpty());
    QCOMPARE(find(u"secret"_s), QStringList());
    QCOMPARE(find(u"open"_s), QStringList{u"the open word"_s});
    QVERIFY(isDone(store().messages().remove({.stamp = once(mara), .target = target})));
    page = m_world->reads().search(queryOf(u"open"_s));
    QVERIFY(page);
    QVERIFY(page->messages.isEmpty());
    QCOMPARE(find(u"open"_s), QStringList());
    QCOMPARE(find(u"word"_s), QStringList{u"a word"_s});
}

void SearchContract::aPageAfterWhatIsNotThere()
{
    append(store(), group(), mara, u"word"_s);
    core::SearchQuery query = queryOf(u"word"_s);
    query.before = {group(), 2};
    QVERIFY(isNotFound(search(query)));
    query.before = {group(), 0};
    QVERIFY(isNotFound(search(query)));
    query.before = {u"room:1"_s, 1};
    QVERIFY(isNotFound(search(query)));
}

void SearchContract::whoIsInManyConversations()
{
    const auto batch = store().begin();
    for (int i = 0; i < 120; ++i) {
        const QString one = u"room:%1"_s.arg(i);
        makeRoom(store(), one, i % 2 == 0 ? mara : ilja);
        append(store(), one, i % 2 == 0 ? mara : ilja, u"word %1"_s.arg(i));
    }
    QVERIFY(batch->commit());
    const auto page = search(queryOf(u"word"_s));
    QVERIFY(page);
    QCOMPARE(page->messages.size(), 50);
    QVERIFY(page->more);
    QCOMPARE(page->messages.constFirst().text, u"word 118"_s);
    QCOMPARE(page->messages.constLast().text, u"word 20"_s);
}

// None of it is an error, none of it a wildcard: found is what holds these very characters.
void SearchContract::syntaxIsText()
{
    append(store(), group(), mara, u"the quick brown fox"_s);
    append(store(), group(), mara, u"over the lazy dog"_s);
    int number = 0;
    for (const char *syntax : {"\"",
                               "\"\"",
                               "\"the",
                               "'",
                               "''; DROP TABLE message; --",
                               "' OR 1=1 --",
                               "\") OR (\"",
                               "*",
                               "th*",
                               "^the",
                               "the AND",
                               "AND",
                               "OR",
                               "NOT",
                               "NOT the",
                               "the NOT fox",
                               "NEAR(the fox)",
                               "NEAR(",
                               "the NEAR/2 fox",
                               "(",
                               ")",
                               "((((",
                               "{grams}: the",
                               "grams:the",
                               "gram:the",
                               "-the",
                               "+",
                               "the + fox",
                               ":",
                               "%",
                               "_",
                               "the%",
                               "?",
                               "?1",
                               ":a",
                               "@a",
                               "$a",
                               "\\",
                               "\\\"",
                               ";",
                               "[the]",
                               "`the`",
                               "--",
                               "/*",
                               "*/",
                               "rank",
                               "rowid:1",
                               "\x7f",
                               "delete",
                               "optimize",
                               "the\"*",
                               "\"the\" OR \"fox\"",
                               "%00",
                               "\\0",
                               "\xC3\xAE\xF0\x9F\x98\x80"}) {
        const QString query = QString::fromUtf8(syntax);
        const QString own = u"room:%1"_s.arg(++number);
        makeRoom(store(), own, mara);
        const QString text = u"written: "_s + query + u" and on"_s;
        append(store(), own, mara, u"the quick brown fox"_s);
        append(store(), own, mara, text);
        core::SearchQuery inRoom = queryOf(query);
        inRoom.conversation = own;
        const auto page = search(inRoom);
        QVERIFY2(page, syntax);
        QVERIFY2(texts(page->messages) == QStringList{text}, syntax);
        QVERIFY2(search(queryOf(query)), syntax);
    }
}

void SearchContract::anyCharactersAreAQuery()
{
    append(store(), group(), mara, u"the quick brown fox"_s);
    m_world->bringIndexUpToDate();
    // Every character of ASCII and some of all planes, alone and within a word; also what no frame lets through.
    for (char32_t character = 0; character < 0x110000; character += character < 0x80 ? 1 : 0x1235) {
        const QString one = QString::fromUcs4(&character, 1);
        for (const QString &query : {one, u"fo"_s + one + u"x"_s, one + one + one + one}) {
            const auto page = m_world->reads().search(queryOf(query));
            QVERIFY2(page, qPrintable(query));
        }
    }
    QVERIFY(search(queryOf(QString(QChar(0xD800)) + u"a"_s)));
    QVERIFY(search(queryOf(QString(8192, u'a'))));
    QVERIFY(search(queryOf(u"a b c d e f g h i j k l m n o p q r s t u v w x y z "_s.repeated(100))));
}

} // namespace confab::tests
