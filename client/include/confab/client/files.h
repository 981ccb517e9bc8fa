// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/problem.h>

#include <QSize>
#include <QString>

namespace confab::client
{

// A file that the person wants to send, as it was when it was chosen.
struct LocalFile {
    QString path; // absolute
    QString name; // as others will see it
    QString mime; // by its content
    qint64 size = 0;
    // In pixels, turned as it is to be seen; empty: it is no picture that can be shown. Whoever can read pictures fills
    // it in: inspectFile() looks into none.
    QSize picture;
    bool operator==(const LocalFile &) const = default;
};

// Reads what is to be known of it; a few milliseconds of disk at most, nothing of it is decoded. Why not: it is not
// there, cannot be read, is a folder or no file at all (ErrorCode::NotFound), empty (BadField, `size`) or larger than
// `maxBytes` (TooLarge, `size`; 0: no limit is known).
[[nodiscard]] Expected<LocalFile, Problem> inspectFile(const QString &path, qint64 maxBytes);

// A name under which a file of somebody else can be saved: no folders, nothing that a system forbids or takes for a
// device, no leading dot; never empty.
[[nodiscard]] QString safeFileName(const QString &name);

// A file of a message, as the view draws it.
struct ShownFile {
    enum class State {
        Away,    // the server has it, this computer has not
        Waiting, // will move by itself: for a connection, or for its turn
        Moving,
        Paused, // by the person
        Here,   // whole, at `path`
        Failed, // `failure` says why; the person may try again
    };
    QString id; // of the attachment; of one that is not sent yet: "MESSAGE/INDEX"
    QString name;
    QString mime; // what its sender says
    qint64 size = 0;
    QSize picture; // in pixels; empty: none that can be shown
    State state = State::Away;
    bool upload = false; // whether it moves to the server
    qint64 done = 0;     // bytes that have moved; told at most ten times a second
    QString path;        // where it lies on this computer; empty: nowhere
    QString smallPath;   // where a small picture of it lies; empty: none, or not yet
    QString failure;     // translated sentence
    bool operator==(const ShownFile &) const = default;
};

} // namespace confab::client
