// SPDX-License-Identifier: GPL-3.0-or-later
#include "core_fakes.h"

#include <utility>

namespace confab::tests
{

using namespace Qt::StringLiterals;

QByteArray FakeRandom::bytes(qsizetype count)
{
    QByteArray bytes(count, '\0');
    quint32 rest = m_counter++;
    for (qsizetype i = 0; i < count && rest > 0; ++i, rest >>= 5)
        bytes[i] = static_cast<char>(rest & 31);
    return bytes;
}

// --- courier ----------------------------------------------------------------------------------------------------

void RecordingCourier::add(const QString &connection, bool plain)
{
    m_connections.insert(connection, {plain, {}});
}

void RecordingCourier::remove(const QString &connection)
{
    m_connections.remove(connection);
}

void RecordingCourier::bind(const QString &connection, const QString &key)
{
    if (m_connections.contains(connection))
        m_connections[connection].key = key;
}

void RecordingCourier::deliver(const core::Audience &audience, const core::Outgoing &what)
{
    const bool plain = std::holds_alternative<core::PlainText>(what);
    QStringList ids;
    if (audience.kind == core::Audience::Kind::Connections) {
        ids = *audience.names;
    } else {
        for (auto it = m_connections.cbegin(); it != m_connections.cend(); ++it) {
            const bool everyone = audience.kind == core::Audience::Kind::Everyone;
            if (everyone ? (plain || !it->key.isEmpty()) : (!it->key.isEmpty() && audience.names->contains(it->key)))
                ids.append(it.key());
        }
        ids.sort();
    }
    for (const QString &id : std::as_const(ids)) {
        const auto seat = m_connections.constFind(id);
        if (seat != m_connections.cend() && seat->plain == plain && id != audience.exceptConnection)
            m_log.append({id, what});
    }
}

void RecordingCourier::takeFile(const QString &connection, const QString &attachment)
{
    m_files.append(u"take %1 %2"_s.arg(connection, attachment));
}

void RecordingCourier::sendFile(const QString &connection, const OutgoingFile &file)
{
    m_files.append(u"send %1 %2 %3 of %4"_s.arg(connection, file.attachment).arg(file.offset).arg(file.size));
}

void RecordingCourier::fileGot(const QString &connection, const QString &attachment, qint64 offset)
{
    m_files.append(u"got %1 %2 %3"_s.arg(connection, attachment).arg(offset));
}

void FakeKeeper::whenMoved(std::function<void(const QString &, const QString &, qint64)> moved,
                           std::function<void(const Ended &)> ended)
{
    tellMoved = std::move(moved);
    tellEnded = std::move(ended);
}

void FakeKeeper::expect(const Coming &one, std::function<void(qint64)> ready)
{
    coming.append(one);
    ready(here);
}

void FakeKeeper::remove(const QList<Unwanted> &files, std::function<void()> done)
{
    for (const Unwanted &file : files)
        removed.append(file.sha256.isEmpty() ? u'[' + file.attachment + u']' : file.sha256);
    done();
}

void FakeKeeper::keep(const QString &, const QByteArray &bytes, std::function<void(bool)> done)
{
    made.append(bytes);
    done(keeps);
}

void FakePictures::look(const QString &sha256, std::function<void(const Picture &)> done)
{
    asked.append(sha256);
    if (held)
        m_waiting.append(std::move(done));
    else
        done(picture);
}

void FakePictures::release()
{
    for (const auto &done : std::exchange(m_waiting, {}))
        done(picture);
}

void RecordingCourier::close(const QString &connection, int code, const QString &reason)
{
    m_closed.append({connection, code, reason});
    // A gateway sends nothing to a connection that it closes.
    m_connections.remove(connection);
}

void RecordingCourier::forget()
{
    m_log.clear();
    m_closed.clear();
}

// --- workers ----------------------------------------------------------------------------------------------------

bool InlineWorkers::read(std::function<Finish(core::Reads &)> work)
{
    if (m_full)
        return false;
    Finish finish = work(m_reads);
    if (m_held)
        m_waiting.append(std::move(finish));
    else
        finish();
    return true;
}

void InlineWorkers::release()
{
    m_held = false;
    const QList<Finish> waiting = std::exchange(m_waiting, {});
    for (const Finish &finish : waiting)
        finish();
}

QByteArray FakeHasher::hashOf(const QString &password)
{
    return "hash of " + password.toUtf8();
}

QByteArray FakeHasher::oldHashOf(const QString &password)
{
    return "old " + hashOf(password);
}

bool FakeHasher::run(std::function<void()> work)
{
    if (m_full)
        return false;
    if (m_held)
        m_waiting.append(std::move(work));
    else
        work();
    return true;
}

bool FakeHasher::hash(const QString &password, std::function<void(const QByteArray &)> done)
{
    return run([password, done = std::move(done)] { done(hashOf(password)); });
}

bool FakeHasher::verify(const QByteArray &stored, const QString &password, std::function<void(Verdict)> done)
{
    if (!m_full)
        ++m_verifications;
    const bool old = stored == oldHashOf(password);
    return run([matches = old || stored == hashOf(password), old, done = std::move(done)] { done({matches, old}); });
}

void FakeHasher::releaseOne()
{
    const auto work = m_waiting.takeFirst();
    work();
}

void FakeHasher::release()
{
    m_held = false;
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &work : waiting)
        work();
}

// --- bot --------------------------------------------------------------------------------------------------------

protocol::BotInfo FakeBot::info() const
{
    return {.id = m_id, .name = u"Bot "_s + m_id, .about = {}, .readBy = {}, .inRooms = inRooms, .startsOver = true};
}

void FakeBot::startOver(const QString &session, std::function<void(const QString &)> done)
{
    forgotten.append(session);
    done(startOverFails);
}

void FakeBot::ask(const core::BotQuestion &question, std::function<void(const QString &)> progress,
                  std::function<void(const core::BotAnswer &)> done)
{
    asked.append(question);
    tell = std::move(progress);
    if (m_held)
        m_waiting.append(std::move(done));
    else
        done(answer);
}

void FakeBot::release()
{
    m_held = false;
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &done : waiting)
        done(answer);
}

} // namespace confab::tests
