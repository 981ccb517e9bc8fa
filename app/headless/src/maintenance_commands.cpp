// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"
#include "commands.h"
#include "data_folder.h"

#include <confab/store/maintenance.h>

#include <QFileInfo>

#include <cstdio>

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

// What was done is done all the same: the messages are there.
void tellMissing(const QStringList &hashes)
{
    for (const QString &hash : hashes)
        std::fprintf(stderr, "A file that somebody has sent is not there: %s.\n", qPrintable(hash));
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
    const auto missing = store::backUp(line.dataFolder(), fileOf(line));
    if (!missing)
        return complainOf(missing.error());
    tellMissing(*missing);
    return exitDone;
}

int restore(const QStringList &words)
{
    CommandLine line(u"restore"_s,
                     u"Puts a backup in place of what is stored, which is set aside. The server must not run."_s,
                     {u"FILE"_s});
    if (const auto code = line.read(words))
        return *code;
    const auto restored = store::restore(line.dataFolder(), fileOf(line));
    if (!restored)
        return complainOf(restored.error());
    tellMissing(restored->missing);
    if (!restored->setAside.isEmpty())
        print(u"What was stored before is in %1."_s.arg(restored->setAside));
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
    const auto files = store::checkFiles(line.dataFolder());
    if (!files)
        return complain(exitDataFolder, files.error().sentence());
    if (!files->isEmpty()) {
        for (const QString &wrong : *files)
            print(wrong);
        return complain(exitDataFolder, u"Files that people have sent are missing or damaged; a backup may have them: "
                                        "copy them from FILE.files to %1/files."_s.arg(line.dataFolder()));
    }
    print(u"The database in %1 is in order."_s.arg(line.dataFolder()));
    return donePrinting();
}

} // namespace confab::app
