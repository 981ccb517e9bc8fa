// SPDX-License-Identifier: GPL-3.0-or-later
#include "core.h"

namespace confab::core
{

void Core::withMessage(const QString &conversation, qint64 seq, const QString &viewer,
                       std::function<void(const protocol::Message &)> goOn,
                       std::function<void(bool isGone)> missing) const
{
    const HistoryQuery query{
        .conversation = conversation, .viewer = viewer, .before = seq + 1, .after = {}, .around = {}, .limit = 1};
    const auto found = whileAlive<const protocol::Message &>(std::move(goOn));
    const auto without = whileAlive<bool>(missing);
    const bool queued = ports.workers.read([query, found, without, seq](Reads &reads) -> Workers::Finish {
        const auto page = reads.history(query);
        if (!page && page.error() == ReadProblem::Unavailable)
            return [without] { without(false); };
        if (!page || page->messages.isEmpty() || page->messages.first().seq != seq)
            return [without] { without(true); };
        return [found, message = page->messages.first()] { found(message); };
    });
    if (!queued)
        missing(false);
}

void Core::tellAgain(const protocol::Ack &ack, const QString &viewer,
                     std::function<void(const protocol::Message &)> then) const
{
    if (settings.holdsConnections)
        return;
    withMessage(
        ack.conversation, ack.seq, viewer,
        [this, then = std::move(then)](const protocol::Message &message) {
            publisher.revised(message);
            if (then)
                then(message);
        },
        [](bool) {});
}

} // namespace confab::core
