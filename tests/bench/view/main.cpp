// SPDX-License-Identifier: GPL-3.0-or-later
// confab-view-bench --folder DIR [--messages N] [--pages N] [--empty]
// The real window over the real client, without a connection, on a conversation of many messages in its cache. Prints
// one JSON object: ms of work of the UI thread, MiB of memory. With --empty the same is done in an empty conversation,
// for the memory. Exit 0, 1 where something was not reached, 2 usage.
#include "meter.h"
#include "sample_cache.h"

#include "main/chat_page.h"

#include <confab/client/workspace.h>
#include <confab/ui/common/questions.h>
#include <confab/ui/conversation/conversation_view.h>
#include <confab/ui/main/main_window.h>
#include <confab/ui/settings/preferences.h>
#include <confab/ui/theme/theme.h>

#include <QCommandLineParser>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QTextStream>
#include <QTimer>

#include <unistd.h>

using namespace confab;
using namespace Qt::StringLiterals;

namespace
{

constexpr int patienceMs = 20000;

// A server that cannot be reached.
class NoTransport : public protocol::Transport
{
public:
    void open(const QUrl &, const QByteArray &) override
    {
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT closed(Failure::Refused, 0); }, Qt::QueuedConnection);
    }
    void send(const QByteArray &) override {}
    void sendBinary(const QByteArray &) override {}
    void close() override {}
};

class NoQuestions : public ui::Questions
{
public:
    void ask(QWidget *, const ui::Question &, std::function<void()>) override {}
};

double residentMiB()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(' ');
    return fields.size() < 2 ? 0 : fields[1].toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1048576.0;
}

// The window, and what is measured on it.
class Bench : public QObject
{
    Q_OBJECT

public:
    Bench(Meter &meter, client::ProfileStore &store, bool empty)
        : m_meter(meter)
        , m_conversation(empty ? SampleCache::empty() : SampleCache::full())
        , m_empty(empty)
        , m_workspace(store, [](client::Approach) { return std::make_unique<NoTransport>(); })
    {
        m_preferences.setTheme(u"light"_s);
        m_preferences.setLastConversation(store.profiles().first().id, SampleCache::empty());
        m_window = std::make_unique<ui::MainWindow>(
            ui::MainWindow::Needs{m_workspace, nullptr, m_preferences, m_questions, QDateTime::currentDateTimeUtc});
        m_workspace.start();
        m_window->resize(1120, 720);
        m_window->show();
        m_window->activateWindow();
        m_chat = m_window->findChild<ui::ChatPage *>();
        m_view = m_window->findChild<ui::ConversationView *>(u"conversation.view"_s);
        m_view->viewport()->installEventFilter(this);
    }

    [[nodiscard]] bool run(int pages, QJsonObject &out)
    {
        if (!until([this] { return m_workspace.current()->contacts()->rowCount() > 0; }))
            return false;
        settle();
        return open(out) && scroll(pages, out) && resize(out) && append(out);
    }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            m_painted = true;
        return false;
    }

