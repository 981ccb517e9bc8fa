// SPDX-License-Identifier: GPL-3.0-or-later
#include "s3_forms.h"

#include <confab/aws/sigv4.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace confab::aws::s3
{

using namespace Qt::StringLiterals;

namespace
{

// What others say of the kind of a file is not handed on: whatever it is, it is bytes to be saved.
constexpr char anyBytes[] = "application/octet-stream";

QString base64OfHex(const QString &hex)
{
    return QString::fromLatin1(QByteArray::fromHex(hex.toLatin1()).toBase64());
}

QString urlOf(const Place &place, const QByteArray &key, const QByteArray &query)
{
    QByteArray url = place.endpoint.toEncoded() + place.path + key;
    if (!query.isEmpty())
        url += '?' + query;
    return QString::fromLatin1(url);
}

} // namespace

core::FileDepot::Form formFor(const Place &place, const QByteArray &key, const core::StoredFile &file,
                              const Credentials &credentials, const QDateTime &now)
{
    const SigningScope scope = SigningScope::s3(place.region, now);
    QList<protocol::FormField> fields{{u"key"_s, QString::fromLatin1(key)},
                                      {u"Content-Type"_s, QString::fromLatin1(anyBytes)},
                                      {u"x-amz-checksum-algorithm"_s, u"SHA256"_s},
                                      {u"x-amz-checksum-sha256"_s, base64OfHex(file.sha256)}};
    for (const auto &[name, value] : policyFields(credentials, scope))
        fields.append({QString::fromLatin1(name), QString::fromLatin1(value)});

    QJsonArray conditions{QJsonObject{{u"bucket"_s, place.bucket}},
                          QJsonArray{u"content-length-range"_s, file.attachment.size, file.attachment.size}};
    for (const protocol::FormField &field : std::as_const(fields))
        conditions.append(QJsonObject{{field.name, field.value}});
    const QJsonObject policy{{u"expiration"_s, now.toUTC().addSecs(formSeconds).toString(Qt::ISODateWithMs)},
                             {u"conditions"_s, conditions}};
    const QByteArray encoded = QJsonDocument(policy).toJson(QJsonDocument::Compact).toBase64();
    fields.append({u"policy"_s, QString::fromLatin1(encoded)});
    fields.append({u"x-amz-signature"_s, QString::fromLatin1(signPolicy(encoded, credentials, scope))});
    return {.url = urlOf(place, {}, {}), .fields = fields};
}

QString addressOf(const Place &place, const QByteArray &key, const QString &name, const Credentials &credentials,
                  const QDateTime &now)
{
    SigningScope scope = SigningScope::s3(place.region, now);
    scope.unsignedBody = true;
    const HttpRequest request{.method = "GET",
                              .path = place.path + key,
                              .query = "response-content-disposition=" + dispositionOf(name).toPercentEncoding(),
                              .headers = {{"Host", place.endpoint.authority(QUrl::FullyEncoded).toLatin1()}}};
    return urlOf(place, key, presign(request, credentials, scope, addressSeconds).request.query);
}

QByteArray dispositionOf(const QString &name)
{
    QString whole = name;
    whole.replace(u'/', u'_').replace(u'\\', u'_');
    // For those who read only this. A percent sign or a quotation mark is read in more than one way there.
    QByteArray simple;
    for (const QChar character : std::as_const(whole)) {
        const char16_t code = character.unicode();
        const bool safe = code >= 0x20 && code < 0x7f && code != u'"' && code != u'%';
        simple += safe ? static_cast<char>(code) : '_';
    }
    return "attachment; filename=\"" + simple + "\"; filename*=UTF-8''" + whole.toUtf8().toPercentEncoding();
}

} // namespace confab::aws::s3
