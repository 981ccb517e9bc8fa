// SPDX-License-Identifier: GPL-3.0-or-later
#include "first_run/account_fields.h"

#include "common/form_field.h"
#include "common/look.h"
#include "common/password_edit.h"

#include <QGridLayout>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace confab::ui
{

AccountFields::AccountFields(const QString &prefix, QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
    , m_nameEdit(new QLineEdit)
    , m_passwordEdit(new PasswordEdit)
    , m_displayEdit(new QLineEdit)
    , m_name(new FormField(tr("Your name"), m_nameEdit, this))
    , m_password(new FormField(tr("Password"), m_passwordEdit, this))
    , m_display(new FormField(tr("Shown as (optional)"), m_displayEdit, this))
    , m_hint(
          new TextLabel(tr("New there? Choose both, the password with at least 10 characters. Been there before? Use "
                           "the same ones."),
                        TextStyle::Small, u"textMuted"_s, this))
{
    m_nameEdit->setObjectName(prefix + u".name"_s);
    m_nameEdit->setMaxLength(64);
    m_passwordEdit->setNames(prefix + u".password"_s);
    m_displayEdit->setObjectName(prefix + u".displayName"_s);
    m_displayEdit->setMaxLength(64);
    m_hint->setWordWrap(true);

    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(8);
    setNarrow(false);

    connect(m_nameEdit, &QLineEdit::textEdited, this, &AccountFields::nameEdited);
    for (FormField *field : {m_name, m_password, m_display}) {
        connect(field->edit(), &QLineEdit::textEdited, field, [field] { field->setError({}); });
        connect(field->edit(), &QLineEdit::returnPressed, this, &AccountFields::submitted);
    }
}

QString AccountFields::name() const
{
    return m_nameEdit->text().trimmed();
}

QString AccountFields::password() const
{
    return m_passwordEdit->text();
}

QString AccountFields::displayName() const
{
    return m_displayEdit->text().trimmed();
}

void AccountFields::setName(const QString &name)
{
    m_nameEdit->setText(name);
}

void AccountFields::clearPassword()
{
    m_passwordEdit->clear();
}

FormField *AccountFields::field(EntryField field) const
{
    switch (field) {
    case EntryField::Name:
        return m_name;
    case EntryField::Password:
        return m_password;
    case EntryField::DisplayName:
        return m_display;
    default:
        return nullptr;
    }
}

void AccountFields::clearErrors()
{
    for (FormField *field : {m_name, m_password, m_display})
        field->setError({});
}

void AccountFields::setNarrow(bool narrow)
{
    for (QWidget *widget : std::initializer_list<QWidget *>{m_name, m_password, m_display, m_hint})
        m_grid->removeWidget(widget);
    if (narrow) {
        m_grid->addWidget(m_name, 0, 0);
        m_grid->addWidget(m_password, 1, 0);
        m_grid->addWidget(m_display, 2, 0);
        m_grid->addWidget(m_hint, 3, 0);
    } else {
        m_grid->addWidget(m_name, 0, 0, Qt::AlignTop);
        m_grid->addWidget(m_password, 0, 1, Qt::AlignTop);
        m_grid->addWidget(m_display, 0, 2, Qt::AlignTop);
        m_grid->addWidget(m_hint, 1, 0, 1, 3);
    }
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, narrow ? (column == 0 ? 1 : 0) : 1);
    for (FormField *field : {m_name, m_password, m_display})
        field->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void AccountFields::focusFirstEmpty()
{
    for (FormField *field : {m_name, m_password}) {
        if (field->edit()->text().isEmpty()) {
            field->edit()->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

} // namespace confab::ui
