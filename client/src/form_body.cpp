// SPDX-License-Identifier: GPL-3.0-or-later
#include "form_body.h"

#include "file_thread.h"

#include <confab/protocol/ulid.h>

#include <QPointer>

#include <algorithm>
#include <cstring>

namespace confab::client
{

namespace
{

// One piece of the file that is read, and what lies ready below which the next one is.
constexpr qint64 pieceOfFile = 256 * 1024;

// As browsers write names.
QByteArray quoted(const QString &name)
{
    QByteArray text = name.toUtf8();
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
    return '"' + text + '"';
}

} // namespace

FormBody::FormBody(FileThread &thread, OutboxFile file, const QList<protocol::FormField> &form)
    : m_thread(thread)
    , m_file(std::move(file))
    // 160 random bits that are in no file by chance.
    , m_boundary("confab-" + (protocol::makeUlid() + protocol::makeUlid()).toLatin1())
{
    const QByteArray begins = "--" + m_boundary + "\r\nContent-Disposition: form-data; name=";
    for (const protocol::FormField &field : form)
        m_ready += begins + quoted(field.name) + "\r\n\r\n" + field.value.toUtf8() + "\r\n";
    // What it is called and what it is are no business of whoever keeps it.
    m_ready += begins + "\"file\"; filename=\"file\"\r\nContent-Type: application/octet-stream\r\n\r\n";
    m_beforeFile = m_ready.size();
    m_tail = "\r\n--" + m_boundary + "--\r\n";
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    readAhead();
}

QByteArray FormBody::contentType() const
{
    return "multipart/form-data; boundary=" + m_boundary;
}

qint64 FormBody::wholeSize() const
{
    return m_beforeFile + m_file.size + static_cast<qint64>(qstrlen("\r\n----\r\n")) + m_boundary.size();
}

qint64 FormBody::readData(char *data, qint64 most)
{
    const qint64 count = std::min<qint64>(most, m_ready.size());
    std::memcpy(data, m_ready.constData(), static_cast<std::size_t>(count));
    m_ready.remove(0, count);
    readAhead();
    const bool over = m_ready.isEmpty() && m_tail.isEmpty();
    return count == 0 && (over || m_outcome != FileRead::Outcome::Good) ? -1 : count;
}

void FormBody::readAhead()
{
    if (m_reading || m_stopped || m_tail.isEmpty() || m_ready.size() >= pieceOfFile)
        return;
    m_reading = true;
    const qint64 most = std::min(pieceOfFile, m_file.size - m_read);
    m_thread.ask<FileRead>([file = m_file, offset = m_read, most] { return readPart(file, offset, most); },
                           [this, guard = QPointer(this)](const FileRead &read) {
                               if (!guard || m_stopped)
                                   return;
                               m_reading = false;
                               m_outcome = read.outcome;
                               if (m_outcome != FileRead::Outcome::Good) {
                                   m_stopped = true;
                                   Q_EMIT broken();
                                   return;
                               }
                               m_ready += read.bytes;
                               m_read += read.bytes.size();
                               if (m_read == m_file.size)
                                   m_ready += std::exchange(m_tail, {});
                               Q_EMIT readyRead();
                           });
}

} // namespace confab::client
