// SPDX-License-Identifier: GPL-3.0-or-later
#include "first_run/host_box.h"

#include "common/form_field.h"
#include "common/look.h"
#include "first_run/account_fields.h"

#include <QButtonGroup>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
enum Who { WithInvite, OnNetwork, GuestsToo };
}

HostBox::HostBox(HostFlow &flow, AccountFields &account, QWidget *parent)
    : QWidget(parent)
    , m_flow(flow)
    , m_account(account)
    , m_name(new FormField(tr("Name of the chat"), new QLineEdit, this))
    , m_who(new QButtonGroup(this))
    , m_error(new TextLabel({}, TextStyle::Small, u"danger"_s, this))
    , m_go(new QPushButton(tr("Host this chat"), this))
{
    m_name->edit()->setObjectName(u"firstRun.host.chatName"_s);
    m_name->edit()->setMaxLength(64);
    m_error->setObjectName(u"firstRun.host.error"_s);
    m_error->setWordWrap(true);
    m_go->setObjectName(u"firstRun.host.start"_s);
    m_go->setAccessibleName(m_go->text());
    setButtonSize(m_go, ButtonSize::Large);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_name);
    column->addSpacing(12);
    column->addWidget(new TextLabel(tr("Who may join"), TextStyle::Label, u"text"_s, this));
    column->addSpacing(4);
    const auto choice = [&](Who who, const QString &name, const QString &title, const QString &hint) {
        auto *button = new QRadioButton(title, this);
        button->setObjectName(name);
        button->setAccessibleName(title);
        button->setAccessibleDescription(hint);
        auto *words = new TextLabel(hint, TextStyle::Small, u"textMuted"_s, this);
        words->setWordWrap(true);
        words->setContentsMargins(26, 0, 0, 0);
        m_who->addButton(button, who);
        column->addWidget(button);
        column->addWidget(words);
        column->addSpacing(10);
    };
    choice(WithInvite, u"firstRun.host.invite"_s, tr("People with an invite"), tr("You get a code to share."));
    choice(OnNetwork, u"firstRun.host.network"_s, tr("Anyone on this network"),
           tr("They sign up themselves; you can remove them."));
    choice(GuestsToo, u"firstRun.host.guests"_s, tr("Anyone, as a guest too"),
           tr("No account needed. Best for a workshop."));
    m_who->button(WithInvite)->setChecked(true);
    column->addStretch(1);
    column->addWidget(
        new HintLine(u"lock"_s,
                     tr("Runs while Confab is open. Encrypted on the way; whoever hosts the server can read "
                        "the messages."),
                     this));
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(0, 12, 0, 0);
    foot->setSpacing(12);
    foot->addWidget(m_error);
    foot->addWidget(m_go);
    column->addLayout(foot);
    m_error->hide();

    connect(m_go, &QPushButton::clicked, this, &HostBox::submit);
    connect(m_name->edit(), &QLineEdit::returnPressed, this, &HostBox::submit);
    connect(m_name->edit(), &QLineEdit::textEdited, this, [this] { m_name->setError({}); });
    connect(&m_flow, &HostFlow::stepChanged, this, &HostBox::readStep);
    connect(&m_flow, &HostFlow::failed, this, &HostBox::showError);
    proposeName({});
    readStep();
}

void HostBox::setActive(bool active)
{
    setButtonKind(m_go, active ? ButtonKind::Primary : ButtonKind::Plain);
}

void HostBox::proposeName(const QString &owner)
{
    if (m_name->edit()->isModified())
        return;
    m_name->edit()->setText(owner.isEmpty() ? tr("Our chat") : tr("%1’s chat").arg(owner));
    m_name->edit()->setModified(false);
}

void HostBox::submit()
{
    tell({}, {});
    m_name->setError({});
    m_account.clearErrors();
    client::HostRequest request;
    request.chatName = m_name->edit()->text().trimmed();
    request.username = m_account.name();
    request.password = m_account.password();
    request.access = m_who->checkedId() == GuestsToo ? protocol::Access::Open : protocol::Access::Invite;
    request.signUpNeedsInvite = m_who->checkedId() == WithInvite;
    m_flow.start(request);
}

void HostBox::readStep()
{
    const bool form = m_flow.step() == HostFlow::Step::Form;
    m_go->setEnabled(form);
    m_go->setText(form ? tr("Host this chat") : tr("Starting…"));
    m_go->setAccessibleName(m_go->text());
}

void HostBox::tell(const QString &sentence, const QString &details)
{
    m_error->setText(sentence);
    m_error->setToolTip(plainTip(details));
    m_error->setVisible(!sentence.isEmpty());
}

void HostBox::showError(const EntryError &error, const QString &details)
{
    FormField *field = error.field == EntryField::ChatName ? m_name : m_account.field(error.field);
    if (!field)
        return tell(error.sentence, details);
    field->setError(error.sentence);
    field->edit()->setFocus(Qt::OtherFocusReason);
}

} // namespace confab::ui
