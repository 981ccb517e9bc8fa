// SPDX-License-Identifier: GPL-3.0-or-later
#include "backoff.h"
#include "core_fakes.h"
#include "credential_sources.h"
#include "http_stub.h"
#include "test_program.h"

#include <confab/aws/client.h>
#include <confab/aws/credentials_provider.h>
#include <confab/aws/shared_config.h>

#include <QDir>
#include <QFile>
#include <QMap>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using namespace confab;
using namespace confab::aws;
using confab::tests::HttpStub;

using Variables = QMap<QString, QString>;

class TestAwsCredentials : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void whereTheyAreFound_data();
    void whereTheyAreFound();
    void whyThereAreNone_data();
    void whyThereAreNone();
    void aProcessGivesThem();
    void aProcessThatFails_data();
    void aProcessThatFails();
    void aContainerGivesThem();
    void aContainersTokenGoesNowhereElse();
    void anInstanceGivesThem();
    void addressesOfPlaces();
    void pausesGrow();
    void pausesDiffer();
    void theOrderOfPlaces();
    void allWhoAskShareOneRefresh();
    void oldOnesServeUntilTheyHaveRunOut();
    void whatWasRefusedIsNotKept();
    void regions_data();
    void regions();
    void endpoints_data();
    void endpoints();

private:
    // The test's environment: a home of its own, no instance, and these.
    [[nodiscard]] QProcessEnvironment environment(const Variables &variables = {}) const;
    void write(const QString &name, const QByteArray &content) const;
    [[nodiscard]] QString path(const QString &name) const { return m_home->filePath(name); }
    [[nodiscard]] static std::optional<Expected<Credentials, Error>> ask(CredentialsProvider &provider);

    std::unique_ptr<QTemporaryDir> m_home;
    tests::FakeClock m_clock;
};

namespace
{

const QByteArray twoProfiles = R"(
# A remark
[default]
aws_access_key_id = FILE
aws_secret_access_key=file-secret ; mine

[work]
AWS_ACCESS_KEY_ID = WORK
aws_secret_access_key = work/secret+x=
aws_session_token = work-token
)";

QByteArray keysAsJson(const QByteArray &id, const QByteArray &tokenName, const QByteArray &expires)
{
    return R"({"Version":1,"Code":"Success","AccessKeyId":")" + id + R"(","SecretAccessKey":"secret",")" + tokenName +
           R"(":"token","Expiration":")" + expires + R"("})";
}

} // namespace

void TestAwsCredentials::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    QVERIFY(m_home->isValid());
    QVERIFY(QDir(m_home->path()).mkdir(u".aws"_s));
    m_clock = {};
}

QProcessEnvironment TestAwsCredentials::environment(const Variables &variables) const
{
    QProcessEnvironment environment;
    environment.insert(u"HOME"_s, m_home->path());
    environment.insert(u"PATH"_s, qEnvironmentVariable("PATH"));
    environment.insert(u"AWS_EC2_METADATA_DISABLED"_s, u"true"_s);
    for (auto it = variables.begin(); it != variables.end(); ++it)
        environment.insert(it.key(), it.value());
    return environment;
}

void TestAwsCredentials::write(const QString &name, const QByteArray &content) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

std::optional<Expected<Credentials, Error>> TestAwsCredentials::ask(CredentialsProvider &provider)
{
    // Shared: an answer that comes after all finds something to write to.
    const auto outcome = std::make_shared<std::optional<Expected<Credentials, Error>>>();
    provider.get([outcome](const Expected<Credentials, Error> &given) { *outcome = given; });
    [[maybe_unused]] const bool come = QTest::qWaitFor([&] { return outcome->has_value(); }, 10000);
    return *outcome;
}

