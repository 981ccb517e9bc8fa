// SPDX-License-Identifier: GPL-3.0-or-later
#include "real_server.h"
#include "test_program.h"

#include <confab/protocol/names.h>

#include <QFile>

using namespace Qt::StringLiterals;

namespace confab::app
{

using client::ConnectionStatus;
using client::MessageRow;

// Whole clients against the whole server, over real sockets and TLS.
class TestClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoDevicesOfOnePerson()
    {
        RealServer server;
        server.start();
        Person ada(server.url());
        ada.signUp(u"ada"_s);
        Person tablet(server.url());
        tablet.signIn(u"ada"_s);
        Person ben(server.url());
        ben.signUp(u"ben"_s);

        const QString direct = protocol::directConversation(u"ada"_s, u"ben"_s);
        ben.client.sendText(direct, u"Are you there?"_s);
        QTRY_COMPARE(ada.contact(direct).unread, 1);
        QTRY_COMPARE(tablet.contact(direct).unread, 1);
        // Written on one device, it is there on the other, once.
        ada.client.sendText(direct, u"On both."_s);
        const QStringList both{u"Are you there?"_s, u"On both."_s};
        QTRY_COMPARE(ada.texts(direct), both);
        QTRY_COMPARE(tablet.texts(direct), both);
        QTRY_COMPARE(ben.texts(direct), both);
        // Read on one, read on the other.
        ada.client.markRead(direct, 2);
        QTRY_COMPARE(tablet.contact(direct).unread, 0);
        QTRY_COMPARE(ben.client.openConversation(direct)->row(0).state, MessageRow::State::Read);
    }

    void directMessagesWaitForWhoIsAway()
    {
        RealServer server;
        server.start();
        Person ada(server.url());
        ada.signUp(u"ada"_s);
        Person ben(server.url());
        ben.signUp(u"ben"_s);
        ben.client.stop();
        const QString direct = protocol::directConversation(u"ada"_s, u"ben"_s);
        ada.client.sendText(direct, u"When you are back"_s);
        QTRY_COMPARE(ada.client.openConversation(direct)->rowCount(), 1);
        QTRY_COMPARE(ada.client.openConversation(direct)->row(0).state, MessageRow::State::Sent);
        ben.client.start();
        QTRY_COMPARE(ben.contact(direct).unread, 1);
        QTRY_COMPARE(ben.texts(direct), QStringList{u"When you are back"_s});
    }

    void whoIsRemovedIsOut()
    {
        RealServer server;
        server.start();
        Person ada(server.url());
        ada.signUp(u"ada"_s);
        Person ben(server.url());
        ben.signUp(u"ben"_s);

        QString room;
        protocol::CreateRoom wish;
        wish.name = u"design"_s;
        wish.members = {u"ben"_s};
        ada.client.createRoom(wish, [&room](const Expected<QString, client::Problem> &made) {
            if (made)
                room = *made;
        });
        QTRY_VERIFY(!room.isEmpty());
        QTRY_VERIFY(ben.client.conversation(room));
        ben.client.sendText(room, u"in here"_s);
        QTRY_COMPARE(ada.texts(room), QStringList{u"in here"_s});

        QSignalSpy gone(&ben.client, &client::ChatClient::conversationGone);
        bool removed = false;
        ada.client.removeMember(room, u"ben"_s, [&removed](const auto &answer) { removed = bool(answer); });
        QTRY_VERIFY(removed);
        QTRY_COMPARE(gone.size(), 1);
        QVERIFY(!ben.client.conversation(room));
        QCOMPARE(ben.client.contacts()->indexOf(room), -1);

        // From now on it is as if the room had never been.
        std::optional<client::Problem> refused;
        ben.client.addMember(room, u"ben"_s, [&refused](const auto &answer) {
            if (!answer)
                refused = answer.error();
        });
        QTRY_VERIFY(refused);
        QCOMPARE(refused->code, protocol::ErrorCode::NotFound);
        ada.client.sendText(room, u"he is out"_s);
        QTRY_COMPARE(ada.texts(room).size(), 2);
        QCOMPARE(ben.client.contacts()->indexOf(room), -1);
    }

