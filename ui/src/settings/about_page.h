// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page_frame.h"

namespace confab::ui
{

// Version, what Confab is made of, and under which licences.
class AboutPage : public PageFrame
{
    Q_OBJECT

public:
    explicit AboutPage(QWidget *parent = nullptr);
};

} // namespace confab::ui
