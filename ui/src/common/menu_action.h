// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

#include <utility>

namespace confab::ui
{

// Another line of a menu, called "MENU.NAME", and what it does.
template <class Does>
void addAction(QMenu &menu, const QString &name, const QString &words, Does does)
{
    QAction *action = menu.addAction(words);
    action->setObjectName(menu.objectName() + u'.' + name);
    QObject::connect(action, &QAction::triggered, action, std::move(does));
}

} // namespace confab::ui