    void catchesUpOnMoreThan500()
    {
        constexpr int many = 620;
        RealServer server;
        server.start();
        Person ada(server.url());
        ada.signUp(u"ada"_s);
        Person ben(server.url());
        ben.signUp(u"ben"_s);
        ben.client.sendText(u"group"_s, u"before"_s);
        QTRY_COMPARE(ada.texts(u"group"_s), QStringList{u"before"_s});
        ben.client.stop();

        QStringList all{u"before"_s};
        for (int i = 1; i <= many; ++i) {
            all << u"message %1"_s.arg(i);
            ada.client.sendText(u"group"_s, all.last());
        }
        QTRY_COMPARE_WITH_TIMEOUT(ada.client.conversation(u"group"_s)->seq, many + 1, 60'000);

        ben.client.start();
        QTRY_COMPARE_WITH_TIMEOUT(ben.contact(u"group"_s).unread, many, 30'000);
        auto *model = ben.client.openConversation(u"group"_s);
        // It opens where one left off; the newest is a click away.
        QTRY_VERIFY(!model->rows().isEmpty());
        QVERIFY(model->moreAfter());
        ben.client.showNewest(u"group"_s);
        QTRY_VERIFY(!model->rows().isEmpty() && model->rows().constLast().text == all.constLast());
        // Up to the beginning, page by page, as somebody who scrolls would.
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                if (model->rows().constFirst().seq == 1 && !ben.texts(u"group"_s).contains(u"…"_s))
                    return true;
                for (const MessageRow &row : model->rows()) {
                    if (row.kind == MessageRow::Kind::Gap)
                        Q_EMIT model->wantGap(row.seq);
                }
                if (!model->loading() && model->moreBefore())
                    Q_EMIT model->wantBefore();
                return false;
            }(),
            30'000);
        // What is far from there is let go, and is there again further down.
        QStringList held = ben.texts(u"group"_s);
        QCOMPARE(held, all.first(held.size()));
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                if (!model->moreAfter())
                    return true;
                if (!model->loading())
                    Q_EMIT model->wantAfter();
                return false;
            }(),
            30'000);
        held = ben.texts(u"group"_s);
        QVERIFY(held.size() > 100);
        QCOMPARE(held, all.last(held.size()));
    }

    void signsInByItselfTheNextTime()
    {
        RealServer server;
        server.start();
        Person ada(server.url());
        ada.signUp(u"ada"_s);
        ada.client.sendText(u"group"_s, u"see you"_s);
        QTRY_COMPARE(ada.texts(u"group"_s), QStringList{u"see you"_s});
        ada.client.stop();

        client::ProfileStore kept(ada.folder.path());
        QCOMPARE(kept.profiles().size(), 1);
        client::ChatClient next(kept.profiles().constFirst(), kept, client::makeWebSocketTransport);
        next.start();
        QTRY_COMPARE_WITH_TIMEOUT(next.status().phase, ConnectionStatus::Phase::Online, 30'000);
        QCOMPARE(next.me().username, u"ada"_s);
        QTRY_COMPARE(next.openConversation(u"group"_s)->rowCount(), 1);
    }

    void badInputGetsAReason()
    {
        RealServer server;
        server.start();
        Person ada(server.url());
        ada.signUp(u"ada"_s);

        Person other(server.url());
        other.client.start();
        QTRY_COMPARE(other.client.status().phase, ConnectionStatus::Phase::NeedsSignIn);
        QSignalSpy failed(&other.client, &client::ChatClient::signInFailed);
        other.client.signUp(u"ADA"_s, other.password, {}, {});
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30'000);
        QCOMPARE(failed.takeFirst().at(0).value<client::Problem>().code, protocol::ErrorCode::Taken);
        other.client.signIn(u"ada"_s, u"not the password"_s);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30'000);
        QCOMPARE(failed.takeFirst().at(0).value<client::Problem>().code, protocol::ErrorCode::WrongCredentials);
        // And still gets in.
        other.client.signIn(u"ada"_s, other.password);
        QTRY_COMPARE_WITH_TIMEOUT(other.client.status().phase, ConnectionStatus::Phase::Online, 30'000);
    }

    void anotherKeyIsAnotherServer()
    {
        RealServer server;
        server.start();
        Person ada(server.url());
        ada.signUp(u"ada"_s);
        server.stop();
        // Somebody else answers at the same address.
        QVERIFY(QFile::remove(server.folder.path() + u"/tls/key.pem"_s));
        QVERIFY(QFile::remove(server.folder.path() + u"/tls/certificate.pem"_s));
        server.start();
        ada.client.tryNow();
        QTRY_COMPARE(ada.client.status().phase, ConnectionStatus::Phase::Refused);
        QCOMPARE(ada.client.status().failure, protocol::Transport::Failure::KeyChanged);
        QVERIFY(!ada.store.token(ada.client.profile().id).isEmpty());
    }
};

} // namespace confab::app

CONFAB_TEST(confab::app::TestClients)
#include "tst_clients.moc"
