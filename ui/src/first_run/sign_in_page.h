// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/ui/first_run/join_flow.h>

#include <QPointer>
#include <QWidget>

namespace confab::ui
{

class AccountFields;
class JoinBox;
class Questions;
class TextLabel;

// A remembered server where nobody is signed in any more: the same form as the first run's, for this server.
class SignInPage : public QWidget
{
    Q_OBJECT

public:
    SignInPage(client::Workspace &workspace, Questions &questions, QWidget *parent = nullptr);
    ~SignInPage() override;

    // Null lets the last one go.
    void setClient(client::ChatClient *client);

Q_SIGNALS:
    void addServerWanted();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void retitle();

    QPointer<client::ChatClient> m_client;
    JoinFlow m_flow;
    TextLabel *m_title;
    TextLabel *m_words;
    AccountFields *m_account;
    JoinBox *m_box;
};

} // namespace confab::ui
