// SPDX-License-Identifier: GPL-3.0-or-later
// The bots that run in the function itself: one for each export in its folder.
#include "core_fakes.h"
#include "export_files.h"
#include "function_bots.h"
#include "test_program.h"

#include <confab/aws/credentials_provider.h>

#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using namespace confab::tests;
using namespace Qt::StringLiterals;

namespace
{

// Nothing is kept.
class NoNotes final : public aws::Notes
{
public:
    [[nodiscard]] Expected<QByteArray, core::Unavailable> find(const QString &) override { return QByteArray(); }
    [[nodiscard]] Expected<std::monostate, core::Unavailable> put(const QString &, const QByteArray &,
                                                                  const QDateTime &) override
    {
        return std::monostate();
    }
    [[nodiscard]] Expected<std::monostate, core::Unavailable> remove(const QString &) override
    {
        return std::monostate();
    }
};

QByteArray intent(const QByteArray &name)
{
    return R"({"name":")" + name + R"(","sampleUtterances":[{"utterance":"a pizza"}]})";
}

} // namespace

class TestFunctionBots : public QObject
{
    Q_OBJECT

private slots:
    // As confabd's import chooses it.
    void whichLanguageRuns_data()
    {
        QTest::addColumn<QStringList>("locales");
        QTest::addColumn<QString>("runs");
        QTest::newRow("English of the US") << QStringList{u"de_DE"_s, u"en_GB"_s, u"en_US"_s} << u"Order_en_US"_s;
        QTest::newRow("else the first") << QStringList{u"de_DE"_s, u"en_GB"_s} << u"Order_de_DE"_s;
    }

    void whichLanguageRuns()
    {
        QFETCH(QStringList, locales);
        QFETCH(QString, runs);
        QTemporaryDir folder;
        ExportFiles files{{u"Bot.json"_s, R"({"name":"Pizza"})"}};
        for (const QString &locale : locales)
            files.insert(u"BotLocales/%1/Intents/Order_%1/Intent.json"_s.arg(locale),
                         intent("Order_" + locale.toUtf8()));
        QVERIFY(writeZip(files, folder.filePath(u"Pizza.zip"_s)));
        app::FunctionSettings settings;
        settings.botsFolder = folder.path();
        settings.hotelDesk = false;
        const QProcessEnvironment environment;
        FakeClock clock;
        aws::CredentialsProvider credentials(environment, clock);
        aws::Client client(credentials, environment, clock);
        NoNotes notes;
        const app::FunctionBots bots(settings, u"server"_s, clock, client, client, notes);
        QCOMPARE(bots.asked().size(), 1);
        QCOMPARE(bots.asked().constFirst()->info().id, u"pizza"_s);
        QString reached;
        bots.asked().constFirst()->ask({.text = u"a pizza"_s, .session = u"s"_s, .locale = {}}, {},
                                       [&reached](const core::BotAnswer &answer) {
                                           reached = answer.dialogue ? answer.dialogue->intent : answer.failure;
                                       });
        QCOMPARE(reached, runs);
    }
};

CONFAB_TEST(TestFunctionBots)
#include "tst_function_bots.moc"
