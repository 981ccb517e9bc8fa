// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/aws/s3_depot.h>

#include "front/front_log.h"
#include "s3_forms.h"

#include <QEventLoop>
#include <QXmlStreamReader>

#include <utility>

namespace confab::aws
{

using namespace Qt::StringLiterals;

namespace
{

// Removals under way at the same time: as many as Qt keeps connections to a host.
constexpr qsizetype removalsAtOnce = 6;

const Service &s3Service()
{
    static const Service service{.signingName = "s3", .host = u"s3"_s, .id = u"S3"_s};
    return service;
}

QByteArray incoming(const QString &attachment)
{
    return "incoming/" + attachment.toLatin1();
}

QByteArray kept(const QString &attachment)
{
    return "files/" + attachment.toLatin1();
}

// Without the permission to list a bucket, what it does not have is refused.
bool isMissing(const Error &error)
{
    return error.status == 404 || error.status == 403;
}

QByteArray headerOf(const Answer &answer, const QByteArray &name)
{
    for (const auto &[known, value] : answer.headers) {
        if (known.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

// Of "bytes 0-0/SIZE".
qint64 wholeSizeOf(const Answer &answer)
{
    const QByteArray range = headerOf(answer, "Content-Range");
    return range.sliced(range.lastIndexOf('/') + 1).toLongLong();
}

// In hex; empty: it is not said. An answer to a copy may begin as a success and end as an error.
QString copiedHash(const QByteArray &body)
{
    QXmlStreamReader xml(body);
    while (!xml.atEnd()) {
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == "ChecksumSHA256"_L1)
            return QString::fromLatin1(QByteArray::fromBase64(xml.readElementText().toLatin1()).toHex());
    }
    return {};
}

} // namespace

class S3Depot::Calls
{
public:
    using Outcome = Expected<Answer, Error>;

    Calls(QString bucket, CredentialsProvider &credentials, Client &client, QProcessEnvironment environment,
          const core::Clock &clock)
        : m_bucket(std::move(bucket))
        , m_credentials(credentials)
        , m_client(client)
        , m_environment(std::move(environment))
        , m_clock(clock)
    {
    }

    [[nodiscard]] QDateTime now() const { return m_clock.now(); }

    [[nodiscard]] Expected<s3::Place, Error> place()
    {
        if (m_place)
            return *m_place;
        const SharedConfig config = SharedConfig::read(m_environment);
        const auto region = regionOf(m_environment, config);
        if (!region)
            return Unexpected{region.error()};
        const auto service = endpointOf(m_environment, config, s3Service(), *region);
        if (!service)
            return Unexpected{service.error()};
        // No certificate of S3 is for a host whose first part has dots.
        QUrl own = *service;
        if (!m_bucket.contains(u'.'))
            own.setHost(m_bucket + u'.' + own.host());
        auto endpoint = endpointOf(m_environment, config, s3Service(), *region, own);
        if (!endpoint)
            return Unexpected{endpoint.error()};
        const bool ofBucket = *endpoint == own && own != *service;
        while (endpoint->path().endsWith(u'/'))
            endpoint->setPath(endpoint->path().chopped(1));
        m_place = s3::Place{.endpoint = *endpoint,
                            .path = ofBucket ? QByteArray("/") : '/' + m_bucket.toLatin1() + '/',
                            .bucket = m_bucket,
                            .region = *region};
        return *m_place;
    }

    [[nodiscard]] Expected<Credentials, Error> credentials()
    {
        std::optional<Expected<Credentials, Error>> found;
        QEventLoop loop;
        m_credentials.get([&](const Expected<Credentials, Error> &outcome) {
            found = outcome;
            loop.quit();
        });
        if (!found)
            loop.exec();
        return *found;
    }

    // `done` later or at once.
    void send(const QByteArray &method, const QByteArray &key, const QList<QPair<QByteArray, QByteArray>> &headers,
              const Client::Done &done)
    {
        const auto where = place();
        if (!where)
            return done(Unexpected{where.error()});
        m_client.send({.service = s3Service(),
                       .method = method,
                       .path = where->path + key,
                       .headers = headers,
                       .region = where->region,
                       .endpoint = where->endpoint},
                      done);
    }

    [[nodiscard]] Outcome call(const QByteArray &method, const QByteArray &key,
                               const QList<QPair<QByteArray, QByteArray>> &headers = {})
    {
        std::optional<Outcome> outcome;
        QEventLoop loop;
        send(method, key, headers, [&](const Outcome &answer) {
            outcome = answer;
            loop.quit();
        });
        if (!outcome)
            loop.exec();
        return *outcome;
    }

    // Those of which nothing is left, of a few.
    [[nodiscard]] QStringList removeTogether(const QStringList &attachments)
    {
        QEventLoop loop;
        QStringList failed;
        qsizetype open = 2 * attachments.size();
        for (const QString &id : attachments) {
            for (const QByteArray &key : {kept(id), incoming(id)}) {
                send("DELETE", key, {}, [&, id](const Outcome &answer) {
                    if (!answer && answer.error().status != 404) {
                        qCWarning(lcFront).noquote() << "a file could not be removed:" << answer.error().detail;
                        failed.append(id);
                    }
                    if (--open == 0)
                        loop.quit();
                });
            }
        }
        if (open > 0)
            loop.exec();
        QStringList removed = attachments;
        removed.removeIf([&failed](const QString &id) { return failed.contains(id); });
        return removed;
    }

    [[nodiscard]] Arrival unavailable(const char *what, const Error &error) const
    {
        qCWarning(lcFront).noquote() << what << error.detail;
        return Arrival::Unavailable;
    }

    [[nodiscard]] Arrival take(const core::StoredFile &file)
    {
        const QString &id = file.attachment.id;
        // One byte of it says how large it is.
        const Outcome found = call("GET", incoming(id), {{"Range", "bytes=0-0"}});
        if (!found && isMissing(found.error()))
            return Arrival::Missing;
        const bool isEmpty = !found && found.error().status == 416;
        if (!found && !isEmpty)
            return unavailable("what was sent cannot be looked at:", found.error());
        if (isEmpty || wholeSizeOf(*found) != file.attachment.size)
            return wrong(id);
        // S3 hashes what it copies.
        const Outcome copied = call("PUT", kept(id),
                                    {{"x-amz-copy-source", '/' + m_bucket.toLatin1() + '/' + incoming(id)},
                                     {"x-amz-copy-source-if-match", headerOf(*found, "ETag")},
                                     {"x-amz-checksum-algorithm", "SHA256"}});
        if (!copied)
            return unavailable("what was sent cannot be kept:", copied.error());
        const QString hash = copiedHash(copied->body);
        if (hash.isEmpty())
            return unavailable("what was sent cannot be kept:", Error{.detail = u"no hash of the copy came"_s});
        if (hash != file.sha256)
            return wrong(id);
        // Where this fails the bucket's own rule removes it within two days.
        (void)call("DELETE", incoming(id));
        return Arrival::Whole;
    }

private:
    [[nodiscard]] Arrival wrong(const QString &id)
    {
        return removeTogether({id}).isEmpty() ? Arrival::Unavailable : Arrival::Wrong;
    }

    QString m_bucket;
    CredentialsProvider &m_credentials;
    Client &m_client;
    QProcessEnvironment m_environment;
    const core::Clock &m_clock;
    std::optional<s3::Place> m_place;
};

S3Depot::S3Depot(QString bucket, CredentialsProvider &credentials, Client &client, QProcessEnvironment environment,
                 const core::Clock &clock)
    : m_calls(std::make_unique<Calls>(std::move(bucket), credentials, client, std::move(environment), clock))
{
}

S3Depot::~S3Depot() = default;

void S3Depot::form(const core::StoredFile &file, std::function<void(const std::optional<Form> &)> done)
{
    const auto place = m_calls->place();
    const auto credentials = m_calls->credentials();
    if (!place || !credentials) {
        qCWarning(lcFront).noquote() << "no form for a file can be signed:"
                                     << (place ? credentials.error() : place.error()).detail;
        return done(std::nullopt);
    }
    done(s3::formFor(*place, incoming(file.attachment.id), file, *credentials, m_calls->now()));
}

void S3Depot::take(const core::StoredFile &file, std::function<void(Arrival)> done)
{
    done(m_calls->take(file));
}

void S3Depot::address(const core::StoredFile &file, std::function<void(const QString &)> done)
{
    const auto place = m_calls->place();
    const auto credentials = m_calls->credentials();
    if (!place || !credentials) {
        qCWarning(lcFront).noquote() << "no address of a file can be signed:"
                                     << (place ? credentials.error() : place.error()).detail;
        return done({});
    }
    done(s3::addressOf(*place, kept(file.attachment.id), file.attachment.name, *credentials, m_calls->now()));
}

void S3Depot::remove(const QStringList &attachments, std::function<void(const QStringList &)> done)
{
    QStringList removed;
    for (qsizetype i = 0; i < attachments.size(); i += removalsAtOnce)
        removed += m_calls->removeTogether(attachments.mid(i, removalsAtOnce));
    done(removed);
}

} // namespace confab::aws
