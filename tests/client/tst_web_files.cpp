// SPDX-License-Identifier: GPL-3.0-or-later
// Files that lie elsewhere than with the server: there as a form, back in parts.
#include "http_stub.h"
#include "support/one_client.h"
#include "test_program.h"
#include "web_transfer.h"

#include <confab/client/files.h>

#include <QCryptographicHash>
#include <QFile>

using namespace confab;
using namespace confab::client;
using namespace confab::client::test;
using namespace Qt::StringLiterals;
using confab::tests::HttpStub;
using protocol::ErrorCode;

namespace
{

const QString fileId = u"00112233445566778899aabbccddeeff"_s;

// Of more pieces than are read ahead, and no period of theirs.
QByteArray largeBytes()
{
    QByteArray bytes;
    for (int i = 0; bytes.size() < 1'500'000; ++i)
        bytes += QByteArray::number(i) + "\r\n--confab";
    return bytes;
}

QString hashOf(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

// The fields of a form in their order, "NAME=VALUE"; of the file, what is in it.
QList<QByteArray> fieldsOf(const HttpStub::Request &request)
{
    const QByteArray type = request.header("Content-Type");
    const QByteArray line = "--" + type.sliced(type.indexOf("boundary=") + 9);
    QByteArray rest = request.body;
    QList<QByteArray> fields;
    while (rest.startsWith(line + "\r\n")) {
        const qsizetype blank = rest.indexOf("\r\n\r\n");
        const qsizetype next = rest.indexOf("\r\n" + line, blank);
        const QByteArray head = rest.first(blank);
        const qsizetype name = head.indexOf("name=\"") + 6;
        fields.append(head.sliced(name, head.indexOf('"', name) - name) + '=' +
                      rest.sliced(blank + 4, next - blank - 4));
        rest = rest.sliced(next + 2);
    }
    if (rest != line + "--\r\n")
        fields.append("(no end)");
    return fields;
}

} // namespace

class TestWebFiles : public OneClient
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        setUp(QUrl(u"ws://127.0.0.1:7465"_s));
        m_stub = std::make_unique<HttpStub>([this](const HttpStub::Request &request) { return m_answer(request); });
        m_there = false;
    }
    void cleanup()
    {
        tearDown();
        m_stub.reset();
    }

    void whereFilesMayGo_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("server");
        QTest::addColumn<bool>("may");
        QTest::newRow("over TLS") << u"https://b.s3.example.org/?x=1"_s << u"wss://chat.example.org/prod"_s << true;
        QTest::newRow("in plaintext") << u"http://b.s3.example.org/"_s << u"wss://chat.example.org/prod"_s << false;
        QTest::newRow("to the host itself") << u"http://127.0.0.1:9000/"_s << u"ws://127.0.0.1:7465"_s << true;
        QTest::newRow("which speaks TLS") << u"http://127.0.0.1:9000/"_s << u"wss://127.0.0.1:7465"_s << false;
        QTest::newRow("to another host") << u"http://192.168.1.1/"_s << u"ws://192.168.1.2:7465"_s << false;
        QTest::newRow("a file") << u"file:///etc/passwd"_s << u"ws://127.0.0.1:7465"_s << false;
        QTest::newRow("with a password") << u"https://a:b@example.org/"_s << u"wss://example.org"_s << false;
        QTest::newRow("nowhere") << u"https:///x"_s << u"wss://example.org"_s << false;
        QTest::newRow("no address") << u"https://exa mple.org/"_s << u"wss://example.org"_s << false;
    }
    void whereFilesMayGo()
    {
        QFETCH(const QString, address);
        QFETCH(const QString, server);
        QTEST(webAddress(address, QUrl(server)).has_value(), "may");
    }

    void aFileGoesAsAForm()
    {
        const QByteArray bytes = largeBytes();
        takeUploads();
        send(bytes);
        QTRY_COMPARE(m_server->last<protocol::SendMessage>().attachments, QStringList{id});
        QCOMPARE(m_stub->requests().size(), 1);
        const HttpStub::Request &request = m_stub->requests().constFirst();
        QCOMPARE(request.method + ' ' + request.target, "POST /bucket"_ba);
        QCOMPARE(fieldsOf(request), (QList<QByteArray>{"key=incoming/1", "policy=e30=", "file=" + bytes}));
        // Nothing of who sends it.
        for (const QByteArray &name : {"Cookie"_ba, "Authorization"_ba, "Referer"_ba})
            QVERIFY(request.header(name).isEmpty());
        QVERIFY(!request.body.first(1000).contains("ada"));
        QCOMPARE(m_server->all<protocol::Attach>().size(), 2);
        QVERIFY(m_server->receivedBinary.isEmpty());
    }

    void whatIsNotTaken_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("tries"); // 0: as long as it takes
        QTest::newRow("a form that is too old") << 403 << 2;
        QTest::newRow("on to another host") << 307 << 2;
        QTest::newRow("taken, and not there") << 204 << 2;
        QTest::newRow("a failure over there") << 503 << 0;
    }
    void whatIsNotTaken()
    {
        QFETCH(const int, status);
        QFETCH(const int, tries);
        m_answer = [this, status](const HttpStub::Request &) {
            return HttpStub::answer(status, "<Error/>", {"Location: " + m_stub->address().toLatin1() + "/other"});
        };
        takeUploads(false);
        send("hello");
        const auto file = [this] { return m_model->row(m_model->rowCount() - 1).files.value(0); };
        // What was sent and is not there is sent again at once.
        for (int i = 1; status != 204 && i < 5 && i != tries; ++i) {
            QTRY_COMPARE(m_stub->requests().size(), i);
            QTRY_COMPARE(file().state, ShownFile::State::Waiting);
            m_clock->advance(5000);
        }
        if (tries == 0)
            return;
        QTRY_COMPARE(file().state, ShownFile::State::Failed);
        QCOMPARE(file().failure, sentence({ErrorCode::Unavailable, u"storage"_s, {}, 0, false}));
        QCOMPARE(m_stub->requests().size(), tries);
        for (const HttpStub::Request &request : m_stub->requests())
            QCOMPARE(request.target, "/bucket"_ba);
    }

    void noAddressOfAServersChoice()
    {
        takeUploads();
        m_url = u"http://localhost:%1/bucket"_s.arg(m_stub->serverPort()); // not what the server is called
        send("hello");
        QTRY_COMPARE(m_model->row(m_model->rowCount() - 1).files.value(0).state, ShownFile::State::Failed);
        QVERIFY(m_stub->requests().isEmpty());
    }

    // It goes on without the server, and is asked for when that is there again.
    void anUploadOutlivesTheConnection()
    {
        QPointer<QSslSocket> socket;
        m_stub->byHand = [&socket](const HttpStub::Request &, QSslSocket &from) { socket = &from; };
        takeUploads();
        send("hello");
        QTRY_COMPARE(m_stub->requests().size(), 1);
        offline();
        socket->write(HttpStub::answer(204, {}));
        socket->disconnectFromHost();
        m_there = true;
        QTRY_VERIFY(!socket);
        reachable();
        QTRY_COMPARE(m_server->last<protocol::SendMessage>().attachments, QStringList{id});
        QCOMPARE(m_stub->requests().size(), 1);
    }

    void aPausedUploadBeginsAnew()
    {
        QPointer<QSslSocket> socket;
        m_stub->byHand = [&socket](const HttpStub::Request &, QSslSocket &from) { socket = &from; };
        takeUploads();
        send("hello");
        QTRY_COMPARE(m_stub->requests().size(), 1);
        const auto row = [this] { return m_model->row(m_model->rowCount() - 1); };
        const QString message = row().id;
        m_client->pauseFiles(message, true);
        QTRY_COMPARE(row().files.value(0).state, ShownFile::State::Paused);
        QTRY_VERIFY(!socket); // it has gone
        m_stub->byHand = {};
        m_client->pauseFiles(message, false);
        QTRY_COMPARE(m_server->last<protocol::SendMessage>().attachments, QStringList{id});
        QCOMPARE(m_stub->requests().size(), 2);
        // One that nobody wants any more ends with the message.
        m_stub->byHand = [&socket](const HttpStub::Request &, QSslSocket &from) { socket = &from; };
        m_there = false;
        send("other");
        QTRY_COMPARE(m_stub->requests().size(), 3);
        QVERIFY(m_client->discard(row().id));
        QTRY_VERIFY(!socket);
        QTRY_COMPARE(m_server->last<protocol::Detach>().attachment, fileId);
    }

    void aFileThatChangesOnItsWay()
    {
        takeUploads();
        const QString path = m_files.filePath(u"file%1.bin"_s.arg(m_number + 1));
        m_beforeForm = [path] {
            QFile file(path);
            if (!file.open(QIODevice::WriteOnly) || file.write("hello, too long") != 15)
                qFatal("cannot write %s", qPrintable(path));
        };
        send("hello");
        QTRY_COMPARE(m_model->row(m_model->rowCount() - 1).files.value(0).state, ShownFile::State::Failed);
        QVERIFY(m_stub->requests().isEmpty());
    }

    void aFileComesInParts()
    {
        const QByteArray bytes = largeBytes();
        constexpr qsizetype broken = 700'000;
        m_answer = [&](const HttpStub::Request &request) {
            const QByteArray range = request.header("Range");
            // The first time the connection ends in the middle.
            if (range.isEmpty())
                return HttpStub::answer(200, bytes).chopped(bytes.size() - broken);
            const qint64 from = range.sliced(6, range.size() - 7).toLongLong();
            return HttpStub::answer(206, bytes.sliced(from),
                                    {"Content-Range: bytes " + QByteArray::number(from) + '-' +
                                     QByteArray::number(bytes.size() - 1) + '/' + QByteArray::number(bytes.size())});
        };
        const qint64 seq = fetch(bytes, hashOf(bytes));
        QTRY_COMPARE(m_stub->requests().size(), 1);
        QTRY_COMPARE(row(seq).files.value(0).state, ShownFile::State::Waiting);
        m_clock->advance(5000);
        QTRY_COMPARE(row(seq).files.value(0).state, ShownFile::State::Here);
        QCOMPARE(m_server->last<protocol::Fetch>().offset, broken);
        QCOMPARE(m_stub->requests().constLast().header("Range"), "bytes=" + QByteArray::number(broken) + '-');
        QFile file(row(seq).files.value(0).path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), bytes);
        QVERIFY(m_server->all<protocol::Got>().isEmpty()); // nobody waits for that
    }

    void whatComesIsOther_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("tries");
        QTest::newRow("other bytes") << HttpStub::answer(200, "hallo") << 1;
        QTest::newRow("more of them") << HttpStub::answer(200, "hello you") << 1;
        QTest::newRow("a part") << HttpStub::answer(206, "hello", {"Content-Range: bytes 3-7/8"}) << 2;
        QTest::newRow("a refusal") << HttpStub::answer(403, "hello") << 2;
        QTest::newRow("another address") << HttpStub::answer(302, "hello", {"Location: http://127.0.0.1/"}) << 2;
    }
    void whatComesIsOther()
    {
        QFETCH(const QByteArray, answer);
        QFETCH(const int, tries);
        m_answer = [answer](const HttpStub::Request &) { return answer; };
        const qint64 seq = fetch("hello", hashOf("hello"));
        for (int i = 1; i < tries; ++i) {
            QTRY_COMPARE(m_stub->requests().size(), i);
            QTRY_COMPARE(row(seq).files.value(0).state, ShownFile::State::Waiting);
            m_clock->advance(5000);
        }
        QTRY_COMPARE(row(seq).files.value(0).state, ShownFile::State::Failed);
        QVERIFY(!row(seq).files.value(0).failure.isEmpty());
        QCOMPARE(m_stub->requests().size(), tries);
        // Nothing of it stays.
        m_client->fetchFile(group, seq, fileId);
        QTRY_COMPARE(m_server->all<protocol::Fetch>().size(), tries + 1);
        QCOMPARE(m_server->last<protocol::Fetch>().offset, 0);
    }

