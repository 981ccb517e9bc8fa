// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"
#include "window_bench.h"

#include <confab/protocol/names.h>
#include <confab/ui/composer/composer.h>
#include <confab/ui/contacts/contact_list_view.h>
#include <confab/ui/conversation/conversation_view.h>
#include <confab/ui/conversation/row_layout.h>

#include <QCalendarWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTest>

using namespace confab;
using namespace confab::ui;
using namespace Qt::StringLiterals;
using client::MessageRow;

namespace
{

QDateTime minutesAgo(int minutes)
{
    return QDateTime::currentDateTimeUtc().addSecs(-60 * minutes);
}

} // namespace

// What one does to messages and where one finds them, in the real window.
class TestPanes : public QObject
{
    Q_OBJECT

private slots:
    void repliesAreQuoted()
    {
        WindowBench bench;
        begin(bench);
        ConversationView *view = viewOf(bench);
        Q_EMIT view->replyRequested(row(view, 1).id);
        QVERIFY(composerOf(bench)->isReplying());
        write(bench, u"composer.edit"_s, u"On Friday"_s);
        QTRY_VERIFY(bench.server.message(group, 4));
        QTRY_COMPARE(bench.server.message(group, 4)->replyTo, 1);
        QVERIFY(!composerOf(bench)->isReplying());
        QTRY_VERIFY(row(view, 4).quote);
        QCOMPARE(row(view, 4).quote->text, u"Shall we ship?"_s);
        QCOMPARE(row(view, 4).quote->authorName, u"Ben Osei"_s);
    }

    void reactionsGoOnAndOff()
    {
        WindowBench bench;
        begin(bench);
        ConversationView *view = viewOf(bench);
        Q_EMIT view->reactionToggled(row(view, 1).id, u"👍"_s, true);
        QTRY_COMPARE(bench.server.message(group, 1)->reactions.size(), 1);
        QTRY_COMPARE(row(view, 1).reactions.size(), 1);
        QVERIFY(row(view, 1).reactions.first().mine);
        Q_EMIT view->reactionToggled(row(view, 1).id, u"👍"_s, false);
        QTRY_VERIFY(bench.server.message(group, 1)->reactions.isEmpty());
        QTRY_VERIFY(row(view, 1).reactions.isEmpty());
    }

    void editsOnesLastMessageByUp()
    {
        WindowBench bench;
        begin(bench);
        auto *field = bench.seen<QPlainTextEdit>(u"composer.edit"_s);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Up);
        QCOMPARE(field->toPlainText(), u"Yes, on Friday."_s);
        QTest::keyClicks(field, u" Really."_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(bench.server.message(group, 2));
        QTRY_COMPARE(bench.server.message(group, 2)->text, u"Yes, on Friday. Really."_s);
        QTRY_VERIFY(row(viewOf(bench), 2).edited);
    }

    void aConflictIsShownSideBySide()
    {
        WindowBench bench;
        begin(bench);
        ConversationView *view = viewOf(bench);
        bench.server.errors.insert(u"edit"_s, {{}, protocol::ErrorCode::Conflict, {}, u"base"_s, 0});
        bench.workspace->current()->edit(group, 2, u"Mine"_s);
        QTRY_COMPARE(row(view, 2).change, MessageRow::Change::Conflict);
        Q_EMIT view->conflictRequested(row(view, 2).id);
        QTRY_VERIFY(bench.sees(u"conflict"_s));
        QCOMPARE(bench.seen<QPlainTextEdit>(u"conflict.mine"_s)->toPlainText(), u"Mine"_s);
        QCOMPARE(bench.seen<QPlainTextEdit>(u"conflict.theirs"_s)->toPlainText(), u"Yes, on Friday."_s);
        bench.click(u"conflict.useMine"_s);
        QTRY_VERIFY(bench.server.message(group, 2));
        QTRY_COMPARE(bench.server.message(group, 2)->text, u"Mine"_s);
        QTRY_COMPARE(row(view, 2).change, MessageRow::Change::None);
    }

