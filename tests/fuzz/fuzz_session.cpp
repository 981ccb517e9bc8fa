// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_player.h"

#include <QLoggingCategory>

// Several connections of both dialects against the rules of chat, with a store that fails when the script says so.
extern "C" int LLVMFuzzerInitialize(int *, char ***)
{
    // Failing commits are part of the play.
    QLoggingCategory::setFilterRules(QStringLiteral("*=false"));
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    confab::tests::SessionPlayer player;
    player.play(QByteArray(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size)));
    return 0;
}
