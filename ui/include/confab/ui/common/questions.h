// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace confab::ui
{

// A question before something that cannot be taken back.
struct Question {
    QString name; // the dialog's objectName
    QString title;
    QString text; // plain text
    QString yes;  // the word on the button that does it
    bool destroys = true;
};

// Who asks the person. The program asks with a dialog; tests answer by themselves.
class Questions
{
public:
    virtual ~Questions() = default;
    // Calls `agreed` later, or never where the person says no. `over` is the window that asks.
    virtual void ask(QWidget *over, const Question &question, std::function<void()> agreed) = 0;
};

// Asks with a window-modal message box, without blocking.
class DialogQuestions : public Questions
{
public:
    void ask(QWidget *over, const Question &question, std::function<void()> agreed) override;
};

} // namespace confab::ui
