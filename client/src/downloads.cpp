// SPDX-License-Identifier: GPL-3.0-or-later
#include "downloads.h"

#include "local_files.h"
#include "session.h"
#include "transfer_pace.h"

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

// Pictures that were scrolled past are wanted again when they are seen again.
constexpr qsizetype mostWaiting = 200;
// Half of what a server sends without being told that it came: then it never has to wait.
constexpr qint64 tellEach = chunkBytes * protocol::limits::chunksUnacknowledged / 2;
// A server makes small pictures far smaller than this.
constexpr qint64 largestPicture = 1024 * 1024;

} // namespace

Downloads::Downloads(Session &session, LocalFiles &local, QNetworkAccessManager &network, Timing timing,
                     QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_local(local)
    , m_network(network)
    , m_timing(std::move(timing))
{
}

Downloads::~Downloads()
{
    m_timing.scheduler->cancel(m_timer);
    for (const JobPtr &job : std::as_const(m_jobs))
        unwatch(job);
}

Downloads::JobPtr Downloads::find(const QString &id) const
{
    for (const JobPtr &job : m_jobs) {
        if (job->wanted.id == id)
            return job;
    }
    return nullptr;
}

void Downloads::fetch(const Wanted &wanted)
{
    if (!m_local.has(wanted.id))
        return add(wanted);
    m_local.use(wanted.id, [this, guard = QPointer(this), wanted](bool there) {
        if (!guard)
            return;
        if (there)
            Q_EMIT changed(wanted.conversation);
        else
            add(wanted);
    });
}

void Downloads::add(const Wanted &wanted)
{
    JobPtr job = find(wanted.id);
    if (!job) {
        job = std::make_shared<Job>();
        job->wanted = wanted;
    } else {
        m_jobs.removeOne(job);
        job->wanted.picture = job->wanted.picture && wanted.picture;
        job->wanted.conversation = wanted.conversation;
        job->wanted.seq = wanted.seq;
    }
    m_jobs.prepend(job);
    if (job->step == Job::Step::Paused || job->step == Job::Step::Failed) {
        job->step = Job::Step::Waiting;
        job->notBefore = 0;
    }
    for (qsizetype i = m_jobs.size() - 1; i >= 0 && m_jobs.size() > mostWaiting; --i) {
        if (m_jobs[i]->step == Job::Step::Waiting || m_jobs[i]->step == Job::Step::Failed)
            m_jobs.removeAt(i);
    }
    Q_EMIT changed(wanted.conversation);
    begin();
}

void Downloads::stop(const QString &id)
{
    const JobPtr job = find(id);
    if (!job || job->step == Job::Step::Failed)
        return;
    // What the server has sent already is taken all the same; it waits for word of it before it sends more.
    job->step = Job::Step::Paused;
    job->web.reset();
    unwatch(job);
    Q_EMIT changed(job->wanted.conversation);
    begin();
}

void Downloads::resume()
{
    m_running = true;
    m_jobs.removeIf([](const JobPtr &job) { return job->step == Job::Step::Failed && job->wanted.picture; });
    begin();
}

void Downloads::pause()
{
    m_running = false;
    m_timing.scheduler->cancel(std::exchange(m_timer, 0));
    for (const JobPtr &job : std::as_const(m_jobs)) {
        if (job->web)
            continue;
        job->live = false;
        if (job->step != Job::Step::Asking && job->step != Job::Step::Moving)
            continue;
        rest(job);
        Q_EMIT changed(job->wanted.conversation);
    }
}

void Downloads::drop(const QStringList &ids)
{
    for (const JobPtr &job : std::as_const(m_jobs)) {
        if (ids.contains(job->wanted.id))
            unwatch(job);
    }
    m_jobs.removeIf([&ids](const JobPtr &job) { return ids.contains(job->wanted.id); });
    begin();
}

void Downloads::dropConversation(const QString &conversation)
{
    QStringList ids;
    for (const JobPtr &job : std::as_const(m_jobs)) {
        if (job->wanted.conversation == conversation)
            ids.append(job->wanted.id);
    }
    drop(ids);
}

void Downloads::clear()
{
    for (const JobPtr &job : std::exchange(m_jobs, {}))
        unwatch(job);
}

// --- one after the other ----------------------------------------------------------------------------------------

void Downloads::begin()
{
    m_timing.scheduler->cancel(std::exchange(m_timer, 0));
    if (!m_running)
        return;
    const qint64 now = m_timing.scheduler->nowMs();
    qint64 next = 0;
    const QList<JobPtr> jobs = m_jobs;
    for (const bool picture : {true, false}) {
        auto active = std::count_if(jobs.begin(), jobs.end(), [picture](const JobPtr &job) {
            return job->wanted.picture == picture && (job->step == Job::Step::Asking || job->step == Job::Step::Moving);
        });
        for (const JobPtr &job : jobs) {
            if (job->wanted.picture != picture || job->step != Job::Step::Waiting || active >= transferPace::mostAtOnce)
                continue;
            if (job->notBefore > now) {
                next = next == 0 ? job->notBefore : std::min(next, job->notBefore);
                continue;
            }
            ++active;
            ask(job);
        }
    }
    if (next > 0) {
        m_timer = m_timing.scheduler->after(static_cast<int>(next - now), [this] {
            m_timer = 0;
            begin();
        });
    }
}

void Downloads::ask(const JobPtr &job)
{
    // What an earlier run of the program has left.
    if (job->received == 0)
        job->received = job->written = m_local.partOf(job->wanted.id);
    job->step = Job::Step::Asking;
    job->live = false;
    job->command = protocol::makeUlid();
    const int round = ++job->round;
    const protocol::Fetch command{job->command, job->wanted.id, job->wanted.conversation, job->wanted.seq,
                                  job->received};
    m_session.ask(command,
                  [this, guard = QPointer(this), job, round](const Expected<protocol::ServerEvent, Problem> &answer) {
                      // One that was paused meanwhile goes on to be paused, and takes what comes.
                      if (!guard || job->round != round || !m_jobs.contains(job))
                          return;
                      if (!answer)
                          onRefused(job, answer.error());
                      else if (const auto *download = std::get_if<protocol::Download>(&*answer))
                          onDownload(job, *download);
                      else
                          fail(job, {ErrorCode::BadFrame, {}, {}, 0, false});
                  });
    Q_EMIT changed(job->wanted.conversation);
}

void Downloads::onDownload(const JobPtr &job, const protocol::Download &download)
{
    const bool asSaid = job->wanted.size > 0  ? job->wanted.size == download.size
                        : job->wanted.picture ? download.size <= largestPicture
                                              : true;
    job->elsewhere = download.via == "url"_L1;
    if (!asSaid || (!job->elsewhere && download.via != "socket"_L1) || download.attachment != job->wanted.id)
        return fail(job, {ErrorCode::BadFrame, {}, {}, 0, false});
    job->wanted.size = download.size;
    job->sha256 = download.sha256;
    job->live = true;
    job->told = job->received;
    const bool asked = job->step == Job::Step::Asking;
    if (asked)
        job->step = Job::Step::Moving;
    if (job->received == download.size && job->written == job->received)
        finish(job);
    else if (asked && job->elsewhere)
        get(job, download.url);
    else if (asked)
        watch(job);
    Q_EMIT changed(job->wanted.conversation);
}

void Downloads::onRefused(const JobPtr &job, const Problem &problem)
{
    if (problem.offline)
        return; // pause() follows
    // What lies here is no part of it.
    if (problem.code == ErrorCode::BadField && problem.field == "offset"_L1) {
        m_local.remove({job->wanted.id});
        job->received = job->written = 0;
        return rest(job);
    }
    if (protocol::isFinal(problem.code))
        return fail(job, problem);
    rest(job, std::max(problem.retryAfterMs, transferPace::againMs));
    Q_EMIT changed(job->wanted.conversation);
}

void Downloads::rest(const JobPtr &job, qint64 ms)
{
    ++job->round;
    unwatch(job);
    job->web.reset();
    job->live = false;
    if (job->step != Job::Step::Paused)
        job->step = Job::Step::Waiting;
    job->notBefore = ms > 0 ? m_timing.scheduler->nowMs() + ms : 0;
    // Not from inside the loop that began it.
    QMetaObject::invokeMethod(this, &Downloads::begin, Qt::QueuedConnection);
}

void Downloads::watch(const JobPtr &job)
{
    unwatch(job);
    job->stallTimer = m_timing.scheduler->after(transferPace::stallMs, [this, job] {
        job->stallTimer = 0;
        if (m_jobs.contains(job) && job->step == Job::Step::Moving)
            rest(job);
    });
}

void Downloads::unwatch(const JobPtr &job)
{
    m_timing.scheduler->cancel(std::exchange(job->stallTimer, 0));
}

// --- the bytes --------------------------------------------------------------------------------------------------

void Downloads::take(const protocol::FileChunk &chunk)
{
    const JobPtr job = find(chunk.attachment);
    // What does not go on where it is comes of an earlier question.
    if (!job || !job->live || job->elsewhere || chunk.offset != job->received)
        return;
    takeNext(job, chunk.bytes);
    if (job->step == Job::Step::Moving)
        watch(job);
}

void Downloads::takeNext(const JobPtr &job, const QByteArray &bytes)
{
    const qint64 begin = job->received;
    const qint64 end = begin + bytes.size();
    if (end > job->wanted.size)
        return fail(job, {ErrorCode::BadFrame, {}, {}, 0, false});
    job->received = end;
    m_local.append(job->wanted.id, begin, bytes,
                   [this, guard = QPointer(this), job, end, count = bytes.size()](bool good) {
                       if (!guard || !m_jobs.contains(job))
                           return;
                       if (good && job->web)
                           job->web->taken(count);
                       onWritten(job, end, good);
                   });
}

void Downloads::onWritten(const JobPtr &job, qint64 end, bool good)
{
    if (!good) {
        // Those behind it are not taken either.
        if (!job->live)
            return;
        if (std::exchange(job->again, true))
            return fail(job, {ErrorCode::Unavailable, u"disk"_s, {}, 0, false});
        // Somebody may have removed what was there.
        m_local.remove({job->wanted.id});
        job->received = job->written = 0;
        return rest(job);
    }
    job->written = end;
    Q_EMIT moved(job->wanted.conversation);
    if (end == job->wanted.size)
        return finish(job);
    if (job->step != Job::Step::Moving || !job->live || job->elsewhere || end - job->told < tellEach)
        return;
    job->told = end;
    m_session.tell(protocol::Got{{}, job->wanted.id, end});
}

void Downloads::finish(const JobPtr &job)
{
    unwatch(job);
    if (!job->sha256.isEmpty()) {
        m_local.hashPart(job->wanted.id, [this, guard = QPointer(this), job](const QString &sha256) {
            if (!guard || !m_jobs.contains(job))
                return;
            if (sha256 != std::exchange(job->sha256, {}))
                return fail(job, {ErrorCode::Conflict, u"sha256"_s, {}, 0, false});
            finish(job);
        });
        return;
    }
    if (job->live && !job->elsewhere)
        m_session.tell(protocol::Got{{}, job->wanted.id, job->wanted.size});
    m_local.finish(job->wanted.id, job->wanted.size, [this, guard = QPointer(this), job](bool good) {
        if (!guard || !m_jobs.contains(job))
            return;
        if (!good)
            return fail(job, {ErrorCode::Unavailable, u"disk"_s, {}, 0, false});
        m_jobs.removeOne(job);
        Q_EMIT changed(job->wanted.conversation);
        begin();
    });
}

void Downloads::fail(const JobPtr &job, const Problem &problem)
{
    ++job->round;
    unwatch(job);
    job->web.reset();
    job->live = false;
    job->step = Job::Step::Failed;
    job->problem = problem;
    job->received = job->written = 0;
    m_local.remove({job->wanted.id});
    Q_EMIT changed(job->wanted.conversation);
    QMetaObject::invokeMethod(this, &Downloads::begin, Qt::QueuedConnection);
}

void Downloads::take(const protocol::ErrorFrame &error)
{
    for (const JobPtr &job : std::as_const(m_jobs)) {
        if (job->live && job->command == error.id)
            return onRefused(job, {error.code, error.field, error.message, error.retryAfterMs, false});
    }
}

// --- for the rows -----------------------------------------------------------------------------------------------

void Downloads::describe(ShownFile &file) const
{
    if (m_local.has(file.id)) {
        file.state = ShownFile::State::Here;
        file.done = file.size;
        file.path = m_local.path(file.id);
        return;
    }
    const JobPtr job = find(file.id);
    if (!job)
        return;
    file.done = job->received;
    switch (job->step) {
    case Job::Step::Waiting:
        file.state = ShownFile::State::Waiting;
        break;
    case Job::Step::Asking:
    case Job::Step::Moving:
        file.state = ShownFile::State::Moving;
        break;
    case Job::Step::Paused:
        file.state = ShownFile::State::Paused;
        break;
    case Job::Step::Failed:
        // Of a picture that nobody asked for it is no news.
        if (!job->wanted.picture) {
            file.state = ShownFile::State::Failed;
            file.failure = sentence(job->problem);
        }
        break;
    }
}

} // namespace confab::client
