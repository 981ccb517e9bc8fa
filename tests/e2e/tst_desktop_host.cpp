// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <desktop_host.h>

#include <QDir>
#include <QHostAddress>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using namespace confab::app;
using namespace Qt::StringLiterals;
using client::HostController;

namespace
{

client::HostRequest request()
{
    return {.chatName = u"Studio Nord"_s,
            .access = protocol::Access::Invite,
            .signUpNeedsInvite = true,
            .username = u"anna"_s,
            .password = u"correct horse battery"_s};
}

} // namespace

class TestDesktopHost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_folder.reset(); }

    void hostsWithAnInvite();
    void goesOnWhereItWas();
    void nothingToGoOnWith();
    void saysWhyItDoesNotStart();

private:
    [[nodiscard]] QString data() const { return m_folder->filePath(u"host"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestDesktopHost::hostsWithAnInvite()
{
    DesktopHost host(data(), 0);
    QCOMPARE(host.state(), HostController::State::Off);
    QVERIFY(!host.hasHosted());
    QVERIFY(host.addresses().isEmpty());

    QSignalSpy failures(&host, &HostController::failed);
    host.start(request());
    QCOMPARE(host.state(), HostController::State::Starting);
    QTRY_COMPARE_WITH_TIMEOUT(host.state(), HostController::State::On, 20'000);
    QCOMPARE(failures.size(), 0);
    QCOMPARE(host.chatName(), u"Studio Nord"_s);
    QCOMPARE(host.access(), protocol::Access::Invite);
    QCOMPARE(host.localUrl().scheme(), u"wss"_s);
    QVERIFY(host.localUrl().port() > 0);
    QCOMPARE(host.pin().size(), 32);
    QVERIFY(host.since().isValid());
    QTRY_VERIFY(!host.inviteCode().isEmpty());
    QVERIFY(host.hasHosted());
    QCOMPARE(host.peopleHere(), 0);
    const QList<QUrl> addresses = host.addresses();
    for (const QUrl &url : addresses) {
        QCOMPARE(url.port(), host.localUrl().port());
        QVERIFY(!QHostAddress(url.host()).isLoopback());
    }
    // The password is nowhere in the folder.
    QFile remembered(QDir(data()).filePath(u"host.json"_s));
    QVERIFY(remembered.open(QIODevice::ReadOnly));
    QVERIFY(!remembered.readAll().contains("horse"));

    host.stop();
    QTRY_COMPARE_WITH_TIMEOUT(host.state(), HostController::State::Off, 10'000);
    QVERIFY(host.addresses().isEmpty());
}

void TestDesktopHost::goesOnWhereItWas()
{
    QUrl url;
    QByteArray pin;
    {
        DesktopHost host(data(), 0);
        host.start(request());
        QTRY_COMPARE_WITH_TIMEOUT(host.state(), HostController::State::On, 20'000);
        url = host.localUrl();
        pin = host.pin();
    }
    DesktopHost host(data(), 0);
    QVERIFY(host.hasHosted());
    QCOMPARE(host.chatName(), u"Studio Nord"_s);
    host.resume();
    QTRY_COMPARE_WITH_TIMEOUT(host.state(), HostController::State::On, 20'000);
    QCOMPARE(host.localUrl(), url);
    QCOMPARE(host.pin(), pin);
}

void TestDesktopHost::nothingToGoOnWith()
{
    DesktopHost host(data(), 0);
    QSignalSpy failures(&host, &HostController::failed);
    host.resume();
    QCOMPARE(failures.size(), 1);
    QCOMPARE(host.state(), HostController::State::Off);
}

void TestDesktopHost::saysWhyItDoesNotStart()
{
    DesktopHost host(data(), 0);
    QSignalSpy failures(&host, &HostController::failed);
    const auto lastFailure = [&] {
        return failures.isEmpty() ? HostController::Failure::Other
                                  : failures.constLast().constFirst().value<HostController::Failure>();
    };
    client::HostRequest wrong = request();
    wrong.password = u"short"_s;
    host.start(wrong);
    QTRY_COMPARE_WITH_TIMEOUT(failures.size(), 1, 20'000);
    QCOMPARE(lastFailure(), HostController::Failure::BadPassword);
    QCOMPARE(host.state(), HostController::State::Off);

    wrong = request();
    wrong.username = u"no name"_s;
    host.start(wrong);
    QTRY_COMPARE_WITH_TIMEOUT(failures.size(), 2, 20'000);
    QCOMPARE(lastFailure(), HostController::Failure::BadName);

    host.start(request());
    QTRY_COMPARE_WITH_TIMEOUT(host.state(), HostController::State::On, 20'000);
    DesktopHost second(data(), 0);
    QSignalSpy secondFailures(&second, &HostController::failed);
    second.start(request());
    QTRY_COMPARE_WITH_TIMEOUT(secondFailures.size(), 1, 20'000);
    QCOMPARE(secondFailures.constFirst().constFirst().value<HostController::Failure>(),
             HostController::Failure::DataInUse);

    host.stop();
    QTRY_COMPARE_WITH_TIMEOUT(host.state(), HostController::State::Off, 10'000);
    wrong = request();
    wrong.password = u"another password"_s;
    host.start(wrong);
    QTRY_COMPARE_WITH_TIMEOUT(failures.size(), 3, 20'000);
    QCOMPARE(lastFailure(), HostController::Failure::WrongPassword);
}

CONFAB_TEST(TestDesktopHost)
#include "tst_desktop_host.moc"
