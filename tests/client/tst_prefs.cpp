// SPDX-License-Identifier: GPL-3.0-or-later
#include "forwarding.h"
#include "support/hand_wound_clock.h"
#include "support/scripted_server.h"
#include "test_program.h"

#include <confab/client/chat_client.h>
#include <confab/protocol/names.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using namespace confab::client;
using namespace confab::client::test;
using namespace Qt::StringLiterals;
using Phase = ConnectionStatus::Phase;

// What an account keeps for all its devices, and what is said again elsewhere.
class TestPrefs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void setHereIsSentAndKept();
    void offlineItWaitsAlsoOverARestart();
    void otherDevicesAreFollowed();
    void ownCountsUntilItIsSent();
    void whatIsRemovedElsewhereGoes();
    void oneThatIsRefusedHoldsUpNone();
    void aBusyServerIsAskedLater();
    void thisComputerAlone_data();
    void thisComputerAlone();
    void draftsFollow();
    void aDraftThatIsTooLongStaysHere();
    void theListIsInOrder();
    void readingTakesBackUnread();
    void goneWithTheRoom();
    void signedOutNothingIsLeft();
    void forwards();
    void forwardedTexts_data();
    void forwardedTexts();
    void linksToMessages();

private:
    void begin();
    void signIn();
    void online() { QTRY_COMPARE(m_client->status().phase, Phase::Online); }
    void offline();
    [[nodiscard]] Contact contact(const QString &conversation) const;
    [[nodiscard]] QList<protocol::Prefs> sent() const; // with something to keep
    // As another device does it.
    void elsewhere(const QString &key, const QString &value);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_store;
    std::shared_ptr<HandWoundClock> m_clock;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ChatClient> m_client;
    QMap<QString, QString> m_kept; // by the server
    std::function<std::optional<protocol::ErrorCode>(const protocol::Prefs &)> m_refuse;
};

void TestPrefs::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<ProfileStore>(m_folder->path());
    m_clock = std::make_shared<HandWoundClock>();
    m_server = std::make_unique<ScriptedServer>();
    m_kept.clear();
    m_refuse = nullptr;
    // Pages of two.
    m_server->handle = [this](const protocol::ClientCommand &command) {
        const auto *prefs = std::get_if<protocol::Prefs>(&command);
        if (!prefs)
            return false;
        if (const auto code = m_refuse ? m_refuse(*prefs) : std::nullopt) {
            protocol::ErrorFrame error;
            error.id = prefs->id;
            error.code = *code;
            error.message = u"no"_s;
            m_server->send(error);
            return true;
        }
        for (const protocol::Pref &pref : prefs->set) {
            if (pref.value.isEmpty())
                m_kept.remove(pref.key);
            else
                m_kept.insert(pref.key, pref.value);
        }
        if (!prefs->set.isEmpty())
            return false; // acked
        protocol::PrefList page;
        page.id = prefs->id;
        for (auto it = m_kept.upperBound(prefs->after); it != m_kept.end(); ++it) {
            if (page.prefs.size() == 2) {
                page.next = page.prefs.last().key;
                break;
            }
            page.prefs.append({it.key(), it.value()});
        }
        m_server->send(page);
        return true;
    };
}

void TestPrefs::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_store.reset();
}

void TestPrefs::begin()
{
    m_client.reset();
    const auto saved = m_store->profiles();
    const Profile profile = saved.isEmpty() ? m_store->create(QUrl(u"wss://host:7465"_s)) : saved.first();
    m_client =
        std::make_unique<ChatClient>(profile, *m_store, m_server->factory(), Timing{m_clock, [] { return 0.5; }});
    m_client->start();
}

void TestPrefs::signIn()
{
    begin();
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    m_client->signIn(u"ada"_s, u"correct horse battery"_s);
    online();
    QTRY_VERIFY(!m_server->all<protocol::Prefs>().isEmpty());
}

void TestPrefs::offline()
{
    m_server->refuse = protocol::Transport::Failure::Lost;
    m_server->drop();
    QCOMPARE(m_client->status().phase, Phase::Waiting);
}

Contact TestPrefs::contact(const QString &conversation) const
{
    const int row = m_client->contacts()->indexOf(conversation);
    return row < 0 ? Contact() : m_client->contacts()->contacts()[row];
}

QList<protocol::Prefs> TestPrefs::sent() const
{
    QList<protocol::Prefs> result;
    for (const protocol::Prefs &prefs : m_server->all<protocol::Prefs>()) {
        if (!prefs.set.isEmpty())
            result.append(prefs);
    }
    return result;
}

