// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/main/main_window.h>

#include "first_run/sign_in_page.h"
#include "main/chat_page.h"
#include "main/server_rail.h"

#include <confab/ui/common/questions.h>
#include <confab/ui/first_run/first_run_page.h>
#include <confab/ui/first_run/host_flow.h>
#include <confab/ui/first_run/join_flow.h>
#include <confab/ui/settings/preferences.h>
#include <confab/ui/theme/theme.h>

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace confab::ui
{

using client::ChatClient;
using client::HostController;
using client::Workspace;

namespace
{
// DESIGN: Windows and widths.
constexpr QSize firstSize(1120, 720);
constexpr QSize least(480, 400);
constexpr int railFrom = 760;
constexpr std::array textSizes{12, 13, 14, 16, 18};
} // namespace

MainWindow::MainWindow(const Needs &needs, QWidget *parent)
    : QMainWindow(parent)
    , m_needs(needs)
    , m_join(new JoinFlow(needs.workspace, this))
    , m_hosting(needs.host ? new HostFlow(*needs.host, needs.workspace, this) : nullptr)
    , m_rail(new ServerRail(*needs.workspace.rail()))
    , m_stack(new QStackedWidget)
    , m_firstRun(new FirstRunPage(*m_join, m_hosting))
    , m_signIn(new SignInPage(needs.workspace, needs.questions))
    , m_chat(new ChatPage({needs.workspace, needs.host, needs.preferences, needs.questions, needs.now}))
{
    setObjectName(u"window"_s);
    setMinimumSize(least);
    resize(firstSize);
    if (const QByteArray kept = needs.preferences.geometry(); !kept.isEmpty())
        restoreGeometry(kept);
    auto *central = new QWidget;
    auto *row = new QHBoxLayout(central);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_stack, 1);
    m_stack->addWidget(m_firstRun);
    m_stack->addWidget(m_signIn);
    m_stack->addWidget(m_chat);
    setCentralWidget(central);

    const auto look = [this] {
        Theme::current().setMode(Theme::modeFromName(m_needs.preferences.theme()));
        Theme::current().setTextSize(m_needs.preferences.textSize());
        Theme::current().setHours24(m_needs.preferences.hours24());
    };
    connect(&needs.preferences, &Preferences::themeChanged, this, look);
    connect(&needs.preferences, &Preferences::textSizeChanged, this, look);
    connect(&needs.preferences, &Preferences::hours24Changed, this, look);
    look();

    const auto change = [this](const QString &profile) {
        stopAdding();
        m_needs.workspace.setCurrent(profile);
    };
    connect(m_rail, &ServerRail::chosen, this, change);
    connect(m_chat, &ChatPage::serverChosen, this, change);
    connect(m_rail, &ServerRail::addWanted, this, [this] { startAdding(FirstRunPage::Choice::Join); });
    connect(m_chat, &ChatPage::addServerWanted, this, [this] { startAdding(FirstRunPage::Choice::Join); });
    connect(m_chat, &ChatPage::firstHostingWanted, this, [this] { startAdding(FirstRunPage::Choice::Host); });
    connect(m_signIn, &SignInPage::addServerWanted, this, [this] { startAdding(FirstRunPage::Choice::Join); });
    connect(m_firstRun, &FirstRunPage::backWanted, this, &MainWindow::stopAdding);
    connect(m_join, &JoinFlow::stepChanged, this, [this] {
        if (m_join->step() == JoinFlow::Step::Done)
            stopAdding();
    });
    if (m_hosting) {
        connect(m_hosting, &HostFlow::stepChanged, this, [this] {
            if (m_hosting->step() == HostFlow::Step::Done)
                stopAdding();
        });
        connect(needs.host, &HostController::stateChanged, this, &MainWindow::followHost);
    }
    connect(&needs.workspace, &Workspace::currentChanged, this, &MainWindow::readCurrent);
    connect(&needs.workspace, &Workspace::clientAdded, this, &MainWindow::follow);
    connect(&needs.workspace, &Workspace::clientAboutToBeRemoved, this, [this](ChatClient *client) {
        if (m_shown == client)
            showClient(nullptr);
    });
    connect(&needs.workspace, &Workspace::totalUnreadChanged, this, &MainWindow::retitle);
    connect(needs.workspace.rail(), &QAbstractItemModel::rowsInserted, this, &MainWindow::readRail);
    connect(needs.workspace.rail(), &QAbstractItemModel::rowsRemoved, this, &MainWindow::readRail);
    const QList<ChatClient *> clients = needs.workspace.clients();
    for (ChatClient *client : clients)
        follow(client);
    addKeys();
    readRail();
    readCurrent();
}

