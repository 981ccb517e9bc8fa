// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "samples.h"

namespace confab::protocol::test
{

template <>
inline Sample<Replies> sampleOf()
{
    return {{.count = 3, .last = 17}, R"({"count":3,"last":17})"};
}

template <>
inline Sample<Reaction> sampleOf()
{
    return {{.emoji = u"🎉"_s, .count = 3, .by = {u"Ann"_s}}, R"({"emoji":"🎉","count":3,"by":["Ann"]})"};
}

template <>
inline Sample<Attachment> sampleOf()
{
    return {{.id = file,
             .name = u"Käse.png"_s,
             .size = 70'000,
             .mime = u"image/png"_s,
             .width = 640,
             .height = 480,
             .thumbnail = u"ffeeddccbbaa99887766554433221100"_s},
            R"({"id":"00112233445566778899aabbccddeeff","name":"Käse.png","size":70000,"mime":"image/png","width":640,
                "height":480,"thumbnail":"ffeeddccbbaa99887766554433221100"})"};
}

template <>
inline Sample<Pref> sampleOf()
{
    return {{.key = u"mute:group"_s, .value = u"1"_s}, R"({"key":"mute:group","value":"1"})"};
}

template <>
inline Sample<CardButton> sampleOf()
{
    return {{.text = u"A suite"_s, .value = u"suite"_s}, R"({"text":"A suite","value":"suite"})"};
}

template <>
inline Sample<Card> sampleOf()
{
    return {{.title = u"Which room?"_s,
             .subtitle = u"All have\na view"_s,
             .imageUrl = u"https://example.org/rooms.png"_s,
             .buttons = {sampleOf<CardButton>().value}},
            R"({"title":"Which room?","subtitle":"All have\na view","imageUrl":"https://example.org/rooms.png",
                "buttons":[)" +
                sampleOf<CardButton>().json + "]}"};
}

template <>
inline Sample<DialogueSlot> sampleOf()
{
    return {{.name = u"RoomType"_s, .value = u"suite"_s}, R"({"name":"RoomType","value":"suite"})"};
}

template <>
inline Sample<Dialogue> sampleOf()
{
    return {{.intent = u"BookRoom"_s, .state = u"InProgress"_s, .known = {sampleOf<DialogueSlot>().value}},
            R"({"intent":"BookRoom","state":"InProgress","slots":[)" + sampleOf<DialogueSlot>().json + "]}"};
}

template <>
inline Sample<Message> sampleOf()
{
    return {{.conversation = room,
             .seq = 7,
             .rev = 9,
             .id = ulid,
             .author = u"Ann"_s,
             .authorVer = 2,
             .at = noon,
             .text = u"Grüße, @ben\n\t- **eins**"_s,
             .replyTo = 5,
             .thread = 4,
             .alsoRoom = true,
             .replies = Replies{.count = 1, .last = 8},
             .attachments = {sampleOf<Attachment>().value},
             .reactions = {{.emoji = u"👍"_s, .count = 12, .by = {u"Ann"_s, u"ben"_s}}},
             .mine = {u"👍"_s},
             .mentions = {u"ben"_s},
             .editedAt = later,
             .deleted = true,
             .hidden = true,
             .pinned = true,
             .stream = otherUlid,
             .card = sampleOf<Card>().value,
             .dialogue = sampleOf<Dialogue>().value},
            R"({"conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1","seq":7,"rev":9,"id":"01HX5ZZKBKACTAV9WEVGEMMVRZ",
                "author":"Ann","authorVer":2,"at":"2024-01-31T12:34:56.789Z","text":"Grüße, @ben\n\t- **eins**",
                "replyTo":5,"thread":4,"alsoRoom":true,"replies":{"count":1,"last":8},"mentions":["ben"],"attachments":[)" +
                sampleOf<Attachment>().json + R"(],
                "reactions":[{"emoji":"👍","count":12,"by":["Ann","ben"]}],"mine":["👍"],
                "editedAt":"2024-01-31T12:35:00.000Z","deleted":true,"hidden":true,"pinned":true,
                "stream":"01HX5ZZKBKACTAV9WEVGEMMVS0","card":)" +
                sampleOf<Card>().json + R"(,"dialogue":)" + sampleOf<Dialogue>().json + "}"};
}

