// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/crypto/argon_password_hasher.h>
#include <confab/crypto/system_clock.h>
#include <confab/crypto/system_random.h>

#include <QSet>
#include <QThread>
#include <QtTest>

#include <optional>

using namespace confab::crypto;
using namespace Qt::StringLiterals;
using Verdict = confab::core::PasswordHasher::Verdict;

class PasswordHasherTest : public QObject
{
    Q_OBJECT

private slots:
    void aHashMatchesItsPasswordOnly();
    void theSamePasswordHashesDifferently();
    void anEmptyHashNeverMatches();
    void nonsenseNeverMatches();
    void asksForARehashWhenParametersRose();
    void theRealParametersAreInTheHash();
    void resultsComeOnTheThreadOfTheContext();
    void theQueueIsBounded();
    void nothingIsToldAfterItsEnd();
    void randomBytes();
    void theClockGoesForward();

private:
    static constexpr auto password = "correct horse battery";
    const PasswordParameters m_small = PasswordParameters::smallest();
    const QString m_password = QString::fromLatin1(password);
};

void PasswordHasherTest::aHashMatchesItsPasswordOnly()
{
    ArgonPasswordHasher hasher(this, m_small);
    std::optional<QByteArray> hash;
    QVERIFY(hasher.hash(m_password, [&](const QByteArray &result) { hash = result; }));
    QTRY_VERIFY(hash);
    QVERIFY(hash->startsWith("$argon2id$"));
    QVERIFY(!hash->contains(password));

    std::optional<Verdict> right;
    std::optional<Verdict> wrong;
    QVERIFY(hasher.verify(*hash, m_password, [&](Verdict verdict) { right = verdict; }));
    QVERIFY(hasher.verify(*hash, m_password + u'!', [&](Verdict verdict) { wrong = verdict; }));
    QTRY_VERIFY(right && wrong);
    QVERIFY(right->matches);
    QVERIFY(!right->rehash);
    QVERIFY(!wrong->matches);
}

void PasswordHasherTest::theSamePasswordHashesDifferently()
{
    const QByteArray first = hashPassword(m_password, m_small);
    const QByteArray second = hashPassword(m_password, m_small);
    QVERIFY(!first.isEmpty());
    QVERIFY(first != second);
    QVERIFY(verifyPassword(first, m_password, m_small).matches);
    QVERIFY(verifyPassword(second, m_password, m_small).matches);
    QVERIFY(
        verifyPassword(hashPassword(u"pässwörter \U0001f600"_s, m_small), u"pässwörter \U0001f600"_s, m_small).matches);
}

void PasswordHasherTest::anEmptyHashNeverMatches()
{
    ArgonPasswordHasher hasher(this, m_small);
    std::optional<Verdict> verdict;
    QVERIFY(hasher.verify({}, m_password, [&](Verdict result) { verdict = result; }));
    QTRY_VERIFY(verdict);
    QVERIFY(!verdict->matches);
    QVERIFY(!verdict->rehash);
}

void PasswordHasherTest::nonsenseNeverMatches()
{
    QVERIFY(!verifyPassword("no hash at all", m_password, m_small).matches);
    QVERIFY(!verifyPassword("$argon2id$v=19$m=8,t=1,p=1$", m_password, m_small).matches);
}

void PasswordHasherTest::asksForARehashWhenParametersRose()
{
    const QByteArray hash = hashPassword(m_password, m_small);
    PasswordParameters more = m_small;
    ++more.passes;
    QVERIFY(verifyPassword(hash, m_password, more).rehash);
    QVERIFY(!verifyPassword(hash, u"wrong"_s, more).rehash);
    more = m_small;
    more.memoryBytes *= 2;
    QVERIFY(verifyPassword(hash, m_password, more).rehash);
    QVERIFY(!verifyPassword(hash, m_password, m_small).rehash);
}

void PasswordHasherTest::theRealParametersAreInTheHash()
{
    const QByteArray hash = hashPassword(m_password);
    QVERIFY2(hash.startsWith("$argon2id$v=19$m=65536,t=3,p=1$"), hash.constData());
    QVERIFY(verifyPassword(hash, m_password).matches);
}

void PasswordHasherTest::resultsComeOnTheThreadOfTheContext()
{
    QThread thread;
    QObject context;
    context.moveToThread(&thread);
    thread.start();
    QThread *toldOn = nullptr;
    {
        ArgonPasswordHasher hasher(&context, m_small);
        std::atomic<bool> told = false;
        QVERIFY(hasher.hash(m_password, [&](const QByteArray &) {
            toldOn = QThread::currentThread();
            told = true;
        }));
        QTRY_VERIFY(told);
    }
    QCOMPARE(toldOn, &thread);
    thread.quit();
    QVERIFY(thread.wait());
}

void PasswordHasherTest::theQueueIsBounded()
{
    // Slow enough that none is done while the queue is filled.
    PasswordParameters slow;
    slow.passes = 2;
    ArgonPasswordHasher hasher(this, slow);
    int taken = 0;
    int told = 0;
    while (taken < 100 && hasher.hash(m_password, [&](const QByteArray &) { ++told; }))
        ++taken;
    QCOMPARE(told, 0); // nothing is told before this thread's event loop runs
    QVERIFY(taken >= ArgonPasswordHasher::workers + ArgonPasswordHasher::queueLength);
    QVERIFY(taken < 100);
}

void PasswordHasherTest::nothingIsToldAfterItsEnd()
{
    int told = 0;
    {
        ArgonPasswordHasher hasher(this, m_small);
        for (int i = 0; i < 20; ++i)
            QVERIFY(hasher.hash(m_password, [&](const QByteArray &) { ++told; }));
    }
    QCoreApplication::sendPostedEvents(this);
    QCOMPARE(told, 0);
}

void PasswordHasherTest::randomBytes()
{
    SystemRandom random;
    QSet<QByteArray> seen;
    for (int i = 0; i < 100; ++i) {
        const QByteArray bytes = random.bytes(16);
        QCOMPARE(bytes.size(), 16);
        seen.insert(bytes);
    }
    QCOMPARE(seen.size(), 100);
    QVERIFY(random.bytes(0).isEmpty());
}

void PasswordHasherTest::theClockGoesForward()
{
    SystemClock clock;
    QCOMPARE(clock.now().timeSpec(), Qt::UTC);
    QVERIFY(qAbs(clock.now().msecsTo(QDateTime::currentDateTimeUtc())) < 5000);
    const qint64 first = clock.monotonicMs();
    QTRY_VERIFY(clock.monotonicMs() > first);
}

CONFAB_TEST(PasswordHasherTest)
#include "tst_password_hasher.moc"