MainWindow::~MainWindow() = default;

void MainWindow::offerToJoin(const QString &address)
{
    startAdding(FirstRunPage::Choice::Join);
    m_firstRun->setAddress(address);
}

void MainWindow::offerToHost()
{
    startAdding(FirstRunPage::Choice::Host);
}

void MainWindow::proposeName(const QString &name)
{
    m_firstRun->setName(name);
}

void MainWindow::follow(ChatClient *client)
{
    connect(client, &ChatClient::signedInChanged, this, &MainWindow::readCurrent);
    connect(client, &ChatClient::profileChanged, this, &MainWindow::retitle);
    m_chat->follow(client);
}

void MainWindow::followHost()
{
    // Hosting that was resumed may have another port: the account that is remembered for it follows.
    if (m_needs.host->state() != HostController::State::On || m_hosting->step() != HostFlow::Step::Form)
        return;
    const QList<ChatClient *> clients = m_needs.workspace.clients();
    if (std::any_of(clients.begin(), clients.end(), [](ChatClient *each) { return each->profile().hosted; }))
        m_needs.workspace.addHosted(m_needs.host->localUrl(), m_needs.host->pin());
}

void MainWindow::readCurrent()
{
    ChatClient *client = m_needs.workspace.current();
    // A server that is only being asked stays behind the page that asks it.
    const bool asking = m_join->step() != JoinFlow::Step::Address;
    const bool hosting = m_hosting && m_hosting->step() == HostFlow::Step::Entering;
    const bool first = m_adding || asking || hosting || !client;
    const QList<ChatClient *> clients = m_needs.workspace.clients();
    m_firstRun->setBackShown(m_adding && std::any_of(clients.begin(), clients.end(),
                                                     [this](ChatClient *each) { return each != m_join->client(); }));
    showClient(first ? nullptr : client);
}

void MainWindow::showClient(ChatClient *client)
{
    m_shown = client;
    const bool chat = client && client->signedIn();
    m_chat->setClient(chat ? client : nullptr);
    m_signIn->setClient(client && !chat ? client : nullptr);
    QWidget *page = m_firstRun;
    if (client)
        page = chat ? static_cast<QWidget *>(m_chat) : m_signIn;
    if (m_stack->currentWidget() != page) {
        m_stack->setCurrentWidget(page);
        if (chat)
            m_firstRun->reset();
        readRail();
    }
    retitle();
}

void MainWindow::startAdding(FirstRunPage::Choice choice)
{
    m_adding = true;
    m_firstRun->choose(choice);
    readCurrent();
}

void MainWindow::stopAdding()
{
    m_adding = false;
    if (m_join->step() != JoinFlow::Step::Address)
        m_join->cancel();
    readCurrent();
}

void MainWindow::readRail()
{
    // The sign-in page has no menu that could take the rail's place.
    const bool room = width() >= railFrom || m_stack->currentWidget() == m_signIn;
    m_rail->setVisible(m_needs.workspace.rail()->rowCount() >= 2 && room);
}

