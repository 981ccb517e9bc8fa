// SPDX-License-Identifier: GPL-3.0-or-later
#include "core_fakes.h"
#include "http_stub.h"
#include "test_program.h"

#include <confab/aws/management_api.h>
#include <confab/aws/runtime_api.h>

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

using namespace confab;
using namespace confab::tests;
using namespace Qt::StringLiterals;

// What a Lambda function of ours says to the Runtime API and to the connections of its chat.
class TestLambdaCalls : public QObject
{
    Q_OBJECT

private:
    // Where the profile files are not anybody's.
    QTemporaryDir m_home;
    FakeClock m_clock;

    [[nodiscard]] QProcessEnvironment environment() const
    {
        QProcessEnvironment variables;
        variables.insert(u"HOME"_s, m_home.path());
        variables.insert(u"AWS_EC2_METADATA_DISABLED"_s, u"true"_s);
        variables.insert(u"AWS_ACCESS_KEY_ID"_s, u"AKIDCONFAB"_s);
        variables.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"a secret of nobody's"_s);
        variables.insert(u"AWS_REGION"_s, u"eu-west-1"_s);
        return variables;
    }

    aws::ManagementApi::Outcome deliver(const HttpStub &stub, const QList<aws::Parcel> &parcels,
                                        std::chrono::milliseconds time = std::chrono::seconds(20))
    {
        const QProcessEnvironment variables = environment();
        aws::CredentialsProvider credentials(variables, m_clock);
        aws::ClientOptions options;
        options.pause = std::chrono::milliseconds(1);
        aws::ManagementApi api(credentials, variables, m_clock, options);
        return api.deliver(QUrl(stub.address() + u"/stage"_s), parcels, time);
    }