template <>
inline Sample<LastLine> sampleOf()
{
    return {{.seq = 7, .author = u"~Ann.x7Qz"_s, .at = noon, .text = u"hello"_s},
            R"({"seq":7,"author":"~Ann.x7Qz","at":"2024-01-31T12:34:56.789Z","text":"hello"})"};
}

template <>
inline Sample<Conversation> sampleOf()
{
    return {{.id = u"group"_s,
             .kind = ConversationKind::Group,
             .name = u"Everyone"_s,
             .topic = u"Say\nhello"_s,
             .rev = 12,
             .seq = 11,
             .first = 3,
             .memberCount = 40,
             .receipts = true,
             .isPublic = true},
            R"({"id":"group","kind":"group","name":"Everyone","topic":"Say\nhello","rev":12,"seq":11,"first":3,
                "memberCount":40,"receipts":true,"public":true})"};
}

template <>
inline Sample<Standing> sampleOf()
{
    return {{.role = Role::Owner, .read = 6, .mentions = 1}, R"({"role":"owner","read":6,"mentions":1})"};
}

template <>
inline Sample<SyncedConversation> sampleOf()
{
    SyncedConversation value;
    static_cast<Conversation &>(value) = Conversation{.id = u"dm:ann:ben"_s,
                                                      .kind = ConversationKind::Direct,
                                                      .name = u"Ben"_s,
                                                      .topic = u"?"_s,
                                                      .rev = 12,
                                                      .seq = 11,
                                                      .first = 3,
                                                      .memberCount = 2,
                                                      .receipts = true,
                                                      .isPublic = true};
    value.reset = true;
    value.you = {.role = Role::Guest, .read = 6, .mentions = 1};
    value.last = LastLine{.seq = 11, .author = u"ben"_s, .at = noon, .text = {}};
    return {value, R"({"id":"dm:ann:ben","kind":"dm","name":"Ben","topic":"?","rev":12,"seq":11,"first":3,
                       "memberCount":2,"receipts":true,"public":true,"reset":true,
                       "you":{"role":"guest","read":6,"mentions":1},
                       "last":{"seq":11,"author":"ben","at":"2024-01-31T12:34:56.789Z"}})"};
}

template <>
inline Sample<User> sampleOf()
{
    return {{.username = u"Ann"_s,
             .displayName = u"Ann Example"_s,
             .ver = 4,
             .state = PresenceState::Dnd,
             .status = u"writing"_s,
             .role = Role::Moderator},
            R"({"username":"Ann","displayName":"Ann Example","ver":4,"state":"dnd","status":"writing",
                "role":"moderator"})"};
}

template <>
inline Sample<Member> sampleOf()
{
    return {
        {.user = {.username = u"ben"_s, .displayName = u"Ben"_s, .ver = 1, .state = PresenceState::Away, .status = {}},
         .role = Role::Owner,
         .read = 7},
        R"({"user":{"username":"ben","displayName":"Ben","ver":1,"state":"away","role":"member"},
                "role":"owner","read":7})"};
}

template <>
inline Sample<BotInfo> sampleOf()
{
    return {{.id = u"helper"_s,
             .name = u"Helper"_s,
             .about = u"Answers"_s,
             .readBy = u"llama3 at localhost"_s,
             .inRooms = true,
             .startsOver = true,
             .picture = u"\U0001F916"_s},
            R"({"id":"helper","name":"Helper","about":"Answers","readBy":"llama3 at localhost","inRooms":true,
                "startsOver":true,"picture":"🤖"})"};
}

template <>
inline Sample<ServerInfo> sampleOf()
{
    return {
        {.name = u"Lab"_s, .id = ulid, .epoch = otherUlid, .version = u"0.1.0"_s},
        R"({"name":"Lab","id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","epoch":"01HX5ZZKBKACTAV9WEVGEMMVS0","version":"0.1.0"})"};
}

template <>
inline Sample<ToldLimits> sampleOf()
{
    return {{.frameBytes = 1000, .textBytes = 500, .messagesPerSecond = 5, .burst = 20, .fileBytes = 4096},
            R"({"frameBytes":1000,"textBytes":500,"messagesPerSecond":5,"burst":20,"fileBytes":4096})"};
}

} // namespace confab::protocol::test
