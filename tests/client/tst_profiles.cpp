// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/client/chat_client.h>
#include <confab/client/profile.h>

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using namespace confab::client;
using namespace Qt::StringLiterals;

// Addresses as people type them, and what this computer remembers of a server.
class TestProfiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addresses_data();
    void addresses();
    void remembers();
    void keepsTokensPrivate();
    void forgetsAll();
    void takesNoFoldersFromAFile();
    void sentencesSayWhatToDo();
};

void TestProfiles::addresses_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("url"); // empty: no address
    QTest::newRow("a name") << u"chat.example.org"_s << u"wss://chat.example.org:7465"_s;
    QTest::newRow("spaces around") << u"  chat.example.org \n"_s << u"wss://chat.example.org:7465"_s;
    QTest::newRow("a port") << u"chat.example.org:8000"_s << u"wss://chat.example.org:8000"_s;
    QTest::newRow("one word") << u"laptop"_s << u"wss://laptop:7465"_s;
    QTest::newRow("capitals") << u"Laptop.LOCAL"_s << u"wss://laptop.local:7465"_s;
    QTest::newRow("ipv4") << u"192.168.1.24"_s << u"wss://192.168.1.24:7465"_s;
    QTest::newRow("ipv4 and port") << u"192.168.1.24:80"_s << u"wss://192.168.1.24:80"_s;
    QTest::newRow("ipv6 in brackets") << u"[fe80::1]:8000"_s << u"wss://[fe80::1]:8000"_s;
    QTest::newRow("ipv6 in brackets, no port") << u"[::1]"_s << u"wss://[::1]:7465"_s;
    QTest::newRow("ipv6 bare") << u"2001:db8::2"_s << u"wss://[2001:db8::2]:7465"_s;
    QTest::newRow("ws") << u"ws://127.0.0.1"_s << u"ws://127.0.0.1:7465"_s;
    QTest::newRow("wss and port") << u"WSS://chat.example.org:1"_s << u"wss://chat.example.org:1"_s;
    QTest::newRow("a slash at the end") << u"wss://chat.example.org/"_s << u"wss://chat.example.org:7465"_s;
    QTest::newRow("a gateway's path") << u"wss://abc.execute-api.eu-west-1.amazonaws.com/production"_s
                                      << u"wss://abc.execute-api.eu-west-1.amazonaws.com:443/production"_s;
    QTest::newRow("a gateway's path, scheme left out")
        << u"abc.execute-api.eu-west-1.amazonaws.com/production"_s
        << u"wss://abc.execute-api.eu-west-1.amazonaws.com:443/production"_s;
    QTest::newRow("a proxy's path, in the clear")
        << u"ws://chat.example.org/chat"_s << u"ws://chat.example.org:80/chat"_s;
    QTest::newRow("a path and a port") << u"wss://chat.example.org:7465/chat"_s
                                       << u"wss://chat.example.org:7465/chat"_s;
    QTest::newRow("a gateway without a path") << u"wss://chat.example.org:443"_s << u"wss://chat.example.org:443"_s;
    QTest::newRow("wss") << u"wss://chat.example.org"_s << u"wss://chat.example.org:7465"_s;
    QTest::newRow("nothing") << u""_s << u""_s;
    QTest::newRow("blank") << u"  "_s << u""_s;
    QTest::newRow("a sentence") << u"my friend's computer"_s << u""_s;
    QTest::newRow("http") << u"http://chat.example.org"_s << u""_s;
    QTest::newRow("javascript") << u"javascript://x"_s << u""_s;
    QTest::newRow("port 0") << u"host:0"_s << u""_s;
    QTest::newRow("port too large") << u"host:65536"_s << u""_s;
    QTest::newRow("port of letters") << u"host:abc"_s << u""_s;
    QTest::newRow("empty port") << u"host:"_s << u""_s;
    QTest::newRow("a password in it") << u"wss://me:secret@host"_s << u""_s;
    QTest::newRow("300.1.1.1") << u"300.1.1.1"_s << u""_s;
    QTest::newRow("three numbers") << u"192.168.1"_s << u""_s;
    QTest::newRow("a broken bracket") << u"[::1"_s << u""_s;
    QTest::newRow("dots") << u"..."_s << u""_s;
    QTest::newRow("a dash first") << u"-host"_s << u""_s;
    QTest::newRow("a fragment") << u"wss://host/#x"_s << u""_s;
    QTest::newRow("only a scheme") << u"wss://"_s << u""_s;
    QTest::newRow("a mail address") << u"ada@example.org"_s << u""_s;
    QTest::newRow("very long") << QString(2000, u'a') << u""_s;
}

void TestProfiles::addresses()
{
    QFETCH(QString, typed);
    QFETCH(QString, url);
    const auto parsed = parseAddress(typed);
    QCOMPARE(parsed ? parsed->toString() : QString(), url);
}

