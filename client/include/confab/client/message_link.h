// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

#include <optional>

namespace confab::client
{

// A message's address: confab://HOST:PORT/m/CONVERSATION/SEQ, percent-encoded.
struct MessageLink {
    QString server; // HOST:PORT, as QUrl::authority() of the profile's URL
    QString conversation;
    qint64 seq = 0;
    bool operator==(const MessageLink &) const = default;
};

[[nodiscard]] QString messageLink(const QUrl &server, const QString &conversation, qint64 seq);
// Nothing where the text is anything else. What follows a `?` is passed over.
[[nodiscard]] std::optional<MessageLink> parseMessageLink(const QString &text);

} // namespace confab::client
