// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "secret.h"

#include <confab/crypto/password.h>

namespace confab::crypto
{

// As hashPassword and verifyPassword.
[[nodiscard]] QByteArray hashSecret(const Secret &password, const PasswordParameters &parameters);
[[nodiscard]] core::PasswordHasher::Verdict verifySecret(const QByteArray &stored, const Secret &password,
                                                         const PasswordParameters &parameters);

} // namespace confab::crypto
