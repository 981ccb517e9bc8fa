// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/core/digest.h>

#include <QCryptographicHash>

namespace confab::core
{

QByteArray digestOf(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

} // namespace confab::core