    void deletingAsksWhereItIsSomebodyElses()
    {
        WindowBench bench;
        bench.server.me.role = protocol::Role::Moderator;
        begin(bench);
        ConversationView *view = viewOf(bench);
        bench.answers.agree = false;
        Q_EMIT view->deleteRequested({row(view, 1).id});
        QCOMPARE(bench.answers.asked.last(), u"question.deleteMessages"_s);
        QCOMPARE(row(view, 1).change, MessageRow::Change::None);
        Q_EMIT view->deleteRequested({row(view, 2).id});
        QCOMPARE(bench.answers.asked.size(), 1);
        QTRY_COMPARE(row(view, 2).change, MessageRow::Change::Deletion);
        Q_EMIT view->undoRequested(row(view, 2).id);
        QTRY_COMPARE(row(view, 2).change, MessageRow::Change::None);
        QVERIFY(!bench.server.message(group, 2)->deleted);
    }

    void aThreadStandsBesideItsConversation()
    {
        WindowBench bench;
        begin(bench);
        ConversationView *view = viewOf(bench);
        Q_EMIT view->threadRequested(1);
        QTRY_VERIFY(bench.sees(u"thread"_s));
        write(bench, u"thread.composer"_s, u"In the thread"_s, true);
        QTRY_VERIFY(bench.server.message(group, 4));
        QTRY_COMPARE(bench.server.message(group, 4)->thread, 1);
        QVERIFY(!bench.server.message(group, 4)->alsoRoom);
        auto *thread = bench.seen<ConversationView>(u"thread.view"_s);
        QTRY_COMPARE(thread->model()->rowCount(), 2);
        // In the conversation only the first message tells of it.
        QTRY_VERIFY(row(view, 1).replies);
        QCOMPARE(view->model()->rowCount(), 3);
        bench.click(u"thread.alsoRoom"_s);
        write(bench, u"thread.composer"_s, u"For all"_s, true);
        QTRY_VERIFY(bench.server.message(group, 5));
        QVERIFY(bench.server.message(group, 5)->alsoRoom);
        QTRY_COMPARE(view->model()->rowCount(), 4);
        bench.click(u"thread.close"_s);
        QVERIFY(!bench.sees(u"thread"_s));
    }

