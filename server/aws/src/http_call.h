// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/error.h>
#include <confab/protocol/expected.h>

#include <QByteArray>
#include <QList>
#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QPair>

#include <chrono>
#include <functional>

namespace confab::aws
{

struct HttpAnswer {
    int status = 0; // any that HTTP knows
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;

    // Of any case; empty: none.
    [[nodiscard]] QByteArray header(const QByteArray &name) const;
};

// That nobody answered while there was time.
[[nodiscard]] Error noAnswer();

struct HttpBounds {
    std::chrono::milliseconds time; // for the whole answer
    qint64 bytes = 0;               // of its body
};

// Sends a request once: no redirects, cookies or cache, and no TLS error is passed over. `done` exactly once and later,
// unless `context` is destroyed before. The error is TimedOut, Malformed, Tls or Unreachable.
void sendHttp(QNetworkAccessManager &network, QNetworkRequest request, const QByteArray &method, const QByteArray &body,
              const HttpBounds &bounds, QObject *context,
              std::function<void(const Expected<HttpAnswer, Error> &)> done);

} // namespace confab::aws
