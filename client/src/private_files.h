// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>

namespace confab::client
{

// What this account keeps is for nobody else on the computer.
inline constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

// False: it cannot be made, or cannot be kept to its owner.
inline bool makePrivateFolder(const QString &folder)
{
    return QDir().mkpath(folder) && QFile::setPermissions(folder, ownerOnly | QFileDevice::ExeOwner);
}

} // namespace confab::client
