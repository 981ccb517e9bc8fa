// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/aws/sigv4.h>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace confab::aws;

namespace
{

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray bytesOf(const QJsonObject &object, QStringView name)
{
    return object.value(name).toString().toUtf8();
}

// The suite writes requests as text: a line that is indented goes on with the header before it.
HttpRequest parsed(const QByteArray &text)
{
    HttpRequest request;
    const qsizetype blank = text.indexOf("\n\n");
    request.body = blank < 0 ? QByteArray() : text.sliced(blank + 2);
    const QList<QByteArray> lines = (blank < 0 ? text : text.first(blank)).split('\n');
    const QByteArray first = lines.first();
    const qsizetype space = first.indexOf(' ');
    request.method = first.first(space);
    const QByteArray target = first.sliced(space + 1).chopped(qstrlen(" HTTP/1.1"));
    const qsizetype question = target.indexOf('?');
    request.path = question < 0 ? target : target.first(question);
    request.query = question < 0 ? QByteArray() : target.sliced(question + 1);
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        if (line.startsWith(' '))
            request.headers.last().second += '\n' + line;
        else if (colon > 0)
            request.headers.append({line.first(colon), line.sliced(colon + 1)});
    }
    return request;
}

QByteArray written(const HttpRequest &request)
{
    QByteArray text = request.method + ' ' + request.path;
    if (!request.query.isEmpty())
        text += '?' + request.query;
    text += " HTTP/1.1\n";
    for (const auto &[name, value] : request.headers)
        text += name + ':' + value + '\n';
    return text + '\n' + request.body;
}

} // namespace

class TestSigV4 : public QObject
{
    Q_OBJECT

private slots:
    void theSuite_data();
    void theSuite();
    void vectorsOfOurOwn_data();
    void vectorsOfOurOwn();
    void whatProxiesChangeIsNotSigned();
    void aPolicy();
};

// AWS's own cases lie beside the checkout, not in it.
void TestSigV4::theSuite_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<bool>("inQuery");
    // A worktree may lie a folder deeper.
    QDir suite(QStringLiteral(SOURCE_DIR "/../shared/data/sigv4/v4"));
    if (!suite.exists())
        suite.setPath(QStringLiteral(SOURCE_DIR "/../../shared/data/sigv4/v4"));
    const QStringList cases = suite.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    if (cases.isEmpty()) {
        QTest::newRow("missing") << QString() << false;
        return;
    }
    QCOMPARE(cases.size(), 38);
    for (const QString &name : cases) {
        QTest::addRow("%s, header", qPrintable(name)) << suite.filePath(name) << false;
        QTest::addRow("%s, query", qPrintable(name)) << suite.filePath(name) << true;
    }
}

void TestSigV4::theSuite()
{
    QFETCH(const QString, folder);
    QFETCH(const bool, inQuery);
    if (folder.isEmpty())
        QSKIP("AWS's signing cases are not in ../shared/data/sigv4/v4 beside this checkout");
    const QJsonObject context = QJsonDocument::fromJson(contentOf(folder + u"/context.json"_s)).object();
    const QJsonObject keys = context.value("credentials"_L1).toObject();
    const Credentials credentials{.accessKeyId = bytesOf(keys, u"access_key_id"),
                                  .secretAccessKey = bytesOf(keys, u"secret_access_key"),
                                  .sessionToken = bytesOf(keys, u"token")};
    const SigningScope scope{.region = bytesOf(context, u"region"),
                             .service = bytesOf(context, u"service"),
                             .time = QDateTime::fromString(context.value("timestamp"_L1).toString(), Qt::ISODate),
                             .normalizePath = context.value("normalize"_L1).toBool(),
                             .hashHeader = context.value("sign_body"_L1).toBool() && !inQuery,
                             .signToken = !context.value("omit_session_token"_L1).toBool()};
    const HttpRequest request = parsed(contentOf(folder + u"/request.txt"_s));
    const SignedRequest done =
        inQuery ? presign(request, credentials, scope, context.value("expiration_in_seconds"_L1).toInt())
                : sign(request, credentials, scope);

    const auto expected = [&](const QString &what) {
        return contentOf(folder + (inQuery ? u"/query-"_s : u"/header-"_s) + what + u".txt"_s);
    };
    QCOMPARE(done.canonicalRequest, expected(u"canonical-request"_s).trimmed());
    QCOMPARE(done.stringToSign, expected(u"string-to-sign"_s).trimmed());
    QCOMPARE(done.signature, expected(u"signature"_s).trimmed());
    QCOMPARE(written(done.request).trimmed(), expected(u"signed-request"_s).trimmed());
}

