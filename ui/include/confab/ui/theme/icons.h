// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QIcon>
#include <QPixmap>

class QPainter;

namespace confab::ui
{

// The project's icons in a token's colour, drawn once for each name, token, size and pixel ratio. Owned by the theme.
class IconCache
{
public:
    // `name` is a file of resources/icons without ".svg", `size` in logical px. Those that have a direction are
    // mirrored while the application runs right to left. An unknown name gives an empty pixmap.
    [[nodiscard]] QPixmap pixmap(const QString &name, const QString &token, int size, qreal dpr);
    // Colours are others now.
    void clear() { m_pixmaps.clear(); }

    [[nodiscard]] static bool mirrors(const QString &name);

private:
    struct Key {
        QString name;
        QString token;
        int size;
        qreal dpr;
        bool mirrored;
        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed)
        {
            return qHashMulti(seed, key.name, key.token, key.size, key.dpr, key.mirrored);
        }
    };
    QHash<Key, QPixmap> m_pixmaps;
    QHash<QString, QByteArray> m_sources;
};

// An icon that follows the theme; half as strong where disabled. `activeToken` is its colour under the pointer or
// pressed, `onToken` where checked; both default to `token`.
[[nodiscard]] QIcon themedIcon(const QString &name, const QString &token, const QString &activeToken = {},
                               const QString &onToken = {});

// In the middle of `rect`, as large as its shorter side.
void drawIcon(QPainter &painter, const QRect &rect, const QString &name, const QString &token);

} // namespace confab::ui
