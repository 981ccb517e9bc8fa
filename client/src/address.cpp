// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/profile.h>

#include <QHostAddress>
#include <QRegularExpression>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int defaultPort = 7465;

bool isHostName(const QString &host)
{
    // RFC 1123 labels; an international name is checked in its ASCII form.
    static const QRegularExpression name(
        u"^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\\.?$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return name.match(QString::fromLatin1(QUrl::toAce(host))).hasMatch();
}

// Only digits and dots: either an IPv4 address or a slip of the pen, never a name.
bool looksLikeIpv4(const QString &host)
{
    static const QRegularExpression digits(u"^[0-9.]+$"_s);
    return digits.match(host).hasMatch();
}

bool isIpv4(const QString &host)
{
    static const QRegularExpression four(u"^\\d{1,3}(\\.\\d{1,3}){3}$"_s);
    return four.match(host).hasMatch() && QHostAddress(host).protocol() == QAbstractSocket::IPv4Protocol;
}

} // namespace

std::optional<QUrl> parseAddress(const QString &text)
{
    QString rest = text.trimmed();
    static const QRegularExpression unwanted(u"[\\s\\x00-\\x20\\x7f\\\\<>\"]"_s);
    if (rest.isEmpty() || rest.size() > 1024 || rest.contains(unwanted))
        return std::nullopt;

    QString scheme = u"wss"_s;
    if (const qsizetype colon = rest.indexOf("://"_L1); colon >= 0) {
        scheme = rest.first(colon).toLower();
        if (scheme != "ws"_L1 && scheme != "wss"_L1)
            return std::nullopt;
        rest = rest.sliced(colon + 3);
    }
    // An IPv6 address by itself, as `ip addr` prints it.
    if (QHostAddress bare; rest.count(u':') >= 2 && !rest.startsWith(u'[') && bare.setAddress(rest))
        rest = u'[' + rest + u']';

    // Read before QUrl mends it: it would take an empty port for none and "192.168.1" for an address.
    static const QRegularExpression authority(u"^(\\[[^\\]/?#]*\\]|[^:/?#]*)(:[0-9]+)?([/?][^#]*)?$"_s);
    const auto parts = authority.match(rest);
    const QString host = parts.captured(1);
    if (!parts.hasMatch() || host.isEmpty())
        return std::nullopt;
    if (!host.startsWith(u'[') && (looksLikeIpv4(host) ? !isIpv4(host) : !isHostName(host)))
        return std::nullopt;
    QUrl url(scheme + u"://"_s + rest, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.port() == 0)
        return std::nullopt;
    if (url.path() == "/"_L1)
        url.setPath({});
    // No Confab server has a path: it is a gateway's or a proxy's, which listens where its scheme says.
    const bool ofGateway = !url.path().isEmpty();
    if (url.port() < 0)
        url.setPort(!ofGateway ? defaultPort : scheme == "wss"_L1 ? 443 : 80);
    return url;
}

} // namespace confab::client
