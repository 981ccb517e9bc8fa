// SPDX-License-Identifier: GPL-3.0-or-later
#include "main/conversation_actions.h"

#include "common/menu_action.h"

#include <confab/client/chat_client.h>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(confab::ui::ConversationActions)
};

} // namespace

void addConversationActions(QMenu &menu, client::ChatClient &client, const QString &conversation)
{
    auto *of = &client;
    const auto object = client.conversation(conversation);
    const bool unread =
        client.isMarkedUnread(conversation) || (object && object->seq > client.standing(conversation).read);
    if (unread) {
        addAction(menu, u"read"_s, Words::tr("Mark as read"), [of, conversation] {
            if (const auto held = of->conversation(conversation))
                of->markRead(conversation, held->seq);
        });
    } else if (object) {
        addAction(menu, u"unread"_s, Words::tr("Mark as unread"),
                  [of, conversation] { of->setMarkedUnread(conversation, true); });
    }
    const bool muted = client.isMuted(conversation);
    addAction(menu, u"mute"_s, muted ? Words::tr("Unmute") : Words::tr("Mute"),
              [of, conversation, muted] { of->setMuted(conversation, !muted); });
    const bool favourite = client.isFavourite(conversation);
    addAction(menu, u"favourite"_s, favourite ? Words::tr("Remove from favourites") : Words::tr("Add to favourites"),
              [of, conversation, favourite] { of->setFavourite(conversation, !favourite); });
    const bool archived = client.isArchived(conversation);
    addAction(menu, u"archive"_s, archived ? Words::tr("Take out of the archive") : Words::tr("Archive"),
              [of, conversation, archived] { of->setArchived(conversation, !archived); });
}

} // namespace confab::ui
