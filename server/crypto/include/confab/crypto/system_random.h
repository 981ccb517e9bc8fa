// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>

namespace confab::crypto
{

// The system's generator. On any thread.
class SystemRandom final : public core::Random
{
public:
    SystemRandom();
    [[nodiscard]] QByteArray bytes(qsizetype count) override;
};

} // namespace confab::crypto
