// SPDX-License-Identifier: GPL-3.0-or-later
#include "uploads.h"

#include "file_thread.h"
#include "local_files.h"
#include "logging.h"
#include "outbox_sender.h"
#include "session.h"
#include "transfer_pace.h"

#include <confab/protocol/file_chunk.h>
#include <confab/protocol/ulid.h>

#include <QPointer>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;
using protocol::limits::chunkBytes;

namespace
{

constexpr qint64 windowBytes = chunkBytes * protocol::limits::chunksUnacknowledged;
// What may wait in front of something that is said: two chunks, a second and a half of a line of 256 kbit/s.
constexpr qint64 mostUnsent = 2 * chunkBytes;
// It tells the same place twice, so chunks were lost; the other refusals of those on their way come until then.
constexpr int repeatedMs = 1000;
// A server expects four uploads of a connection (docs/protocol.md), those that were given up among them. With fewer of
// these a new connection would help nobody.
constexpr int manyLeftBehind = 3;

} // namespace

Uploads::Uploads(Session &session, OutboxSender &outbox, FileThread &thread, LocalFiles &local,
                 QNetworkAccessManager &network, Timing timing, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_outbox(outbox)
    , m_thread(thread)
    , m_local(local)
    , m_network(network)
    , m_timing(std::move(timing))
{
}

Uploads::~Uploads()
{
    m_timing.scheduler->cancel(m_timer);
    for (const JobPtr &job : std::as_const(m_jobs))
        unwatch(job);
}

Uploads::JobPtr Uploads::find(const QString &message, qsizetype index) const
{
    for (const JobPtr &job : m_jobs) {
        if (job->message == message && job->index == index)
            return job;
    }
    return nullptr;
}

bool Uploads::isCurrent(const JobPtr &job, int round) const
{
    return job->round == round && m_jobs.contains(job);
}

void Uploads::look()
{
    QList<JobPtr> jobs;
    QSet<QString> messages;
    for (const OutboxItem &item : m_outbox.outbox().items()) {
        if (!waitsForFiles(item) || item.state != OutboxItem::State::Queued)
            continue;
        messages.insert(item.id);
        for (qsizetype i = 0; i < item.files.size(); ++i) {
            JobPtr job = find(item.id, i);
            if (!job || job->step == Job::Step::Failed) {
                job = std::make_shared<Job>();
                job->message = item.id;
                job->index = i;
                job->conversation = item.conversation;
                job->file = item.files[i];
            }
            jobs.append(job);
        }
    }
    for (const JobPtr &job : std::exchange(m_jobs, jobs)) {
        if (!jobs.contains(job))
            leave(job);
    }
    m_paused.intersect(messages);
    begin();
}

void Uploads::leave(const JobPtr &job)
{
    ++job->round;
    unwatch(job);
    job->web.reset();
    // Where it is not known yet what it is called there, it keeps its place as long as this connection lasts.
    if (job->step == Job::Step::Attaching)
        ++m_leftBehind;
    if (job->step == Job::Step::Moving)
        m_session.tell(protocol::Detach{{}, job->attachment});
}

void Uploads::resume()
{
    m_running = true;
    m_leftBehind = 0;
    begin();
}

void Uploads::pause()
{
    m_running = false;
    m_timing.scheduler->cancel(std::exchange(m_timer, 0));
    for (const JobPtr &job : std::as_const(m_jobs)) {
        // What goes elsewhere goes on.
        if (job->web || (job->step != Job::Step::Attaching && job->step != Job::Step::Moving))
            continue;
        rest(job);
        Q_EMIT changed(job->conversation);
    }
}

void Uploads::setPaused(const QString &message, bool paused)
{
    const JobPtr first = find(message, 0);
    if (!first || m_paused.contains(message) == paused)
        return;
    if (paused)
        m_paused.insert(message);
    else
        m_paused.remove(message);
    for (const JobPtr &job : std::as_const(m_jobs)) {
        if (job->message != message || job->step != Job::Step::Moving)
            continue;
        // The server waits for the rest meanwhile; what was lost is seen when it goes on. An address waits for nothing.
        if (job->web)
            rest(job);
        else if (paused)
            unwatch(job);
        else
            watch(job, transferPace::stallMs);
    }
    Q_EMIT changed(first->conversation);
    begin();
}

void Uploads::clear()
{
    for (const JobPtr &job : std::exchange(m_jobs, {}))
        leave(job);
    m_paused.clear();
}

// --- one after the other ----------------------------------------------------------------------------------------

bool Uploads::isActive(const JobPtr &job) const
{
    return !isPaused(job) &&
           (job->step == Job::Step::Hashing || job->step == Job::Step::Attaching || job->step == Job::Step::Moving);
}

bool Uploads::hasTwin(const JobPtr &job) const
{
    return std::any_of(m_jobs.begin(), m_jobs.end(), [&job](const JobPtr &other) {
        return other != job && other->step >= Job::Step::Attaching && !other->file.sha256.isEmpty() &&
               other->file.sha256 == job->file.sha256 && other->file.name == job->file.name &&
               other->file.mime == job->file.mime;
    });
}

void Uploads::begin()
{
    m_timing.scheduler->cancel(std::exchange(m_timer, 0));
    if (!m_running)
        return;
    const qint64 now = m_timing.scheduler->nowMs();
    qint64 next = 0;
    auto active = std::count_if(m_jobs.begin(), m_jobs.end(), [this](const JobPtr &job) { return isActive(job); });
    const QList<JobPtr> jobs = m_jobs;
    for (const JobPtr &job : jobs) {
        if (job->step != Job::Step::Waiting || isPaused(job) || active >= transferPace::mostAtOnce || hasTwin(job))
            continue;
        if (job->notBefore > now) {
            next = next == 0 ? job->notBefore : std::min(next, job->notBefore);
            continue;
        }
        ++active;
        if (job->file.sha256.isEmpty())
            hash(job);
        else
            attach(job);
        Q_EMIT changed(job->conversation);
    }
    if (next > 0) {
        m_timer = m_timing.scheduler->after(static_cast<int>(next - now), [this] {
            m_timer = 0;
            begin();
        });
    }
    feed();
}

void Uploads::hash(const JobPtr &job)
{
    job->step = Job::Step::Hashing;
    hashFile(m_thread, job->file, [this, job, round = job->round](const FileRead &read) {
        if (!isCurrent(job, round))
            return;
        job->step = Job::Step::Waiting;
        if (read.outcome != FileRead::Outcome::Good)
            return fail(job, read.outcome);
        if (read.size < 1)
            return fail(job, ErrorCode::BadField, u"size"_s);
        job->file.size = read.size;
        job->file.modified = read.modified;
        job->file.sha256 = read.sha256;
        m_outbox.setFile(job->message, job->index, job->file);
        begin();
    });
}

void Uploads::attach(const JobPtr &job)
{
    job->step = Job::Step::Attaching;
    job->command = protocol::makeUlid();
    const int round = ++job->round;
    const protocol::Attach command{job->command, job->file.name, job->file.size, job->file.mime, job->file.sha256};
    m_session.ask(command,
                  [this, guard = QPointer(this), job, round](const Expected<protocol::ServerEvent, Problem> &answer) {
                      if (!guard || !isCurrent(job, round))
                          return;
                      if (!answer)
                          onRefused(job, answer.error());
                      else if (const auto *upload = std::get_if<protocol::Upload>(&*answer))
                          onUpload(job, *upload);
                      else
                          fail(job, ErrorCode::BadFrame, {});
                  });
}

void Uploads::onUpload(const JobPtr &job, const protocol::Upload &upload)
{
    const bool elsewhere = upload.via == "url"_L1;
    if (!protocol::isAttachmentId(upload.attachment) || (!elsewhere && upload.via != "socket"_L1) ||
        upload.offset > job->file.size)
        return fail(job, ErrorCode::BadFrame, {});
    job->attachment = upload.attachment;
    job->sent = job->acked = upload.offset;
    job->step = Job::Step::Moving;
    if (upload.offset == job->file.size)
        return onWhole(job);
    if (elsewhere)
        return post(job, upload);
    if (!isPaused(job))
        watch(job, transferPace::stallMs);
    Q_EMIT changed(job->conversation);
    feed();
}

void Uploads::onRefused(const JobPtr &job, const Problem &problem)
{
    if (problem.offline)
        return; // pause() follows
    if (problem.code == ErrorCode::BadField && problem.field == "sha256"_L1 && !job->again) {
        // It was written to while it was read.
        job->again = true;
        job->file.sha256.clear();
        return rest(job);
    }
    if (problem.code == ErrorCode::BadField && problem.field == "sha256"_L1)
        return fail(job, FileRead::Outcome::Changed);
    if (protocol::isFinal(problem.code))
        return fail(job, problem.code, problem.field);
    rest(job, std::max(problem.retryAfterMs, transferPace::againMs));
    Q_EMIT changed(job->conversation);
    const auto paused = std::count_if(m_jobs.begin(), m_jobs.end(), [this](const JobPtr &each) {
        return isPaused(each) && each->step == Job::Step::Moving;
    });
    if (problem.code == ErrorCode::Unavailable && m_leftBehind + paused >= manyLeftBehind) {
        qCInfo(netLog, "the server waits for files that do not come: connecting anew");
        m_session.reconnect();
    }
}

void Uploads::rest(const JobPtr &job, qint64 ms)
{
    ++job->round;
    unwatch(job);
    if (std::exchange(job->web, nullptr))
        job->sent = 0;
    job->step = Job::Step::Waiting;
    job->reading = false;
    job->notBefore = ms > 0 ? m_timing.scheduler->nowMs() + ms : 0;
    // Not from inside the loop that began it.
    QMetaObject::invokeMethod(this, &Uploads::begin, Qt::QueuedConnection);
}

void Uploads::watch(const JobPtr &job, int ms)
{
    unwatch(job);
    job->stallTimer = m_timing.scheduler->after(ms, [this, job] {
        job->stallTimer = 0;
        if (m_jobs.contains(job) && job->step == Job::Step::Moving)
            rest(job);
    });
}

void Uploads::unwatch(const JobPtr &job)
{
    m_timing.scheduler->cancel(std::exchange(job->stallTimer, 0));
}

// --- the bytes --------------------------------------------------------------------------------------------------

void Uploads::feed()
{
    const QList<JobPtr> jobs = m_jobs;
    for (const JobPtr &job : jobs)
        feed(job);
}

void Uploads::feed(const JobPtr &job)
{
    if (!m_running || job->step != Job::Step::Moving || job->web || job->reading || isPaused(job))
        return;
    const qint64 most = std::min<qint64>(chunkBytes, job->file.size - job->sent);
    if (most < 1 || job->sent + most - job->acked > windowBytes || m_session.unsent() > mostUnsent)
        return;
    job->reading = true;
    m_thread.ask<FileRead>([file = job->file, offset = job->sent, most] { return readPart(file, offset, most); },
                           [this, job, round = job->round, offset = job->sent](const FileRead &read) {
                               if (!isCurrent(job, round) || job->sent != offset)
                                   return;
                               job->reading = false;
                               if (read.outcome != FileRead::Outcome::Good)
                                   return fail(job, read.outcome);
                               // Paused while it was read: read again.
                               if (isPaused(job))
                                   return;
                               job->sent += read.bytes.size();
                               m_session.sendBinary(protocol::encodeChunk({job->attachment, offset, read.bytes}));
                               Q_EMIT moved(job->conversation);
                               feed();
                           });
}

void Uploads::take(const protocol::Ack &ack)
{
    for (const JobPtr &job : std::as_const(m_jobs)) {
        if (job->command != ack.id || job->step != Job::Step::Moving || job->attachment != ack.attachment)
            continue;
        if (ack.offset == job->file.size)
            return onWhole(job);
        const bool forth = ack.offset > job->acked && ack.offset <= job->sent;
        if (forth)
            job->acked = ack.offset;
        if (!isPaused(job))
            watch(job, forth ? transferPace::stallMs : repeatedMs);
        return feed();
    }
}

void Uploads::take(const protocol::ErrorFrame &error)
{
    for (const JobPtr &job : std::as_const(m_jobs)) {
        if (job->command == error.id && job->step == Job::Step::Moving)
            return onRefused(job, {error.code, error.field, error.message, error.retryAfterMs, false});
    }
}

void Uploads::onWhole(const JobPtr &job)
{
    unwatch(job);
    job->step = Job::Step::Whole;
    job->sent = job->acked = job->file.size;
    m_local.adopt(job->attachment, job->file);
    QStringList attachments;
    for (const JobPtr &each : std::as_const(m_jobs)) {
        if (each->message != job->message)
            continue;
        if (each->step != Job::Step::Whole) {
            Q_EMIT changed(job->conversation);
            return begin();
        }
        attachments.append(each->attachment);
    }
    m_outbox.filesUploaded(job->message, attachments);
    begin();
}

void Uploads::fail(const JobPtr &job, FileRead::Outcome outcome)
{
    fail(job, outcome == FileRead::Outcome::Changed ? ErrorCode::Conflict : ErrorCode::NotFound, u"file"_s);
}

void Uploads::fail(const JobPtr &job, ErrorCode code, const QString &field)
{
    leave(job);
    job->step = Job::Step::Failed;
    // look() follows, and ends the others of the message.
    m_outbox.filesFailed(job->message, code, field);
}

// --- for the rows -----------------------------------------------------------------------------------------------

void Uploads::describe(const OutboxItem &item, qsizetype index, ShownFile &file) const
{
    if (item.state == OutboxItem::State::Failed) {
        file.state = ShownFile::State::Failed;
        file.failure = sentence(Problem{item.error, item.errorField, {}, 0, false});
        return;
    }
    file.state = ShownFile::State::Waiting;
    const JobPtr job = find(item.id, index);
    if (!job)
        return;
    file.size = job->file.size;
    file.done = job->sent;
    if (job->step == Job::Step::Whole)
        file.state = ShownFile::State::Here;
    else if (isPaused(job))
        file.state = ShownFile::State::Paused;
    else if (job->step != Job::Step::Waiting)
        file.state = ShownFile::State::Moving;
}

} // namespace confab::client
