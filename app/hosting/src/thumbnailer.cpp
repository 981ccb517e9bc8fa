// SPDX-License-Identifier: GPL-3.0-or-later
#include "thumbnailer.h"

#include "log.h"

#include <confab/protocol/defence.h>
#include <confab/protocol/picture_kind.h>
#include <confab/store/file_vault.h>

#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QQueue>
#include <QThread>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::app
{

namespace
{

using Picture = core::Pictures::Picture;

// More than confab-thumbnail ever writes.
constexpr qsizetype mostWritten = 1024 * 1024 + 64;
constexpr qint64 mostPixels = 16 * 1024 * 1024;

bool isPicture(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && !protocol::pictureFormat(file.read(protocol::pictureHeadBytes)).isEmpty();
}

// Where libraries and decoders are, and nothing else that the server was started with.
QProcessEnvironment bareEnvironment()
{
    const QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment bare;
    for (const QString &name : {u"LD_LIBRARY_PATH"_s, u"QT_PLUGIN_PATH"_s, u"PATH"_s, u"SystemRoot"_s, u"LC_ALL"_s}) {
        if (own.contains(name))
            bare.insert(name, own.value(name));
    }
    return bare;
}

} // namespace

Picture readPicture(const QByteArray &written)
{
    const qsizetype end = written.indexOf('\n');
    if (end < 0 || written.size() > mostWritten)
        return {};
    const QList<QByteArray> words = written.first(end).split(' ');
    if (words.size() != 3)
        return {};
    bool isWidth = false;
    bool isHeight = false;
    Picture picture;
    picture.width = words.at(0).toInt(&isWidth);
    picture.height = words.at(1).toInt(&isHeight);
    if (!isWidth || !isHeight || picture.width < 1 || picture.height < 1 || picture.width > mostPixels / picture.height)
        return {};
    const QByteArray bytes = written.sliced(end + 1);
    const QByteArray &kind = words.at(2);
    if ((kind == "image/png" || kind == "image/jpeg") && kind.endsWith('/' + protocol::pictureFormat(bytes))) {
        picture.mime = QString::fromLatin1(kind);
        picture.thumbnail = bytes;
    }
    return picture;
}

// --- on its thread ----------------------------------------------------------------------------------------------

class Thumbnailer::Worker final : public QObject
{
public:
    explicit Worker(Options options)
        : m_options(std::move(options))
    {
    }
    ~Worker() override { end(); }

    void look(const QString &sha256, std::function<void(const Picture &)> done);

private:
    struct Task {
        QString path;
        QDeadlineTimer until;
        std::function<void(const Picture &)> done;
    };
    void next();
    void start(const QString &path);
    void finish(const Picture &picture);
    void end();

    Options m_options;
    QQueue<Task> m_waiting; // the first is being looked at while there is a process
    QProcess *m_process = nullptr;
    QByteArray m_written;
    bool m_warned = false;
};

void Thumbnailer::Worker::look(const QString &sha256, std::function<void(const Picture &)> done)
{
    Task task{store::FileVault::pathOf(m_options.folder, sha256), QDeadlineTimer(m_options.patienceMs),
              std::move(done)};
    // What is none does not wait for those of others.
    if (m_waiting.size() >= m_options.mostWaiting || !isPicture(task.path))
        return task.done({});
    m_waiting.enqueue(std::move(task));
    next();
}

void Thumbnailer::Worker::next()
{
    while (!m_process && !m_waiting.isEmpty()) {
        if (m_waiting.constFirst().until.hasExpired())
            m_waiting.dequeue().done({});
        else
            start(m_waiting.constFirst().path);
    }
}

void Thumbnailer::Worker::start(const QString &path)
{
    m_written.clear();
    m_process = new QProcess(this);
    m_process->setProcessEnvironment(bareEnvironment());
    m_process->setStandardInputFile(path);
    m_process->setStandardErrorFile(QProcess::nullDevice());
    connect(m_process, &QProcess::readyReadStandardOutput, this, [this] {
        m_written += m_process->readAllStandardOutput();
        if (m_written.size() > mostWritten)
            m_process->kill();
    });
    connect(m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        m_written += m_process->readAllStandardOutput();
        finish(status == QProcess::NormalExit && code == 0 ? readPicture(m_written) : Picture());
    });
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        if (!std::exchange(m_warned, true))
            qCWarning(lcHost) << "pictures have no thumbnails:" << m_process->errorString();
        finish({});
    });
    if (inForce("thumbnail-time"))
        QTimer::singleShot(std::max<qint64>(m_waiting.constFirst().until.remainingTime(), 1), m_process,
                           [process = m_process] { process->kill(); });
    m_process->start(m_options.program, {}, QIODevice::ReadOnly);
}

void Thumbnailer::Worker::finish(const Picture &picture)
{
    std::exchange(m_process, nullptr)->deleteLater();
    m_waiting.dequeue().done(picture);
    // Not from inside what called this.
    QMetaObject::invokeMethod(
        this, [this] { next(); }, Qt::QueuedConnection);
}

void Thumbnailer::Worker::end()
{
    if (!m_process)
        return;
    m_process->disconnect(this);
    m_process->kill();
    m_process->waitForFinished();
}

// --- outside ----------------------------------------------------------------------------------------------------

Thumbnailer::Thumbnailer(Options options)
    : m_thread(std::make_unique<QThread>())
    , m_worker(new Worker(std::move(options)))
{
    m_worker->moveToThread(m_thread.get());
    QObject::connect(m_thread.get(), &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread->setObjectName(u"confab-pictures"_s);
    m_thread->start();
}

Thumbnailer::~Thumbnailer()
{
    m_thread->quit();
    m_thread->wait();
}

void Thumbnailer::look(const QString &sha256, std::function<void(const Picture &)> done)
{
    auto back = [this, done = std::move(done)](const Picture &picture) {
        QMetaObject::invokeMethod(
            &m_home, [done, picture] { done(picture); }, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, sha256, back = std::move(back)] { worker->look(sha256, back); },
        Qt::QueuedConnection);
}

} // namespace confab::app
