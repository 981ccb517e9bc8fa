// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace confab::ui
{

// A label over a field, and under it what is wrong with it. The error is also the field's accessible description.
class FormField : public QWidget
{
    Q_OBJECT

public:
    // Takes `edit`; its accessible name is the label.
    FormField(const QString &label, QLineEdit *edit, QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit *edit() const { return m_edit; }
    [[nodiscard]] QString error() const;
    void setError(const QString &sentence);
    // At the leading edge inside the field.
    void setIcon(const QString &icon);

private:
    QLineEdit *m_edit;
    QLabel *m_error;
};

} // namespace confab::ui
