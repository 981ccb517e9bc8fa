// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hand_wound_clock.h"
#include "support/scripted_server.h"
#include "test_program.h"

#include <confab/client/chat_client.h>
#include <confab/protocol/names.h>

#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

#include <algorithm>

using namespace confab;
using namespace confab::client;
using namespace confab::client::test;
using namespace Qt::StringLiterals;
using Phase = ConnectionStatus::Phase;

// Searching with a server that can and without, and what is listed.
class TestFinding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void theServerLooks();
    void whatTheServerCannotAskIsSortedOutHere();
    void thatEndsSomewhere();
    void aBusyServerIsAskedOnceMore();
    void aConnectionThatIsLostLeavesTheCache();
    void withoutAServerTheCache();
    void theCacheGoesOnWhereItWas_data();
    void theCacheGoesOnWhereItWas();
    void namesOfPeopleAndRooms_data();
    void namesOfPeopleAndRooms();
    void searchesAreRemembered();
    void pinnedAndLinks();
    void unreadOfAll();
    void theFirstOfADay();

private:
    void begin();
    void signIn();
    // A server that looks for words, so many at a time.
    void canSearch(qsizetype page = 50);
    void offline();
    [[nodiscard]] SearchPage find(const QString &typed, const SearchPlace &from = {});
    // Waits for what comes back.
    template <class T>
    Expected<T, Problem> ask(const std::function<void(Reply<T>)> &question)
    {
        std::optional<Expected<T, Problem>> answer;
        question([&](const Expected<T, Problem> &came) { answer = came; });
        [&] { QTRY_VERIFY(answer); }();
        return answer.value_or(Unexpected{Problem{}});
    }
    [[nodiscard]] static QStringList texts(const QList<protocol::Message> &messages);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_store;
    std::shared_ptr<HandWoundClock> m_clock;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ChatClient> m_client;
};

void TestFinding::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<ProfileStore>(m_folder->path());
    m_clock = std::make_shared<HandWoundClock>();
    m_server = std::make_unique<ScriptedServer>();
}

void TestFinding::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_store.reset();
}

void TestFinding::begin()
{
    m_client.reset();
    const auto saved = m_store->profiles();
    const Profile profile = saved.isEmpty() ? m_store->create(QUrl(u"wss://host:7465"_s)) : saved.first();
    m_client =
        std::make_unique<ChatClient>(profile, *m_store, m_server->factory(), Timing{m_clock, [] { return 0.5; }});
    m_client->start();
}

void TestFinding::signIn()
{
    begin();
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    m_client->signIn(u"ada"_s, u"correct horse battery"_s);
    QTRY_COMPARE(m_client->status().phase, Phase::Online);
}

void TestFinding::canSearch(qsizetype most)
{
    m_server->welcome.features = {u"search"_s};
    m_server->handle = [this, most](const protocol::ClientCommand &command) {
        const auto *search = std::get_if<protocol::Search>(&command);
        if (!search)
            return false;
        QList<protocol::Message> all;
        for (const auto &each : std::as_const(m_server->messages))
            all += each;
        std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) {
            return std::tuple(b.at, b.conversation) < std::tuple(a.at, a.conversation);
        });
        bool begun = !search->before;
        protocol::Found found{search->id, {}, false};
        for (const protocol::Message &message : std::as_const(all)) {
            const QStringList words = search->query.split(u' ');
            if (begun && (search->conversation.isEmpty() || search->conversation == message.conversation) &&
                std::all_of(words.begin(), words.end(),
                            [&](const QString &word) { return message.text.contains(word, Qt::CaseInsensitive); })) {
                if (found.messages.size() == most) {
                    found.more = true;
                    break;
                }
                found.messages.append(message);
            }
            const QString in = search->beforeIn.isEmpty() ? search->conversation : search->beforeIn;
            begun = begun || (message.conversation == in && message.seq == *search->before);
        }
        m_server->send(found);
        return true;
    };
}

void TestFinding::offline()
{
    m_server->refuse = protocol::Transport::Failure::Lost;
    m_server->drop();
    QCOMPARE(m_client->status().phase, Phase::Waiting);
}

SearchPage TestFinding::find(const QString &typed, const SearchPlace &from)
{
    const auto page = ask<SearchPage>(
        [&](const Reply<SearchPage> &reply) { m_client->search(SearchQuery::parse(typed), from, reply); });
    return page ? *page : SearchPage{};
}

