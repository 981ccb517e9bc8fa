// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/expected.h>
#include <confab/store/open_error.h>

#include <QString>
#include <QStringList>

#include <atomic>
#include <optional>
#include <variant>

// What is done to the database of a data folder as a whole. Every function opens its own connections, may take long
// (it reads or writes the whole file), and may be called on any thread; none overwrites a file that is there.
namespace confab::store
{

// A database that was damaged: what became of it.
struct Mended {
    enum class From {
        Backup,  // the newest in DIR/backups; what was written after it is in the set-aside file alone
        Reading, // whatever could still be read of the damaged one
    };
    From from = From::Reading;
    QString setAside; // path of the damaged one
    QString backup;   // path, for From::Backup
    QString reason;   // what was found, English
    // What the host has to know, one English sentence or two.
    [[nodiscard]] QString sentence() const;
};

struct MaintenanceError {
    enum class Kind {
        File, // the named file is there already, or is not, or cannot be written
        Data, // the data folder, or a file that holds no data for it
    };
    Kind kind = Kind::Data;
    QString sentence; // English, for standard error
};

// A copy of the folder's database as it is at one moment, whole and checked, in a new file of mode 0600; a server may
// run meanwhile. Its log (-wal) grows until the copy is made. The files that people have sent and it refers to come
// into the folder FILE.files beside it, what is there already stays, and then it gets its name. Gives the hashes of
// those that are not there: somebody may have removed them meanwhile.
[[nodiscard]] Expected<QStringList, MaintenanceError> backUp(const QString &folder, const QString &file);

// The folder's database becomes a copy of the one in the file, under a new epoch; the old one is set aside. What people
// have sent comes back from FILE.files where the folder has it no more; nothing is removed. No server may use the
// folder. The folder is made where it is missing.
struct Restored {
    QString setAside;    // path; empty: there was none
    QStringList missing; // hashes of files that are in neither
};
[[nodiscard]] Expected<Restored, MaintenanceError> restore(const QString &folder, const QString &file);

// Reads the whole database, with its indexes; a server may run. Nothing: it is in order.
[[nodiscard]] std::optional<OpenError> check(const QString &folder);

// Reads the files that people have sent, all of them; a server may run. One line, English, for each that is missing or
// damaged. The database must be in order.
[[nodiscard]] Expected<QStringList, OpenError> checkFiles(const QString &folder);

// Reads the messages of a database so large that a start leaves them out, some thousand at a time, until `stop`.
// Nothing: no damage was met, or the database is not that large. Where damage was met the next start reads everything.
[[nodiscard]] std::optional<OpenError> checkMessages(const QString &folder, const std::atomic<bool> &stop);

// Checks, and mends what is damaged: nothing where it was in order. No server may use the folder.
[[nodiscard]] Expected<std::optional<Mended>, OpenError> repair(const QString &folder);

} // namespace confab::store
