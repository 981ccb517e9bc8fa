// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/parcel.h>
#include <confab/core/ports.h>

#include <QUrl>

#include <optional>
#include <variant>

// What a call leaves to a worker, as it lies in a queue: JSON of at most 256 KiB (SQS).
namespace confab::aws
{

// Connections that are told besides those that the call tells itself.
struct LateParcels {
    QUrl api; // as ManagementApi::deliver takes it
    QList<Parcel> parcels;
    int putOff = 0; // how often they were tried, and refused as too much
};

// Something that a bot is asked, or forgets.
struct LateQuestion {
    QUrl api;
    QString bot;
    core::BotQuestion question;
    bool startsOver = false; // the dialogue of question.session is forgotten; nothing is asked
};

using LateWork = std::variant<LateParcels, LateQuestion>;

// Of a question as much of what was said before as a queue's message holds.
[[nodiscard]] QByteArray encodeLate(const LateWork &work);
// Nothing where it is none of ours.
[[nodiscard]] std::optional<LateWork> parseLate(const QByteArray &body);

// Parcels in as few pieces as a queue's messages hold, in their order.
[[nodiscard]] QList<QByteArray> encodeLate(const QUrl &api, const QList<Parcel> &parcels, int putOff = 0);

} // namespace confab::aws
