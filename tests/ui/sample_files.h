// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/files.h>

#include <QFile>
#include <QImage>
#include <QTemporaryDir>

// Files for the tests of what shows them.
namespace confab::tests
{

class SampleFiles
{
public:
    QString path(const QString &name) const { return m_folder.filePath(name); }

    // One colour, in the format that its name ends in.
    QString picture(const QString &name, QSize size, const QColor &color = Qt::red) const
    {
        QImage image(size, QImage::Format_RGB32);
        image.fill(color);
        return image.save(path(name)) ? path(name) : QString();
    }

    QString file(const QString &name, const QByteArray &bytes) const
    {
        QFile out(path(name));
        return out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() ? path(name) : QString();
    }

private:
    QTemporaryDir m_folder;
};

inline client::ShownFile shownFile(const QString &id, const QString &name, qint64 size, QSize picture = {})
{
    client::ShownFile file;
    file.id = id;
    file.name = name;
    file.size = size;
    file.picture = picture;
    return file;
}

} // namespace confab::tests
