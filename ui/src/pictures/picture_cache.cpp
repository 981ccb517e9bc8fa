// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures/picture_cache.h"

#include <QCoreApplication>
#include <QPointer>

namespace confab::ui
{

namespace
{
constexpr int mostKiB = 64 * 1024;
constexpr int threads = 2;
constexpr qsizetype mostBroken = 1000;
} // namespace

PictureCache::PictureCache(QObject *parent)
    : QObject(parent)
    , m_images(mostKiB)
{
    m_threads.setMaxThreadCount(threads);
}

PictureCache::~PictureCache()
{
    m_threads.clear();
    m_threads.waitForDone();
}

PictureCache &PictureCache::shared()
{
    static QPointer<PictureCache> one;
    if (!one)
        one = new PictureCache(QCoreApplication::instance());
    return *one;
}

QImage PictureCache::picture(const QString &path, QSize px, PictureFit fit)
{
    const Key key{path, px, fit};
    if (const QImage *image = m_images.object(key))
        return *image;
    if (path.isEmpty() || px.isEmpty() || m_broken.contains(path) || m_asked.contains(key))
        return {};
    m_asked.insert(key);
    // The pool is waited for before the cache goes.
    m_threads.start(
        [this, key] {
            const ReadPicture read = readPicture(key.path, key.px, key.fit);
            QMetaObject::invokeMethod(
                this, [this, key, read] { came(key, read); }, Qt::QueuedConnection);
        },
        ++m_round);
    return {};
}

void PictureCache::came(const Key &key, const ReadPicture &read)
{
    m_asked.remove(key);
    if (!read.image.isNull()) {
        m_images.insert(key, new QImage(read.image),
                        static_cast<int>(std::clamp<qsizetype>(read.image.sizeInBytes() / 1024, 1, mostKiB)));
        Q_EMIT loaded(key.path);
        return;
    }
    // One that is away may come again.
    if (!read.opened)
        return;
    if (m_broken.size() >= mostBroken)
        m_broken.clear();
    m_broken.insert(key.path);
    Q_EMIT broke(key.path);
}

} // namespace confab::ui
