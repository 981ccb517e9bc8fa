// SPDX-License-Identifier: GPL-3.0-or-later
// Files as rules: what they may be called, what waits for them, what is kept of them. Whole transfers: tst_transfers.
#include "file_thread.h"
#include "forwarding.h"
#include "local_files.h"
#include "outbox.h"
#include "support/one_client.h"
#include "test_program.h"

#include <confab/client/words.h>
#include <confab/protocol/file_chunk.h>
#include <confab/protocol/names.h>
#include <confab/protocol/ulid.h>

#include <QDir>
#include <QFile>
#include <QSignalSpy>

using namespace confab;
using namespace confab::client;
using namespace confab::client::test;
using namespace Qt::StringLiterals;
using protocol::ErrorCode;

namespace
{

const QString id = u"00112233445566778899aabbccddeeff"_s;

OutboxItem withFile(const QString &message)
{
    OutboxItem item;
    item.id = message;
    item.conversation = u"group"_s;
    item.command = protocol::SendMessage{message, u"group"_s, {}};
    item.files = {{u"/a/plan.pdf"_s, u"plan.pdf"_s, u"application/pdf"_s, 7, 1000, u"ab"_s, {}}};
    return item;
}

OutboxItem words(const QString &message)
{
    OutboxItem item;
    item.id = message;
    item.conversation = u"group"_s;
    item.command = protocol::SendMessage{message, u"group"_s, u"hello"_s};
    return item;
}

protocol::Attachment fileOf(const QString &attachment, const QString &name, qint64 size, const QString &mime)
{
    protocol::Attachment file;
    file.id = attachment;
    file.name = name;
    file.size = size;
    file.mime = mime;
    return file;
}

QStringList taken(Outbox &outbox)
{
    QStringList ids;
    for (const OutboxItem &item : outbox.take(0))
        ids.append(item.id);
    return ids;
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

} // namespace

class TestFiles : public OneClient
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void safeNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("safe");
        QTest::newRow("as it is") << u"Plan 2026.pdf"_s << u"Plan 2026.pdf"_s;
        QTest::newRow("of any script") << u"日本語 \U0001f98a.txt"_s << u"日本語 \U0001f98a.txt"_s;
        QTest::newRow("another folder") << u"../../x"_s << u"_.._x"_s;
        QTest::newRow("root") << u"/etc/passwd"_s << u"_etc_passwd"_s;
        QTest::newRow("a drive") << u"C:\\x"_s << u"C__x"_s;
        QTest::newRow("a stream") << u"a.txt:evil.exe"_s << u"a.txt_evil.exe"_s;
        QTest::newRow("a device") << u"CON"_s << u"_CON"_s;
        QTest::newRow("with a suffix") << u"nul.tar.gz"_s << u"_nul.tar.gz"_s;
        QTest::newRow("with a small figure") << u"com\u00b9.txt"_s << u"_com\u00b9.txt"_s;
        QTest::newRow("only like a device") << u"CONtent"_s << u"CONtent"_s;
        QTest::newRow("hidden") << u".bashrc"_s << u"bashrc"_s;
        QTest::newRow("dots at the end") << u"setup.exe. . ."_s << u"setup.exe"_s;
        QTest::newRow("NUL") << u"a\0b"_s << u"a_b"_s;
        QTest::newRow("the other way round") << u"a\u202egpj.exe"_s << u"a_gpj.exe"_s;
        QTest::newRow("lines") << u"a\nb\rc"_s << u"a_b_c"_s;
        QTest::newRow("wildcards") << u"a*?<b>|\"c\""_s << u"a___b___c_"_s;
        QTest::newRow("nothing") << u""_s << u"file"_s;
        QTest::newRow("nothing of it") << u" ... "_s << u"file"_s;
    }
    void safeNames()
    {
        QFETCH(QString, name);
        QTEST(safeFileName(name), "safe");
    }
    void longNames()
    {
        for (const QString &stem : {u"x"_s, u"ü"_s, u"漢"_s, u"\U0001f98a"_s}) {
            const QString safe = safeFileName(stem.repeated(300) + u".pdf"_s);
            QVERIFY(safe.toUtf8().size() <= 255);
            QVERIFY(safe.toUtf8().size() > 250);
            QVERIFY(safe.endsWith(u".pdf"_s));
            QVERIFY(protocol::isFileName(safe));
        }
        QVERIFY(safeFileName(u"a."_s + u"y"_s.repeated(300)).toUtf8().size() <= 255);
    }

    void inspects()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"picture.txt"_s);
        const auto problemOf = [](const QString &which, qint64 most) {
            const auto found = inspectFile(which, most);
            return found ? Problem() : found.error();
        };
        write(path, {});
        QCOMPARE(problemOf(path, 0).code, ErrorCode::BadField);
        QCOMPARE(problemOf(folder.filePath(u"none"_s), 0).code, ErrorCode::NotFound);
        QCOMPARE(problemOf(folder.path(), 0).code, ErrorCode::NotFound);
        // Whatever it is called.
        write(path, QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16));
        const auto found = inspectFile(path, 16);
        QVERIFY(found);
        QCOMPARE(found->name, u"picture.txt"_s);
        QCOMPARE(found->size, 16);
        QCOMPARE(found->path, path);
        QCOMPARE(problemOf(path, 15).code, ErrorCode::TooLarge);
        QCOMPARE(problemOf(path, 15).field, u"size"_s);
        QVERIFY(sentence(problemOf(path, 15)) != sentence({ErrorCode::TooLarge, {}, {}, 0, false}));
        const QString bare = folder.filePath(u"bare"_s);
        write(bare, QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16));
        QCOMPARE(inspectFile(bare, 0)->mime, u"image/png"_s);
    }

    void nothingWaitsBehindFiles()
    {
        Outbox outbox;
        outbox.add(withFile(u"1"_s));
        outbox.add(words(u"2"_s));
        QCOMPARE(taken(outbox), QStringList{u"2"_s});
        (void)outbox.acked(u"2"_s, 1);
        QVERIFY(taken(outbox).isEmpty());
        // Nor behind one that failed.
        QCOMPARE(outbox.filesFailed(u"1"_s, ErrorCode::NotFound, u"file"_s)->state, OutboxItem::State::Failed);
        outbox.add(words(u"3"_s));
        QCOMPARE(taken(outbox), QStringList{u"3"_s});
        (void)outbox.acked(u"3"_s, 2);
        // As it is found now.
        const auto again = outbox.retry(u"1"_s);
        QCOMPARE(again->files[0].modified, 0);
        QVERIFY(again->files[0].sha256.isEmpty());
        QVERIFY(outbox.filesUploaded(u"1"_s, {id}));
        const auto sent = outbox.take(0);
        QCOMPARE(sent.size(), 1);
        QCOMPARE(std::get<protocol::SendMessage>(sent[0].command).attachments, QStringList{id});
    }

    void uploadedAnewOnce()
    {
        Outbox outbox;
        outbox.add(withFile(u"1"_s));
        for (const auto state : {OutboxItem::State::Queued, OutboxItem::State::Failed}) {
            (void)outbox.filesUploaded(u"1"_s, {id});
            QCOMPARE(taken(outbox), QStringList{u"1"_s});
            const auto refused = outbox.refused(u"1"_s, ErrorCode::NotFound, u"attachments"_s, 0, 0);
            QCOMPARE(refused->state, state);
            QVERIFY(waitsForFiles(*refused));
        }
        QVERIFY(outbox.retry(u"1"_s));
        (void)outbox.filesUploaded(u"1"_s, {id});
        QCOMPARE(taken(outbox), QStringList{u"1"_s});
        QCOMPARE(outbox.refused(u"1"_s, ErrorCode::NotFound, u"attachments"_s, 0, 0)->state, OutboxItem::State::Queued);
    }

    void anotherEpochHasNone()
    {
        Outbox outbox;
        outbox.add(withFile(u"1"_s));
        (void)outbox.filesUploaded(u"1"_s, {id});
        (void)outbox.take(0);
        outbox.connectionLost();
        const auto unplaced = outbox.unplace();
        QCOMPARE(unplaced.changed.size(), 1);
        QVERIFY(waitsForFiles(*outbox.find(u"1"_s)));
        QCOMPARE(outbox.find(u"1"_s)->state, OutboxItem::State::Queued);
    }

    void whatIsKept()
    {
        const QTemporaryDir folder;
        FileThread thread;
        const auto appended = [&](LocalFiles &files, qint64 offset, const QByteArray &bytes) {
            std::optional<bool> good;
            files.append(id, offset, bytes, [&](bool is) { good = is; });
            [&] { QTRY_VERIFY(good); }();
            return good.value_or(false);
        };
        {
            LocalFiles files(folder.path(), thread);
            QVERIFY(appended(files, 0, "abc"));
            QVERIFY(appended(files, 3, "def"));
            QVERIFY(!appended(files, 7, "h")); // there is a hole before it
            QVERIFY(appended(files, 0, "abc"));
        }
        LocalFiles files(folder.path(), thread);
        QSignalSpy listed(&files, &LocalFiles::listed);
        files.open();
        QTRY_COMPARE(listed.size(), 1);
        QCOMPARE(files.partOf(id), 3);
        QVERIFY(!files.has(id));
        std::optional<bool> good;
        files.finish(id, 4, [&](bool is) { good = is; });
        QTRY_VERIFY(good);
        QVERIFY(!*good);
        QVERIFY(appended(files, 0, "abcd"));
        good.reset();
        files.finish(id, 4, [&](bool is) { good = is; });
        QTRY_VERIFY(good);
        QVERIFY(*good);
        QVERIFY(files.has(id));
        // Somebody removed it.
        QVERIFY(QFile::remove(files.path(id)));
        good.reset();
        files.use(id, [&](bool is) { good = is; });
        QTRY_VERIFY(good);
        QVERIFY(!*good);
        QVERIFY(!files.has(id));
    }

    // What earlier runs left behind goes, what is to be sent stays.
    void whatIsOnItsWayOut()
    {
        const QTemporaryDir folder;
        FileThread thread;
        QString sent;
        QString left;
        {
            const LocalFiles files(folder.path(), thread);
            sent = files.newOutgoing(u"../a.png"_s);
            left = files.newOutgoing(u"b.png"_s);
            QCOMPARE(QFileInfo(sent).fileName(), u"_a.png"_s);
            write(sent, "a");
            write(left, "b");
        }
        // Ulids ascend with the milliseconds, which are their first ten characters.
        const QString begun = QFileInfo(left).dir().dirName().left(10);
        QTRY_VERIFY(protocol::makeUlid().left(10) > begun);
        LocalFiles files(folder.path(), thread);
        const QString now = files.newOutgoing(u"c.png"_s);
        write(now, "c");
        files.keepOutgoing({sent, u"/elsewhere/d.png"_s});
        QTRY_VERIFY(!QFile::exists(left));
        QVERIFY(QFile::exists(sent));
        QVERIFY(QFile::exists(now));
        files.keepOutgoing({});
        QTRY_VERIFY(!QFile::exists(sent));
    }

    void inWords()
    {
        protocol::Attachment picture;
        picture.name = u"a.png"_s;
        picture.mime = u"image/png"_s;
        protocol::Attachment file;
        file.name = u"my_plan.pdf"_s;
        file.mime = u"application/pdf"_s;
        QCOMPARE(filesInWords(QList{picture}), u"Photo"_s);
        QCOMPARE(filesInWords(QList{file}), u"File: my_plan.pdf"_s);
        QVERIFY(filesInWords(QList{file, picture}).startsWith(u"2 "_s));
        QVERIFY(filesInWords(QList<ShownFile>{}).isEmpty());
        protocol::Message message;
        message.attachments = {picture, file};
        message.text = u"look"_s;
        QCOMPARE(saidIn(message), u"look"_s);
        QCOMPARE(saidWithFiles(message), u"look\nPhoto: a.png\nFile: my\\_plan.pdf"_s);
    }

    void smallPictures()
    {
        protocol::Attachment photo = fileOf(id, u"p.jpg"_s, 5'000'000, u"image/jpeg"_s);
        photo.thumbnail = small;
        protocol::Attachment film = fileOf(another, u"f.mp4"_s, 9, u"video/mp4"_s);
        const qint64 seq = sayWith({photo, film});
        m_client->wantPicture(group, seq, film.id);
        m_client->wantPicture(group, seq, id);
        m_client->wantPicture(group, seq, id);
        QTRY_COMPARE(m_server->all<protocol::Fetch>().size(), 1);
        const auto fetch = m_server->last<protocol::Fetch>();
        QCOMPARE(fetch.attachment, small);
        QCOMPARE(fetch.seq, seq);
        m_server->send(protocol::Download{fetch.id, small, u"socket"_s, 3, 0});
        m_server->sendBinary(protocol::encodeChunk({small, 0, "abc"}));
        QTRY_VERIFY(!row(seq).files.value(0).smallPath.isEmpty());
        QCOMPARE(row(seq).files.value(0).state, ShownFile::State::Away);
        m_client->wantPicture(group, seq, id);
        // One that the server does not make is no news, and not asked for again.
        photo.thumbnail = id;
        photo.id = small;
        const qint64 next = sayWith({photo});
        m_client->wantPicture(group, next, small);
        QTRY_COMPARE(m_server->all<protocol::Fetch>().size(), 2);
        m_server->send(protocol::Download{m_server->last<protocol::Fetch>().id, id, u"socket"_s, 2'000'000, 0});
        m_client->wantPicture(group, next, small);
        QTRY_COMPARE(m_server->all<protocol::Got>().size(), 1); // of the first
        QCOMPARE(m_server->all<protocol::Fetch>().size(), 2);
    }

    void serversThatLie_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("another size") << qint64{7} << QByteArray();
        QTest::newRow("more than that") << qint64{5} << QByteArray("abcdef");
    }
    void serversThatLie()
    {
        QFETCH(qint64, size);
        QFETCH(QByteArray, bytes);
        const qint64 seq =
            sayWith({fileOf(id, u"a"_s, 5, u"a/b"_s), fileOf(u"../../../../x"_s, u"b"_s, 5, u"image/png"_s)});
        // Not what it asked for, and no chunk at all.
        m_server->sendBinary(protocol::encodeChunk({id, 0, "abc"}));
        m_server->sendBinary("x");
        m_client->fetchFile(group, seq, u"../../../../x"_s);
        m_client->wantPicture(group, seq, u"../../../../x"_s);
        m_client->fetchFile(group, seq, id);
        QTRY_COMPARE(m_server->all<protocol::Fetch>().size(), 1);
        const auto fetch = m_server->last<protocol::Fetch>();
        QCOMPARE(fetch.attachment, id);
        QCOMPARE(fetch.offset, 0);
        m_server->send(protocol::Download{fetch.id, id, u"socket"_s, size, 0});
        if (!bytes.isEmpty())
            m_server->sendBinary(protocol::encodeChunk({id, 0, bytes}));
        QTRY_COMPARE(row(seq).files.value(0).state, ShownFile::State::Failed);
        QVERIFY(!row(seq).files.value(0).failure.isEmpty());
    }

    // What does not come is asked for again, from where it is.
    void aServerThatFallsSilent()
    {
        const qint64 seq = sayWith({fileOf(id, u"a"_s, 5, u"a/b"_s)});
        m_client->fetchFile(group, seq, id);
        QTRY_COMPARE(m_server->all<protocol::Fetch>().size(), 1);
        const auto first = m_server->last<protocol::Fetch>();
        m_server->send(protocol::ErrorFrame{first.id, ErrorCode::Unavailable, {}, {}, 0});
        QTRY_COMPARE(row(seq).files.value(0).state, ShownFile::State::Waiting);
        m_clock->advance(5000);
        QTRY_COMPARE(m_server->all<protocol::Fetch>().size(), 2);
        m_server->send(protocol::Download{m_server->last<protocol::Fetch>().id, id, u"socket"_s, 5, 0});
        m_server->sendBinary(protocol::encodeChunk({id, 0, "abc"}));
        m_server->sendBinary(protocol::encodeChunk({id, 4, "e"})); // one is lost before it
        for (int i = 0; i < 6; ++i) {
            m_clock->advance(5000);
            QCoreApplication::processEvents(); // pings are answered
        }
        QTRY_COMPARE(m_server->all<protocol::Fetch>().size(), 3);
        QCOMPARE(m_server->last<protocol::Fetch>().offset, 3);
        m_server->send(protocol::Download{m_server->last<protocol::Fetch>().id, id, u"socket"_s, 5, 3});
        m_server->sendBinary(protocol::encodeChunk({id, 3, "de"}));
        QTRY_COMPARE(row(seq).files.value(0).state, ShownFile::State::Here);
        QFile file(row(seq).files.value(0).path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "abcde");
    }

    void chunksThatAreLost()
    {
        using protocol::limits::chunkBytes;
        m_server->welcome.features = {u"files"_s};
        m_server->welcome.limits.fileBytes = 10'000'000;
        offline();
        reachable();
        const QTemporaryDir folder;
        write(folder.filePath(u"a.bin"_s), QByteArray(20 * chunkBytes, 'a'));
        qint64 there = 0;
        m_server->handle = [&](const protocol::ClientCommand &command) {
            const auto *attach = std::get_if<protocol::Attach>(&command);
            if (attach)
                m_server->send(protocol::Upload{attach->id, id, u"socket"_s, there});
            return attach != nullptr;
        };
        const auto file = inspectFile(folder.filePath(u"a.bin"_s), 0);
        QVERIFY(file);
        m_client->sendFiles(group, {}, {*file});
        QTRY_COMPARE(m_server->receivedBinary.size(), 16);
        there = 3 * chunkBytes;
        protocol::Ack ack;
        ack.id = m_server->last<protocol::Attach>().id;
        ack.attachment = id;
        ack.offset = there;
        for (int i = 0; i < 3; ++i)
            m_server->send(ack);
        QTRY_COMPARE(m_server->receivedBinary.size(), 19); // the three that the first lets go
        m_clock->advance(1000);
        QTRY_COMPARE(m_server->all<protocol::Attach>().size(), 2);
        QTRY_COMPARE(m_server->receivedBinary.size(), 19 + 16);
        QCOMPARE(protocol::parseChunk(m_server->receivedBinary.at(19))->offset, there);
        ack.id = m_server->last<protocol::Attach>().id;
        ack.offset = 19 * chunkBytes;
        m_server->send(ack);
        QTRY_COMPARE(m_server->receivedBinary.size(), 19 + 17);
        ack.offset = 20 * chunkBytes;
        m_server->send(ack);
        QTRY_COMPARE(m_server->last<protocol::SendMessage>().attachments, QStringList{id});
    }

    // A server that never spoke of files is sent none, one that did gets them when it is there again.
    void whereNoneAreTaken()
    {
        QCOMPARE(m_client->fileLimit(), 0);
        const QTemporaryDir folder;
        write(folder.filePath(u"a.txt"_s), "a");
        const auto file = inspectFile(folder.filePath(u"a.txt"_s), 0);
        QVERIFY(file);
        m_client->sendFiles(group, {}, {*file});
        m_server->welcome.features = {u"files"_s};
        m_server->welcome.limits.fileBytes = 1000;
        offline();
        reachable();
        QCOMPARE(m_client->fileLimit(), 1000);
        QVERIFY(m_server->all<protocol::Attach>().isEmpty());
        restart(false);
        QCOMPARE(m_client->fileLimit(), 1000);
        m_client->sendFiles(group, {}, {*file});
        QTRY_COMPARE(m_model->rowCount(), 3);
        QCOMPARE(m_model->row(2).files.value(0).state, ShownFile::State::Waiting);
        QCOMPARE(m_model->row(2).files.value(0).path, file->path);
        m_server->handle = [this](const protocol::ClientCommand &command) {
            const auto *attach = std::get_if<protocol::Attach>(&command);
            if (attach)
                m_server->send(protocol::Upload{attach->id, id, u"socket"_s, 1});
            return attach != nullptr;
        };
        restart();
        QTRY_COMPARE(m_server->all<protocol::SendMessage>().size(), 1);
        QCOMPARE(m_server->last<protocol::SendMessage>().attachments, QStringList{id});
        QCOMPARE(m_server->all<protocol::Attach>().size(), 1);
        QCOMPARE(m_server->last<protocol::Attach>().sha256,
                 u"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"_s);
    }

private:
    // Ben's, with files; its seq.
    qint64 sayWith(const QList<protocol::Attachment> &files)
    {
        // The test answers them.
        m_server->handle = [](const protocol::ClientCommand &command) {
            return std::holds_alternative<protocol::Fetch>(command);
        };
        const qint64 seq =
            m_server
                ->reply(group, u"ben"_s, u"look"_s, [&](protocol::Message &message) { message.attachments = files; })
                .seq;
        [&] { QTRY_COMPARE(row(seq).files.size(), files.size()); }();
        return seq;
    }

    const QString small = u"ffeeddccbbaa99887766554433221100"_s;
    const QString another = u"0123456789abcdef0123456789abcdef"_s;
};

CONFAB_TEST(TestFiles)
#include "tst_files.moc"
