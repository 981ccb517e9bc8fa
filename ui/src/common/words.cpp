// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/words.h"

#include <confab/client/chat_client.h>
#include <confab/client/conversation_kind.h>
#include <confab/client/words.h>
#include <confab/protocol/names.h>

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(confab::ui::Words)
};

constexpr int usualPort = 7465;

} // namespace

QString whyNotPlain()
{
    return Words::tr("A plain AWS backend cannot do this.");
}

QString presenceWord(protocol::PresenceState state)
{
    switch (state) {
    case protocol::PresenceState::Online:
        return Words::tr("Online");
    case protocol::PresenceState::Away:
        return Words::tr("Away");
    case protocol::PresenceState::Dnd:
        return Words::tr("Do not disturb");
    case protocol::PresenceState::Offline:
        break;
    }
    return Words::tr("Offline");
}

QString roleWord(protocol::Role role)
{
    switch (role) {
    case protocol::Role::Owner:
        return Words::tr("Owner");
    case protocol::Role::Moderator:
        return Words::tr("Mod");
    case protocol::Role::Guest:
        return Words::tr("Guest");
    case protocol::Role::Member:
        break;
    }
    return {};
}

QString accessWord(protocol::Access access, bool inviteNeeded)
{
    if (access == protocol::Access::Open)
        return Words::tr("Open to all, as a guest too");
    if (access == protocol::Access::Closed)
        return Words::tr("The host makes the accounts");
    return inviteNeeded ? Words::tr("New people need an invite") : Words::tr("Anyone may sign up");
}

QString shownName(const protocol::User &user)
{
    if (protocol::isGuest(user.username))
        return client::shownName(protocol::guestName(user.username), true);
    return user.displayName.isEmpty() ? user.username : user.displayName;
}

QString roomWord(const client::ChatClient &client, const QString &conversation)
{
    switch (client::kindOf(conversation)) {
    case protocol::ConversationKind::Group:
        return Words::tr("Everyone");
    case protocol::ConversationKind::Room:
        if (const auto room = client.conversation(conversation))
            return u'#' + room->name;
        break;
    case protocol::ConversationKind::Direct:
    case protocol::ConversationKind::Bot:
        break;
    }
    return {};
}

QString shownAddress(const QUrl &url)
{
    QString text = url.host();
    if (text.contains(u':'))
        text = u'[' + text + u']';
    if (url.port(usualPort) != usualPort)
        text += u':' + QString::number(url.port());
    return QChar(0x2066) + text + QChar(0x2069);
}

} // namespace confab::ui