// Made by botocore (data/make_sigv4_vectors.py): paths that are encoded, S3, tokens, text beyond ASCII.
void TestSigV4::vectorsOfOurOwn_data()
{
    QTest::addColumn<QJsonObject>("vector");
    const QJsonObject whole = QJsonDocument::fromJson(contentOf(QFINDTESTDATA("data/sigv4_vectors.json"))).object();
    const QJsonArray vectors = whole.value("vectors"_L1).toArray();
    QCOMPARE(vectors.size(), 11);
    for (const QJsonValue &value : vectors) {
        QJsonObject vector = value.toObject();
        for (const QString &name : {u"time"_s, u"key"_s, u"secret"_s, u"seconds"_s})
            vector.insert(name, whole.value(name));
        QTest::newRow(qPrintable(vector.value("name"_L1).toString())) << vector;
    }
}

void TestSigV4::vectorsOfOurOwn()
{
    QFETCH(const QJsonObject, vector);
    HttpRequest request{.method = bytesOf(vector, u"method"),
                        .path = bytesOf(vector, u"path"),
                        .query = bytesOf(vector, u"query"),
                        .headers = {{"Host", bytesOf(vector, u"host")}},
                        .body = bytesOf(vector, u"body")};
    const QJsonObject headers = vector.value("headers"_L1).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        request.headers.append({it.key().toUtf8(), it.value().toString().toUtf8()});
    const Credentials credentials{.accessKeyId = bytesOf(vector, u"key"),
                                  .secretAccessKey = bytesOf(vector, u"secret"),
                                  .sessionToken = bytesOf(vector, u"token")};
    const QDateTime time = QDateTime::fromString(vector.value("time"_L1).toString(), Qt::ISODate);
    SigningScope scope{.region = bytesOf(vector, u"region"), .service = bytesOf(vector, u"service"), .time = time};
    const bool presigned = vector.value("presigned"_L1).toBool();
    if (vector.value("s3"_L1).toBool()) {
        scope = SigningScope::s3(scope.region, time);
        scope.unsignedBody = presigned;
    }
    const SignedRequest done = presigned ? presign(request, credentials, scope, vector.value("seconds"_L1).toInt())
                                         : sign(request, credentials, scope);
    QCOMPARE(done.signature, bytesOf(vector, u"signature"));
    QVERIFY(!written(done.request).contains(credentials.secretAccessKey));
}

void TestSigV4::whatProxiesChangeIsNotSigned()
{
    const HttpRequest plain{.method = "GET", .path = "/", .headers = {{"Host", "example.org"}}};
    HttpRequest dressed = plain;
    for (const QByteArray &name : {"User-Agent"_ba, "connection"_ba, "EXPECT"_ba, "X-Amzn-Trace-Id"_ba})
        dressed.headers.append({name, "x"});
    const Credentials credentials{.accessKeyId = "id", .secretAccessKey = "secret", .sessionToken = {}};
    const SigningScope scope{.region = "r", .service = "s", .time = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC)};
    QCOMPARE(sign(dressed, credentials, scope).signature, sign(plain, credentials, scope).signature);
}

// The example that AWS prints for forms of S3, its line ends among it.
void TestSigV4::aPolicy()
{
    const QByteArray policy = "{ \"expiration\": \"2015-12-30T12:00:00.000Z\",\r\n"
                              "  \"conditions\": [\r\n"
                              "    {\"bucket\": \"sigv4examplebucket\"},\r\n"
                              "    [\"starts-with\", \"$key\", \"user/user1/\"],\r\n"
                              "    {\"acl\": \"public-read\"},\r\n"
                              "    {\"success_action_redirect\": "
                              "\"http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html\"},\r\n"
                              "    [\"starts-with\", \"$Content-Type\", \"image/\"],\r\n"
                              "    {\"x-amz-meta-uuid\": \"14365123651274\"},\r\n"
                              "    {\"x-amz-server-side-encryption\": \"AES256\"},\r\n"
                              "    [\"starts-with\", \"$x-amz-meta-tag\", \"\"],\r\n\r\n"
                              "    {\"x-amz-credential\": "
                              "\"AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request\"},\r\n"
                              "    {\"x-amz-algorithm\": \"AWS4-HMAC-SHA256\"},\r\n"
                              "    {\"x-amz-date\": \"20151229T000000Z\" }\r\n"
                              "  ]\r\n}";
    Credentials credentials{.accessKeyId = "AKIAIOSFODNN7EXAMPLE",
                            .secretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                            .sessionToken = {}};
    const SigningScope scope = SigningScope::s3("us-east-1", QDateTime(QDate(2015, 12, 29), QTime(0, 0), Qt::UTC));
    QCOMPARE(signPolicy(policy.toBase64(), credentials, scope),
             "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e"_ba);
    const QList<QPair<QByteArray, QByteArray>> fields{
        {"x-amz-algorithm", "AWS4-HMAC-SHA256"},
        {"x-amz-credential", "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},
        {"x-amz-date", "20151229T000000Z"}};
    QCOMPARE(policyFields(credentials, scope), fields);
    credentials.sessionToken = "token";
    QCOMPARE(policyFields(credentials, scope).last(), qMakePair("x-amz-security-token"_ba, "token"_ba));
}

CONFAB_TEST(TestSigV4)
#include "tst_sigv4.moc"
