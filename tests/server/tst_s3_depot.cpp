// SPDX-License-Identifier: GPL-3.0-or-later
// What people are given to send and fetch files by, and what becomes of what they sent. S3 is a stub here; the stories
// of tests/aws use an emulator.
#include "core_fakes.h"
#include "http_stub.h"
#include "s3/s3_forms.h"
#include "test_program.h"

#include <confab/aws/s3_depot.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace confab;
using namespace confab::aws;
using namespace confab::tests;
using namespace Qt::StringLiterals;
using Arrival = core::FileDepot::Arrival;
using Form = core::FileDepot::Form;

namespace
{

// Of "hello".
const QByteArray hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

core::StoredFile hello()
{
    core::StoredFile file;
    file.attachment.id = u"00112233445566778899aabbccddeeff"_s;
    file.attachment.name = u"hello.txt"_s;
    file.attachment.size = 5;
    file.sha256 = QString::fromLatin1(hash);
    return file;
}

QByteArray copyAnswer(const QByteArray &ofHash)
{
    return R"(<?xml version="1.0" encoding="UTF-8"?><CopyObjectResult><ETag>"e"</ETag><ChecksumSHA256>)" +
           QByteArray::fromHex(ofHash).toBase64() + "</ChecksumSHA256></CopyObjectResult>";
}

// A bucket in which lies what the test says.
class Bucket
{
public:
    [[nodiscard]] QProcessEnvironment environment(bool ofAws = false) const
    {
        QProcessEnvironment environment;
        environment.insert(u"AWS_REGION"_s, u"eu-west-1"_s);
        environment.insert(u"AWS_ACCESS_KEY_ID"_s, u"KEY"_s);
        environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"secret"_s);
        environment.insert(u"AWS_SESSION_TOKEN"_s, u"to/ken"_s);
        environment.insert(u"AWS_EC2_METADATA_DISABLED"_s, u"true"_s);
        if (!ofAws)
            environment.insert(u"AWS_ENDPOINT_URL_S3"_s, stub.address() + u'/');
        return environment;
    }
    // Of a file that was announced.
    [[nodiscard]] Arrival take()
    {
        std::optional<Arrival> arrival;
        S3Depot(u"chat-files"_s, m_credentials, m_client, environment(), clock).take(hello(), [&arrival](Arrival told) {
            arrival = told;
        });
        return arrival.value();
    }
    [[nodiscard]] QStringList remove(const QStringList &attachments)
    {
        QStringList removed;
        S3Depot(u"chat-files"_s, m_credentials, m_client, environment(), clock)
            .remove(attachments, [&removed](const QStringList &gone) { removed = gone; });
        return removed;
    }
    [[nodiscard]] Form form(bool ofAws, const QString &name = u"chat-files"_s)
    {
        std::optional<Form> form;
        S3Depot(name, m_credentials, m_client, environment(ofAws), clock)
            .form(hello(), [&form](const std::optional<Form> &told) { form = told; });
        return form.value_or(Form());
    }
    [[nodiscard]] QString address(bool ofAws)
    {
        QString address;
        S3Depot(u"chat-files"_s, m_credentials, m_client, environment(ofAws), clock)
            .address(hello(), [&address](const QString &url) { address = url; });
        return address;
    }
    // "METHOD PATH", in their order.
    [[nodiscard]] QStringList calls() const
    {
        QStringList calls;
        for (const HttpStub::Request &request : stub.requests())
            calls.append(QString::fromLatin1(request.method + ' ' + request.target));
        return calls;
    }

    QByteArray sent = "hello"; // empty: nothing was
    int refusal = 404;         // of what is not there
    QByteArray keeps;          // what cannot be removed ends like this
    QByteArray copied = copyAnswer(hash);
    FakeClock clock;
    HttpStub stub{[this](const HttpStub::Request &request) { return answer(request); }};

private:
    [[nodiscard]] QByteArray answer(const HttpStub::Request &request) const
    {
        if (request.method == "DELETE")
            return HttpStub::answer(!keeps.isEmpty() && request.target.endsWith(keeps) ? 500 : 204, {});
        if (sent.isEmpty())
            return HttpStub::answer(refusal, "<Error/>");
        if (request.method == "PUT")
            return HttpStub::answer(200, copied);
        return HttpStub::answer(206, sent.first(1),
                                {"Content-Range: bytes 0-0/" + QByteArray::number(sent.size()), "ETag: \"e\""});
    }

