// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/words.h>

#include <QCoreApplication>

namespace confab::client
{

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(confab::client::Words)
};

template <class File>
QString inWords(const QList<File> &files, NameOfPicture name)
{
    if (files.isEmpty())
        return {};
    if (files.size() > 1)
        return Words::tr("%n file(s)", nullptr, static_cast<int>(files.size()));
    const bool picture = files.first().mime.startsWith(QLatin1StringView("image/"));
    if (picture && name == NameOfPicture::Left)
        return Words::tr("Photo");
    if (picture)
        return Words::tr("Photo: %1").arg(files.first().name);
    return Words::tr("File: %1").arg(files.first().name);
}

} // namespace

QString filesInWords(const QList<ShownFile> &files, NameOfPicture name)
{
    return inWords(files, name);
}

QString filesInWords(const QList<protocol::Attachment> &files, NameOfPicture name)
{
    return inWords(files, name);
}

QString shownName(const QString &name, bool guest)
{
    return guest ? Words::tr("%1 (guest)").arg(name) : name;
}

QString senderOf(const MessageRow &row)
{
    return shownName(row.authorName.isEmpty() ? row.author : row.authorName, row.guest);
}

QString stateWord(const MessageRow &row)
{
    if (!row.own || row.deleted)
        return {};
    switch (row.state) {
    case MessageRow::State::Waiting:
        return Words::tr("waiting to be sent");
    case MessageRow::State::Sending:
        return Words::tr("sending");
    case MessageRow::State::Sent:
        return Words::tr("sent");
    case MessageRow::State::Read:
        return Words::tr("read");
    case MessageRow::State::Failed:
        return row.unsure ? Words::tr("maybe sent") : Words::tr("not sent");
    }
    return {};
}

} // namespace confab::client
