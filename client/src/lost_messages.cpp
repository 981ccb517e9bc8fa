// SPDX-License-Identifier: GPL-3.0-or-later
#include "lost_messages.h"

#include "conversation_book.h"
#include "history_loader.h"
#include "outbox_sender.h"

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;

LostMessages::LostMessages(const ConversationBook &book, HistoryLoader &history, OutboxSender &outbox, QObject *parent)
    : QObject(parent)
    , m_book(book)
    , m_history(history)
    , m_outbox(outbox)
{
}

void LostMessages::look()
{
    if (m_looking)
        return;
    m_looking = true;
    next();
}

void LostMessages::abandon()
{
    m_looking = false;
    ++m_round;
}

void LostMessages::next()
{
    while (const OutboxItem *top = m_outbox.outbox().newestSought()) {
        const QString id = top->id;
        const auto *held = m_book.find(top->conversation);
        if (held && top->seq >= held->stored.object.first && top->seq <= held->stored.object.seq) {
            ask(id, top->conversation, top->seq);
            return;
        }
        // A room that is not there any more takes nothing; what is older than what is kept was not lost by this.
        if (held ? top->seq < held->stored.object.first : top->conversation.startsWith("room:"_L1)) {
            m_outbox.found(id);
            continue;
        }
        m_outbox.lost(id);
        ++m_lost;
    }
    m_looking = false;
    if (m_lost > 0)
        Q_EMIT lost(std::exchange(m_lost, 0));
}

void LostMessages::ask(const QString &id, const QString &conversation, qint64 seq)
{
    m_history.before(conversation, seq + 1,
                     [this, guard = QPointer(this), round = m_round, id, conversation,
                      seq](const Expected<qsizetype, Problem> &came) {
                         if (!guard || round != m_round)
                             return;
                         if (!came) {
                             m_looking = false;
                             return;
                         }
                         // Those that the page brought have left the outbox by now.
                         const bool gone = m_outbox.outbox().find(id) != nullptr;
                         const qint64 lowest = seq - std::max<qint64>(0, *came - 1);
                         for (const OutboxItem &item : m_outbox.outbox().itemsOf(conversation)) {
                             if (item.state != OutboxItem::State::Sought)
                                 continue;
                             // An earlier state of the server ends somewhere: whatever is older than one that is there
                             // is there as well.
                             if (!gone) {
                                 m_outbox.found(item.id);
                             } else if (item.seq >= lowest) {
                                 m_outbox.lost(item.id);
                                 ++m_lost;
                             }
                         }
                         next();
                     });
}

} // namespace confab::client
