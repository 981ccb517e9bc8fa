// SPDX-License-Identifier: GPL-3.0-or-later
// Which messages a page holds: what is asked of each store by its contract, here of the rule alone.
#include "test_program.h"

#include <confab/core/history_pages.h>

#include <QtTest>

#include <limits>

using namespace Qt::StringLiterals;

namespace confab::tests
{

namespace
{

// Messages of these seqs, in a conversation from `first` to `newest`.
struct Log {
    qint64 first = 1;
    qint64 newest = 10;
    QList<qint64> seqs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    qint64 large = 0;    // this one has a long text
    qsizetype asked = 0; // times that the viewer's reactions were

    core::HistoryPage page(const core::HistoryQuery &query)
    {
        protocol::Conversation conversation;
        conversation.seq = newest;
        conversation.first = first;
        const auto from = [this](qint64 seq, qsizetype limit, bool upwards) {
            QList<protocol::Message> found;
            for (qsizetype i = 0; i < seqs.size() && found.size() < limit; ++i) {
                const qint64 one = upwards ? seqs.at(i) : seqs.at(seqs.size() - 1 - i);
                protocol::Message message;
                message.seq = one;
                message.text = one == large ? QString(1000, u'x') : u"ten bytes."_s;
                if (upwards ? one >= seq : one <= seq)
                    found.append(message);
            }
            return found;
        };
        return core::pageOf(query, conversation,
                            {.below = [&](qint64 seq, qsizetype limit) { return from(seq, limit, false); },
                             .above = [&](qint64 seq, qsizetype limit) { return from(seq, limit, true); },
                             .addMine =
                                 [this](QList<protocol::Message> &messages) {
                                     ++asked;
                                     for (protocol::Message &message : messages)
                                         message.mine = {u"x"_s};
                                 }});
    }
};

// "<3 4 5>": the seqs; a sign on a side where there is more.
QString textOf(const core::HistoryPage &page)
{
    QStringList seqs;
    for (const protocol::Message &message : page.messages)
        seqs.append(QString::number(message.seq));
    return (page.moreBefore ? u"<"_s : u""_s) + seqs.join(u' ') + (page.moreAfter ? u">"_s : u""_s);
}

enum class From { Newest, Before, After, Around };

core::HistoryQuery query(From from, qint64 seq, qsizetype limit)
{
    core::HistoryQuery query;
    query.limit = limit;
    if (from == From::Before)
        query.before = seq;
    if (from == From::After)
        query.after = seq;
    if (from == From::Around)
        query.around = seq;
    return query;
}

} // namespace

class TestHistoryPages : public QObject
{
    Q_OBJECT

private slots:
    void aPageGrowsFromItsPlace_data()
    {
        constexpr qint64 most = std::numeric_limits<qint64>::max();
        constexpr qint64 least = std::numeric_limits<qint64>::min();
        QTest::addColumn<From>("from");
        QTest::addColumn<qint64>("seq");
        QTest::addColumn<qsizetype>("limit");
        QTest::addColumn<QString>("page");
        const auto row = [](const char *name, From from, qint64 seq, qsizetype limit, const QString &page) {
            QTest::newRow(name) << from << seq << limit << page;
        };
        row("the newest", From::Newest, 0, 3, u"<8 9 10"_s);
        row("all", From::Newest, 0, 10, u"1 2 3 4 5 6 7 8 9 10"_s);
        row("before", From::Before, 5, 3, u"<2 3 4>"_s);
        row("before the first", From::Before, 1, 3, u">"_s);
        row("before what is to come", From::Before, 99, 2, u"<9 10"_s);
        row("after", From::After, 5, 3, u"<6 7 8>"_s);
        row("after the newest", From::After, 10, 3, u"<"_s);
        row("after nothing", From::After, 0, 2, u"1 2>"_s);
        row("around, even", From::Around, 5, 4, u"<4 5 6 7>"_s);
        row("around, odd", From::Around, 5, 3, u"<4 5 6>"_s);
        row("around, one", From::Around, 5, 1, u"<5>"_s);
        row("around the first", From::Around, 1, 4, u"1 2 3 4>"_s);
        row("around the newest", From::Around, 10, 4, u"<7 8 9 10"_s);
        row("around what is to come", From::Around, 42, 4, u"<7 8 9 10"_s);
        row("before the end of numbers", From::Before, most, 1, u"<10"_s);
        row("before all numbers", From::Before, least, 1, u">"_s);
        row("after the end of numbers", From::After, most, 1, u"<"_s);
        row("after all numbers", From::After, least, 1, u"1>"_s);
        row("around the end of numbers", From::Around, most, 2, u"<9 10"_s);
        row("around all numbers", From::Around, least, 2, u"1 2>"_s);
    }
    void aPageGrowsFromItsPlace()
    {
        QFETCH(From, from);
        QFETCH(qint64, seq);
        QFETCH(qsizetype, limit);
        Log log;
        const core::HistoryPage page = log.page(query(from, seq, limit));
        QTEST(textOf(page), "page");
        QCOMPARE(log.asked, 1);
        for (const protocol::Message &message : page.messages)
            QCOMPARE(message.mine, QList<QString>{u"x"_s});
    }

    void bytesRunOutAtBothEndsAlike()
    {
        Log log;
        core::HistoryQuery wanted = query(From::Around, 5, 8);
        const qsizetype each = protocol::encodedSize(log.page(wanted).messages.constFirst()) + 1;
        wanted.bytes = 4 * each;
        QCOMPARE(textOf(log.page(wanted)), u"<4 5 6 7>"_s);
        wanted.bytes = 3 * each;
        QCOMPARE(textOf(log.page(wanted)), u"<4 5 6>"_s);
        wanted.bytes = 1; // one goes through all the same
        QCOMPARE(textOf(log.page(wanted)), u"<5>"_s);
        // Behind one that there is no room for comes none: a page has no holes.
        wanted.bytes = 6 * each;
        log.large = 3;
        QCOMPARE(textOf(log.page(wanted)), u"<4 5 6 7 8 9>"_s);
    }

    void whatWasForgottenIsNoMore()
    {
        Log log{.first = 4, .newest = 10, .seqs = {4, 5, 6, 7, 8, 9, 10}};
        QCOMPARE(textOf(log.page(query(From::Before, 6, 5))), u"4 5>"_s);
        QCOMPARE(log.page(query(From::Before, 6, 5)).first, 4);
        QCOMPARE(textOf(log.page(query(From::Around, 2, 2))), u"4 5>"_s);
        // Nothing of it is left.
        log = {.first = 11, .newest = 10, .seqs = {}};
        QCOMPARE(textOf(log.page(query(From::Newest, 0, 5))), u""_s);
    }

    void ofSomeItIsLookedWhetherThereAreMore()
    {
        Log log{.seqs = {2, 5, 9}};
        core::HistoryQuery wanted = query(From::Newest, 0, 2);
        wanted.only = protocol::HistoryOnly{.kind = protocol::HistoryOnly::Kind::Pinned};
        QCOMPARE(textOf(log.page(wanted)), u"<5 9"_s);
        wanted.before = 5;
        QCOMPARE(textOf(log.page(wanted)), u"2>"_s);
        wanted.before = 2;
        QCOMPARE(textOf(log.page(wanted)), u">"_s);
        wanted.before.reset();
        wanted.around = 5;
        wanted.limit = 3;
        wanted.bytes = 1;
        QCOMPARE(textOf(log.page(wanted)), u"<5>"_s);
    }
};

} // namespace confab::tests

CONFAB_TEST(confab::tests::TestHistoryPages)
#include "tst_history_pages.moc"
