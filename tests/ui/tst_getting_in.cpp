// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"
#include "window_bench.h"

#include <confab/protocol/names.h>

using namespace Qt::StringLiterals;

namespace confab::ui
{

using client::HostController;
using protocol::ErrorCode;
using protocol::Transport;

class TestGettingIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsAnOpenServer()
    {
        WindowBench bench;
        bench.server.welcome.access = protocol::Access::Open;
        bench.start();
        QVERIFY(bench.sees(u"firstRun"_s));
        bench.type(u"firstRun.name"_s, u"mira"_s);
        bench.type(u"firstRun.password"_s, u"correct horse"_s);
        bench.type(u"firstRun.join.address"_s, u"192.168.1.24"_s);
        bench.click(u"firstRun.join.go"_s);
        QTRY_VERIFY(bench.sees(u"firstRun.join.server"_s));
        // The address was asked; no name has left yet.
        QCOMPARE(bench.server.heardOf<protocol::Hello>().size(), 1);
        QVERIFY(bench.server.heardOf<protocol::SignUp>().isEmpty());
        QVERIFY(!bench.sees(u"firstRun.join.invite"_s));
        QCOMPARE(bench.text(u"firstRun.join.go"_s), u"Join Studio Nord"_s);
        bench.click(u"firstRun.join.go"_s);
        QTRY_VERIFY(bench.sees(u"conversation"_s));
        QCOMPARE(bench.server.heardOf<protocol::SignUp>().size(), 1);
        QCOMPARE(bench.server.heardOf<protocol::SignUp>().first().username, u"mira"_s);
        QCOMPARE(bench.store.profiles().size(), 1);
        QCOMPARE(bench.store.profiles().first().username, u"mira"_s);
        QTRY_COMPARE(bench.text(u"header.title"_s), u"Everyone"_s);
    }

    void joinsWithAnAccount()
    {
        WindowBench bench;
        bench.start();
        contact(bench);
        bench.click(u"firstRun.join.who.1"_s);
        QVERIFY(!bench.sees(u"firstRun.join.invite"_s));
        bench.click(u"firstRun.join.go"_s);
        QTRY_VERIFY(bench.sees(u"conversation"_s));
        QCOMPARE(bench.server.heardOf<protocol::SignIn>().size(), 1);
    }

    void asksHowOneIsShownOnlyWhenSigningUp()
    {
        WindowBench bench;
        bench.start();
        QVERIFY(!bench.sees(u"firstRun.join.displayName"_s));
        contact(bench);
        QVERIFY(bench.sees(u"firstRun.join.displayName"_s));
        bench.click(u"firstRun.join.who.1"_s);
        QVERIFY(!bench.sees(u"firstRun.join.displayName"_s));
        QVERIFY(!bench.sees(u"firstRun.hint"_s));
        bench.click(u"firstRun.join.who.0"_s);
        bench.type(u"firstRun.join.displayName"_s, u" Mira K. "_s);
        bench.click(u"firstRun.join.go"_s);
        QTRY_VERIFY(bench.sees(u"conversation"_s));
        QCOMPARE(bench.server.heardOf<protocol::SignUp>().first().displayName, u"Mira K."_s);
    }

    void whatIsHiddenTakesNoRoom()
    {
        WindowBench bench;
        bench.start();
        const auto bottom = [&bench](const QString &name) {
            auto *button = bench.seen<QWidget>(name);
            return button ? button->mapTo(bench.window.get(), QPoint(0, button->height())).y() : -1;
        };
        QCOMPARE(bottom(u"firstRun.join.go"_s), bottom(u"firstRun.host.start"_s));
        contact(bench);
        QTRY_COMPARE(bottom(u"firstRun.join.go"_s), bottom(u"firstRun.host.start"_s));
        QVERIFY(!bench.sees(u"firstRun.join.error"_s));
        QVERIFY(!bench.sees(u"firstRun.host.error"_s));
        bench.window->resize(600, 560);
        QTRY_VERIFY(bench.sees(u"firstRun.tabs.0"_s));
        // The box begins below the tabs, and is as high as what is in it.
        QTRY_VERIFY(bench.seen<QWidget>(u"firstRun.join"_s));
        auto *box = bench.seen<QWidget>(u"firstRun.join"_s);
        QTRY_VERIFY(box->mapTo(bench.window.get(), QPoint()).y() >= bottom(u"firstRun.tabs.0"_s) + 12);
        QCOMPARE(box->parentWidget()->minimumHeight(), 0);
    }

