// SPDX-License-Identifier: GPL-3.0-or-later
#include "confabd_process.h"
#include "export_files.h"
#include "file_bytes.h"
#include "test_program.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace confab::test;
using namespace confab::tests;
using namespace Qt::StringLiterals;

namespace
{

const QString library = QStringLiteral(SOURCE_DIR "/tests/data/lex/library");

ExportFiles smallBot(const QByteArray &utterance)
{
    return {{u"Bot.json"_s, R"({"name":"Pizza & more"})"},
            {u"BotLocales/en_US/Intents/Order/Intent.json"_s,
             R"({"name":"Order","dialogCodeHook":{"enabled":true},"sampleUtterances":[{"utterance":")" + utterance +
                 "\"}]}"}};
}

} // namespace

class TestConfabdBots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_data = m_folder->filePath(u"data"_s);
        m_zip = m_folder->filePath(u"bot.zip"_s);
        m_ini = m_data + u"/confabd.ini"_s;
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.remove(u"LEX_BOT_ID"_s);
        m_environment.insert(u"AWS_EC2_METADATA_DISABLED"_s, u"true"_s);
    }

    void aNewServerHasHotelDesk()
    {
        const Finished listed = bot({u"list"_s});
        QCOMPARE(listed.errors, QString());
        QCOMPARE(listed.lines(), QStringList{u"hotel-desk\toffline\tHotel desk\tdefault\t"_s});
        const Finished off = bot({u"list"_s, u"--set"_s, u"bot/hotel-desk.enabled=false"_s});
        QCOMPARE(off.lines(), QStringList());
        QCOMPARE(off.code, 0);
    }

    void bringsAnExport()
    {
        QVERIFY(writeZip(smallBot("a pizza"), m_zip));
        const Finished imported = bot({u"import"_s, m_zip});
        QCOMPARE(imported.errors, QString());
        QCOMPARE(imported.code, 0);
        QCOMPARE(
            imported.lines(),
            (QStringList{u"unsupported: BotLocales/en_US/Intents/Order/Intent.json: The Lambda function that looks "
                         "at each turn (dialogCodeHook) does not run here."_s,
                         u"imported pizza-more: 1 intents, 0 slot types"_s}));
        QCOMPARE(bot({u"import"_s, library, u"--name"_s, u"books"_s, u"--locale"_s, u"en_GB"_s}).lines(),
                 QStringList{u"imported books: 7 intents, 4 slot types"_s});
        QCOMPARE(bot({u"list"_s}).lines(),
                 (QStringList{u"hotel-desk\toffline\tHotel desk\tdefault\t"_s, u"books\toffline\tCity library\t\t"_s,
                              u"pizza-more\toffline\tPizza & more\t\t"_s}));
        QCOMPARE(contents(m_ini), QByteArray("[bot/pizza-more]\nkind=offline\npath=bots/pizza-more/export.zip\n"
                                             "locale=en_US\n\n[bot/books]\nkind=offline\n"
                                             "path=bots/books/export.zip\nlocale=en_GB\n"));
        // Nobody needs what was brought any more.
        QVERIFY(QFile::remove(m_zip));
        QVERIFY(bot({u"list"_s}).output.contains("Pizza & more"_L1));
    }

    void whatItKeepsIsPrivate()
    {
#ifdef Q_OS_UNIX
        QCOMPARE(bot({u"import"_s, library}).code, 0);
        int files = 0;
        QDirIterator it(m_data, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QFileInfo info(it.next());
            constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                                    QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
            QVERIFY2(!(info.permissions() & others), qPrintable(info.filePath()));
            ++files;
        }
        QVERIFY(files >= 4);
        QCOMPARE(
            QDir(m_data + u"/bots/city-library"_s).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
            QStringList{u"export.zip"_s});
#else
        QSKIP("There are no such permissions here");
#endif
    }

    void theSettingsOfOthersStay()
    {
        QVERIFY(QDir().mkpath(m_data));
        QVERIFY(overwrite(m_ini, "; mine\n[server]\nname=Ours\n[bot/pizza-more]\nname=Luigi\nkind=offline\n"
                                 "path=elsewhere\n[access]\nmode=open\n"));
        QVERIFY(writeZip(smallBot("a pizza"), m_zip));
        QCOMPARE(bot({u"import"_s, m_zip}).code, 0);
        QCOMPARE(contents(m_ini), QByteArray("; mine\n[server]\nname=Ours\n[bot/pizza-more]\nkind=offline\n"
                                             "path=bots/pizza-more/export.zip\nlocale=en_US\nname=Luigi\n"
                                             "[access]\nmode=open\n"));
        QCOMPARE(bot({u"list"_s}).lines().constLast(), u"pizza-more\toffline\tLuigi\t\t"_s);
        QVERIFY(runConfabd({u"config"_s, u"list"_s, u"--data"_s, m_data}).output.contains("access.mode=open"_L1));
    }

    void theSameBotAgainTakesItsPlace()
    {
        const QString kept = m_data + u"/bots/pizza-more/export.zip"_s;
        QVERIFY(writeZip(smallBot("a pizza"), m_zip));
        QCOMPARE(bot({u"import"_s, m_zip}).code, 0);
        const QByteArray before = contents(kept);
        const QByteArray ini = contents(m_ini);
        QVERIFY(writeZip(smallBot("two pizzas"), m_zip));
        QCOMPARE(bot({u"import"_s, m_zip}).code, 0);
        QVERIFY(contents(kept) != before);
        QCOMPARE(contents(m_ini), ini);
    }

    // What was there stays, and nothing half done is left.
    void whatIsRefusedChangesNothing_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("ini");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no zip") << QStringList{QStringLiteral(SOURCE_DIR "/LICENSE")} << QByteArray()
                                << u"It is no zip file, or a damaged one."_s;
        QTest::newRow("no bot") << QStringList{QStringLiteral(SOURCE_DIR "/resources/icons")} << QByteArray()
                                << u"It holds no bot of Lex V2: no Intent.json was found where Lex writes one."_s;
        QTest::newRow("no such language") << QStringList{library, u"--locale"_s, u"fr_FR"_s} << QByteArray()
                                          << u"The bot has no locale \"fr_FR\"; it has en_GB."_s;
        QTest::newRow("no name")
            << QStringList{library, u"--name"_s, u"../up"_s} << QByteArray()
            << u"\"../up\" is no name for a bot: 1 to 32 of a-z, 0-9 and hyphens, a letter or digit "
               "first."_s;
        QTest::newRow("the place of another")
            << QStringList{library, u"--name"_s, u"gpt"_s}
            << QByteArray("[bot/gpt]\nkind=chat\nurl=http://127.0.0.1:1/v1\nmodel=m\n")
            << u"There is a bot \"gpt\" of the kind chat: take another name with --name."_s;
        QTest::newRow("the place of one that is off")
            << QStringList{library, u"--name"_s, u"probe"_s}
            << QByteArray("[bot/probe]\nkind=lex\nbot-id=ABCDEFGHIJ\nenabled=false\n")
            << u"There is a bot \"probe\" of the kind lex: take another name with --name."_s;
        QTest::newRow("the helper's place")
            << QStringList{library, u"--name"_s, u"helper"_s} << QByteArray()
            << u"\"helper\" is what the bot that is built in is called: take another name with --name."_s;
    }

    void whatIsRefusedChangesNothing()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, ini);
        QFETCH(QString, reason);
        QCOMPARE(bot({u"import"_s, library, u"--name"_s, u"first"_s}).code, 0);
        ini += contents(m_ini);
        QVERIFY(overwrite(m_ini, ini));
        const QByteArray kept = contents(m_data + u"/bots/first/export.zip"_s);
        const Finished refused = bot(QStringList{u"import"_s} + words);
        QCOMPARE(refused.errors, reason + u'\n');
        QCOMPARE(refused.code, 2);
        QCOMPARE(refused.output, QString());
        QCOMPARE(contents(m_ini), ini);
        QCOMPARE(contents(m_data + u"/bots/first/export.zip"_s), kept);
        QCOMPARE(QDir(m_data + u"/bots"_s).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList{u"first"_s});
    }

    // Also where the file has made another of it.
    void thePlaceOfLexOfTheEnvironmentIsRefused()
    {
        m_environment.insert(u"LEX_BOT_ID"_s, u"ABCDEFGHIJ"_s);
        const QString reason = u"\"lex\" is the bot of LEX_BOT_ID: take another name with --name.\n"_s;
        Finished refused = bot({u"import"_s, library, u"--name"_s, u"lex"_s});
        QCOMPARE(refused.errors, reason);
        QCOMPARE(refused.code, 2);
        QVERIFY(!QFileInfo::exists(m_ini));
        m_environment.remove(u"LEX_BOT_ID"_s);
        QCOMPARE(bot({u"import"_s, library, u"--name"_s, u"lex"_s}).code, 0);
        QCOMPARE(bot({u"list"_s}).lines().constFirst(), u"lex\toffline\tCity library\tdefault\t"_s);
    }

    // What is brought is there.
    void whatWasOffIsOnAgain()
    {
        QVERIFY(QDir().mkpath(m_data));
        QVERIFY(overwrite(m_ini, "[bot/books]\nkind=offline\npath=old\nenabled=false\nbot-id=\nper-day=7\n\n"
                                 "[access]\nmode=open\n\n[bot/books]\nenabled = off\nprompt=\n"
                                 "[bot/hotel-desk]\nenabled=false\n"));
        QCOMPARE(bot({u"import"_s, library, u"--name"_s, u"books"_s}).code, 0);
        QCOMPARE(bot({u"list"_s}).lines(), QStringList{u"books\toffline\tCity library\tdefault\t"_s});
        QCOMPARE(contents(m_ini), QByteArray("[bot/books]\nper-day=7\n\n[access]\nmode=open\n\n"
                                             "[bot/books]\nkind=offline\npath=bots/books/export.zip\nlocale=en_GB\n"
                                             "[bot/hotel-desk]\nenabled=false\n"));
        QCOMPARE(bot({u"import"_s, library, u"--name"_s, u"hotel-desk"_s}).code, 0);
        QCOMPARE(bot({u"list"_s}).lines().constFirst(), u"hotel-desk\toffline\tCity library\tdefault\t"_s);
    }

    // Its place is taken by something that no file can replace.
    void whatCannotBeWrittenIsNotEntered()
    {
        QVERIFY(QDir().mkpath(m_data + u"/bots/books/export.zip/in the way"_s));
        const Finished refused = bot({u"import"_s, library, u"--name"_s, u"books"_s});
        QCOMPARE(refused.code, 2);
        QVERIFY(refused.errors.contains("cannot be written"_L1));
        QVERIFY(!QFileInfo::exists(m_ini));
        QCOMPARE(QDir(m_data + u"/bots/books"_s).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList{u"export.zip"_s});
    }

    // Who mistyped a path has no server in their home then.
    void aRefusedImportMakesNoServer()
    {
        QCOMPARE(bot({u"import"_s, m_folder->filePath(u"nothing"_s)}).code, 2);
        QVERIFY(!QFileInfo::exists(m_data));
    }

    void whatIsWrongWithABotIsListed()
    {
        QVERIFY(QDir().mkpath(m_data));
        QVERIFY(overwrite(m_ini, "[bot/gone]\nkind=offline\npath=bots/gone\n"));
        const QStringList lines = bot({u"list"_s}).lines();
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines.constLast().startsWith("gone\toffline\t\t\tThere is no file or folder"_L1));
    }

    void whatABotElsewhereLacksIsListed()
    {
        QVERIFY(QDir().mkpath(m_data));
        QVERIFY(overwrite(m_ini, "[bot/clerk]\nkind=lex\nbot-id=ABCDEFGHIJ\n"
                                 "[bot/muse]\nkind=chat\nurl=http://127.0.0.1:1/v1\nmodel=m\nkey-env=CONFAB_TEST_MUSE\n"
                                 "[bot/open]\nkind=chat\nurl=http://127.0.0.1:1/v1\nmodel=m\n"
                                 "[bot/sage]\nkind=bedrock\nmodel=m\n"
                                 "[bot/there]\nkind=lex\nbot-id=ABCDEFGHIJ\nregion=eu-west-1\n"));
        for (const QString &name : {u"AWS_REGION"_s, u"AWS_DEFAULT_REGION"_s, u"AWS_PROFILE"_s, u"CONFAB_TEST_MUSE"_s})
            m_environment.remove(name);
        for (const QString &name : {u"AWS_CONFIG_FILE"_s, u"AWS_SHARED_CREDENTIALS_FILE"_s})
            m_environment.insert(name, m_folder->filePath(u"none"_s));
        const QString noRegion = u"No AWS region is set: set AWS_REGION, or region in the profile default."_s;
        QCOMPARE(
            bot({u"list"_s}).lines().sliced(1),
            (QStringList{u"clerk\tlex\t\t\t"_s + noRegion,
                         u"muse\tchat\t\t\tThe environment variable CONFAB_TEST_MUSE, which has the key, is not set "
                         "here."_s,
                         u"open\tchat\t\t\t"_s, u"sage\tbedrock\t\t\t"_s + noRegion, u"there\tlex\t\t\t"_s}));
        m_environment.insert(u"CONFAB_TEST_MUSE"_s, u"canary"_s);
        m_environment.insert(u"AWS_REGION"_s, u"eu-west-1"_s);
        for (const QString &line : bot({u"list"_s}).lines().sliced(1))
            QVERIFY2(line.endsWith("\t\t\t"_L1), qPrintable(line));
    }

    void asksOneSentence()
    {
        const Finished asked = bot({u"ask"_s, u"hotel-desk"_s, u"Book"_s, u"hotel"_s});
        QCOMPARE(asked.errors, QString());
        QCOMPARE(asked.lines(),
                 (QStringList{u"Let us find you a room."_s, u"Which city would you like to stay in?"_s}));
        const Finished card = bot({u"ask"_s, u"hotel-desk"_s, u"hello"_s});
        QVERIFY(card.lines().contains(u"[Book a room]"_s));

        QCOMPARE(bot({u"ask"_s, u"nobody"_s, u"hi"_s}).errors,
                 u"There is no bot \"nobody\": see confabd bot list.\n"_s);
        const Finished empty = bot({u"ask"_s, u"hotel-desk"_s});
        QCOMPARE(empty.errors, u"confabd bot ask takes at least: ID TEXT….\n"_s);
        QCOMPARE(empty.code, 2);
        const Finished blank = bot({u"ask"_s, u"hotel-desk"_s, u" "_s});
        QCOMPARE(blank.code, 1);
        QCOMPARE(bot({u"ask"_s, u"gpt"_s, u"hi"_s, u"--set"_s, u"bot/gpt.kind=chat"_s, u"--set"_s,
                      u"bot/gpt.url=http://127.0.0.1:1/v1"_s, u"--set"_s, u"bot/gpt.model=m"_s})
                     .errors,
                 u"The bot \"gpt\" is of the kind chat, which has no dialogues of Lex.\n"_s);
    }

    void recordsAndTestsDialogues()
    {
        const QString file = m_folder->filePath(u"dialogue.txt"_s);
        QVERIFY(overwrite(file, "> book a room\n> Paris\n---\n> Paris\n"));
        const Finished written = bot({u"record"_s, u"hotel-desk"_s, file});
        QCOMPARE(written.errors, QString());
        QCOMPARE(written.code, 0);
        const QByteArray recorded = contents(file);
        QVERIFY2(recorded.startsWith("# bot: hotel-desk\n> book a room\n< Let us find you a room.\n"
                                     "< Which city would you like to stay in?\n> Paris\n< What day do you arrive?\n"
                                     "---\n> Paris\n"),
                 recorded.constData());
        const Finished same = bot({u"test"_s, file});
        QCOMPARE(same.output + same.errors, QString());
        QCOMPARE(same.code, 0);
        QCOMPARE(bot({u"test"_s, file, u"--against"_s, u"offline"_s}).code, 0);

        QVERIFY(overwrite(file, QByteArray(recorded).replace("< What day do you arrive?", "< ~What .* leave.")));
        const Finished other = bot({u"test"_s, file});
        QCOMPARE(other.code, 1);
        QCOMPARE(other.output, u"@@ line 5 @@\n> Paris\n- ~What .* leave.\n+ What day do you arrive?\n"_s);

        QCOMPARE(bot({u"test"_s, file, u"--against"_s, u"lex"_s}).errors, u"There is no bot of the kind lex.\n"_s);
        QCOMPARE(bot({u"test"_s, file, u"--against"_s, u"paper"_s}).code, 2);
        QVERIFY(overwrite(file, "Paris\n"));
        QVERIFY(bot({u"test"_s, file})
                    .errors.endsWith(
                        u"Line 1 is neither what is said (> …) nor what is expected of the answer (< …).\n"_s));
    }

    // What Lex says, recorded from a stand-in of it, the export of the same bot says here; and the other way about. The
    // stand-in takes only what is signed as AWS's own signer signs it.
    void recordsAtLexAndTestsTheSameBotHere()
    {
        QProcess probe;
        probe.start(u"python3"_s, {u"-c"_s, u"import botocore"_s});
        if (!probe.waitForFinished() || probe.exitCode() != 0)
            QSKIP("python3 on the PATH has no botocore");
        QProcess stub;
        stub.start(u"python3"_s, {QStringLiteral(SOURCE_DIR "/tests/server/data/lex_stub.py"), u"eu-west-1"_s,
                                  u"AKIDCONFAB"_s, u"not/a+secret"_s, u"session+token/=="_s});
        QVERIFY(stub.waitForReadyRead());
        m_environment.insert(u"AWS_ACCESS_KEY_ID"_s, u"AKIDCONFAB"_s);
        m_environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"not/a+secret"_s);
        m_environment.insert(u"AWS_SESSION_TOKEN"_s, u"session+token/=="_s);
        m_environment.insert(u"AWS_REGION"_s, u"eu-west-1"_s);
        m_environment.insert(u"AWS_ENDPOINT_URL_LEX_RUNTIME_V2"_s,
                             u"http://127.0.0.1:"_s + QString::fromLatin1(stub.readLine().trimmed()));
        QVERIFY(QDir().mkpath(m_data));
        QVERIFY(overwrite(m_ini, "[bot/far]\nkind=lex\nbot-id=ABCDEFGHIJ\n"));
        QCOMPARE(
            bot({u"import"_s, QStringLiteral(SOURCE_DIR "/tests/data/lex/book-hotel"), u"--name"_s, u"here"_s}).code,
            0);

        const QString file = m_folder->filePath(u"dialogue.txt"_s);
        const QByteArray said = "> Book a hotel\n> Paris\n> 2\n> queen\n";
        QVERIFY(overwrite(file, said));
        const Finished written = bot({u"record"_s, u"far"_s, file});
        QCOMPARE(written.errors, QString());
        QCOMPARE(written.code, 0);
        const QByteArray recorded = contents(file);
        QCOMPARE(recorded, QByteArray("# bot: far\n> Book a hotel\n< What city?\n> Paris\n< How many nights?\n> 2\n"
                                      "< What type of room?\n< What type of room?\n< We have two\n< [Queen]\n< "
                                      "[King]\n> queen\n< Booked in Paris.\n"
                                      "< Good bye\n< {\"nights\":2}\n"));
        for (const QStringList &with : {QStringList{}, {u"--against"_s, u"lex"_s}, {u"--name"_s, u"here"_s}}) {
            const Finished same = bot(QStringList{u"test"_s, file} + with);
            QCOMPARE(same.output + same.errors, QString());
            QCOMPARE(same.code, 0);
        }

        QVERIFY(overwrite(file, said));
        QCOMPARE(bot({u"record"_s, u"here"_s, file}).errors, QString());
        QCOMPARE(contents(file), QByteArray(recorded).replace("bot: far", "bot: here"));
        QVERIFY(overwrite(file, contents(file).replace("How many nights?", "For how long?")));
        const Finished other = bot({u"test"_s, file, u"--against"_s, u"lex"_s});
        QCOMPARE(other.code, 1);
        QCOMPARE(other.output, u"@@ line 4 @@\n> Paris\n- For how long?\n+ How many nights?\n"_s);

        // Lex refuses: nothing is recorded over what there is.
        m_environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"another"_s);
        const QByteArray before = contents(file);
        const Finished refused = bot({u"record"_s, u"far"_s, file});
        QCOMPARE(refused.code, 1);
        QVERIFY(!refused.errors.isEmpty());
        QVERIFY(!refused.errors.contains("another"_L1));
        QCOMPARE(contents(file), before);
    }

private:
    Finished bot(const QStringList &words)
    {
        return runConfabd(QStringList{u"bot"_s} + words + QStringList{u"--data"_s, m_data}, {}, m_environment);
    }

    QProcessEnvironment m_environment;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_data;
    QString m_zip;
    QString m_ini;
};

CONFAB_TEST(TestConfabdBots)
#include "tst_confabd_bots.moc"
