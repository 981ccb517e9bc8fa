// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

// One function a command of confabd: takes the words after the command, gives the exit code.
namespace confab::app
{

[[nodiscard]] int serve(const QStringList &words);
[[nodiscard]] int userCreate(const QStringList &words);
[[nodiscard]] int userList(const QStringList &words);
[[nodiscard]] int userDisable(const QStringList &words);
[[nodiscard]] int userResetPassword(const QStringList &words);
[[nodiscard]] int inviteCreate(const QStringList &words);
[[nodiscard]] int inviteList(const QStringList &words);
[[nodiscard]] int inviteRevoke(const QStringList &words);
[[nodiscard]] int dump(const QStringList &words);
[[nodiscard]] int backup(const QStringList &words);
[[nodiscard]] int restore(const QStringList &words);
[[nodiscard]] int check(const QStringList &words);
[[nodiscard]] int botImport(const QStringList &words);
[[nodiscard]] int botList(const QStringList &words);
[[nodiscard]] int botAsk(const QStringList &words);
[[nodiscard]] int botTest(const QStringList &words);
[[nodiscard]] int botRecord(const QStringList &words);
[[nodiscard]] int botKey(const QStringList &words);
[[nodiscard]] int configList(const QStringList &words);

} // namespace confab::app
