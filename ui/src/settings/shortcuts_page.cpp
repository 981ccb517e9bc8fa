// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/shortcuts_page.h"

#include "common/box.h"
#include "common/look.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

ShortcutsPage::ShortcutsPage(const QList<Shortcut> &shortcuts, QWidget *parent)
    : PageFrame(u"shortcuts"_s, u"keyboard"_s, tr("Keyboard shortcuts"), parent)
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    auto *rows = new RowsBox;
    for (const Shortcut &shortcut : shortcuts) {
        QStringList keys;
        for (const QKeySequence &key : shortcut.keys)
            keys << key.toString(QKeySequence::NativeText);
        // Keys read left to right in every language.
        auto *words =
            new TextLabel(QChar(0x2066) + keys.join(u"  "_s) + QChar(0x2069), TextStyle::Small, u"textMuted"_s);
        auto *row = new FactRow(shortcut.words, {}, words);
        row->setMinimumHeight(40);
        rows->addRow(row);
    }
    column->addWidget(rows);
    column->addStretch(1);
    setContent(content, 656);
}

} // namespace confab::ui
