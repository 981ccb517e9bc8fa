// SPDX-License-Identifier: GPL-3.0-or-later
#include "forwarding.h"

#include <confab/client/words.h>
#include <confab/protocol/text_cut.h>

#include <QStringList>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

// A name is no markup.
QString escaped(const QString &name)
{
    QString result;
    for (const QChar each : name.simplified()) {
        if (u"\\`*_[]<>~|&#"_s.contains(each))
            result += u'\\';
        result += each;
    }
    return result;
}

} // namespace

QString saidIn(const protocol::Message &message)
{
    return message.text.isEmpty() ? escaped(filesInWords(message.attachments)) : message.text;
}

QString saidWithFiles(const protocol::Message &message)
{
    QStringList lines;
    if (!message.text.isEmpty())
        lines.append(message.text);
    for (const protocol::Attachment &file : message.attachments)
        lines.append(escaped(filesInWords(QList<protocol::Attachment>{file}, NameOfPicture::Told)));
    return lines.join(u'\n');
}

QString forwardedText(const QString &name, const QString &text, qsizetype limit)
{
    const QString more = u"\u2026"_s;
    QString result = u"> \u2014 "_s + escaped(name) + u"\n>"_s;
    qsizetype left = limit - result.toUtf8().size();
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = u"\n> "_s + lines[i];
        const qsizetype size = line.toUtf8().size();
        const bool last = i + 1 == lines.size();
        if (size + (last ? 0 : more.toUtf8().size()) > left)
            return result + protocol::cutToBytes(line, left - more.toUtf8().size()) + more;
        result += line;
        left -= size;
    }
    return result;
}

} // namespace confab::client
