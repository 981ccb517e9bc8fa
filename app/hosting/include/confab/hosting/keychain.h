// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/expected.h>

#include <QByteArray>
#include <QString>

#include <functional>

class QObject;

namespace confab::app
{

// What the system's keychain (Secret Service, KWallet, macOS's, Windows') keeps for Confab, a key below a name. It is
// asked through confab-keychain, a program of its own. Errors are sentences without a key.

// What is kept below `name`. `done` is called once and later, on the calling thread, unless `asker` is destroyed
// before; the question ends with it.
void readFromKeychain(const QString &name, QObject *asker,
                      std::function<void(const Expected<QByteArray, QString> &)> done);

// The same for commands, which have nothing else to do. They wait for two minutes at most: the system may ask a person
// to unlock the keychain.
[[nodiscard]] Expected<QByteArray, QString> readFromKeychainNow(const QString &name);
// What is wrong, or nothing.
[[nodiscard]] QString keepInKeychain(const QString &name, const QByteArray &key);
[[nodiscard]] QString forgetInKeychain(const QString &name);

} // namespace confab::app
