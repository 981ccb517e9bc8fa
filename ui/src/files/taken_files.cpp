// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/taken_files.h"

#include <QMimeData>
#include <QUrl>

namespace confab::ui
{

QStringList filesOf(const QMimeData &data)
{
    QStringList paths;
    const QList<QUrl> urls = data.urls();
    for (const QUrl &url : urls) {
        if (!url.isLocalFile())
            return {};
        paths.append(url.toLocalFile());
    }
    return paths;
}

QImage pictureOf(const QMimeData &data)
{
    return data.hasImage() && !data.hasText() ? qvariant_cast<QImage>(data.imageData()) : QImage();
}

bool holdsFiles(const QMimeData &data)
{
    return !filesOf(data).isEmpty() || (data.hasImage() && !data.hasText() && !data.hasUrls());
}

} // namespace confab::ui
