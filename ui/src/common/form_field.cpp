// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/form_field.h"

#include "common/look.h"

#include <QAction>
#include <QEvent>
#include <QLineEdit>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

FormField::FormField(const QString &label, QLineEdit *edit, QWidget *parent)
    : QWidget(parent)
    , m_edit(edit)
    , m_error(new TextLabel({}, TextStyle::Small, u"danger"_s, this))
{
    auto *title = new TextLabel(label, TextStyle::Label, u"text"_s, this);
    title->setBuddy(edit);
    edit->setAccessibleName(label);
    edit->setFixedHeight(36);
    m_error->setWordWrap(true);
    m_error->setContentsMargins(0, 4, 0, 0);
    m_error->hide();

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(title);
    column->addSpacing(4);
    column->addWidget(edit);
    column->addWidget(m_error);
}

QString FormField::error() const
{
    return m_error->text();
}

void FormField::setError(const QString &sentence)
{
    if (m_error->text() == sentence)
        return;
    m_error->setText(sentence);
    m_error->setObjectName(m_edit->objectName() + u".error"_s);
    m_error->setVisible(!sentence.isEmpty());
    m_edit->setAccessibleDescription(sentence);
    m_edit->setProperty("problem", !sentence.isEmpty());
    m_edit->style()->unpolish(m_edit);
    m_edit->style()->polish(m_edit);
}

void FormField::setIcon(const QString &icon)
{
    m_edit->addAction(themedIcon(icon, u"textMuted"_s), QLineEdit::LeadingPosition);
}

} // namespace confab::ui
