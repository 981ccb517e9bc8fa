// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

namespace confab::client
{

// One account on one server, as this computer remembers it. Everything kept (cache, outbox, token) hangs on `id`, which
// is random and local, never on what a server claims to be.
struct Profile {
    QString id;
    QString serverName; // as the server called itself last
    QUrl url;           // ws:// or wss://
    QByteArray pin;     // SHA-256 of the server's public key, or certifiedPin(); empty: not met yet, or ws://
    QString username;   // empty: not signed in
    bool guest = false;
    bool hosted = false;  // the server that this computer hosts
    bool gateway = false; // behind API Gateway, as the person or the server's own ways have told
    bool plain = false;   // added as a plain AWS backend, and spoken to as such for good: basic mode

    // Whether it is known for a server that speaks Confab's protocol.
    [[nodiscard]] bool isMet() const { return !pin.isEmpty() || !username.isEmpty() || !serverName.isEmpty(); }
    // What the server is called on screen: its name, before it told one its address.
    [[nodiscard]] QString shownName() const { return serverName.isEmpty() ? url.host() : serverName; }

    bool operator==(const Profile &) const = default;
};

// In place of a key: the certificate is checked as everywhere on the web, by authorities and name.
[[nodiscard]] inline QByteArray certifiedPin()
{
    return QByteArrayLiteral("certified");
}

// What a person typed or pasted as an address → ws(s) URL with port; wss unless `ws://` was typed. Where no port was
// given it is 7465, a Confab server's own, for `chat.example.org` and for `wss://chat.example.org`; with a path, as
// `wss://x.execute-api.eu-west-1.amazonaws.com/prod`, it is a gateway's or a proxy's address and means 443 (`ws://`:
// 80). A gateway without a path is reached by writing `:443`. Nothing where it is no address.
[[nodiscard]] std::optional<QUrl> parseAddress(const QString &text);

// Remembers profiles in `<folder>/profiles.ini` and tokens in 0600 files beside each profile's cache.
// One object per program, on the UI thread; small files, read once, written whole.
class ProfileStore
{
public:
    explicit ProfileStore(QString folder);

    [[nodiscard]] const QList<Profile> &profiles() const { return m_profiles; }
    // Adds or replaces by id.
    void save(const Profile &profile);
    // Forgets the server: cache, outbox and token are deleted with it.
    void forget(const QString &id);
    [[nodiscard]] Profile create(const QUrl &url) const; // with a fresh id; not saved yet

    [[nodiscard]] QString token(const QString &id) const;   // empty: none
    void setToken(const QString &id, const QString &token); // empty removes it

    [[nodiscard]] QString cacheFile(const QString &id) const; // its folder exists, mode 0700
    [[nodiscard]] QString lastUsed() const;
    void setLastUsed(const QString &id);

private:
    void write() const;

    QString m_folder;
    QList<Profile> m_profiles;
    QString m_lastUsed;
};

} // namespace confab::client