QStringList TestFinding::texts(const QList<protocol::Message> &messages)
{
    QStringList result;
    for (const protocol::Message &message : messages)
        result.append(message.text);
    return result;
}

void TestFinding::theServerLooks()
{
    canSearch();
    m_server->say(u"group"_s, u"ben"_s, u"red fox"_s);
    m_server->say(u"room:1"_s, u"cleo"_s, u"a fox, red"_s);
    m_server->say(u"group"_s, u"ben"_s, u"a hen"_s);
    signIn();
    const SearchPage page = find(u"Red fox"_s);
    QCOMPARE(texts(page.messages), (QStringList{u"a fox, red"_s, u"red fox"_s}));
    QVERIFY(!page.offline && !page.next.more);
    QCOMPARE(m_server->last<protocol::Search>().query, u"Red fox"_s);
    QCOMPARE(texts(find(u"\"red fox\""_s).messages), QStringList{u"red fox"_s});
    QCOMPARE(m_server->last<protocol::Search>().query, u"red fox"_s);
    QCOMPARE(texts(find(u"red in:everyone"_s).messages), QStringList{u"red fox"_s});
    QCOMPARE(m_server->last<protocol::Search>().conversation, u"group"_s);
    // Nothing asked, nobody of that name: nothing is sent.
    const auto asked = m_server->all<protocol::Search>().size();
    QVERIFY(find(u" "_s).messages.isEmpty());
    QVERIFY(find(u"red in:#nowhere"_s).messages.isEmpty());
    QCOMPARE(m_server->all<protocol::Search>().size(), asked);
}

void TestFinding::whatTheServerCannotAskIsSortedOutHere()
{
    canSearch(5);
    for (int i = 1; i <= 60; ++i)
        m_server->say(u"group"_s, i % 2 == 0 ? u"ben"_s : u"cleo"_s, u"fox %1"_s.arg(i), false);
    signIn();
    const SearchPage first = find(u"fox from:ben"_s);
    QCOMPARE(first.messages.size(), 20);
    QCOMPARE(first.messages.first().text, u"fox 60"_s);
    QVERIFY(first.next.more);
    QCOMPARE(m_server->all<protocol::Search>().size(), 8); // until there are 20, and not more
    const SearchPage second = find(u"fox from:ben"_s, first.next);
    QCOMPARE(second.messages.first().text, u"fox 20"_s);
    QCOMPARE(second.messages.last().text, u"fox 2"_s);
    QVERIFY(!second.next.more);
}

void TestFinding::thatEndsSomewhere()
{
    canSearch(5);
    for (int i = 1; i <= 60; ++i)
        m_server->say(u"group"_s, i < 3 ? u"ben"_s : u"cleo"_s, u"fox %1"_s.arg(i), false);
    signIn();
    const SearchPage first = find(u"fox from:ben"_s);
    QVERIFY(first.messages.isEmpty() && first.next.more);
    QCOMPARE(m_server->all<protocol::Search>().size(), 10);
    QCOMPARE(texts(find(u"fox from:ben"_s, first.next).messages), (QStringList{u"fox 2"_s, u"fox 1"_s}));
    // What is older than asked for is not paged through.
    const auto asked = m_server->all<protocol::Search>().size();
    QVERIFY(!find(u"fox after:2024-01-01"_s).next.more);
    QCOMPARE(m_server->all<protocol::Search>().size(), asked + 1);
}

