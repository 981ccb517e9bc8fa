// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/bots/sample_bots.h>

#include <QResource>

// A static library drops what nobody names; and the macro takes no namespace.
static void nameResources()
{
    Q_INIT_RESOURCE(bots);
}

namespace confab::bots
{

using namespace Qt::StringLiterals;

QString hotelDesk()
{
    nameResources();
    return u":/bots/hotel-desk"_s;
}

} // namespace confab::bots
