// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/codec.h>

// What every store makes the same of messages when it gives them by the page.
namespace confab::protocol
{

// What still fits a page: so many messages, so many bytes of them. The first always fits, or a long message would never
// be shown.
class PageRoom
{
public:
    PageRoom(qsizetype messages, qsizetype bytes)
        : m_messages(messages)
        , m_bytes(bytes)
    {
    }
    [[nodiscard]] bool take(const Message &message)
    {
        const qsizetype size = encodedSize(message) + 1; // and a comma
        if (m_messages < 1 || (m_taken && size > m_bytes))
            return false;
        --m_messages;
        m_bytes -= size;
        m_taken = true;
        return true;
    }

private:
    qsizetype m_messages;
    qsizetype m_bytes;
    bool m_taken = false;
};

// Of a conversation's newest message, for lists: its first 160 characters, never half of a surrogate pair.
[[nodiscard]] inline LastLine lastLineOf(const Message &message)
{
    constexpr qsizetype characters = 160;
    QString text = message.text.left(characters);
    if (text.size() < message.text.size() && text.back().isHighSurrogate())
        text.chop(1);
    return {message.seq, message.author, message.at, text};
}

} // namespace confab::protocol
