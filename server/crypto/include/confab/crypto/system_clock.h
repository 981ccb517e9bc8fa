// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>

#include <QElapsedTimer>

namespace confab::crypto
{

// The machine's clocks. On any thread.
class SystemClock final : public core::Clock
{
public:
    SystemClock();
    [[nodiscard]] QDateTime now() const override;
    [[nodiscard]] qint64 monotonicMs() const override; // since this was made

private:
    QElapsedTimer m_since;
};

} // namespace confab::crypto