void TestFinding::aBusyServerIsAskedOnceMore()
{
    canSearch();
    m_server->say(u"group"_s, u"ben"_s, u"a fox"_s);
    signIn();
    const auto looks = m_server->handle;
    int refusals = 1;
    m_server->handle = [&](const protocol::ClientCommand &command) {
        if (std::holds_alternative<protocol::Search>(command) && refusals-- > 0) {
            protocol::ErrorFrame error;
            error.id = protocol::idOf(command);
            error.code = protocol::ErrorCode::RateLimited;
            error.message = u"slowly"_s;
            error.retryAfterMs = 500;
            m_server->send(error);
            return true;
        }
        return looks(command);
    };
    std::optional<Expected<SearchPage, Problem>> answer;
    const Reply<SearchPage> reply = [&](const Expected<SearchPage, Problem> &page) { answer = page; };
    m_client->search(SearchQuery::parse(u"fox"_s), {}, reply);
    QTRY_COMPARE(refusals, 0);
    m_clock->advance(499);
    QCOMPARE(m_server->all<protocol::Search>().size(), 1);
    m_clock->advance(1);
    QTRY_VERIFY(answer);
    QCOMPARE((*answer)->messages.size(), 1);
    // Twice is a problem that the person hears of.
    answer.reset();
    refusals = 2;
    m_client->search(SearchQuery::parse(u"fox"_s), {}, reply);
    QTRY_COMPARE(refusals, 1);
    m_clock->advance(500);
    QTRY_VERIFY(answer);
    QVERIFY(!*answer);
    QCOMPARE(answer->error().code, protocol::ErrorCode::RateLimited);
}

void TestFinding::aConnectionThatIsLostLeavesTheCache()
{
    canSearch();
    signIn();
    m_server->say(u"group"_s, u"ben"_s, u"a fox"_s);
    m_server->silent = true;
    std::optional<SearchPage> answer;
    m_client->search(SearchQuery::parse(u"fox"_s), {},
                     [&](const Expected<SearchPage, Problem> &page) { answer = page ? *page : SearchPage{}; });
    QTRY_COMPARE(m_server->all<protocol::Search>().size(), 1);
    offline();
    QTRY_VERIFY(answer);
    QVERIFY(answer->offline);
    QCOMPARE(texts(answer->messages), QStringList{u"a fox"_s});
}

void TestFinding::withoutAServerTheCache()
{
    signIn();
    m_server->say(u"group"_s, u"ben"_s, u"A Fox"_s);
    m_server->say(u"room:1"_s, u"cleo"_s, u"\u4e00\u53ea\u72d0\u72f8, a fox: https://fox.example"_s);
    protocol::Message gone = m_server->say(u"group"_s, u"ben"_s, u"a fox that is gone"_s);
    gone.rev += 1;
    gone.deleted = true;
    gone.text.clear();
    m_server->send(protocol::MessagePush{gone});
    // A server that cannot search, and none at all.
    for (int i = 0; i < 2; ++i) {
        const SearchPage page = find(u"fox"_s);
        QVERIFY(page.offline && !page.next.more);
        QCOMPARE(page.messages.size(), 2);
        QCOMPARE(page.messages.last().text, u"A Fox"_s);                  // said first
        QCOMPARE(texts(find(u"fox in:group"_s).messages), QStringList{}); // no conversation's name
        QCOMPARE(find(u"fox in:#Everyone"_s).messages.size(), 1);
        QCOMPARE(find(u"\u72d0"_s).messages.size(), 1);
        QCOMPARE(find(u"from:ben"_s).messages.size(), 1);
        QCOMPARE(find(u"has:link"_s).messages.size(), 1);
        QCOMPARE(find(u"before:2023-11-01"_s).messages.size(), 0);
        QCOMPARE(find(u"after:2023-11 before:2023-12"_s).messages.size(), 2);
        if (i == 0)
            offline();
    }
    QCOMPARE(m_server->all<protocol::Search>().size(), 0);
}

void TestFinding::theCacheGoesOnWhereItWas_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("count");
    QTest::newRow("everywhere") << u"fox"_s << 120;
    QTest::newRow("in one") << u"fox in:everyone"_s << 60;
}

void TestFinding::theCacheGoesOnWhereItWas()
{
    signIn();
    // Two conversations whose messages were said at the same times.
    for (int i = 1; i <= 60; ++i) {
        m_server->say(u"group"_s, u"ben"_s, u"fox %1"_s.arg(i));
        m_server->say(u"room:1"_s, u"ben"_s, u"fox %1"_s.arg(i));
    }
    offline();
    QFETCH(QString, typed);
    QFETCH(int, count);
    QSet<QString> seen;
    SearchPage page = find(typed);
    QVERIFY(page.next.more);
    for (int pages = 0; pages < 100; ++pages) {
        for (const protocol::Message &message : std::as_const(page.messages)) {
            QVERIFY(!seen.contains(message.id));
            seen.insert(message.id);
        }
        if (!page.next.more)
            break;
        page = find(typed, page.next);
    }
    QCOMPARE(seen.size(), count);
}

