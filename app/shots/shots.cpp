// SPDX-License-Identifier: GPL-3.0-or-later
#include "shots.h"

#include "sample_files.h"
#include "sample_host.h"
#include "sample_parts.h"
#include "sample_plain.h"
#include "sample_server.h"
#include "sample_story.h"
#include "text_check.h"

#include <confab/client/workspace.h>
#include <confab/protocol/names.h>
#include <confab/ui/common/questions.h>
#include <confab/ui/composer/composer.h>
#include <confab/ui/conversation/conversation_view.h>
#include <confab/ui/main/main_window.h>
#include <confab/ui/settings/preferences.h>

#include <QAbstractButton>
#include <QApplication>
#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPointer>
#include <QShortcut>
#include <QTableView>
#include <QTemporaryDir>

#include <functional>

using namespace Qt::StringLiterals;

namespace confab::app
{

namespace
{

using Phase = client::ConnectionStatus::Phase;

constexpr int patienceMs = 10000;

class NoQuestions : public ui::Questions
{
public:
    void ask(QWidget *, const ui::Question &, std::function<void()>) override {}
};

// A window over a sample server, and the hands that bring it to a screen.
class Studio
{
    // First in, last out: the window and the workspace stand on these.
    QTemporaryDir m_folder;
    client::ProfileStore m_store;
    ui::Preferences m_preferences{QString()};
    NoQuestions m_questions;
    QString m_conversation = storyRoom();

public:
    explicit Studio(const ShotOptions &options)
        : m_store(m_folder.path())
    {
        m_preferences.setTheme(options.theme);
        m_preferences.setHours24(true);
        tellStory(server);
        host.names = {u"Ada Lindqvist"_s, u"Ben Osei"_s, u"Chloé Martin"_s, u"Yuki 雪"_s};
        host.hosted = true;
    }

    void remember(bool withSession = true, const QString &url = u"wss://192.168.1.24:7465"_s, const QString &name = {})
    {
        client::Profile profile = m_store.create(QUrl(url));
        profile.serverName = name.isEmpty() ? server.welcome.server.name : name;
        profile.username = server.me.username;
        m_store.save(profile);
        if (withSession)
            m_store.setToken(profile.id, server.token);
    }

    void open(QSize size = {1120, 720})
    {
        workspace = std::make_unique<client::Workspace>(
            m_store, [this, confab = server.transports()](client::Approach approach) {
                if (approach != client::Approach::Plain)
                    return confab(approach);
                auto made = std::make_unique<PlainLoopback>();
                plain = made.get();
                return std::unique_ptr<protocol::Transport>(std::move(made));
            });
        window = std::make_unique<ui::MainWindow>(
            ui::MainWindow::Needs{*workspace, &host, m_preferences, m_questions, [this] { return clock; }});
        workspace->start();
        window->resize(size);
        window->show();
        window->activateWindow();
        settle();
    }

    // Signed in, in the room of the story.
    void openChat(QSize size = {1120, 720})
    {
        remember();
        const QString id = m_store.profiles().last().id;
        m_preferences.setLastConversation(id, m_conversation);
        open(size);
        workspace->setCurrent(id);
        until(u"online"_s, [this] { return workspace->current()->status().phase == Phase::Online; });
        settle();
    }

    // Joined as mira, and somebody has been talking there.
    void openPlain()
    {
        client::Profile profile =
            m_store.create(QUrl(u"wss://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com:443/prod"_s));
        profile.plain = true;
        profile.username = u"mira"_s;
        m_store.save(profile);
        m_store.setToken(profile.id, u"mira"_s);
        m_preferences.setLastConversation(profile.id, u"group"_s);
        open();
        until(u"online"_s, [this] { return workspace->current()->status().phase == Phase::Online; });
        client::ChatClient &chat = *workspace->current();
        for (const QString &text : {u"ben has joined the chat."_s, u"Did the new stage come up?"_s})
            plain->tell(text);
        settle();
        chat.sendText(u"group"_s, u"Yes, a minute ago."_s);
        settle();
        plain->tell(u"Bot: Your room is booked for Friday."_s);
        settle();
        chat.sendText(protocol::directConversation(u"ben"_s, u"mira"_s), u"Shall we call?"_s);
        settle();
    }

