// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/store/open_error.h>

using namespace Qt::StringLiterals;

namespace confab::store
{

QString OpenError::sentence() const
{
    switch (kind) {
    case Kind::InUse:
        return u"The data folder %1 is in use by another server."_s.arg(folder);
    case Kind::Newer:
        return u"The data folder %1 was written by a newer version of this program (%2)."_s.arg(folder, reason);
    case Kind::Unreadable:
    case Kind::Damaged:
        return u"The database in %1 cannot be read and was left as it is: %2."_s.arg(folder, reason);
    case Kind::Other:
        break;
    }
    return u"The data folder %1 cannot be opened: %2."_s.arg(folder, reason);
}

} // namespace confab::store
