// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/settings.h>

#include <QHostAddress>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace confab::app
{

struct ListenAddress {
    QHostAddress host;
    quint16 port = 0; // 0 picks one
    bool operator==(const ListenAddress &) const = default;
};

// The person who hosts: their account is made where it does not exist, else the password is checked.
struct OwnerCredentials {
    QString username;
    QString password;
};

struct ServeOptions {
    QString dataFolder;
    QList<ListenAddress> addresses;
    // How many ports are tried from the given one on.
    int portsToTry = 1;
    // ws:// without TLS. Whether that is fit for an address is the caller's to know.
    bool plaintext = false;
    // Of web pages that may connect, as `https://chat.example`.
    QStringList origins;
    core::ServerSettings settings;
    QStringList botSettings; // "bot/ID.key=value", over what DIR/confabd.ini says
    std::optional<OwnerCredentials> owner;
};

// Why a server did not start.
struct StartProblem {
    enum class Kind {
        AddressTaken, // or not this computer's, or not allowed
        DataInUse,
        DataNewer,
        DataUnreadable,
        WrongPassword, // of the owner
        OwnerDisabled,
        BadName,
        BadPassword,
    };
    Kind kind = Kind::DataUnreadable;
    QString detail; // a sentence in English
};

// Something that the host has to know of the data.
struct HostNotice {
    enum class Kind {
        BackupTookPlace, // the database was damaged and set aside; the newest backup took its place
        WasRebuilt,      // the same, and what could be read of it was kept
        DamageMet,       // by a server that runs; it is mended at the next start
    };
    Kind kind = Kind::DamageMet;
    QString setAside; // path of the damaged database, where there is one
    QString sentence; // English, as in the log
};

} // namespace confab::app
