// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop client answers on a command line, where there is no display.
#include "test_program.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;

class ConfabCommandTest : public QObject
{
    Q_OBJECT

private slots:
    void answersWithoutADisplay_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("version") << u"--version"_s << QByteArray("confab " CONFAB_VERSION "\n");
        QTest::newRow("help") << u"--help"_s << QByteArray("Usage: ");
        QTest::newRow("nothing kept") << u"--dump-cache"_s << QByteArray();
    }
    void answersWithoutADisplay()
    {
        QFETCH(QString, option);
        QFETCH(QByteArray, begins);
        QCOMPARE(run({option}), 0);
        QVERIFY2(m_output.startsWith(begins), m_output);
        QCOMPARE(m_output.isEmpty(), begins.isEmpty());
        QVERIFY2(m_errors.isEmpty(), m_errors);
    }

    void whatIsWrongIsExit2()
    {
        for (const QStringList &words : {QStringList{u"--dump-cache"_s, u"--no-such-option"_s},
                                         QStringList{u"--profile"_s, u"--version"_s}, QStringList{u"--"_s, u"-v"_s}}) {
            QCOMPARE(run(words), 2);
            QVERIFY(m_output.isEmpty());
            QCOMPARE(m_errors.count('\n'), 1);
        }
    }

private:
    int run(const QStringList &words)
    {
        QTemporaryDir home;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const QString &name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s})
            environment.remove(name);
        environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
        environment.insert(u"XDG_DATA_HOME"_s, home.path());
        QProcess confab;
        confab.setProcessEnvironment(environment);
        confab.start(QStringLiteral(CONFAB_PATH), words);
        if (!confab.waitForFinished() || confab.exitStatus() != QProcess::NormalExit)
            return -1;
        m_output = confab.readAllStandardOutput();
        m_errors = confab.readAllStandardError();
        return confab.exitCode();
    }

    QByteArray m_output;
    QByteArray m_errors;
};

CONFAB_TEST(ConfabCommandTest)
#include "tst_confab_command.moc"
