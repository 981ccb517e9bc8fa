// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "samples.h"

namespace confab::protocol::test
{

template <>
inline Sample<Hello> sampleOf()
{
    return {{.id = u"1"_s, .client = u"Confab 0.1.0"_s, .locale = u"de_CH"_s, .token = u"secret"_s},
            R"({"id":"1","client":"Confab 0.1.0","locale":"de_CH","token":"secret"})"};
}

template <>
inline Sample<SignUp> sampleOf()
{
    return {{.id = u"1"_s,
             .username = u"Ann"_s,
             .password = u"correct horse"_s,
             .displayName = u"Ann Example"_s,
             .invite = u"code"_s},
            R"({"id":"1","username":"Ann","password":"correct horse","displayName":"Ann Example","invite":"code"})"};
}

template <>
inline Sample<SignIn> sampleOf()
{
    return {{.id = u"1"_s, .username = u"Ann"_s, .password = u"correct horse"_s},
            R"({"id":"1","username":"Ann","password":"correct horse"})"};
}

template <>
inline Sample<GuestSignIn> sampleOf()
{
    return {{.id = u"1"_s, .username = u"Ann"_s}, R"({"id":"1","username":"Ann"})"};
}

template <>
inline Sample<SignOut> sampleOf()
{
    return {{.id = u"1"_s}, R"({"id":"1"})"};
}

template <>
inline Sample<Sync> sampleOf()
{
    return {{.id = u"1"_s,
             .since = {{.conversation = u"group"_s, .cursor = 12, .seq = 11, .message = ulid},
                       {.conversation = room, .cursor = 0, .seq = 0, .message = {}}},
             .last = false},
            R"({"id":"1","since":[["group",12,11,"01HX5ZZKBKACTAV9WEVGEMMVRZ"],
                                  ["room:01HX5ZZKBKACTAV9WEVGEMMVS1",0,0,""]],"last":false})"};
}

template <>
inline Sample<History> sampleOf()
{
    return {{.id = u"1"_s,
             .conversation = u"group"_s,
             .before = 9,
             .after = 0,
             .around = 5,
             .limit = 100,
             .only = HistoryOnly{.kind = HistoryOnly::Kind::Thread, .thread = 4}},
            R"({"id":"1","conversation":"group","before":9,"after":0,"around":5,"limit":100,"only":{"thread":4}})"};
}

template <>
inline Sample<Ping> sampleOf()
{
    return {{.id = u"1"_s, .revs = {{.conversation = u"group"_s, .cursor = 12}}},
            R"({"id":"1","revs":[["group",12]]})"};
}

template <>
inline Sample<SendMessage> sampleOf()
{
    return {{.id = ulid,
             .conversation = room,
             .message = u"one\n\ttwo 🙂"_s,
             .replyTo = 3,
             .thread = 2,
             .alsoRoom = true,
             .attachments = {file}},
            R"({"id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1",
                "message":"one\n\ttwo 🙂","replyTo":3,"thread":2,"alsoRoom":true,
                "attachments":["00112233445566778899aabbccddeeff"]})"};
}

template <>
inline Sample<DirectMessage> sampleOf()
{
    return {{.id = ulid,
             .to = u"ben"_s,
             .message = u"hi"_s,
             .replyTo = 3,
             .thread = 2,
             .alsoRoom = true,
             .attachments = {file}},
            R"({"id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","to":"ben","message":"hi","replyTo":3,"thread":2,"alsoRoom":true,
                "attachments":["00112233445566778899aabbccddeeff"]})"};
}

template <>
inline Sample<Attach> sampleOf()
{
    return {{.id = u"1"_s, .name = u"Käse.png"_s, .size = 70'000, .mime = u"image/png"_s, .sha256 = u"ab12"_s},
            R"({"id":"1","name":"Käse.png","size":70000,"mime":"image/png","sha256":"ab12"})"};
}

template <>
inline Sample<Fetch> sampleOf()
{
    return {{.id = u"1"_s, .attachment = file, .conversation = room, .seq = 7, .offset = 24'576},
            R"({"id":"1","attachment":"00112233445566778899aabbccddeeff",
                "conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1","seq":7,"offset":24576})"};
}

template <>
inline Sample<Got> sampleOf()
{
    return {{.id = u"1"_s, .attachment = file, .offset = 24'576},
            R"({"id":"1","attachment":"00112233445566778899aabbccddeeff","offset":24576})"};
}

template <>
inline Sample<Detach> sampleOf()
{
    return {{.id = u"1"_s, .attachment = file}, R"({"id":"1","attachment":"00112233445566778899aabbccddeeff"})"};
}

template <>
inline Sample<StartOver> sampleOf()
{
    return {{.id = u"1"_s, .bot = u"helper"_s}, R"({"id":"1","bot":"helper"})"};
}

template <>
inline Sample<DeleteDialogue> sampleOf()
{
    return {{.id = u"1"_s, .bot = u"helper"_s}, R"({"id":"1","bot":"helper"})"};
}

template <>
inline Sample<StopAnswer> sampleOf()
{
    return {{.id = u"1"_s, .conversation = u"bot:helper:ann"_s, .stream = ulid},
            R"({"id":"1","conversation":"bot:helper:ann","stream":"01HX5ZZKBKACTAV9WEVGEMMVRZ"})"};
}

template <>
inline Sample<EditMessage> sampleOf()
{
    return {{.id = ulid, .conversation = room, .seq = 7, .of = otherUlid, .base = 9, .message = u"bet\nter"_s},
            R"({"id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1","seq":7,
                "of":"01HX5ZZKBKACTAV9WEVGEMMVS0","base":9,"message":"bet\nter"})"};
}

template <>
inline Sample<DeleteMessage> sampleOf()
{
    return {{.id = ulid, .conversation = room, .seq = 7, .of = otherUlid},
            R"({"id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1","seq":7,
                "of":"01HX5ZZKBKACTAV9WEVGEMMVS0"})"};
}

