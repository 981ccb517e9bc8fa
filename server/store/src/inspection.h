// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/store/open_error.h>

#include <atomic>
#include <optional>

namespace confab::store
{

enum class Depth {
    // At a start: every page of a file up to 256 MiB; of a larger one all but the messages, as nobody waits half a
    // minute for a server. What is left out is for inspectMessages, beside it.
    Start,
    Whole, // every page
    Rows,  // and whether indexes and references agree with the rows, which takes several times as long
};

// A file up to this size is read through before a server starts (measured: 0.38 s for 196 MiB out of the cache of the
// system; a disk that gives 100 MB/s makes it 3 s).
inline constexpr qint64 wholeAtStartBytes = 256 * 1024 * 1024;

// While this file is in the folder, a start reads the whole database, however large it is.
[[nodiscard]] QString readAllNotePath(const QString &folder);

// What is wrong with a database file; nothing where it is in order or empty. Reads only: not even a log that was left
// behind is carried over. An error of Kind::Other says that it could not be looked at.
[[nodiscard]] std::optional<OpenError> inspect(const QString &path, Depth depth);

// Reads the messages alone, with pauses between in which the log can be carried over, until `stop`.
[[nodiscard]] std::optional<OpenError> inspectMessages(const QString &path, const std::atomic<bool> &stop);

} // namespace confab::store
