// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page_frame.h"

#include <confab/client/message_row.h>

namespace confab::ui
{

// One's own edit of a message that was edited elsewhere first: both texts side by side, and which is to stay.
// objectName "conflict".
class ConflictPage : public PageFrame
{
    Q_OBJECT

public:
    explicit ConflictPage(const client::MessageRow &row, QWidget *parent = nullptr);

Q_SIGNALS:
    void decided(bool keepMine);
};

} // namespace confab::ui
