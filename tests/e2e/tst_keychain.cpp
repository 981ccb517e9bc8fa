// SPDX-License-Identifier: GPL-3.0-or-later
#include "confabd_process.h"
#include "file_bytes.h"
#include "http_stub.h"
#include "keychain_question.h"
#include "real_server.h"
#include "secret_service.h"
#include "test_program.h"

#include <QDirIterator>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace confab;
using namespace confab::test;
using namespace confab::tests;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray canary = "sk-canary-0123456789";

} // namespace

// The key of a model in the system's keychain: the real keyring of GNOME, on a bus of the test's own.
class TestKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_keyring = std::make_unique<SecretService>();
        m_folder = std::make_unique<QTemporaryDir>();
        m_data = m_folder->filePath(u"data"_s);
        m_model = std::make_unique<HttpStub>([](const HttpStub::Request &) {
            return HttpStub::answer(200, R"({"choices":[{"message":{"content":"Musing."},"finish_reason":"stop"}]})",
                                    {"Content-Type: application/json"});
        });
        QVERIFY(QDir().mkpath(m_data));
        QVERIFY(overwrite(m_data + u"/confabd.ini"_s, "[bot/hotel-desk]\nenabled=false\n"
                                                      "[bot/muse]\nkind=chat\nmodel=m\nkey-keychain=musing\nurl=" +
                                                          m_model->address().toLatin1() + "/v1\n"));
    }

    void keptFoundAndForgotten()
    {
        if (const QString lack = m_keyring->start(); !lack.isEmpty())
            QSKIP(qPrintable(lack));
        const QString noKey = u"The keychain has no key \"musing\"."_s;
        QCOMPARE(bot({u"list"_s}).lines(), QStringList{u"muse\tchat\t\tdefault\t"_s + noKey});
        says({u"key"_s, u"muse"_s, u"--key-stdin"_s}, 0, {}, canary + "\nanother line\n");
        QCOMPARE(bot({u"list"_s}).lines(), QStringList{u"muse\tchat\t\tdefault\t"_s});
        says({u"key"_s, u"muse"_s, u"--forget"_s}, 0, {});
        QCOMPARE(bot({u"list"_s}).lines(), QStringList{u"muse\tchat\t\tdefault\t"_s + noKey});
        says({u"key"_s, u"muse"_s, u"--forget"_s}, 0, {}); // as it should be
    }

    void whatIsNotUnderstood()
    {
        says({u"key"_s, u"muse"_s}, 2, u"confabd bot key needs --key-stdin or --forget."_s);
        says({u"key"_s, u"muse"_s, u"--key-stdin"_s}, 2, u"No key came from standard input."_s, " \n");
        says({u"key"_s, u"nobody"_s, u"--forget"_s}, 2, u"There is no bot \"nobody\": see confabd bot list."_s);
        says({u"key"_s, u"muse"_s, u"--forget"_s, u"--set"_s, u"bot/muse.key-keychain="_s}, 2,
             u"The bot \"muse\" has no key-keychain=, the name that its key has in the keychain."_s);
    }

    // On a machine without a desktop.
    void whereThereIsNoKeychain()
    {
        m_keyring->environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path=/nonexistent"_s);
        const Finished refused = bot({u"key"_s, u"muse"_s, u"--key-stdin"_s}, canary);
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.errors.startsWith("The keychain cannot be used: "_L1), qPrintable(refused.errors));
        QVERIFY(!refused.errors.contains(QString::fromLatin1(canary)));
        QVERIFY(bot({u"list"_s}).output.contains("The keychain cannot be used: "_L1));
    }

    void whereTheProgramIsMissing()
    {
        const QString alone = m_folder->filePath(u"confabd"_s);
        QVERIFY(QFile::copy(QStringLiteral(CONFABD_PATH), alone));
        QProcess process;
        process.start(alone, {u"bot"_s, u"key"_s, u"muse"_s, u"--key-stdin"_s, u"--data"_s, m_data});
        process.write(canary);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 1);
        QCOMPARE(process.readAllStandardError(),
                 "The keychain cannot be asked: confab-keychain is not beside this program.\n"_ba);
    }

    // The question ends, and its program with it.
    void whoeverAskedIsGone()
    {
        const QString slow = m_folder->filePath(u"slow"_s);
        QVERIFY(overwrite(slow, "#!/bin/sh\necho asked\nexec sleep 60\n"));
        QVERIFY(QFile::setPermissions(slow, QFile::ReadOwner | QFile::ExeOwner));
        int told = 0;
        auto asker = std::make_unique<QObject>();
        app::readByProgram(slow, u"musing"_s, asker.get(), [&told](const auto &) { ++told; });
        const auto *process = asker->findChild<QProcess *>();
        QVERIFY(process);
        QTRY_VERIFY(process->bytesAvailable() > 0);
        asker.reset();
        QCoreApplication::processEvents();
        QCOMPARE(told, 0);
    }

    // It is asked at each question: what changes counts at once, and the server outlives the desktop.
    void theServerAsksItForEachQuestion()
    {
        if (const QString lack = m_keyring->start(); !lack.isEmpty())
            QSKIP(qPrintable(lack));
        ConfabdProcess server;
        QVERIFY2(server.start(m_data, {u"--access"_s, u"open"_s, u"--no-rate-limits"_s}, m_keyring->environment),
                 server.errors());
        app::Person ada(server.url());
        ada.signUp(u"ada"_s);
        const QString muse = u"bot:muse:ada"_s;
        const QString noWayIn =
            u"The bot could not answer: The model does not let this server in. Whoever runs the server "
            "has to look at its key."_s;
        const auto answers = [&](const QString &expected) {
            const qsizetype whole = ada.texts(muse).size() + 2;
            ada.client.sendText(muse, u"Hello"_s);
            return QTest::qWaitFor([&] { return ada.texts(muse).value(whole - 1) == expected; }, 30'000);
        };
        QVERIFY(answers(noWayIn));
        QVERIFY(m_model->requests().isEmpty());
        says({u"key"_s, u"muse"_s, u"--key-stdin"_s}, 0, {}, canary);
        QVERIFY(answers(u"Musing."_s));
        QCOMPARE(m_model->requests().constFirst().header("Authorization"), "Bearer " + canary);
        m_keyring->end();
        QVERIFY(answers(noWayIn));
        QCOMPARE(m_model->requests().size(), 1);

        const QByteArray log = server.errors();
        QVERIFY2(log.contains("the bot muse did not answer: denied: The keychain has no key \"musing\"."), log);
        QVERIFY2(log.contains("the bot muse did not answer: denied: The keychain cannot be used: "), log);
        QVERIFY(!log.contains(canary));
        QCOMPARE(server.terminate(), 0);
        QDirIterator it(m_data, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString path = it.next();
            QVERIFY2(!contents(path).contains(canary), qPrintable(path));
        }
    }

private:
    Finished bot(const QStringList &words, const QByteArray &input = {})
    {
        return runConfabd(QStringList{u"bot"_s} + words + QStringList{u"--data"_s, m_data}, input,
                          m_keyring->environment);
    }
    void says(const QStringList &words, int code, const QString &sentence, const QByteArray &input = {})
    {
        const Finished finished = bot(words, input);
        QCOMPARE(finished.errors, sentence.isEmpty() ? QString() : sentence + u'\n');
        QCOMPARE(finished.output, QString());
        QCOMPARE(finished.code, code);
    }

    std::unique_ptr<SecretService> m_keyring;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_data;
    std::unique_ptr<HttpStub> m_model;
};

CONFAB_TEST(TestKeychain)
#include "tst_keychain.moc"
