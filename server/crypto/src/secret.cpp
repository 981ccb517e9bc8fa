// SPDX-License-Identifier: GPL-3.0-or-later
#include "secret.h"

#include <cstddef>
#include <sodium.h>

namespace confab::crypto
{

void initSodium()
{
    static const int result = sodium_init();
    if (result < 0)
        qFatal("libsodium cannot be used on this machine");
}

Secret::Secret(const QString &text)
    : m_bytes(text.toUtf8())
{
    initSodium();
}

Secret::~Secret()
{
    sodium_memzero(m_bytes.data(), static_cast<std::size_t>(m_bytes.size()));
}

} // namespace confab::crypto
