// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_cache.h"

#include "cache_reading.h"
#include "cache_store.h"

#include <algorithm>

using namespace confab;
using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 chunk = 10000; // messages to a transaction
constexpr int authors = 40;

QString authorOf(qint64 seq)
{
    // A few say most of it, three messages in a row now and then.
    const qint64 turn = seq / 3;
    return turn % 7 == 0 ? u"mira"_s : u"person%1"_s.arg((turn * turn + turn) % authors);
}

// As people write: mostly a line, now and then a paragraph, a list, code, a link, other scripts.
QString textOf(qint64 seq)
{
    static const QStringList lines{
        u"Yes."_s,
        u"Shall we ship 1.4 on Friday?"_s,
        u"I looked at it again and the numbers are better than last week, though not by much."_s,
        u"See https://docs.example.org/icons/%1 for the **new** ones, `confab://` included."_s,
        u"@mira can you approve the wording before five?"_s,
        u"👍"_s,
        u"了解です、明日までに直します。"_s,
        u"نعم، سأرسلها غدا صباحا إن شاء الله."_s,
        u"Two things:\n- thinner lines\n- the same grid everywhere"_s,
        u"```cpp\nint answer()\n{\n    return %1; // for now\n}\n```"_s,
        u"> Shall we ship on Friday?\n\nFrom me, yes. The _release notes_ are in, and the translators know."_s,
        u"A longer one, as somebody writes who has thought about it: the second pass took twelve minutes and found "
        u"three "
        u"messages in the wrong order, all of them from before the change, so I would leave the old ones alone and go "
        u"on. If anybody sees another, tell me its number and I will look.\n\nThe rest is as we said on Monday."_s,
    };
    const QString &line = lines.at((seq * 7 + seq / 11) % lines.size());
    return line.contains("%1"_L1) ? line.arg(seq) : line;
}

protocol::Message messageOf(qint64 seq, const QDateTime &newest, qint64 messages)
{
    protocol::Message message;
    message.conversation = SampleCache::full();
    message.seq = seq;
    message.rev = seq;
    message.id = u"01HZX0VIEW%1"_s.arg(seq, 16, 10, QChar(u'0'));
    message.author = authorOf(seq);
    message.authorVer = 1;
    message.at = newest.addSecs(-90 * (messages - seq));
    message.text = textOf(seq);
    if (message.text.contains("@mira"_L1))
        message.mentions = {u"mira"_s};
    return message;
}

client::StoredConversation conversationOf(const QString &id, qint64 messages)
{
    client::StoredConversation conversation;
    conversation.object.id = id;
    conversation.object.kind = protocol::ConversationKind::Room;
    conversation.object.name = messages > 0 ? u"full"_s : u"empty"_s;
    conversation.object.memberCount = authors + 1;
    conversation.object.rev = messages;
    conversation.object.seq = messages;
    conversation.you = {protocol::Role::Member, messages, 0};
    conversation.cursor = messages;
    if (messages > 0)
        conversation.spans.add(1, messages);
    return conversation;
}

} // namespace

QString SampleCache::full()
{
    return u"room:01HZX0FFFFFFFFFFFFFFFFFFFF"_s;
}

QString SampleCache::empty()
{
    return u"room:01HZX0EEEEEEEEEEEEEEEEEEEE"_s;
}

QString SampleCache::make(client::ProfileStore &store, qint64 messages)
{
    if (!store.profiles().isEmpty())
        return store.profiles().first().id;
    client::Profile profile = store.create(QUrl(u"wss://127.0.0.1:7465"_s));
    profile.serverName = u"Studio Nord"_s;
    profile.username = u"mira"_s;

    client::CacheStore cache(store.cacheFile(profile.id));
    const client::CacheContents opened = cache.open();
    const protocol::User me{profile.username, u"Mira Kovač"_s, 1, {}, {}, protocol::Role::Member};
    bool good = opened.onDisk && cache.putFact(u"me"_s, client::toText(me)) && cache.putFact(u"epoch"_s, u"epoch"_s);
    QList<protocol::User> people;
    for (int i = 0; i < authors; ++i)
        people.append({u"person%1"_s.arg(i), u"Person Number%1"_s.arg(i), 1, {}, {}, protocol::Role::Member});
    good = good && cache.putUsers(people) && cache.write({conversationOf(empty(), 0), {}, false, {}});
    const QDateTime newest = QDateTime::currentDateTimeUtc();
    for (qint64 from = 1; good && from <= messages; from += chunk) {
        client::ConversationWrite write{conversationOf(full(), messages), {}, false, {}};
        for (qint64 seq = from; seq < std::min(from + chunk, messages + 1); ++seq)
            write.messages.append(messageOf(seq, newest, messages));
        good = cache.write(write);
    }
    cache.close();
    if (!good)
        return {};
    store.save(profile);
    store.setToken(profile.id, u"sample-token"_s);
    return profile.id;
}
