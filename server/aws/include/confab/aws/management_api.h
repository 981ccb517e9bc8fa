// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/client.h>
#include <confab/aws/parcel.h>

#include <chrono>
#include <memory>
#include <vector>

namespace confab::aws
{

// Posts to the connections of a WebSocket API (POST and DELETE /@connections). On one thread.
class ManagementApi
{
public:
    // Connections that are posted to at the same time.
    static constexpr int atOnce = 50;

    // The references outlive this.
    ManagementApi(CredentialsProvider &credentials, const QProcessEnvironment &environment, const core::Clock &clock,
                  const ClientOptions &options = {});
    ~ManagementApi();

    struct Outcome {
        QStringList gone; // these connections are no more (410)
        int posted = 0;   // frames
        int failed = 0;   // frames that did not go out, but for those to connections that are gone and those in `left`
        // What surely has not gone out and may later: refused to the last as too much (429), or not begun when the time
        // was over. Each from the first frame on that was not posted.
        QList<Parcel> left;
        QString problem; // of the last that failed, for logs
    };
    // Runs an event loop until all has gone out, or was given up after a few tries, or the time is over. One frame
    // after the other for each connection; what is behind one that failed is not sent, so that nothing is told in the
    // wrong order. `api`: where the API answers, https://DOMAIN/STAGE, unless an endpoint is configured
    // (AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI).
    [[nodiscard]] Outcome deliver(const QUrl &api, const QList<Parcel> &parcels, std::chrono::milliseconds time);

private:
    class Round;

    // Qt keeps six connections to a host for each of these.
    std::vector<std::unique_ptr<Client>> m_clients;
};

} // namespace confab::aws
