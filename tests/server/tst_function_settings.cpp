// SPDX-License-Identifier: GPL-3.0-or-later
// What the deployment says to the function: taken as it was meant, or refused by a sentence that names the variable.
#include "function_settings.h"
#include "test_program.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace confab;
using app::FunctionSettings;
using app::readSettings;

class TestFunctionSettings : public QObject
{
    Q_OBJECT

private slots:
    void withoutAWordTheArticlesNamesHold();
    void whatIsSaidIsTaken();
    void eachRole();
    void whatIsWrongIsNamed_data();
    void whatIsWrongIsNamed();

private:
    static Expected<FunctionSettings, QString> read(const QList<std::pair<QString, QString>> &variables)
    {
        QProcessEnvironment environment;
        for (const auto &[name, value] : variables)
            environment.insert(name, value);
        return readSettings(environment);
    }
};

void TestFunctionSettings::withoutAWordTheArticlesNamesHold()
{
    const auto settings = read({});
    QVERIFY(settings);
    QCOMPARE(settings->role, FunctionSettings::Role::Api);
    QCOMPARE(settings->tables.connections, u"ChatConnections"_s);
    QCOMPARE(settings->tables.history, u"ChatHistory"_s);
    // Whoever deploys says who may come in; nobody does who has no invitation until then.
    QCOMPARE(settings->server.access, protocol::Access::Invite);
    QCOMPARE(settings->queueUrl, QString());
    QCOMPARE(settings->bucket, QString());
    QCOMPARE(settings->passwordFunction, QString());
    QCOMPARE(settings->lexBotId, QString());
    QCOMPARE(settings->lexName, u"Lex"_s);
    QCOMPARE(settings->bedrockModelId, QString());
    QCOMPARE(settings->botPerDay, 0);
    QVERIFY(settings->hotelDesk);
}

void TestFunctionSettings::whatIsSaidIsTaken()
{
    const auto settings = read({{u"CONFAB_ROLE"_s, u"worker"_s},
                                {u"CONFAB_ACCESS"_s, u"open"_s},
                                {u"CONFAB_NAME"_s, u"Attic"_s},
                                {u"WEBSOCKET_TABLE"_s, u"Connections"_s},
                                {u"CHAT_HISTORY_TABLE"_s, u"History"_s},
                                {u"CONFAB_TABLE_STATE"_s, u"State"_s},
                                {u"CONFAB_QUEUE_URL"_s, u"https://queue"_s},
                                {u"CONFAB_BUCKET"_s, u"attic-files"_s},
                                {u"CONFAB_PASSWORD_FUNCTION"_s, u"passwords"_s},
                                {u"LEX_BOT_ID"_s, u"ABCDEFGHIJ"_s},
                                {u"LEX_BOT_ALIAS_ID"_s, u"LIVEALIAS1"_s},
                                {u"LEX_LOCALE_ID"_s, u"de_DE"_s},
                                {u"CONFAB_LEX_NAME"_s, u"Travel desk"_s},
                                {u"CONFAB_BEDROCK_MODEL"_s, u"a.model"_s},
                                {u"CONFAB_BEDROCK_NAME"_s, u"Muse"_s},
                                {u"CONFAB_BEDROCK_PROMPT"_s, u"Be brief."_s},
                                {u"CONFAB_BOT_PER_DAY"_s, u"50"_s},
                                {u"CONFAB_BOTS"_s, u"/opt/others"_s},
                                {u"CONFAB_HOTEL_DESK"_s, u"off"_s},
                                {u"CONFAB_CA_FILE"_s, u"/opt/ca.pem"_s}});
    QVERIFY(settings);
    QCOMPARE(settings->role, FunctionSettings::Role::Worker);
    QCOMPARE(settings->server.access, protocol::Access::Open);
    QCOMPARE(settings->server.name, u"Attic"_s);
    QCOMPARE(settings->tables.connections, u"Connections"_s);
    QCOMPARE(settings->tables.history, u"History"_s);
    QCOMPARE(settings->tables.state, u"State"_s);
    QCOMPARE(settings->queueUrl, u"https://queue"_s);
    QCOMPARE(settings->bucket, u"attic-files"_s);
    QCOMPARE(settings->passwordFunction, u"passwords"_s);
    QCOMPARE(settings->lexBotId, u"ABCDEFGHIJ"_s);
    QCOMPARE(settings->lexAliasId, u"LIVEALIAS1"_s);
    QCOMPARE(settings->lexLocaleId, u"de_DE"_s);
    QCOMPARE(settings->lexName, u"Travel desk"_s);
    QCOMPARE(settings->bedrockModelId, u"a.model"_s);
    QCOMPARE(settings->bedrockName, u"Muse"_s);
    QCOMPARE(settings->bedrockPrompt, u"Be brief."_s);
    QCOMPARE(settings->botPerDay, 50);
    QCOMPARE(settings->botsFolder, u"/opt/others"_s);
    QVERIFY(!settings->hotelDesk);
    QCOMPARE(settings->caFile, u"/opt/ca.pem"_s);
}