void TestPrefs::elsewhere(const QString &key, const QString &value)
{
    if (value.isEmpty())
        m_kept.remove(key);
    else
        m_kept.insert(key, value);
    m_server->send(protocol::PrefList{{}, {{key, value}}, {}});
}

void TestPrefs::setHereIsSentAndKept()
{
    signIn();
    m_server->say(u"group"_s, u"ben"_s, u"x"_s);
    QCOMPARE(m_client->contacts()->totalUnread(), 1);
    m_client->setMuted(u"group"_s, true);
    QVERIFY(m_client->isMuted(u"group"_s) && contact(u"group"_s).muted);
    QCOMPARE(contact(u"group"_s).unread, 1);
    QCOMPARE(m_client->contacts()->totalUnread(), 0);
    m_client->setFavourite(u"group"_s, true);
    m_client->setFavourite(u"group"_s, true); // nothing new
    QTRY_COMPARE(m_kept, (QMap<QString, QString>{{u"favourite:group"_s, u"1"_s}, {u"muted:group"_s, u"1"_s}}));
    QTRY_COMPARE(sent().size(), 2);
    m_client->setMuted(u"group"_s, false);
    QTRY_COMPARE(m_kept.size(), 1);
    QCOMPARE(m_client->contacts()->totalUnread(), 1);
    // What the server has is not sent again.
    begin();
    online();
    QTRY_VERIFY(m_client->isFavourite(u"group"_s));
    QVERIFY(!m_client->isMuted(u"group"_s));
    QCOMPARE(sent().size(), 3);
}

void TestPrefs::offlineItWaitsAlsoOverARestart()
{
    signIn();
    m_client->setArchived(u"group"_s, true);
    QTRY_COMPARE(m_kept.size(), 1);
    offline();
    m_client->setArchived(u"group"_s, false);
    for (int i = 0; i < 30; ++i)
        m_client->setMuted(u"room:%1"_s.arg(i), true);
    m_server->refuse = protocol::Transport::Failure::None;
    begin();
    online();
    QTRY_COMPARE(m_kept.size(), 30); // and what was removed is removed
    QVERIFY(!m_kept.contains(u"archived:group"_s));
    for (const protocol::Prefs &prefs : sent())
        QVERIFY(prefs.set.size() <= protocol::limits::prefsInFrame);
}

void TestPrefs::otherDevicesAreFollowed()
{
    for (const QString &conversation : {u"a"_s, u"b"_s, u"group"_s, u"x"_s, u"y"_s})
        m_kept.insert(u"muted:"_s + conversation, u"1"_s);
    m_kept.insert(u"of a later version"_s, u"whatever"_s);
    signIn();
    QTRY_VERIFY(m_client->isMuted(u"y"_s)); // the last page
    QVERIFY(contact(u"group"_s).muted);
    QSignalSpy changed(m_client.get(), &ChatClient::conversationChanged);
    elsewhere(u"favourite:group"_s, u"1"_s);
    QVERIFY(contact(u"group"_s).favourite);
    QCOMPARE(changed.size(), 1);
    elsewhere(u"favourite:group"_s, {});
    QVERIFY(!contact(u"group"_s).favourite);
    QVERIFY(sent().isEmpty());
}

void TestPrefs::ownCountsUntilItIsSent()
{
    signIn();
    m_server->silent = true;
    m_client->setMuted(u"group"_s, true);
    elsewhere(u"muted:group"_s, u"2"_s);
    elsewhere(u"muted:group"_s, {});
    QVERIFY(m_client->isMuted(u"group"_s));
    m_server->drop();
    m_server->silent = false;
    m_client->tryNow();
    online();
    QTRY_COMPARE(m_kept.value(u"muted:group"_s), u"1"_s);
    QVERIFY(m_client->isMuted(u"group"_s));
    // It has arrived: now the others count.
    QTRY_COMPARE(sent().size(), 2);
    QCoreApplication::processEvents();
    elsewhere(u"muted:group"_s, {});
    QVERIFY(!m_client->isMuted(u"group"_s));
}

