// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/page_frame.h"

#include <confab/client/host_controller.h>

#include <QTimer>

#include <functional>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace confab::ui
{

class Box;
class Questions;
class RowsBox;
class TextLabel;

// What this computer hosts: since when, how others get in, who is here; or the offer to begin.
class HostPage : public PageFrame
{
    Q_OBJECT

public:
    // `now` in UTC. `host` and `questions` outlive the page.
    HostPage(client::HostController &host, Questions &questions, std::function<QDateTime()> now,
             QWidget *parent = nullptr);

Q_SIGNALS:
    // Hosting for the first time needs a name and a password: the form of the first run.
    void firstHostingWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeOn();
    [[nodiscard]] QWidget *makeOff();
    void readState();
    void readPeople();
    void readInvite();
    void tellSince();
    void copyInvite();
    void askToStop();
    void startHosting();

    client::HostController &m_host;
    Questions &m_questions;
    std::function<QDateTime()> m_now;
    QTimer m_tick;
    QStackedWidget *m_stack;
    QPushButton *m_stop;
    TextLabel *m_on;
    // while on
    QBoxLayout *m_top = nullptr;
    Box *m_hereBox = nullptr;
    TextLabel *m_inviteTitle = nullptr;
    TextLabel *m_inviteHint = nullptr;
    QVBoxLayout *m_addresses = nullptr;
    QWidget *m_codeArea = nullptr;
    QLineEdit *m_code = nullptr;
    QPushButton *m_copy = nullptr;
    TextLabel *m_hereCount = nullptr;
    QVBoxLayout *m_here = nullptr;
    TextLabel *m_access = nullptr;
    TextLabel *m_address = nullptr;
    QLabel *m_notice = nullptr;
    // while off
    QPushButton *m_start = nullptr;
    QLabel *m_error = nullptr;
    QLabel *m_errorDetails = nullptr;
    QPushButton *m_details = nullptr;
};

// What to send to a friend: addresses and code, as text.
[[nodiscard]] QString inviteText(const client::HostController &host);

} // namespace confab::ui
