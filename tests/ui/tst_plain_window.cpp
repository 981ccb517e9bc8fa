// SPDX-License-Identifier: GPL-3.0-or-later
#include "article_handlers.h"
#include "test_program.h"
#include "window_hands.h"

#include <confab/client/web_socket_transport.h>
#include <confab/client/workspace.h>
#include <confab/ui/common/questions.h>
#include <confab/ui/contacts/contact_list_view.h>
#include <confab/ui/conversation/conversation_view.h>
#include <confab/ui/conversation/row_layout.h>
#include <confab/ui/main/main_window.h>
#include <confab/ui/settings/preferences.h>

#include <QAction>
#include <QCheckBox>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTextDocumentFragment>
#include <QToolButton>

using namespace confab;
using namespace confab::ui;
using namespace Qt::StringLiterals;
using Phase = client::ConnectionStatus::Phase;

namespace
{

class NoQuestions : public Questions
{
public:
    void ask(QWidget *, const Question &, std::function<void()>) override {}
};

const auto everyone = u"group"_s;

// Tooltips are told that they are text.
QString wordsOf(const QString &tip)
{
    return QTextDocumentFragment::fromHtml(tip).toPlainText();
}

} // namespace

// The real window on somebody's plain AWS backend.
class TestPlainWindow : public QObject, private WindowHands
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void asksBeforeItIsPlain();
    void isAskedAgainAtOnce();
    void joinsAndTalks();
    void writesToSomebodyByName();
    void whatCannotBeDoneIsGreyed();
    void whatTheBackendDoesNotKnowIsGreyed();
    void maybeSentIsTriedAgain();

private:
    void join();
    void write(const QString &text);
    void choose(const QString &conversation);
    [[nodiscard]] QStringList texts() const;
    [[nodiscard]] QString lastText() const { return texts().isEmpty() ? QString() : texts().constLast(); }
    // What a screen reader says of the last message.
    [[nodiscard]] QString lastDescribed() const
    {
        const QList<int> rows = view() ? view()->visibleRows() : QList<int>();
        return rows.isEmpty() ? QString() : view()->describe(rows.constLast());
    }
    [[nodiscard]] ConversationView *view() const { return seen<ConversationView>(u"conversation.view"_s); }
    [[nodiscard]] client::ChatClient *chat() const { return m_workspace->current(); }
    // The tooltip of what is there and cannot be pressed; "enabled" where it can.
    [[nodiscard]] QString greyed(const QString &name) const;
    [[nodiscard]] QString greyedAction(const QString &name) const;

    const QString cannot = u"A plain AWS backend cannot do this."_s;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<client::ProfileStore> m_store;
    std::unique_ptr<tests::GatewayStandIn> m_gateway;
    std::unique_ptr<tests::ArticleHandlers> m_backend;
    NoQuestions m_questions;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<client::Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

void TestPlainWindow::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<client::ProfileStore>(m_folder->path());
    m_gateway = std::make_unique<tests::GatewayStandIn>();
    m_gateway->answersOffer = false;
    m_backend = std::make_unique<tests::ArticleHandlers>(*m_gateway);
    m_preferences = std::make_unique<Preferences>(QString());
    m_workspace = std::make_unique<client::Workspace>(*m_store, client::makeWebSocketTransport);
    m_window = std::make_unique<MainWindow>(
        MainWindow::Needs{.workspace = *m_workspace, .preferences = *m_preferences, .questions = m_questions});
    use(m_window.get());
    m_workspace->start();
    m_window->resize(1120, 720);
    m_window->show();
    m_window->activateWindow();
    QTRY_VERIFY(m_window->isActiveWindow());
}

void TestPlainWindow::cleanup()
{
    m_window.reset();
    m_workspace.reset();
    m_backend.reset();
    m_gateway.reset();
}

void TestPlainWindow::join()
{
    type(u"firstRun.name"_s, u"ada"_s);
    type(u"firstRun.join.address"_s, m_gateway->url().toString());
    seen<QCheckBox>(u"firstRun.join.aws"_s)->setChecked(true);
    click(u"firstRun.join.go"_s);
    QTRY_COMPARE(text(u"firstRun.join.go"_s), u"Join 127.0.0.1"_s);
    click(u"firstRun.join.go"_s);
    QTRY_VERIFY(chat() && chat()->status().phase == Phase::Online);
    QTRY_VERIFY(view());
    QTRY_COMPARE(texts(), QStringList{u"ada has joined the chat."_s});
}