void TestProfiles::remembers()
{
    QTemporaryDir folder;
    Profile profile;
    {
        ProfileStore store(folder.path());
        profile = store.create(QUrl(u"wss://host:7465"_s));
        QVERIFY(!profile.id.isEmpty());
        QVERIFY(store.profiles().isEmpty()); // not before it is saved
        profile.serverName = u"Ada's “chat”; 50% = a, b"_s;
        profile.pin = QByteArray::fromHex("00ff10");
        profile.username = u"ada"_s;
        profile.hosted = true;
        store.save(profile);
        store.save(store.create(QUrl(u"ws://127.0.0.1:1"_s)));
        store.setLastUsed(profile.id);
        store.setToken(profile.id, u"secret"_s);
    }
    ProfileStore store(folder.path());
    QCOMPARE(store.profiles().size(), 2);
    QCOMPARE(store.profiles().first(), profile);
    QCOMPARE(store.lastUsed(), profile.id);
    QCOMPARE(store.token(profile.id), u"secret"_s);
    profile.username = u"grace"_s;
    store.save(profile);
    QCOMPARE(ProfileStore(folder.path()).profiles().first(), profile);
    store.setToken(profile.id, {});
    QVERIFY(store.token(profile.id).isEmpty());
}

void TestProfiles::keepsTokensPrivate()
{
    QTemporaryDir folder;
    ProfileStore store(folder.filePath(u"inner"_s));
    const Profile profile = store.create(QUrl(u"wss://host:7465"_s));
    store.save(profile);
    store.setToken(profile.id, u"secret"_s);
    const QFileInfo cache(store.cacheFile(profile.id));
    constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                            QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    QVERIFY(QFileInfo(cache.path()).isDir());
    QVERIFY(!(QFile::permissions(cache.path()) & others));
    QVERIFY(!(QFile::permissions(folder.filePath(u"inner"_s)) & others));
    QVERIFY(!(QFile::permissions(cache.path() + u"/token"_s) & others));
    QFile ini(folder.filePath(u"inner/profiles.ini"_s));
    QVERIFY(ini.open(QIODevice::ReadOnly));
    QVERIFY(!ini.readAll().contains("secret"));
}

void TestProfiles::forgetsAll()
{
    QTemporaryDir folder;
    ProfileStore store(folder.path());
    const Profile profile = store.create(QUrl(u"wss://host:7465"_s));
    store.save(profile);
    store.setLastUsed(profile.id);
    store.setToken(profile.id, u"secret"_s);
    const QString inside = QFileInfo(store.cacheFile(profile.id)).path();
    store.forget(profile.id);
    QVERIFY(store.profiles().isEmpty());
    QVERIFY(store.lastUsed().isEmpty());
    QVERIFY(!QFileInfo::exists(inside));
}

void TestProfiles::takesNoFoldersFromAFile()
{
    QTemporaryDir folder;
    QTemporaryDir precious;
    QFile ini(folder.filePath(u"profiles.ini"_s));
    QVERIFY(ini.open(QIODevice::WriteOnly));
    ini.write("[profiles]\n1\\id=../../" + precious.path().toUtf8() + "\n1\\url=wss://host:1\nsize=1\n");
    ini.close();
    ProfileStore store(folder.path());
    QVERIFY(store.profiles().isEmpty());
    store.forget(u"../"_s + QDir(folder.path()).relativeFilePath(precious.path()));
    QVERIFY(QFileInfo::exists(precious.path()));
}

void TestProfiles::sentencesSayWhatToDo()
{
    ConnectionStatus status;
    status.phase = ConnectionStatus::Phase::Waiting;
    status.failure = protocol::Transport::Failure::Refused;
    QCOMPARE(sentence(status, QUrl(u"wss://host:7465"_s)),
             u"That computer answers, but no Confab server listens on port 7465: is hosting on?"_s);
    status.phase = ConnectionStatus::Phase::Online;
    QVERIFY(sentence(status, QUrl(u"wss://host:7465"_s)).isEmpty());
    // Each reason has words of its own, and none of them is a code.
    status.phase = ConnectionStatus::Phase::Refused;
    QSet<QString> all;
    for (int failure = 0; failure <= static_cast<int>(protocol::Transport::Failure::Lost); ++failure) {
        status.failure = static_cast<protocol::Transport::Failure>(failure);
        const QString words = sentence(status, QUrl(u"wss://host:7465"_s));
        QVERIFY(words.endsWith(u'.') || words.endsWith(u'?'));
        QVERIFY(!all.contains(words));
        all.insert(words);
    }
    for (const auto &[code, name] : protocol::EnumNames<protocol::ErrorCode>::table) {
        const QString words = sentence(Problem{code, {}, u"English for logs"_s, 0, false});
        QVERIFY2(words.size() > 10 && !words.contains(u"English"_s), name.data());
    }
    QVERIFY(sentence(Problem{protocol::ErrorCode::RateLimited, {}, {}, 2500, false}).contains(u'3'));
}

CONFAB_TEST(TestProfiles)
#include "tst_profiles.moc"
