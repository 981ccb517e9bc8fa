// SPDX-License-Identifier: GPL-3.0-or-later
#include "micro_bench.h"
#include "sample_room.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/plain.h>

#include <benchmark/benchmark.h>

namespace confab::bench
{

using namespace Qt::StringLiterals;

namespace
{

const auto ulid = u"01HX5ZZKBKACTAV9WEVGEMMVRZ"_s;

protocol::MessagePush push()
{
    protocol::MessagePush push;
    push.message.conversation = u"group"_s;
    push.message.seq = 123'456;
    push.message.rev = 123'457;
    push.message.id = ulid;
    push.message.author = QLatin1StringView(samplePerson);
    push.message.authorVer = 1;
    push.message.at = QDateTime::fromMSecsSinceEpoch(1'767'225'600'000).toUTC();
    push.message.text = SampleTexts().text(1);
    return push;
}

void parseSendMessage(benchmark::State &state)
{
    const QByteArray frame = protocol::encode(protocol::ClientCommand(
        protocol::SendMessage{.id = ulid, .conversation = u"group"_s, .message = SampleTexts().text(1)}));
    for ([[maybe_unused]] const auto &iteration : state)
        benchmark::DoNotOptimize(protocol::parseCommand(frame));
    state.SetBytesProcessed(state.iterations() * frame.size());
}

void encodeMessagePush(benchmark::State &state)
{
    const protocol::ServerEvent event = push();
    const qsizetype size = protocol::encode(event).size();
    for ([[maybe_unused]] const auto &iteration : state)
        benchmark::DoNotOptimize(protocol::encode(event));
    state.SetBytesProcessed(state.iterations() * size);
}

void parseMessagePush(benchmark::State &state)
{
    const QByteArray frame = protocol::encode(protocol::ServerEvent(push()));
    for ([[maybe_unused]] const auto &iteration : state)
        benchmark::DoNotOptimize(protocol::parseEvent(frame));
    state.SetBytesProcessed(state.iterations() * frame.size());
}

void parsePlain(benchmark::State &state)
{
    const QByteArray frame =
        R"({"action":"sendMessage","type":"sendMessage","message":")" + SampleTexts().text(1).toUtf8() + "\"}";
    for ([[maybe_unused]] const auto &iteration : state)
        benchmark::DoNotOptimize(protocol::plain::parse(frame));
    state.SetBytesProcessed(state.iterations() * frame.size());
}

void sizeOfAMessage(benchmark::State &state)
{
    const protocol::Message message = push().message;
    for ([[maybe_unused]] const auto &iteration : state)
        benchmark::DoNotOptimize(protocol::encodedSize(message));
}

} // namespace

void addCodecBenchmarks()
{
    benchmark::RegisterBenchmark("codec/parse sendMessage", parseSendMessage);
    benchmark::RegisterBenchmark("codec/parse plain sendMessage", parsePlain);
    benchmark::RegisterBenchmark("codec/encode message", encodeMessagePush);
    benchmark::RegisterBenchmark("codec/parse message", parseMessagePush);
    benchmark::RegisterBenchmark("codec/encodedSize of a message", sizeOfAMessage);
}

} // namespace confab::bench
