// SPDX-License-Identifier: GPL-3.0-or-later
#include "web_transfer.h"

#include "form_body.h"
#include "logging.h"
#include "transfer_pace.h"

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

// What may wait to be written to the disk; the network waits for that.
constexpr qint64 mostUnwritten = 1024 * 1024;
// Handed on at once: that is written in one piece.
constexpr qint64 pieceToDisk = 256 * 1024;

} // namespace

std::optional<QUrl> webAddress(const QString &text, const QUrl &server)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return std::nullopt;
    const bool inPlaintext = url.scheme() == "http"_L1 && server.scheme() == "ws"_L1 && url.host() == server.host();
    return url.scheme() == "https"_L1 || inPlaintext ? std::optional(url) : std::nullopt;
}

// --- either way -------------------------------------------------------------------------------------------------

WebTransfer::~WebTransfer()
{
    delete m_reply;
}

void WebTransfer::end()
{
    disconnect();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    deleteLater();
}

QNetworkRequest WebTransfer::requestTo(const QUrl &url)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setRawHeader("User-Agent", "confab/" CONFAB_VERSION);
    // As it lies there: what is counted is what is kept.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setTransferTimeout(transferPace::stallMs);
    return request;
}

void WebTransfer::begin(QNetworkReply *reply)
{
    m_reply = reply;
    connect(reply, &QNetworkReply::finished, this, [this] { finished(); });
}

WebTransfer::Outcome WebTransfer::outcome() const
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status >= 200 && status < 300)
        return m_reply->error() == QNetworkReply::NoError ? Outcome::Done : Outcome::Lost;
    return status >= 300 && status < 500 ? Outcome::Refused : Outcome::Lost;
}

// --- there ------------------------------------------------------------------------------------------------------

WebUpload::WebUpload(QNetworkAccessManager &network, FileThread &thread, const OutboxFile &file, const QUrl &url,
                     const QList<protocol::FormField> &form)
    : m_body(std::make_unique<FormBody>(thread, file, form))
{
    QNetworkRequest request = requestTo(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, m_body->contentType());
    request.setHeader(QNetworkRequest::ContentLengthHeader, m_body->wholeSize());
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    begin(network.post(request, m_body.get()));
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this, size = file.size](qint64 sent, qint64) {
        Q_EMIT moved(std::clamp<qint64>(sent - m_body->beforeFile(), 0, size));
    });
    connect(m_body.get(), &FormBody::broken, m_reply, &QNetworkReply::abort);
}

WebUpload::~WebUpload()
{
    // It reads from the body.
    delete m_reply;
}

void WebUpload::end()
{
    m_body->stop();
    WebTransfer::end();
}

void WebUpload::finished()
{
    if (m_body->outcome() == FileRead::Outcome::Good)
        Q_EMIT ended(outcome());
    else
        Q_EMIT ended(m_body->outcome() == FileRead::Outcome::Changed ? Outcome::Changed : Outcome::Gone);
}

// --- and back ---------------------------------------------------------------------------------------------------

WebDownload::WebDownload(QNetworkAccessManager &network, const QUrl &url, qint64 offset, qint64 size)
    : m_offset(offset)
    , m_size(size)
    , m_room(mostUnwritten)
{
    QNetworkRequest request = requestTo(url);
    if (offset > 0)
        request.setRawHeader("Range", "bytes=" + QByteArray::number(offset) + '-');
    begin(network.get(request));
    m_reply->setReadBufferSize(mostUnwritten);
    connect(m_reply, &QNetworkReply::readyRead, this, [this] { read(); });
}

void WebDownload::taken(qint64 bytes)
{
    m_room += bytes;
    read();
}

bool WebDownload::fits() const
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_offset == 0)
        return status == 200;
    const QByteArray range = "bytes " + QByteArray::number(m_offset) + '-' + QByteArray::number(m_size - 1) + '/' +
                             QByteArray::number(m_size);
    return status == 206 && m_reply->rawHeader("Content-Range").trimmed() == range;
}

void WebDownload::read()
{
    if (m_over)
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool good = status >= 200 && status < 300;
    if (good && m_reply->bytesAvailable() > 0 && !fits())
        return finish(Outcome::Other);
    if (!good)
        m_reply->readAll(); // words about why not
    while (m_room > 0 && m_reply->bytesAvailable() > 0) {
        const QByteArray bytes = m_reply->read(std::min(m_room, pieceToDisk));
        m_room -= bytes.size();
        Q_EMIT received(bytes);
    }
    if (m_reply->isFinished() && m_reply->bytesAvailable() == 0)
        finish(outcome());
}

void WebDownload::finished()
{
    read();
}

void WebDownload::finish(Outcome outcome)
{
    m_over = true;
    Q_EMIT ended(outcome);
}

} // namespace confab::client
