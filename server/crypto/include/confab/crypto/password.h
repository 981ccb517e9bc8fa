// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>

#include <QByteArray>
#include <QString>

#include <cstddef>

namespace confab::crypto
{

// Argon2id. The second choice of RFC 9106 section 4 in memory and passes, in one lane, as libsodium has it; about 100
// ms of one core.
inline constexpr std::size_t passwordMemoryBytes = std::size_t{64} * 1024 * 1024;
inline constexpr unsigned long long passwordPasses = 3;

struct PasswordParameters {
    std::size_t memoryBytes = passwordMemoryBytes;
    unsigned long long passes = passwordPasses;
    // The least that libsodium takes; for tests only.
    [[nodiscard]] static PasswordParameters smallest();
};

// Both work on the calling thread, which they keep for as long as the parameters say: for the command line and for
// ArgonPasswordHasher's workers.
// Empty where memory ran out.
[[nodiscard]] QByteArray hashPassword(const QString &password, const PasswordParameters &parameters = {});
// An empty `stored` takes as long as a hash of these parameters and never matches.
[[nodiscard]] core::PasswordHasher::Verdict verifyPassword(const QByteArray &stored, const QString &password,
                                                           const PasswordParameters &parameters = {});

} // namespace confab::crypto