void TestFinding::namesOfPeopleAndRooms_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("found");

    QTest::newRow("a username") << u"from:ben"_s << QStringList{u"of ben"_s};
    QTest::newRow("a part of a display name") << u"from:lovel"_s << QStringList{u"direct"_s, u"of cleo"_s};
    QTest::newRow("oneself") << u"from:me"_s << QStringList{u"of ada"_s};
    QTest::newRow("a guest") << u"from:Gil"_s << QStringList{u"of gil"_s};
    QTest::newRow("nobody") << u"from:nobody"_s << QStringList{};
    QTest::newRow("a room") << u"in:#garden"_s << QStringList{u"of gil"_s};
    QTest::newRow("its beginning") << u"in:gar"_s << QStringList{u"of gil"_s};
    QTest::newRow("a person") << u"in:@cleo"_s << QStringList{u"direct"_s};
    QTest::newRow("a person's display name") << u"in:\"c. lovelace\""_s << QStringList{u"direct"_s};
    QTest::newRow("no room of that name") << u"in:#cleo"_s << QStringList{};
}

void TestFinding::namesOfPeopleAndRooms()
{
    protocol::User cleo = userNamed(u"cleo"_s);
    cleo.displayName = u"C. Lovelace"_s;
    cleo.ver = 2;
    m_server->people = {userNamed(u"ben"_s), cleo};
    protocol::SyncedConversation garden;
    garden.id = u"room:1"_s;
    garden.name = u"Garden"_s;
    m_server->conversations.insert(garden.id, garden);
    protocol::SyncedConversation direct;
    direct.id = protocol::directConversation(u"ada"_s, u"cleo"_s);
    direct.kind = protocol::ConversationKind::Direct;
    m_server->conversations.insert(direct.id, direct);
    signIn();
    m_server->say(u"group"_s, u"ada"_s, u"of ada"_s);
    m_server->say(u"group"_s, u"ben"_s, u"of ben"_s);
    m_server->say(u"group"_s, u"cleo"_s, u"of cleo"_s);
    for (int i = 0; i < 4; ++i)
        m_server->say(direct.id, u"cleo"_s, i == 3 ? u"direct"_s : u""_s);
    m_server->say(garden.id, u"~Gil.ab12"_s, u"of gil"_s);
    QTRY_COMPARE(m_client->displayNameOf(u"cleo"_s), u"C. Lovelace"_s);
    QFETCH(QString, typed);
    QTEST(texts(find(typed).messages), "found");
}

void TestFinding::searchesAreRemembered()
{
    signIn();
    for (int i = 1; i <= 9; ++i)
        m_client->rememberSearch(u" fox  %1 "_s.arg(i));
    m_client->rememberSearch(u"fox 5"_s);
    const QStringList wanted{u"fox 5"_s, u"fox 9"_s, u"fox 8"_s, u"fox 7"_s,
                             u"fox 6"_s, u"fox 4"_s, u"fox 3"_s, u"fox 2"_s};
    QCOMPARE(m_client->recentSearches(), wanted);
    begin();
    QTRY_COMPARE(m_client->recentSearches(), wanted);
    m_client->signOut();
    QTRY_VERIFY(m_client->recentSearches().isEmpty());
}

