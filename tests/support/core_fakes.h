// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>

#include <QHash>
#include <QList>

// The ports of the core that reach outside, for tests: nothing waits, nothing is random, everything is written down.
namespace confab::tests
{

class FakeClock final : public core::Clock
{
public:
    // 2026-01-01T00:00:00Z.
    [[nodiscard]] QDateTime now() const override { return m_now; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_monotonic; }
    void advance(qint64 ms)
    {
        m_now = m_now.addMSecs(ms);
        m_monotonic += ms;
    }
    // As when somebody sets the computer's clock: the monotonic one goes on.
    void set(const QDateTime &now) { m_now = now; }

private:
    QDateTime m_now = QDateTime::fromMSecsSinceEpoch(1767225600000).toUTC();
    qint64 m_monotonic = 1'000;
};

// Counts: no two answers are the same.
class FakeRandom final : public core::Random
{
public:
    [[nodiscard]] QByteArray bytes(qsizetype count) override;
    // Gives the same again.
    void rewind() { m_counter = 0; }

private:
    quint32 m_counter = 0;
};

// Knows which connections there are, as a gateway does, and keeps what each was sent.
class RecordingCourier final : public core::Courier
{
public:
    struct Sent {
        QString connection;
        core::Outgoing what;
    };
    struct Closed {
        QString connection;
        int code = 0;
        QString reason;
        bool operator==(const Closed &) const = default;
    };

    void add(const QString &connection, bool plain);
    void remove(const QString &connection);

    void bind(const QString &connection, const QString &key) override;
    void deliver(const core::Audience &audience, const core::Outgoing &what) override;
    void close(const QString &connection, int code, const QString &reason) override;

    void takeFile(const QString &connection, const QString &attachment) override;
    void sendFile(const QString &connection, const OutgoingFile &file) override;
    void fileGot(const QString &connection, const QString &attachment, qint64 offset) override;

    // What was done with files, a line each.
    [[nodiscard]] const QStringList &files() const { return m_files; }
    [[nodiscard]] QString keyOf(const QString &connection) const { return m_connections.value(connection).key; }
    // Everything since the last forget, over all connections in its order.
    [[nodiscard]] const QList<Sent> &log() const { return m_log; }
    [[nodiscard]] const QList<Closed> &closed() const { return m_closed; }
    void forget();

private:
    struct Seat {
        bool plain = false;
        QString key;
    };
    QHash<QString, Seat> m_connections;
    QList<Sent> m_log;
    QList<Closed> m_closed;
    QStringList m_files;
};

// Reads at once; what then is to be told can be held back.
class InlineWorkers final : public core::Workers
{
public:
    explicit InlineWorkers(core::Reads &reads)
        : m_reads(reads)
    {
    }

    [[nodiscard]] bool read(std::function<Finish(core::Reads &)> work) override;
    void setFull(bool full) { m_full = full; }
    void setHeld(bool held) { m_held = held; }
    // Tells what was held back.
    void release();

private:
    core::Reads &m_reads;
    QList<Finish> m_waiting;
    bool m_full = false;
    bool m_held = false;
};

// Keeps no bytes: what comes of a file is said by the test.
class FakeKeeper final : public core::FileKeeper
{
public:
    void whenMoved(std::function<void(const QString &, const QString &, qint64)> moved,
                   std::function<void(const Ended &)> ended) override;
    void expect(const Coming &coming, std::function<void(qint64)> ready) override;
    void giveUp(const QString &, const QString &attachment) override { givenUp.append(attachment); }
    void left(const QString &connection) override { gone.append(connection); }
    void remove(const QList<Unwanted> &files, std::function<void()> done) override;
    void keep(const QString &sha256, const QByteArray &bytes, std::function<void(bool)> done) override;

