// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/credentials.h>
#include <confab/core/ports.h>

#include <QUrl>

// What is given to people so that they can send a file to a bucket and fetch one: signatures over exactly that. Pure
// functions.
namespace confab::aws::s3
{

// Where a bucket answers.
struct Place {
    QUrl endpoint;   // without a path at its end
    QByteArray path; // what comes before a key: "/", or "/BUCKET/"
    QString bucket;
    QByteArray region;
};

// For how long both are good. An upload or a download that has begun in time goes on beyond it.
inline constexpr int formSeconds = 15 * 60;
inline constexpr int addressSeconds = 5 * 60;

// An HTML form's worth: the file under that key, of exactly its size and hash, of no kind that a browser would show.
[[nodiscard]] core::FileDepot::Form formFor(const Place &place, const QByteArray &key, const core::StoredFile &file,
                                            const Credentials &credentials, const QDateTime &now);

// Of what is under that key, as a file of that name which browsers save and never show.
[[nodiscard]] QString addressOf(const Place &place, const QByteArray &key, const QString &name,
                                const Credentials &credentials, const QDateTime &now);

// Content-Disposition for any name (RFC 6266, RFC 8187). Slashes of both kinds, which are no part of a name, are
// underscores in it.
[[nodiscard]] QByteArray dispositionOf(const QString &name);

} // namespace confab::aws::s3
