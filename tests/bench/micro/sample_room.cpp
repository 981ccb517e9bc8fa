// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_room.h"

#include "search_index.h"

#include <confab/store/sqlite_store.h>

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

namespace confab::bench
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int words = 20'000;
constexpr int ideographsInUse = 3'000;
constexpr int rareWords = 200'000;
constexpr int messagesARareWord = 100;

const QStringList &syllables()
{
    static const QStringList made = [] {
        QStringList all;
        for (const QChar first : u"bdfghklmnprstvw"_s) {
            for (const QChar vowel : u"aeiou"_s) {
                const QString open = QString(first) + vowel;
                all.append({open, open + u"nrst"_s.at((first.unicode() + vowel.unicode()) % 4)});
            }
        }
        return all;
    }();
    return made;
}

// Different for each number; the smaller ones are shorter.
QString spelled(int number, int shortest)
{
    QString word;
    for (int left = number, length = 0; left > 0 || length < shortest; ++length) {
        const auto count = static_cast<int>(syllables().size());
        word += syllables().at((left % count + 37 * length) % count);
        left /= count;
    }
    return word;
}

bool fill(store::SqliteStore &store, int messages)
{
    const QString room = QLatin1StringView(sampleRoom);
    const QString person = QLatin1StringView(samplePerson);
    const SampleTexts texts;
    core::Stamp stamp;
    stamp.account = person;
    stamp.now = QDateTime::currentDateTimeUtc();
    if (store.conversations().head(room).seq == 0) {
        const core::Account account{.key = person, .username = person, .displayName = person, .createdAt = stamp.now};
        const auto signedUp =
            store.accounts().signUp({.account = account, .passwordHash = "none", .inviteHash = {}, .now = stamp.now});
        const auto made = store.conversations().createRoom({.stamp = stamp,
                                                            .id = room,
                                                            .name = u"Sample"_s,
                                                            .topic = {},
                                                            .isPublic = false,
                                                            .owner = person,
                                                            .members = {}});
        if (signedUp.index() != 0 || made.index() != 0)
            return false;
    }
    for (int number = static_cast<int>(store.conversations().head(room).seq); number < messages;) {
        const auto batch = store.begin();
        for (int i = 0; i < 256 && number < messages; ++i, ++number) {
            core::AppendOp op;
            op.stamp = stamp;
            op.stamp.now = stamp.now.addMSecs(number);
            op.message.conversation = room;
            op.message.id = u"sample-%1"_s.arg(number);
            op.message.author = person;
            op.message.authorVer = 1;
            op.message.text = texts.text(number);
            op.kind = protocol::ConversationKind::Room;
            op.actor = person;
            if (store.messages().append(op).index() != 0)
                return false;
        }
        if (!batch->commit())
            return false;
    }
    return true;
}

} // namespace

SampleTexts::Ranks::Ranks(int count)
{
    double sum = 0;
    for (int rank = 1; rank <= count; ++rank)
        m_upTo.push_back(sum += 1.0 / rank);
}

int SampleTexts::Ranks::draw(Engine &engine) const
{
    const double place = m_upTo.back() * (static_cast<double>(engine()) / 4294967296.0);
    return static_cast<int>(std::upper_bound(m_upTo.begin(), m_upTo.end(), place) - m_upTo.begin());
}

SampleTexts::SampleTexts()
    : m_wordRanks(words)
    , m_ideographRanks(ideographsInUse)
{
    for (int i = 0; i < words; ++i)
        m_words.append(spelled(i, 1 + i % 2));
}

QString SampleTexts::word(Engine &engine) const
{
    return m_words.at(m_wordRanks.draw(engine));
}

QString SampleTexts::ideographs(Engine &engine, int count) const
{
    QString text;
    for (int i = 0; i < count; ++i)
        text.append(QChar(char16_t(0x4E00 + m_ideographRanks.draw(engine))));
    return text;
}

QString SampleTexts::rareWord(int number)
{
    Engine engine(static_cast<Engine::result_type>(words + number));
    QString word;
    for (int i = 0; i < 4; ++i)
        word += syllables().at(static_cast<qsizetype>(engine() % static_cast<unsigned>(syllables().size())));
    return word;
}

QString SampleTexts::text(int number) const
{
    Engine engine(static_cast<Engine::result_type>(number));
    if (number % 10 == 3)
        return ideographs(engine, 20 + static_cast<int>(engine() % 90));
    QStringList text;
    for (int left = 8 + static_cast<int>(engine() % 56); left > 0; --left)
        text.append(word(engine));
    if (number % messagesARareWord == 7)
        text.append(rareWord(number / messagesARareWord * 16 % rareWords));
    return text.join(u' ');
}

QStringList SampleTexts::queries(Kind kind, int messages) const
{
    constexpr int many = 200;
    QStringList queries;
    Engine engine(4711);
    for (int i = 0; i < many; ++i) {
        // Of a message that has one.
        const int holder = static_cast<int>(engine() % static_cast<unsigned>(messages / messagesARareWord));
        const QString rare = rareWord(holder * 16 % rareWords);
        const auto ideograph = [](int rank) { return QChar(char16_t(0x4E00 + rank)); };
        switch (kind) {
        case Kind::FrequentWord:
            queries.append(m_words.at(i % 50));
            break;
        case Kind::Word:
            queries.append(m_words.at(1000 + 10 * i));
            break;
        case Kind::RareWord:
            queries.append(rare);
            break;
        case Kind::PartOfAWord:
            queries.append(m_words.at(500 + 10 * i).mid(1));
            break;
        case Kind::PartOfARareWord:
            queries.append(rare.mid(1, rare.size() - 2));
            break;
        case Kind::AbsentWord:
            queries.append(rareWord(holder * 16 % rareWords + 1));
            break;
        case Kind::TwoIdeographs:
            queries.append(ideographs(engine, 2));
            break;
        case Kind::TwoRareIdeographs:
            queries.append({ideograph(1000 + 10 * i), ideograph(2990 - 10 * i)});
            break;
        case Kind::OneIdeograph:
            queries.append(ideograph(15 * i));
            break;
        case Kind::TwoLetters:
            queries.append(m_words.at(100 + i).first(2));
            break;
        case Kind::OneLetter:
            queries.append(QString(QChar(char16_t('a' + i % 26))));
            break;
        case Kind::TwoWords:
            queries.append(m_words.at(200 + i) + u' ' + m_words.at(1000 + 7 * i));
            break;
        }
    }
    return queries;
}

bool makeSampleRoom(const QString &folder, int messages)
{
    const auto fail = [](const QString &reason) {
        std::fprintf(stderr, "the sample room: %s\n", qPrintable(reason));
        return false;
    };
    const auto opened = store::SqliteStore::open(folder, store::SqliteStore::Purpose::Serve);
    if (!opened)
        return fail(opened.error().sentence());
    QElapsedTimer timer;
    timer.start();
    if (!fill(**opened, messages))
        return fail(u"it cannot be filled"_s);
    std::fprintf(stderr, "filled in %.1f s\n", static_cast<double>(timer.restart()) / 1000);
    auto connection = store::Connection::open(store::databasePath(folder), store::Connection::Mode::ReadWrite);
    if (!connection)
        return fail(connection.error().reason);
    try {
        store::SearchIndex index(std::move(connection).value(), folder);
        while (index.step(256)) {
        }
    } catch (const store::SqlError &error) {
        return fail(error.reason);
    }
    std::fprintf(stderr, "indexed in %.1f s\n", static_cast<double>(timer.elapsed()) / 1000);
    return true;
}

} // namespace confab::bench
