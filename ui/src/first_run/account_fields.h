// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/ui/first_run/account_words.h>

#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;

namespace confab::ui
{

class FormField;
class PasswordEdit;

// *You*: name, password, and how one wants to be shown.
class AccountFields : public QWidget
{
    Q_OBJECT

public:
    explicit AccountFields(const QString &prefix, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const;
    [[nodiscard]] QString password() const;
    [[nodiscard]] QString displayName() const;
    void setName(const QString &name);
    void clearPassword();

    // The field an error belongs under; nothing where it is not one of these.
    [[nodiscard]] FormField *field(EntryField field) const;
    void clearErrors();
    // One column where there is little room.
    void setNarrow(bool narrow);
    void focusFirstEmpty();

Q_SIGNALS:
    void nameEdited(const QString &name);
    void submitted(); // Enter in one of the fields

private:
    QGridLayout *m_grid;
    QLineEdit *m_nameEdit;
    PasswordEdit *m_passwordEdit;
    QLineEdit *m_displayEdit;
    FormField *m_name;
    FormField *m_password;
    FormField *m_display;
    QLabel *m_hint;
};

} // namespace confab::ui