    CredentialsProvider m_credentials{environment(), clock};
    Client m_client{m_credentials, environment(), clock, {.tries = 1}};
};

QString valueOf(const Form &form, const QString &name)
{
    for (const protocol::FormField &field : form.fields) {
        if (field.name == name)
            return field.value;
    }
    return {};
}

} // namespace

class TestS3Depot : public QObject
{
    Q_OBJECT

private slots:
    // Nothing but this file may be sent by it: the policy names every field, none by how it begins.
    void aFormIsForOneFile()
    {
        Bucket bucket;
        const Form form = bucket.form(true);
        QCOMPARE(form.url, u"https://chat-files.s3.eu-west-1.amazonaws.com/"_s);
        QCOMPARE(valueOf(form, u"key"_s), u"incoming/00112233445566778899aabbccddeeff"_s);
        QCOMPARE(valueOf(form, u"Content-Type"_s), u"application/octet-stream"_s);
        QCOMPARE(valueOf(form, u"x-amz-checksum-algorithm"_s), u"SHA256"_s);
        QCOMPARE(valueOf(form, u"x-amz-checksum-sha256"_s), QString::fromLatin1(QByteArray::fromHex(hash).toBase64()));
        QCOMPARE(valueOf(form, u"x-amz-security-token"_s), u"to/ken"_s);
        const QByteArray encoded = valueOf(form, u"policy"_s).toLatin1();
        const QJsonObject policy = QJsonDocument::fromJson(QByteArray::fromBase64(encoded)).object();
        QCOMPARE(policy["expiration"_L1].toString(),
                 bucket.clock.now().addSecs(15 * 60).toUTC().toString(Qt::ISODateWithMs));
        QJsonArray conditions{QJsonObject{{u"bucket"_s, u"chat-files"_s}}, QJsonArray{u"content-length-range"_s, 5, 5}};
        for (const protocol::FormField &field : form.fields) {
            if (field.name != "policy"_L1 && field.name != "x-amz-signature"_L1)
                conditions.append(QJsonObject{{field.name, field.value}});
        }
        QCOMPARE(policy["conditions"_L1].toArray(), conditions);
        QCOMPARE(form.fields.constLast().name, u"x-amz-signature"_s);
        QCOMPARE(form.fields.constLast().value.size(), 64);
    }