void TestFunctionSettings::eachRole()
{
    using Role = FunctionSettings::Role;
    for (const auto &[word, role] : {std::pair{u"api"_s, Role::Api}, std::pair{u"worker"_s, Role::Worker},
                                     std::pair{u"passwords"_s, Role::Passwords}}) {
        const auto settings = read({{u"CONFAB_ROLE"_s, word}});
        QVERIFY(settings);
        QCOMPARE(settings->role, role);
    }
}

void TestFunctionSettings::whatIsWrongIsNamed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *what, const QString &name, const QString &value) {
        QTest::newRow(what) << name << value;
    };
    row("a role that is none", u"CONFAB_ROLE"_s, u"owner"_s);
    row("a role in capitals", u"CONFAB_ROLE"_s, u"API"_s);
    row("an access that is none", u"CONFAB_ACCESS"_s, u"everybody"_s);
    row("no access", u"CONFAB_ACCESS"_s, QString());
    row("no table of connections", u"WEBSOCKET_TABLE"_s, QString());
    row("no table of history", u"CHAT_HISTORY_TABLE"_s, QString());
    row("no table of the rest", u"CONFAB_TABLE_STATE"_s, QString());
    row("a bucket in capitals", u"CONFAB_BUCKET"_s, u"Attic"_s);
    row("a bucket that leads elsewhere", u"CONFAB_BUCKET"_s, u"attic/../other"_s);
    row("a bucket with two dots", u"CONFAB_BUCKET"_s, u"attic..files"_s);
    row("a bucket of two lines", u"CONFAB_BUCKET"_s, u"attic\nfiles"_s);
    row("a bucket that is too short", u"CONFAB_BUCKET"_s, u"at"_s);
    row("a bucket that is too long", u"CONFAB_BUCKET"_s, QString(64, u'a'));
    row("no number of questions", u"CONFAB_BOT_PER_DAY"_s, u"many"_s);
    row("fewer than none", u"CONFAB_BOT_PER_DAY"_s, u"-1"_s);
    row("half a question", u"CONFAB_BOT_PER_DAY"_s, u"1.5"_s);
    row("a desk that is maybe there", u"CONFAB_HOTEL_DESK"_s, u"yes"_s);
}

void TestFunctionSettings::whatIsWrongIsNamed()
{
    QFETCH(const QString, name);
    QFETCH(const QString, value);
    const auto settings = read({{name, value}});
    QVERIFY(!settings);
    QVERIFY2(settings.error().startsWith(name + u" is "_s), qPrintable(settings.error()));
    QVERIFY2(settings.error().endsWith(u'.'), qPrintable(settings.error()));
}

CONFAB_APPLESS_TEST(TestFunctionSettings)
#include "tst_function_settings.moc"
