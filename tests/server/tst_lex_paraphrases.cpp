// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/bots/offline_runtime.h>
#include <confab/bots/sample_bots.h>

#include <QElapsedTimer>
#include <QFile>
#include <QtTest>

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <utility>

using namespace confab::bots;
using namespace Qt::StringLiterals;

namespace
{

struct Sentence {
    QString bot;
    QString intent; // "-": outside of every intent
    QString text;
};

QList<Sentence> sentencesOf(const QString &name)
{
    QFile file(u"" SOURCE_DIR "/tests/data/paraphrases/"_s + name + u".tsv"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(file.fileName()));
    QList<Sentence> sentences;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList fields = line.split(u'\t');
        if (!line.startsWith(u'#') && fields.size() == 3)
            sentences.append({fields[0], fields[1], fields[2]});
    }
    return sentences;
}

lex::BotLocale localeAt(const QString &path)
{
    const auto read = lex::readExport(path);
    if (const auto *reason = std::get_if<QString>(&read))
        qFatal("%s", qPrintable(*reason));
    return std::get<lex::Import>(read).bot.locales.front();
}

QDateTime monday()
{
    return {QDate(2026, 3, 2), QTime(10, 0), Qt::UTC};
}

// That of a turn, in the middle of all of them: a machine with much else to do slows some, and hardly half.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double mostMilliseconds = 15 * 5;
#else
constexpr double mostMilliseconds = 5;
#endif

using Table = QMap<QString, QMap<QString, int>>; // meant, then taken for

void print(const QString &bot, const Table &table)
{
    std::printf("\n%s\n  %-16s", qPrintable(bot), "meant \\ taken");
    QStringList columns = table.keys();
    for (const QString &taken : std::as_const(columns))
        std::printf("%10s", qPrintable(taken.left(9)));
    std::printf("\n");
    for (auto row = table.cbegin(); row != table.cend(); ++row) {
        std::printf("  %-16s", qPrintable(row.key()));
        for (const QString &taken : std::as_const(columns))
            std::printf("%10d", row->value(taken));
        std::printf("\n");
    }
}

double percent(qsizetype part, qsizetype all)
{
    return all > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(all) : 0;
}

} // namespace

// How many sentences, said in words of their own, reach the intent that they mean. The two bots have the sentences of
// tune.tsv among their sample utterances; those of dev.tsv were written before they were worked by; nothing was ever
// tuned by those of held.tsv and blind.tsv, which are not printed either. blind.tsv was written by somebody who had
// seen nothing but what each intent is for.
class TestLexParaphrases : public QObject
{
    Q_OBJECT

private slots:
    void reachTheirIntent_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<double>("leastHits"); // in percent
        QTest::addColumn<double>("mostTaken"); // of the sentences outside
        QTest::newRow("tune") << u"tune"_s << 99.0 << 5.0;
        QTest::newRow("dev") << u"dev"_s << 90.0 << 15.0; // near misses, nearly all of them
        QTest::newRow("held") << u"held"_s << 90.0 << 5.0;
        QTest::newRow("blind") << u"blind"_s << 87.0 << 5.0;
    }

    void reachTheirIntent()
    {
        QFETCH(QString, file);
        QFETCH(double, leastHits);
        QFETCH(double, mostTaken);
        OfflineRuntime hotel(localeAt(hotelDesk()), 300, monday);
        OfflineRuntime library(localeAt(u"" SOURCE_DIR "/tests/data/lex/library"_s), 300, monday);
        QMap<QString, Table> tables;
        QList<double> times;
        QStringList missed;
        qsizetype inside = 0;
        qsizetype hits = 0;
        qsizetype outside = 0;
        qsizetype taken = 0;
        const QList<Sentence> sentences = sentencesOf(file);
        for (const Sentence &sentence : sentences) {
            OfflineRuntime &bot = sentence.bot == "library"_L1 ? library : hotel;
            QString reached;
            QElapsedTimer timer;
            timer.start();
            bot.recognizeText({u"someone"_s, sentence.text}, [&reached](const lex::Outcome &outcome) {
                reached = std::get<lex::Response>(outcome).sessionState.intent->name;
            });
            times.append(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            bot.deleteSession(u"someone"_s, [](const auto &) {});
            if (reached == "FallbackIntent"_L1)
                reached = u"-"_s;
            ++tables[sentence.bot][sentence.intent][reached];
            (sentence.intent == "-"_L1 ? outside : inside) += 1;
            if (sentence.intent == "-"_L1)
                taken += reached == "-"_L1 ? 0 : 1;
            else
                hits += reached == sentence.intent ? 1 : 0;
            if (reached != sentence.intent)
                missed.append(u"%1 for %2: %3"_s.arg(reached, sentence.intent, sentence.text));
        }
        const int least = file == "dev"_L1 ? 8 : 25; // of each intent
        for (const Table &table : std::as_const(tables)) {
            for (auto meant = table.cbegin(); meant != table.cend(); ++meant) {
                const QList<int> counts = meant->values();
                QVERIFY2(std::accumulate(counts.begin(), counts.end(), 0) >= least, qPrintable(meant.key()));
            }
        }
        QVERIFY(outside >= 60);
        for (auto table = tables.cbegin(); table != tables.cend(); ++table)
            print(table.key(), table.value());
        if (file != "held"_L1 && file != "blind"_L1)
            std::printf("%s\n", qPrintable(missed.join(u'\n')));
        std::sort(times.begin(), times.end());
        std::printf(
            "%s: %lld of %lld reach their intent (%.1f %%), %lld miss it; %lld of %lld outside are taken for one "
            "(%.1f %%); a turn takes %.2f ms, 99 of 100 at most %.2f ms\n",
            qPrintable(file), static_cast<long long>(hits), static_cast<long long>(inside), percent(hits, inside),
            static_cast<long long>(inside - hits), static_cast<long long>(taken), static_cast<long long>(outside),
            percent(taken, outside), times[times.size() / 2], times[times.size() * 99 / 100]);
        std::fflush(stdout);
        QVERIFY(percent(hits, inside) >= leastHits);
        QVERIFY(percent(taken, outside) <= mostTaken);
        QVERIFY(times[times.size() / 2] < mostMilliseconds);
    }
};

CONFAB_APPLESS_TEST(TestLexParaphrases)
#include "tst_lex_paraphrases.moc"
