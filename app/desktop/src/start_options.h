// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/expected.h>

#include <QString>
#include <QStringList>

#include <optional>

namespace confab::app
{

// confab [--profile NAME] [--host] [--dump-cache] [ADDRESS]
struct StartOptions {
    QString profile; // empty: the usual one
    bool host = false;
    bool dumpCache = false;
    std::optional<QString> address;
};

// Whether these arguments only ask for something to be printed, so that no display is needed.
[[nodiscard]] bool needsNoWindow(int argc, const char *const *argv);

// Answers --version and --help by itself and ends the program. The error is one sentence, for exit 2.
[[nodiscard]] Expected<StartOptions, QString> readStartOptions(const QStringList &arguments);

// Where a profile keeps its servers, caches and what it hosts: below the user's data folder (XDG_DATA_HOME on Linux).
[[nodiscard]] QString profileFolder(const QString &profile);

// How the person who is signed in to this computer is called there; empty where that cannot be told.
[[nodiscard]] QString systemUserName();

} // namespace confab::app