private:
    // From the wish to the full window on the screen: the first time, when the database is cold, and again.
    bool open(QJsonObject &out)
    {
        Samples wall;
        Samples busy;
        double first = 0;
        for (int i = 0; i < 50; ++i) {
            m_chat->openConversation(m_empty ? SampleCache::full() : SampleCache::empty());
            settle();
            QElapsedTimer clock;
            clock.start();
            m_meter.begin();
            const double inCall = workOf([this] { m_chat->openConversation(m_conversation); });
            if (m_empty)
                settle();
            else if (!until([this] { return full() && std::exchange(m_painted, false); }))
                return false;
            const double took = static_cast<double>(clock.nsecsElapsed()) / 1e6;
            if (i == 0)
                first = took;
            wall.add(took);
            busy.add(inCall + m_meter.busyMs());
        }
        out["openFirst"_L1] = first;
        out["openP50"_L1] = wall.at(0.5);
        out["openMost"_L1] = wall.at(1);
        out["openBusyP50"_L1] = busy.at(0.5);
        return true;
    }

    bool scroll(int pages, QJsonObject &out)
    {
        settle();
        const double before = residentMiB();
        Samples work;
        Samples longest;
        for (int i = 0; i < pages; ++i) {
            m_meter.begin();
            press(Qt::Key_PageUp); // through the meter, as it is an event
            settle();
            work.add(m_meter.busyMs());
            longest.add(m_meter.longestMs());
        }
        out["rss"_L1] = residentMiB();
        out["rssBefore"_L1] = before;
        out["pageP50"_L1] = work.at(0.5);
        out["pageP99"_L1] = work.at(0.99);
        out["pageMost"_L1] = work.at(1);
        out["eventMost"_L1] = longest.at(1);
        if (!m_empty) {
            const auto *model = m_view->model();
            const QList<int> rows = m_view->visibleRows();
            out["scrolledOver"_L1] = m_newest - model->row(rows.first()).seq;
        }
        return true;
    }

    bool resize(QJsonObject &out)
    {
        Samples work;
        for (int i = 0; i < 100; ++i) {
            const QSize size(1120 - 7 * (i % 40), 720 - 3 * (i % 20));
            m_meter.begin();
            const double inCall = workOf([&] { m_window->resize(size); });
            settle();
            work.add(inCall + m_meter.busyMs());
        }
        out["resizeP50"_L1] = work.at(0.5);
        out["resizeP99"_L1] = work.at(0.99);
        return true;
    }

    bool append(QJsonObject &out)
    {
        m_view->jumpToLatest();
        settle();
        Samples work;
        for (int i = 0; i < 100; ++i) {
            const int rows = m_view->model()->rowCount();
            m_meter.begin();
            const double inCall =
                workOf([&] { m_workspace.current()->sendText(m_conversation, u"One more line, number %1."_s.arg(i)); });
            if (!until([&] { return m_view->model()->rowCount() > rows; }))
                return false;
            settle();
            work.add(inCall + m_meter.busyMs());
        }
        out["appendP50"_L1] = work.at(0.5);
        out["appendP99"_L1] = work.at(0.99);
        // So that the next run finds the cache as this one did.
        const QList<client::MessageRow> rows = m_view->model()->rows();
        for (const client::MessageRow &row : rows) {
            if (row.changeable)
                m_workspace.current()->discard(row.id);
        }
        settle();
        return true;
    }

    // What is called outside of any event: what it hands out by itself is not counted twice.
    double workOf(const std::function<void()> &call)
    {
        const double before = m_meter.busyMs();
        const qint64 began = Meter::threadNs();
        call();
        return static_cast<double>(Meter::threadNs() - began) / 1e6 - (m_meter.busyMs() - before);
    }

    // Rows from the top of the window to its end.
    [[nodiscard]] bool full()
    {
        const QList<int> rows = m_view->visibleRows();
        if (rows.isEmpty() || *m_view->rowTop(rows.first()) > 0)
            return false;
        m_newest = m_view->model()->row(rows.last()).seq;
        return true;
    }

    void press(int key)
    {
        QKeyEvent down(QEvent::KeyPress, key, Qt::NoModifier);
        QCoreApplication::sendEvent(m_view, &down);
        QKeyEvent up(QEvent::KeyRelease, key, Qt::NoModifier);
        QCoreApplication::sendEvent(m_view, &up);
    }

    // Until everything has been loaded and painted: nothing was painted and nothing came in so long.
    void settle()
    {
        QElapsedTimer quiet;
        quiet.start();
        m_wake.start(5);
        while (quiet.elapsed() < 30) {
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
            const auto *model = m_view->model();
            if (std::exchange(m_painted, false) || (model && model->loading()))
                quiet.restart();
        }
        m_wake.stop();
    }

    bool until(const std::function<bool()> &condition)
    {
        QElapsedTimer timer;
        timer.start();
        while (!condition()) {
            if (timer.elapsed() > patienceMs)
                return false;
            QCoreApplication::processEvents(QEventLoop::AllEvents);
        }
        return true;
    }

    Meter &m_meter;
    QString m_conversation;
    bool m_empty;
    bool m_painted = false;
    qint64 m_newest = 0;
    QTimer m_wake;
    ui::Theme m_theme;
    ui::Preferences m_preferences{QString()};
    NoQuestions m_questions;
    client::Workspace m_workspace;
    std::unique_ptr<ui::MainWindow> m_window;
    ui::ChatPage *m_chat;
    ui::ConversationView *m_view;
};

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    Meter meter(argc, argv);
    QApplication::setCursorFlashTime(0);

    QCommandLineParser parser;
    parser.addHelpOption();
    const QCommandLineOption folder(u"folder"_s, u"Where the cache lies; made where it is not there."_s, u"DIR"_s);
    const QCommandLineOption messages(u"messages"_s, u"As many in the conversation."_s, u"N"_s, u"1000000"_s);
    const QCommandLineOption pages(u"pages"_s, u"As many are scrolled over."_s, u"N"_s, u"1000"_s);
    const QCommandLineOption empty(u"empty"_s, u"In an empty conversation."_s);
    const QCommandLineOption make(u"make"_s, u"Makes the cache and does nothing else."_s);
    parser.addOptions({folder, messages, pages, empty, make});
    parser.process(meter);

    QTextStream errors(stderr);
    if (!parser.isSet(folder) || !QDir().mkpath(parser.value(folder))) {
        errors << u"Say where the cache lies: --folder DIR."_s << Qt::endl;
        return 2;
    }
    client::ProfileStore store(parser.value(folder));
    if (SampleCache::make(store, parser.value(messages).toLongLong()).isEmpty()) {
        errors << u"The cache could not be made."_s << Qt::endl;
        return 1;
    }
    if (parser.isSet(make))
        return 0;
    QJsonObject out;
    Bench bench(meter, store, parser.isSet(empty));
    if (!bench.run(parser.value(pages).toInt(), out)) {
        errors << u"Something was not reached."_s << Qt::endl;
        return 1;
    }
    QTextStream(stdout) << QString::fromUtf8(QJsonDocument(out).toJson(QJsonDocument::Compact)) << Qt::endl;
    return 0;
}

#include "main.moc"
