// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"
#include "window_bench.h"

#include <confab/protocol/names.h>
#include <confab/ui/composer/composer.h>
#include <confab/ui/contacts/contact_list_view.h>
#include <confab/ui/conversation/conversation_view.h>
#include <confab/ui/conversation/row_layout.h>

#include <QClipboard>
#include <QGuiApplication>
#include <QListView>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace confab::ui
{

using client::HostController;
using protocol::Transport;

class TestWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensEveryoneAndTellsWhoIsThere()
    {
        WindowBench bench;
        begin(bench);
        QTRY_COMPARE(bench.text(u"header.title"_s), u"Everyone"_s);
        QTRY_VERIFY(bench.text(u"header.second"_s).startsWith(u"3 people"_s));
    }

    void sendsWhatIsWritten()
    {
        WindowBench bench;
        begin(bench);
        write(bench, u"Hello there"_s);
        QTRY_COMPARE(bench.server.heardOf<protocol::SendMessage>().size(), 1);
        QCOMPARE(bench.server.heardOf<protocol::SendMessage>().first().message, u"Hello there"_s);
        QVERIFY(editor(bench)->toPlainText().isEmpty());
    }

    void switchesConversationsAndKeepsDrafts()
    {
        WindowBench bench;
        addRoom(bench, u"room:01HZX0AAAAAAAAAAAAAAAAAAAA"_s, u"release"_s);
        begin(bench);
        QTRY_VERIFY(bench.workspace->current()->contacts()->indexOf(u"room:01HZX0AAAAAAAAAAAAAAAAAAAA"_s) >= 0);
        editor(bench)->setFocus();
        QTest::keyClicks(editor(bench), u"half a thought"_s);
        QTest::keyClick(bench.window.get(), Qt::Key_Down, Qt::AltModifier);
        QTRY_COMPARE(bench.text(u"header.title"_s), u"release"_s);
        QVERIFY(editor(bench)->toPlainText().isEmpty());
        QTRY_COMPARE(bench.workspace->current()->draft(u"group"_s), u"half a thought"_s);
        QTest::keyClick(bench.window.get(), Qt::Key_Up, Qt::AltModifier);
        QTRY_COMPARE(bench.text(u"header.title"_s), u"Everyone"_s);
        QCOMPARE(editor(bench)->toPlainText(), u"half a thought"_s);
        QVERIFY(bench.server.heardOf<protocol::SendMessage>().isEmpty());
    }

    void aDraftIsThereAfterARestart()
    {
        WindowBench bench;
        begin(bench);
        editor(bench)->setFocus();
        QTest::keyClicks(editor(bench), u"half a thought"_s);
        bench.window.reset();
        bench.workspace.reset();
        bench.start();
        QTRY_COMPARE(editor(bench)->toPlainText(), u"half a thought"_s);
    }

    // Of a message that waits; it goes while it is being changed.
    void anEditThatComesTooLateBecomesAnEdit()
    {
        WindowBench bench;
        begin(bench);
        bench.server.refuse = Transport::Failure::Refused;
        bench.server.drop(Transport::Failure::Lost);
        QTRY_VERIFY(bench.sees(u"strip"_s));
        editor(bench)->setFocus();
        QTest::keyClicks(editor(bench), u"teh"_s);
        QTest::keyClick(editor(bench), Qt::Key_Return);
        client::ChatClient *client = bench.workspace->current();
        const client::ConversationModel *model = client->openConversation(u"group"_s);
        QTRY_VERIFY(model->rowCount() > 0 && model->rows().last().changeable);
        const int rows = model->rowCount();
        QTest::keyClick(editor(bench), Qt::Key_Up);
        QCOMPARE(editor(bench)->toPlainText(), u"teh"_s);
        QTest::keyClicks(editor(bench), u"!"_s);
        bench.server.refuse = Transport::Failure::None;
        client->tryNow();
        QTRY_VERIFY(!model->rows().last().changeable);
        QTest::keyClick(editor(bench), Qt::Key_Return);
        // It became an edit of what was sent.
        QTRY_COMPARE(model->rows().last().text, u"teh!"_s);
        QTRY_COMPARE(bench.server.heardOf<protocol::EditMessage>().size(), 1);
        QVERIFY(editor(bench)->toPlainText().isEmpty());
        QCOMPARE(model->rowCount(), rows);
    }

    void goesToTheNextUnread()
    {
        WindowBench bench;
        addRoom(bench, u"room:01HZX0AAAAAAAAAAAAAAAAAAAA"_s, u"quiet"_s);
        addRoom(bench, u"room:01HZX0BBBBBBBBBBBBBBBBBBBB"_s, u"busy"_s);
        begin(bench);
        QTRY_VERIFY(bench.workspace->current()->contacts()->indexOf(u"room:01HZX0BBBBBBBBBBBBBBBBBBBB"_s) >= 0);
        bench.server.say(u"room:01HZX0BBBBBBBBBBBBBBBBBBBB"_s, u"ben"_s, u"look"_s, QDateTime::currentDateTimeUtc());
        QTRY_COMPARE(bench.workspace->current()->contacts()->totalUnread(), 1);
        QTest::keyClick(bench.window.get(), Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
        QTRY_COMPARE(bench.text(u"header.title"_s), u"busy"_s);
    }

    void marksEverythingRead()
    {
        WindowBench bench;
        addRoom(bench, u"room:01HZX0BBBBBBBBBBBBBBBBBBBB"_s, u"busy"_s);
        begin(bench);
        bench.server.say(u"room:01HZX0BBBBBBBBBBBBBBBBBBBB"_s, u"ben"_s, u"look"_s, QDateTime::currentDateTimeUtc());
        QTRY_COMPARE(bench.workspace->current()->contacts()->totalUnread(), 1);
        QTest::keyClick(bench.window.get(), Qt::Key_Escape, Qt::ShiftModifier);
        QTRY_COMPARE(bench.workspace->current()->contacts()->totalUnread(), 0);
    }

    void tellsTroubleWithoutMovingAnything()
    {
        WindowBench bench;
        begin(bench);
        QVERIFY(!bench.sees(u"strip"_s));
        auto *view = bench.seen<QWidget>(u"conversation.view"_s);
        QVERIFY(view);
        const QRect before = view->geometry();
        bench.server.refuse = Transport::Failure::Refused;
        bench.server.drop(Transport::Failure::Lost);
        QTRY_VERIFY(bench.sees(u"strip"_s));
        QCOMPARE(view->geometry(), before);
        QTRY_COMPARE(bench.text(u"strip.title"_s), u"No connection to Studio Nord."_s);
        QVERIFY(!bench.text(u"strip.text"_s).isEmpty());
        bench.click(u"strip.details"_s);
        QVERIFY(bench.text(u"strip.unfolded"_s).contains(u"192.168.1.24"_s));
        bench.server.refuse = Transport::Failure::None;
        QTRY_VERIFY(bench.isEnabled(u"strip.tryNow"_s));
        bench.click(u"strip.tryNow"_s);
        QTRY_VERIFY(!bench.sees(u"strip"_s));
    }

    void makesARoom()
    {
        WindowBench bench;
        begin(bench);
        newConversation(bench, u"contacts.newRoom"_s);
        bench.click(u"newRoom.create"_s);
        QVERIFY(!bench.text(u"newRoom.name.error"_s).isEmpty());
        bench.type(u"newRoom.name"_s, u"design"_s);
        bench.type(u"newRoom.topic"_s, u"How it looks"_s);
        bench.click(u"newRoom.public"_s);
        QTRY_VERIFY(bench.sees(u"newRoom.people.ben"_s));
        bench.click(u"newRoom.people.ben"_s);
        bench.click(u"newRoom.create"_s);
        QTRY_COMPARE(bench.text(u"header.title"_s), u"design"_s);
        const auto made = bench.server.heardOf<protocol::CreateRoom>();
        QCOMPARE(made.size(), 1);
        QCOMPARE(made.first().topic, u"How it looks"_s);
        QVERIFY(made.first().isPublic);
        QCOMPARE(made.first().members, QStringList{u"ben"_s});
    }

    void saysWhyARoomWasRefused()
    {
        WindowBench bench;
        begin(bench);
        protocol::ErrorFrame error;
        error.code = protocol::ErrorCode::Forbidden;
        bench.server.errors.insert(u"createRoom"_s, error);
        newConversation(bench, u"contacts.newRoom"_s);
        bench.type(u"newRoom.name"_s, u"design"_s);
        bench.click(u"newRoom.create"_s);
        QTRY_VERIFY(!bench.text(u"newRoom.error"_s).isEmpty());
        QCOMPARE(bench.text(u"newRoom.name"_s), u"design"_s);
    }

    void findsAndJoinsAPublicRoom()
    {
        WindowBench bench;
        const QString id = u"room:01HZX0AAAAAAAAAAAAAAAAAAAA"_s;
        addRoom(bench, id, u"library"_s);
        bench.server.room(id)->inside = false;
        bench.server.room(id)->conversation.isPublic = true;
        begin(bench);
        newConversation(bench, u"contacts.directory"_s);
        QTRY_VERIFY(bench.sees(u"directory.join."_s + id));
        bench.type(u"directory.search"_s, u"nothing like it"_s);
        QTRY_VERIFY(bench.text(u"directory.note"_s).contains(u"nothing like it"_s));
        bench.type(u"directory.search"_s, u"libr"_s);
        QTRY_VERIFY(bench.sees(u"directory.join."_s + id));
        bench.click(u"directory.join."_s + id);
        QTRY_COMPARE(bench.text(u"header.title"_s), u"library"_s);
    }

    void writesToAPerson()
    {
        WindowBench bench;
        begin(bench);
        QTest::keyClick(bench.window.get(), Qt::Key_N, Qt::ControlModifier);
        QTRY_VERIFY(bench.sees(u"newDirect.people.ben"_s));
        bench.click(u"newDirect.people.ben"_s);
        QTRY_COMPARE(bench.text(u"header.title"_s), u"Ben Osei"_s);
        QTRY_COMPARE(bench.text(u"empty.title"_s), u"You and Ben Osei"_s);
        // Nothing lies over it.
        auto *title = bench.seen<QWidget>(u"empty.title"_s);
        QCOMPARE(bench.window->childAt(title->mapTo(bench.window.get(), title->rect().center())), title);
        write(bench, u"Hi Ben"_s);
        QTRY_COMPARE(bench.server.heardOf<protocol::DirectMessage>().size(), 1);
        QCOMPARE(bench.server.heardOf<protocol::DirectMessage>().first().to, u"ben"_s);
        QTRY_VERIFY(!bench.sees(u"empty.title"_s));
    }

    void showsAddsAndRemovesMembers()
    {
        WindowBench bench;
        const QString id = u"room:01HZX0AAAAAAAAAAAAAAAAAAAA"_s;
        addRoom(bench, id, u"release"_s);
        auto *room = bench.server.room(id);
        room->standing.role = protocol::Role::Owner;
        room->members << protocol::Member{bench.server.me, protocol::Role::Owner, 0}
                      << protocol::Member{bench.server.users[0], protocol::Role::Member, 0};
        begin(bench);
        QTRY_VERIFY(bench.workspace->current()->contacts()->indexOf(id) >= 0);
        QTest::keyClick(bench.window.get(), Qt::Key_Down, Qt::AltModifier);
        bench.click(u"header.members"_s);
        QTRY_VERIFY(bench.sees(u"members.row.ben"_s));
        QVERIFY(!bench.sees(u"members.remove.mira"_s));
        bench.click(u"members.remove.ben"_s);
        QCOMPARE(bench.answers.asked, QStringList{u"question.removeMember"_s});
        QTRY_VERIFY(!bench.sees(u"members.row.ben"_s));
        bench.click(u"members.add"_s);
        QTRY_VERIFY(bench.sees(u"members.picker.ada"_s));
        bench.click(u"members.picker.ada"_s);
        QTRY_VERIFY(bench.sees(u"members.row.ada"_s));
        QCOMPARE(bench.server.heardOf<protocol::AddMember>().first().user, u"ada"_s);
        bench.click(u"members.close"_s);
        QVERIFY(!bench.sees(u"members"_s));
    }

    void offersNoRemovingToAMember()
    {
        WindowBench bench;
        const QString id = u"room:01HZX0AAAAAAAAAAAAAAAAAAAA"_s;
        addRoom(bench, id, u"release"_s);
        bench.server.room(id)->members << protocol::Member{bench.server.me, protocol::Role::Member, 0}
                                       << protocol::Member{bench.server.users[0], protocol::Role::Owner, 0};
        begin(bench);
        QTRY_VERIFY(bench.workspace->current()->contacts()->indexOf(id) >= 0);
        QTest::keyClick(bench.window.get(), Qt::Key_Down, Qt::AltModifier);
        bench.click(u"header.members"_s);
        QTRY_VERIFY(bench.sees(u"members.row.ben"_s));
        QVERIFY(!bench.sees(u"members.remove.ben"_s));
        QVERIFY(bench.sees(u"members.add"_s));
    }

    void changesARoomAndLeavesIt()
    {
        WindowBench bench;
        const QString id = u"room:01HZX0AAAAAAAAAAAAAAAAAAAA"_s;
        addRoom(bench, id, u"release"_s);
        bench.server.room(id)->standing.role = protocol::Role::Owner;
        begin(bench);
        QTRY_VERIFY(bench.workspace->current()->contacts()->indexOf(id) >= 0);
        QTest::keyClick(bench.window.get(), Qt::Key_Down, Qt::AltModifier);
        choose(bench, u"header.more"_s, u"header.details"_s);
        bench.type(u"roomDetails.name"_s, u"releases"_s);
        bench.click(u"roomDetails.save"_s);
        QTRY_COMPARE(bench.text(u"header.title"_s), u"releases"_s);
        choose(bench, u"header.more"_s, u"header.leave"_s);
        QTRY_COMPARE(bench.server.heardOf<protocol::LeaveRoom>().size(), 1);
        QTRY_COMPARE(bench.text(u"header.title"_s), u"Everyone"_s);
        QTRY_COMPARE(bench.workspace->current()->contacts()->indexOf(id), -1);
        QVERIFY(!bench.sees(u"notice"_s)); // one knows
    }

    // Of more than a window holds that what stands in it, and nothing while another window is the active one.
    void marksReadOnlyWhatIsSeen()
    {
        WindowBench bench;
        fill(bench, 60);
        begin(bench);
        QTRY_VERIFY(!bench.server.heardOf<protocol::MarkRead>().isEmpty());
        const qint64 seen = bench.server.heardOf<protocol::MarkRead>().last().seq;
        QVERIFY2(seen > 0 && seen < 40, qPrintable(QString::number(seen)));
        QCOMPARE(unread(bench), 60 - seen);
        view(bench)->jumpToLatest();
        QTRY_COMPARE(bench.server.heardOf<protocol::MarkRead>().last().seq, 60);

        QWidget other;
        other.show();
        other.activateWindow();
        QTRY_VERIFY(!bench.window->isActiveWindow());
        bench.server.say(u"group"_s, u"ben"_s, u"one more"_s, QDateTime::currentDateTimeUtc());
        QTRY_COMPARE(view(bench)->model()->rowCount(), 61);
        QVERIFY(view(bench)->visibleRows().contains(60));
        QCOMPARE(unread(bench), 1);
        bench.window->activateWindow();
        QTRY_COMPARE(unread(bench), 0);
        QTRY_COMPARE(bench.server.heardOf<protocol::MarkRead>().last().seq, 61);
    }

    // What comes into the open conversation while nobody looks stands under the *New* line.
    void newIsWhatCameWhileAway()
    {
        WindowBench bench;
        fill(bench, 3);
        bench.server.room(u"group"_s)->standing.read = 3;
        begin(bench);
        QTRY_COMPARE(view(bench)->model()->rowCount(), 3);
        bench.server.say(u"group"_s, u"ben"_s, u"read at once"_s, QDateTime::currentDateTimeUtc());
        QTRY_COMPARE(view(bench)->model()->rowCount(), 4);
        QCOMPARE(view(bench)->model()->newFromSeq(), 0);
        QWidget other;
        other.show();
        other.activateWindow();
        QTRY_VERIFY(!bench.window->isActiveWindow());
        bench.server.say(u"group"_s, u"ben"_s, u"while away"_s, QDateTime::currentDateTimeUtc());
        bench.server.say(u"group"_s, u"ben"_s, u"and on"_s, QDateTime::currentDateTimeUtc());
        QTRY_COMPARE(view(bench)->model()->rowCount(), 6);
        QCOMPARE(view(bench)->model()->newFromSeq(), 5);
        bench.window->activateWindow();
        QTRY_COMPARE(unread(bench), 0);
        QCOMPARE(view(bench)->model()->newFromSeq(), 5);
        QVERIFY(!view(bench)->rowLayout(4)->newLine.isNull());
    }

    void tellsThatOneIsNoLongerInARoom()
    {
        WindowBench bench;
        const QString id = u"room:01HZX0AAAAAAAAAAAAAAAAAAAA"_s;
        addRoom(bench, id, u"release"_s);
        begin(bench);
        QTRY_VERIFY(bench.workspace->current()->contacts()->indexOf(id) >= 0);
        QTest::keyClick(bench.window.get(), Qt::Key_Down, Qt::AltModifier);
        QTRY_COMPARE(bench.text(u"header.title"_s), u"release"_s);
        bench.server.push(protocol::ConversationGone{id});
        QTRY_COMPARE(bench.text(u"notice.text"_s), u"You are no longer in #release."_s);
        QCOMPARE(bench.text(u"header.title"_s), u"Everyone"_s);
    }

    void guestsAreCalledGuestsEverywhere()
    {
        WindowBench bench;
        begin(bench);
        bench.server.say(u"group"_s, u"~ada.ABCD"_s, u"hi"_s, QDateTime::currentDateTimeUtc());
        QTRY_COMPARE(view(bench)->model()->rowCount(), 1);
        QVERIFY(view(bench)->describe(0).startsWith(u"ada (guest), "_s));
        const auto everyone = [&bench] {
            const client::ContactModel *contacts = bench.workspace->current()->contacts();
            return contacts->contacts().at(contacts->indexOf(u"group"_s));
        };
        QCOMPARE(everyone().lastLine, u"ada (guest): hi"_s);
        QSignalSpy typing(bench.workspace->current(), &client::ChatClient::typingChanged);
        bench.server.push(protocol::TypingPush{.conversation = u"group"_s, .user = u"~ada.ABCD"_s, .on = true});
        QTRY_COMPARE(everyone().typing, QStringList{u"ada (guest)"_s});
        QCOMPARE(typing.last().at(1).toStringList(), QStringList{u"ada (guest)"_s});
    }

    void escapeLeadsFromTheComposerToTheNewest()
    {
        WindowBench bench;
        fill(bench, 60);
        bench.server.room(u"group"_s)->standing.read = 60;
        begin(bench);
        QTRY_VERIFY(view(bench)->model()->rowCount() >= 50);
        view(bench)->verticalScrollBar()->setValue(0);
        QVERIFY(!view(bench)->atEnd());
        editor(bench)->setFocus();
        QTest::keyClick(editor(bench), Qt::Key_Escape);
        QVERIFY(view(bench)->atEnd());
        QTest::keyClick(editor(bench), Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), editor(bench));
    }

    void completesWhoIsHere()
    {
        WindowBench bench;
        const QString id = u"room:01HZX0AAAAAAAAAAAAAAAAAAAA"_s;
        addRoom(bench, id, u"release"_s);
        bench.server.room(id)->members = {{bench.server.users.at(1), protocol::Role::Member, 0},
                                          {bench.server.users.at(0), protocol::Role::Member, 0},
                                          {bench.server.me, protocol::Role::Owner, 0}};
        bench.server.say(id, u"ben"_s, u"Good morning"_s, QDateTime::currentDateTimeUtc());
        begin(bench);
        editor(bench)->setFocus();
        // In Everyone those who fit are asked for.
        QTest::keyClicks(editor(bench), u"@lind"_s);
        QTRY_COMPARE(offered(bench), QStringList{u"Ada Lindqvist"_s});
        QTest::keyClick(editor(bench), Qt::Key_Return);
        QCOMPARE(editor(bench)->toPlainText(), u"@ada "_s);
        editor(bench)->clear();
        QTRY_VERIFY(bench.workspace->current()->contacts()->indexOf(id) >= 0);
        QTest::keyClick(bench.window.get(), Qt::Key_Down, Qt::AltModifier);
        QTRY_COMPARE(bench.text(u"header.title"_s), u"release"_s);
        QTRY_COMPARE(view(bench)->model()->rowCount(), 1);
        QTest::keyClicks(editor(bench), u"@"_s);
        QTRY_COMPARE(offered(bench), (QStringList{u"Ben Osei"_s, u"Ada Lindqvist"_s})); // he wrote last
    }

    void commandsOfARoom()
    {
        WindowBench bench;
        const QString id = u"room:01HZX0AAAAAAAAAAAAAAAAAAAA"_s;
        addRoom(bench, id, u"release"_s);
        begin(bench);
        editor(bench)->setFocus();
        QTest::keyClicks(editor(bench), u"/"_s);
        QCOMPARE(offered(bench), (QStringList{u"/me TEXT"_s, u"/shrug TEXT"_s})); // Everyone has no topic
        editor(bench)->clear();
        QTest::keyClicks(editor(bench), u"see #rel"_s);
        QCOMPARE(offered(bench), QStringList{u"release"_s});
        editor(bench)->clear();
        QTRY_VERIFY(bench.workspace->current()->contacts()->indexOf(id) >= 0);
        QTest::keyClick(bench.window.get(), Qt::Key_Down, Qt::AltModifier);
        QTRY_COMPARE(bench.text(u"header.title"_s), u"release"_s);
        write(bench, u"/topic Out on Friday"_s);
        QTRY_COMPARE(bench.server.heardOf<protocol::UpdateRoom>().size(), 1);
        QCOMPARE(bench.server.heardOf<protocol::UpdateRoom>().first().topic, u"Out on Friday"_s);
        QTRY_VERIFY(editor(bench)->toPlainText().isEmpty());
        // Refused: why, and what was typed stays.
        protocol::ErrorFrame error;
        error.code = protocol::ErrorCode::NotFound;
        bench.server.errors.insert(u"addMember"_s, error);
        write(bench, u"/invite zoe"_s);
        QTRY_COMPARE(bench.text(u"composer.problem"_s), u"Nobody here is called “zoe”."_s);
        QCOMPARE(editor(bench)->toPlainText(), u"/invite zoe"_s);
        editor(bench)->clear();
        write(bench, u"/invite Ben Osei"_s);
        QTRY_VERIFY(editor(bench)->toPlainText().isEmpty());
        QCOMPARE(bench.server.heardOf<protocol::AddMember>().last().user, u"ben"_s);
        QVERIFY(bench.server.heardOf<protocol::SendMessage>().isEmpty());
    }

    void picksMessagesFromTheComposer()
    {
        WindowBench bench;
        fill(bench, 5);
        bench.server.room(u"group"_s)->standing.read = 5;
        begin(bench);
        QTRY_COMPARE(view(bench)->model()->rowCount(), 5);
        editor(bench)->setFocus();
        QTest::keyClick(editor(bench), Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(view(bench)->pickedRow(), 4);
        // It is answered, and what is written goes on.
        QVERIFY(editor(bench)->hasFocus());
        QVERIFY(bench.seen<Composer>(u"composer"_s)->isReplying());
        QTest::keyClick(editor(bench), Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(view(bench)->pickedRow(), 3);
        QTest::keyClick(editor(bench), Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(view(bench)->pickedRow(), 4);
        QTest::keyClick(editor(bench), Qt::Key_Escape);
        QVERIFY(!bench.seen<Composer>(u"composer"_s)->isReplying());
        QCOMPARE(view(bench)->pickedRow(), -1);
        QCOMPARE(QApplication::focusWidget(), editor(bench));
    }

    // However many there are, presence is asked for of those who are to be seen.
    void watchesWhoIsOnTheScreen()
    {
        WindowBench bench;
        for (int i = 0; i < 300; ++i) {
            const QString name = u"p%1"_s.arg(i, 3, 10, QChar(u'0'));
            bench.server.users << protocol::User{
                name, name, 1, protocol::PresenceState::Offline, {}, protocol::Role::Member};
        }
        begin(bench);
        const auto watched = [&bench] {
            const auto heard = bench.server.heardOf<protocol::Watch>();
            return heard.isEmpty() ? QStringList() : heard.last().users;
        };
        QTRY_VERIFY(watched().contains(u"p000"_s));
        QVERIFY(watched().contains(bench.server.me.username));
        QVERIFY2(watched().size() < 40, qPrintable(QString::number(watched().size())));
        QVERIFY(!watched().contains(u"p299"_s));
        auto *list = bench.seen<ContactListView>(u"contacts.list"_s);
        // They come a page at a time.
        QTRY_VERIFY(
            (list->verticalScrollBar()->setValue(list->verticalScrollBar()->maximum()), watched().contains(u"p299"_s)));
        QVERIFY(!watched().contains(u"p000"_s));
    }

    void membersAreCountedThoughTheyAreNotListed()
    {
        WindowBench bench;
        const QString id = u"room:01HZX0AAAAAAAAAAAAAAAAAAAA"_s;
        addRoom(bench, id, u"release"_s);
        bench.server.room(id)->members << protocol::Member{bench.server.me, protocol::Role::Member, 0};
        bench.server.room(id)->conversation.memberCount = 250;
        begin(bench);
        QTRY_VERIFY(bench.workspace->current()->contacts()->indexOf(id) >= 0);
        QTest::keyClick(bench.window.get(), Qt::Key_Down, Qt::AltModifier);
        bench.click(u"header.members"_s);
        QTRY_COMPARE(bench.text(u"members.title"_s), u"250 members"_s);
    }

    void choosesPresence()
    {
        WindowBench bench;
        begin(bench);
        choose(bench, u"own"_s, u"own.presence.2"_s);
        QTRY_COMPARE(bench.server.heardOf<protocol::SetPresence>().last().state, protocol::PresenceState::Away);
        // The server only says that it has it.
        QTRY_COMPARE(bench.workspace->current()->me().state, protocol::PresenceState::Away);
        QTRY_VERIFY(bench.seen<QWidget>(u"own"_s)->accessibleName().contains(u"Away"_s));
    }

    void aStatusIsToldAndKept()
    {
        WindowBench bench;
        begin(bench);
        choose(bench, u"own"_s, u"own.presence.hour"_s);
        QTRY_COMPARE(bench.workspace->current()->me().state, protocol::PresenceState::Dnd);
        bench.click(u"own"_s);
        auto *field = bench.window->findChild<QLineEdit *>(u"own.status"_s);
        QVERIFY(field);
        QTest::keyClicks(field, u"in a meeting"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(bench.workspace->current()->me().status, u"in a meeting"_s);
        QVERIFY(bench.seen<QWidget>(u"own"_s)->accessibleName().contains(u"in a meeting"_s));
        const client::PresenceKeeper::Choice kept = bench.preferences.presence();
        QCOMPARE(kept.state, protocol::PresenceState::Dnd);
        QCOMPARE(kept.status, u"in a meeting"_s);
        QVERIFY(kept.until.isValid());
    }

    void hostPageSaysWhatIsHosted()
    {
        WindowBench bench;
        bench.host.hosted = true;
        begin(bench);
        QVERIFY(!bench.sees(u"hostRow"_s));
        bench.click(u"own.settings"_s);
        bench.click(u"settings.host"_s);
        bench.host.startsAtOnce = false;
        bench.click(u"host.start"_s);
        bench.host.fail(HostController::Failure::PortInUse, u"7465 to 7475"_s);
        QVERIFY(!bench.text(u"host.error"_s).isEmpty());
        QVERIFY(!bench.text(u"host.error"_s).contains(u"7465"_s));
        bench.host.startsAtOnce = true;
        bench.click(u"host.start"_s);
        QVERIFY(bench.sees(u"hostRow"_s));
        QTRY_VERIFY(bench.text(u"host.address.0"_s).contains(u"192.168.1.24:7465"_s));
        QCOMPARE(bench.text(u"host.inviteCode"_s), bench.host.code);
        QCOMPARE(bench.text(u"host.hereCount"_s), u"0"_s);
        bench.host.setNames({u"Ben"_s, u"Ada"_s});
        QCOMPARE(bench.text(u"host.hereCount"_s), u"2"_s);
        bench.click(u"host.copy"_s);
        QVERIFY(QGuiApplication::clipboard()->text().contains(bench.host.code));
        bench.answers.agree = false;
        bench.click(u"host.stop"_s);
        QCOMPARE(bench.host.state(), HostController::State::On);
        bench.answers.agree = true;
        bench.click(u"host.stop"_s);
        QCOMPARE(bench.host.state(), HostController::State::Off);
        QVERIFY(!bench.sees(u"hostRow"_s));
    }

    void asksBeforeItQuitsWhileHosting()
    {
        WindowBench bench;
        begin(bench);
        bench.host.resume();
        QSignalSpy closed(bench.window.get(), &MainWindow::closed);
        bench.answers.agree = false;
        QTest::keyClick(bench.window.get(), Qt::Key_Q, Qt::ControlModifier);
        QCOMPARE(bench.answers.asked, QStringList{u"question.quit"_s});
        QVERIFY(bench.window->isVisible());
        QCOMPARE(closed.size(), 0);
        bench.answers.agree = true;
        QTest::keyClick(bench.window.get(), Qt::Key_Q, Qt::ControlModifier);
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(!bench.window->isVisible());
    }

    void keysLeadEverywhere()
    {
        WindowBench bench;
        begin(bench);
        QTest::keyClick(bench.window.get(), Qt::Key_K, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::focusWidget(), bench.seen<QWidget>(u"switcher.field"_s));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTest::keyClick(bench.window.get(), Qt::Key_Comma, Qt::ControlModifier);
        QVERIFY(bench.sees(u"settings"_s));
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : bench.window.get(), Qt::Key_Escape);
        QTRY_VERIFY(!bench.sees(u"settings"_s));
        QTest::keyClick(bench.window.get(), Qt::Key_Slash, Qt::ControlModifier);
        QVERIFY(bench.sees(u"shortcuts"_s));
        bench.click(u"shortcuts.close"_s);
        QVERIFY(!bench.sees(u"shortcuts"_s));
        const int size = bench.preferences.textSize();
        QTest::keyClick(bench.window.get(), Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(bench.preferences.textSize() > size);
        QTest::keyClick(bench.window.get(), Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(bench.preferences.textSize(), size);
    }

    void f6GoesThroughThePanesAndBack()
    {
        WindowBench bench;
        begin(bench);
        editor(bench)->setFocus();
        QTest::keyClick(bench.window.get(), Qt::Key_F6);
        QWidget *const list = bench.seen<QWidget>(u"contacts.list"_s);
        QVERIFY(list == QApplication::focusWidget() || list->isAncestorOf(QApplication::focusWidget()));
        QTest::keyClick(bench.window.get(), Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(QApplication::focusWidget(), editor(bench));
    }

    void settingsAreKept()
    {
        WindowBench bench;
        begin(bench);
        bench.click(u"own.settings"_s);
        bench.click(u"settings.theme.dark"_s);
        QCOMPARE(bench.preferences.theme(), u"dark"_s);
        QVERIFY(Theme::current().isDark());
        bench.click(u"settings.theme.light"_s);
        QVERIFY(!Theme::current().isDark());
        QVERIFY(bench.preferences.enterSends());
        bench.click(u"settings.enterSends"_s);
        QVERIFY(!bench.preferences.enterSends());
        bench.click(u"settings.about"_s);
        QVERIFY(bench.text(u"about.version"_s).contains(QStringLiteral(CONFAB_VERSION)));
        QVERIFY(bench.seen<QPlainTextEdit>(u"about.licence"_s)->toPlainText().contains(u"GNU GENERAL PUBLIC"_s));
    }

    void nothingIsSelectedUnderAPage()
    {
        WindowBench bench;
        begin(bench);
        auto *list = bench.seen<ContactListView>(u"contacts.list"_s);
        QVERIFY(list);
        QTRY_COMPARE(list->currentConversation(), u"group"_s);
        bench.click(u"own.settings"_s);
        QVERIFY(list->currentConversation().isEmpty());
        bench.click(u"settings.host"_s);
        QVERIFY(list->currentConversation().isEmpty());
        bench.click(u"host.close"_s);
        QCOMPARE(list->currentConversation(), u"group"_s);
        // A choice in the list closes the page.
        newConversation(bench, u"contacts.newRoom"_s);
        QVERIFY(list->currentConversation().isEmpty());
        Q_EMIT list->conversationActivated(u"group"_s);
        QVERIFY(!bench.sees(u"newRoom"_s));
        QCOMPARE(list->currentConversation(), u"group"_s);
    }

    void timesAreWrittenAsOneWantsThem()
    {
        WindowBench bench;
        begin(bench);
        const QDateTime at(QDate(2026, 3, 2), QTime(14, 2));
        bench.preferences.setHours24(true);
        QVERIFY(clockTime(at).contains(u"14"_s));
        bench.click(u"own.settings"_s);
        bench.click(u"settings.hours24"_s);
        QVERIFY(!bench.preferences.hours24());
        QCOMPARE(clockTime(at).remove(QChar(0x202F)).remove(u' '), u"2:02PM"_s);
        bench.click(u"settings.hours24"_s);
        QVERIFY(clockTime(at).contains(u"14"_s));
    }

    void pagesOfPeopleComeWhileOneScrolls()
    {
        WindowBench bench;
        for (int i = 0; i < 90; ++i) {
            const QString name = u"person%1"_s.arg(i, 2, 10, QChar(u'0'));
            bench.server.users << protocol::User{
                name, name, 1, protocol::PresenceState::Offline, {}, protocol::Role::Member};
        }
        bench.server.peoplePage = 40;
        begin(bench);
        const auto asked = [&bench] { return bench.server.heardOf<protocol::ListPeople>().size(); };
        // The contact list.
        QTRY_COMPARE(asked(), 1);
        auto *list = bench.seen<ContactListView>(u"contacts.list"_s);
        QTRY_VERIFY(list->verticalScrollBar()->maximum() > 0);
        list->verticalScrollBar()->setValue(list->verticalScrollBar()->maximum());
        QTRY_COMPARE(asked(), 2);
        QTRY_VERIFY(list->conversations().size() > 70);
        // The directory.
        QTest::keyClick(bench.window.get(), Qt::Key_N, Qt::ControlModifier);
        QTRY_VERIFY(bench.sees(u"newDirect.people.ben"_s));
        QCOMPARE(asked(), 3);
        QVERIFY(!bench.sees(u"newDirect.people.person50"_s));
        auto *area = bench.seen<QWidget>(u"newDirect"_s)->findChild<QScrollArea *>();
        QVERIFY(area);
        for (const auto &name : {u"newDirect.people.person50"_s, u"newDirect.people.person89"_s}) {
            QTRY_VERIFY(area->verticalScrollBar()->maximum() > area->verticalScrollBar()->value());
            area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
            QTRY_VERIFY(bench.sees(name));
        }
        QCOMPARE(asked(), 5);
        QVERIFY(!bench.sees(u"newDirect.people.more"_s));
    }

    void isARailWhereThereIsLittleRoom()
    {
        WindowBench bench;
        addRoom(bench, u"room:01HZX0AAAAAAAAAAAAAAAAAAAA"_s, u"release"_s);
        begin(bench);
        bench.window->resize(640, 560);
        QTRY_VERIFY(!bench.sees(u"contacts.filter"_s));
        QTRY_COMPARE(bench.seen<QWidget>(u"contacts.list"_s)->window(), bench.window.get());
        QVERIFY(bench.seen<QWidget>(u"contacts.list"_s)->width() <= 64);
        bench.click(u"header.members"_s);
        // The pane takes the conversation's place, and gives it back.
        QTRY_VERIFY(bench.sees(u"members"_s));
        QVERIFY(!bench.sees(u"conversation"_s));
        bench.click(u"members.close"_s);
        QTRY_VERIFY(bench.sees(u"conversation"_s));
    }

    void everythingOneCanFocusHasAName()
    {
        WindowBench bench;
        bench.host.hosted = true;
        addRoom(bench, u"room:01HZX0AAAAAAAAAAAAAAAAAAAA"_s, u"release"_s);
        begin(bench);
        checkNames(bench, u"conversation"_s);
        bench.click(u"header.members"_s);
        checkNames(bench, u"members"_s);
        bench.click(u"members.close"_s);
        newConversation(bench, u"contacts.newRoom"_s);
        checkNames(bench, u"new room"_s);
        newConversation(bench, u"contacts.directory"_s);
        checkNames(bench, u"directory"_s);
        bench.click(u"own.settings"_s);
        checkNames(bench, u"settings"_s);
        bench.click(u"settings.about"_s);
        checkNames(bench, u"about"_s);
        bench.click(u"own.settings"_s);
        bench.click(u"settings.host"_s);
        checkNames(bench, u"host"_s);
        bench.click(u"host.start"_s);
        checkNames(bench, u"hosting"_s);
        bench.click(u"own.settings"_s);
        bench.click(u"settings.addServer"_s);
        checkNames(bench, u"first run"_s);
    }

private:
    static void begin(WindowBench &bench)
    {
        bench.remember();
        bench.start();
        QTRY_COMPARE(bench.workspace->current()->status().phase, client::ConnectionStatus::Phase::Online);
    }

    static void addRoom(WindowBench &bench, const QString &id, const QString &name)
    {
        auto &room = bench.server.addRoom(id, protocol::ConversationKind::Room, name);
        room.conversation.memberCount = 2;
    }

    // Messages of somebody else in Everyone, before anybody is there.
    static void fill(WindowBench &bench, int count)
    {
        for (int i = 1; i <= count; ++i)
            bench.server.say(u"group"_s, u"ben"_s, u"Message %1"_s.arg(i), QDateTime::currentDateTimeUtc());
    }

    static ConversationView *view(WindowBench &bench) { return bench.seen<ConversationView>(u"conversation.view"_s); }

    static qint64 unread(WindowBench &bench)
    {
        const client::ContactModel *contacts = bench.workspace->current()->contacts();
        return contacts->contacts().at(contacts->indexOf(u"group"_s)).unread;
    }

    static QStringList offered(WindowBench &bench)
    {
        QStringList titles;
        const auto *list = bench.seen<QListView>(u"composer.completion.list"_s);
        for (int i = 0; list && i < list->model()->rowCount(); ++i)
            titles << list->model()->index(i, 0).data().toString();
        return titles;
    }

    static QPlainTextEdit *editor(WindowBench &bench) { return bench.seen<QPlainTextEdit>(u"composer.edit"_s); }

    static void write(WindowBench &bench, const QString &text)
    {
        QVERIFY(editor(bench));
        editor(bench)->setFocus();
        QTest::keyClicks(editor(bench), text);
        QTest::keyClick(editor(bench), Qt::Key_Return);
    }

    static void trigger(WindowBench &bench, const QString &action)
    {
        auto *found = bench.window->findChild<QAction *>(action);
        QVERIFY2(found, qPrintable(action));
        found->trigger();
    }

    static void newConversation(WindowBench &bench, const QString &action) { trigger(bench, action); }

    // An action of a menu that is filled when it is opened.
    static void choose(WindowBench &bench, const QString &button, const QString &action)
    {
        QTimer::singleShot(0, bench.window.get(), [&bench, action] {
            QTRY_VERIFY(bench.window->findChild<QAction *>(action));
            trigger(bench, action);
            if (QWidget *popup = QApplication::activePopupWidget())
                popup->close();
        });
        bench.click(button);
        QTRY_VERIFY(!QApplication::activePopupWidget());
    }

    static void checkNames(WindowBench &bench, const QString &where)
    {
        const auto all = bench.window->findChildren<QWidget *>();
        for (QWidget *widget : all) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || widget->focusProxy())
                continue;
            // Parts of a widget that has the name.
            if (widget->objectName().startsWith(u"qt_"_s) || widget->inherits("QScrollBar"))
                continue;
            const QString what =
                u"%1: %2 %3"_s.arg(where, QString::fromLatin1(widget->metaObject()->className()), widget->objectName());
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(what + u" has no accessible name"_s));
            QVERIFY2(!widget->objectName().isEmpty(), qPrintable(what + u" has no object name"_s));
        }
    }
};

} // namespace confab::ui

CONFAB_GUI_TEST(confab::ui::TestWindow)
#include "tst_window.moc"
