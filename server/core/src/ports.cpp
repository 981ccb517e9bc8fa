// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/core/ports.h>

namespace confab::core
{

Audience Audience::connection(const QString &id)
{
    return {Kind::Connections, std::make_shared<const QStringList>(QStringList{id}), {}};
}

Audience Audience::users(QStringList keys)
{
    return {Kind::Users, std::make_shared<const QStringList>(std::move(keys)), {}};
}

Audience Audience::everyone()
{
    return {Kind::Everyone, nullptr, {}};
}

} // namespace confab::core
