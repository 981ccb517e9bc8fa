// SPDX-License-Identifier: GPL-3.0-or-later
#include "first_run/join_box.h"

#include "common/form_field.h"
#include "common/look.h"
#include "common/segmented_choice.h"
#include "first_run/account_fields.h"
#include "first_run/server_card.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

using Step = JoinFlow::Step;

JoinBox::JoinBox(JoinFlow &flow, AccountFields &account, Kind kind, const QString &prefix, QWidget *parent)
    : QWidget(parent)
    , m_flow(flow)
    , m_account(account)
    , m_kind(kind)
    , m_hint(new TextLabel({}, TextStyle::Small, u"textMuted"_s, this))
    , m_server(new ServerCard(this))
    , m_who(new SegmentedChoice({tr("I am new here"), tr("I have an account")}, this))
    , m_invite(new FormField(tr("Invite code"), new QLineEdit, this))
    , m_display(new FormField(tr("Shown as (optional)"), new QLineEdit, this))
    , m_error(new TextLabel({}, TextStyle::Small, u"danger"_s, this))
    , m_go(new QPushButton(this))
    , m_guest(new QPushButton(tr("Join as a guest"), this))
{
    m_hint->setWordWrap(true);
    m_hint->setText(
        tr("The host sees the address on their Host page. The server is asked first what it needs; your name "
           "and password leave only when you join."));
    setObjectName(prefix);
    m_server->setObjectName(prefix + u".server"_s);
    m_who->setNames(prefix + u".who"_s);
    m_who->setAccessibleName(tr("Are you new on this server?"));
    m_invite->edit()->setObjectName(prefix + u".invite"_s);
    m_invite->edit()->setPlaceholderText(tr("From the person who invited you"));
    m_display->edit()->setObjectName(prefix + u".displayName"_s);
    m_display->edit()->setMaxLength(64);
    m_error->setObjectName(prefix + u".error"_s);
    m_error->setWordWrap(true);
    m_error->hide();
    m_go->setObjectName(prefix + u".go"_s);
    setButtonSize(m_go, ButtonSize::Large);
    m_guest->setObjectName(prefix + u".guest"_s);
    m_guest->setAccessibleName(m_guest->text());
    setButtonKind(m_guest, ButtonKind::Plain);
    setButtonSize(m_guest, ButtonSize::Large);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    // Distances belong to what is shown: a hidden part takes none.
    auto *top = new QVBoxLayout;
    top->setSpacing(12);
    for (QWidget *part : std::initializer_list<QWidget *>{m_hint, m_server, m_who, m_invite, m_display})
        top->addWidget(part);
    auto *foot = new QVBoxLayout;
    foot->setSpacing(12);
    column->addLayout(top);
    column->addSpacing(16);
    column->addStretch(1);
    column->addLayout(foot);
    if (kind == Kind::FirstContact) {
        m_address = new FormField(tr("Address"), new QLineEdit, this);
        m_address->edit()->setObjectName(prefix + u".address"_s);
        m_address->edit()->setPlaceholderText(tr("192.168.1.24, chat.example.org or wss://…"));
        m_address->setIcon(u"link"_s);
        foot->addWidget(m_address);
        m_aws = new QCheckBox(tr("An AWS backend, even a plain one"), this);
        m_aws->setObjectName(prefix + u".aws"_s);
        m_aws->setAccessibleName(m_aws->text());
        m_aws->setToolTip(
            plainTip(tr("Behind Amazon API Gateway. Where it does not speak Confab's protocol you chat in "
                        "bare texts: nobody can tell who wrote one.")));
        foot->addWidget(m_aws);
        connect(m_address->edit(), &QLineEdit::textEdited, this, [this] {
            m_address->setError({});
            m_flow.cancel();
        });
        connect(m_address->edit(), &QLineEdit::returnPressed, this, &JoinBox::submit);
    }
    foot->addWidget(m_error);
    foot->addWidget(m_go);
    foot->addWidget(m_guest);

    connect(m_go, &QPushButton::clicked, this, &JoinBox::submit);
    connect(m_guest, &QPushButton::clicked, this, &JoinBox::enterAsGuest);
    for (FormField *field : {m_invite, m_display}) {
        connect(field->edit(), &QLineEdit::returnPressed, this, &JoinBox::submit);
        connect(field->edit(), &QLineEdit::textEdited, field, [field] { field->setError({}); });
    }
    connect(m_who, &SegmentedChoice::currentChanged, this, &JoinBox::readStep);
    connect(&m_flow, &JoinFlow::stepChanged, this, &JoinBox::readStep);
    connect(&m_flow, &JoinFlow::failed, this, &JoinBox::showError);
    readStep();
}