void TestPrefs::whatIsRemovedElsewhereGoes()
{
    m_kept = {{u"muted:a"_s, u"1"_s}, {u"muted:b"_s, u"1"_s}, {u"muted:group"_s, u"1"_s}};
    signIn();
    QTRY_VERIFY(m_client->isMuted(u"group"_s));
    offline();
    m_kept.remove(u"muted:group"_s);
    m_server->refuse = protocol::Transport::Failure::None;
    m_client->tryNow();
    online();
    QTRY_VERIFY(!contact(u"group"_s).muted);
    QVERIFY(m_client->isMuted(u"a"_s));
}

void TestPrefs::oneThatIsRefusedHoldsUpNone()
{
    m_refuse = [](const protocol::Prefs &prefs) -> std::optional<protocol::ErrorCode> {
        for (const protocol::Pref &pref : prefs.set) {
            if (pref.key == u"muted:bad"_s)
                return protocol::ErrorCode::BadField;
        }
        return std::nullopt;
    };
    signIn();
    offline();
    for (const QString &conversation : {u"a"_s, u"bad"_s, u"group"_s, u"x"_s})
        m_client->setMuted(conversation, true);
    m_server->refuse = protocol::Transport::Failure::None;
    m_client->tryNow();
    online();
    QTRY_COMPARE(m_kept.size(), 3);
    QVERIFY(m_client->isMuted(u"bad"_s)); // here
    const auto asked = sent().size();
    m_client->setMuted(u"y"_s, true);
    QTRY_COMPARE(m_kept.size(), 4);
    QCOMPARE(sent().size(), asked + 1);
}

void TestPrefs::aBusyServerIsAskedLater()
{
    int refusals = 2; // the list, then what is sent
    m_refuse = [&](const protocol::Prefs &) {
        return refusals-- > 0 ? std::optional(protocol::ErrorCode::Unavailable) : std::nullopt;
    };
    m_kept.insert(u"muted:x"_s, u"1"_s);
    signIn();
    QTRY_COMPARE(refusals, 1);
    QCoreApplication::processEvents();
    m_client->setMuted(u"group"_s, true);
    refusals = 0;
    m_clock->advance(2000);
    QTRY_VERIFY(m_client->isMuted(u"x"_s));
    QTRY_VERIFY(m_kept.contains(u"muted:group"_s));
    refusals = 1;
    m_client->setMuted(u"group"_s, false);
    QTRY_COMPARE(refusals, 0);
    QCoreApplication::processEvents();
    QVERIFY(m_kept.contains(u"muted:group"_s));
    m_clock->advance(2000);
    QTRY_VERIFY(!m_kept.contains(u"muted:group"_s));
}

void TestPrefs::thisComputerAlone_data()
{
    QTest::addColumn<bool>("guest");
    QTest::newRow("a guest") << true;
    QTest::newRow("a server that keeps none") << false;
}

void TestPrefs::thisComputerAlone()
{
    QFETCH(bool, guest);
    m_refuse = [](const protocol::Prefs &) { return protocol::ErrorCode::UnknownType; };
    begin();
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    m_client->signIn(guest ? u"~Gil.ab12"_s : u"ada"_s, u"correct horse battery"_s);
    online();
    if (!guest)
        QTRY_COMPARE(m_server->all<protocol::Prefs>().size(), 1);
    QCoreApplication::processEvents();
    m_client->setMuted(u"group"_s, true);
    QVERIFY(contact(u"group"_s).muted);
    QVERIFY(sent().isEmpty());
    begin();
    online();
    QTRY_VERIFY(m_client->isMuted(u"group"_s));
    QVERIFY(sent().isEmpty());
    QCOMPARE(m_server->all<protocol::Prefs>().size(), guest ? 0 : 2);
}

