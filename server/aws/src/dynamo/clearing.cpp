// SPDX-License-Identifier: GPL-3.0-or-later
#include "clearing.h"

#include "files.h"
#include "steps.h"

#include <limits>

namespace confab::aws
{

namespace
{

constexpr qsizetype itemsInPiece = 100;
constexpr qsizetype filesInTransaction = 8; // each is up to eight items
constexpr qsizetype tasksAtOnce = 20;
// What somebody waits for who deletes something: less than a second.
constexpr qsizetype itemsAtOnce = 1000;

// The seq that an item of a conversation belongs to; 0: to none.
qint64 seqOf(const QString &sort, const Item &item)
{
    const QString kind = sort.section(u'#', 0, 0);
    if (kind == "seq"_L1 || kind == "rct"_L1 || kind == "pin"_L1 || kind == "file"_L1)
        return sort.section(u'#', 1, 1).toLongLong();
    if (kind == "thr"_L1 || kind == "men"_L1)
        return sort.section(u'#', -1).toLongLong();
    return kind == "rev"_L1 ? item.number("seq"_L1) : 0;
}

class Piece
{
public:
    Piece(Database &database, const QString &conversation)
        : m_database(database)
        , m_conversation(conversation)
    {
    }
    void take(const QString &sort, const Item &item)
    {
        if (sort.startsWith("seq#"_L1)) {
            const protocol::Message message = messageOf(item, m_conversation, seqOf(sort, item));
            for (const protocol::Attachment &attachment : message.attachments)
                m_files.append(attachment.id);
        }
        // Who was in it does not see it in their list any more.
        if (sort.startsWith("mem#"_L1))
            m_keys.append(m_database.keys.talk(sort.sliced(4), m_conversation));
        m_keys.append({&m_database.keys.history, m_conversation, sort});
        if (m_keys.size() >= itemsInPiece)
            finish();
    }
    // Files first: without their message nobody would find them again.
    void finish()
    {
        removeFiles(m_database, m_files);
        m_database.removeAll(m_keys);
        m_files.clear();
        m_keys.clear();
    }

private:
    Database &m_database;
    QString m_conversation;
    QStringList m_files;
    QList<ItemKey> m_keys;
};

} // namespace

void clearLater(Transaction &transaction, const QString &conversation, qint64 upTo)
{
    transaction.put(transaction.keys.clearing(conversation), Item().setNumber("upTo"_L1, upTo));
    transaction.afterwards(
        [&database = transaction.database(), conversation] { clear(database, conversation, itemsAtOnce); });
}

void clear(Database &database, const QString &conversation, qsizetype most)
{
    const Layout &keys = database.keys;
    const auto task = database.get(keys.clearing(conversation));
    if (!task)
        return;
    const qint64 upTo = task->number("upTo"_L1);
    // A conversation of the same name that began anew meanwhile stays: what the old one left is overwritten in time.
    const auto head = database.get(keys.head(conversation));
    const bool isThere = head && headOf(*head, conversation).isThere();
    if (isThere == (upTo > 0)) {
        Piece piece(database, conversation);
        qsizetype taken = 0;
        database.each(rangeOf(keys.history, conversation, {}), [&](const Item &item) {
            const QString sort = Database::keyOf(keys.history, item).sort;
            const qint64 seq = seqOf(sort, item);
            if (upTo > 0 ? seq > 0 && seq <= upTo : sort != "head"_L1) {
                if (taken++ == most)
                    return false;
                piece.take(sort, item);
            }
            return true;
        });
        piece.finish();
        if (taken > most)
            return;
    }
    database.removeAll({keys.clearing(conversation)});
}

void clearAll(Database &database)
{
    Range range = rangeOf(database.keys.state, database.keys.clearing({}).partition, {});
    range.most = tasksAtOnce;
    const QList<Item> tasks = database.query(range);
    for (const Item &task : tasks)
        clear(database, Database::keyOf(database.keys.state, task).sort, std::numeric_limits<qsizetype>::max());
}

void removeFiles(Database &database, const QStringList &ids, bool unsentOnly)
{
    for (qsizetype begin = 0; begin < ids.size(); begin += filesInTransaction) {
        const QStringList some = ids.mid(begin, filesInTransaction);
        const auto outcome =
            change<std::monostate>(database, [&](Transaction &transaction) -> core::Outcome<std::monostate> {
                for (const QString &id : some) {
                    const auto file = files::find(transaction, id);
                    if (file && !(unsentOnly && !file->conversation.isEmpty()))
                        files::remove(transaction, id);
                }
                return std::monostate();
            });
        if (const auto *failed = std::get_if<core::Unavailable>(&outcome))
            throw Failure{failed->reason};
    }
}

} // namespace confab::aws