    void sendsTheInvite()
    {
        WindowBench bench;
        bench.server.welcome.signUp = {u"invite"_s};
        bench.start();
        contact(bench);
        bench.click(u"firstRun.join.go"_s);
        QTRY_VERIFY(!bench.text(u"firstRun.join.invite.error"_s).isEmpty());
        QVERIFY(bench.server.heardOf<protocol::SignUp>().isEmpty());
        bench.type(u"firstRun.join.invite"_s, u" ABCD "_s);
        bench.click(u"firstRun.join.go"_s);
        QTRY_VERIFY(bench.sees(u"conversation"_s));
        QCOMPARE(bench.server.heardOf<protocol::SignUp>().first().invite, u"ABCD"_s);
    }

    void joinsAsAGuest()
    {
        WindowBench bench;
        bench.server.welcome.access = protocol::Access::Open;
        bench.start();
        contact(bench, u""_s);
        bench.click(u"firstRun.join.guest"_s);
        QTRY_VERIFY(bench.sees(u"conversation"_s));
        QCOMPARE(bench.server.heardOf<protocol::GuestSignIn>().first().username, u"mira"_s);
    }

    void offersNoGuestsWhereNoneAreLetIn()
    {
        WindowBench bench;
        bench.start();
        contact(bench);
        QVERIFY(!bench.sees(u"firstRun.join.guest"_s));
    }

    void offersNoSignUpWhereTheHostMakesAccounts()
    {
        WindowBench bench;
        bench.server.welcome.access = protocol::Access::Closed;
        bench.start();
        contact(bench);
        QVERIFY(!bench.sees(u"firstRun.join.who.0"_s));
        bench.click(u"firstRun.join.go"_s);
        QTRY_VERIFY(bench.sees(u"conversation"_s));
        QCOMPARE(bench.server.heardOf<protocol::SignIn>().size(), 1);
    }

