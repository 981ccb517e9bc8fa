// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stored.h"

#include <confab/protocol/events.h>

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <memory>
#include <optional>

namespace confab::client
{

class FileThread;
class FormBody;

// Files that lie elsewhere than with the server that tells of them: the way there and back is HTTP. UI thread; files
// are read and written on theirs.

// Where a server sends its client, if that goes there: over TLS, with a certificate that this computer trusts; without,
// only to the host that it speaks with in plaintext anyway.
[[nodiscard]] std::optional<QUrl> webAddress(const QString &text, const QUrl &server);

// One file on its way, once. No redirect is followed, no cookie or password sent, and nothing of who is signed in.
class WebTransfer : public QObject
{
    Q_OBJECT

public:
    enum class Outcome {
        Done,
        Refused, // by whoever answers there: the address, or the form, is no good any more
        Lost,    // no connection, none that could be secured, or a failure over there
        Other,   // what comes is not what was asked for
        Gone,    // the file on this computer, as FileRead::Outcome
        Changed,
    };
    ~WebTransfer() override;
    // Nothing more is told or done. Instead of delete; from anywhere.
    virtual void end();

Q_SIGNALS:
    void ended(confab::client::WebTransfer::Outcome outcome); // once

protected:
    WebTransfer() = default;
    // Of this moment on.
    void begin(QNetworkReply *reply);
    [[nodiscard]] static QNetworkRequest requestTo(const QUrl &url);
    [[nodiscard]] Outcome outcome() const;
    virtual void finished() { Q_EMIT ended(outcome()); }

    QPointer<QNetworkReply> m_reply; // goes with its manager at the latest
};

struct EndTransfer {
    void operator()(WebTransfer *transfer) const { transfer->end(); }
};

// A form with a file as its last field. An upload that breaks off begins anew.
class WebUpload final : public WebTransfer
{
    Q_OBJECT

public:
    WebUpload(QNetworkAccessManager &network, FileThread &thread, const OutboxFile &file, const QUrl &url,
              const QList<protocol::FormField> &form);
    ~WebUpload() override;
    void end() override;

Q_SIGNALS:
    void moved(qint64 bytes); // of the file

private:
    void finished() override;

    std::unique_ptr<FormBody> m_body;
};

// A file from an offset on. What has come is handed on as fast as it is taken.
class WebDownload final : public WebTransfer
{
    Q_OBJECT

public:
    WebDownload(QNetworkAccessManager &network, const QUrl &url, qint64 offset, qint64 size);
    // So many bytes of what was received have been dealt with.
    void taken(qint64 bytes);

Q_SIGNALS:
    void received(const QByteArray &bytes);

private:
    // It answers what was asked: all of it, or the rest.
    [[nodiscard]] bool fits() const;
    void read();
    void finish(Outcome outcome);
    void finished() override;

    qint64 m_offset;
    qint64 m_size;
    qint64 m_room;
    bool m_over = false;
};

} // namespace confab::client
