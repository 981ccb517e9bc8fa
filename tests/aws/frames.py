# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's side of WebSocket framing (RFC 6455), within API Gateway's limits."""

import base64
import hashlib
import struct

CONTINUED, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
MOST_FRAME = 32 * 1024
MOST_MESSAGE = 128 * 1024
GOING_AWAY, PROTOCOL_ERROR, NOT_TAKEN, NO_UTF8, TOO_LARGE = 1001, 1002, 1003, 1007, 1009


class Broken(Exception):
    """The peer broke a rule: the close code that answers it."""

    def __init__(self, code):
        super().__init__(f"close {code}")
        self.code = code


def accept_of(key):
    return base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()


def frame(opcode, payload=b"", last=True):
    first = (0x80 if last else 0) | opcode
    if len(payload) < 126:
        return struct.pack("!BB", first, len(payload)) + payload
    if len(payload) < 65536:
        return struct.pack("!BBH", first, 126, len(payload)) + payload
    return struct.pack("!BBQ", first, 127, len(payload)) + payload


def text_frames(payload):
    """A text, in frames of at most MOST_FRAME."""
    pieces = [payload[at:at + MOST_FRAME] for at in range(0, len(payload), MOST_FRAME)] or [b""]
    return b"".join(frame(CONTINUED if number else TEXT, piece, number == len(pieces) - 1)
                    for number, piece in enumerate(pieces))


def close_frame(code):
    return frame(CLOSE, struct.pack("!H", code) if code else b"")


async def read_frame(reader):
    """(whether it is the last of its message, opcode, payload)."""
    first, second = await reader.readexactly(2)
    length = second & 0x7F
    if length == 126:
        length = struct.unpack("!H", await reader.readexactly(2))[0]
    elif length == 127:
        length = struct.unpack("!Q", await reader.readexactly(8))[0]
    if first & 0x70 or not second & 0x80 or (first & 8 and length > 125):
        raise Broken(PROTOCOL_ERROR)
    if length > MOST_FRAME:
        raise Broken(TOO_LARGE)
    mask = await reader.readexactly(4)
    payload = await reader.readexactly(length)
    repeated = (mask * (length // 4 + 1))[:length]
    unmasked = int.from_bytes(payload, "big") ^ int.from_bytes(repeated, "big")
    return bool(first & 0x80), first & 15, unmasked.to_bytes(length, "big")


async def read_message(reader, control):
    """The next text. `control(opcode, payload)` is told of pings, pongs and closes between; it raises to end it all."""
    message = None
    while True:
        last, opcode, payload = await read_frame(reader)
        if opcode & 8:
            control(opcode, payload)
            continue
        if opcode == BINARY:
            raise Broken(NOT_TAKEN)
        if (opcode == CONTINUED) == (message is None) or opcode > BINARY:
            raise Broken(PROTOCOL_ERROR)
        message = (message or b"") + payload
        if len(message) > MOST_MESSAGE:
            raise Broken(TOO_LARGE)
        if last:
            try:
                return message.decode()
            except UnicodeDecodeError as error:
                raise Broken(NO_UTF8) from error