private slots:
    void framesArriveInTheirOrder()
    {
        HttpStub stub([](const HttpStub::Request &) { return HttpStub::answer(200, {}); });
        const auto outcome = deliver(stub, {{.connection = u"ab+/c="_s, .frames = {"one", "two"}, .close = true}});
        QCOMPARE(outcome.posted, 2);
        QCOMPARE(outcome.failed, 0);
        QCOMPARE(outcome.gone, QStringList());
        const auto &requests = stub.requests();
        QCOMPARE(requests.size(), 3);
        // Ids are no path: all of them is encoded.
        for (const HttpStub::Request &request : requests)
            QCOMPARE(request.target, QByteArray("/stage/@connections/ab%2B%2Fc%3D"));
        QCOMPARE(requests[0].method, QByteArray("POST"));
        QCOMPARE(requests[0].body, QByteArray("one"));
        QCOMPARE(requests[1].body, QByteArray("two"));
        QCOMPARE(requests[2].method, QByteArray("DELETE"));
        QVERIFY(requests[0].header("Authorization").contains("/eu-west-1/execute-api/aws4_request"));
    }

    void manyAreSpokenToAtOnce()
    {
        // Nobody is answered before as many have asked as may at once.
        QList<QPointer<QSslSocket>> waiting;
        int most = 0;
        HttpStub stub([](const HttpStub::Request &) { return QByteArray(); });
        constexpr int all = 120;
        int asked = 0;
        stub.byHand = [&](const HttpStub::Request &, QSslSocket &socket) {
            ++asked;
            waiting.append(&socket);
            most = std::max(most, static_cast<int>(waiting.size()));
            if (waiting.size() < aws::ManagementApi::atOnce && asked < all)
                return;
            for (const auto &each : std::exchange(waiting, {})) {
                each->write(HttpStub::answer(200, {}));
                each->disconnectFromHost();
            }
        };
        QList<aws::Parcel> parcels;
        for (int i = 0; i < all; ++i)
            parcels.append({.connection = u"c%1="_s.arg(i), .frames = {"hello"}});
        const auto outcome = deliver(stub, parcels);
        QCOMPARE(outcome.posted, all);
        QCOMPARE(most, int{aws::ManagementApi::atOnce});
    }

    void whoIsGoneIsTold()
    {
        HttpStub stub([](const HttpStub::Request &request) {
            return HttpStub::answer(request.target.contains("gone") ? 410 : 200, {},
                                    {"x-amzn-ErrorType: GoneException"});
        });
        const auto outcome = deliver(stub, {{.connection = u"gone="_s, .frames = {"one", "two"}, .close = true},
                                            {.connection = u"here="_s, .frames = {"one"}}});
        QCOMPARE(outcome.gone, QStringList{u"gone="_s});
        QCOMPARE(outcome.posted, 1);
        QCOMPARE(outcome.failed, 0);
        QCOMPARE(stub.requests().size(), 2);
    }

    void whatIsThrottledIsTriedAgain()
    {
        int left = 2;
        HttpStub stub([&left](const HttpStub::Request &) {
            return left-- > 0 ? HttpStub::answer(429, R"({"message":"Too many"})") : HttpStub::answer(200, {});
        });
        const auto outcome = deliver(stub, {{.connection = u"a="_s, .frames = {"one"}}});
        QCOMPARE(outcome.posted, 1);
        QCOMPARE(stub.requests().size(), 3);
    }

    // It has surely not been told, so it can be told later. What else failed may have been.
    void whatIsThrottledForLongIsLeft()
    {
        HttpStub stub([](const HttpStub::Request &request) {
            if (request.target.contains("busy") && request.body != "one")
                return HttpStub::answer(429, R"({"message":"Too many"})");
            return HttpStub::answer(request.target.contains("broken") ? 500 : 200, {});
        });
        const auto outcome =
            deliver(stub, {{.connection = u"busy="_s, .frames = {"one", "two", "three"}, .close = true},
                           {.connection = u"broken="_s, .frames = {"one"}},
                           {.connection = u"here="_s, .frames = {"one", "two"}}});
        QCOMPARE(outcome.left,
                 (QList<aws::Parcel>{{.connection = u"busy="_s, .frames = {"two", "three"}, .close = true}}));
        QCOMPARE(outcome.posted, 3);
        QCOMPARE(outcome.failed, 1);
    }

    // What comes behind a frame that failed would be told in the wrong order, but for one that is too large for good.
    void nothingOvertakesWhatFailed()
    {
        HttpStub stub([](const HttpStub::Request &request) {
            if (request.body == "forbidden")
                return HttpStub::answer(403, {}, {"x-amzn-ErrorType: ForbiddenException"});
            return HttpStub::answer(request.body == "large" ? 413 : 200, {});
        });
        const auto outcome = deliver(stub, {{.connection = u"a="_s, .frames = {"large", "small"}},
                                            {.connection = u"b="_s, .frames = {"forbidden", "small", "small"}}});
        QCOMPARE(outcome.posted, 1);
        QCOMPARE(outcome.failed, 4);
        QVERIFY(outcome.problem.contains(u"(HTTP 403)"_s) || outcome.problem.contains(u"HTTP 413"_s));
    }

    void theTimeIsBounded()
    {
        HttpStub stub([](const HttpStub::Request &) { return QByteArray(); });
        const auto outcome = deliver(stub, {{.connection = u"a="_s, .frames = {"one"}}}, std::chrono::milliseconds(50));
        QCOMPARE(outcome.posted, 0);
        QCOMPARE(outcome.failed, 1);
        QCOMPARE(outcome.problem, u"The time was over."_s);
        QVERIFY(outcome.left.isEmpty()); // it may be there
    }

    void whatWasNotBegunInTimeIsLeft()
    {
        HttpStub stub([](const HttpStub::Request &) { return QByteArray(); });
        QList<aws::Parcel> parcels;
        for (int i = 0; i < aws::ManagementApi::atOnce + 2; ++i)
            parcels.append({.connection = u"c%1="_s.arg(i), .frames = {"hello"}});
        const auto outcome = deliver(stub, parcels, std::chrono::milliseconds(50));
        QCOMPARE(outcome.failed, int{aws::ManagementApi::atOnce});
        QCOMPARE(outcome.left, parcels.last(2));
    }

    void workIsFetchedAndTakenBack()
    {
        HttpStub stub([](const HttpStub::Request &request) {
            if (request.method == "GET")
                return HttpStub::answer(200, R"({"body":"x"})",
                                        {"Lambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-2dfe598c3fcd",
                                         "Lambda-Runtime-Deadline-Ms: 1542409706888"});
            return HttpStub::answer(request.target.contains("refused") ? 413 : 202, {});
        });
        aws::RuntimeApi api(u"127.0.0.1:%1"_s.arg(stub.serverPort()));
        const auto invocation = api.next();
        QVERIFY(invocation);
        QCOMPARE(invocation->id, QByteArray("8476a536-e9f4-11e8-9739-2dfe598c3fcd"));
        QCOMPARE(invocation->event, (QJsonObject{{u"body"_s, u"x"_s}}));
        QCOMPARE(invocation->deadline, QDateTime::fromMSecsSinceEpoch(1542409706888, Qt::UTC));
        QVERIFY(api.respond(invocation->id, "{}"));
        QVERIFY(api.fail(invocation->id, u"Store"_s, u"The tables cannot be read."_s));
        QVERIFY(api.failToStart(u"Settings"_s, u"WEBSOCKET_TABLE is not set."_s));
        QVERIFY(!api.respond("refused", "{}"));
        QList<QByteArray> targets;
        for (const HttpStub::Request &request : stub.requests())
            targets.append(request.target);
        const QByteArray base = "/2018-06-01/runtime/";
        const QByteArray own = base + "invocation/8476a536-e9f4-11e8-9739-2dfe598c3fcd/";
        QCOMPARE(targets, (QList<QByteArray>{base + "invocation/next", own + "response", own + "error",
                                             base + "init/error", base + "invocation/refused/response"}));
        const QJsonObject error = QJsonDocument::fromJson(stub.requests().at(2).body).object();
        QCOMPARE(error["errorType"_L1].toString(), u"Store"_s);
        QCOMPARE(error["errorMessage"_L1].toString(), u"The tables cannot be read."_s);
    }

    void aRuntimeApiThatIsNotThere()
    {
        aws::RuntimeApi api(u"127.0.0.1:1"_s);
        const auto invocation = api.next();
        QVERIFY(!invocation);
        QVERIFY(invocation.error().startsWith(u"The Runtime API cannot be reached"_s));
    }
};

CONFAB_TEST(TestLambdaCalls)
#include "tst_lambda_calls.moc"
