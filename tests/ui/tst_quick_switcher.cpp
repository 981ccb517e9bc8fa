// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"
#include "window_bench.h"

#include <confab/protocol/names.h>

#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace confab::ui
{

// Over the real window and a server of lists.
class TestQuickSwitcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<WindowBench>();
        addRoom(release, u"release"_s);
        addRoom(design, u"design"_s);
        m_profile = m_bench->remember();
        m_bench->start();
        QTRY_COMPARE(client()->status().phase, client::ConnectionStatus::Phase::Online);
        QTRY_VERIFY(client()->contacts()->indexOf(design) >= 0);
        QTRY_COMPARE(m_bench->text(u"header.title"_s), u"Everyone"_s);
        QTRY_VERIFY(edit()->hasFocus());
    }
    void cleanup() { m_bench.reset(); }

    void jumpsByAFewLetters()
    {
        open();
        QTest::keyClicks(focus(), u"dsg"_s);
        QCOMPARE(rows().value(1), u"design"_s);
        QTest::keyClick(focus(), Qt::Key_Return);
        QTRY_COMPARE(m_bench->text(u"header.title"_s), u"design"_s);
        QVERIFY(!m_bench->sees(u"switcher"_s));
        QTRY_VERIFY(edit()->hasFocus());
    }

    void theLastOneIsFirstAndTheOpenOneIsNotOffered()
    {
        QVERIFY(!m_bench->preferences.recentConversations(m_profile).isEmpty());
        for (const QString &name : {u"release"_s, u"design"_s}) {
            open();
            QTest::keyClicks(focus(), name);
            QTest::keyClick(focus(), Qt::Key_Return);
            QTRY_COMPARE(m_bench->text(u"header.title"_s), name);
        }
        open();
        QCOMPARE(rows().mid(0, 3), (QStringList{u"Recent"_s, u"release"_s, u"Everyone"_s}));
        QVERIFY(!rows().contains(u"design"_s));
        // So that Ctrl+K, Enter goes to and fro.
        QTest::keyClick(focus(), Qt::Key_Return);
        QTRY_COMPARE(m_bench->text(u"header.title"_s), u"release"_s);
        // Of those that fit as well, the one that was open last.
        open();
        QTest::keyClicks(focus(), u"e"_s);
        QCOMPARE(m_bench->preferences.recentConversations(m_profile).mid(0, 3),
                 (QStringList{release, design, u"group"_s}));
        QVERIFY(rows().indexOf(u"release"_s) < rows().indexOf(u"design"_s));
    }

    void arrowsGoOverTheTitles()
    {
        open();
        const QString first = current();
        QTest::keyClick(focus(), Qt::Key_Up);
        QVERIFY(current() != first);
        QCOMPARE(current(), rows().last());
        QTest::keyClick(focus(), Qt::Key_Down);
        QCOMPARE(current(), first);
        QSet<QString> seen;
        for (int i = 0; i < rows().size(); ++i) {
            seen.insert(current());
            QTest::keyClick(focus(), Qt::Key_Tab);
        }
        QVERIFY(!seen.contains(u"Do something"_s));
        QVERIFY(seen.contains(u"Settings"_s));
        QVERIFY(m_bench->sees(u"switcher"_s));
        QCOMPARE(focus()->accessibleDescription().isEmpty(), false);
    }

    void doesThings()
    {
        open();
        QTest::keyClicks(focus(), u">sett"_s);
        QCOMPARE(rows(), (QStringList{u"Do something"_s, u"Settings"_s}));
        QTest::keyClick(focus(), Qt::Key_Return);
        QVERIFY(m_bench->sees(u"settings"_s));
        open();
        QTest::keyClicks(focus(), u"new room"_s);
        QTest::keyClick(focus(), Qt::Key_Return);
        QVERIFY(m_bench->sees(u"newRoom"_s));
    }

    void signsNarrowIt()
    {
        open();
        QTest::keyClicks(focus(), u"#"_s);
        QCOMPARE(rows().size(), 3); // without the one that is open
        QVERIFY(!rows().contains(u"Ben Osei"_s));
        focus()->setProperty("text", u"@be"_s);
        QCOMPARE(rows(), (QStringList{u"Conversations"_s, u"Ben Osei"_s}));
        QTest::keyClick(focus(), Qt::Key_Return);
        QTRY_COMPARE(m_bench->text(u"header.title"_s), u"Ben Osei"_s);
    }

    void marksWhatIsUnread()
    {
        m_bench->server.say(release, u"ben"_s, u"look"_s, QDateTime::currentDateTimeUtc());
        QTRY_COMPARE(client()->contacts()->totalUnread(), 1);
        open();
        QTest::keyClicks(focus(), u"rele"_s);
        QVERIFY(
            list()->model()->index(1, 0).data(Qt::AccessibleTextRole).toString().startsWith(u"release, 1 unread"_s));
    }

    void offersASearchForWhatIsCalledNothing()
    {
        open();
        QTest::keyClicks(focus(), u"xyzzy"_s);
        QCOMPARE(rows(),
                 (QStringList{u"Nothing called “xyzzy”."_s, u"Do something"_s, u"Search messages for “xyzzy”"_s}));
        QTest::keyClick(focus(), Qt::Key_Return);
        QVERIFY(m_bench->sees(u"search"_s));
        QCOMPARE(m_bench->seen<QLineEdit>(u"search.field"_s)->text(), u"xyzzy"_s);
    }

    void goesWithoutATrace()
    {
        open();
        QTest::keyClick(focus(), Qt::Key_Escape);
        QVERIFY(!m_bench->sees(u"switcher"_s));
        QVERIFY(edit()->hasFocus());
        open();
        QTest::keyClick(m_bench->window.get(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(!m_bench->sees(u"switcher"_s));
        open();
        QTest::mouseClick(m_bench->seen(u"switcher"_s), Qt::LeftButton, {}, QPoint(5, 5));
        QVERIFY(!m_bench->sees(u"switcher"_s));
        QVERIFY(edit()->hasFocus());
    }

    void aClickOpens()
    {
        open();
        for (int i = 0; i < list()->model()->rowCount(); ++i) {
            const QModelIndex index = list()->model()->index(i, 0);
            if (index.data().toString() == u"release"_s)
                QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, list()->visualRect(index).center());
            if (!m_bench->sees(u"switcher"_s))
                break;
        }
        QTRY_COMPARE(m_bench->text(u"header.title"_s), u"release"_s);
    }

    void takesOverWhatTheFilterBegan()
    {
        auto *filter = m_bench->seen<QLineEdit>(u"contacts.filter"_s);
        filter->setFocus();
        QTest::keyClicks(filter, u"rel"_s);
        open();
        QCOMPARE(m_bench->text(u"switcher.field"_s), u"rel"_s);
        QVERIFY(filter->text().isEmpty());
        QCOMPARE(current(), u"release"_s);
    }

    void otherServersAreThereToo()
    {
        const QString second = m_bench->remember(u"wss://chat.example.org"_s);
        m_bench->window.reset();
        m_bench->workspace.reset();
        m_bench->start();
        m_bench->workspace->setCurrent(m_profile);
        auto *other = m_bench->workspace->client(second);
        QTRY_VERIFY(other->contacts()->indexOf(design) >= 0);
        QTRY_VERIFY(client()->contacts()->indexOf(design) >= 0);
        open();
        QTest::keyClicks(focus(), u"design"_s);
        QCOMPARE(rows().mid(0, 3), (QStringList{u"Conversations"_s, u"design"_s, u"design"_s}));
        QTest::keyClick(focus(), Qt::Key_Down);
        QTest::keyClick(focus(), Qt::Key_Return);
        QTRY_COMPARE(client(), other);
        QTRY_COMPARE(m_bench->text(u"header.title"_s), u"design"_s);
    }

private:
    const QString release = u"room:01HZX0RRRRRRRRRRRRRRRRRRRR"_s;
    const QString design = u"room:01HZX0DDDDDDDDDDDDDDDDDDDD"_s;

    void addRoom(const QString &id, const QString &name)
    {
        m_bench->server.addRoom(id, protocol::ConversationKind::Room, name).conversation.memberCount = 2;
    }
    void open()
    {
        QTest::keyClick(m_bench->window.get(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(m_bench->sees(u"switcher"_s));
        QCOMPARE(focus(), m_bench->seen(u"switcher.field"_s));
    }
    [[nodiscard]] client::ChatClient *client() const { return m_bench->workspace->current(); }
    [[nodiscard]] QListView *list() const { return m_bench->seen<QListView>(u"switcher.list"_s); }
    [[nodiscard]] QPlainTextEdit *edit() const { return m_bench->seen<QPlainTextEdit>(u"composer.edit"_s); }
    [[nodiscard]] QString current() const { return list()->currentIndex().data().toString(); }
    [[nodiscard]] QStringList rows() const
    {
        QStringList all;
        for (int i = 0; i < list()->model()->rowCount(); ++i)
            all << list()->model()->index(i, 0).data().toString();
        return all;
    }
    static QWidget *focus() { return QApplication::focusWidget(); }

    std::unique_ptr<WindowBench> m_bench;
    QString m_profile;
};

} // namespace confab::ui

CONFAB_GUI_TEST(confab::ui::TestQuickSwitcher)
#include "tst_quick_switcher.moc"
