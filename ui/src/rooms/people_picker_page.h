// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page_frame.h"

#include <confab/client/chat_client.h>

namespace confab::ui
{

// Picks one person to write to.
class PeoplePickerPage : public PageFrame
{
    Q_OBJECT

public:
    explicit PeoplePickerPage(client::ChatClient &client, QWidget *parent = nullptr);

Q_SIGNALS:
    void picked(const confab::protocol::User &user);
};

} // namespace confab::ui
