// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace confab::protocol
{

// So many bytes of a file say what picture it is.
inline constexpr qsizetype pictureHeadBytes = 12;

// The pictures of others that are ever decoded, by their first bytes, whatever they are called: "png", "jpeg", "gif" or
// "webp", as Qt's plugins name them. Empty: none of these, an SVG for one, which can draw what it likes. Any thread.
[[nodiscard]] QByteArray pictureFormat(QByteArrayView head);

} // namespace confab::protocol
