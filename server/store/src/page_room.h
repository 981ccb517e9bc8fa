// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/codec.h>

namespace confab::store
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
    [[nodiscard]] bool take(const protocol::Message &message)
    {
        const qsizetype size = protocol::encodedSize(message) + 1; // and a comma
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

} // namespace confab::store