void TestAwsCredentials::whereTheyAreFound_data()
{
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QByteArray>("credentialsFile");
    QTest::addColumn<QByteArray>("configFile");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("token");

    const Variables keys{{u"AWS_ACCESS_KEY_ID"_s, u"ENV"_s}, {u"AWS_SECRET_ACCESS_KEY"_s, u"env-secret"_s}};
    Variables withToken = keys;
    withToken.insert(u"AWS_SESSION_TOKEN"_s, u"env-token"_s);
    const Variables work{{u"AWS_PROFILE"_s, u"work"_s}};
    const QByteArray none;
    QTest::newRow("environment") << keys << twoProfiles << none << "ENV"_ba
                                 << "env-secret"_ba << none;
    QTest::newRow("with a token") << withToken << none << none << "ENV"_ba
                                  << "env-secret"_ba
                                  << "env-token"_ba;
    QTest::newRow("the default profile") << Variables{} << twoProfiles << none << "FILE"_ba
                                         << "file-secret"_ba << none;
    QTest::newRow("a profile") << work << twoProfiles << none << "WORK"_ba
                               << "work/secret+x="_ba
                               << "work-token"_ba;
    QTest::newRow("the config file") << work << none
                                     << "[profile \"work\"]\naws_access_key_id=CONF\naws_secret_access_key=c\n"_ba
                                     << "CONF"_ba
                                     << "c"_ba << none;
    QTest::newRow("credentials go before config")
        << work << twoProfiles << "[profile work]\naws_access_key_id=CONF\naws_secret_access_key=c\n"_ba
        << "WORK"_ba
        << "work/secret+x="_ba
        << "work-token"_ba;
    QTest::newRow("credentials go before a process")
        << Variables{} << twoProfiles << "[default]\ncredential_process = false\n"_ba
        << "FILE"_ba
        << "file-secret"_ba << none;
    QTest::newRow("lines end as on Windows")
        << work << QByteArray(twoProfiles).replace("\n", "\r\n") << none << "WORK"_ba
        << "work/secret+x="_ba
        << "work-token"_ba;
}

void TestAwsCredentials::whereTheyAreFound()
{
    QFETCH(const Variables, variables);
    QFETCH(const QByteArray, credentialsFile);
    QFETCH(const QByteArray, configFile);
    write(u".aws/credentials"_s, credentialsFile);
    write(u".aws/config"_s, configFile);
    CredentialsProvider provider(environment(variables), m_clock);
    const auto outcome = ask(provider);
    QVERIFY(outcome && *outcome);
    QTEST(outcome->value().accessKeyId, "id");
    QTEST(outcome->value().secretAccessKey, "secret");
    QTEST(outcome->value().sessionToken, "token");
}

void TestAwsCredentials::whyThereAreNone_data()
{
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QByteArray>("configFile");
    QTest::addColumn<QString>("said");
    QTest::newRow("nowhere") << Variables{} << QByteArray() << u"set AWS_ACCESS_KEY_ID"_s;
    QTest::newRow("half of it") << Variables{{u"AWS_ACCESS_KEY_ID"_s, u"ENV"_s}} << QByteArray()
                                << u"one of the two keys"_s;
    QTest::newRow("no such profile") << Variables{{u"AWS_PROFILE"_s, u"tidy"_s}} << "[profile other]\n"_ba
                                     << u"tidy (AWS_PROFILE)"_s;
    QTest::newRow("a role") << Variables{} << "[default]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile=y\n"_ba
                            << u"role_arn, which is not known here"_s;
    QTest::newRow("another's container") << Variables{{u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s,
                                                       u"http://example.org/keys"_s}}
                                         << QByteArray() << u"neither https"_s;
}

void TestAwsCredentials::whyThereAreNone()
{
    QFETCH(const Variables, variables);
    QFETCH(const QByteArray, configFile);
    QFETCH(const QString, said);
    write(u".aws/config"_s, configFile);
    CredentialsProvider provider(environment(variables), m_clock);
    const auto outcome = ask(provider);
    QVERIFY(outcome && !*outcome);
    QCOMPARE(outcome->error().kind, ErrorKind::NoCredentials);
    QVERIFY2(outcome->error().detail.contains(said), qPrintable(outcome->error().detail));
}

