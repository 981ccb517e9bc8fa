// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace confab::gateway
{

// A text frame as a server sends it: whole and unmasked (RFC 6455 section 5.2). `text` is UTF-8.
[[nodiscard]] QByteArray textFrame(QByteArrayView text);
// The same of bytes.
[[nodiscard]] QByteArray binaryFrame(QByteArrayView bytes);

// What a turn sends to many, put together once for all who get the same. A place stands for a sequence of frames;
// `start` for none. Receivers are moved on frame by frame, then each takes the bytes of its place.
class GatheredFrames
{
public:
    static constexpr int start = 0;

    GatheredFrames();

    // Keeps the bytes of a whole frame until clear().
    void add(QByteArray frame);
    // The place of a receiver that was at `place` and gets the frame that was added last too.
    [[nodiscard]] int extend(int place);
    // The bytes of a receiver's place, with which it has left it; the last to leave frees what was put together.
    [[nodiscard]] QByteArray take(int place);
    // All frames so far, each counted once: what this holds beyond what was put together.
    [[nodiscard]] qsizetype bytes() const { return m_bytes; }
    // Every receiver has left.
    void clear();

private:
    struct Place {
        int from;
        int frame;
        int receivers = 0;
        int nextFrame = -1; // the latest that somebody went on with …
        int nextPlace = -1; // … and where to
        QByteArray bytes{};
    };

    [[nodiscard]] QByteArray putTogether(int place) const;

    std::vector<QByteArray> m_frames;
    std::vector<Place> m_places;
    qsizetype m_bytes = 0;
};

} // namespace confab::gateway
