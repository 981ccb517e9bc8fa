// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/client/contact_model.h>
#include <confab/client/conversation_model.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace confab;
using namespace confab::client;
using namespace Qt::StringLiterals;

namespace
{

MessageRow row(const QString &id, qint64 seq = 0, MessageRow::State state = MessageRow::State::Sent)
{
    MessageRow made;
    made.id = id;
    made.seq = seq;
    made.state = state;
    made.text = u"text of "_s + id;
    made.authorName = u"Ada"_s;
    made.at = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, QTimeZone::utc());
    return made;
}

MessageRow gap()
{
    MessageRow made;
    made.kind = MessageRow::Kind::Gap;
    return made;
}

Contact contact(const QString &id, Contact::Section section, const QString &name, int at = 0, qint64 unread = 0)
{
    Contact made;
    made.conversation = id;
    made.section = section;
    made.name = name;
    made.unread = unread;
    if (at > 0)
        made.lastAt = QDateTime::fromMSecsSinceEpoch(at, QTimeZone::utc());
    return made;
}

// What a model tells, written out.
class Protocol : public QObject
{
public:
    explicit Protocol(QAbstractItemModel *model)
    {
        connect(model, &QAbstractItemModel::rowsInserted, this,
                [this](const QModelIndex &, int first, int last) { told.append(u"+%1-%2"_s.arg(first).arg(last)); });
        connect(model, &QAbstractItemModel::rowsRemoved, this,
                [this](const QModelIndex &, int first, int last) { told.append(u"-%1-%2"_s.arg(first).arg(last)); });
        connect(model, &QAbstractItemModel::rowsMoved, this,
                [this](const QModelIndex &, int first, int, const QModelIndex &, int to) {
                    told.append(u"%1>%2"_s.arg(first).arg(to));
                });
        connect(model, &QAbstractItemModel::dataChanged, this,
                [this](const QModelIndex &first, const QModelIndex &last, const QList<int> &roles) {
                    told.append(u"~%1-%2"_s.arg(first.row()).arg(last.row()));
                    lastRoles = roles;
                });
        connect(model, &QAbstractItemModel::modelReset, this, [this] { told.append(u"reset"_s); });
    }
    QStringList take() { return std::exchange(told, {}); }

    QStringList told;
    QList<int> lastRoles;
};

QStringList conversationsOf(const ContactModel &model)
{
    QStringList ids;
    for (const Contact &each : model.contacts())
        ids.append(each.conversation);
    return ids;
}

} // namespace

class TestModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void conversationTellsTheLeast();
    void conversationConfirmsInPlace();
    void conversationFillsGaps();
    void conversationTellsEdges();
    void conversationForAScreenReader();
    void contactsInOrder();
    void contactsMove();
    void manyContactsComeTogether();
    void contactsCountUnread();
    void contactsForAScreenReader();
};

void TestModels::conversationTellsTheLeast()
{
    ConversationModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Protocol heard(&model);
    model.update({row(u"a"_s, 1), row(u"b"_s, 2)}, true, false);
    QCOMPARE(heard.take(), QStringList{u"+0-1"_s});
    model.update({row(u"a"_s, 1), row(u"b"_s, 2)}, true, false);
    QVERIFY(heard.take().isEmpty());
    model.update({row(u"y"_s, 8), row(u"z"_s, 9), row(u"a"_s, 10), row(u"b"_s, 11), row(u"c"_s, 12)}, true, false);
    QCOMPARE(heard.take(), (QStringList{u"+0-1"_s, u"+4-4"_s, u"~2-3"_s}));
    QCOMPARE(QSet<int>(heard.lastRoles.begin(), heard.lastRoles.end()),
             (QSet<int>{ConversationModel::RowRole, ConversationModel::SeqRole, Qt::AccessibleTextRole}));
    model.update({row(u"z"_s, 9), row(u"c"_s, 12)}, true, false);
    QCOMPARE(heard.take(), (QStringList{u"-2-3"_s, u"-0-0"_s}));
    model.update({}, false, false);
    QCOMPARE(heard.take(), QStringList{u"-0-1"_s});
}

