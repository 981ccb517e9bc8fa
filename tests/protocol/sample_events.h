// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sample_values.h"

namespace confab::protocol::test
{

template <>
inline Sample<Welcome> sampleOf()
{
    return {{.id = u"1"_s,
             .server = sampleOf<ServerInfo>().value,
             .access = Access::Open,
             .signUp = {u"invite"_s},
             .limits = sampleOf<ToldLimits>().value,
             .features = {u"search"_s},
             .bots = {sampleOf<BotInfo>().value},
             .you = sampleOf<User>().value},
            R"({"id":"1","access":"open","signUp":["invite"],"features":["search"],"server":)" +
                sampleOf<ServerInfo>().json + R"(,"limits":)" + sampleOf<ToldLimits>().json + R"(,"bots":[)" +
                sampleOf<BotInfo>().json + R"(],"you":)" + sampleOf<User>().json + '}'};
}

template <>
inline Sample<SessionGranted> sampleOf()
{
    return {{.id = u"1"_s, .token = u"secret"_s, .user = sampleOf<User>().value},
            R"({"id":"1","token":"secret","user":)" + sampleOf<User>().json + '}'};
}

template <>
inline Sample<Ack> sampleOf()
{
    return {{.id = ulid, .conversation = room, .seq = 7, .rev = 9, .at = noon, .attachment = file, .offset = 24'576},
            R"({"id":"01HX5ZZKBKACTAV9WEVGEMMVRZ","conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1","seq":7,"rev":9,
                "at":"2024-01-31T12:34:56.789Z","attachment":"00112233445566778899aabbccddeeff","offset":24576})"};
}

template <>
inline Sample<ErrorFrame> sampleOf()
{
    return {{.id = u"1"_s,
             .code = ErrorCode::RateLimited,
             .message = u"too fast"_s,
             .field = u"message"_s,
             .retryAfterMs = 1500},
            R"({"id":"1","code":"rateLimited","message":"too fast","field":"message","retryAfterMs":1500})"};
}

template <>
inline Sample<Messages> sampleOf()
{
    return {{.id = u"1"_s,
             .conversation = room,
             .messages = {sampleOf<Message>().value},
             .upTo = 9,
             .moreBefore = false,
             .moreAfter = true,
             .first = 3},
            R"({"id":"1","conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1","upTo":9,"moreBefore":false,
                "moreAfter":true,"first":3,"messages":[)" +
                sampleOf<Message>().json + "]}"};
}

template <>
inline Sample<Synced> sampleOf()
{
    return {{.id = u"1"_s,
             .conversations = {sampleOf<SyncedConversation>().value},
             .gone = {u"dm:ann:zoe"_s},
             .more = true},
            R"({"id":"1","gone":["dm:ann:zoe"],"more":true,"conversations":[)" + sampleOf<SyncedConversation>().json +
                "]}"};
}

template <>
inline Sample<MessagePush> sampleOf()
{
    return {{.message = sampleOf<Message>().value}, R"({"message":)" + sampleOf<Message>().json + '}'};
}

template <>
inline Sample<ConversationPush> sampleOf()
{
    return {{.conversation = sampleOf<Conversation>().value},
            R"({"conversation":)" + sampleOf<Conversation>().json + '}'};
}

template <>
inline Sample<ConversationGone> sampleOf()
{
    return {{.conversation = room}, R"({"conversation":"room:01HX5ZZKBKACTAV9WEVGEMMVS1"})"};
}

template <>
inline Sample<UserPush> sampleOf()
{
    return {{.user = sampleOf<User>().value}, R"({"user":)" + sampleOf<User>().json + '}'};
}

template <>
inline Sample<UserList> sampleOf()
{
    return {{.id = u"1"_s, .users = {sampleOf<User>().value}, .next = u"ann"_s},
            R"({"id":"1","next":"ann","users":[)" + sampleOf<User>().json + "]}"};
}

template <>
inline Sample<MemberList> sampleOf()
{
    return {{.id = u"1"_s, .conversation = u"group"_s, .members = {sampleOf<Member>().value}, .next = u"ben"_s},
            R"({"id":"1","conversation":"group","next":"ben","members":[)" + sampleOf<Member>().json + "]}"};
}

template <>
inline Sample<ReadPush> sampleOf()
{
    return {{.conversation = u"group"_s, .user = u"ann"_s, .seq = 7},
            R"({"conversation":"group","user":"ann","seq":7})"};
}

template <>
inline Sample<TypingPush> sampleOf()
{
    return {{.conversation = u"group"_s, .user = u"ann"_s, .on = false},
            R"({"conversation":"group","user":"ann","on":false})"};
}

template <>
inline Sample<Partial> sampleOf()
{
    return {{.conversation = u"bot:helper:ann"_s,
             .stream = ulid,
             .author = u"bot:helper"_s,
             .text = u"So\nfar"_s,
             .end = true},
            R"({"conversation":"bot:helper:ann","stream":"01HX5ZZKBKACTAV9WEVGEMMVRZ","author":"bot:helper",
                "text":"So\nfar","end":true})"};
}

template <>
inline Sample<RoomList> sampleOf()
{
    return {{.id = u"1"_s, .rooms = {sampleOf<Conversation>().value}, .next = u"lab"_s},
            R"({"id":"1","next":"lab","rooms":[)" + sampleOf<Conversation>().json + "]}"};
}

template <>
inline Sample<Notice> sampleOf()
{
    return {{.code = u"stopping"_s, .message = u"back soon"_s}, R"({"code":"stopping","message":"back soon"})"};
}

template <>
inline Sample<Pong> sampleOf()
{
    return {{.id = u"1"_s, .behind = {u"group"_s}}, R"({"id":"1","behind":["group"]})"};
}

template <>
inline Sample<ReactorList> sampleOf()
{
    return {{.id = u"1"_s, .users = {u"Ann"_s, u"ben"_s}, .next = u"ben"_s},
            R"({"id":"1","users":["Ann","ben"],"next":"ben"})"};
}

template <>
inline Sample<PrefList> sampleOf()
{
    return {{.id = u"1"_s, .prefs = {{.key = u"mute:group"_s, .value = u"1"_s}}, .next = u"mute:group"_s},
            R"({"id":"1","prefs":[["mute:group","1"]],"next":"mute:group"})"};
}

template <>
inline Sample<Upload> sampleOf()
{
    return {
        {.id = u"1"_s,
         .attachment = file,
         .via = u"url"_s,
         .offset = 24576,
         .url = u"address"_s,
         .form = {{u"key"_s, u"k"_s}}},
        R"({"id":"1","attachment":"00112233445566778899aabbccddeeff","via":"url","offset":24576,"url":"address","fields":[["key","k"]]})"};
}

template <>
inline Sample<Download> sampleOf()
{
    return {
        {.id = u"1"_s,
         .attachment = file,
         .via = u"url"_s,
         .size = 70000,
         .offset = 24576,
         .url = u"address"_s,
         .sha256 = u"00"_s},
        R"({"id":"1","attachment":"00112233445566778899aabbccddeeff","via":"url","size":70000,"offset":24576,"url":"address","sha256":"00"})"};
}

template <>
inline Sample<Found> sampleOf()
{
    return {{.id = u"1"_s, .messages = {sampleOf<Message>().value}, .more = true},
            R"({"id":"1","more":true,"messages":[)" + sampleOf<Message>().json + "]}"};
}

} // namespace confab::protocol::test
