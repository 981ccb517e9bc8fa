// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page_frame.h"

#include <QKeySequence>

namespace confab::ui
{

struct Shortcut {
    QString words;
    QList<QKeySequence> keys;
};

// Every key of the window, as a page.
class ShortcutsPage : public PageFrame
{
    Q_OBJECT

public:
    explicit ShortcutsPage(const QList<Shortcut> &shortcuts, QWidget *parent = nullptr);
};

} // namespace confab::ui