void TestModels::conversationConfirmsInPlace()
{
    ConversationModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.update({row(u"a"_s, 1), row(u"mine"_s, 0, MessageRow::State::Waiting)}, false, false);
    Protocol heard(&model);
    model.update({row(u"a"_s, 1), row(u"mine"_s, 0, MessageRow::State::Sending)}, false, false);
    QCOMPARE(heard.take(), QStringList{u"~1-1"_s});
    QCOMPARE(QSet<int>(heard.lastRoles.begin(), heard.lastRoles.end()),
             (QSet<int>{ConversationModel::RowRole, ConversationModel::StateRole, Qt::AccessibleTextRole}));
    // Somebody else's came before it: the row stays the same row.
    const QPersistentModelIndex mine = model.index(1);
    model.update({row(u"a"_s, 1), row(u"other"_s, 2), row(u"mine"_s, 3)}, false, false);
    QCOMPARE(heard.take(), (QStringList{u"+1-1"_s, u"~2-2"_s}));
    QCOMPARE(mine.row(), 2);
    QCOMPARE(model.indexOfSeq(3), 2);
    QCOMPARE(model.indexOfId(u"other"_s), 1);
    QCOMPARE(model.indexOfSeq(77), -1);
}

void TestModels::conversationFillsGaps()
{
    ConversationModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.update({row(u"a"_s, 1), gap(), row(u"z"_s, 26)}, false, false);
    Protocol heard(&model);
    // Filled from below: the hole is the same hole.
    model.update({row(u"a"_s, 1), gap(), row(u"y"_s, 25), row(u"z"_s, 26)}, false, false);
    QCOMPARE(heard.take(), QStringList{u"+2-2"_s});
    model.update({row(u"a"_s, 1), row(u"b"_s, 2), row(u"y"_s, 25), row(u"z"_s, 26)}, false, false);
    QCOMPARE(heard.take(), (QStringList{u"-1-1"_s, u"+1-1"_s}));
}

void TestModels::conversationTellsEdges()
{
    ConversationModel model;
    QSignalSpy edges(&model, &ConversationModel::edgesChanged);
    model.update({}, true, false);
    QCOMPARE(edges.size(), 1);
    QVERIFY(model.moreBefore());
    model.update({}, true, false);
    QCOMPARE(edges.size(), 1);
    model.setLoading(true);
    QCOMPARE(edges.size(), 2);
    QSignalSpy newLine(&model, &ConversationModel::newFromSeqChanged);
    model.setNewFromSeq(5);
    model.setNewFromSeq(5);
    QCOMPARE(newLine.size(), 1);
}

void TestModels::conversationForAScreenReader()
{
    ConversationModel model;
    MessageRow own = row(u"b"_s, 0, MessageRow::State::Failed);
    own.own = true;
    own.failure = u"You may not write here."_s;
    model.update({row(u"a"_s, 1), own}, false, false);
    const QString theirs = model.index(0).data(Qt::AccessibleTextRole).toString();
    QVERIFY(theirs.startsWith(u"Ada, "_s) && theirs.endsWith(u", text of a"_s));
    const QString mine = model.index(1).data(Qt::AccessibleTextRole).toString();
    QVERIFY(mine.startsWith(u"You, "_s) && mine.endsWith(u"You may not write here."_s));
    MessageRow guest = row(u"c"_s, 2);
    guest.guest = true;
    own.failure.clear();
    own.state = MessageRow::State::Read;
    model.update({guest, own}, false, false);
    QVERIFY(model.index(0).data(Qt::AccessibleTextRole).toString().startsWith(u"Ada (guest), "_s));
    QVERIFY(model.index(1).data(Qt::AccessibleTextRole).toString().endsWith(u", read"_s));
}

void TestModels::contactsInOrder()
{
    ContactModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    using Section = Contact::Section;
    model.put(contact(u"bot:desk:me"_s, Section::Bots, u"Desk"_s, 900));
    model.put(contact(u"dm:a:me"_s, Section::People, u"Zoe"_s));
    model.put(contact(u"dm:b:me"_s, Section::People, u"ben"_s));
    model.put(contact(u"dm:c:me"_s, Section::People, u"Chloe"_s, 5));
    model.put(contact(u"room:1"_s, Section::Rooms, u"design"_s, 700));
    model.put(contact(u"group"_s, Section::Rooms, u"Everyone"_s, 1));
    model.put(contact(u"room:2"_s, Section::Rooms, u"news"_s, 800));
    QCOMPARE(conversationsOf(model), (QStringList{u"group"_s, u"room:2"_s, u"room:1"_s, u"dm:c:me"_s, u"dm:b:me"_s,
                                                  u"dm:a:me"_s, u"bot:desk:me"_s}));
}

