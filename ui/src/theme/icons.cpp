// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/theme/icons.h>

#include <confab/ui/theme/theme.h>

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

#include <cmath>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// Fills the pixmap so that nothing of it is blurred by a second scaling.
class ThemedIconEngine : public QIconEngine
{
public:
    ThemedIconEngine(QString name, QString token, QString activeToken, QString onToken)
        : m_name(std::move(name))
        , m_token(std::move(token))
        , m_activeToken(std::move(activeToken))
        , m_onToken(std::move(onToken))
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        if (mode == QIcon::Disabled)
            painter->setOpacity(painter->opacity() / 2);
        const int side = std::min(rect.width(), rect.height());
        const QRect at(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side);
        painter->drawPixmap(at, Theme::current().icons().pixmap(m_name, tokenOf(mode, state), side,
                                                                painter->device()->devicePixelRatioF()));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    // `size` is in device px here.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        const QPixmap drawn = Theme::current().icons().pixmap(
            m_name, tokenOf(mode, state), qRound(std::min(size.width(), size.height()) / scale), scale);
        if (mode == QIcon::Disabled)
            painter.setOpacity(0.5);
        painter.drawPixmap(QRect(QPoint(), size), drawn);
        painter.end();
        return pixmap;
    }

    QIconEngine *clone() const override { return new ThemedIconEngine(m_name, m_token, m_activeToken, m_onToken); }

private:
    const QString &tokenOf(QIcon::Mode mode, QIcon::State state) const
    {
        if (state == QIcon::On && !m_onToken.isEmpty())
            return m_onToken;
        if ((mode == QIcon::Active || mode == QIcon::Selected) && !m_activeToken.isEmpty())
            return m_activeToken;
        return m_token;
    }

    QString m_name;
    QString m_token;
    QString m_activeToken;
    QString m_onToken;
};

} // namespace

bool IconCache::mirrors(const QString &name)
{
    static const QStringList directed{u"reply"_s, u"forward"_s, u"send"_s,  u"chevron-left"_s, u"chevron-right"_s,
                                      u"kick"_s,  u"log"_s,     u"panel"_s, u"poll"_s};
    return directed.contains(name);
}

QPixmap IconCache::pixmap(const QString &name, const QString &token, int size, qreal dpr)
{
    const bool mirrored = QGuiApplication::layoutDirection() == Qt::RightToLeft && mirrors(name);
    const Key key{name, token, size, dpr, mirrored};
    if (const auto found = m_pixmaps.constFind(key); found != m_pixmaps.constEnd())
        return *found;

    QByteArray &source = m_sources[name];
    if (source.isEmpty()) {
        QFile file(u":/confab/icons/%1.svg"_s.arg(name));
        if (file.open(QIODevice::ReadOnly))
            source = file.readAll();
    }
    if (source.isEmpty())
        return {};
    QByteArray svg = source;
    svg.replace("currentColor", Theme::current().color(token).name().toLatin1());
    // 14 px in pills and rows: the stroke would fade.
    if (size <= 14)
        svg.replace("stroke-width=\"1.75\"", "stroke-width=\"2\"");
    QSvgRenderer renderer(svg);
    const int side = static_cast<int>(std::ceil(size * dpr));
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    if (mirrored) {
        painter.translate(side, 0);
        painter.scale(-1, 1);
    }
    renderer.render(&painter, QRectF(0, 0, side, side));
    painter.end();
    pixmap.setDevicePixelRatio(dpr);
    m_pixmaps.insert(key, pixmap);
    return pixmap;
}

QIcon themedIcon(const QString &name, const QString &token, const QString &activeToken, const QString &onToken)
{
    return QIcon(new ThemedIconEngine(name, token, activeToken, onToken));
}

void drawIcon(QPainter &painter, const QRect &rect, const QString &name, const QString &token)
{
    const int side = std::min(rect.width(), rect.height());
    const QPoint at(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2);
    // Not the device's: a widget that is rendered into a picture has another.
    const qreal dpr = std::abs(painter.deviceTransform().m11());
    painter.drawPixmap(at, Theme::current().icons().pixmap(name, token, side, dpr));
}

} // namespace confab::ui
