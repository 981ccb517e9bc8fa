// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/core/digest.h>

#include <QCryptographicHash>

namespace confab::core
{

QByteArray digestOf(const QString &secret)
{
    return QCryptographicHash::hash(secret.toUtf8(), QCryptographicHash::Sha256);
}

} // namespace confab::core
