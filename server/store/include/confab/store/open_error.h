// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace confab::store
{

// Why a data folder could not be opened. Nothing in it was changed.
struct OpenError {
    enum class Kind {
        InUse,      // another server serves from this folder
        Newer,      // its schema is of a newer version of the program
        Unreadable, // the file is of another program
        Damaged,    // it is no database (any more), or a damaged one
        Other,      // may not be read or written, disk full …
    };
    Kind kind = Kind::Other;
    QString folder;
    QString reason; // what the system or SQLite said; English, for logs

    // One English sentence for standard error.
    [[nodiscard]] QString sentence() const;
};

} // namespace confab::store
