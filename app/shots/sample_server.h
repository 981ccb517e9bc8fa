// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/chat_client.h>
#include <confab/protocol/codec.h>
#include <confab/protocol/transport.h>

#include <QHash>
#include <QPointer>

#include <functional>

namespace confab::app
{

class LoopbackTransport;

// A server that lives in a few lists, behind a transport that encodes and decodes as a socket would: for pictures and
// for tests of the window. It is told what to hold and what to refuse; it has no rules of its own.
class SampleServer : public QObject
{
    Q_OBJECT

public:
    struct Room {
        protocol::Conversation conversation;
        protocol::Standing standing;
        QList<protocol::Message> messages;
        QList<protocol::Member> members;
        bool inside = true; // false: only in the directory
    };

    explicit SampleServer(QObject *parent = nullptr);
    ~SampleServer() override;

    // --- what it is ------------------------------------------------------------------------------------------------
    protocol::Welcome welcome; // `you` is filled in for those who have a token
    protocol::User me;         // who is signed in by signIn, signUp and guest
    QList<protocol::User> users;
    QList<Room> rooms;
    QList<protocol::Pref> prefs;
    QByteArray pin;
    QString token = QStringLiteral("sample-token");
    std::function<QDateTime()> now = [] { return QDateTime::currentDateTimeUtc(); };

    qsizetype peoplePage = 100; // people to an answer

    // --- how it fails ------------------------------------------------------------------------------------------------
    // Each open() ends so, while it is not None.
    protocol::Transport::Failure refuse = protocol::Transport::Failure::None;
    // The next command of this verb is answered with this error; once.
    QHash<QString, protocol::ErrorFrame> errors;
    // Commands of these verbs get no answer.
    QStringList silent;

    // --- to act ------------------------------------------------------------------------------------------------------
    [[nodiscard]] client::TransportFactory transports();
    Room &addRoom(const QString &id, protocol::ConversationKind kind, const QString &name);
    [[nodiscard]] Room *room(const QString &id);
    // Stores a message with the next seq and rev; pushes it to whoever is connected.
    // `extra`: what it answers, its thread, reactions and the like; the thread's first message is told of it.
    protocol::Message say(const QString &conversation, const QString &author, const QString &text, const QDateTime &at,
                          const QString &id = {}, const protocol::Message &extra = {});
    // Null: there is none. Good until something is said.
    [[nodiscard]] protocol::Message *message(const QString &conversation, qint64 seq);
    static void react(protocol::Message &message, const QString &username, const QString &emoji, bool on);
    void push(const protocol::ServerEvent &event);
    // Ends all connections.
    void drop(protocol::Transport::Failure failure, int closeCode = 0);
    [[nodiscard]] qsizetype connections() const { return m_open.size(); }
    // All commands that came, oldest first.
    [[nodiscard]] const QList<protocol::ClientCommand> &heard() const { return m_heard; }
    template <class T>
    [[nodiscard]] QList<T> heardOf() const
    {
        QList<T> found;
        for (const protocol::ClientCommand &command : m_heard) {
            if (const T *match = std::get_if<T>(&command))
                found << *match;
        }
        return found;
    }

    // --- for its transports ------------------------------------------------------------------------------------------
    void connected(LoopbackTransport &transport) { m_open.append(&transport); }
    void disconnected(LoopbackTransport &transport) { m_open.removeAll(&transport); }
    void handle(const protocol::ClientCommand &command, LoopbackTransport &from);

private:
    template <class T>
    void answer(const T &command, LoopbackTransport &from);
    [[nodiscard]] protocol::User userOf(const QString &username) const;
    void ack(LoopbackTransport &to, const QString &id, const QString &conversation = {}, qint64 rev = 0);
    template <class Command>
    void accept(LoopbackTransport &from, const QString &id, const QString &conversation, const QString &text,
                const Command &command);
    // Changes the message that the command names, by `change`, tells everybody and acks.
    template <class Command, class Change>
    void change(LoopbackTransport &from, const Command &command, Change change);

    QList<LoopbackTransport *> m_open;
    QList<protocol::ClientCommand> m_heard;
    int m_made = 0;
};

class LoopbackTransport : public protocol::Transport
{
    Q_OBJECT

public:
    explicit LoopbackTransport(SampleServer &server);
    ~LoopbackTransport() override;

    void open(const QUrl &url, const QByteArray &pin) override;
    void send(const QByteArray &frame) override;
    void sendBinary(const QByteArray &) override {} // nothing is ever uploaded in a picture
    void close() override;

    void deliver(const protocol::ServerEvent &event);
    void end(Failure failure, int closeCode);

private:
    QPointer<SampleServer> m_server;
    int m_connection = 0; // counts open(); what was queued for an earlier one is dropped
    bool m_isOpen = false;
};

} // namespace confab::app
