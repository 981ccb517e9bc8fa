// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/expected.h>

#include <QByteArray>
#include <QString>

#include <functional>

class QObject;

namespace confab::app
{

// readFromKeychain(), of a program that speaks as confab-keychain does.
void readByProgram(const QString &program, const QString &name, QObject *asker,
                   std::function<void(const Expected<QByteArray, QString> &)> done);

} // namespace confab::app
