// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/hit_maker.h"

#include "common/words.h"

#include <confab/client/conversation_kind.h>
#include <confab/protocol/names.h>
#include <confab/ui/conversation/message_text.h>

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr qint64 mostPixels = 1'000'000; // on a side; what a sender says may be anything

struct Words {
    Q_DECLARE_TR_FUNCTIONS(confab::ui::HitList)
};

QString whereOf(client::ChatClient &client, const protocol::Message &message, const QString &here)
{
    QString where;
    if (message.conversation != here) {
        switch (client::kindOf(message.conversation)) {
        case protocol::ConversationKind::Group:
        case protocol::ConversationKind::Room:
            where = roomWord(client, message.conversation);
            break;
        case protocol::ConversationKind::Direct: {
            const auto keys = protocol::directKeys(message.conversation);
            const QString mine = protocol::keyOf(client.me().username);
            const QString other = keys->first == mine ? keys->second : keys->first;
            if (other == mine)
                where = Words::tr("notes to yourself");
            else if (protocol::keyOf(message.author) == mine)
                where = Words::tr("to %1").arg(client.displayNameOf(other));
            else
                where = Words::tr("to you");
            break;
        }
        case protocol::ConversationKind::Bot:
            where = Words::tr("bot");
            break;
        }
    }
    if (message.thread == 0)
        return where;
    return where.isEmpty() ? Words::tr("thread") : Words::tr("%1 · thread", "where a message was said").arg(where);
}

} // namespace

Hit hitOf(client::ChatClient &client, const protocol::Message &message, const QString &here)
{
    Hit hit;
    hit.conversation = message.conversation;
    hit.seq = message.seq;
    hit.id = message.id;
    hit.author = message.author;
    hit.authorName = client.displayNameOf(message.author);
    hit.bot = message.author.startsWith("bot:"_L1);
    hit.picture = client.pictureOf(message.author);
    hit.where = whereOf(client, message, here);
    hit.at = message.at;
    hit.text = parseMessage(message.text).plain();
    if (hit.text.isEmpty()) {
        QStringList names;
        for (const protocol::Attachment &file : message.attachments)
            names << file.name;
        hit.text = names.join(u", "_s);
    }
    return hit;
}

QList<Hit> fileHitsOf(client::ChatClient &client, const protocol::Message &message, const QString &here,
                      const client::MessageRow *held)
{
    QList<Hit> hits;
    Hit hit = hitOf(client, message, here);
    for (const protocol::Attachment &file : message.attachments) {
        client::ShownFile shown;
        shown.id = file.id;
        shown.name = file.name;
        shown.mime = file.mime;
        shown.size = file.size;
        shown.picture = QSize(static_cast<int>(std::min(file.width, mostPixels)),
                              static_cast<int>(std::min(file.height, mostPixels)));
        for (const client::ShownFile &each : held ? held->files : QList<client::ShownFile>()) {
            if (each.id == file.id)
                shown = each;
        }
        hit.file = shown;
        hits << hit;
    }
    return hits;
}

Hit hitOf(client::ChatClient &client, const client::FoundThread &thread, const QString &here)
{
    Hit hit = hitOf(client, thread.root, here);
    const qint64 count = thread.root.replies ? thread.root.replies->count : 0;
    const QString replies = Words::tr("%n replies", nullptr, static_cast<int>(std::min<qint64>(count, 1 << 30)));
    hit.where = hit.where.isEmpty() ? replies : Words::tr("%1 · %2", "where · replies").arg(hit.where, replies);
    hit.at = thread.lastAt;
    hit.thread = true;
    hit.unread = thread.unread;
    return hit;
}

} // namespace confab::ui
