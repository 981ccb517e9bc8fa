// SPDX-License-Identifier: GPL-3.0-or-later
#include "file_reading.h"

#include "file_thread.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <memory>

namespace confab::client
{

namespace
{

constexpr qint64 atOnce = 4 * 1024 * 1024;

// As it is now; Good where that is as it was.
FileRead look(const OutboxFile &file)
{
    FileRead found;
    const QFileInfo info(file.path);
    if (!info.isFile())
        return found;
    found.size = info.size();
    found.modified = info.lastModified().toMSecsSinceEpoch();
    const bool same = file.modified == 0 || (found.size == file.size && found.modified == file.modified);
    found.outcome = same ? FileRead::Outcome::Good : FileRead::Outcome::Changed;
    return found;
}

struct Hashing {
    OutboxFile wanted;
    QFile file;
    QCryptographicHash hash{QCryptographicHash::Sha256};
    std::function<void(FileRead)> done;
};

void goOn(FileThread &thread, const std::shared_ptr<Hashing> &hashing)
{
    const auto end = [&](const FileRead &read) { thread.answer([hashing, read] { hashing->done(read); }); };
    const QByteArray bytes = hashing->file.read(atOnce);
    if (!bytes.isEmpty()) {
        hashing->hash.addData(bytes);
        thread.post([&thread, hashing] { goOn(thread, hashing); });
        return;
    }
    if (hashing->file.error() != QFileDevice::NoError)
        return end({});
    // Whatever was written to it meanwhile is in no hash.
    FileRead found = look(hashing->wanted);
    found.sha256 = QString::fromLatin1(hashing->hash.result().toHex());
    end(found);
}

} // namespace

qint64 modifiedAt(const QString &path)
{
    const QFileInfo info(path);
    return info.isFile() ? info.lastModified().toMSecsSinceEpoch() : 0;
}

void hashFile(FileThread &thread, const OutboxFile &file, std::function<void(FileRead)> done)
{
    thread.post([&thread, file, done = std::move(done)] {
        auto hashing = std::make_shared<Hashing>();
        hashing->wanted = file;
        hashing->done = done;
        const FileRead found = look(file);
        hashing->wanted.size = found.size;
        hashing->wanted.modified = found.modified;
        hashing->file.setFileName(file.path);
        if (found.outcome != FileRead::Outcome::Good)
            thread.answer([done, found] { done(found); });
        else if (!hashing->file.open(QIODevice::ReadOnly))
            thread.answer([done] { done({}); });
        else
            goOn(thread, hashing);
    });
}

FileRead readPart(const OutboxFile &file, qint64 offset, qint64 most)
{
    FileRead found = look(file);
    if (found.outcome != FileRead::Outcome::Good)
        return found;
    QFile opened(file.path);
    if (!opened.open(QIODevice::ReadOnly) || !opened.seek(offset))
        return {};
    found.bytes = opened.read(most);
    if (found.bytes.isEmpty())
        return {};
    return found;
}

} // namespace confab::client
