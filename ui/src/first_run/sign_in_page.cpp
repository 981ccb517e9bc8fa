// SPDX-License-Identifier: GPL-3.0-or-later
#include "first_run/sign_in_page.h"

#include "common/box.h"
#include "common/look.h"
#include "common/scroll.h"
#include "common/words.h"
#include "first_run/account_fields.h"
#include "first_run/join_box.h"
#include "settings/settings_page.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr int pageWidth = 560;
}

SignInPage::SignInPage(client::Workspace &workspace, Questions &questions, QWidget *parent)
    : QWidget(parent)
    , m_flow(workspace)
    , m_title(new TextLabel({}, TextStyle::PageTitle, u"text"_s))
    , m_words(new TextLabel({}, TextStyle::Body, u"textMuted"_s))
    , m_account(new AccountFields(u"signIn"_s))
    , m_box(new JoinBox(m_flow, *m_account, JoinBox::Kind::KnownServer, u"signIn"_s))
{
    setObjectName(u"signIn"_s);
    m_title->setObjectName(u"signIn.title"_s);
    m_title->setWordWrap(true);
    m_words->setObjectName(u"signIn.words"_s);
    m_words->setWordWrap(true);
    auto *canvas = new QWidget;
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scrolled(canvas));
    auto *centred = new QHBoxLayout(canvas);
    centred->setContentsMargins(16, 0, 16, 0);
    auto *columnWidget = new QWidget;
    columnWidget->setMaximumWidth(pageWidth);
    centred->addStretch(1);
    centred->addWidget(columnWidget, 1000);
    centred->addStretch(1);
    auto *column = new QVBoxLayout(columnWidget);
    column->setContentsMargins(0, 52, 0, 20);
    column->setSpacing(0);

    auto *head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(new AppMark(48), 0, Qt::AlignTop);
    auto *titles = new QVBoxLayout;
    titles->setSpacing(0);
    titles->addWidget(m_title);
    titles->addWidget(m_words);
    head->addLayout(titles, 1);
    column->addLayout(head);
    column->addSpacing(24);

    auto *frame = new Box;
    auto *inside = new QVBoxLayout(frame);
    inside->setContentsMargins(20, 20, 20, 20);
    inside->setSpacing(16);
    m_account->setNarrow(true);
    inside->addWidget(m_account);
    inside->addWidget(m_box);
    column->addWidget(frame);
    column->addSpacing(12);

    auto *others = new QHBoxLayout;
    const auto link = [others](const QString &name, const QString &words) {
        auto *button = new QPushButton(words);
        button->setObjectName(name);
        button->setAccessibleName(words);
        setButtonKind(button, ButtonKind::Link);
        others->addWidget(button);
        return button;
    };
    auto *add = link(u"signIn.add"_s, tr("Another server"));
    auto *forget = link(u"signIn.forget"_s, tr("Forget this server"));
    others->addStretch(1);
    column->addLayout(others);
    column->addStretch(1);
    m_box->setActive(true);

    connect(add, &QPushButton::clicked, this, &SignInPage::addServerWanted);
    connect(forget, &QPushButton::clicked, this, [this, &workspace, &questions] {
        if (m_client)
            askForget(workspace, *m_client, questions, window());
    });
    connect(m_account, &AccountFields::submitted, m_box, &JoinBox::submit);
    connect(&m_flow, &JoinFlow::stepChanged, this, &SignInPage::retitle);
}

SignInPage::~SignInPage() = default;

void SignInPage::setClient(client::ChatClient *client)
{
    if (m_client == client)
        return;
    m_client = client;
    m_account->clearPassword();
    m_account->clearErrors();
    if (!client) {
        m_flow.cancel();
        return;
    }
    m_account->setName(client->profile().guest ? QString() : client->profile().username);
    m_box->chooseAccount(true);
    m_flow.attach(*client);
    retitle();
    m_account->focusFirstEmpty();
}

void SignInPage::retitle()
{
    if (!m_client)
        return;
    const client::Profile &profile = m_client->profile();
    m_title->setText(tr("Sign in to %1").arg(profile.shownName()));
    m_words->setText(shownAddress(profile.url));
}

void SignInPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_account->focusFirstEmpty();
}

} // namespace confab::ui
