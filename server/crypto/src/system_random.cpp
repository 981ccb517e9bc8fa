// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/crypto/system_random.h>

#include "secret.h"

#include <cstddef>
#include <sodium.h>

namespace confab::crypto
{

SystemRandom::SystemRandom()
{
    initSodium();
}

QByteArray SystemRandom::bytes(qsizetype count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    randombytes_buf(bytes.data(), static_cast<std::size_t>(count));
    return bytes;
}

} // namespace confab::crypto
