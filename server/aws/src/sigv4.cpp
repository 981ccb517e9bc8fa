// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/aws/sigv4.h>

#include <QCryptographicHash>
#include <QMap>
#include <QMessageAuthenticationCode>
#include <QSet>

#include <algorithm>

namespace confab::aws
{

using namespace Qt::StringLiterals;

namespace
{

constexpr char algorithm[] = "AWS4-HMAC-SHA256";

QByteArray sha256(const QByteArray &data)
{
    return QCryptographicHash::hash(data, QCryptographicHash::Sha256).toHex();
}

QByteArray hmac(const QByteArray &key, const QByteArray &data)
{
    return QMessageAuthenticationCode::hash(data, key, QCryptographicHash::Sha256);
}

QByteArray timeOf(const SigningScope &scope)
{
    return scope.time.toUTC().toString(u"yyyyMMdd'T'HHmmss'Z'"_s).toLatin1();
}

QByteArray credentialScope(const SigningScope &scope)
{
    return timeOf(scope).first(8) + '/' + scope.region + '/' + scope.service + "/aws4_request";
}

QByteArray withoutDots(const QByteArray &path)
{
    QList<QByteArray> kept;
    for (const QByteArray &segment : path.split('/')) {
        if (segment == "..") {
            if (!kept.isEmpty())
                kept.removeLast();
        } else if (!segment.isEmpty() && segment != ".") {
            kept.append(segment);
        }
    }
    QByteArray normal = '/' + kept.join('/');
    if (!kept.isEmpty() && path.endsWith('/'))
        normal.append('/');
    return normal;
}

QByteArray canonicalPath(const QByteArray &path, const SigningScope &scope)
{
    QByteArray canonical = path.isEmpty() ? "/"_ba : path;
    if (scope.normalizePath)
        canonical = withoutDots(canonical);
    return scope.encodePath ? canonical.toPercentEncoding("/") : canonical;
}

// However it is sent, a character is encoded in one way here.
QByteArray encodedOnce(const QByteArray &part)
{
    return QByteArray::fromPercentEncoding(part).toPercentEncoding();
}

QByteArray canonicalQuery(const QByteArray &query)
{
    QList<QPair<QByteArray, QByteArray>> pairs;
    for (const QByteArray &pair : query.split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const QByteArray name = equals < 0 ? pair : pair.first(equals);
        pairs.append({encodedOnce(name), equals < 0 ? QByteArray() : encodedOnce(pair.sliced(equals + 1))});
    }
    std::sort(pairs.begin(), pairs.end());
    QList<QByteArray> joined;
    for (const auto &[name, value] : pairs)
        joined.append(name + '=' + value);
    return joined.join('&');
}

struct CanonicalHeaders {
    QByteArray lines;
    QByteArray names;
};

CanonicalHeaders canonicalHeaders(const HttpRequest &request, const SigningScope &scope)
{
    static const QSet<QByteArray> changedOnTheWay{"authorization"_ba,     "connection"_ba, "expect"_ba,
                                                  "transfer-encoding"_ba, "user-agent"_ba, "x-amzn-trace-id"_ba};
    QMap<QByteArray, QByteArray> values;
    for (const auto &[name, value] : request.headers) {
        const QByteArray lower = name.toLower();
        if (changedOnTheWay.contains(lower) || (lower == "x-amz-security-token" && !scope.signToken))
            continue;
        const QByteArray simple = value.simplified();
        const auto known = values.find(lower);
        if (known == values.end())
            values.insert(lower, simple);
        else
            known->append(',' + simple);
    }
    CanonicalHeaders canonical;
    for (auto it = values.cbegin(); it != values.cend(); ++it)
        canonical.lines += it.key() + ':' + it.value() + '\n';
    canonical.names = values.keys().join(';');
    return canonical;
}

QByteArray bodyHash(const HttpRequest &request, const SigningScope &scope)
{
    return scope.unsignedBody ? "UNSIGNED-PAYLOAD"_ba : sha256(request.body);
}

QByteArray signatureOf(const QByteArray &text, const Credentials &credentials, const SigningScope &scope)
{
    QByteArray key = "AWS4" + credentials.secretAccessKey;
    for (const QByteArray &part : {timeOf(scope).first(8), scope.region, scope.service, "aws4_request"_ba})
        key = hmac(key, part);
    return hmac(key, text).toHex();
}

SignedRequest signedOver(const HttpRequest &request, const QByteArray &query, const Credentials &credentials,
                         const SigningScope &scope)
{
    const CanonicalHeaders headers = canonicalHeaders(request, scope);
    SignedRequest done{.request = request, .signature = {}, .canonicalRequest = {}, .stringToSign = {}};
    done.canonicalRequest = QList<QByteArray>{request.method,        canonicalPath(request.path, scope),
                                              canonicalQuery(query), headers.lines,
                                              headers.names,         bodyHash(request, scope)}
                                .join('\n');
    done.stringToSign =
        QList<QByteArray>{algorithm, timeOf(scope), credentialScope(scope), sha256(done.canonicalRequest)}.join('\n');
    done.signature = signatureOf(done.stringToSign, credentials, scope);
    return done;
}

} // namespace

SigningScope SigningScope::s3(const QByteArray &region, const QDateTime &time)
{
    return {.region = region,
            .service = "s3",
            .time = time,
            .normalizePath = false,
            .encodePath = false,
            .hashHeader = true};
}

SignedRequest sign(const HttpRequest &request, const Credentials &credentials, const SigningScope &scope)
{
    HttpRequest whole = request;
    if (!credentials.sessionToken.isEmpty())
        whole.headers.append({"X-Amz-Security-Token", credentials.sessionToken});
    whole.headers.append({"X-Amz-Date", timeOf(scope)});
    if (scope.hashHeader)
        whole.headers.append({"x-amz-content-sha256", bodyHash(request, scope)});

    SignedRequest done = signedOver(whole, whole.query, credentials, scope);
    const QByteArray names = canonicalHeaders(whole, scope).names;
    done.request.headers.append({"Authorization", algorithm + " Credential="_ba + credentials.accessKeyId + '/' +
                                                      credentialScope(scope) + ", SignedHeaders=" + names +
                                                      ", Signature=" + done.signature});
    return done;
}

SignedRequest presign(const HttpRequest &request, const Credentials &credentials, const SigningScope &scope,
                      int seconds)
{
    const QByteArray names = canonicalHeaders(request, scope).names;
    const QByteArray credential = credentials.accessKeyId + '/' + credentialScope(scope);
    QByteArray query = request.query;
    if (!query.isEmpty())
        query += '&';
    query += "X-Amz-Algorithm="_ba + algorithm + "&X-Amz-Credential=" + credential.toPercentEncoding() +
             "&X-Amz-Date=" + timeOf(scope) + "&X-Amz-SignedHeaders=" + names.toPercentEncoding() +
             "&X-Amz-Expires=" + QByteArray::number(seconds);
    const QByteArray token = credentials.sessionToken.isEmpty()
                                 ? QByteArray()
                                 : "&X-Amz-Security-Token=" + credentials.sessionToken.toPercentEncoding();
    SignedRequest done = signedOver(request, scope.signToken ? query + token : query, credentials, scope);
    done.request.query = query + token + "&X-Amz-Signature=" + done.signature;
    return done;
}

QList<QPair<QByteArray, QByteArray>> policyFields(const Credentials &credentials, const SigningScope &scope)
{
    QList<QPair<QByteArray, QByteArray>> fields{
        {"x-amz-algorithm", algorithm},
        {"x-amz-credential", credentials.accessKeyId + '/' + credentialScope(scope)},
        {"x-amz-date", timeOf(scope)}};
    if (!credentials.sessionToken.isEmpty())
        fields.append({"x-amz-security-token", credentials.sessionToken});
    return fields;
}

QByteArray signPolicy(const QByteArray &policy, const Credentials &credentials, const SigningScope &scope)
{
    return signatureOf(policy, credentials, scope);
}

} // namespace confab::aws
