// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/web_socket_transport.h>
#include <confab/protocol/file_chunk.h>

#include <QQueue>
#include <QTimer>

#include <functional>
#include <memory>

namespace confab::app
{

// What is seen of a client's connections, and what is done to them. Outlives them.
struct Tap {
    QList<protocol::FileChunk> sent; // without their bytes
    QList<protocol::FileChunk> received;
    qint64 receivedBytes = 0;
    int msPerFrame = 0;                // a slow line: so long for each frame that is sent
    QList<qsizetype> chunksBeforeText; // of each text frame, those that it waited behind
    std::function<bool()> cutAfterSent;
    std::function<bool()> cutAfterReceived;
};

// A real connection, looked at on its way.
class TappedTransport : public protocol::Transport
{
    Q_OBJECT

public:
    explicit TappedTransport(std::shared_ptr<Tap> tap)
        : m_tap(std::move(tap))
        , m_inner(client::makeWebSocketTransport())
    {
        connect(m_inner.get(), &Transport::opened, this, &Transport::opened);
        connect(m_inner.get(), &Transport::received, this, &Transport::received);
        connect(m_inner.get(), &Transport::wrote, this, &Transport::wrote);
        connect(m_inner.get(), &Transport::closed, this, &Transport::closed);
        connect(m_inner.get(), &Transport::receivedBinary, this, [this](const QByteArray &frame) {
            const auto chunk = protocol::parseChunk(frame);
            if (chunk) {
                m_tap->received.append({chunk->attachment, chunk->offset, {}});
                m_tap->receivedBytes += chunk->bytes.size();
            }
            Q_EMIT receivedBinary(frame);
            if (m_tap->cutAfterReceived && m_tap->cutAfterReceived())
                cut();
        });
        m_line.setSingleShot(true);
        connect(&m_line, &QTimer::timeout, this, &TappedTransport::sendNext);
    }

    void open(const QUrl &url, const QByteArray &pin) override { m_inner->open(url, pin); }
    void close() override { m_inner->close(); }
    void send(const QByteArray &frame) override
    {
        m_tap->chunksBeforeText.append(
            std::count_if(m_waiting.begin(), m_waiting.end(), [](const Frame &each) { return each.binary; }));
        put({frame, false});
    }
    void sendBinary(const QByteArray &frame) override
    {
        if (const auto chunk = protocol::parseChunk(frame))
            m_tap->sent.append({chunk->attachment, chunk->offset, {}});
        put({frame, true});
        if (m_tap->cutAfterSent && m_tap->cutAfterSent())
            cut();
    }
    [[nodiscard]] qint64 unsent() const override
    {
        qint64 bytes = m_inner->unsent();
        for (const Frame &each : m_waiting)
            bytes += each.bytes.size();
        return bytes;
    }

private:
    struct Frame {
        QByteArray bytes;
        bool binary = false;
    };
    void put(const Frame &frame)
    {
        m_waiting.enqueue(frame);
        if (m_tap->msPerFrame == 0)
            sendNext();
        else if (!m_line.isActive())
            m_line.start(m_tap->msPerFrame);
    }
    void sendNext()
    {
        if (m_waiting.isEmpty())
            return;
        const Frame frame = m_waiting.dequeue();
        if (frame.binary)
            m_inner->sendBinary(frame.bytes);
        else
            m_inner->send(frame.bytes);
        if (!m_waiting.isEmpty())
            m_line.start(m_tap->msPerFrame);
        Q_EMIT wrote();
    }
    // As when a cable is drawn.
    void cut()
    {
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_inner->disconnect(this);
                m_inner->close();
                Q_EMIT closed(Failure::Lost, 0);
            },
            Qt::QueuedConnection);
    }

    std::shared_ptr<Tap> m_tap;
    std::unique_ptr<protocol::Transport> m_inner;
    QQueue<Frame> m_waiting;
    QTimer m_line;
};

} // namespace confab::app