    void saysWhatIsWrongWithAnAddress_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<Transport::Failure>("failure");
        QTest::newRow("nothing") << u""_s << Transport::Failure::None;
        QTest::newRow("no address") << u"not an address"_s << Transport::Failure::None;
        QTest::newRow("nobody listens") << u"192.168.1.24"_s << Transport::Failure::Refused;
        QTest::newRow("no such host") << u"nowhere.example"_s << Transport::Failure::HostNotFound;
        QTest::newRow("timed out") << u"192.168.1.24"_s << Transport::Failure::TimedOut;
        QTest::newRow("something else") << u"192.168.1.24"_s << Transport::Failure::NotWebSocket;
        QTest::newRow("tls") << u"192.168.1.24"_s << Transport::Failure::TlsFailed;
        QTest::newRow("other protocol") << u"192.168.1.24"_s << Transport::Failure::WrongProtocol;
    }
    void saysWhatIsWrongWithAnAddress()
    {
        QFETCH(QString, address);
        QFETCH(Transport::Failure, failure);
        WindowBench bench;
        bench.server.refuse = failure;
        bench.start();
        bench.type(u"firstRun.join.address"_s, address);
        bench.click(u"firstRun.join.go"_s);
        QTRY_VERIFY(!bench.text(u"firstRun.join.address.error"_s).isEmpty());
        const QString sentence = bench.text(u"firstRun.join.address.error"_s);
        QVERIFY2(sentence.endsWith(u'.') || sentence.endsWith(u'?'), qPrintable(sentence));
        // Asked once, tried no more, and forgotten.
        QTRY_VERIFY(bench.workspace->clients().isEmpty());
        QVERIFY(bench.store.profiles().isEmpty());
        QVERIFY(bench.sees(u"firstRun"_s));
        // Mended, the same field works.
        bench.server.refuse = Transport::Failure::None;
        bench.type(u"firstRun.join.address"_s, u"192.168.1.24"_s);
        QVERIFY(!bench.sees(u"firstRun.join.address.error"_s));
        bench.click(u"firstRun.join.go"_s);
        QTRY_VERIFY(bench.sees(u"firstRun.join.server"_s));
    }

    void saysWhatTheServerRefused_data()
    {
        QTest::addColumn<QString>("verb");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("under");
        QTest::newRow("taken") << u"signUp"_s << ErrorCode::Taken << u"username"_s << u"firstRun.name.error"_s;
        QTest::newRow("bad name") << u"signUp"_s << ErrorCode::BadField << u"username"_s << u"firstRun.name.error"_s;
        QTest::newRow("easy password") << u"signUp"_s << ErrorCode::BadField << u"password"_s
                                       << u"firstRun.password.error"_s;
        QTest::newRow("bad invite") << u"signUp"_s << ErrorCode::Forbidden << u"invite"_s
                                    << u"firstRun.join.invite.error"_s;
        QTest::newRow("too fast") << u"signUp"_s << ErrorCode::RateLimited << u""_s << u"firstRun.join.error"_s;
        QTest::newRow("server ill") << u"signUp"_s << ErrorCode::Unavailable << u""_s << u"firstRun.join.error"_s;
        QTest::newRow("wrong password") << u"signIn"_s << ErrorCode::WrongCredentials << u""_s
                                        << u"firstRun.password.error"_s;
    }
    void saysWhatTheServerRefused()
    {
        QFETCH(QString, verb);
        QFETCH(ErrorCode, code);
        QFETCH(QString, field);
        QFETCH(QString, under);
        WindowBench bench;
        bench.server.welcome.signUp = {u"invite"_s};
        protocol::ErrorFrame error;
        error.code = code;
        error.field = field;
        error.message = u"for logs only"_s;
        bench.server.errors.insert(verb, error);
        bench.start();
        contact(bench);
        bench.click(verb == u"signIn"_s ? u"firstRun.join.who.1"_s : u"firstRun.join.who.0"_s);
        if (verb == u"signUp"_s)
            bench.type(u"firstRun.join.invite"_s, u"ABCD"_s);
        bench.click(u"firstRun.join.go"_s);
        QTRY_VERIFY2(!bench.text(under).isEmpty(), qPrintable(under));
        QVERIFY(!bench.text(under).contains(error.message));
        // Nothing is lost: once more, and one is in.
        bench.click(u"firstRun.join.go"_s);
        QTRY_VERIFY(bench.sees(u"conversation"_s));
    }

    void checksNameAndPasswordBeforeTheyLeave_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("under");
        QTest::newRow("no name") << u""_s << u"correct horse"_s << u"firstRun.name.error"_s;
        QTest::newRow("spaces") << u"mi ra"_s << u"correct horse"_s << u"firstRun.name.error"_s;
        QTest::newRow("two alphabets") << u"mirа"_s << u"correct horse"_s << u"firstRun.name.error"_s;
        QTest::newRow("too long") << QString(40, u'm') << u"correct horse"_s << u"firstRun.name.error"_s;
        QTest::newRow("reserved") << u"admin"_s << u"correct horse"_s << u"firstRun.name.error"_s;
        QTest::newRow("short") << u"mira"_s << u"short"_s << u"firstRun.password.error"_s;
    }
    void checksNameAndPasswordBeforeTheyLeave()
    {
        QFETCH(QString, name);
        QFETCH(QString, password);
        QFETCH(QString, under);
        WindowBench bench;
        bench.start();
        contact(bench, password, name);
        bench.click(u"firstRun.join.go"_s);
        QTRY_VERIFY(!bench.text(under).isEmpty());
        QVERIFY(bench.server.heardOf<protocol::SignUp>().isEmpty());
    }

    void hosts()
    {
        WindowBench bench;
        bench.start();
        bench.type(u"firstRun.name"_s, u"mira"_s);
        bench.type(u"firstRun.password"_s, u"correct horse"_s);
        QCOMPARE(bench.text(u"firstRun.host.chatName"_s), u"mira’s chat"_s);
        bench.type(u"firstRun.host.chatName"_s, u"Kitchen table"_s);
        bench.click(u"firstRun.host.guests"_s);
        bench.click(u"firstRun.host.start"_s);
        QTRY_VERIFY(bench.sees(u"conversation"_s));
        QCOMPARE(bench.host.requests.size(), 1);
        const client::HostRequest request = bench.host.requests.first();
        QCOMPARE(request.chatName, u"Kitchen table"_s);
        QCOMPARE(request.username, u"mira"_s);
        QCOMPARE(request.password, u"correct horse"_s);
        QCOMPARE(request.access, protocol::Access::Open);
        QVERIFY(!request.signUpNeedsInvite);
        QVERIFY(bench.store.profiles().first().hosted);
        QTRY_VERIFY(bench.sees(u"hostRow"_s));
        // The empty chat offers what to send to a friend.
        QTRY_VERIFY(bench.sees(u"empty.copy"_s));
    }

    void saysWhyHostingFailed_data()
    {
        QTest::addColumn<HostController::Failure>("failure");
        QTest::addColumn<QString>("under");
        QTest::newRow("port") << HostController::Failure::PortInUse << u"firstRun.host.error"_s;
        QTest::newRow("in use") << HostController::Failure::DataInUse << u"firstRun.host.error"_s;
        QTest::newRow("newer") << HostController::Failure::DataNewer << u"firstRun.host.error"_s;
        QTest::newRow("unreadable") << HostController::Failure::DataUnreadable << u"firstRun.host.error"_s;
        QTest::newRow("password") << HostController::Failure::WrongPassword << u"firstRun.password.error"_s;
        QTest::newRow("name") << HostController::Failure::BadName << u"firstRun.name.error"_s;
        QTest::newRow("short") << HostController::Failure::BadPassword << u"firstRun.password.error"_s;
        QTest::newRow("other") << HostController::Failure::Other << u"firstRun.host.error"_s;
    }
    void saysWhyHostingFailed()
    {
        QFETCH(HostController::Failure, failure);
        QFETCH(QString, under);
        WindowBench bench;
        bench.host.startsAtOnce = false;
        bench.start();
        bench.type(u"firstRun.name"_s, u"mira"_s);
        bench.type(u"firstRun.password"_s, u"correct horse"_s);
        bench.click(u"firstRun.host.start"_s);
        QVERIFY(!bench.isEnabled(u"firstRun.host.start"_s));
        bench.host.fail(failure, u"errno 98"_s);
        QTRY_VERIFY(!bench.text(under).isEmpty());
        QVERIFY(!bench.text(under).contains(u"98"_s));
        QVERIFY(bench.isEnabled(u"firstRun.host.start"_s));
        bench.host.startsAtOnce = true;
        bench.click(u"firstRun.host.start"_s);
        QTRY_VERIFY(bench.sees(u"conversation"_s));
    }

    void hostsOnlyWithNameAndPassword()
    {
        WindowBench bench;
        bench.start();
        bench.click(u"firstRun.host.start"_s);
        QVERIFY(!bench.text(u"firstRun.name.error"_s).isEmpty());
        QVERIFY(bench.host.requests.isEmpty());
    }

    void showsAPasswordWhenAsked()
    {
        WindowBench bench;
        bench.start();
        auto *field = bench.seen<QLineEdit>(u"firstRun.password"_s);
        QVERIFY(field);
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        bench.click(u"firstRun.password.eye"_s);
        QCOMPARE(field->echoMode(), QLineEdit::Normal);
    }

    void hasTwoTabsWhereThereIsLittleRoom()
    {
        WindowBench bench;
        bench.start();
        bench.window->resize(600, 560);
        QTRY_VERIFY(bench.sees(u"firstRun.tabs.1"_s));
        QVERIFY(bench.sees(u"firstRun.join.go"_s));
        QVERIFY(!bench.sees(u"firstRun.host.start"_s));
        bench.click(u"firstRun.tabs.1"_s);
        QVERIFY(bench.sees(u"firstRun.host.start"_s));
        QVERIFY(!bench.sees(u"firstRun.join.go"_s));
    }

    void signsInAtStart()
    {
        WindowBench bench;
        bench.remember();
        bench.start();
        QVERIFY(bench.sees(u"conversation"_s));
        QTRY_COMPARE(bench.server.heardOf<protocol::Sync>().size(), 1);
        QVERIFY(bench.server.heardOf<protocol::SignIn>().isEmpty());
    }

    void asksAgainWhereTheSessionEnded()
    {
        WindowBench bench;
        const QString id = bench.remember();
        bench.store.setToken(id, {});
        bench.start();
        QTRY_VERIFY(bench.sees(u"signIn.go"_s));
        QCOMPARE(bench.text(u"signIn.name"_s), u"mira"_s);
        QTRY_VERIFY(bench.isEnabled(u"signIn.go"_s));
        QCOMPARE(bench.text(u"signIn.go"_s), u"Sign in"_s);
        QVERIFY(!bench.sees(u"signIn.displayName"_s));
        QVERIFY(!bench.sees(u"signIn.hint"_s));
        bench.click(u"signIn.who.0"_s);
        QVERIFY(bench.sees(u"signIn.displayName"_s));
        QVERIFY(bench.sees(u"signIn.hint"_s));
        bench.click(u"signIn.who.1"_s);
        bench.type(u"signIn.password"_s, u"correct horse"_s);
        bench.click(u"signIn.go"_s);
        QTRY_VERIFY(bench.sees(u"conversation"_s));
        QCOMPARE(bench.server.heardOf<protocol::SignIn>().first().username, u"mira"_s);
        QCOMPARE(bench.store.profiles().size(), 1);
    }

    void aSecondServerGivesARail()
    {
        WindowBench bench;
        bench.remember();
        bench.server.welcome.access = protocol::Access::Open;
        bench.start();
        QVERIFY(!bench.sees(u"rail"_s));
        bench.click(u"own.settings"_s);
        bench.click(u"settings.addServer"_s);
        QVERIFY(bench.sees(u"firstRun.back"_s));
        contact(bench, u"correct horse"_s, u"mira"_s, u"chat.example.org"_s);
        bench.click(u"firstRun.join.go"_s);
        QTRY_VERIFY(bench.sees(u"conversation"_s));
        QCOMPARE(bench.workspace->clients().size(), 2);
        QVERIFY(bench.sees(u"rail"_s));
        bench.click(u"rail.server."_s + bench.workspace->clients().first()->profile().id);
        QCOMPARE(bench.workspace->current(), bench.workspace->clients().first());
        // Where the rail has no room, the servers are in the menu of oneself.
        bench.window->resize(640, 560);
        QTRY_VERIFY(!bench.sees(u"rail"_s));
        const QString other = bench.workspace->clients().last()->profile().id;
        bench.click(u"own"_s);
        auto *now = bench.window->findChild<QAction *>(u"own.server."_s + bench.workspace->current()->profile().id);
        auto *then = bench.window->findChild<QAction *>(u"own.server."_s + other);
        QVERIFY(now && then);
        QVERIFY(now->isChecked() && !then->isChecked());
        then->trigger();
        QCOMPARE(bench.workspace->current()->profile().id, other);
        closeMenu(bench);
        bench.click(u"own"_s);
        auto *add = bench.window->findChild<QAction *>(u"own.menu.addServer"_s);
        QVERIFY(add);
        add->trigger();
        QTRY_VERIFY(bench.sees(u"firstRun.back"_s));
        closeMenu(bench);
    }

    void aServerWithoutASessionKeepsTheRail()
    {
        WindowBench bench;
        bench.remember();
        const QString other = bench.remember(u"wss://chat.example.org"_s);
        bench.store.setToken(other, {});
        bench.start();
        bench.workspace->setCurrent(other);
        bench.window->resize(600, 560);
        QTRY_VERIFY(bench.sees(u"signIn.go"_s));
        QVERIFY(bench.sees(u"rail"_s));
        bench.click(u"rail.server."_s + bench.workspace->clients().first()->profile().id);
        QTRY_VERIFY(bench.sees(u"conversation"_s));
        QVERIFY(!bench.sees(u"rail"_s));
    }

    void goesBackFromAddingAServer()
    {
        WindowBench bench;
        bench.remember();
        bench.start();
        bench.click(u"own.settings"_s);
        bench.click(u"settings.addServer"_s);
        contact(bench, u"correct horse"_s, u"mira"_s, u"chat.example.org"_s);
        bench.click(u"firstRun.back"_s);
        QTRY_VERIFY(bench.sees(u"conversation"_s));
        QTRY_COMPARE(bench.workspace->clients().size(), 1);
    }

    void signsOutAndForgets()
    {
        WindowBench bench;
        const QString id = bench.remember();
        bench.start();
        QTRY_COMPARE(bench.server.heardOf<protocol::Sync>().size(), 1);
        bench.click(u"own.settings"_s);
        bench.answers.agree = false;
        bench.click(u"settings.signOut."_s + id);
        QCOMPARE(bench.answers.asked, QStringList{u"question.signOut"_s});
        QVERIFY(bench.sees(u"settings"_s));
        bench.answers.agree = true;
        bench.click(u"settings.signOut."_s + id);
        QTRY_VERIFY(bench.sees(u"signIn"_s));
        QTRY_COMPARE(bench.server.heardOf<protocol::SignOut>().size(), 1);
        QVERIFY(bench.store.token(id).isEmpty());
        bench.click(u"signIn.forget"_s);
        QTRY_VERIFY(bench.sees(u"firstRun"_s));
        QVERIFY(bench.store.profiles().isEmpty());
    }

private:
    static void closeMenu(WindowBench &bench)
    {
        if (QWidget *popup = QApplication::activePopupWidget())
            popup->close();
        QTRY_VERIFY(!bench.window->findChild<QWidget *>(u"own.menu"_s));
    }

    static void contact(WindowBench &bench, const QString &password = u"correct horse"_s,
                        const QString &name = u"mira"_s, const QString &address = u"192.168.1.24"_s)
    {
        bench.type(u"firstRun.name"_s, name);
        bench.type(u"firstRun.password"_s, password);
        bench.type(u"firstRun.join.address"_s, address);
        bench.click(u"firstRun.join.go"_s);
        QTRY_VERIFY(bench.sees(u"firstRun.join.server"_s));
    }
};

} // namespace confab::ui

CONFAB_GUI_TEST(confab::ui::TestGettingIn)
#include "tst_getting_in.moc"