    bool keeps = true;
    QList<QByteArray> made; // what was to be kept
    qint64 here = 0;        // of each file that is expected; -1: it cannot be kept
    QList<Coming> coming;
    QStringList gone;
    QStringList givenUp; // attachments
    QStringList removed; // hashes; of what stays, the attachment in brackets
    std::function<void(const QString &, const QString &, qint64)> tellMoved;
    std::function<void(const Ended &)> tellEnded;
};

// Has of each file what the test says.
class FakeDepot final : public core::FileDepot
{
public:
    void form(const core::StoredFile &file, std::function<void(const std::optional<Form> &)> done) override
    {
        done(down ? std::nullopt : std::optional(Form{address(file), {{QStringLiteral("key"), file.sha256}}}));
    }
    void take(const core::StoredFile &file, std::function<void(Arrival)> done) override
    {
        looked.append(file.attachment.id);
        done(down ? Arrival::Unavailable : arrival);
    }
    void address(const core::StoredFile &file, std::function<void(const QString &)> done) override
    {
        done(down ? QString() : address(file));
    }
    void remove(const QStringList &attachments, std::function<void(const QStringList &)> done) override
    {
        removed += attachments;
        done(down ? QStringList() : attachments);
    }
    [[nodiscard]] static QString address(const core::StoredFile &file)
    {
        return QStringLiteral("https://depot/") + file.attachment.id;
    }

    Arrival arrival = Arrival::Missing;
    bool down = false;
    QStringList looked;  // attachments
    QStringList removed; // attachments
};

// Sees in each file what the test says.
class FakePictures final : public core::Pictures
{
public:
    void look(const QString &sha256, std::function<void(const Picture &)> done) override;

    Picture picture;
    QStringList asked; // hashes
    // Answers later, by release().
    bool held = false;
    void release();

private:
    QList<std::function<void(const Picture &)>> m_waiting;
};

// A hash is the password behind a word; at once, or when told to.
class FakeHasher final : public core::PasswordHasher
{
public:
    [[nodiscard]] bool hash(const QString &password, std::function<void(const QByteArray &)> done) override;
    [[nodiscard]] bool verify(const QByteArray &stored, const QString &password,
                              std::function<void(Verdict)> done) override;
    [[nodiscard]] static QByteArray hashOf(const QString &password);
    // Made with parameters of earlier times.
    [[nodiscard]] static QByteArray oldHashOf(const QString &password);

    void setFull(bool full) { m_full = full; }
    void setHeld(bool held) { m_held = held; }
    void release();
    // What has waited longest; the rest is held on.
    void releaseOne();
    // How many passwords were looked at, those of unknown names too.
    [[nodiscard]] int verifications() const { return m_verifications; }

private:
    [[nodiscard]] bool run(std::function<void()> work);

    QList<std::function<void()>> m_waiting;
    int m_verifications = 0;
    bool m_full = false;
    bool m_held = false;
};

// Answers what it is told to, at once or later, and remembers what it was asked.
class FakeBot final : public core::Bot
{
public:
    explicit FakeBot(const QString &id)
        : m_id(id)
    {
    }

    [[nodiscard]] protocol::BotInfo info() const override;
    [[nodiscard]] qsizetype remembers() const override { return memory; }
    [[nodiscard]] qint64 perDay() const override { return mostADay; }
    void ask(const core::BotQuestion &question, std::function<void(const QString &)> progress,
             std::function<void(const core::BotAnswer &)> done) override;
    void stop(const QString &session) override { stopped.append(session); }
    void startOver(const QString &session, std::function<void(const QString &)> done) override;

    core::BotAnswer answer{.messages = {{.text = QStringLiteral("pong")}}};
    QList<core::BotQuestion> asked;
    QStringList stopped;   // sessions
    QStringList forgotten; // sessions
    QString startOverFails;
    qsizetype memory = 0;
    qint64 mostADay = 0;
    bool inRooms = false;
    std::function<void(const QString &)> tell; // the progress of the last question
    void setHeld(bool held) { m_held = held; }
    void release();

private:
    QString m_id;
    QList<std::function<void(const core::BotAnswer &)>> m_waiting;
    bool m_held = false;
};

} // namespace confab::tests
