// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/ui/first_run/join_flow.h>

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace confab::ui
{

class AccountFields;
class FormField;
class SegmentedChoice;
class ServerCard;

// *Join a chat*: the address, then what the server answered and wants. Reads name and password from `account` and
// writes errors under them.
class JoinBox : public QWidget
{
    Q_OBJECT

public:
    enum class Kind {
        FirstContact, // with an address field
        KnownServer,  // the flow was attached to a client; no address to type
    };
    JoinBox(JoinFlow &flow, AccountFields &account, Kind kind, const QString &prefix, QWidget *parent = nullptr);

    // Filled button, or an outlined one while another choice is the active one.
    void setActive(bool active);
    void setAddress(const QString &address);
    void chooseAccount(bool hasOne);
    void submit();

private:
    void readStep();
    void showError(const EntryError &error);
    void tell(const QString &sentence);
    void clearErrors();
    void enterAsGuest();
    [[nodiscard]] bool isNew() const;
    void retitle();

    JoinFlow &m_flow;
    AccountFields &m_account;
    Kind m_kind;
    bool m_active = true;
    FormField *m_address = nullptr;
    QCheckBox *m_aws = nullptr;
    QLabel *m_hint;
    ServerCard *m_server;
    SegmentedChoice *m_who;
    FormField *m_invite;
    FormField *m_display;
    QLabel *m_error;
    QPushButton *m_go;
    QPushButton *m_guest;
};

} // namespace confab::ui
