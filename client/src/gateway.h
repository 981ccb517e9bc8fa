// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <optional>

// Amazon API Gateway as a client meets it.
namespace confab::client
{

// ID.execute-api.REGION.amazonaws.com, or its Chinese form. A domain of one's own does not show it.
[[nodiscard]] bool isGatewayAddress(const QUrl &url);

// What it says by itself in place of an answer: {"message": …, "connectionId": …, "requestId": …}. It does not say to
// which frame.
struct GatewayError {
    QString message;
    bool forbidden = false; // no route takes such a frame: asking again is no use
    bool operator==(const GatewayError &) const = default;
};
// Nothing where it is something else.
[[nodiscard]] std::optional<GatewayError> gatewayError(const QByteArray &frame);

} // namespace confab::client
