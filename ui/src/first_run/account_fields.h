// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/ui/first_run/account_words.h>

#include <QWidget>

class QGridLayout;
class QLineEdit;

namespace confab::ui
{

class FormField;
class PasswordEdit;
class TextLabel;

// *You*: name and password.
class AccountFields : public QWidget
{
    Q_OBJECT

public:
    // What the words beside the fields are about.
    enum class Standing {
        Unknown,    // no server has been asked yet
        New,        // signing up
        HasAccount, // signing in: nothing to explain
    };
    explicit AccountFields(const QString &prefix, QWidget *parent = nullptr);

    [[nodiscard]] QString name() const;
    [[nodiscard]] QString password() const;
    void setStanding(Standing standing);
    void setName(const QString &name);
    void clearPassword();
    // False: greyed, as there are no passwords where one goes.
    void setPasswordUsed(bool used);

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
    FormField *m_name;
    FormField *m_password;
    TextLabel *m_hint;
};

} // namespace confab::ui