void MainWindow::addKeys()
{
    QList<Shortcut> all;
    const auto key = [this, &all](const QString &words, const QList<QKeySequence> &keys, auto &&act) {
        for (const QKeySequence &sequence : keys)
            connect(new QShortcut(sequence, this), &QShortcut::activated, this, act);
        all.append({words, keys});
    };
    // Those that need a chat do nothing on other pages.
    const auto chat = [this](auto &&act) {
        return [this, act] {
            if (m_stack->currentWidget() == m_chat)
                act();
        };
    };
    key(tr("Jump anywhere"), {Qt::CTRL | Qt::Key_K}, chat([this] { m_chat->showSwitcher(); }));
    key(tr("Previous conversation"), {Qt::ALT | Qt::Key_Up}, chat([this] { m_chat->step(-1, false); }));
    key(tr("Next conversation"), {Qt::ALT | Qt::Key_Down}, chat([this] { m_chat->step(1, false); }));
    key(tr("Previous unread conversation"), {Qt::ALT | Qt::SHIFT | Qt::Key_Up},
        chat([this] { m_chat->step(-1, true); }));
    key(tr("Next unread conversation"), {Qt::ALT | Qt::SHIFT | Qt::Key_Down}, chat([this] { m_chat->step(1, true); }));
    key(tr("Search in this conversation"), {Qt::CTRL | Qt::Key_F}, chat([this] { m_chat->showSearch(true); }));
    key(tr("Search everywhere"), {Qt::CTRL | Qt::SHIFT | Qt::Key_F}, chat([this] { m_chat->showSearch(false); }));
    key(tr("What is unread"), {Qt::CTRL | Qt::SHIFT | Qt::Key_U}, chat([this] { m_chat->showUnread(); }));
    key(tr("Back to where you were"), {Qt::ALT | Qt::Key_Left}, chat([this] { m_chat->jumpBack(); }));
    key(tr("New direct message"), {Qt::CTRL | Qt::Key_N}, chat([this] { m_chat->showNewDirect(); }));
    key(tr("Pick the previous message"), {Qt::CTRL | Qt::Key_Up}, chat([this] { m_chat->pickMessage(true); }));
    key(tr("Pick the next message"), {Qt::CTRL | Qt::Key_Down}, chat([this] { m_chat->pickMessage(false); }));
    key(tr("Mark everything read"), {Qt::SHIFT | Qt::Key_Escape}, chat([this] { m_chat->markAllRead(); }));
    key(tr("Next pane"), {Qt::Key_F6}, chat([this] { m_chat->nextPane(true); }));
    key(tr("Previous pane"), {Qt::SHIFT | Qt::Key_F6}, chat([this] { m_chat->nextPane(false); }));
    key(tr("Larger text"), {Qt::CTRL | Qt::Key_Plus, Qt::CTRL | Qt::Key_Equal}, [this] { changeTextSize(1); });
    key(tr("Smaller text"), {Qt::CTRL | Qt::Key_Minus}, [this] { changeTextSize(-1); });
    key(tr("Settings"), {Qt::CTRL | Qt::Key_Comma}, chat([this] { m_chat->showSettings(); }));
    key(tr("Keyboard shortcuts"), {Qt::CTRL | Qt::Key_Slash}, chat([this] { m_chat->showShortcuts(); }));
    key(tr("Quit"), {Qt::CTRL | Qt::Key_Q}, [this] { close(); });
    all.append({tr("Close a page; back to the newest message"), {Qt::Key_Escape}});
    all.append({tr("Edit the last message that waits"), {Qt::Key_Up}});
    m_chat->setShortcuts(all);
}

void MainWindow::retitle()
{
    QString title = tr("Confab");
    if (m_shown) {
        const client::Profile &profile = m_shown->profile();
        title = tr("%1 – Confab").arg(profile.shownName());
    }
    if (const auto unread = static_cast<int>(m_needs.workspace.totalUnread()); unread > 0)
        title = tr("(%1) %2", "unread count, window title").arg(locale().toString(unread), title);
    setWindowTitle(title);
}

void MainWindow::changeTextSize(int by)
{
    const auto *at = std::find(textSizes.begin(), textSizes.end(), m_needs.preferences.textSize());
    const auto index = std::clamp<std::ptrdiff_t>(at - textSizes.begin() + by, 0, textSizes.size() - 1);
    m_needs.preferences.setTextSize(textSizes[static_cast<size_t>(index)]);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    readRail();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_needs.preferences.setGeometry(saveGeometry());
    const bool hosting = m_needs.host && m_needs.host->state() == HostController::State::On;
    if (hosting && !m_mayClose) {
        event->ignore();
        m_needs.questions.ask(this,
                              {u"question.quit"_s, tr("Stop hosting %1 and quit?").arg(m_needs.host->chatName()),
                               tr("Everybody is disconnected. Nothing is lost: the messages stay on this computer, and "
                                  "you can host again."),
                               tr("Stop and quit"), true},
                              [self = QPointer(this)] {
                                  if (!self)
                                      return;
                                  self->m_mayClose = true;
                                  // Not within the event that asked.
                                  QMetaObject::invokeMethod(self, &QWidget::close, Qt::QueuedConnection);
                              });
        return;
    }
    QMainWindow::closeEvent(event);
    Q_EMIT closed();
}

} // namespace confab::ui
