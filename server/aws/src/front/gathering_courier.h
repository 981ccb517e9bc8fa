// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/connection_index.h>
#include <confab/aws/parcel.h>
#include <confab/core/ports.h>

#include <QHash>

#include <vector>

namespace confab::aws
{

// Keeps what the rules of chat say while they look at one call, and finds out afterwards whom it is for. Nothing goes
// out before: what is told others has been stored. Takes no files; they have ways of their own on AWS.
class GatheringCourier final : public core::Courier
{
public:
    // The connection that the call is about: it is known without asking, also before the index has heard of it.
    explicit GatheringCourier(core::ConnectionRow self);

    void bind(const QString &connection, const QString &key) override;
    void deliver(const core::Audience &audience, const core::Outgoing &what) override;
    void close(const QString &connection, int code, const QString &reason) override;
    void takeFile(const QString &, const QString &) override {}
    void sendFile(const QString &, const OutgoingFile &) override {}
    void fileGot(const QString &, const QString &, qint64) override {}

    // The connection is no more: nothing is for it.
    void forgetSelf();
    // All of it, by connection: the call's own first, the others in the order in which they were first spoken to. Where
    // the index cannot be read those that it would have named are left out; `problem` then says why.
    struct Gathered {
        QList<Parcel> parcels;
        QString problem; // for logs
    };
    [[nodiscard]] Gathered gather(ConnectionIndex &index) const;

private:
    struct Said {
        core::Audience audience;
        QByteArray frame;
        bool plain = false; // for connections of the plain dialect, else of the other
        bool close = false; // no frame: these connections end
    };

    core::ConnectionRow m_self;
    bool m_selfIsHere = true;
    std::vector<Said> m_said;
};

} // namespace confab::aws
