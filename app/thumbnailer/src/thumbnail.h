// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QSize>

#include <optional>

namespace confab::app
{

// What is read of a picture.
struct Thumbnail {
    QSize size;       // of the picture as it is shown, turned as its EXIF says
    QByteArray mime;  // of the bytes
    QByteArray bytes; // the small one: sRGB, without anything but its pixels; empty: it would be too large
};

// Pictures of more pixels are not decoded, nor those that would take more memory, in MiB, than that.
inline constexpr qint64 mostPixels = 16 * 1024 * 1024;
inline constexpr int mostMegabytes = 64;
// Of the small one: twice of what a conversation shows.
inline constexpr int mostSide = 640;
inline constexpr qsizetype mostThumbnailBytes = 1024 * 1024;

// Of a file at its beginning that can be sought in: PNG, JPEG, GIF (its first picture) or WebP, by what is in it.
// Nothing: it is none of these, too large, or broken. Needs no QGuiApplication.
[[nodiscard]] std::optional<Thumbnail> thumbnailOf(QIODevice &file);

// Loads the decoders, for whoever can open no file afterwards.
void loadDecoders();

} // namespace confab::app