void TestPlainWindow::write(const QString &text)
{
    auto *edit = seen<QPlainTextEdit>(u"composer.edit"_s);
    QVERIFY(edit);
    edit->setFocus();
    QTest::keyClicks(edit, text);
    click(u"composer.send"_s);
}

void TestPlainWindow::choose(const QString &conversation)
{
    auto *list = seen<ContactListView>(u"contacts.list"_s);
    QVERIFY(list);
    QTRY_VERIFY(list->conversations().contains(conversation));
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        const QModelIndex index = list->model()->index(row, 0);
        if (index.data(client::ContactModel::ConversationRole).toString() != conversation)
            continue;
        list->scrollTo(index);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
    }
    QTRY_COMPARE(list->currentConversation(), conversation);
}

QStringList TestPlainWindow::texts() const
{
    QStringList result;
    if (const auto *shown = view()) {
        for (const int row : shown->visibleRows())
            result << shown->rowLayout(row)->text.plain();
    }
    return result;
}

QString TestPlainWindow::greyed(const QString &name) const
{
    const auto *widget = seen<QWidget>(name);
    return !widget ? u"not there"_s : widget->isEnabled() ? u"enabled"_s : wordsOf(widget->toolTip());
}

QString TestPlainWindow::greyedAction(const QString &name) const
{
    const auto *action = m_window->findChild<QAction *>(name);
    return !action ? u"not there"_s : action->isEnabled() ? u"enabled"_s : wordsOf(action->toolTip());
}

void TestPlainWindow::asksBeforeItIsPlain()
{
    type(u"firstRun.name"_s, u"ada"_s);
    type(u"firstRun.join.address"_s, m_gateway->url().toString());
    QVERIFY(!seen<QCheckBox>(u"firstRun.join.aws"_s)->isChecked());
    QVERIFY(!seen<QCheckBox>(u"firstRun.join.aws"_s)->accessibleName().isEmpty());
    click(u"firstRun.join.go"_s);
    // It says what is there and how to go on; until then nothing is said to it.
    const auto told = [this] {
        for (const QLabel *label : m_window->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(u"plain AWS backend, tick"_s))
                return true;
        }
        return false;
    };
    QTRY_VERIFY(told());
    QVERIFY(m_gateway->frames.isEmpty());
    QVERIFY(m_store->profiles().isEmpty());
    join();
    QCOMPARE(m_store->profiles().size(), 1);
}

// Before the try that failed is all gone.
void TestPlainWindow::isAskedAgainAtOnce()
{
    type(u"firstRun.name"_s, u"ada"_s);
    type(u"firstRun.join.address"_s, m_gateway->url().toString());
    click(u"firstRun.join.go"_s);
    QVERIFY(chat());
    QObject failing;
    bool pressed = false;
    connect(chat(), &client::ChatClient::statusChanged, &failing, [&] {
        if (pressed || text(u"firstRun.join.go"_s) != u"Continue"_s)
            return;
        pressed = true;
        seen<QCheckBox>(u"firstRun.join.aws"_s)->setChecked(true);
        click(u"firstRun.join.go"_s);
    });
    QTRY_VERIFY(pressed);
    QTRY_COMPARE(text(u"firstRun.join.go"_s), u"Join 127.0.0.1"_s);
    QCOMPARE(m_workspace->clients().size(), 1);
    QVERIFY(chat()->profile().gateway);
}

void TestPlainWindow::joinsAndTalks()
{
    join();
    QCOMPARE(text(u"header.title"_s), u"Everyone"_s);
    QVERIFY(text(u"conversation.plain"_s).contains(u"nobody can tell who wrote"_s));
    write(u"hello"_s);
    QTRY_COMPARE(lastText(), u"hello"_s);
    QTRY_VERIFY(lastDescribed().contains(u"sent"_s));
    m_backend->tellAll(u"hello yourself"_s);
    QTRY_COMPARE(lastText(), u"hello yourself"_s);
    QVERIFY(lastDescribed().contains(u"Someone"_s));
}

void TestPlainWindow::writesToSomebodyByName()
{
    join();
    m_backend->join(u"Ben"_s);
    m_window->findChild<QAction *>(u"contacts.newDirect"_s)->trigger();
    QTRY_VERIFY(sees(u"newDirect"_s));
    auto *search = seen<QLineEdit>(u"newDirect.people.search"_s);
    QVERIFY(search);
    QTest::keyClicks(search, u"Ben"_s);
    QTRY_VERIFY(sees(u"newDirect.people.Ben"_s));
    click(u"newDirect.people.Ben"_s);
    QTRY_COMPARE(text(u"header.title"_s), u"Ben"_s);
    write(u"psst"_s);
    QTRY_COMPARE(texts(), QStringList{u"psst"_s});
    QCOMPARE(m_backend->directs.size(), 1);
    QCOMPARE(m_backend->directs[0].to, u"Ben"_s);
    // What Ben answers is a text like any other.
    m_backend->tellAll(u"yes?"_s);
    choose(everyone);
    QTRY_COMPARE(lastText(), u"yes?"_s);
}

