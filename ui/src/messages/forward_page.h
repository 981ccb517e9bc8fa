// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page_frame.h"

#include <confab/client/chat_client.h>

namespace confab::ui
{

// Picks the conversation that messages are forwarded to. objectName "forward".
class ForwardPage : public PageFrame
{
    Q_OBJECT

public:
    explicit ForwardPage(client::ChatClient &client, int messages, QWidget *parent = nullptr);

Q_SIGNALS:
    void picked(const QString &conversation);
};

} // namespace confab::ui
