// SPDX-License-Identifier: GPL-3.0-or-later
#include "epoll_dispatcher.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QtTest>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <semaphore>
#include <thread>
#include <vector>

using confab::gateway::EpollDispatcher;
using namespace std::chrono_literals;

namespace
{

// Two connected sockets that do not block.
class Pair
{
public:
    Pair()
    {
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, m_ends) != 0)
            qFatal("no socketpair");
    }
    Pair(const Pair &) = delete;
    Pair &operator=(const Pair &) = delete;
    ~Pair()
    {
        closeNear();
        closeFar();
    }

    [[nodiscard]] int near() const { return m_ends[0]; }
    void closeNear() { close(m_ends[0]); }
    void closeFar() { close(m_ends[1]); }
    // From the far end; false when nothing more fits.
    bool say(QByteArrayView text) const { return ::write(m_ends[1], text.data(), text.size()) == text.size(); }
    QByteArray hear() const { return readAll(m_ends[0]); }
    QByteArray hearFar() const { return readAll(m_ends[1]); }

private:
    static void close(int &descriptor)
    {
        if (descriptor >= 0)
            ::close(descriptor);
        descriptor = -1;
    }
    static QByteArray readAll(int descriptor)
    {
        QByteArray all;
        char buffer[4096];
        for (ssize_t n = 0; (n = ::read(descriptor, buffer, sizeof buffer)) > 0;)
            all.append(buffer, n);
        return all;
    }

    int m_ends[2];
};

} // namespace

