// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/credentials.h>

#include <QList>
#include <QPair>

// AWS Signature Version 4. Pure functions, safe on any thread.
namespace confab::aws
{

// A request as it goes over the wire.
struct HttpRequest {
    QByteArray method;
    QByteArray path; // percent-encoded as it is sent; empty: "/"
    QByteArray query = {};
    QList<QPair<QByteArray, QByteArray>> headers = {}; // Host must be among them
    QByteArray body = {};
};

struct SigningScope {
    QByteArray region;
    QByteArray service; // its signing name: "lex", "s3", "execute-api", …
    QDateTime time;     // UTC; the service takes what is no more than five minutes off

    // "." and ".." and doubled slashes are taken out of the path before it is signed; S3 wants them as they are.
    bool normalizePath = true;
    // The path is percent-encoded a second time before it is signed; S3 wants it as it is sent.
    bool encodePath = true;
    // The body's hash goes along as x-amz-content-sha256; S3 wants that.
    bool hashHeader = false;
    // The body is not signed ("UNSIGNED-PAYLOAD"): what somebody else will upload to a presigned address of S3.
    bool unsignedBody = false;
    // Whether a session token is part of what is signed. A few services take it only beside the signature.
    bool signToken = true;

    // What S3 wants.
    [[nodiscard]] static SigningScope s3(const QByteArray &region, const QDateTime &time);
};

struct SignedRequest {
    HttpRequest request;
    QByteArray signature; // 64 hexadecimal digits
    // What was signed, for tests.
    QByteArray canonicalRequest;
    QByteArray stringToSign;
};

// Adds X-Amz-Security-Token, X-Amz-Date, x-amz-content-sha256 (each where it is wanted) and Authorization. Signs every
// header but those that proxies change (Connection, Expect, Transfer-Encoding, User-Agent, X-Amzn-Trace-Id).
[[nodiscard]] SignedRequest sign(const HttpRequest &request, const Credentials &credentials, const SigningScope &scope);

// Puts the signature into the query: whoever has the address may use it for so many seconds (1 … 604,800).
[[nodiscard]] SignedRequest presign(const HttpRequest &request, const Credentials &credentials,
                                    const SigningScope &scope, int seconds);

// What the fields of a form for S3 say of its signature: x-amz-algorithm, x-amz-credential, x-amz-date, and
// x-amz-security-token where there is one. The policy has to name each of them.
[[nodiscard]] QList<QPair<QByteArray, QByteArray>> policyFields(const Credentials &credentials,
                                                                const SigningScope &scope);
// x-amz-signature over a policy in Base64: 64 hexadecimal digits.
[[nodiscard]] QByteArray signPolicy(const QByteArray &policy, const Credentials &credentials,
                                    const SigningScope &scope);

} // namespace confab::aws
