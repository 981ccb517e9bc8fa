// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/hosting/serve_options.h>
#include <confab/protocol/expected.h>

#include <QList>
#include <QMap>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace confab::app
{

// Every setting of confabd, each with its value and where that came from: built in, DIR/confabd.ini, the environment
// (CONFABD_SECTION_KEY), --set, an option of its own. The later wins.
class Settings
{
public:
    struct Sources {
        QString dataFolder;
        QProcessEnvironment environment;
        QStringList sets;               // "section.key=value", as --set takes them
        QMap<QString, QString> options; // section.key → value
    };

    // The error is a sentence that names the place.
    [[nodiscard]] static Expected<Settings, QString> collect(const Sources &sources);

    struct Entry {
        QString name; // section.key
        QString value;
        QString from; // "built-in", "confabd.ini", "environment", "--set", "option"
    };
    [[nodiscard]] const QList<Entry> &entries() const { return m_entries; }

    // Addresses whose host cannot be resolved are the error. The data folder and --plaintext are the caller's.
    [[nodiscard]] Expected<ServeOptions, QString> toServeOptions() const;
    // Whether --plaintext may be used on other addresses than loopback.
    [[nodiscard]] bool plaintextEverywhere() const;

private:
    [[nodiscard]] QString value(const QString &name) const;

    QList<Entry> m_entries;
};

} // namespace confab::app
