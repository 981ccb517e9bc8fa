// SPDX-License-Identifier: GPL-3.0-or-later
#include "gathered_frames.h"

#include <utility>

namespace confab::gateway
{

namespace
{

constexpr char finalText = '\x81';
constexpr char finalBinary = '\x82';

QByteArray frameOf(char first, QByteArrayView text)
{
    constexpr char twoBytes = 126;
    constexpr char eightBytes = 127;
    const auto size = static_cast<quint64>(text.size());
    QByteArray frame;
    frame.reserve(text.size() + 10);
    frame.append(first);
    const auto appendSize = [&frame, size](int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
            frame.append(static_cast<char>((size >> shift) & 0xff));
    };
    if (size < static_cast<quint64>(twoBytes)) {
        frame.append(static_cast<char>(size));
    } else if (size <= 0xffff) {
        frame.append(twoBytes);
        appendSize(2);
    } else {
        frame.append(eightBytes);
        appendSize(8);
    }
    frame.append(text);
    return frame;
}

} // namespace

QByteArray textFrame(QByteArrayView text)
{
    return frameOf(finalText, text);
}

QByteArray binaryFrame(QByteArrayView bytes)
{
    return frameOf(finalBinary, bytes);
}

GatheredFrames::GatheredFrames()
{
    clear();
}

void GatheredFrames::clear()
{
    m_frames.clear();
    m_places.clear();
    m_places.push_back({-1, -1});
    m_bytes = 0;
}

void GatheredFrames::add(QByteArray frame)
{
    m_bytes += frame.size();
    m_frames.push_back(std::move(frame));
}

int GatheredFrames::extend(int place)
{
    const int frame = static_cast<int>(m_frames.size()) - 1;
    const auto at = static_cast<std::size_t>(place);
    if (place != start)
        --m_places[at].receivers;
    if (m_places[at].nextFrame != frame) {
        m_places[at].nextFrame = frame;
        m_places[at].nextPlace = static_cast<int>(m_places.size());
        m_places.push_back({place, frame});
    }
    const int to = m_places[at].nextPlace;
    ++m_places[static_cast<std::size_t>(to)].receivers;
    return to;
}

QByteArray GatheredFrames::putTogether(int place) const
{
    std::vector<const QByteArray *> parts;
    qsizetype size = 0;
    for (int at = place; at != start; at = m_places[static_cast<std::size_t>(at)].from) {
        parts.push_back(&m_frames[static_cast<std::size_t>(m_places[static_cast<std::size_t>(at)].frame)]);
        size += parts.back()->size();
    }
    if (parts.size() == 1)
        return *parts.front();
    QByteArray bytes;
    bytes.reserve(size);
    for (auto part = parts.rbegin(); part != parts.rend(); ++part)
        bytes.append(**part);
    return bytes;
}

QByteArray GatheredFrames::take(int place)
{
    if (place == start)
        return {};
    Place &here = m_places[static_cast<std::size_t>(place)];
    if (here.bytes.isEmpty())
        here.bytes = putTogether(place);
    if (--here.receivers > 0)
        return here.bytes;
    return std::exchange(here.bytes, {});
}

} // namespace confab::gateway