void JoinBox::setActive(bool active)
{
    m_active = active;
    setButtonKind(m_go, active ? ButtonKind::Primary : ButtonKind::Plain);
}

void JoinBox::setAddress(const QString &address)
{
    if (!m_address)
        return;
    m_address->edit()->setText(address);
    m_aws->setChecked(false);
}

void JoinBox::chooseAccount(bool hasOne)
{
    m_who->setCurrent(hasOne ? 1 : 0);
}

void JoinBox::submit()
{
    clearErrors();
    if (m_flow.step() == Step::Address && m_address)
        m_flow.contact(m_address->edit()->text(), m_aws->isChecked());
    else if (m_flow.step() == Step::Account && m_flow.isPlain())
        m_flow.enterAsGuest(m_account.name());
    else if (m_flow.step() == Step::Account && isNew())
        m_flow.signUp(m_account.name(), m_account.password(), m_display->edit()->text().trimmed(),
                      m_invite->edit()->text().trimmed());
    else if (m_flow.step() == Step::Account)
        m_flow.signIn(m_account.name(), m_account.password());
}

void JoinBox::enterAsGuest()
{
    clearErrors();
    m_flow.enterAsGuest(m_account.name());
}

bool JoinBox::isNew() const
{
    return m_flow.signUpPossible() && m_who->current() == 0;
}

void JoinBox::readStep()
{
    const Step step = m_flow.step();
    const bool known = step == Step::Account || step == Step::Entering;
    const bool busy = step == Step::Contacting || step == Step::Entering;
    if (known)
        tell({});
    m_hint->setVisible(!known && m_kind == Kind::FirstContact);
    // A known server is named by the page's title, and what one can do there stands from the start: nothing jumps.
    m_server->setVisible(known && m_kind == Kind::FirstContact);
    m_who->setVisible((known || m_kind == Kind::KnownServer) && m_flow.signUpPossible());
    m_invite->setVisible(known && isNew() && m_flow.inviteNeeded());
    m_display->setVisible(known && isNew());
    const bool isPlain = known && m_flow.isPlain();
    m_guest->setVisible(known && m_flow.guestsWelcome() && !isPlain);
    m_account.setPasswordUsed(!isPlain);
    if (m_aws)
        m_aws->setVisible(!known);
    if (known)
        m_account.setStanding(isNew() ? AccountFields::Standing::New : AccountFields::Standing::HasAccount);
    else
        m_account.setStanding(m_kind == Kind::KnownServer ? AccountFields::Standing::HasAccount
                                                          : AccountFields::Standing::Unknown);
    if (known)
        m_server->show(m_flow.welcome(), m_flow.url());
    // Still focusable while it works: focus must not jump away from under the person.
    m_go->setEnabled(!busy && step != Step::Done);
    m_guest->setEnabled(step == Step::Account);
    retitle();
}

void JoinBox::retitle()
{
    const QString server = m_flow.welcome().server.name;
    switch (m_flow.step()) {
    case Step::Address:
        m_go->setText(tr("Continue"));
        break;
    case Step::Contacting:
        m_go->setText(tr("Asking the server…"));
        break;
    case Step::Account:
    case Step::Done:
        if (m_kind == Kind::KnownServer)
            m_go->setText(isNew() ? tr("Sign up") : tr("Sign in"));
        else
            m_go->setText(server.size() > 24 ? tr("Join") : tr("Join %1").arg(server));
        break;
    case Step::Entering:
        m_go->setText(tr("Joining…"));
        break;
    }
    m_go->setAccessibleName(m_go->text());
}

void JoinBox::showError(const EntryError &error)
{
    FormField *field = m_account.field(error.field);
    if (error.field == EntryField::Address && m_address)
        field = m_address;
    else if (error.field == EntryField::Invite && m_invite->isVisibleTo(this))
        field = m_invite;
    else if (error.field == EntryField::DisplayName && m_display->isVisibleTo(this))
        field = m_display;
    if (!field)
        return tell(error.sentence);
    field->setError(error.sentence);
    field->edit()->setFocus(Qt::OtherFocusReason);
}

void JoinBox::tell(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
}

void JoinBox::clearErrors()
{
    tell({});
    m_invite->setError({});
    m_display->setError({});
    if (m_address)
        m_address->setError({});
    m_account.clearErrors();
}

} // namespace confab::ui
