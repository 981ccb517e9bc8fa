// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace confab::ui
{

class IconButton;

// A password field with an eye that shows what was typed; the eye is reached by Tab.
class PasswordEdit : public QLineEdit
{
    Q_OBJECT

public:
    explicit PasswordEdit(QWidget *parent = nullptr);

    // Object names of the field, and with ".eye" behind it of the button.
    void setNames(const QString &name);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();

    IconButton *m_eye;
};

} // namespace confab::ui
