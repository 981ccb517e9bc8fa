// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "options.h"

#include <map>
#include <string>
#include <variant>

namespace confab::bench
{

// Figures by name: seconds, counts, microseconds (…Us), bytes. The names are what tests/bench/bench.py reads.
using Figures = std::map<std::string, double>;

// Does what the options say. The figures, or why it could not be done.
std::variant<Figures, std::string> run(const Options &options);

} // namespace confab::bench