void TestFinding::pinnedAndLinks()
{
    signIn();
    for (int i = 1; i <= 60; ++i)
        m_server->say(u"group"_s, u"ben"_s, i == 7 ? u"pinned"_s : u"http://a.example/%1"_s.arg(i));
    protocol::Message pinned = m_server->messages[u"group"_s][6];
    pinned.pinned = true;
    pinned.rev = ++m_server->conversations[u"group"_s].rev;
    m_server->send(protocol::MessagePush{pinned});
    m_server->handle = [&](const protocol::ClientCommand &command) {
        const auto *history = std::get_if<protocol::History>(&command);
        if (!history || !history->only)
            return false;
        protocol::Messages page;
        page.id = history->id;
        page.conversation = history->conversation;
        // As by a server that does not know `only`.
        page.messages = {m_server->messages[u"group"_s][5], pinned};
        page.moreBefore = true;
        m_server->send(page);
        return true;
    };
    const auto listPinned = [&](const Reply<MessageList> &reply) { m_client->listPinned(u"group"_s, 40, reply); };
    const auto listed = ask<MessageList>(listPinned);
    QVERIFY(listed);
    QCOMPARE(m_server->last<protocol::History>().only->kind, protocol::HistoryOnly::Kind::Pinned);
    QCOMPARE(m_server->last<protocol::History>().before, 40);
    QCOMPARE(texts(listed->messages), QStringList{u"pinned"_s});
    QCOMPARE(listed->before, 6);
    QVERIFY(!listed->offline);

    offline();
    const auto held = ask<MessageList>(listPinned);
    QVERIFY(held && held->offline && !held->before);
    QCOMPARE(texts(held->messages), QStringList{u"pinned"_s});
    const auto files = ask<MessageList>([&](const auto &reply) { m_client->listFiles(u"group"_s, {}, reply); });
    QVERIFY(files && files->offline && files->messages.isEmpty());

    const auto links = ask<MessageList>([&](const auto &reply) { m_client->listLinks(u"group"_s, {}, reply); });
    QVERIFY(links);
    QCOMPARE(links->messages.size(), 50);
    QCOMPARE(links->messages.first().seq, 60);
    const auto more =
        ask<MessageList>([&](const auto &reply) { m_client->listLinks(u"group"_s, links->before, reply); });
    QCOMPARE(more->messages.size(), 9);
    QCOMPARE(more->messages.first().seq, links->messages.last().seq - 1);
    QVERIFY(!more->before);
}

void TestFinding::unreadOfAll()
{
    signIn();
    for (int i = 1; i <= 40; ++i) {
        m_server->say(u"group"_s, u"ben"_s, u"group %1"_s.arg(i));
        m_server->say(u"room:1"_s, i == 3 ? u"ada"_s : u"ben"_s, u"room %1"_s.arg(i));
    }
    m_client->markRead(u"group"_s, 5);
    const auto first = ask<MessageList>([&](const auto &reply) { m_client->listUnread({}, reply); });
    QVERIFY(first && first->before);
    QCOMPARE(first->messages.first().seq, 40);
    const auto second = ask<MessageList>([&](const auto &reply) { m_client->listUnread(first->before, reply); });
    QVERIFY(second && !second->before);
    // Of each what was not read, nothing twice.
    const QList<protocol::Message> all = first->messages + second->messages;
    QSet<QString> ids;
    for (const protocol::Message &message : all)
        ids.insert(message.id);
    QCOMPARE(ids.size(), all.size());
    const auto of = [&](const QString &text) {
        return std::count_if(all.begin(), all.end(), [&](const auto &each) { return each.text.startsWith(text); });
    };
    QCOMPARE(of(u"group"_s), 35);
    QCOMPARE(of(u"room"_s), 37); // what comes before one's own is read
}

void TestFinding::theFirstOfADay()
{
    // A hundred days with ten messages each, but for the 50th.
    const QDate begin(2026, 1, 1);
    for (int i = 0; i < 1000; ++i) {
        protocol::Message message = m_server->say(u"group"_s, u"ben"_s, u"x"_s, false);
        message.at = begin.addDays(i / 10 + (i >= 500 ? 1 : 0)).startOfDay().addSecs(3600).toUTC();
        m_server->messages[u"group"_s].last() = message;
    }
    signIn();
    const auto seqOf = [&](const QDate &date) {
        return ask<qint64>([&](const auto &reply) { m_client->seqOfDate(u"group"_s, date, reply); });
    };
    const auto asked = [&] { return m_server->all<protocol::History>().size(); };
    auto before = asked();
    QCOMPARE(*seqOf(begin.addDays(20)), 201);
    QVERIFY2(asked() - before <= 6, qPrintable(QString::number(asked() - before)));
    QCOMPARE(*seqOf(begin.addDays(50)), 501); // nothing was said on that day
    QCOMPARE(*seqOf(begin.addDays(-7)), 1);
    // What is held tells by itself.
    before = asked();
    QCOMPARE(*seqOf(begin.addDays(98)), 971);
    QCOMPARE(*seqOf(begin.addDays(200)), 0);
    QCOMPARE(asked(), before);
    offline();
    QCOMPARE(*seqOf(begin.addDays(98)), 971);
}

CONFAB_TEST(TestFinding)
#include "tst_finding.moc"