void TestAwsCredentials::aProcessGivesThem()
{
#ifdef Q_OS_WIN
    QSKIP("The process of this test is a shell script");
#endif
    write(u"with space.sh"_s, "printf '%s' \"$1\"; printf '%s' \"$HOME\" > \"$HOME/ran\"\n");
    const QByteArray json = keysAsJson("PROC", "SessionToken", "2026-01-01T01:00:00Z");
    write(u".aws/config"_s, "[default]\ncredential_process = sh \"" + path(u"with space.sh"_s).toUtf8() + "\" '" +
                                json + "'\naws_access_key_id = CONF\naws_secret_access_key = c\n");
    CredentialsProvider provider(environment(), m_clock);
    const auto outcome = ask(provider);
    QVERIFY(outcome && *outcome);
    QCOMPARE(outcome->value().accessKeyId, "PROC");
    QCOMPARE(outcome->value().sessionToken, "token");
    QCOMPARE(outcome->value().expires, m_clock.now().addSecs(3600));
    QVERIFY(QFile::exists(path(u"ran"_s)));
}

void TestAwsCredentials::aProcessThatFails_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QString>("said");
    QTest::newRow("is missing") << "no-such-program-anywhere"_ba << u"cannot be started"_s;
    QTest::newRow("fails") << "sh -c 'echo canary >&2; exit 3'"_ba << u"exit code 3"_s;
    QTest::newRow("prints something else") << "sh -c 'echo canary'"_ba << u"version 1"_s;
    QTest::newRow("has run out") << "sh -c 'echo \"$0\"' "
                                    "'{\"Version\":1,\"AccessKeyId\":\"a\",\"SecretAccessKey\":\"canary\","
                                    "\"Expiration\":\"2025-12-31T23:59:00Z\"}'"_ba
                                 << u"have run out"_s;
}

void TestAwsCredentials::aProcessThatFails()
{
    QFETCH(const QByteArray, command);
    QFETCH(const QString, said);
    write(u".aws/credentials"_s, "[default]\ncredential_process = " + command);
    CredentialsProvider provider(environment(), m_clock);
    const auto outcome = ask(provider);
    QVERIFY(outcome && !*outcome);
    QVERIFY2(outcome->error().detail.contains(said), qPrintable(outcome->error().detail));
    QVERIFY(!outcome->error().detail.contains("canary"_L1));
}

void TestAwsCredentials::aContainerGivesThem()
{
    HttpStub stub([](const HttpStub::Request &request) {
        return request.header("Authorization") == "from file" && request.target == "/keys?a=b"
                   ? HttpStub::answer(200, keysAsJson("BOX", "Token", "2026-01-01T01:00:00Z"))
                   : HttpStub::answer(403, "canary");
    });
    write(u"token"_s, "from file\n");
    const Variables variables{{u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, stub.address() + u"/keys?a=b"_s},
                              {u"AWS_CONTAINER_AUTHORIZATION_TOKEN"_s, u"from variable"_s}};
    CredentialsProvider wrong(environment(variables), m_clock);
    const auto refused = ask(wrong);
    QVERIFY(refused && !*refused);
    QVERIFY(refused->error().detail.contains("HTTP 403"_L1));

    Variables withFile = variables;
    withFile.insert(u"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"_s, path(u"token"_s));
    CredentialsProvider provider(environment(withFile), m_clock);
    const auto outcome = ask(provider);
    QVERIFY(outcome && *outcome);
    QCOMPARE(outcome->value().accessKeyId, "BOX");
    QCOMPARE(outcome->value().sessionToken, "token");
}

// Where it is sent on to is not asked.
void TestAwsCredentials::aContainersTokenGoesNowhereElse()
{
    HttpStub other([](const HttpStub::Request &) { return HttpStub::answer(200, "{}"); });
    HttpStub stub([&other](const HttpStub::Request &) {
        return HttpStub::answer(302, {}, {"Location: " + other.address().toUtf8() + "/x"});
    });
    CredentialsProvider provider(environment({{u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, stub.address() + u"/keys"_s},
                                              {u"AWS_CONTAINER_AUTHORIZATION_TOKEN"_s, u"canary"_s}}),
                                 m_clock);
    const auto outcome = ask(provider);
    QVERIFY(outcome && !*outcome);
    QCOMPARE(stub.requests().size(), 1);
    QVERIFY(other.requests().isEmpty());
}