void TestModels::contactsMove()
{
    ContactModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 5; ++i)
        model.put(contact(u"room:%1"_s.arg(i), Contact::Section::Rooms, u"r"_s, 100 - i));
    Protocol heard(&model);
    model.put(contact(u"room:3"_s, Contact::Section::Rooms, u"r"_s, 500)); // to the top
    QCOMPARE(heard.take(), (QStringList{u"3>0"_s, u"~0-0"_s}));
    model.put(contact(u"room:3"_s, Contact::Section::Rooms, u"r"_s, 1)); // to the end
    QCOMPARE(heard.take(), (QStringList{u"0>5"_s, u"~4-4"_s}));
    model.put(contact(u"room:3"_s, Contact::Section::Rooms, u"r"_s, 1));
    QVERIFY(heard.take().isEmpty());
    model.put(contact(u"room:0"_s, Contact::Section::Rooms, u"other"_s, 100));
    QCOMPARE(heard.take(), QStringList{u"~0-0"_s});
    QCOMPARE(QSet<int>(heard.lastRoles.begin(), heard.lastRoles.end()),
             (QSet<int>{ContactModel::ContactRole, Qt::AccessibleTextRole, Qt::DisplayRole}));
    model.remove(u"room:1"_s);
    QCOMPARE(heard.take(), QStringList{u"-1-1"_s});
    model.remove(u"room:1"_s);
    QCOMPARE(conversationsOf(model), (QStringList{u"room:0"_s, u"room:2"_s, u"room:4"_s, u"room:3"_s}));
}

// Each run of new ones that stand together comes as one insert.
void TestModels::manyContactsComeTogether()
{
    ContactModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    using Section = Contact::Section;
    model.put(contact(u"room:5"_s, Section::Rooms, u"r"_s, 50, 1));
    QSignalSpy total(&model, &ContactModel::totalUnreadChanged);
    Protocol heard(&model);
    QList<Contact> many;
    for (int i = 0; i < 10; ++i)
        many.append(contact(u"room:%1"_s.arg(i), Section::Rooms, u"r"_s, 10 * i, 1));
    many.append(many.first());
    model.put(many);
    QCOMPARE(heard.take(), (QStringList{u"+1-5"_s, u"+0-3"_s}));
    QCOMPARE(total.size(), 1);
    QCOMPARE(model.totalUnread(), 10);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(model.indexOf(u"room:%1"_s.arg(i)), 9 - i);
    model.put(contact(u"room:0"_s, Section::Rooms, u"r"_s, 55));
    model.remove(u"room:9"_s);
    for (const Contact &each : model.contacts())
        QCOMPARE(model.contacts().at(model.indexOf(each.conversation)), each);
    QCOMPARE(model.totalUnread(), 8);
    heard.take();
    model.clear();
    QCOMPARE(heard.take(), QStringList{u"-0-8"_s});
    QCOMPARE(model.totalUnread(), 0);
    QCOMPARE(model.indexOf(u"room:1"_s), -1);
}

void TestModels::contactsCountUnread()
{
    ContactModel model;
    QSignalSpy total(&model, &ContactModel::totalUnreadChanged);
    model.put(contact(u"room:1"_s, Contact::Section::Rooms, u"a"_s, 1, 3));
    model.put(contact(u"room:2"_s, Contact::Section::Rooms, u"b"_s, 1, 4));
    QCOMPARE(model.totalUnread(), 7);
    QCOMPARE(total.size(), 2);
    model.put(contact(u"room:2"_s, Contact::Section::Rooms, u"c"_s, 1, 4));
    QCOMPARE(total.size(), 2);
    model.remove(u"room:1"_s);
    QCOMPARE(total.size(), 3);
    QCOMPARE(model.totalUnread(), 4);
}

void TestModels::contactsForAScreenReader()
{
    ContactModel model;
    Contact ben = contact(u"dm:ben:me"_s, Contact::Section::People, u"Ben"_s, 1, 2);
    ben.presence = protocol::PresenceState::Online;
    ben.lastLine = u"Ben: hi"_s;
    model.put(ben);
    QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(), u"Ben, 2 unread, online, Ben: hi"_s);
    ben.typing = {u"Ben"_s};
    model.put(ben);
    QVERIFY(model.index(0).data(Qt::AccessibleTextRole).toString().endsWith(u"typing"_s));
}

CONFAB_TEST(TestModels)
#include "tst_models.moc"