template <>
inline Sample<React> sampleOf()
{
    return {{.id = ulid, .conversation = room, .seq = 7, .of = otherUlid, .emoji = u"👍🏽"_s, .on = false},
            R"({"id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1","seq":7,
                "of":"01HX5ZZKBKACTAV9WEVGEMMVS0","emoji":"👍🏽","on":false})"};
}

template <>
inline Sample<PinMessage> sampleOf()
{
    return {{.id = ulid, .conversation = room, .seq = 7, .of = otherUlid, .on = false},
            R"({"id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1","seq":7,
                "of":"01HX5ZZKBKACTAV9WEVGEMMVS0","on":false})"};
}

template <>
inline Sample<ListReactors> sampleOf()
{
    return {{.id = u"1"_s, .conversation = room, .seq = 7, .emoji = u"👍"_s, .after = u"ann"_s},
            R"({"id":"1","conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1","seq":7,"emoji":"👍","after":"ann"})"};
}

template <>
inline Sample<Prefs> sampleOf()
{
    return {{.id = u"1"_s, .set = {{.key = u"draft:group"_s, .value = u"half\na word"_s}}, .after = u"a"_s},
            R"({"id":"1","set":[["draft:group","half\na word"]],"after":"a"})"};
}

template <>
inline Sample<AskBot> sampleOf()
{
    return {{.id = ulid, .bot = u"helper"_s, .message = u"why?"_s},
            R"({"id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","bot":"helper","message":"why?"})"};
}

template <>
inline Sample<MarkRead> sampleOf()
{
    return {{.id = u"1"_s, .conversation = u"group"_s, .seq = 5}, R"({"id":"1","conversation":"group","seq":5})"};
}

template <>
inline Sample<SetTyping> sampleOf()
{
    return {{.id = u"1"_s, .conversation = u"group"_s, .on = false}, R"({"id":"1","conversation":"group","on":false})"};
}

template <>
inline Sample<SetPresence> sampleOf()
{
    return {{.id = u"1"_s, .state = PresenceState::Away, .status = u"lunch"_s},
            R"({"id":"1","state":"away","status":"lunch"})"};
}

template <>
inline Sample<Watch> sampleOf()
{
    return {{.id = u"1"_s, .users = {u"ann"_s, u"ben"_s}}, R"({"id":"1","users":["ann","ben"]})"};
}

template <>
inline Sample<LookUpUsers> sampleOf()
{
    return {{.id = u"1"_s, .users = {u"ann"_s}}, R"({"id":"1","users":["ann"]})"};
}

template <>
inline Sample<ListPeople> sampleOf()
{
    return {{.id = u"1"_s, .query = u"an"_s, .after = u"ann"_s}, R"({"id":"1","query":"an","after":"ann"})"};
}

template <>
inline Sample<ListMembers> sampleOf()
{
    return {{.id = u"1"_s, .conversation = room, .after = u"ann"_s},
            R"({"id":"1","conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1","after":"ann"})"};
}

template <>
inline Sample<CreateRoom> sampleOf()
{
    return {{.id = ulid, .name = u"Lab"_s, .topic = u"a\nb"_s, .isPublic = true, .members = {u"ben"_s}},
            R"({"id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","name":"Lab","topic":"a\nb","public":true,"members":["ben"]})"};
}

template <>
inline Sample<UpdateRoom> sampleOf()
{
    // An empty topic takes the topic away; it is not the same as none.
    return {
        {.id = ulid, .conversation = room, .name = u"Lab"_s, .topic = u""_s, .isPublic = false},
        R"({"id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1","name":"Lab","topic":"","public":false})"};
}

template <>
inline Sample<JoinRoom> sampleOf()
{
    return {{.id = ulid, .conversation = room},
            R"({"id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1"})"};
}

template <>
inline Sample<LeaveRoom> sampleOf()
{
    return {{.id = ulid, .conversation = room},
            R"({"id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1"})"};
}

template <>
inline Sample<AddMember> sampleOf()
{
    return {{.id = ulid, .conversation = room, .user = u"ben"_s},
            R"({"id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1","user":"ben"})"};
}

template <>
inline Sample<RemoveMember> sampleOf()
{
    return {{.id = ulid, .conversation = room, .user = u"ben"_s},
            R"({"id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1","user":"ben"})"};
}

template <>
inline Sample<DeleteRoom> sampleOf()
{
    return {{.id = ulid, .conversation = room},
            R"({"id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1"})"};
}

template <>
inline Sample<ListRooms> sampleOf()
{
    return {{.id = u"1"_s, .query = u"la"_s, .after = u"lab"_s}, R"({"id":"1","query":"la","after":"lab"})"};
}

template <>
inline Sample<Search> sampleOf()
{
    return {
        {.id = u"1"_s,
         .query = u"blue fish"_s,
         .conversation = room,
         .before = 9,
         .beforeIn = u"group"_s,
         .limit = 20,
         .has = {u"file"_s}},
        R"({"id":"1","query":"blue fish","conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1","before":9,"beforeIn":"group","limit":20,
            "has":["file"]})"};
}

} // namespace confab::protocol::test
