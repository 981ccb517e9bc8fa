// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/protocol/limits.h>
#include <confab/protocol/names.h>

#include <QList>

#include <algorithm>
#include <array>

namespace confab::protocol
{

namespace
{

struct EmojiRange {
    char32_t first;
    char32_t last;
};

// Unicode's Extended_Pictographic (emoji-data.txt), which holds places that later versions will fill, and the five skin
// tones, which can stand alone.
constexpr std::array pictographic{
    EmojiRange{0x00A9, 0x00A9},   EmojiRange{0x00AE, 0x00AE},   EmojiRange{0x203C, 0x203C},
    EmojiRange{0x2049, 0x2049},   EmojiRange{0x2122, 0x2122},   EmojiRange{0x2139, 0x2139},
    EmojiRange{0x2194, 0x2199},   EmojiRange{0x21A9, 0x21AA},   EmojiRange{0x231A, 0x231B},
    EmojiRange{0x2328, 0x2328},   EmojiRange{0x2388, 0x2388},   EmojiRange{0x23CF, 0x23CF},
    EmojiRange{0x23E9, 0x23F3},   EmojiRange{0x23F8, 0x23FA},   EmojiRange{0x24C2, 0x24C2},
    EmojiRange{0x25AA, 0x25AB},   EmojiRange{0x25B6, 0x25B6},   EmojiRange{0x25C0, 0x25C0},
    EmojiRange{0x25FB, 0x25FE},   EmojiRange{0x2600, 0x2605},   EmojiRange{0x2607, 0x2612},
    EmojiRange{0x2614, 0x2685},   EmojiRange{0x2690, 0x2705},   EmojiRange{0x2708, 0x2712},
    EmojiRange{0x2714, 0x2714},   EmojiRange{0x2716, 0x2716},   EmojiRange{0x271D, 0x271D},
    EmojiRange{0x2721, 0x2721},   EmojiRange{0x2728, 0x2728},   EmojiRange{0x2733, 0x2734},
    EmojiRange{0x2744, 0x2744},   EmojiRange{0x2747, 0x2747},   EmojiRange{0x274C, 0x274C},
    EmojiRange{0x274E, 0x274E},   EmojiRange{0x2753, 0x2755},   EmojiRange{0x2757, 0x2757},
    EmojiRange{0x2763, 0x2767},   EmojiRange{0x2795, 0x2797},   EmojiRange{0x27A1, 0x27A1},
    EmojiRange{0x27B0, 0x27B0},   EmojiRange{0x27BF, 0x27BF},   EmojiRange{0x2934, 0x2935},
    EmojiRange{0x2B05, 0x2B07},   EmojiRange{0x2B1B, 0x2B1C},   EmojiRange{0x2B50, 0x2B50},
    EmojiRange{0x2B55, 0x2B55},   EmojiRange{0x3030, 0x3030},   EmojiRange{0x303D, 0x303D},
    EmojiRange{0x3297, 0x3297},   EmojiRange{0x3299, 0x3299},   EmojiRange{0x1F000, 0x1F0FF},
    EmojiRange{0x1F10D, 0x1F10F}, EmojiRange{0x1F12F, 0x1F12F}, EmojiRange{0x1F16C, 0x1F171},
    EmojiRange{0x1F17E, 0x1F17F}, EmojiRange{0x1F18E, 0x1F18E}, EmojiRange{0x1F191, 0x1F19A},
    EmojiRange{0x1F1AD, 0x1F1E5}, EmojiRange{0x1F201, 0x1F20F}, EmojiRange{0x1F21A, 0x1F21A},
    EmojiRange{0x1F22F, 0x1F22F}, EmojiRange{0x1F232, 0x1F23A}, EmojiRange{0x1F23C, 0x1F23F},
    EmojiRange{0x1F249, 0x1F3FA}, EmojiRange{0x1F3FB, 0x1F3FF}, EmojiRange{0x1F400, 0x1F53D},
    EmojiRange{0x1F546, 0x1F64F}, EmojiRange{0x1F680, 0x1F6FF}, EmojiRange{0x1F774, 0x1F77F},
    EmojiRange{0x1F7D5, 0x1F7FF}, EmojiRange{0x1F80C, 0x1F80F}, EmojiRange{0x1F848, 0x1F84F},
    EmojiRange{0x1F85A, 0x1F85F}, EmojiRange{0x1F888, 0x1F88F}, EmojiRange{0x1F8AE, 0x1F8FF},
    EmojiRange{0x1F90C, 0x1F93A}, EmojiRange{0x1F93C, 0x1F945}, EmojiRange{0x1F947, 0x1FAFF},
    EmojiRange{0x1FC00, 0x1FFFD}};

constexpr char32_t joiner = 0x200D;
constexpr char32_t asPicture = 0xFE0F;
constexpr char32_t keycap = 0x20E3;
constexpr char32_t blackFlag = 0x1F3F4;
constexpr char32_t endOfTags = 0xE007F;
// Of a part of a region, as in "gbsct".
constexpr qsizetype mostTags = 6;

bool isPictographic(char32_t point)
{
    const auto *range = std::upper_bound(pictographic.begin(), pictographic.end(), point,
                                         [](char32_t wanted, EmojiRange one) { return wanted < one.first; });
    return range != pictographic.begin() && point <= std::prev(range)->last;
}

bool isSkinTone(char32_t point)
{
    return point >= 0x1F3FB && point <= 0x1F3FF;
}

bool isRegional(char32_t point)
{
    return point >= 0x1F1E6 && point <= 0x1F1FF;
}

bool isTag(char32_t point)
{
    return (point >= 0xE0030 && point <= 0xE0039) || (point >= 0xE0061 && point <= 0xE007A);
}

bool isKeycap(const QList<uint> &points)
{
    const char32_t base = points.constFirst();
    const bool hasKey = (base >= U'0' && base <= U'9') || base == U'#' || base == U'*';
    return hasKey && points.constLast() == keycap &&
           (points.size() == 2 || (points.size() == 3 && points.at(1) == asPicture));
}

// Where one part of a joined sequence ends; `at` where there is none.
qsizetype endOfPart(const QList<uint> &points, qsizetype at)
{
    if (at >= points.size() || !isPictographic(points.at(at)))
        return at;
    qsizetype end = at + 1;
    if (end < points.size() && (points.at(end) == asPicture || isSkinTone(points.at(end))))
        ++end;
    if (points.at(at) != blackFlag || end >= points.size() || !isTag(points.at(end)))
        return end;
    const qsizetype tags = end;
    while (end < points.size() && isTag(points.at(end)))
        ++end;
    const bool ends = end < points.size() && points.at(end) == endOfTags && end - tags <= mostTags;
    return ends ? end + 1 : at;
}

bool isJoinedSequence(const QList<uint> &points)
{
    qsizetype at = 0;
    while (true) {
        const qsizetype end = endOfPart(points, at);
        if (end == at)
            return false;
        if (end == points.size())
            return true;
        if (points.at(end) != joiner)
            return false;
        at = end + 1;
    }
}

} // namespace

bool isEmoji(QStringView text)
{
    // Half of a surrogate pair reads as U+FFFD, which is no emoji.
    if (text.isEmpty() || text.size() > limits::emojiBytes || text.toUtf8().size() > limits::emojiBytes)
        return false;
    const QList<uint> points = text.toUcs4();
    if (isRegional(points.constFirst()))
        return points.size() == 2 && isRegional(points.constLast());
    return isKeycap(points) || isJoinedSequence(points);
}

} // namespace confab::protocol
