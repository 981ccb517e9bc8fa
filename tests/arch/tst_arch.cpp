// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the checkout's own source and fails where it breaks a rule of docs/architecture.md. Each rule is first shown
// samples that break it, as a rule that finds nothing proves nothing.
#include "checks.h"
#include "source_text.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QLibraryInfo>
#include <QTest>

using namespace confab::arch;
using namespace Qt::StringLiterals;

namespace
{

// Stands for the installed Qt in the samples.
QString sampleQtModule(const QString &header)
{
    static const QHash<QString, QString> known{{u"QString"_s, u"QtCore"_s},
                                               {u"QTcpSocket"_s, u"QtNetwork"_s},
                                               {u"QSqlQuery"_s, u"QtSql"_s},
                                               {u"QLabel"_s, u"QtWidgets"_s},
                                               {u"QImage"_s, u"QtGui"_s}};
    return header.contains(u'/') ? header.section(u'/', 0, 0) : known.value(header);
}

// Reads the folders of the installed Qt once; a header that is nobody's belongs to no module.
class InstalledQt
{
public:
    InstalledQt()
    {
        const QDir headers(QLibraryInfo::path(QLibraryInfo::HeadersPath));
        for (const QString &module : headers.entryList({u"Qt*"_s}, QDir::Dirs)) {
            for (const QString &header : QDir(headers.filePath(module)).entryList(QDir::Files))
                m_modules.insert(header, module);
        }
    }

    QString moduleOf(const QString &header) const
    {
        return header.contains(u'/') ? header.section(u'/', 0, 0) : m_modules.value(header);
    }

private:
    QHash<QString, QString> m_modules;
};

QList<File> readCheckout()
{
    static const QStringList texts{u"*.h"_s,   u"*.cpp"_s, u"*.cmake"_s, u"*.txt"_s,     u"*.sh"_s,         u"*.py"_s,
                                   u"*.sql"_s, u"*.md"_s,  u"*.json"_s,  u"*.service"_s, u"*.qrc"_s,        u"*.qss"_s,
                                   u"*.ts"_s,  u"*.yml"_s, u"*.yaml"_s,  u"run"_s,       u".clang-format"_s};
    const QDir top(QStringLiteral(CONFAB_SOURCE_DIR));
    QStringList folders{u".ci"_s};
    for (const QString &folder : top.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (folder != "build"_L1)
            folders.append(folder);
    }

    QList<File> files;
    const auto take = [&files, &top](const QString &absolute) {
        QFile file(absolute);
        if (file.open(QIODevice::ReadOnly))
            files.append({top.relativeFilePath(absolute), QString::fromUtf8(file.readAll())});
    };
    for (const QFileInfo &info : top.entryInfoList(texts, QDir::Files | QDir::Hidden))
        take(info.filePath());
    for (const QString &folder : folders) {
        QDirIterator it(top.filePath(folder), texts, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext())
            take(it.next());
    }
    return files;
}

QString toText(const Findings &findings)
{
    QStringList lines;
    for (const Finding &finding : findings)
        lines.append(finding.toString());
    return lines.join(u'\n');
}

void expectNone(const Findings &findings)
{
    QVERIFY2(findings.isEmpty(), qUtf8Printable(u"\n"_s + toText(findings)));
}

} // namespace