private:
    // Files are taken at an address of the stub; where `kept`, they are there once it has answered.
    void takeUploads(bool kept = true)
    {
        m_server->welcome.features = {u"files"_s};
        m_server->welcome.limits.fileBytes = 10'000'000;
        offline();
        reachable();
        m_url = m_stub->address() + u"/bucket"_s;
        m_beforeForm = [] {};
        if (kept) {
            m_answer = [this](const HttpStub::Request &) {
                m_there = true;
                return HttpStub::answer(204, {});
            };
        }
        m_server->handle = [this](const protocol::ClientCommand &command) {
            const auto *attach = std::get_if<protocol::Attach>(&command);
            if (!attach)
                return false;
            m_beforeForm();
            protocol::Upload upload{.id = attach->id, .attachment = fileId, .via = u"url"_s};
            if (m_there)
                upload.offset = attach->size;
            else
                upload.url = m_url;
            upload.form = {{u"key"_s, u"incoming/1"_s}, {u"policy"_s, u"e30="_s}};
            m_server->send(upload);
            return true;
        };
    }
    void send(const QByteArray &bytes)
    {
        const QString path = m_files.filePath(u"file%1.bin"_s.arg(++m_number));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
        file.close();
        const int rows = m_model->rowCount();
        m_client->sendFiles(group, {}, {*inspectFile(path, 0)});
        [&] { QTRY_COMPARE(m_model->rowCount(), rows + 1); }();
    }
    // A file of Ben's, which the stub has; the seq of its message.
    qint64 fetch(const QByteArray &bytes, const QString &sha256)
    {
        m_server->handle = [this, size = bytes.size(), sha256](const protocol::ClientCommand &command) {
            const auto *wanted = std::get_if<protocol::Fetch>(&command);
            if (wanted) {
                protocol::Download download{wanted->id, fileId, u"url"_s, size, wanted->offset};
                download.url = m_stub->address() + u"/files/1?signed"_s;
                download.sha256 = sha256;
                m_server->send(download);
            }
            return wanted != nullptr;
        };
        protocol::Attachment file;
        file.id = fileId;
        file.name = u"a.bin"_s;
        file.size = bytes.size();
        file.mime = u"a/b"_s;
        const qint64 seq =
            m_server
                ->reply(group, u"ben"_s, u"look"_s, [&](protocol::Message &message) { message.attachments = {file}; })
                .seq;
        [&] { QTRY_COMPARE(row(seq).files.size(), 1); }();
        m_client->fetchFile(group, seq, fileId);
        return seq;
    }

    std::unique_ptr<HttpStub> m_stub;
    std::function<QByteArray(const HttpStub::Request &)> m_answer;
    std::function<void()> m_beforeForm;
    QTemporaryDir m_files;
    QString m_url;
    int m_number = 0;
    bool m_there = false;
};

CONFAB_TEST(TestWebFiles)
#include "tst_web_files.moc"
