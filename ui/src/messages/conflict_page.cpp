// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/conflict_page.h"

#include "common/box.h"
#include "common/look.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

QWidget *side(const QString &name, const QString &title, const QString &text, QPushButton *keep)
{
    auto *box = new Box;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(16, 14, 16, 16);
    column->setSpacing(8);
    column->addWidget(new TextLabel(title, TextStyle::Label, u"textMuted"_s));
    // As it was typed, to be read and copied.
    auto *field = new QPlainTextEdit(text);
    field->setObjectName(name);
    field->setAccessibleName(title);
    field->setReadOnly(true);
    field->setTabChangesFocus(true);
    column->addWidget(field, 1);
    column->addWidget(keep, 0, Qt::AlignLeading);
    return box;
}

} // namespace

ConflictPage::ConflictPage(const client::MessageRow &row, QWidget *parent)
    : PageFrame(u"conflict"_s, u"edit"_s, tr("Edited twice"), parent)
{
    auto *theirs = new QPushButton(tr("Keep what stands there"));
    theirs->setObjectName(u"conflict.keepTheirs"_s);
    theirs->setAccessibleName(theirs->text());
    setButtonKind(theirs, ButtonKind::Plain);
    auto *mine = new QPushButton(tr("Use mine"));
    mine->setObjectName(u"conflict.useMine"_s);
    mine->setAccessibleName(mine->text());
    setButtonKind(mine, ButtonKind::Primary);
    auto *words = new TextLabel(
        tr("This message was edited elsewhere while you edited it. Nothing is lost: choose which text is to stay."),
        TextStyle::Body, u"text"_s);
    words->setWordWrap(true);

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(words);
    auto *sides = new QHBoxLayout;
    sides->setSpacing(16);
    sides->addWidget(side(u"conflict.theirs"_s, tr("What stands there now"), row.text, theirs));
    sides->addWidget(side(u"conflict.mine"_s, tr("What you wrote"), row.ownText, mine));
    column->addLayout(sides, 1);
    setFixedContent(content, 880);
    setFocusProxy(mine);
    connect(theirs, &QPushButton::clicked, this, [this] { Q_EMIT decided(false); });
    connect(mine, &QPushButton::clicked, this, [this] { Q_EMIT decided(true); });
}

} // namespace confab::ui
