// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <algorithm>
#include <initializer_list>

// Pictures for tests that nobody drew, byte by byte.
namespace confab::tests
{

inline QByteArray bytesOf(std::initializer_list<char> bytes)
{
    return {bytes.begin(), static_cast<qsizetype>(bytes.size())};
}

inline QByteArray bigEndian(quint32 number)
{
    QByteArray bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.append(static_cast<char>((number >> shift) & 0xff));
    return bytes;
}

// CRC-32 as in PNG (ISO 3309).
inline quint32 crcOf(const QByteArray &bytes)
{
    quint32 crc = 0xffffffff;
    for (const char byte : bytes) {
        crc ^= static_cast<quint8>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) ? 0xedb88320 : 0);
    }
    return ~crc;
}

inline QByteArray chunkOf(const QByteArray &kind, const QByteArray &data)
{
    return bigEndian(static_cast<quint32>(data.size())) + kind + data + bigEndian(crcOf(kind + data));
}

// A PNG of one colour, whole and valid: what is large in it is as good as nothing on the disk. `depth` bits of each of
// as many channels as `colourType` has (0: grey, 6: RGBA).
inline QByteArray blankPng(quint32 width, quint32 height, char depth, char colourType)
{
    const quint64 bits = static_cast<quint64>(width) * static_cast<quint64>(depth) * (colourType == 6 ? 4 : 1);
    const QByteArray row(static_cast<qsizetype>(1 + (bits + 7) / 8), '\0');
    QByteArray rows;
    // Of a bomb the first rows do: it is to be refused by what it says of itself.
    const quint32 written = std::min<quint32>(height, static_cast<quint32>(256 * 1024 * 1024 / row.size()));
    for (quint32 i = 0; i < written; ++i)
        rows += row;
    const QByteArray header = bigEndian(width) + bigEndian(height) + bytesOf({depth, colourType, '\0', '\0', '\0'});
    return QByteArray("\x89PNG\r\n\x1a\n", 8) + chunkOf("IHDR", header) +
           chunkOf("IDAT", qCompress(rows, 1).sliced(4)) + chunkOf("IEND", {});
}

// The JPEG with an EXIF block behind its start that says how it is turned (6: a quarter to the right) and who made it.
inline QByteArray withExif(const QByteArray &jpeg, char orientation, const QByteArray &secret)
{
    const auto entry = [](quint16 tag, quint16 kind, quint32 count, const QByteArray &value) {
        return bigEndian((quint32{tag} << 16) | kind) + bigEndian(count) + value;
    };
    constexpr quint32 behindEntries = 8 + 2 + 2 * 12 + 4;
    QByteArray tiff("MM\0\x2a\0\0\0\x08\0\x02", 10);
    tiff += entry(0x0112, 3, 1, bytesOf({'\0', orientation, '\0', '\0'}));
    tiff += entry(0x013b, 2, static_cast<quint32>(secret.size() + 1), bigEndian(behindEntries));
    tiff += bigEndian(0) + secret + '\0';
    const QByteArray body = QByteArray("Exif\0\0", 6) + tiff;
    const auto size = static_cast<quint32>(body.size() + 2);
    return jpeg.first(2) + QByteArray("\xff\xe1", 2) + bigEndian(size).sliced(2) + body + jpeg.sliced(2);
}

} // namespace confab::tests