void TestAwsCredentials::anInstanceGivesThem()
{
    HttpStub stub([](const HttpStub::Request &request) {
        if (request.target == "/latest/api/token")
            return request.method == "PUT" && !request.header("x-aws-ec2-metadata-token-ttl-seconds").isEmpty()
                       ? HttpStub::answer(200, "session")
                       : HttpStub::answer(400, {});
        if (request.header("x-aws-ec2-metadata-token") != "session")
            return HttpStub::answer(401, {});
        if (request.target == "/latest/meta-data/iam/security-credentials/")
            return HttpStub::answer(200, "chat-role\n");
        if (request.target == "/latest/meta-data/iam/security-credentials/chat-role")
            return HttpStub::answer(200, keysAsJson("EC2", "Token", "2026-01-01T06:00:00Z"));
        return HttpStub::answer(404, {});
    });
    const Variables variables{{u"AWS_EC2_METADATA_DISABLED"_s, u"false"_s},
                              {u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s, stub.address() + u'/'}};
    CredentialsProvider provider(environment(variables), m_clock);
    const auto outcome = ask(provider);
    QVERIFY(outcome && *outcome);
    QCOMPARE(outcome->value().accessKeyId, "EC2");
    QCOMPARE(outcome->value().sessionToken, "token");

    Variables disabled = variables;
    disabled.insert(u"AWS_EC2_METADATA_DISABLED"_s, u"True"_s);
    CredentialsProvider another(environment(disabled), m_clock);
    const auto none = ask(another);
    QVERIFY(none && !*none);
    QCOMPARE(stub.requests().size(), 3);
}

// As ECS sets it, and EC2 where only IPv6 is spoken.
void TestAwsCredentials::addressesOfPlaces()
{
    const QString relative = u"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"_s;
    const QString full = u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s;
    QCOMPARE(containerAddress(environment()), QString());
    QCOMPARE(containerAddress(environment({{full, u"http://[::1]/a"_s}})), u"http://[::1]/a"_s);
    QCOMPARE(containerAddress(environment({{relative, u"/v2/credentials/id?a=b"_s}, {full, u"http://[::1]/a"_s}})),
             u"http://169.254.170.2/v2/credentials/id?a=b"_s);
    const QString mode = u"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"_s;
    const QString endpoint = u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s;
    QCOMPARE(instanceAddress(environment()), u"http://169.254.169.254"_s);
    QCOMPARE(instanceAddress(environment({{mode, u"IPv4"_s}})), u"http://169.254.169.254"_s);
    QCOMPARE(instanceAddress(environment({{mode, u"IPv6"_s}})), u"http://[fd00:ec2::254]"_s);
    QCOMPARE(instanceAddress(environment({{mode, u"IPv6"_s}, {endpoint, u"http://[::1]:1"_s}})), u"http://[::1]:1"_s);
}

