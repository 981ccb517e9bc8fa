// SPDX-License-Identifier: GPL-3.0-or-later
#include "downloads.h"
#include "logging.h"
#include "session.h"
#include "transfer_pace.h"

namespace confab::client
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;

namespace
{

// How often an address is asked for anew.
constexpr int mostRefusals = 2;

} // namespace

void Downloads::get(const JobPtr &job, const QString &address)
{
    const auto url = webAddress(address, m_session.url());
    if (!url) {
        qCWarning(netLog, "the server names no address that a file may come from");
        return fail(job, {ErrorCode::Unavailable, u"storage"_s, {}, 0, false});
    }
    job->web.reset(new WebDownload(m_network, *url, job->received, job->wanted.size));
    const std::weak_ptr<Job> weak = job;
    connect(job->web.get(), &WebDownload::received, this, [this, weak](const QByteArray &bytes) {
        if (const JobPtr moving = weak.lock())
            takeNext(moving, bytes);
    });
    connect(job->web.get(), &WebTransfer::ended, this, [this, weak](WebTransfer::Outcome outcome) {
        if (const JobPtr ended = weak.lock())
            onGot(ended, outcome);
    });
}

void Downloads::onGot(const JobPtr &job, WebTransfer::Outcome outcome)
{
    job->web.reset();
    // The last of it is being written.
    if (outcome == WebTransfer::Outcome::Done && job->received == job->wanted.size)
        return;
    const bool refused = outcome == WebTransfer::Outcome::Refused || outcome == WebTransfer::Outcome::Other;
    if (refused && ++job->refusals >= mostRefusals)
        return fail(job, {ErrorCode::Unavailable, u"storage"_s, {}, 0, false});
    rest(job, transferPace::againMs);
    Q_EMIT changed(job->wanted.conversation);
}

} // namespace confab::client
