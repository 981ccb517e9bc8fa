// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/outcome.h>
#include <confab/protocol/expected.h>

#include <QByteArray>
#include <QDateTime>

#include <variant>

namespace confab::aws
{

// Small things that one call of a function leaves for the next, by name: bytes, at most `mostBytes` of them. The last
// one written counts. Any thread; each call blocks.
class Notes
{
public:
    static constexpr qsizetype mostBytes = 128 * 1024; // of the 400 KiB of an item

    virtual ~Notes() = default;
    // Empty: there is none. One that has lapsed may still be found.
    [[nodiscard]] virtual Expected<QByteArray, core::Unavailable> find(const QString &name) = 0;
    // After `lapses` nobody wants it any more.
    [[nodiscard]] virtual Expected<std::monostate, core::Unavailable> put(const QString &name, const QByteArray &bytes,
                                                                          const QDateTime &lapses) = 0;
    [[nodiscard]] virtual Expected<std::monostate, core::Unavailable> remove(const QString &name) = 0;
};

} // namespace confab::aws