    [[nodiscard]] ui::Preferences &preferences() { return m_preferences; }
    void converse(const QString &conversation) { m_conversation = conversation; }

    void until(const QString &what, const std::function<bool()> &condition)
    {
        QElapsedTimer timer;
        timer.start();
        while (!condition()) {
            if (timer.elapsed() > patienceMs) {
                problems << u"never reached: "_s + what;
                return;
            }
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
        }
    }

    // Until answers that are on their way have come and been drawn.
    void settle()
    {
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 400)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 50);
    }

    void click(const QString &name)
    {
        const auto all = window->findChildren<QAbstractButton *>(name);
        for (QAbstractButton *button : all) {
            if (button->isVisible() && button->isEnabled()) {
                button->click();
                settle();
                return;
            }
        }
        problems << u"no button "_s + name;
    }

    void press(QWidget *widget, int key, Qt::KeyboardModifiers modifiers = {}, const QString &text = {})
    {
        QKeyEvent down(QEvent::KeyPress, key, modifiers, text);
        QApplication::sendEvent(widget, &down);
        settle();
    }

    void write(QPlainTextEdit &edit, const QString &text)
    {
        edit.setFocus();
        edit.insertPlainText(text);
        settle();
    }

    [[nodiscard]] ui::Composer &composer() { return *window->findChild<ui::Composer *>(u"composer"_s); }

    // By the quick switcher.
    void jump(const QString &typed)
    {
        const auto all = window->findChildren<QShortcut *>();
        for (QShortcut *each : all) {
            if (each->key() == QKeySequence(Qt::CTRL | Qt::Key_K))
                Q_EMIT each->activated();
        }
        type(u"switcher.field"_s, typed);
        settle();
    }

    void trigger(const QString &name)
    {
        if (auto *action = window->findChild<QAction *>(name)) {
            action->trigger();
            settle();
        } else {
            problems << u"no action "_s + name;
        }
    }

    void type(const QString &name, const QString &text)
    {
        auto *field = window->findChild<QLineEdit *>(name);
        if (!field) {
            problems << u"no field "_s + name;
            return;
        }
        field->clear();
        field->insert(text);
    }

    // Messages with all that one can have, of which the server of lists knows little.
    void showParts()
    {
        ui::ConversationView *view = show(samplePartRows());
        view->setFocus();
        view->pickPrevious();
        settle();
    }

    ui::ConversationView *showFiles() { return show(sampleFileRows(m_folder.path())); }

    // Files lie in the tray, as if they had been chosen.
    void attach()
    {
        ui::FileDesk desk;
        desk.most = qint64{100} * 1024 * 1024;
        desk.inspect = [](const QString &path, qint64) -> Expected<client::LocalFile, client::Problem> {
            const QFileInfo info(path);
            client::LocalFile file;
            file.path = path;
            file.name = info.fileName();
            file.size = info.size();
            file.picture = QImage(path).size();
            return file;
        };
        composer().setFileDesk(desk);
        const QString notes = m_folder.filePath(u"Release notes 1.4, last words.pdf"_s);
        QFile out(notes);
        if (!out.open(QIODevice::WriteOnly) || !out.resize(184 * 1024))
            problems << u"no file to attach"_s;
        composer().addFiles({samplePicture(m_folder.path(), u"studio.png"_s, {800, 500}, 200), notes,
                             samplePicture(m_folder.path(), u"Picture 2026-11-28 14.02.11.png"_s, {300, 500}, 120)});
        settle();
    }

