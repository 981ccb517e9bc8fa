// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/hosting/bot_config.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace confab::app;
using namespace Qt::StringLiterals;

namespace
{

BotConfig offline(const QString &id, const QString &path, bool isDefault = false)
{
    BotConfig bot;
    bot.id = id;
    bot.path = path;
    bot.isDefault = isDefault;
    return bot;
}

BotConfig lex(const QString &id, bool isDefault = false)
{
    BotConfig bot = offline(id, {}, isDefault);
    bot.kind = BotConfig::Kind::Lex;
    bot.locale = u"en_US"_s;
    bot.botId = u"ABC"_s;
    bot.aliasId = u"TSTALIASID"_s;
    return bot;
}

BotConfig hotel(bool isDefault)
{
    BotConfig bot = offline(u"hotel-desk"_s, u":/bots/hotel-desk"_s, isDefault);
    bot.picture = u"\U0001F6CE\uFE0F"_s;
    return bot;
}

const BotConfig hotelDesk = hotel(true);

} // namespace

class TestBotConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QFile::remove(m_folder.filePath(u"confabd.ini"_s)); }

    void withoutAWordItIsHotelDesk() { QCOMPARE(*read(), QList{hotelDesk}); }

    void hotelDeskCanBeOff()
    {
        write("[bot/hotel-desk]\nenabled=false\n");
        QCOMPARE(read()->size(), 0);
    }

    void everyKind()
    {
        write("[bot/gpt]\nkind=chat\nurl=https://models.example/v1\nmodel=m-7b\nkey-env=MODEL_KEY\n"
              "prompt=\"Be brief, and kind\"\nname=Scribe\n"
              "[bot/muse]\nkind=chat\nurl=https://models.example/v1\nmodel=m-7b\nkey-keychain=musing\n"
              "[bot/claude]\nkind=bedrock\nmodel=a.b-v1:0\nregion=eu-west-1\n"
              "[bot/book]\nkind=lex\nbot-id=ABC\nalias-id=TSTALIASID\nregion=us-east-1\n"
              "[bot/mine]\nkind=offline\npath=bots/mine\nlocale=en_GB\ndefault=true\n"
              "[bot/absolute]\nkind=offline\npath=/opt/bot.zip\n");
        BotConfig mine = offline(u"mine"_s, m_folder.filePath(u"bots/mine"_s), true);
        mine.locale = u"en_GB"_s;
        BotConfig book = lex(u"book"_s);
        book.region = u"us-east-1"_s;
        BotConfig claude = offline(u"claude"_s, {});
        claude.kind = BotConfig::Kind::Bedrock;
        claude.model = u"a.b-v1:0"_s;
        claude.region = u"eu-west-1"_s;
        BotConfig gpt = offline(u"gpt"_s, {});
        gpt.kind = BotConfig::Kind::Chat;
        gpt.name = u"Scribe"_s;
        gpt.url = u"https://models.example/v1"_s;
        gpt.model = u"m-7b"_s;
        gpt.keyEnv = u"MODEL_KEY"_s;
        gpt.prompt = u"Be brief, and kind"_s;
        BotConfig muse = offline(u"muse"_s, {});
        muse.kind = BotConfig::Kind::Chat;
        muse.url = gpt.url;
        muse.model = gpt.model;
        muse.keyName = u"musing"_s;
        QCOMPARE(*read(),
                 (QList{mine, offline(u"absolute"_s, u"/opt/bot.zip"_s), book, claude, gpt, hotel(false), muse}));
    }

    void aTextIsWhatStandsThere_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const QByteArray &written, const QString &text) {
            QTest::newRow(name) << written << text;
        };
        row("as people write", "You help a small office; answer briefly, and in \"German\". Path C:\\new, 100 % = all",
            u"You help a small office; answer briefly, and in \"German\". Path C:\\new, 100 % = all"_s);
        row("blanks around", " \t Be brief ,  and kind \t", u"Be brief ,  and kind"_s);
        row("begins with a quote", "\"Yes\" is what you say", u"\"Yes\" is what you say"_s);
        row("two quotes", "\"Yes\" and \"no\"", u"\"Yes\" and \"no\""_s);
        row("a remark with a quote", "Be kind; 5\" is short", u"Be kind; 5\" is short"_s);
        row("begins with an at", "@Anna(s)", u"@Anna(s)"_s);
        row("letters of any kind", "Sei nett zu K\xC3\xB6ln", u"Sei nett zu Köln"_s);
        row("nothing", "", QString());
        // As it always was.
        row("in quotes", "\"Be brief; and \\\"kind\\\"\\nC:\\\\new, x\" ", u"Be brief; and \"kind\"\nC:\\new, x"_s);
        row("in quotes with a remark", "\"Be brief\" ; she said", u"Be brief"_s);
        row("in quotes over lines", "\"Be\nmodel=brief\"", u"Be\nmodel=brief"_s);
    }

    void aTextIsWhatStandsThere()
    {
        QFETCH(QByteArray, written);
        QFETCH(QString, text);
        const QByteArray around = "; prompt=none\n[bot/muse]\nkind=chat\nurl=http://127.0.0.1:1/v1\nprompt=none\n";
        for (const QByteArray &end : {"\n"_ba, "\r\n"_ba}) {
            QByteArray ini = around + "prompt = " + written + "\nmodel=m\n\n[access]\nmode=open\n";
            if (!text.contains(u'\n'))
                ini.replace("\n", end);
            write(ini);
            const auto bots = read();
            QVERIFY2(bots, bots ? "" : qPrintable(bots.error()));
            QCOMPARE(bots->constLast().prompt, text);
            QCOMPARE(bots->constLast().model, u"m"_s);
            const auto settings = listBotSettings(m_folder.path(), {});
            QVERIFY(settings);
            const auto prompt = std::find_if(settings->begin(), settings->end(),
                                             [](const BotSetting &one) { return one.name == "bot/muse.prompt"_L1; });
            QVERIFY(prompt != settings->end());
            QCOMPARE(prompt->value, text);
            QCOMPARE(prompt->from, u"confabd.ini"_s);
        }
    }

    // Only of what is no text for people.
    void aRemarkBehindASetting()
    {
        write("[bot/mine] ; of ours\nkind=offline ; it runs here\npath=a;b ; where\nname=Me; you ; us\nper-day=7 ; no "
              "more\npicture=; none\n");
        const auto bots = read();
        QVERIFY2(bots, bots ? "" : qPrintable(bots.error()));
        QCOMPARE(bots->constLast().path, m_folder.filePath(u"a;b"_s));
        QCOMPARE(bots->constLast().name, u"Me; you ; us"_s);
        QCOMPARE(bots->constLast().perDay, 7);
        QCOMPARE(bots->constLast().picture, QString());
    }

    // As the article's deployment says it.
    void lexOfTheEnvironmentIsTheDefault()
    {
        QProcessEnvironment environment;
        environment.insert(u"LEX_BOT_ID"_s, u"ABC"_s);
        auto bots = read({}, environment);
        QCOMPARE(bots->size(), 2);
        QCOMPARE(bots->constFirst(), lex(u"lex"_s, true));
        QVERIFY(!bots->constLast().isDefault);
        write("[bot/hotel-desk]\ndefault=true\n[bot/lex]\nname=Clerk\npicture=\xF0\x9F\xA4\xB5\n");
        bots = read({}, environment);
        QCOMPARE(bots->constFirst(), hotelDesk);
        QCOMPARE(bots->constLast().name, u"Clerk"_s);
        QCOMPARE(bots->constLast().picture, u"\U0001F935"_s);
        environment.insert(u"LEX_BOT_ALIAS_ID"_s, u"PROD"_s);
        environment.insert(u"LEX_LOCALE_ID"_s, u"de_DE"_s);
        QCOMPARE(read({}, environment)->constLast().aliasId, u"PROD"_s);
        QCOMPARE(read({}, environment)->constLast().locale, u"de_DE"_s);
    }

    void setGoesOverTheFile()
    {
        write("[bot/mine]\nkind=offline\npath=a\nper-day=20\n");
        const auto bots = read({u"bot/mine.path=b.c"_s, u"bot/mine.default=on"_s, u"server.name=x"_s});
        QCOMPARE(bots->constFirst().path, m_folder.filePath(u"b.c"_s));
        QVERIFY(bots->constFirst().isDefault);
        QCOMPARE(bots->constFirst().perDay, 20);
    }

    void theFirstIsTheDefaultWhereNoOtherIs()
    {
        write("[bot/hotel-desk]\nenabled=off\n[bot/b]\nkind=offline\npath=b\n[bot/a]\nkind=offline\npath=a\n");
        const auto bots = read();
        QCOMPARE(bots->constFirst().id, u"a"_s);
        QVERIFY(bots->constFirst().isDefault && !bots->constLast().isDefault);
    }

    void whatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("ini");
        QTest::addColumn<QString>("reason"); // after the file's name
        const auto row = [](const char *name, const QByteArray &ini, const QString &reason) {
            QTest::newRow(name) << ini << reason;
        };
        row("no kind", "[bot/x]\npath=a\n", u"[bot/x] needs kind=offline, lex, chat or bedrock, not \"\"."_s);
        row("another kind", "[bot/x]\nkind=alexa\n",
            u"[bot/x] needs kind=offline, lex, chat or bedrock, not \"alexa\"."_s);
        row("two keys", "[bot/x]\nkind=chat\nurl=http://127.0.0.1:1/v1\nmodel=m\nkey-env=K\nkey-keychain=k\n",
            u"[bot/x] takes its key by key-env= or by key-keychain=, not by both."_s);
        row("no path", "[bot/x]\nkind=offline\n", u"[bot/x] needs path=."_s);
        row("no id of Lex", "[bot/x]\nkind=lex\nalias-id=a\n", u"[bot/x] needs bot-id=."_s);
        row("no model", "[bot/x]\nkind=chat\nurl=http://a/v1\n", u"[bot/x] needs model=."_s);
        row("no address", "[bot/x]\nkind=chat\nmodel=m\nurl=file:///etc/passwd\n",
            u"[bot/x] needs url= as https://models.example/v1, not \"file:///etc/passwd\"."_s);
        row("no number", "[bot/x]\nkind=offline\npath=a\nper-day=many\n",
            u"[bot/x] takes per-day= as a number of questions, not \"many\"."_s);
        row("no picture", "[bot/x]\nkind=offline\npath=a\npicture=hotel\n",
            u"[bot/x] takes picture= as one emoji, not \"hotel\"."_s);
        row("a setting that is none", "[bot/x]\nkind=offline\npath=a\ncolour=red\n",
            u"[bot/x] has no setting \"colour\"."_s);
        row("a setting of another kind", "[bot/x]\nkind=offline\npath=a\nmodel=m\n",
            u"[bot/x] is of the kind offline, which has no setting \"model\"."_s);
        row("no switch", "[bot/x]\nkind=offline\npath=a\nenabled=maybe\n",
            u"[bot/x] takes enabled=true or enabled=false, not \"maybe\"."_s);
        row("a name that is none", "[bot/Big]\nkind=offline\npath=a\n",
            u"[bot/Big] has a name that is none: 1 to 32 of a-z, 0-9 and hyphens, a letter or digit first."_s);
        row("a quote without its other", "[bot/x]\nkind=offline\npath=a\nname=The 5\" one\n[access]\nmode=open\n",
            u"[bot/x] has name= with a quote that is not closed or a backslash at its end: write name=\"…\", with a "
            "backslash before each quote and backslash in it."_s);
        row("a line that goes on", "[bot/x]\nkind=offline\npath=C:\\bots\\\nname=x\n",
            u"[bot/x] has path= with a quote that is not closed or a backslash at its end: write path=\"…\", with a "
            "backslash before each quote and backslash in it."_s);
        row("two defaults", "[bot/x]\nkind=offline\npath=a\ndefault=true\n[bot/hotel-desk]\ndefault=true\n",
            u"2 bots have default=true, and one can be it."_s);
    }

    void whatIsWrong()
    {
        QFETCH(QByteArray, ini);
        QFETCH(QString, reason);
        write(ini);
        const auto bots = read();
        QVERIFY(!bots);
        QCOMPARE(bots.error(), m_folder.filePath(u"confabd.ini"_s) + u": "_s + reason);
    }

private:
    confab::Expected<QList<BotConfig>, QString> read(const QStringList &sets = {},
                                                     const QProcessEnvironment &environment = {})
    {
        return readBotConfigs(m_folder.path(), environment, sets);
    }

    void write(const QByteArray &ini)
    {
        QFile file(m_folder.filePath(u"confabd.ini"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(ini), ini.size());
    }

    QTemporaryDir m_folder;
};

CONFAB_TEST(TestBotConfig)
#include "tst_bot_config.moc"
