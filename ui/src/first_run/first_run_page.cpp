// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/first_run/first_run_page.h>

#include "common/box.h"
#include "common/look.h"
#include "common/scroll.h"
#include "common/segmented_choice.h"
#include "first_run/account_fields.h"
#include "first_run/host_box.h"
#include "first_run/join_box.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
// DESIGN: First run.
constexpr int pageWidth = 920;
constexpr int narrowBelow = 760;
constexpr int hostWidth = 412;
constexpr int boxHeight = 476;
} // namespace

FirstRunPage::FirstRunPage(JoinFlow &join, HostFlow *host, QWidget *parent)
    : QWidget(parent)
    , m_join(join)
    , m_account(new AccountFields(u"firstRun"_s))
    , m_joinFrame(new Box)
    , m_joinBox(new JoinBox(join, *m_account, JoinBox::Kind::FirstContact, u"firstRun.join"_s))
    , m_column(new QWidget)
    , m_back(new QPushButton(tr("Back to the chat")))
{
    setObjectName(u"firstRun"_s);
    auto *canvas = new QWidget;
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scrolled(canvas));
    auto *centred = new QHBoxLayout(canvas);
    centred->setContentsMargins(16, 0, 16, 0);
    centred->addStretch(1);
    m_column->setMaximumWidth(pageWidth);
    centred->addWidget(m_column, 1000);
    centred->addStretch(1);

    auto *column = new QVBoxLayout(m_column);
    column->setContentsMargins(0, 52, 0, 14);
    column->setSpacing(0);

    auto *head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(new AppMark(48));
    auto *titles = new QVBoxLayout;
    titles->setSpacing(0);
    titles->addWidget(new TextLabel(tr("Welcome to Confab"), TextStyle::PageTitle, u"text"_s));
    titles->addWidget(
        new TextLabel(host ? tr("Join a chat on this network, or host one on this computer.") : tr("Join a chat."),
                      TextStyle::Body, u"textMuted"_s));
    head->addLayout(titles, 1);
    m_back->setObjectName(u"firstRun.back"_s);
    m_back->setAccessibleName(m_back->text());
    m_back->hide();
    head->addWidget(m_back, 0, Qt::AlignTop);
    column->addLayout(head);
    column->addSpacing(24);

    auto *you = new Box;
    auto *youLayout = new QVBoxLayout(you);
    youLayout->setContentsMargins(20, 16, 20, 12);
    youLayout->addWidget(m_account);
    column->addWidget(you);
    column->addSpacing(16);

    if (host) {
        m_tabs = new SegmentedChoice({tr("Join a chat"), tr("Host a chat")});
        m_tabs->setNames(u"firstRun.tabs"_s);
        m_tabs->setAccessibleName(tr("Join or host"));
        m_tabs->hide();
        column->addWidget(m_tabs);
        m_underTabs = new QSpacerItem(0, 0, QSizePolicy::Minimum, QSizePolicy::Fixed);
        column->addItem(m_underTabs);
    }

    const auto fill = [](Box *frame, const QString &icon, const QString &title, QWidget *content) {
        auto *inside = new QVBoxLayout(frame);
        inside->setContentsMargins(20, 20, 20, 20);
        inside->setSpacing(0);
        auto *line = new QHBoxLayout;
        line->setSpacing(12);
        line->addWidget(new IconLabel(icon, u"accent"_s, 24));
        line->addWidget(new TextLabel(title, TextStyle::Title, u"text"_s), 1);
        inside->addLayout(line);
        inside->addSpacing(12);
        inside->addWidget(content, 1);
    };
    auto *choices = new QHBoxLayout;
    choices->setSpacing(16);
    fill(m_joinFrame, u"people"_s, tr("Join a chat"), m_joinBox);
    choices->addWidget(m_joinFrame, 1);
    if (host) {
        m_hostBox = new HostBox(*host, *m_account);
        m_hostFrame = new Box;
        fill(m_hostFrame, u"host"_s, tr("Host a chat"), m_hostBox);
        choices->addWidget(m_hostFrame);
        connect(m_account, &AccountFields::nameEdited, m_hostBox, &HostBox::proposeName);
        connect(m_tabs, &SegmentedChoice::currentChanged, this,
                [this](int tab) { choose(tab == 0 ? Choice::Join : Choice::Host); });
        watchFocus(m_hostFrame);
    }
    watchFocus(m_joinFrame);
    for (Box *frame : {m_joinFrame, m_hostFrame}) {
        if (frame)
            frame->setMaximumHeight(boxHeight);
    }
    column->addLayout(choices, 1);
    column->addStretch(0);

    connect(m_back, &QPushButton::clicked, this, &FirstRunPage::backWanted);
    connect(m_account, &AccountFields::submitted, this, [this] {
        if (m_choice == Choice::Host)
            m_hostBox->submit();
        else
            m_joinBox->submit();
    });
    choose(Choice::Join);
}

FirstRunPage::~FirstRunPage() = default;

void FirstRunPage::setBackShown(bool shown)
{
    m_back->setVisible(shown);
}

void FirstRunPage::setName(const QString &name)
{
    m_account->setName(name);
    if (m_hostBox)
        m_hostBox->proposeName(name);
}

void FirstRunPage::setAddress(const QString &address)
{
    m_joinBox->setAddress(address);
    choose(Choice::Join);
}

void FirstRunPage::reset()
{
    m_join.cancel();
    m_joinBox->setAddress({});
    m_account->clearPassword();
    m_account->clearErrors();
}

void FirstRunPage::choose(Choice choice)
{
    m_choice = m_hostBox ? choice : Choice::Join;
    const bool join = m_choice == Choice::Join;
    m_joinFrame->setActive(join);
    m_joinBox->setActive(join);
    if (m_hostBox) {
        m_hostFrame->setActive(!join);
        m_hostBox->setActive(!join);
        m_tabs->setCurrent(join ? 0 : 1);
        m_joinFrame->setVisible(!m_narrow || join);
        m_hostFrame->setVisible(!m_narrow || !join);
    }
}

void FirstRunPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void FirstRunPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_account->focusFirstEmpty();
}

void FirstRunPage::layOut()
{
    m_narrow = width() < narrowBelow;
    m_account->setNarrow(m_narrow);
    m_column->layout()->setContentsMargins(0, m_narrow ? 20 : 52, 0, 14);
    if (m_hostFrame) {
        m_tabs->setVisible(m_narrow);
        m_underTabs->changeSize(0, m_narrow ? 12 : 0, QSizePolicy::Minimum, QSizePolicy::Fixed);
        m_hostFrame->setMinimumWidth(m_narrow ? 0 : hostWidth);
        m_hostFrame->setMaximumWidth(m_narrow ? QWIDGETSIZE_MAX : hostWidth);
        choose(m_choice);
    }
}

void FirstRunPage::watchFocus(QWidget *choice)
{
    const auto inside = choice->findChildren<QWidget *>();
    for (QWidget *widget : inside)
        widget->installEventFilter(this);
    choice->installEventFilter(this);
}

bool FirstRunPage::eventFilter(QObject *watched, QEvent *event)
{
    if (m_hostFrame && (event->type() == QEvent::FocusIn || event->type() == QEvent::MouseButtonPress)) {
        auto *widget = static_cast<QWidget *>(watched);
        if (widget == m_hostFrame || m_hostFrame->isAncestorOf(widget))
            choose(Choice::Host);
        else if (widget == m_joinFrame || m_joinFrame->isAncestorOf(widget))
            choose(Choice::Join);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace confab::ui