class TestArch : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_files = readCheckout();
        const auto known = std::count_if(m_files.begin(), m_files.end(), [](const File &file) {
            return file.path == "tests/arch/tst_arch.cpp"_L1 || file.path == "protocol/CMakeLists.txt"_L1 ||
                   file.path == ".ci/run"_L1;
        });
        QCOMPARE(known, 3);
        QCOMPARE(m_qt.moduleOf(u"QString"_s), u"QtCore"_s);
        QCOMPARE(m_qt.moduleOf(u"QLabel"_s), u"QtWidgets"_s);
        QCOMPARE(m_qt.moduleOf(u"QtCore/QString"_s), u"QtCore"_s);
    }

    void takesTextApart()
    {
        const SourceText source = takeApart(uR"x(#include <one>
  # include "two.h" // why
int n = 1'000; char c = '"'; /* a
b */ auto s = "not // a comment \" here";
auto r = R"y(" #include <three> )y"; done();
)x"_s);
        QCOMPARE(source.includes.size(), 2);
        QCOMPARE(source.includes.at(0).path, u"one"_s);
        QCOMPARE(source.includes.at(1).path, u"two.h"_s);
        QCOMPARE(source.includes.at(1).line, 2);
        QCOMPARE(source.code.section(u'\n', 2, 2), u"int n = 1'000; char c = ''; "_s);
        QCOMPARE(source.code.section(u'\n', 3, 3), u" auto s = \"\";"_s);
        QCOMPARE(source.code.section(u'\n', 4, 4), u"auto r = R; done();"_s);
        QCOMPARE(source.comments.section(u'\n', 1, 3), u"// why\n/* a\nb */"_s);
    }

    void includes_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("include");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char *path, const char *include, bool allowed) {
            QTest::addRow("%s %s", path, include)
                << QString::fromLatin1(path) << QString::fromLatin1(include) << allowed;
        };
        row("protocol/src/a.cpp", "<confab/protocol/codec.h>", true);
        row("protocol/src/a.cpp", "<confab/core/store.h>", false);
        row("protocol/src/a.cpp", "<QTcpSocket>", false);
        row("server/core/src/a.cpp", "<confab/protocol/codec.h>", true);
        row("server/core/src/a.cpp", "<variant>", true);
        row("server/core/src/a.cpp", "<QString>", true);
        row("server/core/src/a.cpp", "\"rooms.h\"", true);
        row("server/core/src/a.cpp", "<confab/store/database.h>", false);
        row("server/core/src/a.cpp", "<QtSql/QSqlQuery>", false);
        row("server/core/src/a.cpp", "<QSqlQuery>", false);
        row("server/core/src/a.cpp", "<sys/socket.h>", false);
        row("server/core/src/a.cpp", "\"../../store/src/database.h\"", false);
        row("server/store/src/a.cpp", "<QSqlQuery>", true);
        row("server/store/src/a.cpp", "<QTcpSocket>", false);
        row("server/store/src/a.cpp", "<confab/gateway/gateway.h>", false);
        row("server/gateway/src/a.cpp", "<confab/core/ports.h>", true);
        row("server/gateway/src/a.cpp", "<confab/client/profile.h>", false);
        row("server/gateway/src/a.cpp", "<QSqlQuery>", false);
        row("server/bots/src/a.cpp", "<quazip/quazip.h>", true);
        row("server/store/src/a.cpp", "<quazip/quazip.h>", false);
        row("server/crypto/src/a.cpp", "<openssl/evp.h>", true);
        row("server/crypto/src/a.cpp", "<confab/ui/theme.h>", false);
        row("client/src/a.cpp", "<confab/protocol/codec.h>", true);
        row("client/src/a.cpp", "<QImage>", true);
        row("client/src/a.cpp", "<QLabel>", false);
        row("client/src/a.cpp", "<confab/ui/theme.h>", false);
        row("client/src/a.cpp", "<confab/core/ports.h>", false);
        row("ui/chat/a.cpp", "<confab/client/profile.h>", true);
        row("ui/chat/a.cpp", "<QLabel>", true);
        row("ui/chat/a.cpp", "<confab/gateway/gateway.h>", false);
        row("ui/chat/a.cpp", "<confab/hosting/host.h>", false);
        row("ui/chat/a.cpp", "<QTcpSocket>", false);
        row("app/hosting/src/a.cpp", "<confab/gateway/gateway.h>", true);
        row("app/hosting/src/a.cpp", "<confab/ui/theme.h>", false);
        row("app/headless/main.cpp", "<confab/hosting/host.h>", true);
        row("app/headless/main.cpp", "<confab/client/profile.h>", false);
        row("app/desktop/main.cpp", "<confab/ui/theme.h>", true);
        row("app/desktop/main.cpp", "<confab/hosting/host.h>", true);
    }

    void includes()
    {
        QFETCH(QString, path);
        QFETCH(QString, include);
        QFETCH(bool, allowed);
        const Findings findings = checkIncludes({path, u"\n#include "_s + include + u'\n'}, sampleQtModule);
        QCOMPARE(findings.size(), allowed ? 0 : 1);
        if (!allowed)
            QCOMPARE(findings.first().line, 2);
    }

    void habits_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char *name, const QString &path, const QString &text, bool allowed) {
            QTest::addRow("%s", name) << path << text << allowed;
        };
        row("friend class", u"ui/a.h"_s, u"friend class TestA;"_s, false);
        row("friend operator", u"ui/a.h"_s, u"friend bool operator==(const A &, const A &) = default;"_s, true);
        row("every TLS error", u"client/a.cpp"_s, u"socket->ignoreSslErrors( );"_s, false);
        row("named TLS errors", u"client/a.cpp"_s, u"socket->ignoreSslErrors(expected);"_s, true);
        row("for later", u"client/a.cpp"_s, u"// TODO: mend"_s, false);
        row("for later, block", u"client/a.cpp"_s, u"/* FIXME */"_s, false);
        row("for later, in a string", u"client/a.cpp"_s, u"auto s = \"TODO\";"_s, true);
        row("qWait", u"tests/a.cpp"_s, u"QTest::qWait(50);"_s, false);
        row("qWaitFor", u"tests/a.cpp"_s, u"QTest::qWaitFor([] { return true; });"_s, true);
        row("QThread::msleep", u"tests/a.cpp"_s, u"QThread::msleep(5);"_s, false);
        row("sleep_for", u"tests/a.cpp"_s, u"std::this_thread::sleep_for(1s);"_s, false);
        row("sleep in a comment", u"tests/a.cpp"_s, u"// nobody may sleep(1) here"_s, true);
        row("sleep outside tests", u"server/a.cpp"_s, u"usleep(1);"_s, true);
    }

    void habits()
    {
        QFETCH(QString, path);
        QFETCH(QString, text);
        QFETCH(bool, allowed);
        QCOMPARE(checkHabits({path, text}).isEmpty(), allowed);
    }

    void licenceLine()
    {
        const QString line = u"SPDX-License-Identifier: GPL-3.0-or-later\n"_s;
        QVERIFY(checkLicenceLine({u"a.cpp"_s, u"// "_s + line}).isEmpty());
        QVERIFY(checkLicenceLine({u"a.sh"_s, u"#!/bin/bash\n# "_s + line}).isEmpty());
        QVERIFY(checkLicenceLine({u"a.json"_s, u"{}"_s}).isEmpty());
        QCOMPARE(checkLicenceLine({u"a.cpp"_s, u"int a;\n\n// "_s + line}).size(), 1);
        QCOMPARE(checkLicenceLine({u"tools/hook"_s, u"#!/bin/bash\n"_s}).size(), 1);
    }

    void paths()
    {
        // In two pieces, as this file is read by the check too.
        const QString home = u"/ho"_s + u"me/anna/confab"_s;
        QCOMPARE(checkPaths({u"a.cpp"_s, u"\nx = \""_s + home}, u"/s/confab"_s).size(), 1);
        QCOMPARE(checkPaths({u"a.cpp"_s, u"\nx = \""_s + home}, u"/s/confab"_s).first().line, 2);
        QCOMPARE(checkPaths({u"a.md"_s, u"in /s/confab/build"_s}, u"/s/confab"_s).size(), 1);
        QVERIFY(checkPaths({u"a.md"_s, u"docs/work/x and https://a.example/home/b"_s}, u"/s/confab"_s).isEmpty());
    }

    void decisionNames()
    {
        QVERIFY(checkDecisionNames({u"docs/decisions/0001-qt-widgets.md"_s, u"docs/index.md"_s}).isEmpty());
        QCOMPARE(checkDecisionNames({u"docs/decisions/1-qt.md"_s}).size(), 1);
        QCOMPARE(checkDecisionNames({u"docs/decisions/0001-Qt_Widgets.md"_s}).size(), 1);
        QCOMPARE(checkDecisionNames({u"docs/decisions/0001-a.md"_s, u"docs/decisions/0001-b.md"_s}).size(), 1);
    }

    void features()
    {
        const QList<File> files{
            {u"tests/ui/tst_view.cpp"_s, u"void jumps()\n{}"_s},
            {u"tests/soak/CMakeLists.txt"_s, u"add_test(NAME soak_kill COMMAND x)"_s},
        };
        const auto check = [&files](const QString &rows) {
            const QString head = u"| feature | test |\n| --- | --- |\n"_s;
            return checkFeatures({u"docs/features.md"_s, u"# Features\n"_s + head + rows}, files);
        };
        QVERIFY(check(u"| a | `tst_view`, `tst_view::jumps` |\n| b | `soak_kill` |"_s).isEmpty());
        QCOMPARE(check(u"| a | `tst_view::stands` |"_s).size(), 1);
        QCOMPARE(check(u"| a | `tst_other` |"_s).size(), 1);
        QCOMPARE(check(u"| a | – |"_s).first().line, 4);
    }

    void anchors()
    {
        const QString other = u"# Other\n## What it *cannot* do: `none`, ever\n```\n# quoted\n```"_s;
        const auto check = [&other](const QString &text) {
            return checkAnchors({{u"docs/a.md"_s, u"# Here\n"_s + text}, {u"docs/more/b.md"_s, other}});
        };
        QVERIFY(
            check(u"[x](#here), [y](more/b.md#what-it-cannot-do-none-ever), [z](https://a.example/#b)"_s).isEmpty());
        for (const QString &dead : {u"#there"_s, u"more/b.md#here"_s, u"more/b.md#quoted"_s, u"b.md#other"_s})
            QCOMPARE(check(u"[x](%1)"_s.arg(dead)).size(), 1);
        QCOMPARE(check(u"\n[x](#there)"_s).first().line, 3);
    }

    void checkoutIncludes()
    {
        Findings findings;
        for (const File &file : std::as_const(m_files)) {
            if (isCode(file.path))
                findings += checkIncludes(file, [this](const QString &header) { return m_qt.moduleOf(header); });
        }
        expectNone(findings);
    }

    void checkoutHabits()
    {
        Findings findings;
        for (const File &file : std::as_const(m_files)) {
            if (isCode(file.path))
                findings += checkHabits(file);
        }
        expectNone(findings);
    }

    void checkoutLicenceLines()
    {
        Findings findings;
        for (const File &file : std::as_const(m_files))
            findings += checkLicenceLine(file);
        expectNone(findings);
    }

    void checkoutPaths()
    {
        Findings findings;
        for (const File &file : std::as_const(m_files))
            findings += checkPaths(file, QStringLiteral(CONFAB_SOURCE_DIR));
        expectNone(findings);
    }

    void checkoutDecisionNames()
    {
        QStringList paths;
        for (const File &file : std::as_const(m_files))
            paths.append(file.path);
        expectNone(checkDecisionNames(paths));
    }

    void checkoutFeatures()
    {
        const auto features = std::find_if(m_files.cbegin(), m_files.cend(),
                                           [](const File &file) { return file.path == "docs/features.md"_L1; });
        QVERIFY(features != m_files.cend());
        expectNone(checkFeatures(*features, m_files));
    }

    void checkoutAnchors() { expectNone(checkAnchors(m_files)); }

private:
    QList<File> m_files;
    InstalledQt m_qt;
};

QTEST_GUILESS_MAIN(TestArch)
#include "tst_arch.moc"
