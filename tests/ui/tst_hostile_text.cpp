// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a peer writes, wherever it is shown: it is drawn as it stands, and nothing is loaded or opened for it.
#include "html_payloads.h"
#include "sample_files.h"
#include "sample_rows.h"
#include "test_program.h"
#include "window_bench.h"

#include <confab/protocol/names.h>
#include <confab/ui/composer/composer.h>
#include <confab/ui/conversation/conversation_view.h>

#include <QAbstractItemView>
#include <QDesktopServices>
#include <QHelpEvent>
#include <QMenu>
#include <QPlainTextEdit>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

const QString room = u"room:01HZX0RRRRRRRRRRRRRRRRRRRR"_s;

QString payload(int number)
{
    static const QStringList all = tests::htmlPayloads();
    return all.at(number % all.size());
}

// A tooltip is markup where Qt takes it for such: then nothing of what was written may be.
bool isDrawnAsText(const QString &tip)
{
    if (!Qt::mightBeRichText(tip))
        return true;
    if (!tip.startsWith("<qt>"_L1) || !tip.endsWith("</qt>"_L1))
        return false;
    QString inside = tip.mid(4, tip.size() - 9);
    return !inside.remove(u"<br>"_s).contains(u'<');
}

// What a person opens, caught on its way to the desktop.
class OpenedAddresses : public QObject
{
    Q_OBJECT

public:
    OpenedAddresses()
    {
        for (const char *scheme : schemes)
            QDesktopServices::setUrlHandler(QString::fromLatin1(scheme), this, "open");
    }
    ~OpenedAddresses() override
    {
        for (const char *scheme : schemes)
            QDesktopServices::unsetUrlHandler(QString::fromLatin1(scheme));
    }
    Q_DISABLE_COPY_MOVE(OpenedAddresses)

    QList<QUrl> opened;

public Q_SLOTS:
    void open(const QUrl &url) { opened << url; }

private:
    static constexpr const char *schemes[] = {"http", "https", "mailto", "file",     "smb", "javascript",
                                              "data", "ftp",   "confab", "vbscript", ""};
};

} // namespace

class TestHostileText : public QObject
{
    Q_OBJECT

private:
    // Each name and text of it is another payload.
    static void fill(WindowBench &bench)
    {
        int number = 0;
        bench.server.welcome.server.name = payload(number++);
        bench.server.welcome.features << u"search"_s;
        for (protocol::User &user : bench.server.users) {
            user.displayName = payload(number++);
            user.status = payload(number++);
        }
        bench.server.me.displayName = payload(number++);
        bench.server.me.status = payload(number++);
        auto &made = bench.server.addRoom(room, protocol::ConversationKind::Room, payload(number++));
        made.conversation.topic = payload(number++);
        made.conversation.memberCount = 2;
        for (const protocol::User &user : bench.server.users)
            made.members.append({user, protocol::Role::Member, 0});
        const QString direct = protocol::directConversation(u"ben"_s, u"mira"_s);
        bench.server.addRoom(direct, protocol::ConversationKind::Direct, {});
        bench.server.say(direct, u"ben"_s, payload(number++), QDateTime::currentDateTimeUtc());
        for (int i = 0; i < tests::htmlPayloads().size(); ++i) {
            protocol::Message extra;
            if (i % 3 == 0)
                extra.attachments = {{QString(32, u'a'), payload(i), 9, payload(i + 1), 0, 0, {}}};
            if (i % 3 == 1)
                extra.attachments = {{QString(32, u'b'), payload(i), 9, u"image/png"_s, 40, 30, {}}};
            if (i > 0 && i % 5 == 0)
                extra.replyTo = i;
            bench.server.say(room, i % 2 ? u"ben"_s : u"ada"_s, payload(i), QDateTime::currentDateTimeUtc(), {}, extra);
        }
    }

    // Every widget that there is, seen or not.
    static void checkWidgets(const QString &where)
    {
        const QWidgetList all = QApplication::allWidgets();
        for (const QWidget *widget : all) {
            const QString what = u"%1: %2 %3 "_s.arg(where, QString::fromLatin1(widget->metaObject()->className()),
                                                     widget->objectName());
            QVERIFY2(isDrawnAsText(widget->toolTip()), qPrintable(what + widget->toolTip()));
            if (const auto *label = qobject_cast<const QLabel *>(widget); label && !label->inherits("QTipLabel")) {
                const bool text = label->textFormat() == Qt::PlainText ||
                                  (label->textFormat() == Qt::AutoText && !Qt::mightBeRichText(label->text()));
                QVERIFY2(text, qPrintable(what + label->text()));
            }
            if (const auto *view = qobject_cast<const QAbstractItemView *>(widget); view && view->model()) {
                for (int row = 0; row < view->model()->rowCount(); ++row) {
                    const QString tip = view->model()->index(row, 0).data(Qt::ToolTipRole).toString();
                    QVERIFY2(isDrawnAsText(tip), qPrintable(what + tip));
                }
            }
        }
    }

    static ConversationView *viewOf(WindowBench &bench) { return bench.seen<ConversationView>(u"conversation.view"_s); }

