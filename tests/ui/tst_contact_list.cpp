// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/contact_delegate.h"
#include "contacts/fuzzy_match.h"
#include "contacts/sectioned_contacts.h"
#include "test_program.h"

#include <confab/client/chat_client.h>
#include <confab/ui/contacts/contact_list_view.h>
#include <confab/ui/theme/theme.h>

#include <QAbstractItemModelTester>
#include <QContextMenuEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::ui;
using namespace Qt::StringLiterals;

using client::Contact;
using Section = Contact::Section;

namespace
{

Contact contact(const QString &id, Section section, const QString &name, int minutesAgo = 10)
{
    Contact made;
    made.conversation = id;
    made.section = section;
    made.name = name;
    made.username = name.toLower();
    made.lastAt = QDateTime(QDate(2026, 3, 2), QTime(12, 0), Qt::UTC).addSecs(-60 * minutesAgo);
    made.lastLine = u"last of "_s + name;
    return made;
}

QStringList textsOf(const QAbstractItemModel &model)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.index(row, 0).data().toString());
    return texts;
}

} // namespace

class TestContactList : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_source = std::make_unique<client::ContactModel>();
        m_source->put(contact(u"room:a"_s, Section::Rooms, u"design"_s));
        m_source->put(contact(u"dm:b"_s, Section::People, u"Ben"_s, 5));
        m_source->put(contact(u"dm:c"_s, Section::People, u"Chloé"_s, 7));
        m_source->put(contact(u"bot:d"_s, Section::Bots, u"Hotel desk"_s));
    }

    void cleanup()
    {
        m_source.reset();
        m_theme.reset();
    }

    void sectionsHaveTitles()
    {
        SectionedContacts rows;
        QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        rows.setSource(m_source.get());
        QCOMPARE(textsOf(rows),
                 (QStringList{u"Rooms"_s, u"design"_s, u"People"_s, u"Ben"_s, u"Chloé"_s, u"Bots"_s, u"Hotel desk"_s}));
        QVERIFY(!rows.flags(rows.index(0)).testFlag(Qt::ItemIsSelectable));
        QVERIFY(rows.flags(rows.index(1)).testFlag(Qt::ItemIsSelectable));
        m_source->remove(u"dm:b"_s);
        m_source->remove(u"dm:c"_s);
        m_source->remove(u"bot:d"_s);
        rows.settle();
        QCOMPARE(textsOf(rows),
                 (QStringList{u"Rooms"_s, u"design"_s, u"People"_s, u"Nobody yet. Share the invite."_s}));
    }

    void favouritesStandAboveAndTheArchiveIsFolded()
    {
        SectionedContacts rows;
        rows.setSource(m_source.get());
        QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy reset(&rows, &QAbstractItemModel::modelReset);
        Contact ben = contact(u"dm:b"_s, Section::People, u"Ben"_s, 5);
        ben.favourite = true;
        m_source->put(ben);
        Contact chloe = contact(u"dm:c"_s, Section::People, u"Chloé"_s, 7);
        chloe.archived = true;
        m_source->put(chloe);
        rows.settle();
        // There are people, only not on their shelf.
        QCOMPARE(textsOf(rows), (QStringList{u"Favourites"_s, u"Ben"_s, u"Rooms"_s, u"design"_s, u"Bots"_s,
                                             u"Hotel desk"_s, u"Archived"_s}));
        QVERIFY(rows.flags(rows.index(6)).testFlag(Qt::ItemIsSelectable));
        QCOMPARE(rows.index(6).data(Qt::AccessibleTextRole).toString(), u"Archived, hidden"_s);
        rows.setArchiveShown(true);
        QCOMPARE(textsOf(rows).mid(6), (QStringList{u"Archived"_s, u"Chloé"_s}));
        rows.setArchiveShown(false);
        QCOMPARE(rows.rowCount(), 7);
        // Something is said: it is back, unless it is muted.
        chloe.unread = 1;
        m_source->put(chloe);
        rows.settle();
        QCOMPARE(textsOf(rows).mid(2, 4), (QStringList{u"Rooms"_s, u"design"_s, u"People"_s, u"Chloé"_s}));
        chloe.muted = true;
        m_source->put(chloe);
        rows.settle();
        QCOMPARE(textsOf(rows).last(), u"Archived"_s);
        rows.setFilter(u"chlo"_s);
        QCOMPARE(textsOf(rows), QStringList{u"Chloé"_s});
        QCOMPARE(reset.count(), 1); // by the filter
    }

    void theArchiveUnfoldsAndRowsHaveAMenu()
    {
        Contact chloe = contact(u"dm:c"_s, Section::People, u"Chloé"_s, 7);
        chloe.archived = true;
        m_source->put(chloe);
        ContactListView view;
        view.setModel(m_source.get());
        view.resize(280, 480);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        const auto place = [&view](int row) { return view.visualRect(view.model()->index(row, 0)).center(); };
        const int fold = view.model()->rowCount() - 1;
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, place(fold));
        QCOMPARE(view.conversations().last(), u"dm:c"_s);
        view.setCurrentIndex(view.model()->index(fold, 0));
        QTest::keyClick(&view, Qt::Key_Left);
        QVERIFY(!view.conversations().contains(u"dm:c"_s));
        QTest::keyClick(&view, Qt::Key_Return);
        QVERIFY(view.conversations().contains(u"dm:c"_s));
        QSignalSpy menu(&view, &ContactListView::menuRequested);
        QContextMenuEvent press(QContextMenuEvent::Mouse, place(1), view.viewport()->mapToGlobal(place(1)));
        QCoreApplication::sendEvent(view.viewport(), &press);
        QCOMPARE(menu.count(), 1);
        QCOMPARE(menu.first().first().toString(), u"room:a"_s);
        // A title has none.
        QContextMenuEvent above(QContextMenuEvent::Mouse, place(0), view.viewport()->mapToGlobal(place(0)));
        QCoreApplication::sendEvent(view.viewport(), &above);
        QCOMPARE(menu.count(), 1);
    }

    void rowsMoveAndAreNeverReset()
    {
        SectionedContacts rows;
        rows.setSource(m_source.get());
        QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy reset(&rows, &QAbstractItemModel::modelReset);
        QSignalSpy moved(&rows, &QAbstractItemModel::rowsMoved);
        QSignalSpy changed(&rows, &QAbstractItemModel::dataChanged);
        Contact chloe = contact(u"dm:c"_s, Section::People, u"Chloé"_s, 1);
        chloe.unread = 2;
        m_source->put(chloe);
        QTRY_COMPARE(textsOf(rows).mid(2, 3), (QStringList{u"People"_s, u"Chloé"_s, u"Ben"_s}));
        QCOMPARE(moved.count(), 1);
        QVERIFY(changed.count() >= 1);
        m_source->put(contact(u"dm:z"_s, Section::People, u"Zoë"_s, 0));
        QTRY_COMPARE(textsOf(rows).at(3), u"Zoë"_s);
        // Several ways at once, in one turn of the event loop.
        m_source->put(contact(u"dm:z"_s, Section::People, u"Zoë"_s, 600));
        m_source->put(contact(u"dm:n"_s, Section::People, u"Nia"_s, 3));
        m_source->remove(u"room:a"_s);
        m_source->put(contact(u"dm:b"_s, Section::People, u"Ben"_s, 0));
        QTRY_COMPARE(textsOf(rows),
                     (QStringList{u"People"_s, u"Ben"_s, u"Chloé"_s, u"Nia"_s, u"Zoë"_s, u"Bots"_s, u"Hotel desk"_s}));
        QCOMPARE(rows.indexOf(u"dm:n"_s).row(), 3);
        QVERIFY(!rows.indexOf(u"room:a"_s).isValid());
        QCOMPARE(reset.count(), 0);
    }

    // Rows that come one by one in one turn of the event loop are put in place together, however many there are.
    void manyPeopleComeAtOnce()
    {
        constexpr int many = 5000;
        SectionedContacts rows;
        rows.setSource(m_source.get());
        QSignalSpy reset(&rows, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&rows, &QAbstractItemModel::rowsInserted);
        QSignalSpy moved(&rows, &QAbstractItemModel::rowsMoved);
        QSignalSpy sourceInserted(m_source.get(), &QAbstractItemModel::rowsInserted);
        QList<Contact> people;
        for (int i = 0; i < many; ++i) {
            people.append(contact(u"dm:%1"_s.arg(i), Section::People, u"Person %1"_s.arg(i)));
            people.last().lastAt = {};
        }
        m_source->put(people);
        QCOMPARE(sourceInserted.count(), 1);
        QTRY_COMPARE(rows.rowCount(), 7 + many);
        QCOMPARE(inserted.count(), 1);
        constexpr int more = 200;
        for (int i = 0; i < more; ++i)
            m_source->put(contact(u"dm:more%1"_s.arg(i), Section::People, u"More %1"_s.arg(i), 1000 + i));
        QTRY_COMPARE(rows.rowCount(), 7 + many + more);
        QCOMPARE(inserted.count(), 2);
        QCOMPARE(moved.count(), 0);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(rows.indexOf(u"dm:more7"_s).data().toString(), u"More 7"_s);
        m_source->clear();
        QTRY_COMPARE(rows.rowCount(), 2);
    }

    void filters()
    {
        SectionedContacts rows;
        rows.setSource(m_source.get());
        QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        rows.setFilter(u"be"_s);
        QCOMPARE(textsOf(rows), QStringList{u"Ben"_s});
        m_source->put(contact(u"dm:e"_s, Section::People, u"Berta"_s, 1));
        QTRY_COMPARE(textsOf(rows), (QStringList{u"Berta"_s, u"Ben"_s}));
        m_source->remove(u"dm:e"_s);
        rows.setFilter(u"xyz"_s);
        QCOMPARE(textsOf(rows), QStringList{u"Nothing called “xyz”."_s});
        rows.setFilter(u"xy"_s);
        QCOMPARE(textsOf(rows), QStringList{u"Nothing called “xy”."_s});
        rows.setFilter({});
        QCOMPARE(rows.rowCount(), 7);
    }

    // Letters in order are enough; the better fit first, then the one spoken with last.
    void findsByLettersBestAndLatestFirst()
    {
        SectionedContacts rows;
        rows.setSource(m_source.get());
        rows.setFilter(u"hdk"_s);
        QCOMPARE(textsOf(rows), QStringList{u"Hotel desk"_s});
        rows.setFilter(u"CHLOE"_s);
        QCOMPARE(textsOf(rows), QStringList{u"Chloé"_s});
        rows.setFilter(u"de"_s); // begins with it, begins a word with it
        QCOMPARE(textsOf(rows), (QStringList{u"design"_s, u"Hotel desk"_s}));
        rows.setFilter(u"e"_s); // inside all of them: by last activity; "Ben", "Chloé", then the ten minutes old
        QCOMPARE(textsOf(rows).mid(0, 2), (QStringList{u"Ben"_s, u"Chloé"_s}));
        QCOMPARE(textsOf(rows).size(), 4);
        QVERIFY(*fuzzyCost(u"Ada Lindqvist"_s, u"al"_s) < *fuzzyCost(u"Amal Khalil"_s, u"aa"_s));
        QVERIFY(!fuzzyCost(u"Ben"_s, u"nb"_s));
    }

    void secondLines()
    {
        Contact ben = contact(u"dm:b"_s, Section::People, u"Ben"_s);
        QCOMPARE(secondLine(ben), (SecondLine{SecondLine::Kind::LastLine, {}, u"last of Ben"_s}));
        ben.lastLine = u"You: it is **bold**, `code`, [there](https://a.example)"_s;
        QCOMPARE(secondLine(ben).text, u"You: it is bold, code, there"_s);
        ben.draft = u"the words\nyou"_s;
        QCOMPARE(secondLine(ben), (SecondLine{SecondLine::Kind::Draft, u"Draft:"_s, u"the words you"_s}));
        ben.typing = {u"Ben"_s};
        QCOMPARE(secondLine(ben).text, u"typing…"_s);
        Contact room = contact(u"room:a"_s, Section::Rooms, u"design"_s);
        room.typing = {u"Ben"_s};
        QCOMPARE(secondLine(room).text, u"Ben is typing…"_s);
        room.typing.append(u"Ada"_s);
        QCOMPARE(secondLine(room).text, u"Several people are typing…"_s);
    }

    void times()
    {
        const QDate today(2026, 3, 10);
        const QDateTime noon(today, QTime(12, 30), Qt::UTC);
        QCOMPARE(listTime(noon, today), u"12:30"_s);
        QCOMPARE(listTime(noon.addDays(-1), today), u"Yesterday"_s);
        QCOMPARE(listTime(noon.addDays(-3), today), QLocale().standaloneDayName(6, QLocale::ShortFormat));
        QVERIFY(listTime(noon.addDays(-30), today).size() > 5);
        QVERIFY(listTime({}, today).isEmpty());
    }

    void opensByClickAndKey()
    {
        ContactListView view;
        view.resize(272, 500);
        view.setModel(m_source.get());
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy opened(&view, &ContactListView::conversationActivated);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(view.model()->index(3, 0)).center());
        QCOMPARE(opened.takeFirst().first().toString(), u"dm:b"_s);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(view.model()->index(2, 0)).center());
        QCOMPARE(opened.count(), 0); // a title
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Up); // over the title
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(opened.takeFirst().first().toString(), u"room:a"_s);
        view.setFilter(u"hot"_s);
        view.activateFirst();
        QCOMPARE(opened.takeFirst().first().toString(), u"bot:d"_s);
        view.setFilter({});
        QCOMPARE(view.conversations(), (QStringList{u"room:a"_s, u"dm:b"_s, u"dm:c"_s, u"bot:d"_s}));
        view.setCurrentConversation(u"dm:c"_s);
        QCOMPARE(view.currentConversation(), u"dm:c"_s);
        QCOMPARE(view.currentIndex().row(), 4);
    }

    void knowsWhoIsOnTheScreen()
    {
        ContactListView view;
        view.resize(272, 480);
        QList<Contact> people;
        for (int i = 0; i < 100; ++i)
            people.append(contact(u"dm:%1"_s.arg(i), Section::People, u"Person%1"_s.arg(i), 100 + i));
        people[1].guest = true;
        m_source->put(people);
        view.setModel(m_source.get());
        QVERIFY(view.peopleOnScreen().isEmpty()); // not shown
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QTRY_VERIFY(view.peopleOnScreen().size() > 3);
        QVERIFY(view.peopleOnScreen().size() < 12);
        QCOMPARE(view.peopleOnScreen().mid(0, 4), (QStringList{u"ben"_s, u"chloé"_s, u"person0"_s, u"person2"_s}));
        QSignalSpy scrolled(&view, &ContactListView::scrolled);
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum());
        QVERIFY(scrolled.count() >= 1);
        QVERIFY(view.peopleOnScreen().contains(u"person99"_s));
        QVERIFY(!view.peopleOnScreen().contains(u"ben"_s));
    }

    void measures()
    {
        ContactListView view;
        view.resize(272, 500);
        view.setModel(m_source.get());
        view.show();
        QCOMPARE(view.visualRect(view.model()->index(0, 0)).height(), 28);
        QCOMPARE(view.visualRect(view.model()->index(1, 0)).height(), 48);
        m_theme->setTextSize(18);
        QTRY_COMPARE(view.visualRect(view.model()->index(1, 0)).height(), 23 + 21 + 14);
        view.setNarrow(true);
        QTRY_COMPARE(view.visualRect(view.model()->index(1, 0)).height(), 50);
        QVERIFY(!view.grab().isNull());
        view.setModel(static_cast<client::ContactModel *>(nullptr));
        QVERIFY(!view.grab().isNull());
    }

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<client::ContactModel> m_source;
};

CONFAB_GUI_TEST(TestContactList)
#include "tst_contact_list.moc"
