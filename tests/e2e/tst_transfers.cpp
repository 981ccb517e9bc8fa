// SPDX-License-Identifier: GPL-3.0-or-later
// Files from one client to another, over the whole server.
#include "real_server.h"
#include "tapped_transport.h"
#include "test_program.h"

#include <confab/protocol/names.h>

#include <QBuffer>
#include <QDir>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace confab::app
{

using client::ConnectionStatus;
using client::LocalFile;
using client::MessageRow;
using client::ShownFile;
using protocol::limits::chunkBytes;
using State = ShownFile::State;

namespace
{

constexpr int soon = 30'000; // ms
constexpr int slow = 5;      // ms for each chunk: 5 MB/s
const auto group = u"group"_s;

QByteArray randomBytes(qint64 size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator generator(7);
    for (char &each : bytes)
        each = static_cast<char>(generator.generate());
    return bytes;
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A person whose connections are looked at, and whose program can end and begin again.
class Traveller
{
public:
    explicit Traveller(const QUrl &url)
        : m_store(std::make_unique<client::ProfileStore>(folder.path()))
        , m_profile(m_store->create(url))
    {
        begin();
    }
    ~Traveller() { client.reset(); } // before its store
    Traveller(const Traveller &) = delete;
    Traveller &operator=(const Traveller &) = delete;
    void begin()
    {
        client = std::make_unique<client::ChatClient>(
            m_profile, *m_store, [tap = tap](client::Approach) { return std::make_unique<TappedTransport>(tap); });
        client->start();
    }
    void signUp(const QString &name)
    {
        QTRY_COMPARE_WITH_TIMEOUT(client->status().phase, ConnectionStatus::Phase::NeedsSignIn, soon);
        client->signUp(name, u"correct horse battery"_s, {}, {});
        online();
    }
    void online()
    {
        (void)client->openConversation(group);
        QTRY_COMPARE_WITH_TIMEOUT(client->status().phase, ConnectionStatus::Phase::Online, soon);
    }
    void restart()
    {
        client.reset();
        m_store = std::make_unique<client::ProfileStore>(folder.path());
        m_profile = m_store->profiles().constFirst();
        begin();
        online();
    }
    LocalFile file(const QString &name, const QByteArray &bytes)
    {
        const QString path = files.filePath(name);
        write(path, bytes);
        const auto found = client::inspectFile(path, client->fileLimit());
        return found ? *found : LocalFile{};
    }
    [[nodiscard]] QList<MessageRow> rows(const QString &conversation = group) const
    {
        return client->openConversation(conversation)->rows();
    }
    [[nodiscard]] MessageRow row(qsizetype index = 0) const { return rows().value(index); }
    [[nodiscard]] ShownFile shown(qsizetype index = 0, qsizetype which = 0) const
    {
        return row(index).files.value(which);
    }
    [[nodiscard]] QString profileFolder() const { return folder.path() + u"/profiles/"_s + client->profile().id; }

    QTemporaryDir folder;
    QTemporaryDir files;
    std::shared_ptr<Tap> tap = std::make_shared<Tap>();
    std::unique_ptr<client::ChatClient> client;

private:
    std::unique_ptr<client::ProfileStore> m_store;
    client::Profile m_profile;
};

// Both are here, and so is the server.
struct Scene {
    explicit Scene(bool limited = false)
        : server(started(limited))
        , ada(server->url())
        , ben(server->url())
    {
        ada.signUp(u"ada"_s);
        ben.signUp(u"ben"_s);
    }
    static std::unique_ptr<RealServer> started(bool limited)
    {
        auto server = std::make_unique<RealServer>();
        server->options.settings.rateLimits = limited;
        server->start();
        return server;
    }
    // Ada sends it, and it is there.
    void send(const QString &name, const QByteArray &bytes, const QString &caption = {})
    {
        const auto before = ben.rows().size();
        ada.client->sendFiles(group, caption, {ada.file(name, bytes)});
        QTRY_COMPARE_WITH_TIMEOUT(ben.rows().size(), before + 1, soon);
    }
    void fetch(qsizetype index = 0, qsizetype which = 0)
    {
        ben.client->fetchFile(group, ben.row(index).seq, ben.shown(index, which).id);
    }
    std::unique_ptr<RealServer> server;
    Traveller ada;
    Traveller ben;
};

// Chunks that were sent again.
qsizetype twice(const QList<protocol::FileChunk> &chunks)
{
    QSet<qint64> seen;
    for (const protocol::FileChunk &each : chunks)
        seen.insert(each.offset);
    return chunks.size() - seen.size();
}

} // namespace

class TestTransfers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesArrive()
    {
        Scene scene;
        QVERIFY(scene.ada.client->fileLimit() > 0);
        const QByteArray plan = randomBytes(900'001);
        const QByteArray notes = "notes";
        scene.ada.client->sendFiles(group, u"both of them"_s,
                                    {scene.ada.file(u"plan.pdf"_s, plan), scene.ada.file(u"notes.txt"_s, notes)});
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.rows().size(), 1, soon);
        const MessageRow row = scene.ben.row();
        QCOMPARE(row.text, u"both of them"_s);
        QCOMPARE(row.files.size(), 2);
        QCOMPARE(row.files[0].name, u"plan.pdf"_s);
        QCOMPARE(row.files[0].size, plan.size());
        QCOMPARE(row.files[0].state, State::Away);
        QCOMPARE(row.files[1].mime, u"text/plain"_s);

        scene.fetch(0, 0);
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.shown(0, 0).state, State::Here, soon);
        const QString path = scene.ben.shown(0, 0).path;
        QCOMPARE(bytesOf(path), plan);
        QCOMPARE(QFileInfo(path).fileName(), row.files[0].id);
        constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(path) & others));
        QVERIFY(!(QFile::permissions(QFileInfo(path).path()) & (others | QFile::ExeGroup | QFile::ExeOther)));
        QVERIFY(!QFile::exists(path + u".part"_s));

        // Who sent them has them, and nothing was sent twice.
        QTRY_COMPARE_WITH_TIMEOUT(scene.ada.row().state, MessageRow::State::Sent, soon);
        QTRY_COMPARE(scene.ada.shown(0, 1).state, State::Here);
        QCOMPARE(bytesOf(scene.ada.shown(0, 1).path), notes);
        QCOMPARE(scene.ada.tap->received.size(), 0);
    }

    void withoutWords()
    {
        Scene scene;
        scene.send(u"my_plan.pdf"_s, randomBytes(100));
        const auto lastLine = [&](const Traveller &of) {
            const int index = of.client->contacts()->indexOf(group);
            return index < 0 ? QString() : of.client->contacts()->contacts().at(index).lastLine;
        };
        QTRY_COMPARE(lastLine(scene.ben), u"ada: File: my\\_plan.pdf"_s);
        // A server that is asked again has no word for it.
        scene.ben.restart();
        QCOMPARE(lastLine(scene.ben), u"ada: File: my\\_plan.pdf"_s);
        QTRY_COMPARE(scene.ben.rows().size(), 1);
        const client::ConversationModel *model = scene.ben.client->openConversation(group);
        const QString aloud = model->data(model->index(0), Qt::AccessibleTextRole).toString();
        QVERIFY2(aloud.contains(u"File: my_plan.pdf"_s), qPrintable(aloud));
        QTRY_COMPARE(scene.ada.row().files.size(), 1);

        // Found by what it has, and by its name on this computer.
        const auto found = [&](const QString &typed) {
            std::optional<qsizetype> count;
            scene.ben.client->search(client::SearchQuery::parse(typed), {},
                                     [&](const auto &page) { count = page ? page->messages.size() : -1; });
            [&] { QTRY_VERIFY(count); }();
            return count.value_or(-1);
        };
        QCOMPARE(found(u"has:file"_s), 1);
        std::optional<qsizetype> listed;
        scene.ben.client->listFiles(group, {}, [&](const auto &list) { listed = list ? list->messages.size() : -1; });
        QTRY_COMPARE(listed, 1);
        scene.ben.client->stop();
        QCOMPARE(found(u"has:file my_plan"_s), 1);
        QCOMPARE(found(u"has:file other"_s), 0);
        listed.reset();
        scene.ben.client->listFiles(group, {}, [&](const auto &list) { listed = list ? list->messages.size() : -1; });
        QTRY_COMPARE(listed, 1);
    }

    void goesOnAfterACut()
    {
        Scene scene;
        const QByteArray film = randomBytes(100 * chunkBytes + 17);
        scene.ada.tap->cutAfterSent = [tap = scene.ada.tap.get()] {
            const auto count = tap->sent.size();
            return count == 30 || count == 75;
        };
        scene.send(u"film.mp4"_s, film);
        // No more than what was not acknowledged.
        QVERIFY2(twice(scene.ada.tap->sent) <= 2 * protocol::limits::chunksUnacknowledged,
                 qPrintable(QString::number(twice(scene.ada.tap->sent))));
        scene.ben.tap->cutAfterReceived = [tap = scene.ben.tap.get()] {
            const auto count = tap->received.size();
            return count == 20 || count == 80;
        };
        scene.fetch();
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.shown().state, State::Here, soon);
        QCOMPARE(bytesOf(scene.ben.shown().path), film);
        QCOMPARE(twice(scene.ben.tap->received), 0);
    }

    void goesOnAfterARestart()
    {
        Scene scene;
        const QByteArray film = randomBytes(100 * chunkBytes);
        scene.ada.tap->msPerFrame = slow;
        scene.ada.client->sendFiles(group, {}, {scene.ada.file(u"film.mp4"_s, film)});
        QTRY_VERIFY_WITH_TIMEOUT(scene.ada.tap->sent.size() > 50, soon);
        scene.ada.tap->msPerFrame = 0;
        scene.ada.restart();
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.rows().size(), 1, soon);
        QVERIFY(twice(scene.ada.tap->sent) <= protocol::limits::chunksUnacknowledged);

        // The same on the way back.
        scene.fetch();
        QTRY_VERIFY_WITH_TIMEOUT(scene.ben.tap->received.size() > 20, soon);
        scene.ben.restart();
        QTRY_VERIFY(!scene.ben.rows().isEmpty());
        scene.fetch();
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.shown().state, State::Here, soon);
        QCOMPARE(bytesOf(scene.ben.shown().path), film);
        QVERIFY(twice(scene.ben.tap->received) <= protocol::limits::chunksUnacknowledged);
        scene.ben.restart();
        QTRY_COMPARE(scene.ben.shown().state, State::Here);
    }

    void pausedUntilToldOtherwise()
    {
        Scene scene;
        const QByteArray film = randomBytes(200 * chunkBytes);
        scene.ada.tap->msPerFrame = slow;
        scene.ada.client->sendFiles(group, u"a film"_s, {scene.ada.file(u"film.mp4"_s, film)});
        QTRY_VERIFY_WITH_TIMEOUT(scene.ada.tap->sent.size() > 30, soon);
        QTRY_COMPARE(scene.ada.rows().size(), 1);
        const QString id = scene.ada.row().id;
        scene.ada.client->pauseFiles(id, true);
        QTRY_COMPARE(scene.ada.shown().state, State::Paused);
        const auto sent = scene.ada.tap->sent.size();
        // What is written meanwhile does not wait.
        scene.ada.client->sendText(group, u"soon"_s);
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.rows().size(), 1, soon);
        QCOMPARE(scene.ben.row().text, u"soon"_s);
        QCOMPARE(scene.ada.tap->sent.size(), sent);
        scene.ada.tap->msPerFrame = 0;
        scene.ada.client->pauseFiles(id, false);
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.rows().size(), 2, soon);
        QCOMPARE(scene.ben.row(1).text, u"a film"_s);
        QCOMPARE(twice(scene.ada.tap->sent), 0);

        scene.fetch(1);
        QTRY_VERIFY_WITH_TIMEOUT(scene.ben.tap->received.size() > 5, soon);
        scene.ben.client->pauseFetch(scene.ben.shown(1).id);
        QTRY_COMPARE(scene.ben.shown(1).state, State::Paused);
        const auto atMost = scene.ben.tap->received.size() + 2 * protocol::limits::chunksUnacknowledged;
        scene.ada.client->sendText(group, u"there?"_s);
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.rows().size(), 3, soon);
        QVERIFY(scene.ben.tap->received.size() <= atMost);
        scene.fetch(1);
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.shown(1).state, State::Here, soon);
        QCOMPARE(bytesOf(scene.ben.shown(1).path), film);
    }

    // More of them than a server keeps waiting for on a connection.
    void givenUp()
    {
        Scene scene;
        scene.ada.tap->msPerFrame = slow;
        for (int i = 0; i < 5; ++i) {
            const auto sent = scene.ada.tap->sent.size();
            const QString name = scene.ada.client->newOutgoingFile(u"%1.png"_s.arg(i));
            write(name, randomBytes(100 * chunkBytes + i));
            const auto found = client::inspectFile(name, 0);
            QVERIFY(found);
            scene.ada.client->sendFiles(group, {}, {*found});
            QTRY_VERIFY_WITH_TIMEOUT(scene.ada.tap->sent.size() > sent + 20, soon);
            QVERIFY(scene.ada.row().changeable);
            QVERIFY(scene.ada.client->discard(scene.ada.row().id));
            QTRY_VERIFY(scene.ada.rows().isEmpty());
            QTRY_VERIFY(!QFile::exists(name));
        }
        scene.ada.tap->msPerFrame = 0;
        const QByteArray bytes = randomBytes(50);
        scene.send(u"this.txt"_s, bytes);
        scene.fetch();
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.shown().state, State::Here, soon);
        QCOMPARE(bytesOf(scene.ben.shown().path), bytes);
    }

    void changedMeanwhile()
    {
        Scene scene;
        scene.ada.tap->msPerFrame = slow;
        scene.ada.client->sendFiles(group, {}, {scene.ada.file(u"table.csv"_s, randomBytes(100 * chunkBytes))});
        QTRY_VERIFY_WITH_TIMEOUT(scene.ada.tap->sent.size() > 20, soon);
        const QByteArray now = "now,as,it,is";
        write(scene.ada.files.filePath(u"table.csv"_s), now);
        QTRY_COMPARE_WITH_TIMEOUT(scene.ada.row().state, MessageRow::State::Failed, soon);
        QVERIFY(!scene.ada.row().failure.isEmpty());
        QCOMPARE(scene.ada.shown().state, State::Failed);
        QCOMPARE(scene.ada.shown().failure, scene.ada.row().failure);
        scene.ada.client->sendText(group, u"not held up"_s);
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.rows().size(), 1, soon);
        // Once more is as it is now.
        scene.ada.client->retry(scene.ada.row(1).id);
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.rows().size(), 2, soon);
        QCOMPARE(scene.ben.shown(1).size, now.size());
        scene.fetch(1);
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.shown(1).state, State::Here, soon);
        QCOMPARE(bytesOf(scene.ben.shown(1).path), now);

        // One that is gone.
        const LocalFile gone = scene.ada.file(u"gone.txt"_s, "x");
        QVERIFY(QFile::remove(gone.path));
        scene.ada.client->sendFiles(group, {}, {gone});
        QTRY_COMPARE_WITH_TIMEOUT(scene.ada.row(2).state, MessageRow::State::Failed, soon);
        QVERIFY(scene.ada.client->discard(scene.ada.row(2).id));
    }

    void whatIsSaidOvertakes()
    {
        Scene scene;
        scene.ada.tap->msPerFrame = slow;
        const qint64 size = 20 * 1024 * 1024;
        scene.ada.client->sendFiles(group, {}, {scene.ada.file(u"film.mp4"_s, randomBytes(size))});
        QTRY_VERIFY_WITH_TIMEOUT(scene.ada.tap->sent.size() > 20, soon);
        scene.ada.tap->chunksBeforeText.clear();
        for (int i = 0; i < 5; ++i) {
            scene.ada.client->sendText(group, u"meanwhile %1"_s.arg(i));
            QTRY_COMPARE_WITH_TIMEOUT(scene.ben.rows().size(), i + 1, soon);
        }
        QVERIFY(scene.ada.tap->sent.size() * chunkBytes < size / 2);
        QVERIFY(!scene.ada.tap->chunksBeforeText.isEmpty());
        for (const qsizetype before : std::as_const(scene.ada.tap->chunksBeforeText))
            QVERIFY2(before <= 4, qPrintable(QString::number(before)));
        // Told now and then, not at each of them.
        QSignalSpy changes(scene.ada.client->openConversation(group), &QAbstractItemModel::dataChanged);
        const auto sent = scene.ada.tap->sent.size();
        QTRY_VERIFY_WITH_TIMEOUT(scene.ada.tap->sent.size() > sent + 200, soon);
        QVERIFY2(changes.size() >= 1 && changes.size() <= 40, qPrintable(QString::number(changes.size())));
        scene.ada.tap->msPerFrame = 0;
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.rows().size(), 6, soon);
    }

    // A server that takes 8 MiB a second cuts nobody off who waits for its word.
    void atTheServersPace()
    {
        Scene scene(true);
        const QByteArray film = randomBytes(14 * 1024 * 1024);
        scene.ada.client->sendFiles(group, {}, {scene.ada.file(u"one.mp4"_s, film)});
        scene.ada.client->sendFiles(group, {}, {scene.ada.file(u"two.mp4"_s, film)});
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.rows().size(), 2, soon);
        scene.fetch(0);
        scene.fetch(1);
        for (const qsizetype index : {0, 1}) {
            QTRY_COMPARE_WITH_TIMEOUT(scene.ben.shown(index).state, State::Here, soon);
            QCOMPARE(bytesOf(scene.ben.shown(index).path), film);
        }
        QCOMPARE(scene.ada.tap->sent.size(), 2 * ((film.size() + chunkBytes - 1) / chunkBytes));
        QCOMPARE(scene.ben.tap->receivedBytes, 2 * film.size());
    }

    void theSameTwice()
    {
        Scene scene;
        const QByteArray bytes = randomBytes(50'000);
        const LocalFile file = scene.ada.file(u"again.bin"_s, bytes);
        scene.ada.client->sendFiles(group, {}, {file, file});
        scene.ada.client->sendFiles(group, {}, {file});
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.rows().size(), 2, soon);
        const auto first = scene.ben.row(0).files.size() == 2 ? 0 : 1;
        QCOMPARE(scene.ben.shown(first, 0).name, u"again.bin"_s);
        QCOMPARE(scene.ben.shown(first, 1).name, u"again (2).bin"_s);
        QCOMPARE(scene.ben.row(1 - first).files.size(), 1);
        QVERIFY(scene.ben.shown(first, 0).id != scene.ben.shown(1 - first, 0).id);
    }

    void pictures()
    {
        Scene scene;
        // 1 × 1, red.
        const QByteArray png =
            QByteArray::fromBase64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/"
                                   "pLvAAAAAElFTkSuQmCC");
        scene.send(u"dot.png"_s, png);
        QCOMPARE(scene.ben.shown().mime, u"image/png"_s);
        QVERIFY(scene.ben.shown().smallPath.isEmpty());
        scene.ben.client->wantPicture(group, scene.ben.row().seq, scene.ben.shown().id);
        QTRY_VERIFY_WITH_TIMEOUT(!scene.ben.shown().smallPath.isEmpty(), soon);
        QVERIFY(QFile::exists(scene.ben.shown().smallPath));
        // One's own is at hand.
        QTRY_VERIFY_WITH_TIMEOUT(!scene.ada.shown().smallPath.isEmpty(), soon);

        // What is deleted goes from here as well.
        const QString path = scene.ben.shown().smallPath;
        scene.ada.client->remove(group, {scene.ada.row().seq});
        QTRY_VERIFY_WITH_TIMEOUT(scene.ben.row().deleted, soon);
        QTRY_VERIFY(!QFile::exists(path));
        QVERIFY(scene.ben.row().files.isEmpty());
    }

    void signedOut()
    {
        Scene scene;
        scene.send(u"secret.txt"_s, "secret");
        scene.fetch();
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.shown().state, State::Here, soon);
        const QString files = scene.ben.profileFolder() + u"/files"_s;
        QVERIFY(QDir(files).exists());
        scene.ben.client->signOut();
        QTRY_VERIFY_WITH_TIMEOUT(!QDir(files).exists(), soon);
    }

    // A guest sees and fetches.
    void guests()
    {
        Scene scene;
        scene.send(u"menu.txt"_s, "soup");
        Traveller guest(scene.server->url());
        QTRY_COMPARE_WITH_TIMEOUT(guest.client->status().phase, ConnectionStatus::Phase::NeedsSignIn, soon);
        guest.client->signInAsGuest(u"Gil"_s);
        guest.online();
        QCOMPARE(guest.client->fileLimit(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(guest.rows().size(), 1, soon);
        guest.client->fetchFile(group, guest.row().seq, guest.shown().id);
        QTRY_COMPARE_WITH_TIMEOUT(guest.shown().state, State::Here, soon);
        QCOMPARE(bytesOf(guest.shown().path), "soup");
    }

    // Nothing of one message may be fetched as if it were in another.
    void notThere()
    {
        Scene scene;
        scene.send(u"a.txt"_s, "a");
        scene.ada.client->sendText(group, u"b"_s);
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.rows().size(), 2, soon);
        scene.ben.client->fetchFile(group, scene.ben.row(1).seq, scene.ben.shown().id);
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.shown().state, State::Failed, soon);
        QVERIFY(!scene.ben.shown().failure.isEmpty());
        // Asked for once more, and rightly.
        scene.ben.client->pauseFetch(scene.ben.shown().id);
        scene.fetch();
        QTRY_COMPARE_WITH_TIMEOUT(scene.ben.shown().state, State::Here, soon);
    }
};

} // namespace confab::app

CONFAB_TEST(confab::app::TestTransfers)
#include "tst_transfers.moc"
