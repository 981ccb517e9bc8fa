// SPDX-License-Identifier: GPL-3.0-or-later
#include "logging.h"
#include "session.h"
#include "transfer_pace.h"
#include "uploads.h"

namespace confab::client
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;

namespace
{

// How often an address may be tried that does not keep what it was sent, or does not take it.
constexpr int mostTries = 2;

} // namespace

void Uploads::post(const JobPtr &job, const protocol::Upload &upload)
{
    const auto url = webAddress(upload.url, m_session.url());
    if (!url)
        qCWarning(netLog, "the server names no address that a file may go to");
    // It was sent as a whole, and is not there: it would never end.
    if (!url || job->posts >= mostTries)
        return fail(job, ErrorCode::Unavailable, u"storage"_s);
    // A form is good for minutes only.
    if (isPaused(job))
        return rest(job);
    job->sent = 0;
    job->web.reset(new WebUpload(m_network, m_thread, job->file, *url, upload.form));
    const std::weak_ptr<Job> weak = job;
    connect(job->web.get(), &WebUpload::moved, this, [this, weak](qint64 bytes) {
        if (const JobPtr moving = weak.lock()) {
            moving->sent = bytes;
            Q_EMIT moved(moving->conversation);
        }
    });
    connect(job->web.get(), &WebTransfer::ended, this, [this, weak](WebTransfer::Outcome outcome) {
        if (const JobPtr ended = weak.lock())
            onPosted(ended, outcome);
    });
    Q_EMIT changed(job->conversation);
}

void Uploads::onPosted(const JobPtr &job, WebTransfer::Outcome outcome)
{
    switch (outcome) {
    case WebTransfer::Outcome::Done:
        ++job->posts;
        job->web.reset();
        rest(job); // and is announced again, as one that is there
        break;
    case WebTransfer::Outcome::Refused:
    case WebTransfer::Outcome::Other:
        if (++job->refusals >= mostTries)
            return fail(job, ErrorCode::Unavailable, u"storage"_s);
        [[fallthrough]];
    case WebTransfer::Outcome::Lost:
        rest(job, transferPace::againMs);
        break;
    case WebTransfer::Outcome::Gone:
        return fail(job, FileRead::Outcome::Gone);
    case WebTransfer::Outcome::Changed:
        return fail(job, FileRead::Outcome::Changed);
    }
    Q_EMIT changed(job->conversation);
}

} // namespace confab::client