void TestPrefs::draftsFollow()
{
    m_kept.insert(u"draft:group"_s, u"from the other"_s);
    signIn();
    QTRY_COMPARE(m_client->draft(u"group"_s), u"from the other"_s);
    QCOMPARE(contact(u"group"_s).draft, u"from the other"_s);
    m_client->setDraft(u"group"_s, u"on"_s);
    m_clock->advance(1999);
    m_client->setDraft(u"group"_s, u"one"_s);
    m_clock->advance(1999);
    QVERIFY(sent().isEmpty());
    m_client->setMuted(u"group"_s, true); // goes at once, and takes no draft along
    QTRY_COMPARE(m_kept.size(), 2);
    QCOMPARE(m_kept.value(u"draft:group"_s), u"from the other"_s);
    QCoreApplication::processEvents();
    m_clock->advance(1);
    QTRY_COMPARE(m_kept.value(u"draft:group"_s), u"one"_s);
    QCoreApplication::processEvents();
    QSignalSpy changed(m_client.get(), &ChatClient::conversationChanged);
    elsewhere(u"draft:group"_s, u"one more"_s);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_client->draft(u"group"_s), u"one more"_s);
    elsewhere(u"draft:group"_s, {}); // sent there
    QVERIFY(m_client->draft(u"group"_s).isEmpty() && contact(u"group"_s).draft.isEmpty());
    elsewhere(u"draft:thread:group:7"_s, u"an answer"_s);
    QCOMPARE(m_client->threadDraft(u"group"_s, 7), u"an answer"_s);
    QCOMPARE(changed.last().first().toString(), u"group"_s);
    m_client->setThreadDraft(u"group"_s, 7, {});
    m_clock->advance(2000);
    QTRY_VERIFY(!m_kept.contains(u"draft:thread:group:7"_s));
    QCoreApplication::processEvents();
    m_client->setDraft(u"group"_s, u"mine"_s);
    begin(); // before it was sent
    online();
    QTRY_COMPARE(m_kept.value(u"draft:group"_s), u"mine"_s);
    m_client->setDraft(u"group"_s, {});
    m_clock->advance(2000);
    QTRY_VERIFY(!m_kept.contains(u"draft:group"_s));
}

void TestPrefs::aDraftThatIsTooLongStaysHere()
{
    signIn();
    m_client->setDraft(u"group"_s, u"short"_s);
    m_clock->advance(2000);
    QTRY_COMPARE(m_kept.size(), 1);
    const QString longer(protocol::limits::textBytes + 1, u'x');
    m_client->setDraft(u"group"_s, longer);
    m_clock->advance(5000);
    begin();
    online();
    QTRY_COMPARE(m_client->draft(u"group"_s), longer);
    m_clock->advance(5000);
    QCoreApplication::processEvents();
    QCOMPARE(m_client->draft(u"group"_s), longer);
    QCOMPARE(sent().size(), 1);
}

