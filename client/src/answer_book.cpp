// SPDX-License-Identifier: GPL-3.0-or-later
#include "answer_book.h"

namespace confab::client
{

void AnswerBook::put(const protocol::Partial &partial)
{
    const QString &conversation = partial.conversation;
    if (partial.end) {
        const auto it = m_coming.constFind(conversation);
        if (it == m_coming.cend() || it->stream != partial.stream)
            return;
        m_coming.erase(it);
    } else if (m_ended.value(conversation) != partial.stream) {
        m_coming.insert(conversation, partial);
    }
    Q_EMIT changed(conversation);
}

void AnswerBook::came(const protocol::Message &message)
{
    if (message.stream.isEmpty())
        return;
    // A part that was on its way is late.
    m_ended.insert(message.conversation, message.stream);
    const auto it = m_coming.constFind(message.conversation);
    if (it == m_coming.cend() || it->stream != message.stream)
        return;
    m_coming.erase(it);
    Q_EMIT changed(message.conversation);
}

void AnswerBook::clear()
{
    m_ended.clear();
    const QStringList conversations = m_coming.keys();
    m_coming.clear();
    for (const QString &conversation : conversations)
        Q_EMIT changed(conversation);
}

std::optional<protocol::Partial> AnswerBook::find(const QString &conversation) const
{
    const auto it = m_coming.constFind(conversation);
    return it == m_coming.cend() ? std::nullopt : std::optional(*it);
}

} // namespace confab::client