    ui::ConversationView *show(const QList<client::MessageRow> &rows)
    {
        parts.update(rows, false, false);
        auto *view = window->findChild<ui::ConversationView *>(u"conversation.view"_s);
        view->setAbilities({.react = true,
                            .reply = true,
                            .thread = true,
                            .pin = true,
                            .edit = true,
                            .remove = true,
                            .moderate = false,
                            .forward = true,
                            .copyLink = true,
                            .markUnread = true});
        view->setModel(&parts);
        settle();
        return view;
    }

    client::ConversationModel parts;
    SampleServer server;
    QPointer<PlainLoopback> plain;
    SampleHost host;
    QDateTime clock = QDateTime::currentDateTimeUtc();
    std::unique_ptr<client::Workspace> workspace;
    std::unique_ptr<ui::MainWindow> window;
    QStringList problems;
};

struct Screen {
    QString name;
    std::function<void(Studio &)> reach;
};

void fillIn(Studio &studio)
{
    studio.type(u"firstRun.name"_s, u"mira"_s);
    studio.type(u"firstRun.password"_s, u"correct horse"_s);
}

void hostFor(Studio &studio)
{
    studio.host.begun = studio.clock.addSecs(-(2 * 60 + 14) * 60);
    studio.host.resume();
}

const QList<Screen> &screens()
{
    static const QList<Screen> all{
        {u"first-run"_s,
         [](Studio &studio) {
             studio.open();
             fillIn(studio);
             studio.settle();
         }},
        {u"join"_s,
         [](Studio &studio) {
             studio.server.welcome.signUp = {u"invite"_s};
             studio.open();
             fillIn(studio);
             studio.type(u"firstRun.join.address"_s, u"192.168.1.24"_s);
             studio.click(u"firstRun.join.go"_s);
         }},
        {u"join-error"_s,
         [](Studio &studio) {
             studio.server.refuse = protocol::Transport::Failure::Refused;
             studio.open();
             fillIn(studio);
             studio.type(u"firstRun.join.address"_s, u"192.168.1.24"_s);
             studio.click(u"firstRun.join.go"_s);
         }},
        {u"join-aws"_s,
         [](Studio &studio) {
             studio.server.refuse = protocol::Transport::Failure::WrongProtocol;
             studio.open();
             studio.type(u"firstRun.name"_s, u"mira"_s);
             studio.type(u"firstRun.join.address"_s, u"wss://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/prod"_s);
             studio.click(u"firstRun.join.go"_s);
         }},
        {u"basic-mode"_s,
         [](Studio &studio) {
             studio.openPlain();
             // One that never came back, and the bar over what somebody said.
             client::ChatClient &chat = *studio.workspace->current();
             studio.plain->mute = true;
             chat.sendText(u"group"_s, u"Then I take the train at nine."_s);
             studio.settle();
             studio.plain->end();
             studio.settle();
             chat.tryNow();
             studio.until(u"online"_s, [&chat] { return chat.status().phase == Phase::Online; });
             auto *view = studio.window->findChild<ui::ConversationView *>(u"conversation.view"_s);
             view->setFocus();
             view->pickPrevious();
             view->pickPrevious();
             studio.settle();
         }},
        {u"host-a-chat"_s,
         [](Studio &studio) {
             studio.host.startsAtOnce = false;
             studio.open();
             fillIn(studio);
             studio.click(u"firstRun.host.network"_s);
             studio.window->findChild<QWidget *>(u"firstRun.host.chatName"_s)->setFocus();
             studio.settle();
         }},
        {u"sign-in"_s,
         [](Studio &studio) {
             studio.remember(false);
             studio.open();
         }},
        {u"sign-up"_s,
         [](Studio &studio) {
             studio.server.welcome.signUp = {u"invite"_s};
             studio.remember(false);
             studio.open();
             studio.click(u"signIn.who.0"_s);
         }},
        {u"empty"_s,
         [](Studio &studio) {
             studio.server.rooms.clear();
             studio.server.addRoom(u"group"_s, protocol::ConversationKind::Group, {}).conversation.memberCount = 1;
             studio.converse(u"group"_s);
             studio.host.names.clear();
             hostFor(studio);
             studio.openChat();
         }},
        {u"conversation"_s,
         [](Studio &studio) {
             hostFor(studio);
             studio.openChat();
             const auto typing = protocol::TypingPush{storyRoom(), u"ben"_s, true};
             studio.server.push(typing);
             studio.server.push(protocol::TypingPush{
                 protocol::directConversation(protocol::keyOf(u"mira"_s), protocol::keyOf(u"ben"_s)), u"ben"_s, true});
             studio.settle();
         }},
        {u"emoji"_s,
         [](Studio &studio) {
             for (const QString &each : {u"✅"_s, u"👀"_s, u"👏"_s, u"💯"_s, u"🙏"_s, u"❤️"_s, u"😄"_s, u"🎉"_s, u"👍"_s})
                 studio.preferences().noteEmoji(each);
             studio.openChat({1280, 800});
             studio.click(u"composer.emoji"_s);
             auto *grid = studio.window->findChild<QTableView *>(u"emoji.grid"_s);
             if (!grid)
                 return;
             grid->setFocus(Qt::TabFocusReason);
             studio.press(grid, Qt::Key_Down);
             studio.press(grid, Qt::Key_Right);
         }},
        {u"message-parts"_s,
         [](Studio &studio) {
             studio.openChat({1120, 1060});
             studio.showParts();
         }},
        {u"files"_s,
         [](Studio &studio) {
             studio.openChat({1120, 1500});
             studio.showFiles();
         }},
        {u"files-narrow"_s,
         [](Studio &studio) {
             studio.openChat({480, 1200});
             studio.showFiles();
         }},
        {u"composer-files"_s,
         [](Studio &studio) {
             studio.openChat();
             studio.attach();
             studio.write(*studio.composer().findChild<QPlainTextEdit *>(u"composer.edit"_s), u"For Friday"_s);
         }},
        {u"files-drop"_s,
         [](Studio &studio) {
             studio.openChat();
             QMimeData data;
             data.setUrls({QUrl::fromLocalFile(u"/plan.pdf"_s)});
             QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &data, Qt::LeftButton, {});
             QApplication::sendEvent(studio.window->findChild<QWidget *>(u"conversation"_s), &enter);
         }},
        {u"files-pane"_s,
         [](Studio &studio) {
             protocol::Message extra;
             extra.attachments = {
                 {QString(32, u'a'), u"Release notes 1.4, last words.pdf"_s, 188416, u"application/pdf"_s, 0, 0, {}},
                 {QString(32, u'b'), u"studio.png"_s, 840 * 1024, u"image/png"_s, 960, 480, {}}};
             studio.server.say(storyRoom(), u"ada"_s, u"All there is."_s,
                               QDateTime(QDate::currentDate(), QTime(14, 30)).toUTC(), {}, extra);
             studio.openChat({1280, 800});
             studio.click(u"header.pinned"_s);
             studio.click(u"messages.kind.1"_s);
         }},
        {u"viewer"_s,
         [](Studio &studio) {
             studio.openChat();
             ui::ConversationView *view = studio.showFiles();
             Q_EMIT view->fileRequested(u"file-1"_s, u"studio.png"_s, ui::FileWish::View);
             studio.settle();
             if (!studio.window->findChild<QWidget *>(u"viewer"_s))
                 studio.problems << u"no viewer"_s;
         }},
        {u"thread"_s,
         [](Studio &studio) {
             for (const QString &text : {u"Is “nobody yet” still the first thing a host reads?"_s,
                                         u"Yes, with the invite link right below it."_s}) {
                 protocol::Message reply;
                 reply.thread = 4;
                 studio.server.say(storyRoom(), u"ben"_s, text, QDateTime::currentDateTimeUtc(), {}, reply);
             }
             SampleServer::react(*studio.server.message(storyRoom(), 4), u"ada"_s, u"👍"_s, true);
             studio.openChat({1280, 800});
             studio.window->findChild<ui::ConversationView *>(u"conversation.view"_s)->threadRequested(4);
             studio.settle();
         }},
        {u"bot"_s,
         [](Studio &studio) {
             const QString bot = storyBot();
             studio.converse(bot);
             studio.openChat({1120, 800});
             protocol::Partial partial;
             partial.conversation = bot;
             partial.stream = u"question"_s;
             partial.author = u"bot:hotel-desk"_s;
             partial.text = u"Booked: a suite in Lisbon, from Friday on, for two"_s;
             studio.server.push(partial);
             studio.settle();
         }},
        {u"bot-details"_s,
         [](Studio &studio) {
             studio.converse(storyBot());
             studio.openChat({1280, 800});
             auto *view = studio.window->findChild<ui::ConversationView *>(u"conversation.view"_s);
             Q_EMIT view->detailsRequested(studio.server.message(storyBot(), 2)->id);
             studio.settle();
         }},
        {u"details"_s,
         [](Studio &studio) {
             const QString me = studio.server.me.username;
             const auto direct = [&me](const QString &other) { return protocol::directConversation(me, other); };
             studio.server.prefs = {{u"favourite:"_s + direct(u"ada"_s), u"1"_s},
                                    {u"favourite:"_s + storyRoom(), u"1"_s},
                                    {u"muted:group"_s, u"1"_s},
                                    {u"unread:"_s + direct(u"ben"_s), u"1"_s},
                                    {u"archived:"_s + direct(u"noor"_s), u"1"_s},
                                    {u"archived:"_s + direct(u"diego"_s), u"1"_s}};
             SampleServer::Room &room = *studio.server.room(storyRoom());
             room.conversation.receipts = true;
             for (protocol::Member &member : room.members)
                 member.read = member.user.username < u"c"_s ? 6 : 2;
             for (const QString &name : {u"ada"_s, u"ben"_s, u"chloe"_s})
                 SampleServer::react(*studio.server.message(storyRoom(), 5), name, u"🎉"_s, true);
             studio.openChat({1280, 800});
             auto *view = studio.window->findChild<ui::ConversationView *>(u"conversation.view"_s);
             Q_EMIT view->detailsRequested(studio.server.message(storyRoom(), 5)->id);
             studio.settle();
         }},
        {u"search"_s,
         [](Studio &studio) {
             studio.server.welcome.features << u"search"_s;
             studio.openChat({1280, 800});
             studio.click(u"header.search"_s);
             auto *field = studio.window->findChild<QLineEdit *>(u"search.field"_s);
             field->setText(u"friday"_s);
             studio.press(field, Qt::Key_Return);
             studio.press(field, Qt::Key_Down);
         }},
        {u"completion"_s,
         [](Studio &studio) {
             studio.openChat({1280, 800});
             auto *edit = studio.composer().findChild<QPlainTextEdit *>(u"composer.edit"_s);
             studio.write(*edit, u"Thanks @"_s);
             studio.press(edit, Qt::Key_Down);
         }},
        {u"completion-emoji"_s,
         [](Studio &studio) {
             studio.openChat({1280, 800});
             studio.write(*studio.composer().findChild<QPlainTextEdit *>(u"composer.edit"_s), u"Thanks :smi"_s);
         }},
        {u"completion-commands"_s,
         [](Studio &studio) {
             studio.openChat({1280, 800});
             studio.composer().setReply(u"Ada Lindqvist"_s, u"1.4.0-rc2 passed on 6 systems."_s);
             studio.write(*studio.composer().findChild<QPlainTextEdit *>(u"composer.edit"_s), u"/"_s);
         }},
        {u"switcher"_s,
         [](Studio &studio) {
             studio.remember(false, u"wss://chat.example.org"_s, u"Atelier Clou"_s);
             studio.openChat({1280, 800});
             studio.jump(u"de"_s);
         }},
        {u"switcher-start"_s,
         [](Studio &studio) {
             studio.openChat({1280, 800});
             studio.jump({});
         }},
        {u"switcher-none"_s,
         [](Studio &studio) {
             studio.openChat({640, 560});
             studio.jump(u"six wrds"_s);
         }},
        {u"offline"_s,
         [](Studio &studio) {
             studio.openChat();
             studio.server.refuse = protocol::Transport::Failure::Refused;
             studio.server.drop(protocol::Transport::Failure::Lost);
             auto *client = studio.workspace->current();
             studio.until(u"offline"_s, [client] { return client->status().phase == Phase::Waiting; });
             studio.clock = client->status().nextTry.addSecs(-8);
             client->sendText(storyRoom(), u"Two small changes, the rest stands:"_s);
             client->sendText(storyRoom(), u"“Nobody yet” instead of “No users”, and no full stop after buttons."_s);
             Q_EMIT client->statusChanged();
             studio.settle();
         }},
        {u"two-servers"_s,
         [](Studio &studio) {
             studio.remember(false, u"wss://chat.example.org"_s, u"Atelier Clou"_s);
             studio.openChat();
         }},
        {u"host"_s,
         [](Studio &studio) {
             hostFor(studio);
             studio.openChat();
             studio.click(u"hostRow"_s);
         }},
        {u"host-off"_s,
         [](Studio &studio) {
             studio.openChat();
             studio.click(u"own.settings"_s);
             studio.click(u"settings.host"_s);
         }},
        {u"members"_s,
         [](Studio &studio) {
             studio.openChat({1280, 800});
             studio.click(u"header.members"_s);
         }},
        {u"new-room"_s,
         [](Studio &studio) {
             studio.openChat();
             studio.trigger(u"contacts.newRoom"_s);
             studio.type(u"newRoom.name"_s, u"launch"_s);
         }},
        {u"new-direct"_s,
         [](Studio &studio) {
             studio.openChat();
             studio.trigger(u"contacts.newDirect"_s);
         }},
        {u"directory"_s,
         [](Studio &studio) {
             studio.openChat();
             studio.trigger(u"contacts.directory"_s);
         }},
        {u"settings"_s,
         [](Studio &studio) {
             studio.openChat();
             studio.click(u"own.settings"_s);
         }},
        {u"about"_s,
         [](Studio &studio) {
             studio.openChat();
             studio.click(u"own.settings"_s);
             studio.click(u"settings.about"_s);
         }},
        {u"shortcuts"_s,
         [](Studio &studio) {
             studio.openChat();
             studio.click(u"own.settings"_s);
             studio.click(u"settings.shortcuts"_s);
         }},
        {u"small-window"_s,
         [](Studio &studio) {
             hostFor(studio);
             studio.openChat({640, 560});
         }},
        {u"first-run-small"_s,
         [](Studio &studio) {
             studio.open({600, 640});
         }},
    };
    return all;
}

} // namespace

QStringList screenNames()
{
    QStringList names;
    for (const Screen &screen : screens())
        names << screen.name;
    return names;
}

QStringList shoot(const QString &screen, const ShotOptions &options)
{
    for (const Screen &each : screens()) {
        if (each.name != screen)
            continue;
        Studio studio(options);
        each.reach(studio);
        QStringList problems = studio.problems;
        if (!studio.window)
            return problems;
        problems += cutTexts(*studio.window);
        const QString file = options.folder + u'/' + screen + options.suffix + u".png"_s;
        if (!studio.window->grab().save(file))
            problems << u"cannot write "_s + file;
        return problems;
    }
    return {u"no such screen"_s};
}

} // namespace confab::app
