// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/client.h>
#include <confab/core/ports.h>

namespace confab::aws
{

// Files in a bucket of S3, which people send to and fetch from. What comes lies under incoming/ID, where anybody who
// has its form may write it for a while; once its bytes are as announced they are copied to files/ID, where nobody but
// this writes. Each call runs an event loop until S3 has answered, and calls back before it returns. On one thread.
class S3Depot final : public core::FileDepot
{
public:
    // The references outlive this. Addresses are the bucket's own (https://BUCKET.s3.REGION.amazonaws.com), or below an
    // endpoint that is configured.
    S3Depot(QString bucket, CredentialsProvider &credentials, Client &client, QProcessEnvironment environment,
            const core::Clock &clock);
    ~S3Depot() override;

    void form(const core::StoredFile &file, std::function<void(const std::optional<Form> &)> done) override;
    void take(const core::StoredFile &file, std::function<void(Arrival)> done) override;
    void address(const core::StoredFile &file, std::function<void(const QString &)> done) override;
    void remove(const QStringList &attachments, std::function<void(const QStringList &)> done) override;

private:
    class Calls;
    std::unique_ptr<Calls> m_calls;
};

} // namespace confab::aws
