// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QUrl>

#include <functional>
#include <optional>
#include <utility>

namespace confab::tests
{

// An HTTP server on the loopback that answers what a test says: a connection for each request.
class HttpStub final : public QTcpServer
{
public:
    struct Request {
        QByteArray method;
        QByteArray target; // path and query, as they came
        QList<QPair<QByteArray, QByteArray>> headers;
        QByteArray body;

        [[nodiscard]] QByteArray header(const QByteArray &name) const
        {
            for (const auto &[known, value] : headers) {
                if (known.compare(name, Qt::CaseInsensitive) == 0)
                    return value;
            }
            return {};
        }
    };

    // What goes back, all of it; nothing: the connection stays open and silent.
    using Handler = std::function<QByteArray(const Request &)>;

    // Once it is set it is asked instead, and writes by itself: in pieces, or no end of it.
    std::function<void(const Request &, QSslSocket &)> byHand;

    explicit HttpStub(Handler handler, std::optional<QSslConfiguration> tls = {})
        : m_handler(std::move(handler))
        , m_tls(std::move(tls))
    {
        listen(QHostAddress::LocalHost);
    }

    [[nodiscard]] QString address() const
    {
        return QStringLiteral("%1://127.0.0.1:%2")
            .arg(m_tls ? QStringLiteral("https") : QStringLiteral("http"))
            .arg(serverPort());
    }
    [[nodiscard]] const QList<Request> &requests() const { return m_requests; }

    [[nodiscard]] static QByteArray answer(int status, const QByteArray &body, const QList<QByteArray> &headers = {})
    {
        QByteArray whole = "HTTP/1.1 " + QByteArray::number(status) +
                           " Said\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
        for (const QByteArray &header : headers)
            whole += header + "\r\n";
        return whole + "\r\n" + body;
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        connect(socket, &QSslSocket::readyRead, this, [this, socket] { read(*socket); });
        connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
        if (m_tls) {
            socket->setSslConfiguration(*m_tls);
            socket->startServerEncryption();
        }
    }

private:
    void read(QSslSocket &socket)
    {
        // Left in the socket until it is whole.
        const QByteArray text = socket.peek(socket.bytesAvailable());
        const qsizetype blank = text.indexOf("\r\n\r\n");
        if (blank < 0)
            return;
        Request request;
        const QList<QByteArray> lines = text.first(blank).split('\n');
        const QList<QByteArray> first = lines.first().split(' ');
        request.method = first.value(0);
        request.target = first.value(1);
        for (const QByteArray &line : lines.sliced(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.append({line.first(colon), line.sliced(colon + 1).trimmed()});
        }
        const qsizetype size = request.header("Content-Length").toLongLong();
        if (text.size() < blank + 4 + size)
            return;
        request.body = text.sliced(blank + 4, size);
        socket.skip(text.size());
        m_requests.append(request);
        if (byHand) {
            byHand(request, socket);
            return;
        }
        const QByteArray answer = m_handler(request);
        if (answer.isEmpty())
            return;
        socket.write(answer);
        socket.disconnectFromHost();
    }

    Handler m_handler;
    std::optional<QSslConfiguration> m_tls;
    QList<Request> m_requests;
};

} // namespace confab::tests
