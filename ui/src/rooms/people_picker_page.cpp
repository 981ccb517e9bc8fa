// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/people_picker_page.h"

#include "rooms/people_list.h"

using namespace Qt::StringLiterals;

namespace confab::ui
{

PeoplePickerPage::PeoplePickerPage(client::ChatClient &client, QWidget *parent)
    : PageFrame(u"newDirect"_s, u"person"_s, tr("New direct message"), parent)
{
    auto *people = new PeopleList(client, u"newDirect.people"_s, PeopleList::Mode::One);
    setFixedContent(people, 560);
    setFocusProxy(people);
    connect(people, &PeopleList::picked, this, &PeoplePickerPage::picked);
}

} // namespace confab::ui