    void whereABucketIs()
    {
        Bucket bucket;
        QCOMPARE(bucket.form(false).url, bucket.stub.address() + u"/chat-files/"_s);
        QVERIFY(bucket.address(false).startsWith(bucket.stub.address() +
                                                 u"/chat-files/files/00112233445566778899aabbccddeeff?response-"_s));
        // No certificate is for a host of so many parts.
        QCOMPARE(bucket.form(true, u"my.files"_s).url, u"https://s3.eu-west-1.amazonaws.com/my.files/"_s);
        const QString address = bucket.address(true);
        QVERIFY(address.startsWith(u"https://chat-files.s3.eu-west-1.amazonaws.com/files/0011"_s));
        QVERIFY(address.contains(u"X-Amz-Expires=300"_s));
        QVERIFY(address.contains(u"X-Amz-SignedHeaders=host&"_s));
        QVERIFY(!address.contains(u"secret"_s));
    }

    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("simple");
        QTest::addColumn<QByteArray>("whole");
        QTest::newRow("plain") << u"a b.txt"_s << "a b.txt"_ba
                               << "a%20b.txt"_ba;
        QTest::newRow("beyond ASCII") << u"Käse €.txt"_s << "K_se _.txt"_ba
                                      << "K%C3%A4se%20%E2%82%AC.txt"_ba;
        QTest::newRow("quotes") << u"a\"; filename=\"b"_s << "a_; filename=_b"_ba
                                << "a%22%3B%20filename%3D%22b"_ba;
        QTest::newRow("encoded already") << u"100%41'*"_s << "100_41'*"_ba
                                         << "100%2541%27%2A"_ba;
        QTest::newRow("ways") << u"../a\\b"_s << ".._a_b"_ba
                              << ".._a_b"_ba;
        QTest::newRow("lines") << u"a\r\nX: y"_s << "a__X: y"_ba
                               << "a%0D%0AX%3A%20y"_ba;
        QTest::newRow("a pair of surrogates") << u"🧀"_s << "__"_ba
                                              << "%F0%9F%A7%80"_ba;
    }
    void names()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, simple);
        QFETCH(const QByteArray, whole);
        QCOMPARE(s3::dispositionOf(name), "attachment; filename=\"" + simple + "\"; filename*=UTF-8''" + whole);
    }

    void whatIsAsAnnouncedIsKept()
    {
        Bucket bucket;
        QCOMPARE(bucket.take(), Arrival::Whole);
        const QString id = hello().attachment.id;
        QCOMPARE(bucket.calls(), (QStringList{u"GET /chat-files/incoming/"_s + id, u"PUT /chat-files/files/"_s + id,
                                              u"DELETE /chat-files/incoming/"_s + id}));
        const HttpStub::Request &copy = bucket.stub.requests()[1];
        QCOMPARE(copy.header("x-amz-copy-source"), "/chat-files/incoming/" + id.toLatin1());
        // Of what was looked at, and no other that came in between.
        QCOMPARE(copy.header("x-amz-copy-source-if-match"), "\"e\""_ba);
        QVERIFY(copy.header("Authorization").contains("x-amz-copy-source;"));
    }

    void whatIsNot_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<int>("refusal");
        QTest::addColumn<QByteArray>("copied");
        QTest::addColumn<int>("arrival");
        const auto row = [](const char *name, const QByteArray &sent, int refusal, const QByteArray &copied,
                            Arrival is) { QTest::newRow(name) << sent << refusal << copied << static_cast<int>(is); };
        row("nothing", {}, 404, {}, Arrival::Missing);
        row("nothing, which one may not know", {}, 403, {}, Arrival::Missing);
        row("empty", {}, 416, {}, Arrival::Wrong);
        row("S3 is down", {}, 503, {}, Arrival::Unavailable);
        row("longer", "hello!", 0, copyAnswer(hash), Arrival::Wrong);
        // Other bytes of that length: S3 has hashed them.
        row("other bytes", "hallo", 0, copyAnswer("00" + hash.sliced(2)), Arrival::Wrong);
        row("no hash", "hello", 0, "<CopyObjectResult/>", Arrival::Unavailable);
        row("an error that began well", "hello", 0, "<Error><Code>InternalError</Code></Error>", Arrival::Unavailable);
        row("no XML", "hello", 0, "<Copy", Arrival::Unavailable);
    }
    void whatIsNot()
    {
        QFETCH(const QByteArray, sent);
        QFETCH(const int, refusal);
        QFETCH(const QByteArray, copied);
        QFETCH(const int, arrival);
        Bucket bucket;
        bucket.sent = sent;
        bucket.refusal = refusal;
        bucket.copied = copied;
        QCOMPARE(static_cast<int>(bucket.take()), arrival);
        // Of what is wrong nothing stays, under either key.
        const QStringList calls = bucket.calls();
        QCOMPARE(calls.filter(u"DELETE "_s).size(), arrival == static_cast<int>(Arrival::Wrong) ? 2 : 0);
    }

    void whatCannotBeRemovedIsNotForgotten()
    {
        Bucket bucket;
        QStringList ids;
        for (int i = 0; i < 15; ++i)
            ids.append(u"%1"_s.arg(i, 32, 16, QLatin1Char('0')));
        bucket.keeps = "/incoming/" + ids[3].toLatin1();
        QStringList removed = ids;
        removed.removeAt(3);
        QCOMPARE(bucket.remove(ids), removed);
        QCOMPARE(bucket.stub.requests().size(), 30);
    }
};

CONFAB_TEST(TestS3Depot)
#include "tst_s3_depot.moc"
