// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/chat_client.h>
#include <confab/protocol/codec.h>

#include <QObject>

namespace confab::client::test
{

// The client's end of a connection that is a test. Frames are encoded and decoded as on a socket.
class ScriptedTransport : public protocol::Transport
{
    Q_OBJECT

public:
    void open(const QUrl &url, const QByteArray &pin) override;
    void send(const QByteArray &frame) override { Q_EMIT sent(frame); }
    void sendBinary(const QByteArray &frame) override { Q_EMIT sentBinary(frame); }
    void close() override;

    QUrl url;
    QByteArray pin;

Q_SIGNALS:
    void opening();
    void sent(const QByteArray &frame);
    void sentBinary(const QByteArray &frame);
};

// A server that says what a test tells it to. Without further words it lets everybody in who signs in as NAME, knows
// the token "token-of-NAME", has one conversation (`group`) and acks what it is told; `handle` may take a command
// before that.
class ScriptedServer : public QObject
{
    Q_OBJECT

public:
    explicit ScriptedServer(QObject *parent = nullptr);

    // Connections to a host named in `others` go to the server there.
    [[nodiscard]] TransportFactory factory(const QHash<QString, ScriptedServer *> &others = {});

    // --- what the next connections find ---
    protocol::Transport::Failure refuse = protocol::Transport::Failure::None; // connections end with this
    QByteArray key = "the key";
    bool silent = false; // connections open and nothing is ever answered
    protocol::Welcome welcome;
    std::function<bool(const protocol::ClientCommand &)> handle;
    bool acks = true;   // of what is to be said; messages are kept and pushed all the same
    bool pushes = true; // of what was said

    // --- what is there ---
    QHash<QString, protocol::SyncedConversation> conversations;
    QHash<QString, QList<protocol::Message>> messages; // by conversation, ascending by seq
    QList<protocol::User> people;

    // Somebody says something; pushed where `push`.
    protocol::Message say(const QString &conversation, const QString &author, const QString &text, bool push = true,
                          const QString &id = {});
    // The same, with what `fill` makes of it: what it answers, the thread that it goes into. Pushed.
    protocol::Message reply(const QString &conversation, const QString &author, const QString &text,
                            const std::function<void(protocol::Message &)> &fill);
    // A message that is there is changed and takes the next rev; pushed where `push`.
    protocol::Message revise(const QString &conversation, qint64 seq,
                             const std::function<void(protocol::Message &)> &change, bool push = true);
    // On all connections; while a command is answered, on the one that it came by.
    void send(const protocol::ServerEvent &event);
    void sendRaw(const QByteArray &frame, bool onAll = false);
    void sendBinary(const QByteArray &frame);
    // The connections end.
    void drop(protocol::Transport::Failure failure = protocol::Transport::Failure::Lost, int closeCode = 0);

    [[nodiscard]] bool connected() const { return !m_lines.isEmpty(); }
    [[nodiscard]] qsizetype connections() const { return m_lines.size(); }
    // The one that has been there longest is the client's no more.
    void dropOldest(protocol::Transport::Failure failure = protocol::Transport::Failure::Lost);
    int opened = 0;                          // connections so far
    QList<protocol::ClientCommand> received; // of all of them
    QList<QByteArray> receivedBinary;

    template <class Command>
    [[nodiscard]] QList<Command> all() const
    {
        QList<Command> result;
        for (const auto &each : received) {
            if (const auto *command = std::get_if<Command>(&each))
                result.append(*command);
        }
        return result;
    }
    template <class Command>
    [[nodiscard]] Command last() const
    {
        const auto every = all<Command>();
        return every.isEmpty() ? Command{} : every.last();
    }

private:
    void onOpening(ScriptedTransport *transport);
    void onSent(const QByteArray &frame, ScriptedTransport *from);
    [[nodiscard]] QList<ScriptedTransport *> lines() const;
    void answer(const protocol::ClientCommand &command);
    void answerSync(const protocol::Sync &sync);
    void answerHistory(const protocol::History &history);
    void answerThread(const protocol::History &history, QList<protocol::Message> there);
    void countReply(const protocol::Message &reply);
    void answerMessage(const QString &id, const QString &conversation, const QString &text,
                       const std::function<void(protocol::Message &)> &fill = {});
    // What changes a message that is there; the same id again is answered as before.
    bool answerChange(const protocol::ClientCommand &command);
    template <class Command>
    bool answerChange(const Command &command, const std::function<void(protocol::Message &)> &change);

    QList<ScriptedTransport *> m_lines;
    ScriptedTransport *m_answering = nullptr;
    QHash<QString, protocol::Ack> m_changes; // by the command's id
    QString m_username;
};

[[nodiscard]] protocol::User userNamed(const QString &name);

} // namespace confab::client::test