void TestPlainWindow::whatCannotBeDoneIsGreyed()
{
    join();
    write(u"hello"_s);
    QTRY_COMPARE(lastText(), u"hello"_s);
    QTRY_COMPARE(chat()->openConversation(everyone)->rows().last().state, client::MessageRow::State::Sent);
    for (const QString &name : {u"header.pinned"_s, u"header.members"_s, u"composer.attach"_s})
        QCOMPARE(seen<QWidget>(name)->isEnabled(), false);
    QCOMPARE(greyed(u"header.pinned"_s), cannot);
    QCOMPARE(greyed(u"header.members"_s), cannot);
    QCOMPARE(greyed(u"composer.attach"_s), cannot);
    QCOMPARE(greyed(u"header.search"_s), u"enabled"_s);
    QCOMPARE(greyedAction(u"contacts.newRoom"_s), cannot);
    QCOMPARE(greyedAction(u"contacts.directory"_s), cannot);
    QCOMPARE(greyedAction(u"contacts.newDirect"_s), u"enabled"_s);
    // The bar over a message keeps its places, and so does its menu.
    view()->setFocus();
    view()->pickPrevious();
    for (const QString &name :
         {u"conversation.hover.react"_s, u"conversation.hover.reply"_s, u"conversation.hover.thread"_s})
        QCOMPARE(greyed(name), cannot);
    QCOMPARE(greyed(u"conversation.hover.more"_s), u"enabled"_s);
    click(u"conversation.hover.more"_s);
    auto *menu = m_window->findChild<QMenu *>(u"conversation.menu"_s);
    QVERIFY(menu);
    QStringList grey;
    for (const QAction *action : menu->actions()) {
        if (!action->isSeparator() && !action->isEnabled()) {
            QCOMPARE(wordsOf(action->toolTip()), cannot);
            grey.append(action->objectName().section(u'.', -1));
        }
    }
    QVERIFY(menu->toolTipsVisible());
    QCOMPARE(grey, QStringList({u"react"_s, u"reply"_s, u"thread"_s, u"pin"_s, u"edit"_s, u"delete"_s}));
    menu->close();
}

void TestPlainWindow::whatTheBackendDoesNotKnowIsGreyed()
{
    m_backend->knows = {u"register"_s, u"sendMessage"_s};
    join();
    choose(u"bot:bot:ada"_s);
    QVERIFY(isEnabled(u"composer"_s));
    write(u"a room for two"_s);
    QTRY_VERIFY(!isEnabled(u"composer"_s));
    QVERIFY(!seen<QWidget>(u"composer"_s)->toolTip().isEmpty());
    choose(everyone);
    QTRY_VERIFY(isEnabled(u"composer"_s));
}

void TestPlainWindow::maybeSentIsTriedAgain()
{
    join();
    m_backend->deaf = true;
    write(u"hello"_s);
    QTRY_COMPARE(m_backend->stored.size(), 1);
    m_gateway->endAll();
    QTRY_VERIFY(lastDescribed().contains(u"Maybe sent"_s));
    m_backend->deaf = false;
    QTRY_COMPARE_WITH_TIMEOUT(chat()->status().phase, Phase::Online, 10'000);
    QVERIFY(lastDescribed().contains(u"Maybe sent"_s));
    const auto *layout = view()->rowLayout(view()->visibleRows().last());
    const auto retry = std::find_if(layout->actions.begin(), layout->actions.end(), [](const RowLayout::Action &each) {
        return each.kind == RowLayout::Action::Kind::Retry;
    });
    QVERIFY(retry != layout->actions.end());
    const int top = view()->rowTop(view()->visibleRows().last()).value_or(0);
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, QPoint(0, top) + retry->hit.center());
    QTRY_VERIFY(lastDescribed().contains(u"sent"_s) && !lastDescribed().contains(u"Maybe"_s));
    QCOMPARE(m_backend->stored, QStringList({u"hello"_s, u"hello"_s}));
}

CONFAB_GUI_TEST(TestPlainWindow)
#include "tst_plain_window.moc"
