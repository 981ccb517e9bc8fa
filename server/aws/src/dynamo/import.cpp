// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps.h"
#include "stores.h"
#include "upkeep.h"

#include <confab/aws/dynamo_upkeep.h>
#include <confab/protocol/names.h>
#include <confab/protocol/plain.h>
#include <confab/protocol/ulid.h>

namespace confab::aws
{

using core::Guard;
using core::GuardFailed;
using core::Outcome;

namespace
{

constexpr qsizetype rowsInTransaction = 40; // two items each, of a hundred
// Holds signs that are drawn for no guest, so that none is taken for one of these.
constexpr auto guestSuffix = "olde"_L1;
constexpr auto articlesBot = "lex"_L1;

struct Portion {
    qint64 messages = 0;
    qint64 leftOut = 0;
};

// How far it has come: what is behind has no number yet. As long as nobody else has talked, `seq` is the newest.
struct Progress {
    QString upTo; // `timestamp` of a row
    qint64 seq = 0;
};

Progress progressOf(const Item *item)
{
    return item ? Progress{.upTo = item->text("upTo"_L1), .seq = item->number("seq"_L1)} : Progress();
}

// A time begins with a digit, each of our own keys with a letter.
Range rowsBehind(const Layout &keys, const QString &conversation, const QString &upTo)
{
    return {.table = &keys.history,
            .partition = conversation,
            .from = upTo.isEmpty() ? u"0"_s : upTo + u'\x01',
            .to = u":"_s,
            .most = rowsInTransaction};
}

QString shortened(const QString &text)
{
    constexpr qsizetype most = protocol::limits::textBytes;
    QByteArray bytes = text.toUtf8();
    if (bytes.size() <= most)
        return text;
    const QByteArray dots = u"…"_s.toUtf8();
    bytes.truncate(most - dots.size());
    // Not within a character.
    while (!bytes.isEmpty() && (static_cast<unsigned char>(bytes.back()) & 0xc0) == 0x80)
        bytes.chop(1);
    bytes.chop(1);
    return QString::fromUtf8(bytes + dots);
}

QDateTime timeOf(const QString &timestamp)
{
    QDateTime time = QDateTime::fromString(timestamp, Qt::ISODateWithMs);
    if (time.timeSpec() == Qt::LocalTime) // none is named: the clocks of functions are UTC
        time.setTimeSpec(Qt::UTC);
    return time.toUTC();
}

// Programs that were made after the article call whoever speaks by one of these.
QString authorOf(const Item &row, const QString &conversation)
{
    if (conversation == protocol::plainBotConversation)
        return protocol::botAuthor(articlesBot);
    QString name;
    for (const auto attribute : {"username"_L1, "sender"_L1, "user"_L1, "from"_L1}) {
        if (name.isEmpty())
            name = row.text(attribute).trimmed();
    }
    const bool isGood = name.toUcs4().size() <= protocol::limits::usernameChars && !protocol::checkDisplayName(name) &&
                        !name.contains(u':') && !name.startsWith(u'~');
    return protocol::guestUsername(isGood ? name : QString(protocol::plain::anonymous), guestSuffix);
}

Head newHead(const QString &conversation)
{
    Head head;
    head.conversation.id = conversation;
    head.conversation.kind =
        isGroup(conversation) ? protocol::ConversationKind::Group : protocol::ConversationKind::Bot;
    head.conversation.first = 1;
    return head;
}

// The next rows, in a transaction of their own. Guard::Newer: people have talked.
Outcome<Portion> importPortion(Database &database, const QString &conversation)
{
    return change<Portion>(database, [&](Transaction &transaction) -> Outcome<Portion> {
        const Layout &keys = transaction.keys;
        const ItemKey note = keys.imported(conversation);
        transaction.load({keys.head(conversation), note, keys.server()});
        Progress progress = progressOf(transaction.get(note));
        const QList<Item> rows = database.query(rowsBehind(keys, conversation, progress.upTo));
        Portion portion;
        if (rows.isEmpty())
            return portion;
        Head head = headIn(transaction, conversation).value_or(newHead(conversation));
        if (head.conversation.seq != progress.seq)
            return GuardFailed{Guard::Newer};
        for (const Item &row : rows) {
            progress.upTo = Database::keyOf(keys.history, row).sort;
            const QDateTime at = timeOf(progress.upTo);
            const QString text = shortened(row.text("message"_L1));
            if (!at.isValid() || text.trimmed().isEmpty()) {
                ++portion.leftOut;
                continue;
            }
            ++portion.messages;
            head.at = head.at.isValid() ? std::max(head.at, at) : at;
            change(head, head.at);
            protocol::Message message;
            message.conversation = conversation;
            message.seq = progress.seq = ++head.conversation.seq;
            message.rev = head.conversation.rev;
            message.id = protocol::makeUlid(at);
            message.author = authorOf(row, conversation);
            message.at = head.at;
            message.text = text;
            put(transaction, nullptr, message);
        }
        if (portion.messages > 0) {
            put(transaction, head);
            renewEpoch(transaction);
        }
        transaction.put(note, Item().setText("upTo"_L1, progress.upTo).setNumber("seq"_L1, progress.seq));
        return portion;
    });
}

} // namespace

Expected<Imported, core::Unavailable> importArticle(DynamoClient &client, const DynamoTables &tables)
{
    return readAll<Imported>([&] {
        Database database(client, tables);
        if (const auto made = DynamoServer(database).ensure();
            const auto *problem = std::get_if<core::Unavailable>(&made))
            throw Failure{problem->reason};
        Imported imported;
        for (const QString &conversation :
             {QString(protocol::groupConversation), QString(protocol::plainBotConversation)}) {
            Portion portion;
            do {
                const auto outcome = importPortion(database, conversation);
                if (const auto *problem = std::get_if<core::Unavailable>(&outcome))
                    throw Failure{problem->reason};
                const Portion *done = std::get_if<Portion>(&outcome);
                if (!done)
                    imported.refused.append(conversation);
                portion = done ? *done : Portion();
                imported.messages += portion.messages;
                imported.leftOut += portion.leftOut;
            } while (portion.messages + portion.leftOut > 0);
        }
        return imported;
    });
}

} // namespace confab::aws
