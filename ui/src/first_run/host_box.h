// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/ui/first_run/host_flow.h>

#include <QWidget>

class QButtonGroup;
class QLabel;
class QPushButton;

namespace confab::ui
{

class AccountFields;
class FormField;

// *Host a chat*: a name, who may join, go.
class HostBox : public QWidget
{
    Q_OBJECT

public:
    HostBox(HostFlow &flow, AccountFields &account, QWidget *parent = nullptr);

    void setActive(bool active);
    // Until the person writes a name of their own, the chat is "Mira's chat".
    void proposeName(const QString &owner);
    void submit();

private:
    void readStep();
    void tell(const QString &sentence, const QString &details);
    void showError(const EntryError &error, const QString &details);

    HostFlow &m_flow;
    AccountFields &m_account;
    FormField *m_name;
    QButtonGroup *m_who;
    QLabel *m_error;
    QPushButton *m_go;
};

} // namespace confab::ui
