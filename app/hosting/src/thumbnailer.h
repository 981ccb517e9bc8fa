// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>

#include <QObject>

#include <memory>

class QThread;

namespace confab::app
{

// Has pictures looked at by confab-thumbnail, a program of its own, so that whatever is in them meets neither the data
// nor the chat: one at a time, on a thread of its own. Made, used and destroyed on one thread, on which it calls back.
class Thumbnailer final : public core::Pictures
{
public:
    struct Options {
        QString program;
        QString folder;          // of the data
        int patienceMs = 10'000; // for one picture, its waiting for others included
        qsizetype mostWaiting = 32;
    };

    explicit Thumbnailer(Options options);
    ~Thumbnailer() override;
    Q_DISABLE_COPY_MOVE(Thumbnailer)

    void look(const QString &sha256, std::function<void(const Picture &)> done) override;

private:
    class Worker;

    QObject m_home; // what comes back is run here, and dropped when this is gone
    std::unique_ptr<QThread> m_thread;
    Worker *m_worker; // lives on the thread, ends with it
};

// What the program has written of a picture; nothing of it is believed that is not as it should be.
[[nodiscard]] core::Pictures::Picture readPicture(const QByteArray &written);

} // namespace confab::app
