// SPDX-License-Identifier: GPL-3.0-or-later
#include "confabd_process.h"
#include "real_server.h"
#include "test_program.h"

#include <confab/client/cache_dump.h>

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace confab::app
{

using client::MessageRow;

namespace
{

// A clock that is wrong by years; its timers run as they should.
class WrongClock : public client::Scheduler
{
public:
    explicit WrongClock(int years)
        : m_right(client::systemTiming().scheduler)
        , m_years(years)
    {
    }
    qint64 nowMs() const override { return m_right->nowMs(); }
    QDateTime now() const override { return m_right->now().addYears(m_years); }
    int after(int ms, std::function<void()> call) override { return m_right->after(ms, std::move(call)); }
    void cancel(int timer) override { m_right->cancel(timer); }

private:
    std::shared_ptr<client::Scheduler> m_right;
    int m_years;
};

// A computer whose program can be ended and started.
class Computer
{
public:
    Computer(const QUrl &url, int years)
        : m_url(url)
        , m_years(years)
    {
        start();
    }
    void start()
    {
        m_store = std::make_unique<client::ProfileStore>(m_folder.path());
        client::Timing timing = client::systemTiming();
        timing.scheduler = std::make_shared<WrongClock>(m_years);
        const client::Profile profile =
            m_store->profiles().isEmpty() ? m_store->create(m_url) : m_store->profiles().constFirst();
        m_cache = m_store->cacheFile(profile.id);
        m_client = std::make_unique<client::ChatClient>(profile, *m_store, client::makeWebSocketTransport, timing);
        m_model = m_client->openConversation(group);
        m_client->start();
    }
    void end()
    {
        m_client.reset();
        m_store.reset();
    }
    void signUp(const QString &name)
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_client->status().phase, client::ConnectionStatus::Phase::NeedsSignIn, 30'000);
        m_client->signUp(name, u"correct horse battery"_s, {}, {});
        online();
    }
    void online()
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_client->status().phase, client::ConnectionStatus::Phase::Online, 30'000);
    }
    client::ChatClient *operator->() const { return m_client.get(); }
    [[nodiscard]] MessageRow row(const QString &text) const
    {
        for (const MessageRow &row : m_model->rows()) {
            if (row.text == text)
                return row;
        }
        return {};
    }
    [[nodiscard]] qint64 seqOf(const QString &text) const { return row(text).seq; }
    // Nothing is on its way any more.
    [[nodiscard]] bool settled() const
    {
        const auto &rows = m_model->rows();
        return std::all_of(rows.begin(), rows.end(), [](const MessageRow &row) {
            return row.seq > 0 && row.change == MessageRow::Change::None &&
                   (row.state == MessageRow::State::Sent || row.state == MessageRow::State::Read);
        });
    }
    // What everybody holds of the messages and the conversation: lines of its dump.
    [[nodiscard]] QStringList held() const
    {
        const auto dumped = client::dumpCache(m_cache);
        return dumped ? about(QString::fromUtf8(*dumped)) : QStringList{dumped.error()};
    }
    [[nodiscard]] static QStringList about(const QString &dump)
    {
        QStringList lines;
        for (const QString &line : dump.split(u'\n', Qt::SkipEmptyParts)) {
            const QJsonObject object = QJsonDocument::fromJson(line.toUtf8()).object();
            const QString table = object.value("table"_L1).toString();
            const bool here = table == "message"_L1 ? object.value("conversation"_L1) == group
                                                    : table == "conversation"_L1 && object.value("id"_L1) == group;
            if (here)
                lines.append(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
        }
        return lines;
    }

    static inline const QString group = QStringLiteral("group");

private:
    QUrl m_url;
    int m_years;
    QTemporaryDir m_folder;
    QString m_cache;
    std::unique_ptr<client::ProfileStore> m_store;
    std::unique_ptr<client::ChatClient> m_client;
    client::ConversationModel *m_model = nullptr;
};

} // namespace

// What two people do to the same messages at the same time, over real sockets: in the end everybody holds the same.
class TestChangesMeet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneOfTwoIsAway()
    {
        const QString group = Computer::group;
        RealServer server;
        server.start();
        Computer ada(server.url(), -5);
        ada.signUp(u"ada"_s);
        Computer ben(server.url(), 5);
        ben.signUp(u"ben"_s);
        ada->sendText(group, u"by ada"_s);
        QTRY_VERIFY(ben.seqOf(u"by ada"_s) > 0);
        ben->sendText(group, u"by ben"_s);
        ben->sendText(group, u"a slip"_s);
        QTRY_VERIFY(ada.seqOf(u"a slip"_s) > 0);
        QTRY_VERIFY(ben.settled());
        const qint64 byAda = ada.seqOf(u"by ada"_s);
        const qint64 byBen = ada.seqOf(u"by ben"_s);
        const qint64 slip = ada.seqOf(u"a slip"_s);

        ben->stop();
        ada->edit(group, byAda, u"by ada, mended"_s);
        ada->react(group, byBen, u"👍"_s, true);
        ada->sendText(group, u"beside, by ada"_s, {0, byBen, false});
        ada->sendText(group, u"for all, by ada"_s, {byBen, byBen, true});
        ada->pin(group, byAda, true);
        ben->edit(group, byBen, u"by ben, mended"_s); // ada's reaction is no conflict
        ben->react(group, byAda, u"🎉"_s, true);
        ben->sendText(group, u"beside, by ben"_s, {0, byAda, false});
        ben->remove(group, {slip});
        QTRY_COMPARE(ben.row(u"a slip"_s).change, MessageRow::Change::Deletion);
        QTRY_VERIFY(ada.seqOf(u"for all, by ada"_s) > 0);
        QTRY_VERIFY(ada.settled());

        ada.end();
        ben.end();
        ada.start();
        ben.start();
        ada.online();
        ben.online();
        for (const Computer *each : {&ada, &ben}) {
            QTRY_VERIFY_WITH_TIMEOUT(each->seqOf(u"by ben, mended"_s) == byBen, 15'000);
            QTRY_VERIFY(each->seqOf(u"by ada, mended"_s) == byAda);
            QTRY_COMPARE(each->row(u"by ada, mended"_s).reactions.size(), 1);
            QTRY_VERIFY(each->row(u"by ada, mended"_s).replies.has_value());
            QTRY_COMPARE(each->seqOf(u"a slip"_s), 0);
            QTRY_VERIFY(each->settled());
            QCOMPARE(each->row(u"by ben, mended"_s).replies->count, 2);
            QVERIFY(each->row(u"by ada, mended"_s).pinned);
            QCOMPARE(each->row(u"for all, by ada"_s).quote->text, u"by ben, mended"_s);
        }
        QVERIFY(ben.row(u"by ada, mended"_s).reactions[0].mine);
        QVERIFY(!ada.row(u"by ada, mended"_s).reactions[0].mine);

        ada.end();
        ben.end();
        server.stop();
        const test::Finished dumped = test::runConfabd({u"dump"_s, u"--data"_s, server.folder.path()});
        QCOMPARE(dumped.code, 0);
        const QStringList stored = Computer::about(dumped.output);
        QCOMPARE(stored.size(), 7); // the conversation and six messages
        QCOMPARE(ada.held(), stored);
        QCOMPARE(ben.held(), stored);
    }
};

} // namespace confab::app

CONFAB_TEST(confab::app::TestChangesMeet)
#include "tst_changes_meet.moc"
