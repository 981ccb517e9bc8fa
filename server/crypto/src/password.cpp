// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/crypto/password.h>

#include "hashing.h"

#include <array>
#include <sodium.h>

namespace confab::crypto
{

PasswordParameters PasswordParameters::smallest()
{
    return {.memoryBytes = crypto_pwhash_MEMLIMIT_MIN, .passes = crypto_pwhash_OPSLIMIT_MIN};
}

QByteArray hashSecret(const Secret &password, const PasswordParameters &parameters)
{
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), parameters.passes, parameters.memoryBytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        return {};
    return {out.data()};
}

core::PasswordHasher::Verdict verifySecret(const QByteArray &stored, const Secret &password,
                                           const PasswordParameters &parameters)
{
    if (stored.isEmpty()) {
        // As much work as comparing would be, for nothing.
        (void)hashSecret(password, parameters);
        return {};
    }
    core::PasswordHasher::Verdict verdict;
    verdict.matches = crypto_pwhash_str_verify(stored.constData(), password.data(), password.size()) == 0;
    verdict.rehash = verdict.matches &&
                     crypto_pwhash_str_needs_rehash(stored.constData(), parameters.passes, parameters.memoryBytes) == 1;
    return verdict;
}

QByteArray hashPassword(const QString &password, const PasswordParameters &parameters)
{
    return hashSecret(Secret(password), parameters);
}

core::PasswordHasher::Verdict verifyPassword(const QByteArray &stored, const QString &password,
                                             const PasswordParameters &parameters)
{
    return verifySecret(stored, Secret(password), parameters);
}

} // namespace confab::crypto
