// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/core/permissions.h>

namespace confab::core
{

namespace
{

using protocol::Role;

enum class For {
    Anybody,   // signed in or not
    Strangers, // only who is not signed in
    Guests,    // who is signed in at all
    Members,   // who has an account
};

template <class Command>
For undecided() = delete;

// A line for each verb: one without does not compile.
template <class Command>
constexpr For whoMay = undecided<Command>();

template <>
constexpr For whoMay<protocol::Hello> = For::Anybody;
template <>
constexpr For whoMay<protocol::Ping> = For::Anybody;
template <>
constexpr For whoMay<protocol::SignUp> = For::Strangers;
template <>
constexpr For whoMay<protocol::SignIn> = For::Strangers;
template <>
constexpr For whoMay<protocol::GuestSignIn> = For::Strangers;
template <>
constexpr For whoMay<protocol::SignOut> = For::Guests;
template <>
constexpr For whoMay<protocol::Sync> = For::Guests;
template <>
constexpr For whoMay<protocol::History> = For::Guests;
template <>
constexpr For whoMay<protocol::SendMessage> = For::Guests;
template <>
constexpr For whoMay<protocol::DirectMessage> = For::Guests;
template <>
constexpr For whoMay<protocol::AskBot> = For::Guests;
template <>
constexpr For whoMay<protocol::StartOver> = For::Guests;
template <>
constexpr For whoMay<protocol::DeleteDialogue> = For::Guests;
template <>
constexpr For whoMay<protocol::StopAnswer> = For::Guests;
template <>
constexpr For whoMay<protocol::EditMessage> = For::Guests;
template <>
constexpr For whoMay<protocol::DeleteMessage> = For::Guests;
template <>
constexpr For whoMay<protocol::React> = For::Guests;
template <>
constexpr For whoMay<protocol::PinMessage> = For::Members;
template <>
constexpr For whoMay<protocol::ListReactors> = For::Guests;
template <>
constexpr For whoMay<protocol::MarkRead> = For::Guests;
template <>
constexpr For whoMay<protocol::SetTyping> = For::Guests;
template <>
constexpr For whoMay<protocol::SetPresence> = For::Guests;
template <>
constexpr For whoMay<protocol::Watch> = For::Guests;
template <>
constexpr For whoMay<protocol::LookUpUsers> = For::Guests;
template <>
constexpr For whoMay<protocol::ListPeople> = For::Guests;
template <>
constexpr For whoMay<protocol::ListMembers> = For::Guests;
template <>
constexpr For whoMay<protocol::Prefs> = For::Members;
template <>
constexpr For whoMay<protocol::Attach> = For::Members;
template <>
constexpr For whoMay<protocol::Detach> = For::Members;
template <>
constexpr For whoMay<protocol::Fetch> = For::Guests;
template <>
constexpr For whoMay<protocol::Got> = For::Guests;
template <>
constexpr For whoMay<protocol::ListRooms> = For::Guests;
template <>
constexpr For whoMay<protocol::Search> = For::Guests;
template <>
constexpr For whoMay<protocol::CreateRoom> = For::Members;
template <>
constexpr For whoMay<protocol::UpdateRoom> = For::Members;
template <>
constexpr For whoMay<protocol::JoinRoom> = For::Members;
template <>
constexpr For whoMay<protocol::LeaveRoom> = For::Members;
template <>
constexpr For whoMay<protocol::AddMember> = For::Members;
template <>
constexpr For whoMay<protocol::RemoveMember> = For::Members;
template <>
constexpr For whoMay<protocol::DeleteRoom> = For::Members;

bool allows(For who, std::optional<Role> role)
{
    switch (who) {
    case For::Anybody:
        return true;
    case For::Strangers:
        return !role;
    case For::Guests:
        return role.has_value();
    case For::Members:
        return role && *role >= Role::Member;
    }
    return false;
}

} // namespace

bool mayDo(std::optional<Role> role, const protocol::ClientCommand &command)
{
    return std::visit([role](const auto &value) { return allows(whoMay<std::decay_t<decltype(value)>>, role); },
                      command);
}

bool mayRunAnyRoom(std::optional<Role> role)
{
    return role && *role >= Role::Moderator;
}

} // namespace confab::core