void TestAwsCredentials::pausesGrow()
{
    const std::chrono::milliseconds first(500);
    QCOMPARE(ClientOptions().pause, first);
    for (const auto &[tries, pause] :
         {std::pair{1, 500}, std::pair{2, 1'000}, std::pair{3, 2'000}, std::pair{4, 4'000}})
        QCOMPARE(longestPause(first, tries), std::chrono::milliseconds(pause));
}

// Of 200 that are as likely early as late, the odds that a tenth of the time has none are one in a thousand million.
void TestAwsCredentials::pausesDiffer()
{
    const std::chrono::milliseconds most(10'000);
    QSet<qint64> tenths;
    for (int draw = 0; draw < 200; ++draw) {
        const std::chrono::milliseconds pause = somePartOf(most);
        QVERIFY(pause.count() >= 0 && pause <= most);
        tenths.insert(std::min<qint64>(pause * 10 / most, 9));
    }
    QCOMPARE(tenths.size(), 10);
    QCOMPARE(somePartOf(std::chrono::milliseconds(0)).count(), 0);
}

void TestAwsCredentials::theOrderOfPlaces()
{
    HttpStub box([](const HttpStub::Request &) {
        return HttpStub::answer(200, keysAsJson("BOX", "Token", "2026-01-01T01:00:00Z"));
    });
    HttpStub instance([](const HttpStub::Request &) { return HttpStub::answer(500, {}); });
    Variables variables{{u"AWS_EC2_METADATA_DISABLED"_s, u"false"_s},
                        {u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s, instance.address()},
                        {u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, box.address()}};
    const auto idOf = [&] {
        CredentialsProvider provider(environment(variables), m_clock);
        const auto outcome = ask(provider);
        return outcome && *outcome ? outcome->value().accessKeyId : QByteArray();
    };
    QCOMPARE(idOf(), "BOX");
    QVERIFY(instance.requests().isEmpty());
    write(u".aws/credentials"_s, twoProfiles);
    QCOMPARE(idOf(), "FILE");
    variables.insert(u"AWS_ACCESS_KEY_ID"_s, u"ENV"_s);
    variables.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"x"_s);
    QCOMPARE(idOf(), "ENV");
    QCOMPARE(box.requests().size(), 1);
}

void TestAwsCredentials::allWhoAskShareOneRefresh()
{
    HttpStub stub([](const HttpStub::Request &) {
        return HttpStub::answer(200, keysAsJson("BOX", "Token", "2026-01-01T01:00:00Z"));
    });
    CredentialsProvider provider(environment({{u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, stub.address()}}), m_clock);
    int answers = 0;
    const auto three = [&] {
        for (int i = 0; i < 3; ++i)
            provider.get([&answers](const auto &outcome) { answers += outcome ? 1 : 0; });
    };
    three();
    QTRY_COMPARE(answers, 3);
    three();
    QCOMPARE(answers, 6); // kept: at once
    QCOMPARE(stub.requests().size(), 1);

    m_clock.advance(54 * 60 * 1000);
    three();
    QCOMPARE(answers, 9);
    m_clock.advance(2 * 60 * 1000);
    three(); // four minutes are left
    QTRY_COMPARE(answers, 12);
    QCOMPARE(stub.requests().size(), 2);
}

void TestAwsCredentials::oldOnesServeUntilTheyHaveRunOut()
{
    bool down = false;
    HttpStub stub([&down](const HttpStub::Request &) {
        return down ? HttpStub::answer(500, {})
                    : HttpStub::answer(200, keysAsJson("BOX", "Token", "2026-01-01T01:00:00Z"));
    });
    CredentialsProvider provider(environment({{u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s, stub.address()}}), m_clock);
    QVERIFY(ask(provider).value().has_value());
    down = true;
    m_clock.advance(59 * 60 * 1000);
    QCOMPARE(ask(provider).value().value().accessKeyId, "BOX");
    QCOMPARE(stub.requests().size(), 2);
    m_clock.advance(60 * 1000);
    QVERIFY(!ask(provider).value().has_value());
}

void TestAwsCredentials::whatWasRefusedIsNotKept()
{
    write(u".aws/credentials"_s, twoProfiles);
    CredentialsProvider provider(environment(), m_clock);
    const Credentials old = ask(provider).value().value();
    write(u".aws/credentials"_s, "[default]\naws_access_key_id=NEW\naws_secret_access_key=n\n");
    QCOMPARE(ask(provider).value().value().accessKeyId, "FILE");
    provider.forget(old);
    QCOMPARE(ask(provider).value().value().accessKeyId, "NEW");
    provider.forget(old); // somebody who is late
    QCOMPARE(ask(provider).value().value().accessKeyId, "NEW");
}

void TestAwsCredentials::regions_data()
{
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QByteArray>("configFile");
    QTest::addColumn<QByteArray>("region");
    const QByteArray config = "[default]\nregion = eu-north-1\n[profile work]\nregion=eu-west-1 # Dublin\n";
    const Variables both{{u"AWS_REGION"_s, u"us-east-1"_s}, {u"AWS_DEFAULT_REGION"_s, u"us-west-2"_s}};
    QTest::newRow("AWS_REGION") << both << config << "us-east-1"_ba;
    QTest::newRow("AWS_DEFAULT_REGION") << Variables{{u"AWS_DEFAULT_REGION"_s, u"us-west-2"_s}} << config
                                        << "us-west-2"_ba;
    QTest::newRow("default profile") << Variables{} << config << "eu-north-1"_ba;
    QTest::newRow("profile") << Variables{{u"AWS_PROFILE"_s, u"work"_s}} << config << "eu-west-1"_ba;
    QTest::newRow("nowhere") << Variables{} << QByteArray() << QByteArray();
}

void TestAwsCredentials::regions()
{
    QFETCH(const Variables, variables);
    QFETCH(const QByteArray, configFile);
    QFETCH(const QByteArray, region);
    write(u".aws/config"_s, configFile);
    const QProcessEnvironment variablesHere = environment(variables);
    const auto outcome = regionOf(variablesHere, SharedConfig::read(variablesHere));
    QCOMPARE(outcome.has_value(), !region.isEmpty());
    if (outcome)
        QCOMPARE(*outcome, region);
    else
        QCOMPARE(outcome.error().kind, ErrorKind::NoRegion);
}

void TestAwsCredentials::endpoints_data()
{
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QByteArray>("configFile");
    QTest::addColumn<QString>("endpoint");
    const QByteArray config = "[default]\nservices = mine\nendpoint_url = http://all.example\n"
                              "[services mine]\nlex_runtime_v2 =\n  endpoint_url = http://lex.example\n"
                              "dynamodb =\n  endpoint_url = http://dynamodb.example\n";
    const QByteArray forAll = "[default]\nendpoint_url = http://all.example\n";
    const Variables all{{u"AWS_ENDPOINT_URL"_s, u"http://variable.example"_s}};
    Variables one = all;
    one.insert(u"AWS_ENDPOINT_URL_LEX_RUNTIME_V2"_s, u"http://localhost:4566/lex"_s);
    Variables ignored = one;
    ignored.insert(u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s, u"true"_s);
    QTest::newRow("of AWS") << Variables{} << QByteArray() << u"https://runtime-v2-lex.eu-west-1.amazonaws.com"_s;
    QTest::newRow("of the service") << one << config << u"http://localhost:4566/lex"_s;
    QTest::newRow("of all") << all << config << u"http://variable.example"_s;
    QTest::newRow("of the service, in the profile") << Variables{} << config << u"http://lex.example"_s;
    QTest::newRow("of all, in the profile") << Variables{} << forAll << u"http://all.example"_s;
    QTest::newRow("ignored") << ignored << config << u"https://runtime-v2-lex.eu-west-1.amazonaws.com"_s;
    QTest::newRow("none") << Variables{{u"AWS_ENDPOINT_URL"_s, u"ftp://example.org"_s}} << config << QString();
}

void TestAwsCredentials::endpoints()
{
    QFETCH(const Variables, variables);
    QFETCH(const QByteArray, configFile);
    QFETCH(const QString, endpoint);
    write(u".aws/config"_s, configFile);
    const QProcessEnvironment variablesHere = environment(variables);
    const Service lex{.signingName = "lex", .host = u"runtime-v2-lex"_s, .id = u"LEX_RUNTIME_V2"_s};
    const auto outcome = endpointOf(variablesHere, SharedConfig::read(variablesHere), lex, "eu-west-1");
    QCOMPARE(outcome ? outcome->toString() : QString(), endpoint);
    // A region is not part of some other host.
    QVERIFY(!endpointOf(variablesHere, SharedConfig::read(variablesHere), lex, "x.example.org/"));
}

CONFAB_TEST(TestAwsCredentials)
#include "tst_aws_credentials.moc"
