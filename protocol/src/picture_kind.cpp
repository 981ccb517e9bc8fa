// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/protocol/picture_kind.h>

namespace confab::protocol
{

QByteArray pictureFormat(QByteArrayView head)
{
    if (head.startsWith(QByteArrayView("\x89PNG\r\n\x1a\n", 8)))
        return "png";
    if (head.startsWith(QByteArrayView("\xff\xd8\xff", 3)))
        return "jpeg";
    if (head.startsWith("GIF87a") || head.startsWith("GIF89a"))
        return "gif";
    if (head.size() >= pictureHeadBytes && head.startsWith("RIFF") && head.sliced(8).startsWith("WEBP"))
        return "webp";
    return {};
}

} // namespace confab::protocol