    void findsHereAndShowsWhereItWasSaid()
    {
        WindowBench bench;
        bench.server.welcome.features << u"search"_s;
        begin(bench);
        QTest::keyClick(bench.window.get(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(bench.sees(u"search"_s));
        auto *field = bench.seen<QLineEdit>(u"search.field"_s);
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"friday"_s);
        QTRY_VERIFY(bench.sees(u"search.results"_s));
        auto *results = bench.seen<QListView>(u"search.results"_s);
        QTRY_COMPARE(results->model()->rowCount(), 1);
        QVERIFY(bench.text(u"search.count"_s).startsWith(u"1 "_s));
        QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(viewOf(bench)->shownSeq(), 2);
        // It was worth it: it is offered again.
        QCOMPARE(bench.workspace->current()->recentSearches(), QStringList{u"friday"_s});
    }

    void nothingFoundIsSaid()
    {
        WindowBench bench;
        bench.server.welcome.features << u"search"_s;
        begin(bench);
        bench.click(u"header.search"_s);
        auto *field = bench.seen<QLineEdit>(u"search.field"_s);
        QTest::keyClicks(field, u"zebra"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(bench.text(u"search.words"_s), u"Nothing with “zebra”."_s);
        QTest::keyClick(field, Qt::Key_Escape);
        QTest::keyClick(field, Qt::Key_Escape);
        QTRY_VERIFY(!bench.sees(u"search"_s));
    }

    void pinnedMessagesAreListed()
    {
        WindowBench bench;
        begin(bench);
        ConversationView *view = viewOf(bench);
        Q_EMIT view->pinRequested(row(view, 2).id, true);
        QTRY_VERIFY(bench.server.message(group, 2)->pinned);
        bench.click(u"header.pinned"_s);
        QTRY_VERIFY(bench.sees(u"messages.list"_s));
        auto *list = bench.seen<QListView>(u"messages.list"_s);
        QTRY_COMPARE(list->model()->rowCount(), 1);
        bench.click(u"messages.kind.2"_s);
        QTRY_COMPARE(bench.text(u"messages.words"_s), u"No links yet."_s);
    }

    void filesAreListed()
    {
        WindowBench bench;
        bench.server.welcome.features << u"files"_s;
        begin(bench);
        protocol::Message extra;
        extra.attachments = {{QString(32, u'a'), u"plan.pdf"_s, 2048, u"application/pdf"_s, 0, 0, {}},
                             {QString(32, u'b'), u"cat.png"_s, 1024, u"image/png"_s, 40, 30, {}}};
        bench.server.say(group, u"ben"_s, {}, minutesAgo(1), {}, extra);
        QTRY_COMPARE(row(viewOf(bench), 4).files.size(), 2);
        bench.click(u"header.pinned"_s);
        bench.click(u"messages.kind.1"_s);
        QTRY_VERIFY(bench.sees(u"messages.list"_s));
        auto *list = bench.seen<QListView>(u"messages.list"_s);
        QTRY_COMPARE(list->model()->rowCount(), 2);
        QCOMPARE(list->model()->index(0, 0).data().toString(), u"plan.pdf"_s);
        const QString words = list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(words.contains(u"2.0 KiB · Ben Osei"_s), qPrintable(words));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 0)).center());
        QTRY_COMPARE(viewOf(bench)->shownSeq(), 4);
    }

    void threadsAreListedAndOpened()
    {
        WindowBench bench;
        begin(bench);
        ConversationView *view = viewOf(bench);
        bench.workspace->current()->sendText(group, u"More of it"_s, {0, 2, false});
        QTRY_VERIFY(row(view, 2).replies);
        bench.click(u"header.pinned"_s);
        QTRY_VERIFY(bench.sees(u"messages"_s));
        bench.click(u"messages.kind.3"_s);
        QTRY_VERIFY(bench.sees(u"messages.list"_s));
        auto *list = bench.seen<QListView>(u"messages.list"_s);
        QTRY_COMPARE(list->model()->rowCount(), 1);
        const QModelIndex thread = list->model()->index(0, 0);
        QCOMPARE(thread.data().toString(), u"Yes, on Friday."_s);
        QVERIFY(thread.data(Qt::AccessibleTextRole).toString().contains(u"1 "_s));
        // Somebody goes on: it is unread, wherever one is.
        protocol::Message reply;
        reply.thread = 2;
        bench.server.say(group, u"ben"_s, u"Not before?"_s, minutesAgo(1), {}, reply);
        QTRY_COMPARE(row(view, 2).replies->count, 2);
        QTest::keyClick(bench.window.get(), Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(list->model()->rowCount(), 1);
        QTRY_VERIFY(list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"unread"_s));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
        QTRY_VERIFY(bench.sees(u"thread"_s));
        QTRY_COMPARE(bench.seen<ConversationView>(u"thread.view"_s)->model()->rowCount(), 3);
    }

    void detailsTellWhoHasReadAndWhoReacted()
    {
        WindowBench bench;
        auto *everyone = bench.server.room(group);
        everyone->conversation.receipts = true;
        everyone->members = {{bench.server.me, protocol::Role::Member, 3},
                             {bench.server.users.at(0), protocol::Role::Member, 2},
                             {bench.server.users.at(1), protocol::Role::Member, 1}};
        begin(bench);
        ConversationView *view = viewOf(bench);
        Q_EMIT view->reactionToggled(row(view, 2).id, u"👍"_s, true);
        QTRY_VERIFY(!row(view, 2).reactions.isEmpty());
        Q_EMIT view->detailsRequested(row(view, 2).id);
        QTRY_VERIFY(bench.sees(u"details.readers"_s));
        const auto person = [&bench](const QString &shelf, const QString &name) {
            auto *box = bench.seen<QWidget>(u"details."_s + shelf);
            return box && box->findChild<QWidget *>(u"details.person."_s + name);
        };
        QTRY_VERIFY(person(u"readers"_s, u"ben"_s));
        QVERIFY(person(u"others"_s, u"ada"_s));
        QVERIFY(!person(u"readers"_s, u"ada"_s));
        QTRY_VERIFY(person(u"reaction.👍"_s, bench.server.me.username));
        bench.click(u"details.close"_s);
        QVERIFY(!bench.sees(u"details"_s));
    }

    void detailsTellHowABotUnderstood()
    {
        WindowBench bench;
        protocol::Message answer;
        answer.dialogue = protocol::Dialogue{
            .intent = u"BookRoom"_s, .state = u"InProgress"_s, .known = {{u"City"_s, u"Lisbon"_s}, {u"Nights"_s, {}}}};
        begin(bench);
        bench.server.say(group, u"bot:hotel-desk"_s, u"How many nights?"_s, minutesAgo(1), {}, answer);
        ConversationView *view = viewOf(bench);
        QTRY_COMPARE(view->model()->rowCount(), 4);
        Q_EMIT view->detailsRequested(row(view, 4).id);
        QTRY_VERIFY(bench.sees(u"details.dialogue"_s));
        QStringList said;
        for (const auto *label : bench.seen<QWidget>(u"details.dialogue"_s)->findChildren<QLabel *>())
            said << label->text();
        QCOMPARE(said, (QStringList{u"How the bot understood it"_s, u"BookRoom · InProgress"_s, u"City: Lisbon"_s,
                                    u"Nights: not told yet"_s}));
    }

    // Whoever writes where a model may read is told so.
    void whoReadsWithABotIsTold()
    {
        WindowBench bench;
        bench.server.welcome.bots = {
            {.id = u"sage"_s, .name = u"Sage"_s, .about = {}, .readBy = u"llama3 (10.0.0.7)"_s, .inRooms = true},
            {.id = u"desk"_s, .name = u"Desk"_s, .about = {}, .readBy = {}, .inRooms = true},
            {.id = u"away"_s, .name = u"Away"_s, .about = {}, .readBy = u"Amazon Lex"_s, .inRooms = false}};
        const QString own = protocol::botConversation(u"sage"_s, protocol::keyOf(bench.server.me.username));
        bench.server.addRoom(own, protocol::ConversationKind::Bot, {}).conversation.memberCount = 1;
        bench.server.say(own, bench.server.me.username, u"Hello"_s, minutesAgo(40));
        bench.server.room(group)->members = {{bench.server.me, protocol::Role::Member, 0}};
        begin(bench);

        bench.click(u"header.members"_s);
        QTRY_VERIFY(bench.sees(u"members.row."_s + bench.server.me.username));
        const auto described = [&bench](const QString &id) {
            auto *shown = bench.seen<QWidget>(u"members.bot."_s + id);
            return shown ? shown->accessibleName() + u" | "_s + shown->accessibleDescription() + u" | "_s +
                               shown->toolTip()
                         : QString();
        };
        QVERIFY2(described(u"sage"_s).contains(u"Read by llama3 (10.0.0.7)"_s), qPrintable(described(u"sage"_s)));
        QVERIFY(described(u"sage"_s).contains(u"last messages"_s));
        QVERIFY(described(u"desk"_s).contains(u"Answers to @desk"_s));
        QVERIFY(!described(u"desk"_s).contains(u"Read by"_s));
        QVERIFY(!bench.sees(u"members.bot.away"_s));
        bench.click(u"members.close"_s);

        QTest::keyClicks(bench.seen<QPlainTextEdit>(u"composer.edit"_s), u"@sa"_s);
        QTRY_VERIFY(bench.sees(u"composer.completion.list"_s));
        auto *offers = bench.seen<QListView>(u"composer.completion.list"_s);
        QVERIFY2(offers->model()
                     ->index(0, 0)
                     .data(Qt::AccessibleTextRole)
                     .toString()
                     .contains(u"Bot · read by llama3 (10.0.0.7)"_s),
                 qPrintable(offers->model()->index(0, 0).data(Qt::AccessibleTextRole).toString()));
        QTest::keyClick(bench.seen<QPlainTextEdit>(u"composer.edit"_s), Qt::Key_Escape);

        QTRY_VERIFY(bench.workspace->current()->contacts()->indexOf(own) >= 0);
        Q_EMIT bench.seen<ContactListView>(u"contacts.list"_s)->conversationActivated(own);
        QTRY_COMPARE(bench.text(u"header.second"_s), u"Bot · read by llama3 (10.0.0.7)"_s);
    }

    void anAnswerThatComesIsStopped()
    {
        WindowBench bench;
        bench.server.welcome.bots = {{.id = u"sage"_s, .name = u"Sage"_s, .about = {}}};
        const QString own = protocol::botConversation(u"sage"_s, protocol::keyOf(bench.server.me.username));
        bench.server.addRoom(own, protocol::ConversationKind::Bot, {}).conversation.memberCount = 1;
        bench.server.say(own, bench.server.me.username, u"Tell me all"_s, minutesAgo(40));
        begin(bench);
        QTRY_VERIFY(bench.workspace->current()->contacts()->indexOf(own) >= 0);
        Q_EMIT bench.seen<ContactListView>(u"contacts.list"_s)->conversationActivated(own);
        ConversationView *view = viewOf(bench);
        QTRY_COMPARE(row(view, 1).text, u"Tell me all"_s);
        bench.server.push(protocol::Partial{.conversation = own,
                                            .stream = row(view, 1).id,
                                            .author = protocol::botAuthor(u"sage"_s),
                                            .text = u"In the beginning"_s});
        const RowLayout::Action *stop = nullptr;
        int top = 0;
        const auto find = [&] {
            for (const int shown : view->visibleRows()) {
                const auto *layout = view->rowLayout(shown);
                for (qsizetype i = 0; layout && i < layout->actions.size(); ++i) {
                    if (layout->actions[i].kind == RowLayout::Action::Kind::StopAnswer) {
                        stop = &layout->actions[i];
                        top = view->rowTop(shown).value_or(0);
                    }
                }
            }
            return stop != nullptr;
        };
        QTRY_VERIFY(find());
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, QPoint(0, top) + stop->hit.center());
        QTRY_COMPARE(bench.server.heardOf<protocol::StopAnswer>().size(), 1);
        QCOMPARE(bench.server.heardOf<protocol::StopAnswer>().first().conversation, own);
        QCOMPARE(bench.server.heardOf<protocol::StopAnswer>().first().stream, row(view, 1).id);
    }

    void conversationsAreMutedFavouredAndArchivedFromTheirMenu()
    {
        WindowBench bench;
        begin(bench);
        auto *client = bench.workspace->current();
        Q_EMIT bench.seen<ContactListView>(u"contacts.list"_s)->menuRequested(group, {});
        const auto take = [&bench](const QString &name) {
            auto *menu = bench.window->findChild<QMenu *>(u"contacts.menu"_s);
            QVERIFY(menu);
            auto *action = menu->findChild<QAction *>(u"contacts.menu."_s + name);
            QVERIFY(action);
            action->trigger();
        };
        take(u"mute"_s);
        QTRY_VERIFY(client->isMuted(group));
        take(u"favourite"_s);
        QVERIFY(client->isFavourite(group));
        take(u"archive"_s);
        QVERIFY(client->isArchived(group));
        take(u"unread"_s);
        QVERIFY(client->isMarkedUnread(group));
    }

    void savesIntoTheNotes()
    {
        WindowBench bench;
        begin(bench);
        ConversationView *view = viewOf(bench);
        Q_EMIT view->saveRequested({row(view, 1).id});
        const QString me = bench.server.me.username;
        const QString notes = protocol::directConversation(me, me);
        QTRY_VERIFY(bench.server.message(notes, 1));
        QVERIFY(bench.server.message(notes, 1)->text.contains(u"Shall we ship?"_s));
        QVERIFY(bench.sees(u"notice"_s));
    }

    void goesToADate()
    {
        WindowBench bench;
        bench.remember();
        for (int day = 9; day >= 0; --day)
            bench.server.say(group, u"ben"_s, u"%1 days ago"_s.arg(day), minutesAgo(day * 24 * 60));
        bench.server.room(group)->standing.read = 10;
        bench.start();
        ConversationView *view = viewOf(bench);
        QTRY_COMPARE(view->model()->rowCount(), 10);
        Q_EMIT view->dayPressed(QDate::currentDate(), view->mapToGlobal(QPoint(40, 40)));
        auto *calendar = bench.window->findChild<QCalendarWidget *>(u"date.calendar"_s);
        QVERIFY(calendar);
        Q_EMIT calendar->clicked(QDate::currentDate().addDays(-4));
        QTRY_COMPARE(view->shownSeq(), 6);
    }

    void roomsThatAreNamedAreLinks()
    {
        WindowBench bench;
        const QString id = protocol::roomConversation(u"01JQ0000000000000000000042"_s);
        bench.server.addRoom(id, protocol::ConversationKind::Room, u"release notes"_s);
        begin(bench);
        bench.server.say(group, u"ben"_s, u"Look into #release notes, not #releases"_s, minutesAgo(1));
        ConversationView *view = viewOf(bench);
        QTRY_COMPARE(view->model()->rowCount(), 4);
        const auto linkOf = [view] {
            const auto &blocks = view->rowLayout(3)->text.blocks;
            return blocks.isEmpty() || blocks.first().spans.isEmpty() ? QString() : blocks.first().spans.first().link;
        };
        QTRY_COMPARE(linkOf(), roomLink(id));
        QCOMPARE(view->rowLayout(3)->text.blocks.first().spans.size(), 1);
        Q_EMIT view->linkActivated(QUrl(linkOf()));
        QTRY_COMPARE(bench.text(u"header.title"_s), u"release notes"_s);
    }

    void severalArePickedByThePointer()
    {
        WindowBench bench;
        begin(bench);
        ConversationView *view = viewOf(bench);
        const auto press = [view](int row, Qt::KeyboardModifiers keys) {
            QTest::mouseClick(view->viewport(), Qt::LeftButton, keys,
                              QPoint(200, *view->rowTop(row) + view->rowLayout(row)->body.center().y()));
        };
        press(0, Qt::ControlModifier);
        QVERIFY(view->selectedText().contains(u"Shall we ship?"_s));
        press(2, Qt::ShiftModifier);
        QCOMPARE(view->selectedText().count(u'\n'), 2);
        press(1, {});
        QVERIFY(view->selectedText().isEmpty());
    }

