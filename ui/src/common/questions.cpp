// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/common/questions.h>

#include <confab/ui/widgets/buttons.h>

#include <QMessageBox>
#include <QPushButton>

namespace confab::ui
{

void DialogQuestions::ask(QWidget *over, const Question &question, std::function<void()> agreed)
{
    auto *box = new QMessageBox(over);
    box->setObjectName(question.name);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::NoIcon);
    box->setTextFormat(Qt::PlainText);
    box->setWindowTitle(question.title);
    box->setText(question.title);
    box->setInformativeText(question.text);
    auto *yes = box->addButton(question.yes, QMessageBox::AcceptRole);
    yes->setObjectName(question.name + QStringLiteral(".yes"));
    setButtonKind(yes, question.destroys ? ButtonKind::Danger : ButtonKind::Primary);
    auto *no = box->addButton(QMessageBox::Cancel);
    no->setObjectName(question.name + QStringLiteral(".no"));
    box->setDefaultButton(question.destroys ? no : yes);
    box->setEscapeButton(no);
    QObject::connect(box, &QMessageBox::buttonClicked, box, [yes, agreed](QAbstractButton *clicked) {
        if (clicked == yes)
            agreed();
    });
    box->open();
}

} // namespace confab::ui
