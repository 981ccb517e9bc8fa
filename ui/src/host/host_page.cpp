// SPDX-License-Identifier: GPL-3.0-or-later
#include "host/host_page.h"

#include "common/box.h"
#include "common/column.h"
#include "common/list_row.h"
#include "common/look.h"
#include "common/words.h"

#include <confab/ui/common/questions.h>
#include <confab/ui/first_run/account_words.h>

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace confab::ui
{

using client::HostController;

namespace
{

// DESIGN: Host page.
constexpr int hereWidth = 268;
constexpr int stackBelow = 900;
constexpr int addressesShown = 4;

} // namespace

QString inviteText(const HostController &host)
{
    const QList<QUrl> addresses = host.addresses();
    const QString address = (addresses.isEmpty() ? host.localUrl() : addresses.first()).toString();
    if (host.inviteCode().isEmpty())
        return HostPage::tr("Join %1 with Confab. Address: %2").arg(host.chatName(), address);
    return HostPage::tr("Join %1 with Confab. Address: %2 Invite code: %3")
        .arg(host.chatName(), address, host.inviteCode());
}

HostPage::HostPage(HostController &host, Questions &questions, std::function<QDateTime()> now, QWidget *parent)
    : PageFrame(u"host"_s, u"host"_s, tr("Host"), parent)
    , m_host(host)
    , m_questions(questions)
    , m_now(std::move(now))
    , m_stack(new QStackedWidget)
    , m_stop(new QPushButton(tr("Stop hosting")))
    , m_on(new TextLabel(tr("On", "hosting is"), TextStyle::Label, u"ok"_s, this))
{
    m_stop->setObjectName(u"host.stop"_s);
    m_stop->setAccessibleName(m_stop->text());
    setButtonKind(m_stop, ButtonKind::Danger);
    setButtonIcon(m_stop, u"power"_s);
    addBehindTitle(m_on);
    addToHead(m_stop);

    m_stack->addWidget(makeOff());
    m_stack->addWidget(makeOn());
    setContent(m_stack, QWIDGETSIZE_MAX);

    m_tick.setInterval(30s);
    connect(&m_tick, &QTimer::timeout, this, &HostPage::tellSince);
    connect(m_stop, &QPushButton::clicked, this, &HostPage::askToStop);
    connect(&m_host, &HostController::stateChanged, this, &HostPage::readState);
    connect(&m_host, &HostController::peopleChanged, this, &HostPage::readPeople);
    connect(&m_host, &HostController::inviteChanged, this, &HostPage::readInvite);
    connect(&m_host, &HostController::failed, this, [this](HostController::Failure failure, const QString &detail) {
        m_error->setText(entryError(failure).sentence);
        m_errorDetails->setText(detail);
        m_details->setVisible(!detail.isEmpty());
        m_details->setChecked(false);
    });
    connect(&m_host, &HostController::noticed, this, [this](const QString &sentence) {
        m_notice->setText(sentence);
        m_notice->show();
    });
    readState();
}

QWidget *HostPage::makeOff()
{
    auto *off = new QWidget;
    auto *column = new QVBoxLayout(off);
    column->setContentsMargins(0, 80, 0, 0);
    column->setSpacing(8);
    auto *title = new TextLabel(tr("Host a chat from this computer"), TextStyle::EmptyTitle, u"text"_s);
    title->setAlignment(Qt::AlignHCenter);
    title->setWordWrap(true);
    auto *words = new TextLabel(tr("Friends on this network join by address. It runs while Confab is open."),
                                TextStyle::Body, u"textMuted"_s);
    words->setAlignment(Qt::AlignHCenter);
    words->setWordWrap(true);
    m_start = new QPushButton(tr("Start hosting"));
    m_start->setObjectName(u"host.start"_s);
    m_start->setAccessibleName(m_start->text());
    setButtonKind(m_start, ButtonKind::Primary);
    setButtonSize(m_start, ButtonSize::Large);
    m_error = new TextLabel({}, TextStyle::Small, u"danger"_s);
    m_error->setObjectName(u"host.error"_s);
    m_error->setAlignment(Qt::AlignHCenter);
    m_error->setWordWrap(true);
    m_details = new QPushButton(tr("Details"));
    m_details->setObjectName(u"host.details"_s);
    m_details->setAccessibleName(m_details->text());
    m_details->setCheckable(true);
    setButtonKind(m_details, ButtonKind::Link);
    m_details->hide();
    m_errorDetails = new TextLabel({}, TextStyle::Code, u"textMuted"_s);
    m_errorDetails->setWordWrap(true);
    m_errorDetails->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_errorDetails->hide();
    column->addWidget(title);
    column->addWidget(words);
    column->addSpacing(12);
    column->addWidget(m_start, 0, Qt::AlignHCenter);
    column->addWidget(m_error);
    column->addWidget(m_details, 0, Qt::AlignHCenter);
    column->addWidget(m_errorDetails);
    column->addStretch(1);
    connect(m_start, &QPushButton::clicked, this, &HostPage::startHosting);
    connect(m_details, &QPushButton::toggled, m_errorDetails, &QWidget::setVisible);
    return off;
}

QWidget *HostPage::makeOn()
{
    auto *on = new QWidget;
    auto *column = new QVBoxLayout(on);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    m_notice = new TextLabel({}, TextStyle::Small, u"warning"_s);
    m_notice->setObjectName(u"host.notice"_s);
    m_notice->setWordWrap(true);
    m_notice->hide();
    column->addWidget(m_notice);

    m_top = new QBoxLayout(QBoxLayout::LeftToRight);
    m_top->setSpacing(16);
    auto *invite = new Box;
    auto *inside = new QVBoxLayout(invite);
    inside->setContentsMargins(20, 16, 20, 20);
    inside->setSpacing(4);
    m_inviteTitle = new TextLabel({}, TextStyle::Title, u"text"_s);
    m_inviteTitle->setWordWrap(true);
    m_inviteHint = new TextLabel({}, TextStyle::Small, u"textMuted"_s);
    m_inviteHint->setWordWrap(true);
    inside->addWidget(m_inviteTitle);
    inside->addWidget(m_inviteHint);
    inside->addSpacing(8);
    inside->addWidget(new TextLabel(tr("Address"), TextStyle::Label, u"text"_s));
    m_addresses = new QVBoxLayout;
    m_addresses->setSpacing(2);
    inside->addLayout(m_addresses);
    m_codeArea = new QWidget;
    auto *code = new QVBoxLayout(m_codeArea);
    code->setContentsMargins(0, 8, 0, 0);
    code->setSpacing(4);
    auto *label = new TextLabel(tr("Invite code"), TextStyle::Label, u"text"_s);
    m_code = new QLineEdit;
    m_code->setObjectName(u"host.inviteCode"_s);
    m_code->setAccessibleName(tr("Invite code"));
    m_code->setReadOnly(true);
    m_code->setFixedHeight(36);
    m_code->setLayoutDirection(Qt::LeftToRight);
    m_code->setFont(fontFor(TextStyle::Code));
    label->setBuddy(m_code);
    code->addWidget(label);
    code->addWidget(m_code);
    code->addWidget(new HintLine(u"clock"_s, tr("Good for 20 people, for a day after hosting began.")));
    inside->addWidget(m_codeArea);
    inside->addSpacing(12);
    m_copy = new QPushButton(tr("Copy"));
    m_copy->setObjectName(u"host.copy"_s);
    m_copy->setAccessibleName(tr("Copy address and code"));
    setButtonKind(m_copy, ButtonKind::Primary);
    setButtonIcon(m_copy, u"copy"_s);
    inside->addWidget(m_copy, 0, Qt::AlignLeading);
    inside->addStretch(1);
    m_top->addWidget(invite, 1);

    m_hereBox = new Box;
    auto *here = new QVBoxLayout(m_hereBox);
    here->setContentsMargins(4, 14, 4, 8);
    here->setSpacing(0);
    auto *hereHead = new QHBoxLayout;
    hereHead->setContentsMargins(12, 0, 12, 6);
    hereHead->addWidget(new TextLabel(tr("Here now"), TextStyle::Title, u"text"_s), 1);
    m_hereCount = new TextLabel({}, TextStyle::Text, u"textMuted"_s);
    m_hereCount->setObjectName(u"host.hereCount"_s);
    hereHead->addWidget(m_hereCount);
    here->addLayout(hereHead);
    m_here = new QVBoxLayout;
    m_here->setSpacing(0);
    here->addLayout(m_here);
    here->addStretch(1);
    m_top->addWidget(m_hereBox);
    column->addLayout(m_top);

    auto *facts = new RowsBox;
    m_access = new TextLabel({}, TextStyle::Text, u"textMuted"_s);
    m_access->setWordWrap(true);
    m_address = new TextLabel({}, TextStyle::Text, u"textMuted"_s);
    m_address->setWordWrap(true);
    facts->addRow(new FactRow(u"lock"_s, tr("Who may join"), m_access, nullptr, facts));
    facts->addRow(new FactRow(u"lan"_s, tr("Address"), m_address, nullptr, facts));
    column->addWidget(facts);
    column->addWidget(
        new HintLine(u"info"_s, tr("Encrypted on the way; whoever hosts the server can read the messages.")));
    column->addStretch(1);
    connect(m_copy, &QPushButton::clicked, this, &HostPage::copyInvite);
    return on;
}

void HostPage::readState()
{
    const auto state = m_host.state();
    const bool on = state == HostController::State::On || state == HostController::State::Stopping;
    m_stack->setCurrentIndex(on ? 1 : 0);
    m_stop->setVisible(on);
    m_stop->setEnabled(state == HostController::State::On);
    m_stop->setText(state == HostController::State::Stopping ? tr("Stopping…") : tr("Stop hosting"));
    m_start->setEnabled(state == HostController::State::Off);
    m_start->setText(state == HostController::State::Starting ? tr("Starting…") : tr("Start hosting"));
    if (state == HostController::State::Starting) {
        m_error->clear();
        m_details->hide();
        m_errorDetails->hide();
    }
    if (state == HostController::State::On)
        m_tick.start();
    else
        m_tick.stop();
    if (on) {
        readPeople();
        readInvite();
    } else {
        m_notice->hide();
    }
    tellSince();
}

void HostPage::tellSince()
{
    if (m_host.state() != HostController::State::On) {
        setSubtitle({});
        m_on->hide();
        return;
    }
    const qint64 minutes = std::max<qint64>(0, m_host.since().secsTo(m_now()) / 60);
    const QString people =
        m_host.peopleHere() == 0 ? tr("nobody yet") : tr("%n people here", nullptr, m_host.peopleHere());
    QString time = tr("%n min", "a duration", static_cast<int>(minutes % 60));
    if (minutes >= 60)
        time = tr("%n h %1", "hours, then minutes", static_cast<int>(minutes / 60)).arg(time);
    m_on->show();
    setSubtitle(tr("for %1 · %2", "behind On: a duration · people here").arg(time, people));
}

void HostPage::readPeople()
{
    if (!m_here)
        return;
    clearColumn(*m_here);
    const QStringList names = m_host.namesHere();
    m_hereCount->setText(QString::number(names.size()));
    for (const QString &name : names) {
        auto *row = new ListRow(ListRow::Picture::Person, name, name);
        row->setStill(true);
        row->setPresence(protocol::PresenceState::Online);
        m_here->addWidget(row);
    }
    if (names.isEmpty()) {
        auto *nobody = new TextLabel(tr("Nobody yet. Share the invite."), TextStyle::Small, u"textMuted"_s);
        nobody->setContentsMargins(12, 4, 12, 4);
        nobody->setWordWrap(true);
        m_here->addWidget(nobody);
    }
    tellSince();
}

void HostPage::readInvite()
{
    if (!m_addresses)
        return;
    clearColumn(*m_addresses);
    m_inviteTitle->setText(tr("Invite someone to %1").arg(m_host.chatName()));
    const bool code = !m_host.inviteCode().isEmpty();
    m_inviteHint->setText(code ? tr("They choose “Join a chat” and type the address, then the code.")
                               : tr("They choose “Join a chat” and type the address."));
    QList<QUrl> addresses = m_host.addresses();
    if (addresses.isEmpty())
        addresses << m_host.localUrl();
    for (qsizetype i = 0; i < std::min<qsizetype>(addresses.size(), addressesShown); ++i) {
        auto *line =
            new TextLabel(QChar(0x2066) + addresses[i].toString() + QChar(0x2069),
                          i == 0 ? TextStyle::BodyStrong : TextStyle::Text, i == 0 ? u"text"_s : u"textMuted"_s);
        line->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        line->setObjectName(u"host.address.%1"_s.arg(i));
        line->setAccessibleName(tr("Address: %1").arg(addresses[i].toString()));
        m_addresses->addWidget(line);
    }
    m_codeArea->setVisible(code);
    m_code->setText(m_host.inviteCode());
    m_access->setText(accessWord(m_host.access(), code));
    m_address->setText(tr("%1, port %2")
                           .arg(shownAddress(addresses.first().adjusted(QUrl::RemovePort)),
                                QString::number(addresses.first().port())));
}

void HostPage::copyInvite()
{
    QGuiApplication::clipboard()->setText(inviteText(m_host));
    m_copy->setText(tr("Copied"));
    QTimer::singleShot(2s, m_copy, [button = m_copy] { button->setText(tr("Copy")); });
}

void HostPage::askToStop()
{
    m_questions.ask(window(),
                    {u"question.stopHosting"_s, tr("Stop hosting %1?").arg(m_host.chatName()),
                     tr("Everybody is disconnected. Nothing is lost: the messages stay on this computer, and you can "
                        "host again."),
                     tr("Stop hosting"), true},
                    [host = &m_host] { host->stop(); });
}

void HostPage::startHosting()
{
    if (m_host.hasHosted())
        m_host.resume();
    else
        Q_EMIT firstHostingWanted();
}

void HostPage::resizeEvent(QResizeEvent *event)
{
    PageFrame::resizeEvent(event);
    const bool stacked = width() < stackBelow;
    m_top->setDirection(stacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_hereBox->setMinimumWidth(stacked ? 0 : hereWidth);
    m_hereBox->setMaximumWidth(stacked ? QWIDGETSIZE_MAX : hereWidth);
}

} // namespace confab::ui
