// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pictures/read_picture.h"

#include <QCache>
#include <QObject>
#include <QSet>
#include <QThreadPool>

namespace confab::ui
{

// Pictures of files, decoded on threads of its own and kept as long as they fit: 64 MiB of pixels. UI thread.
class PictureCache : public QObject
{
    Q_OBJECT

public:
    explicit PictureCache(QObject *parent = nullptr);
    ~PictureCache() override;

    // The one that all windows share; the application's.
    [[nodiscard]] static PictureCache &shared();

    // Null where it is not decoded yet; it will be, and loaded() or broke() tells. What was asked for last comes first.
    [[nodiscard]] QImage picture(const QString &path, QSize px, PictureFit fit);
    // It has been tried: what lies there is nothing that can be shown.
    [[nodiscard]] bool isBroken(const QString &path) const { return m_broken.contains(path); }
    [[nodiscard]] qint64 bytes() const { return qint64{m_images.totalCost()} * 1024; }
    [[nodiscard]] bool isBusy() const { return !m_asked.isEmpty(); }

Q_SIGNALS:
    void loaded(const QString &path);
    void broke(const QString &path);

private:
    struct Key {
        QString path;
        QSize px;
        PictureFit fit;
        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed)
        {
            return qHashMulti(seed, key.path, key.px.width(), key.px.height(), static_cast<int>(key.fit));
        }
    };
    void came(const Key &key, const ReadPicture &read);

    QCache<Key, QImage> m_images; // costs in KiB
    QSet<Key> m_asked;
    QSet<QString> m_broken;
    QThreadPool m_threads;
    int m_round = 0;
};

} // namespace confab::ui