private:
    // Signed in, three messages in Everyone: Ben's, one's own, Ben's.
    static void begin(WindowBench &bench)
    {
        bench.remember();
        bench.server.say(group, u"ben"_s, u"Shall we ship?"_s, minutesAgo(30));
        bench.server.say(group, bench.server.me.username, u"Yes, on Friday."_s, minutesAgo(20));
        bench.server.say(group, u"ben"_s, u"Good."_s, minutesAgo(10));
        bench.server.room(group)->standing.read = 3;
        bench.start();
        QTRY_VERIFY(viewOf(bench)->model() && viewOf(bench)->model()->rowCount() == 3);
        QTRY_COMPARE(bench.workspace->current()->status().phase, client::ConnectionStatus::Phase::Online);
    }

    static ConversationView *viewOf(WindowBench &bench) { return bench.seen<ConversationView>(u"conversation.view"_s); }
    static Composer *composerOf(WindowBench &bench) { return bench.seen<Composer>(u"composer"_s); }

    // By seq.
    static MessageRow row(ConversationView *view, qint64 seq)
    {
        const int index = view->model()->indexOfSeq(seq);
        return index < 0 ? MessageRow() : view->model()->row(index);
    }

    // `inside`: the name is that of a composer, not of a field.
    static void write(WindowBench &bench, const QString &name, const QString &text, bool inside = false)
    {
        auto *field =
            inside ? bench.seen<QWidget>(name)->findChild<QPlainTextEdit *>() : bench.seen<QPlainTextEdit>(name);
        field->setFocus();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    }
};

CONFAB_GUI_TEST(TestPanes)
#include "tst_panes.moc"
