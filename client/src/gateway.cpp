// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

// All that it ever says is shorter by far.
constexpr qsizetype mostErrorBytes = 1024;

} // namespace

bool isGatewayAddress(const QUrl &url)
{
    static const QRegularExpression name(u"\\.execute-api\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?\\.?$"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    return name.match(url.host()).hasMatch();
}

std::optional<GatewayError> gatewayError(const QByteArray &frame)
{
    if (frame.size() > mostErrorBytes || !frame.startsWith('{'))
        return std::nullopt;
    const QJsonObject object = QJsonDocument::fromJson(frame).object();
    const QJsonValue message = object.value("message"_L1);
    if (!message.isString() || !object.value("connectionId"_L1).isString() ||
        !object.value("requestId"_L1).isString() || object.contains("type"_L1))
        return std::nullopt;
    return GatewayError{message.toString(), message.toString() == "Forbidden"_L1};
}

} // namespace confab::client
