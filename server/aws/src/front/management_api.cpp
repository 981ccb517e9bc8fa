// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/aws/management_api.h>

#include <QEventLoop>
#include <QTimer>

#include <algorithm>

namespace confab::aws
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int connectionsOfAClient = 6; // QNetworkAccessManager's
constexpr int gone = 410;               // API Gateway's GoneException
constexpr int tooLarge = 413;

Service service()
{
    return {.signingName = "execute-api", .host = u"execute-api"_s, .id = u"APIGATEWAYMANAGEMENTAPI"_s};
}

} // namespace

// One list of parcels on its way.
class ManagementApi::Round final : public std::enable_shared_from_this<Round>
{
public:
    Round(ManagementApi &api, QUrl endpoint, const QList<Parcel> &parcels)
        : m_api(api)
        , m_endpoint(std::move(endpoint))
        , m_parcels(parcels)
    {
    }

    [[nodiscard]] Outcome run(std::chrono::milliseconds time)
    {
        QTimer::singleShot(time, &m_loop, &QEventLoop::quit);
        const qsizetype first = std::min<qsizetype>(atOnce, m_parcels.size());
        while (m_begun < first)
            step(m_begun++, 0);
        if (m_done < m_parcels.size())
            m_loop.exec();
        // What is still under way answers to nobody.
        m_over = true;
        if (m_done < m_parcels.size())
            m_outcome.problem = u"The time was over."_s;
        for (qsizetype place = m_begun; place < m_parcels.size(); ++place)
            leave(place, 0);
        qsizetype frames = 0;
        for (const Parcel &parcel : m_parcels)
            frames += parcel.frames.size();
        m_outcome.failed = static_cast<int>(frames - m_outcome.posted - m_needless);
        return m_outcome;
    }

private:
    void step(qsizetype place, qsizetype frame)
    {
        const Parcel &parcel = m_parcels[place];
        const bool ends = frame == parcel.frames.size();
        if (ends && !parcel.close)
            return finish();
        Request request{.service = service(),
                        .method = ends ? QByteArray("DELETE") : QByteArray("POST"),
                        .path = "/@connections/" + QUrl::toPercentEncoding(parcel.connection)};
        request.endpoint = m_endpoint;
        if (!ends)
            request.body = parcel.frames[frame];
        const std::size_t client = static_cast<std::size_t>(place) % m_api.m_clients.size();
        m_api.m_clients[client]->send(
            request, [self = shared_from_this(), this, place, frame, ends](const Expected<Answer, Error> &answer) {
                if (!m_over)
                    took(place, frame, ends, answer);
            });
    }

    void took(qsizetype place, qsizetype frame, bool ends, const Expected<Answer, Error> &answer)
    {
        const Parcel &parcel = m_parcels[place];
        if (answer) {
            m_outcome.posted += ends ? 0 : 1;
            return ends ? finish() : step(place, frame + 1);
        }
        if (answer.error().status == gone) {
            m_outcome.gone.append(parcel.connection);
            m_needless += parcel.frames.size() - frame;
            return finish();
        }
        if (answer.error().kind == ErrorKind::Throttled) {
            leave(place, frame);
            return finish();
        }
        m_outcome.problem = u"%1 %2"_s.arg(answer.error().code, answer.error().detail).trimmed();
        // Too large is this frame alone.
        return !ends && answer.error().status == tooLarge ? step(place, frame + 1) : finish();
    }

    void leave(qsizetype place, qsizetype frame)
    {
        Parcel rest = m_parcels[place];
        rest.frames.remove(0, frame);
        m_needless += rest.frames.size();
        m_outcome.left.append(rest);
    }

    void finish()
    {
        ++m_done;
        if (m_begun < m_parcels.size())
            step(m_begun++, 0);
        else if (m_done == m_parcels.size())
            m_loop.quit();
    }

    ManagementApi &m_api;
    QUrl m_endpoint;
    QList<Parcel> m_parcels;
    Outcome m_outcome;
    QEventLoop m_loop;
    qsizetype m_begun = 0;
    qsizetype m_done = 0;
    qsizetype m_needless = 0; // frames to connections that are gone, or for later
    bool m_over = false;
};

ManagementApi::ManagementApi(CredentialsProvider &credentials, const QProcessEnvironment &environment,
                             const core::Clock &clock, const ClientOptions &options)
{
    for (int connections = 0; connections < atOnce; connections += connectionsOfAClient)
        m_clients.push_back(std::make_unique<Client>(credentials, environment, clock, options));
}

ManagementApi::~ManagementApi() = default;

ManagementApi::Outcome ManagementApi::deliver(const QUrl &api, const QList<Parcel> &parcels,
                                              std::chrono::milliseconds time)
{
    // Calls that outlast it keep it.
    return std::make_shared<Round>(*this, api, parcels)->run(time);
}

} // namespace confab::aws
