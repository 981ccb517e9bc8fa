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
    , m_name(new FormField(tr("Your name"), m_nameEdit, this))
    , m_password(new FormField(tr("Password"), m_passwordEdit, this))
    , m_hint(new TextLabel({}, TextStyle::Small, u"textMuted"_s, this))
{
    m_nameEdit->setObjectName(prefix + u".name"_s);
    m_nameEdit->setMaxLength(64);
    m_passwordEdit->setNames(prefix + u".password"_s);
    m_hint->setObjectName(prefix + u".hint"_s);
    m_hint->setWordWrap(true);

    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(8);
    setNarrow(false);
    setStanding(Standing::Unknown);

    connect(m_nameEdit, &QLineEdit::textEdited, this, &AccountFields::nameEdited);
    for (FormField *field : {m_name, m_password}) {
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

void AccountFields::setStanding(Standing standing)
{
    switch (standing) {
    case Standing::Unknown:
        m_hint->setText(tr("New there? Choose both, the password with at least 10 characters. Been there before? Use "
                           "the same ones."));
        break;
    case Standing::New:
        m_hint->setText(tr("Choose both, the password with at least 10 characters."));
        break;
    case Standing::HasAccount:
        m_hint->clear();
        break;
    }
    m_hint->setVisible(!m_hint->text().isEmpty());
}

void AccountFields::setName(const QString &name)
{
    m_nameEdit->setText(name);
}

void AccountFields::clearPassword()
{
    m_passwordEdit->clear();
}

void AccountFields::setPasswordUsed(bool used)
{
    m_password->setEnabled(used);
    m_password->setToolTip(used ? QString() : plainTip(tr("A plain backend knows no passwords.")));
}

FormField *AccountFields::field(EntryField field) const
{
    switch (field) {
    case EntryField::Name:
        return m_name;
    case EntryField::Password:
        return m_password;
    default:
        return nullptr;
    }
}

void AccountFields::clearErrors()
{
    for (FormField *field : {m_name, m_password})
        field->setError({});
}

void AccountFields::setNarrow(bool narrow)
{
    for (QWidget *widget : std::initializer_list<QWidget *>{m_name, m_password, m_hint})
        m_grid->removeWidget(widget);
    if (narrow) {
        m_hint->setContentsMargins(0, 0, 0, 0);
        m_grid->addWidget(m_name, 0, 0);
        m_grid->addWidget(m_password, 1, 0);
        m_grid->addWidget(m_hint, 2, 0);
    } else {
        m_grid->addWidget(m_name, 0, 0, Qt::AlignTop);
        m_grid->addWidget(m_password, 0, 1, Qt::AlignTop);
        // Beside the fields, not beside their labels.
        m_hint->setContentsMargins(0, 4, 0, 0);
        m_grid->addWidget(m_hint, 0, 2, Qt::AlignTop);
    }
    for (int column = 0; column < 3; ++column)
        m_grid->setColumnStretch(column, narrow ? (column == 0 ? 1 : 0) : 1);
    for (FormField *field : {m_name, m_password})
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
