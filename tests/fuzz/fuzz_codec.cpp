// SPDX-License-Identifier: GPL-3.0-or-later
#include "finding.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/plain.h>

// One frame read as each side of either dialect reads it. What is taken must survive being written and read again, as
// that is how the server passes it on.
namespace
{

using namespace confab;
using namespace Qt::StringLiterals;

void readCommand(const QByteArray &frame)
{
    const auto command = protocol::parseCommand(frame);
    if (!command)
        return;
    const QByteArray written = protocol::encode(*command);
    const auto again = protocol::parseCommand(written);
    if (!again || *again != *command)
        tests::finding(u"a command that is read otherwise when it is written again: "_s + QString::fromUtf8(written));
    if (protocol::canonicalHash(*again) != protocol::canonicalHash(*command))
        tests::finding(u"a command with two hashes: "_s + QString::fromUtf8(written));
}

void readEvent(const QByteArray &frame)
{
    const auto event = protocol::parseEvent(frame);
    if (!event)
        return;
    const QByteArray written = protocol::encode(*event);
    const auto again = protocol::parseEvent(written);
    if (!again || *again != *event)
        tests::finding(u"an event that is read otherwise when it is written again: "_s + QString::fromUtf8(written));
}

void readPlain(const QByteArray &frame)
{
    const auto bounded = [](const QString &text, qsizetype most) {
        if (text.toUtf8().size() > most)
            tests::finding(u"a text longer than its bound"_s);
    };
    const protocol::plain::Command command = protocol::plain::parse(frame);
    if (const auto *said = std::get_if<protocol::plain::Say>(&command))
        bounded(said->message, protocol::limits::textBytes);
    else if (const auto *direct = std::get_if<protocol::plain::Direct>(&command))
        bounded(direct->message, protocol::limits::textBytes);
    else if (const auto *asked = std::get_if<protocol::plain::Ask>(&command))
        bounded(asked->message, protocol::limits::textBytes);
    else if (const auto *named = std::get_if<protocol::plain::Register>(&command))
        bounded(named->username, protocol::nameBounds.max);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    if (size > static_cast<std::size_t>(protocol::limits::frameBytes))
        return -1; // the gateway lets none through
    // A copy of its own: a read past its end is seen.
    const QByteArray frame(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    readCommand(frame);
    readEvent(frame);
    readPlain(frame);
    return 0;
}
