// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "file_reading.h"

#include <confab/protocol/events.h>

#include <QIODevice>

namespace confab::client
{

class FileThread;

// multipart/form-data (RFC 7578) with a file as its last part, which is read a little ahead on its own thread. For one
// reading from its beginning to its end, on the UI thread.
class FormBody final : public QIODevice
{
    Q_OBJECT

public:
    FormBody(FileThread &thread, OutboxFile file, const QList<protocol::FormField> &form);

    [[nodiscard]] QByteArray contentType() const;
    [[nodiscard]] qint64 wholeSize() const; // bytes
    // What stands around the file.
    [[nodiscard]] qint64 beforeFile() const { return m_beforeFile; }
    // Why it ends too early; Good: it does not.
    [[nodiscard]] FileRead::Outcome outcome() const { return m_outcome; }
    // Reads nothing more.
    void stop() { m_stopped = true; }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool seek(qint64) override { return false; } // without a warning, when it would be sent again
    [[nodiscard]] qint64 bytesAvailable() const override { return m_ready.size() + QIODevice::bytesAvailable(); }

Q_SIGNALS:
    void broken(); // outcome() says why

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    void readAhead();

    FileThread &m_thread;
    OutboxFile m_file;
    QByteArray m_boundary;
    QByteArray m_ready;
    QByteArray m_tail;
    qint64 m_beforeFile = 0;
    qint64 m_read = 0; // of the file
    FileRead::Outcome m_outcome = FileRead::Outcome::Good;
    bool m_reading = false;
    bool m_stopped = false;
};

} // namespace confab::client
