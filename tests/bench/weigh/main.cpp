// SPDX-License-Identifier: GPL-3.0-or-later
// What a connection weighs on the heap, by who asked for it: a bare QWebSocketServer beside Confab's server, in this
// process. `confab-weigh [CONNECTIONS]` prints a table in Markdown. What the kernel keeps of a socket is not in it.
#include "crowd.h"
#include "heap.h"
#include "process.h"

#include <confab/hosting/server_runtime.h>

#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

#include <sys/resource.h>

#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace
{

using namespace Qt::StringLiterals;
using namespace confab;
using namespace confab::bench;

constexpr int64_t second = 1'000'000'000;

struct Column {
    std::string name;
    heap::Weights weights;
};

// While the server's threads work.
void pause()
{
    QEventLoop loop;
    QTimer::singleShot(20, &loop, &QEventLoop::quit);
    loop.exec();
}

// Until the heap has not changed for a while.
void settle(const std::function<void()> &turn)
{
    int64_t blocks = -1;
    for (int64_t quietSince = now(); now() - quietSince < second / 2;) {
        turn();
        QCoreApplication::processEvents();
        int64_t all = 0;
        for (const heap::Weight &weight : heap::held())
            all += weight.blocks;
        if (all != blocks)
            quietSince = now();
        blocks = all;
    }
}

// Connections that have said nothing yet.
std::optional<Column> weighConnected(const std::string &name, const Options &options)
{
    heap::begin();
    std::vector<std::unique_ptr<Stream>> streams;
    for (int i = 0; i < options.clients; ++i) {
        streams.push_back(std::make_unique<Stream>());
        if (!streams.back()->open(options.host, options.port, nullptr))
            return {};
        // As many at a time as the server lets wait.
        if (i % options.opening == 0)
            pause();
    }
    settle(pause);
    return Column{name, heap::held()};
}

std::optional<Column> weighInside(const std::string &name, const Options &options)
{
    heap::begin();
    Crowd crowd(options);
    if (const std::string problem = crowd.enter(now() + 60 * second); !problem.empty()) {
        std::fprintf(stderr, "%s: %s\n", name.c_str(), problem.c_str());
        return {};
    }
    settle([&crowd] { crowd.turn(20); });
    return Column{name, heap::held()};
}

// What is asked for once, by the first who comes, belongs to no connection.
void letOneCome(Options options)
{
    options.clients = 1;
    Crowd crowd(options);
    if (crowd.enter(now() + 10 * second).empty())
        crowd.turn(100);
}

// A QWebSocketServer on a thread of its own that keeps who comes.
class BareServer
{
public:
    BareServer()
    {
        m_thread.start();
        m_server.moveToThread(&m_thread);
        const auto listen = [this] {
            QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] {
                while (QWebSocket *socket = m_server.nextPendingConnection())
                    QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
            });
            m_server.listen(QHostAddress::LocalHost, 0);
        };
        QMetaObject::invokeMethod(&m_server, listen, Qt::BlockingQueuedConnection);
    }
    ~BareServer()
    {
        QThread *here = QThread::currentThread();
        const auto stop = [this, here] {
            m_server.close();
            m_server.moveToThread(here);
        };
        QMetaObject::invokeMethod(&m_server, stop, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }
    BareServer(const BareServer &) = delete;
    BareServer &operator=(const BareServer &) = delete;

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }

private:
    QThread m_thread;
    QWebSocketServer m_server{u"bare"_s, QWebSocketServer::NonSecureMode};
};

// Confab's server; 0 where it does not start.
quint16 start(app::ServerRuntime &server, const QString &folder, bool plaintext)
{
    QEventLoop loop;
    QObject::connect(&server, &app::ServerRuntime::started, &loop, [&loop] { loop.exit(0); });
    QObject::connect(&server, &app::ServerRuntime::failed, &loop, [&loop] { loop.exit(1); });
    app::ServeOptions options;
    options.dataFolder = folder;
    options.addresses = {{QHostAddress(QHostAddress::LocalHost), 0}};
    options.plaintext = plaintext;
    options.settings.access = protocol::Access::Open;
    options.settings.rateLimits = false;
    server.start(options);
    return loop.exec() == 0 ? server.listening().constFirst().port : 0;
}

void print(const std::vector<Column> &columns, int connections)
{
    static constexpr std::array<const char *, static_cast<size_t>(heap::Owner::Count)> names{
        "QTcpSocket", "its buffers",     "QWebSocket",   "signal connections",
        "TLS",        "confab::gateway", "confab::core", "rest"};
    std::printf("| bytes (blocks) a connection |");
    for (const Column &column : columns)
        std::printf(" %s |", column.name.c_str());
    std::printf("\n| --- |%s\n", QByteArray(" --- |").repeated(static_cast<qsizetype>(columns.size())).constData());
    const auto cell = [connections](const heap::Weight &weight) {
        std::printf(" %.0f (%.1f) |", static_cast<double>(weight.bytes) / connections,
                    static_cast<double>(weight.blocks) / connections);
    };
    for (size_t owner = 0; owner < names.size(); ++owner) {
        std::printf("| %s |", names[owner]);
        for (const Column &column : columns)
            cell(column.weights[owner]);
        std::printf("\n");
    }
    std::printf("| all |");
    for (const Column &column : columns) {
        heap::Weight all;
        for (const heap::Weight &weight : column.weights) {
            all.bytes += weight.bytes;
            all.blocks += weight.blocks;
        }
        cell(all);
    }
    std::printf("\n");
}

} // namespace

int main(int argc, char **argv)
{
    heap::ignoreThisThread();
    const QCoreApplication application(argc, argv);
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);

    Options options;
    options.clients = argc > 1 ? QByteArray(argv[1]).toInt() : 200;
    options.opening = 50;
    if (options.clients < 1) {
        std::fputs("usage: confab-weigh [CONNECTIONS]\n", stderr);
        return 2;
    }
    std::vector<std::optional<Column>> columns;
    {
        const BareServer server;
        options.port = server.port();
        letOneCome(options);
        columns.push_back(weighConnected("bare Qt, connected", options));
        columns.push_back(weighInside("bare Qt, a WebSocket", options));
    }
    options.dialect = Dialect::Confab;
    for (const bool tls : {false, true}) {
        const QTemporaryDir folder;
        app::ServerRuntime server;
        options.tls = tls;
        options.port = start(server, folder.path(), !tls);
        letOneCome(options);
        if (!tls)
            columns.push_back(weighConnected("Confab, connected", options));
        columns.push_back(weighInside(tls ? "Confab, a guest, wss" : "Confab, a guest, ws", options));
    }
    std::vector<Column> good;
    for (const auto &column : columns) {
        if (column)
            good.push_back(*column);
    }
    print(good, options.clients);
    return good.size() == columns.size() && heap::missed() == 0 ? 0 : 1;
}
