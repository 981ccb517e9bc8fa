// SPDX-License-Identifier: GPL-3.0-or-later
#include "logging.h"

#include "private_files.h"

#include <confab/client/profile.h>

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSettings>
#include <QUuid>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

QString iniFile(const QString &folder)
{
    return folder + u"/profiles.ini"_s;
}

// The folder of one profile, made where it is not there yet.
QString profileFolder(const QString &folder, const QString &id)
{
    const QString path = folder + u"/profiles/"_s + id;
    for (const QString &each : {folder, folder + u"/profiles"_s, path}) {
        if (!makePrivateFolder(each))
            qCWarning(cacheLog, "cannot make the folder %ls", qUtf16Printable(each));
    }
    return path;
}

// Ids become folder names: nothing but what create() makes is taken from the file.
bool isProfileId(const QString &id)
{
    return !id.isEmpty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-');
    });
}

QString tokenFile(const QString &folder, const QString &id)
{
    return profileFolder(folder, id) + u"/token"_s;
}

} // namespace

ProfileStore::ProfileStore(QString folder)
    : m_folder(std::move(folder))
{
    QSettings ini(iniFile(m_folder), QSettings::IniFormat);
    m_lastUsed = ini.value("lastUsed"_L1).toString();
    const int count = ini.beginReadArray("profiles"_L1);
    for (int i = 0; i < count; ++i) {
        ini.setArrayIndex(i);
        Profile profile;
        profile.id = ini.value("id"_L1).toString();
        profile.serverName = ini.value("serverName"_L1).toString();
        profile.url = QUrl(ini.value("url"_L1).toString());
        profile.pin = QByteArray::fromHex(ini.value("pin"_L1).toString().toLatin1());
        profile.username = ini.value("username"_L1).toString();
        profile.guest = ini.value("guest"_L1).toBool();
        profile.hosted = ini.value("hosted"_L1).toBool();
        profile.gateway = ini.value("gateway"_L1).toBool();
        profile.plain = ini.value("plain"_L1).toBool();
        if (isProfileId(profile.id) && profile.url.isValid())
            m_profiles.append(profile);
    }
    ini.endArray();
}

void ProfileStore::save(const Profile &profile)
{
    const auto it =
        std::find_if(m_profiles.begin(), m_profiles.end(), [&](const Profile &each) { return each.id == profile.id; });
    if (it == m_profiles.end())
        m_profiles.append(profile);
    else if (*it == profile)
        return;
    else
        *it = profile;
    write();
}

void ProfileStore::forget(const QString &id)
{
    if (!isProfileId(id))
        return;
    m_profiles.removeIf([&](const Profile &profile) { return profile.id == id; });
    if (m_lastUsed == id)
        m_lastUsed.clear();
    QDir(m_folder + u"/profiles/"_s + id).removeRecursively();
    write();
}

Profile ProfileStore::create(const QUrl &url) const
{
    Profile profile;
    profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    profile.url = url;
    return profile;
}

QString ProfileStore::token(const QString &id) const
{
    QFile file(tokenFile(m_folder, id));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.read(1024).trimmed());
}

void ProfileStore::setToken(const QString &id, const QString &token)
{
    const QString path = tokenFile(m_folder, id);
    if (token.isEmpty()) {
        QFile::remove(path);
        return;
    }
    // Its own mode before there is anything in it, and under the old name only when it is whole.
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerOnly) || file.write(token.toUtf8()) < 0 ||
        !file.commit())
        qCWarning(cacheLog, "cannot keep the session: %ls", qUtf16Printable(file.errorString()));
}

QString ProfileStore::cacheFile(const QString &id) const
{
    return profileFolder(m_folder, id) + u"/cache.sqlite"_s;
}

QString ProfileStore::lastUsed() const
{
    return m_lastUsed;
}

void ProfileStore::setLastUsed(const QString &id)
{
    if (m_lastUsed == id)
        return;
    m_lastUsed = id;
    write();
}

void ProfileStore::write() const
{
    QDir().mkpath(m_folder);
    QFile::setPermissions(m_folder, ownerOnly | QFileDevice::ExeOwner);
    QSettings ini(iniFile(m_folder), QSettings::IniFormat);
    ini.clear();
    ini.setValue("lastUsed"_L1, m_lastUsed);
    ini.beginWriteArray("profiles"_L1, static_cast<int>(m_profiles.size()));
    for (int i = 0; i < m_profiles.size(); ++i) {
        const Profile &profile = m_profiles[i];
        ini.setArrayIndex(i);
        ini.setValue("id"_L1, profile.id);
        ini.setValue("serverName"_L1, profile.serverName);
        ini.setValue("url"_L1, profile.url.toString(QUrl::FullyEncoded));
        ini.setValue("pin"_L1, QString::fromLatin1(profile.pin.toHex()));
        ini.setValue("username"_L1, profile.username);
        ini.setValue("guest"_L1, profile.guest);
        ini.setValue("hosted"_L1, profile.hosted);
        ini.setValue("gateway"_L1, profile.gateway);
        ini.setValue("plain"_L1, profile.plain);
    }
    ini.endArray();
    ini.sync();
    QFile::setPermissions(iniFile(m_folder), ownerOnly);
    if (ini.status() != QSettings::NoError)
        qCWarning(cacheLog, "cannot write %ls", qUtf16Printable(iniFile(m_folder)));
}

} // namespace confab::client