void TestPrefs::theListIsInOrder()
{
    for (const QString &name : {u"A"_s, u"B"_s, u"C"_s, u"D"_s}) {
        protocol::SyncedConversation room;
        room.id = u"room:"_s + name;
        room.name = name;
        m_server->conversations.insert(room.id, room);
    }
    signIn();
    QAbstractItemModelTester tester(m_client->contacts(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto names = [&] {
        QStringList result;
        for (const Contact &each : m_client->contacts()->contacts())
            result.append(each.name);
        return result.join(u' ');
    };
    QCOMPARE(names(), u"Everyone A B C D"_s);
    m_client->setFavourite(u"room:D"_s, true);
    m_client->setArchived(u"room:A"_s, true);
    QCOMPARE(names(), u"Everyone D B C A"_s);
    m_client->setArchived(u"room:D"_s, true);
    QCOMPARE(names(), u"Everyone B C D A"_s);
    m_client->setArchived(u"room:A"_s, false);
    m_client->setFavourite(u"room:C"_s, true);
    QCOMPARE(names(), u"Everyone C A B D"_s);
    const QModelIndex c = m_client->contacts()->index(1, 0);
    QCOMPARE(c.data(Qt::AccessibleTextRole).toString(), u"C, favourite"_s);
}

void TestPrefs::readingTakesBackUnread()
{
    signIn();
    const auto message = m_server->say(u"group"_s, u"ben"_s, u"x"_s);
    m_client->markRead(u"group"_s, message.seq);
    m_client->setMarkedUnread(u"group"_s, true);
    QVERIFY(contact(u"group"_s).markedUnread);
    QTRY_COMPARE(m_kept.size(), 1);
    m_client->markRead(u"group"_s, message.seq);
    QVERIFY(!m_client->isMarkedUnread(u"group"_s));
    QTRY_VERIFY(m_kept.isEmpty());
}

void TestPrefs::goneWithTheRoom()
{
    m_server->say(u"room:1"_s, u"ben"_s, u"x"_s);
    signIn();
    m_client->setMuted(u"room:1"_s, true);
    m_client->setDraft(u"room:1"_s, u"to be said"_s);
    m_clock->advance(2000);
    QTRY_COMPARE(m_kept.size(), 2);
    m_server->conversations.remove(u"room:1"_s);
    m_server->send(protocol::ConversationGone{u"room:1"_s});
    QVERIFY(!m_client->isMuted(u"room:1"_s));
    QTRY_VERIFY(m_kept.isEmpty());
}

void TestPrefs::signedOutNothingIsLeft()
{
    signIn();
    m_client->setMuted(u"group"_s, true);
    QTRY_COMPARE(m_kept.size(), 1);
    m_client->signOut();
    QTRY_VERIFY(!m_client->signedIn());
    QVERIFY(!m_client->isMuted(u"group"_s));
    m_client->setMuted(u"group"_s, true);
    QVERIFY(!m_client->isMuted(u"group"_s));
    QCOMPARE(m_kept.size(), 1); // of the account
    begin();
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    QVERIFY(!m_client->isMuted(u"group"_s));
}

void TestPrefs::forwards()
{
    signIn();
    m_server->say(u"room:1"_s, u"ben"_s, u"one"_s);
    m_server->say(u"room:1"_s, u"ben"_s, u"two\nlines"_s);
    m_server->say(u"room:1"_s, u"ada"_s, u"three"_s);
    QTRY_COMPARE(m_client->displayNameOf(u"ben"_s), u"Ben"_s);
    m_client->forward(u"room:1"_s, {3, 2, 7}, u"group"_s);
    QTRY_COMPARE(m_server->all<protocol::SendMessage>().size(), 2);
    QCOMPARE(m_server->all<protocol::SendMessage>().first().message, u"> \u2014 Ben\n>\n> two\n> lines"_s);
    QCOMPARE(m_server->last<protocol::SendMessage>().message, u"> \u2014 Ada\n>\n> three"_s);
    m_client->save(u"room:1"_s, {1});
    QTRY_COMPARE(m_server->last<protocol::DirectMessage>().to, u"ada"_s);
    QCOMPARE(m_server->last<protocol::DirectMessage>().message, u"> \u2014 Ben\n>\n> one"_s);
    QTRY_VERIFY(contact(u"dm:ada:ada"_s).self);
}

void TestPrefs::forwardedTexts_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QString>("forwarded");

    QTest::newRow("a quotation again") << u"Ben"_s << u"> \u2014 Ada\n>\n> x"_s << 100
                                       << u"> \u2014 Ben\n>\n> > \u2014 Ada\n> >\n> > x"_s;
    QTest::newRow("a name is no markup") << u"B_e_n <b>"_s << u"x"_s << 100 << u"> \u2014 B\\_e\\_n \\<b\\>\n>\n> x"_s;
    QTest::newRow("just fits") << u"B"_s << u"abcd"_s << 16 << u"> \u2014 B\n>\n> abcd"_s;
    QTest::newRow("is cut") << u"B"_s << u"abcde"_s << 16 << u"> \u2014 B\n>\n> a\u2026"_s;
    QTest::newRow("whole characters") << u"B"_s << u"a\U0001f98abcde"_s << 19 << u"> \u2014 B\n>\n> a\u2026"_s;
    QTest::newRow("the mark needs room as well") << u"B"_s << u"abcd\ne"_s << 17 << u"> \u2014 B\n>\n> ab\u2026"_s;
}

void TestPrefs::forwardedTexts()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    QFETCH(int, limit);
    const QString forwarded = forwardedText(name, text, limit);
    QTEST(forwarded, "forwarded");
    QVERIFY(forwarded.toUtf8().size() <= limit);
}

void TestPrefs::linksToMessages()
{
    signIn();
    const QString conversation = protocol::directConversation(u"ada"_s, u"b/\u00e9n"_s);
    const QString link = m_client->messageLink(conversation, 42);
    QCOMPARE(link, u"confab://host:7465/m/dm%3Aada%3Ab%2F%C3%A9n/42"_s);
    QCOMPARE(parseMessageLink(u" %1 "_s.arg(link)), (MessageLink{u"host:7465"_s, conversation, 42}));
    QCOMPARE(parseMessageLink(link + u"?k=abc"_s)->seq, 42);
    for (const QString &wrong : {u"https://host/m/group/1"_s, u"confab://host/m/group"_s, u"confab://host/x/group/1"_s,
                                 u"confab://host/m/group/0"_s, u"confab://host/m/group/1/2"_s, u"confab://host/m//1"_s,
                                 u"confab:///m/group/1"_s, u"confab://me@host/m/group/1"_s, u"group"_s, u""_s})
        QVERIFY2(!parseMessageLink(wrong), qPrintable(wrong));
}

CONFAB_TEST(TestPrefs)
#include "tst_prefs.moc"
