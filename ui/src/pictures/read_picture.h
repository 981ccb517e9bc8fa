// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

namespace confab::ui
{

enum class PictureFit {
    Inside, // all of it, at most as large as asked for
    Cover,  // its middle, of exactly the size that was asked for where the picture has as much
};

struct ReadPicture {
    QImage image;        // null: it cannot be shown
    bool opened = false; // the file is there; a null image is the file's fault
};

// PNG, JPEG, WebP or GIF (its first picture) by what is in the file, whatever it is called; of at most 16 million
// pixels and 64 MiB while it is decoded. Turned as it is to be seen and never enlarged. `px`: device pixels; empty: as
// large as it is. Any thread; takes as long as a picture takes.
[[nodiscard]] ReadPicture readPicture(const QString &path, QSize px, PictureFit fit);

// What readPicture() would give whole, without decoding it; empty: nothing. A few milliseconds of disk at most.
[[nodiscard]] QSize pictureSize(const QString &path);

} // namespace confab::ui
