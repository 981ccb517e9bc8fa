// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core.h"

#include <QHash>

namespace confab::core
{

// Files: who may send which, and fetch which. Their bytes go past the core.
class FileDesk
{
public:
    explicit FileDesk(Core &core);

    void handle(Turn &turn, Connection &connection, const protocol::Attach &command);
    void handle(Turn &turn, Connection &connection, const protocol::Detach &command);
    void handle(Turn &turn, Connection &connection, const protocol::Fetch &command);
    void handle(Turn &turn, Connection &connection, const protocol::Got &command);
    void left(const QString &connection);
    // Removes what was sent and came into no message within a day, and what no message has any more.
    void tidy();

private:
    // False: it is not, which has been answered.
    [[nodiscard]] bool isGood(Turn &turn, const Reply &reply, const protocol::Attach &command) const;
    void expect(const Reply &reply, const QString &key, const StoredFile &file);
    // The same where they are sent past this program. `again`: it was announced before, and may have been sent since.
    void expectElsewhere(const Reply &reply, const StoredFile &file, bool again);
    void arrived(const Reply &reply, const StoredFile &file, FileDepot::Arrival arrival);
    void refuse(const Reply &reply, const QString &id);
    void forget(const QStringList &unwanted);
    void moved(const QString &connection, const QString &attachment, qint64 offset);
    void ended(const FileKeeper::Ended &ended);
    // A file is here and nobody knows of it yet: first its picture is looked at, where it is one.
    void look(const Reply &reply, const QString &id);
    void keepThumbnail(const Reply &reply, const QString &id, const Pictures::Picture &picture);
    void setWhole(Turn &turn, const Reply &reply, const QString &id);

    Core &m_core;
    QHash<QString, Reply> m_coming; // by attachment: the answer to the command that asked for it
};

} // namespace confab::core
