// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"
#include "commands.h"
#include "data_folder.h"

#include <confab/store/maintenance.h>

#include <QFileInfo>

namespace confab::app
{

using namespace Qt::StringLiterals;

namespace
{

int complainOf(const store::MaintenanceError &error)
{
    return complain(error.kind == store::MaintenanceError::Kind::File ? exitRefused : exitDataFolder, error.sentence);
}

// The named file, for a person who types from some folder.
QString fileOf(const CommandLine &line)
{
    return QFileInfo(line.arguments().constFirst()).absoluteFilePath();
}

} // namespace

int backup(const QStringList &words)
{
    CommandLine line(u"backup"_s, u"Copies everything stored into a new file, also while the server runs."_s,
                     {u"FILE"_s});
    if (const auto code = line.read(words))
        return *code;
    if (const auto code = refuseOtherFolder(line.dataFolder()))
        return *code;
    const auto done = store::backUp(line.dataFolder(), fileOf(line));
    return done ? exitDone : complainOf(done.error());
}

int restore(const QStringList &words)
{
    CommandLine line(u"restore"_s,
                     u"Puts a backup in place of what is stored, which is set aside. The server must not run."_s,
                     {u"FILE"_s});
    if (const auto code = line.read(words))
        return *code;
    const auto setAside = store::restore(line.dataFolder(), fileOf(line));
    if (!setAside)
        return complainOf(setAside.error());
    if (!setAside->isEmpty())
        print(u"What was stored before is in %1."_s.arg(*setAside));
    return donePrinting();
}

int check(const QStringList &words)
{
    CommandLine line(u"check"_s, u"Looks for damage in what is stored, also while the server runs."_s);
    line.add(u"repair"_s, u"Sets a damaged database aside and puts the newest backup in DIR/backups in its place, or "
                          "what can still be read. The server must not run."_s);
    if (const auto code = line.read(words))
        return *code;
    if (const auto code = refuseOtherFolder(line.dataFolder()))
        return *code;
    if (line.has(u"repair"_s)) {
        const auto repaired = store::repair(line.dataFolder());
        if (!repaired)
            return complain(exitDataFolder, repaired.error().sentence());
        if (*repaired) {
            print((*repaired)->sentence());
            return donePrinting();
        }
    } else if (const auto found = store::check(line.dataFolder())) {
        return complain(exitDataFolder, found->kind == store::OpenError::Kind::Damaged
                                            ? u"The database in %1 is damaged (%2); stop the server and run check "
                                              "--repair."_s.arg(line.dataFolder(), found->reason)
                                            : found->sentence());
    }
    print(u"The database in %1 is in order."_s.arg(line.dataFolder()));
    return donePrinting();
}

} // namespace confab::app
