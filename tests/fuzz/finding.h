// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdio>
#include <cstdlib>

namespace confab::tests
{

// Something that must never be: libFuzzer keeps the input and ends.
[[noreturn]] inline void finding(const QString &what)
{
    std::fprintf(stderr, "Finding: %s\n", qPrintable(what));
    std::abort();
}

} // namespace confab::tests