    static void open(WindowBench &bench)
    {
        fill(bench);
        const QString id = bench.remember();
        bench.preferences.setLastConversation(id, room);
        bench.start();
        QTRY_COMPARE(bench.workspace->current()->status().phase, client::ConnectionStatus::Phase::Online);
        QTRY_VERIFY(viewOf(bench));
        QTRY_VERIFY(viewOf(bench)->model() && viewOf(bench)->model()->rowCount() > 50);
    }

private Q_SLOTS:
    void htmlIsTextEverywhere()
    {
        QCOMPARE(tests::htmlPayloads().size(), 100);
        WindowBench bench;
        open(bench);
        checkWidgets(u"conversation"_s);
        for (const QString &button : {u"header.members"_s, u"header.pinned"_s, u"header.search"_s}) {
            bench.click(button);
            QApplication::processEvents();
            checkWidgets(button);
        }
        bench.type(u"search.field"_s, payload(0));
        QTest::keyClick(bench.seen<QLineEdit>(u"search.field"_s), Qt::Key_Return);
        QTRY_VERIFY(bench.seen<QAbstractItemView>(u"search.results"_s) || !bench.text(u"search.words"_s).isEmpty());
        checkWidgets(u"search"_s);
        bench.server.push(protocol::TypingPush{room, u"ben"_s, true});
        bench.server.drop(protocol::Transport::Failure::Lost);
        QTRY_VERIFY(bench.workspace->current()->status().phase != client::ConnectionStatus::Phase::Online);
        checkWidgets(u"offline"_s);
    }

    void soAreMessagesAndTheirTips()
    {
        client::ConversationModel files;
        WindowBench bench;
        open(bench);
        ConversationView *view = viewOf(bench);
        const auto *model = view->model();
        int checked = 0;
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->row(row).text.isEmpty())
                continue;
            ++checked;
            // In words as it was written, in the picture as it is laid out.
            QString lines = model->row(row).text;
            QVERIFY2(view->describe(row).contains(lines), qPrintable(view->describe(row)));
        }
        QVERIFY(checked > 50);

        QList<client::MessageRow> rowsOfFiles;
        for (int i = 0; i < tests::htmlPayloads().size(); ++i) {
            client::MessageRow row = tests::sampleRow(i + 1, {}, payload(i));
            client::ShownFile file = tests::shownFile(QString::number(i), payload(i), 9);
            file.state = client::ShownFile::State::Failed;
            file.failure = payload(i + 1);
            row.files = {file, tests::shownFile(QString::number(i), payload(i), 9, {40, 30})};
            row.reactions = {{u"👍"_s, 1, false, {payload(i)}}};
            rowsOfFiles << row;
        }
        files.update(rowsOfFiles, false, false);
        view->setModel(&files);
        for (int i = 0; i < rowsOfFiles.size(); ++i)
            QVERIFY(view->describe(i).count(payload(i)) >= 3); // sender, file, picture
        int tips = 0;
        const QList<int> rows = view->visibleRows();
        for (const int row : rows) {
            const RowLayout *layout = view->rowLayout(row);
            for (const RowLayout::Action &action : layout->actions) {
                const QPoint at = action.hit.center() + QPoint(0, *view->rowTop(row));
                if (action.hit.isNull() || !view->viewport()->rect().contains(at))
                    continue;
                QHelpEvent help(QEvent::ToolTip, at, view->viewport()->mapToGlobal(at));
                QApplication::sendEvent(view->viewport(), &help);
                QVERIFY2(isDrawnAsText(QToolTip::text()), qPrintable(QToolTip::text()));
                tips += QToolTip::text().isEmpty() ? 0 : 1;
            }
        }
        QVERIFY(tips > 0);
        QToolTip::hideText();
    }

    void whatIsNoWebAddressIsNeverOpened_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("opens");
        QTest::newRow("https") << u"https://example.org/a"_s << true;
        QTest::newRow("mailto") << u"mailto:a@example.org"_s << true;
        for (const QString &bad :
             {u"javascript:alert(1)"_s, u"file:///etc/passwd"_s, u"smb://host/share"_s, u"data:text/html,x"_s,
              u"ftp://host/x"_s, u"vbscript:x"_s, u"//host/x"_s, u"/etc/passwd"_s, u"confab://host/x"_s, u"https:"_s})
            QTest::addRow("%s", qUtf8Printable(bad)) << bad << false;
    }

    void whatIsNoWebAddressIsNeverOpened()
    {
        QFETCH(const QString, url);
        QFETCH(const bool, opens);
        WindowBench bench;
        bench.server.say(group, u"ben"_s, u"[https://example.com](%1)"_s.arg(url), QDateTime::currentDateTimeUtc());
        bench.remember();
        bench.start();
        QTRY_COMPARE(bench.workspace->current()->status().phase, client::ConnectionStatus::Phase::Online);
        ConversationView *view = viewOf(bench);
        QTRY_VERIFY(view->model() && view->model()->rowCount() == 1);
        OpenedAddresses desktop;
        // However it came to be asked for.
        Q_EMIT view->linkActivated(QUrl(url));
        QCOMPARE(desktop.opened, opens ? QList<QUrl>{QUrl(url)} : QList<QUrl>());
        desktop.opened.clear();
        const QRect body = view->rowLayout(0)->body;
        const QPoint at = QPoint(body.x() + 10, body.center().y()) + QPoint(0, *view->rowTop(0));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at);
        const bool shownAsItself = !desktop.opened.isEmpty() && desktop.opened.first().host() == "example.com"_L1;
        QCOMPARE(desktop.opened.size(), opens || shownAsItself ? 1 : 0);
        if (!opens)
            return;
        // The words say one host, it leads to another: that one is shown.
        QHelpEvent help(QEvent::ToolTip, at, view->viewport()->mapToGlobal(at));
        QApplication::sendEvent(view->viewport(), &help);
        QVERIFY2(QToolTip::text().contains(url), qPrintable(QToolTip::text()));
        QToolTip::hideText();
    }
};

} // namespace confab::ui

CONFAB_GUI_TEST(confab::ui::TestHostileText)
#include "tst_hostile_text.moc"
