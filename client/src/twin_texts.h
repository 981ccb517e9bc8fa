// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

namespace confab::client
{

// Texts without ids that come by two connections, an old one and the one that follows it: each is shown once, as often
// as it was said. A value.
class TwinTexts
{
public:
    void begin() { m_balance.clear(); }
    // Whether this one has come by the other connection already.
    [[nodiscard]] bool isTwin(const QByteArray &frame, bool byNew)
    {
        if (m_balance.size() >= mostTexts)
            m_balance.clear();
        int &balance = m_balance[frame];
        return byNew ? ++balance <= 0 : --balance >= 0;
    }
    // The same when the old connection has gone: what came by it alone may still come by the new one.
    [[nodiscard]] bool isLateTwin(const QByteArray &frame)
    {
        const auto owed = m_balance.find(frame);
        return owed != m_balance.end() && *owed < 0 && ++*owed <= 0;
    }

private:
    static constexpr qsizetype mostTexts = 1000; // in the seconds that it takes

    QHash<QByteArray, int> m_balance; // by the new one, less those by the old one
};

} // namespace confab::client
