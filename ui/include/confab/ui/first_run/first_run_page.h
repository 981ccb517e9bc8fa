// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;
class QLabel;
class QPushButton;
class QSpacerItem;

namespace confab::ui
{

class AccountFields;
class Box;
class HostBox;
class HostFlow;
class JoinBox;
class JoinFlow;
class SegmentedChoice;

// From nothing to a chat: who one is, and two choices. Also the page that adds one more server.
class FirstRunPage : public QWidget
{
    Q_OBJECT

public:
    // Both flows outlive the page; no `host`: this program cannot host, only *Join a chat* is shown.
    FirstRunPage(JoinFlow &join, HostFlow *host, QWidget *parent = nullptr);
    ~FirstRunPage() override;

    // With a way back, because a chat is there already.
    void setBackShown(bool shown);
    void setName(const QString &name);
    void setAddress(const QString &address);
    // Clears what was typed but the name.
    void reset();
    enum class Choice { Join, Host };
    void choose(Choice choice);

Q_SIGNALS:
    void backWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void layOut();
    void watchFocus(QWidget *choice);

    JoinFlow &m_join;
    AccountFields *m_account;
    Box *m_joinFrame;
    Box *m_hostFrame = nullptr;
    JoinBox *m_joinBox;
    HostBox *m_hostBox = nullptr;
    SegmentedChoice *m_tabs = nullptr;
    QSpacerItem *m_underTabs = nullptr;
    QWidget *m_column;
    QPushButton *m_back;
    Choice m_choice = Choice::Join;
    bool m_narrow = false;
};

} // namespace confab::ui