// On the dispatcher itself: main() below gives it to the application.
class EpollDispatcherTest : public QObject
{
    Q_OBJECT

private slots:
    void isTheOneUnderTest() { QVERIFY(qobject_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance())); }

    void tellsOfWhatCanBeRead()
    {
        std::vector<std::unique_ptr<Pair>> pairs;
        std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
        QList<int> heard;
        for (int i = 0; i < 100; ++i) {
            pairs.push_back(std::make_unique<Pair>());
            notifiers.push_back(std::make_unique<QSocketNotifier>(pairs.back()->near(), QSocketNotifier::Read));
            connect(notifiers.back().get(), &QSocketNotifier::activated, this, [&, i] {
                pairs[static_cast<std::size_t>(i)]->hear();
                heard.append(i);
            });
        }
        pairs[7]->say("x");
        pairs[93]->say("x");
        QTRY_COMPARE(heard.size(), 2);
        std::sort(heard.begin(), heard.end());
        QCOMPARE(heard, (QList{7, 93}));
        // Level-triggered, and not told again once it has been read.
        QCoreApplication::processEvents();
        QCOMPARE(heard.size(), 2);
    }

    void whatIsNotReadIsToldAgain()
    {
        Pair pair;
        QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
        int told = 0;
        connect(&notifier, &QSocketNotifier::activated, this, [&] { ++told; });
        pair.say("x");
        QTRY_VERIFY(told >= 3);
        notifier.setEnabled(false);
        told = 0;
        QCoreApplication::processEvents();
        QCOMPARE(told, 0);
        notifier.setEnabled(true);
        QTRY_VERIFY(told >= 1);
    }

    void tellsOfRoomToWrite()
    {
        Pair pair;
        const QByteArray block(4096, 'x');
        while (::write(pair.near(), block.constData(), 4096) > 0) {
        }
        QSocketNotifier read(pair.near(), QSocketNotifier::Read);
        QSocketNotifier write(pair.near(), QSocketNotifier::Write);
        int reads = 0;
        int writes = 0;
        connect(&read, &QSocketNotifier::activated, this, [&] {
            ++reads;
            pair.hear();
        });
        connect(&write, &QSocketNotifier::activated, this, [&] {
            ++writes;
            write.setEnabled(false);
        });
        pair.say("x");
        QTRY_COMPARE(reads, 1);
        QCOMPARE(writes, 0);
        QVERIFY(!pair.hearFar().isEmpty());
        QTRY_COMPARE(writes, 1);
    }

    void tellsOfAHangUp()
    {
        Pair pair;
        QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
        bool told = false;
        connect(&notifier, &QSocketNotifier::activated, this, [&] {
            told = true;
            notifier.setEnabled(false);
        });
        pair.closeFar();
        QTRY_VERIFY(told);
        // Nobody asks for it any more, so it does not keep the loop busy.
        QCOMPARE(turnsWithin(20ms), 0);
    }

    // Both have something in one turn; the first handler ends the other's socket, and a new one gets its number.
    void aNumberThatIsUsedAgainIsAnotherSocket()
    {
        Pair a;
        Pair b;
        QSocketNotifier ofA(a.near(), QSocketNotifier::Read);
        QSocketNotifier ofB(b.near(), QSocketNotifier::Read);
        std::unique_ptr<Pair> fresh;
        std::unique_ptr<QSocketNotifier> ofFresh;
        int old = 0;
        int wrong = 0;
        const auto handle = [&](QSocketNotifier &mine, Pair &other, QSocketNotifier &ofOther) {
            ++old;
            mine.setEnabled(false);
            const int number = other.near();
            ofOther.setEnabled(false);
            other.closeNear();
            fresh = std::make_unique<Pair>();
            QCOMPARE(fresh->near(), number);
            ofFresh = std::make_unique<QSocketNotifier>(number, QSocketNotifier::Read);
            connect(ofFresh.get(), &QSocketNotifier::activated, this, [&] {
                ++wrong;
                fresh->hear();
            });
        };
        connect(&ofA, &QSocketNotifier::activated, this, [&] { handle(ofA, b, ofB); });
        connect(&ofB, &QSocketNotifier::activated, this, [&] { handle(ofB, a, ofA); });
        a.say("x");
        b.say("x");
        QTRY_COMPARE(old, 1);
        QCoreApplication::processEvents();
        QCOMPARE(old, 1);
        QCOMPARE(wrong, 0);
        fresh->say("x");
        QTRY_COMPARE(wrong, 1);
    }

    // Closed while it was watched: the kernel has forgotten it, and its number may be another socket's by now.
    void survivesADescriptorThatWasClosedEarly()
    {
        Pair pair;
        auto stale = std::make_unique<QSocketNotifier>(pair.near(), QSocketNotifier::Read);
        const int number = pair.near();
        pair.closeNear();
        Pair fresh;
        QCOMPARE(fresh.near(), number);
        QSocketNotifier write(fresh.near(), QSocketNotifier::Write);
        bool told = false;
        connect(&write, &QSocketNotifier::activated, this, [&] {
            told = true;
            write.setEnabled(false);
        });
        QTRY_VERIFY(told);
        stale.reset();
    }

    void aNotifierMayEndInItsHandler()
    {
        Pair pair;
        auto notifier = std::make_unique<QSocketNotifier>(pair.near(), QSocketNotifier::Read);
        bool told = false;
        connect(notifier.get(), &QSocketNotifier::activated, this, [&] {
            told = true;
            notifier.release()->deleteLater();
        });
        pair.say("x");
        QTRY_VERIFY(told);
        pair.hear();
    }

    void anEventLoopInAHandler()
    {
        Pair outer;
        Pair inner;
        QSocketNotifier ofOuter(outer.near(), QSocketNotifier::Read);
        QSocketNotifier ofInner(inner.near(), QSocketNotifier::Read);
        QEventLoop loop;
        QStringList order;
        connect(&ofOuter, &QSocketNotifier::activated, this, [&] {
            outer.hear();
            order.append(QStringLiteral("outer"));
            inner.say("x");
            loop.exec();
            order.append(QStringLiteral("end"));
        });
        connect(&ofInner, &QSocketNotifier::activated, this, [&] {
            inner.hear();
            order.append(QStringLiteral("inner"));
            QTimer::singleShot(1ms, &loop, [&] {
                order.append(QStringLiteral("timer"));
                loop.quit();
            });
        });
        outer.say("x");
        QTRY_COMPARE(order.size(), 4);
        QCOMPARE(order.join(u' '), QStringLiteral("outer inner timer end"));
    }

    void anyThreadWakesIt()
    {
        constexpr int each = 5000;
        std::atomic<int> came = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                for (int n = 0; n < each; ++n)
                    QMetaObject::invokeMethod(
                        this, [&came] { ++came; }, Qt::QueuedConnection);
            });
        }
        QEventLoop loop;
        std::thread last([&] {
            for (std::thread &thread : threads)
                thread.join();
            QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
        });
        loop.exec(); // without a timer that would wake it
        last.join();
        QCOMPARE(came, 4 * each);
    }

    void whatIsPostedJustBeforeItWaitsIsNotSleptOver()
    {
        QEventLoop loop;
        bool slept = false;
        QTimer::singleShot(5s, &loop, [&] {
            slept = true;
            loop.quit();
        });
        auto *dispatcher = QAbstractEventDispatcher::instance();
        const auto once = static_cast<Qt::ConnectionType>(Qt::DirectConnection | Qt::SingleShotConnection);
        connect(
            dispatcher, &QAbstractEventDispatcher::aboutToBlock, &loop,
            [&] { QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection); }, once);
        loop.exec();
        QVERIFY(!slept);
    }

    void isInterruptedFromAnotherThread()
    {
        QEventLoop loop;
        // Not before it runs: exec() forgets what was told earlier.
        std::binary_semaphore runs{0};
        QMetaObject::invokeMethod(
            &loop, [&] { runs.release(); }, Qt::QueuedConnection);
        std::thread other([&] {
            runs.acquire();
            loop.exit(3);
        });
        QCOMPARE(loop.exec(), 3);
        other.join();
    }

    void waitsWithoutSpinning()
    {
        Pair pair;
        QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
        QVERIFY(turnsWithin(20ms) <= 1);
    }

    void aZeroTimerStarvesNobody()
    {
        Pair pair;
        QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
        QTimer busy;
        int ticks = 0;
        connect(&busy, &QTimer::timeout, this, [&] { ++ticks; });
        busy.start(0);
        bool told = false;
        connect(&notifier, &QSocketNotifier::activated, this, [&] {
            told = true;
            pair.hear();
        });
        QTRY_VERIFY(ticks > 3);
        pair.say("x");
        QTRY_VERIFY(told);
    }

    void socketsCanBeLeftOut()
    {
        Pair pair;
        QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
        bool told = false;
        bool ticked = false;
        connect(&notifier, &QSocketNotifier::activated, this, [&] {
            told = true;
            pair.hear();
        });
        pair.say("x");
        QTimer::singleShot(1ms, this, [&] { ticked = true; });
        while (!ticked)
            QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers | QEventLoop::WaitForMoreEvents);
        QVERIFY(!told);
        QTRY_VERIFY(told);
    }

    void carriesTcp()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&server] {
            QTcpSocket *peer = server.nextPendingConnection();
            connect(peer, &QTcpSocket::readyRead, peer, [peer] { peer->write(peer->readAll()); });
        });
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, server.serverPort());
        QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
        const QByteArray much(8 * 1024 * 1024, 'x');
        client.write(much);
        QTRY_COMPARE_WITH_TIMEOUT(client.bytesAvailable(), much.size(), 30'000);
        QCOMPARE(client.readAll(), much);
        client.disconnectFromHost();
        QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    }

    void endsWithItsThread()
    {
        QThread thread;
        thread.setEventDispatcher(EpollDispatcher::make().release());
        thread.start();
        auto *inside = new QTimer;
        std::atomic<int> ticks = 0;
        inside->moveToThread(&thread);
        connect(&thread, &QThread::finished, inside, &QObject::deleteLater);
        connect(inside, &QTimer::timeout, inside, [&] {
            if (++ticks == 3)
                thread.quit();
        });
        QMetaObject::invokeMethod(inside, [inside] { inside->start(1ms); });
        QVERIFY(thread.wait());
        QVERIFY(ticks >= 3);
    }

private:
    // How often something other than this timer ended a wait.
    static int turnsWithin(std::chrono::milliseconds time)
    {
        int turns = 0;
        QEventLoop loop;
        QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
        QCoreApplication::processEvents();
        const auto counting = connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &loop,
                                      [&turns] { ++turns; });
        loop.exec();
        disconnect(counting);
        return std::max(0, turns - 2); // the first turn, and the one that the timer began
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication::setEventDispatcher(EpollDispatcher::make().release());
    QCoreApplication application(argc, argv);
    EpollDispatcherTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_epoll_dispatcher.moc"
