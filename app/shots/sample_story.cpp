// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_story.h"

#include "sample_server.h"

#include <confab/protocol/names.h>

using namespace Qt::StringLiterals;

namespace confab::app
{

using namespace protocol;

namespace
{

QDateTime at(int hour, int minute, int daysAgo = 0)
{
    return QDateTime(QDate::currentDate().addDays(-daysAgo), QTime(hour, minute)).toUTC();
}

QString roomId(QChar letter)
{
    return u"room:01HZX0"_s + QString(20, letter);
}

} // namespace

QString storyBot()
{
    return protocol::botConversation(u"hotel-desk"_s, u"mira"_s);
}

QString storyRoom()
{
    return roomId(u'R');
}

void tellStory(SampleServer &server)
{
    server.users = {
        {u"ben"_s, u"Ben Osei"_s, 1, PresenceState::Online, {}, Role::Member},
        {u"ada"_s, u"Ada Lindqvist"_s, 1, PresenceState::Online, {}, Role::Moderator},
        {u"chloe"_s, u"Chloé Martin"_s, 1, PresenceState::Away, u"Back at four"_s, Role::Member},
        {u"yuki"_s, u"Yuki 雪"_s, 1, PresenceState::Dnd, {}, Role::Member},
        {u"noor"_s, u"Noor Haddad"_s, 1, PresenceState::Offline, {}, Role::Member},
        {u"diego"_s, u"Diego Ramos"_s, 1, PresenceState::Online, {}, Role::Member},
        {u"tom"_s, u"Tom Becker"_s, 1, PresenceState::Online, {}, Role::Member},
    };
    server.welcome.features << u"files"_s;
    server.welcome.limits.fileBytes = qint64{100} * 1024 * 1024;
    server.welcome.bots = {{.id = u"hotel-desk"_s,
                            .name = u"Hotel desk"_s,
                            .about = u"Books rooms"_s,
                            .readBy = {},
                            .inRooms = false,
                            .startsOver = true,
                            .picture = u"\U0001F6CE\uFE0F"_s},
                           {.id = u"scribe"_s,
                            .name = u"Scribe"_s,
                            .about = u"Sums up what was said"_s,
                            .readBy = u"llama3.2 on this computer"_s,
                            .inRooms = true,
                            .startsOver = false,
                            .picture = u"\U0001F4DD"_s}};

    const auto add = [&server](const QString &id, ConversationKind kind, const QString &name, qint64 people,
                               qint64 read) -> SampleServer::Room & {
        SampleServer::Room &room = server.addRoom(id, kind, name);
        room.conversation.memberCount = people;
        room.standing.read = read;
        return room;
    };
    add(u"group"_s, ConversationKind::Group, {}, 8, 2);
    server.say(u"group"_s, u"ada"_s, u"Welcome to Studio Nord."_s, at(9, 2, 1));
    server.say(u"group"_s, u"ben"_s, u"Good morning, all."_s, at(9, 10));
    server.say(u"group"_s, u"tom"_s, u"The printer works again."_s, at(12, 50));
    server.say(u"group"_s, u"diego"_s, u"Hungry."_s, at(14, 30));
    server.say(u"group"_s, u"noor"_s, u"lunch at one?"_s, at(14, 31));

    auto &release = add(storyRoom(), ConversationKind::Room, u"release"_s, 8, 7);
    release.conversation.topic = u"Version 1.4, out on Friday"_s;
    release.standing.role = Role::Owner;
    release.members = {{server.me, Role::Owner, 0}};
    for (const User &user : std::as_const(server.users))
        release.members.append({user, user.username == "ada"_L1 ? Role::Owner : Role::Member, 0});
    const QString room = storyRoom();
    server.say(room, u"ada"_s, u"Shall we ship 1.4 on Friday?"_s, at(16, 40, 1));
    server.say(room, u"tom"_s, u"From me, yes. The **release notes** are in."_s, at(16, 52, 1));
    server.say(
        room, u"ben"_s,
        u"Yes. A cold join from a `confab://` link is quick now:\n```\n$ confab-bench join --cold\nfirst message "
        u"read   41.2 s   ok  (limit 60)\n```"_s,
        at(14, 5));
    server.say(room, u"chloe"_s, u"New icons are in the shared folder, see https://docs.example.org/icons"_s,
               at(14, 9));
    server.say(room, u"chloe"_s, u"- thinner lines\n- the same grid everywhere"_s, at(14, 10));
    server.say(room, u"mira"_s, u"Much quieter. Friday it is."_s, at(14, 12));
    server.say(room, u"mira"_s, u"@noor @chloe I will tell the translators."_s, at(14, 13));
    server.say(room, u"ada"_s, u"1.4.0-rc2 passed on 6 systems."_s, at(14, 20));
    server.say(room, u"diego"_s, u"@mira can you approve the wording before five?"_s, at(14, 24));
    server.room(room)->standing.mentions = 1;

    auto &design = add(roomId(u'D'), ConversationKind::Room, u"design"_s, 5, 1);
    design.conversation.isPublic = true;
    design.conversation.topic = u"How it looks, and why"_s;
    server.say(roomId(u'D'), u"diego"_s, u"Which grey for the rail?"_s, at(13, 40));
    server.say(roomId(u'D'), u"ada"_s, u"@mira what do you think?"_s, at(13, 50));
    server.say(roomId(u'D'), u"chloe"_s, u"icons, round four"_s, at(13, 58));
    server.room(roomId(u'D'))->standing.mentions = 1;

    auto &lunch = add(roomId(u'N'), ConversationKind::Room, u"lunch"_s, 6, 1);
    lunch.conversation.isPublic = true;
    server.say(roomId(u'N'), u"tom"_s, u"noodles again"_s, at(12, 40));

    const auto direct = [&](const QString &who, qint64 read) {
        const QString id = directConversation(keyOf(server.me.username), keyOf(who));
        add(id, ConversationKind::Direct, {}, 2, read);
        return id;
    };
    server.say(direct(u"ben"_s, 1), u"ben"_s, u"See you at four"_s, at(14, 30));
    server.say(direct(u"ada"_s, 0), u"ada"_s, u"Thanks! I’ll check the wording"_s, at(14, 22));
    server.say(direct(u"chloe"_s, 1), u"chloe"_s, u"Is the icon for rooms final?"_s, at(13, 40));
    server.say(direct(u"yuki"_s, 1), u"mira"_s, u"了解です"_s, at(11, 15, 2));
    server.say(direct(u"noor"_s, 1), u"noor"_s, u"Have a good weekend"_s, at(17, 30, 3));
    const QString bot = storyBot();
    add(bot, ConversationKind::Bot, {}, 1, 4);
    const QString desk = botAuthor(u"hotel-desk"_s);
    server.say(bot, u"mira"_s, u"Book a room in Lisbon for Friday"_s, at(10, 1, 1));
    Message answer;
    answer.card = Card{.title = u"Which room would you like?"_s,
                       .subtitle = u"All have a view of the river. Breakfast is served from 7 to 10."_s,
                       .imageUrl = u"https://hotel.example.org/rooms.png"_s,
                       .buttons = {{u"Classic"_s, u"classic"_s}, {u"Double"_s, u"double"_s}, {u"Suite"_s, u"suite"_s}}};
    answer.dialogue = Dialogue{u"BookRoom"_s,
                               u"InProgress"_s,
                               {{u"CheckInDate"_s, u"2026-12-04"_s}, {u"City"_s, u"Lisbon"_s}, {u"RoomType"_s, {}}}};
    server.say(bot, desk, u"Lisbon, on Friday. For how many nights you can tell me later."_s, at(10, 1, 1), {}, answer);
    server.say(bot, u"mira"_s, u"suite"_s, at(10, 2, 1));
    answer.card = Card{.title = u"Shall I book it?"_s,
                       .subtitle = {},
                       .imageUrl = {},
                       .buttons = {{u"Yes"_s, u"Yes"_s}, {u"No"_s, u"No"_s}}};
    server.say(bot, desk, u"Shall I book it?"_s, at(10, 2, 1), {}, answer);

    // In the directory only.
    const auto open = [&](QChar letter, const QString &name, const QString &topic, qint64 people) {
        auto &listed = add(roomId(letter), ConversationKind::Room, name, people, 0);
        listed.conversation.isPublic = true;
        listed.conversation.topic = topic;
        listed.inside = false;
    };
    open(u'M', u"music"_s, u"What plays in the studio"_s, 4);
    open(u'B', u"books"_s, u"Read, lent and lost"_s, 3);
}

} // namespace confab::app
