// SPDX-License-Identifier: GPL-3.0-or-later
// confab-keychain read|write|forget NAME: what the system's keychain keeps for Confab below that name. `read` writes it
// to standard output, `write` takes it from standard input. Exit 1: there is nothing of that name; 2: the keychain did
// not do it, and standard error says why.
#include <QCoreApplication>
#include <QFile>
#include <qt6keychain/keychain.h>

#include <cstdio>
#include <memory>

using namespace Qt::StringLiterals;

namespace
{

constexpr int exitNoEntry = 1;
constexpr int exitFailed = 2;
constexpr qint64 mostBytes = 64 * 1024; // of a key

int fail(const QString &why)
{
    std::fprintf(stderr, "%s\n", why.toLocal8Bit().constData());
    return exitFailed;
}

int writeOut(const QByteArray &bytes)
{
    const auto size = static_cast<std::size_t>(bytes.size());
    return std::fwrite(bytes.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0 ? 0 : exitFailed;
}

int codeOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError:
        return 0;
    case QKeychain::EntryNotFound:
        return exitNoEntry;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return fail(u"Nobody unlocked it."_s);
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError:
        break;
    }
    return fail(job.errorString());
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments().mid(1);
    if (words.size() != 2)
        return fail(u"It takes read, write or forget, and a name."_s);
    const QString service = u"Confab"_s;
    std::unique_ptr<QKeychain::Job> job;
    QKeychain::ReadPasswordJob *reading = nullptr;
    if (words.constFirst() == "read"_L1) {
        auto read = std::make_unique<QKeychain::ReadPasswordJob>(service);
        reading = read.get();
        job = std::move(read);
    } else if (words.constFirst() == "write"_L1) {
        QFile input;
        if (!input.open(stdin, QIODevice::ReadOnly))
            return fail(u"Standard input cannot be read."_s);
        const QByteArray bytes = input.read(mostBytes + 1);
        if (bytes.isEmpty() || bytes.size() > mostBytes)
            return fail(u"A key has 1 to 65,536 bytes."_s);
        auto write = std::make_unique<QKeychain::WritePasswordJob>(service);
        write->setTextData(QString::fromUtf8(bytes));
        job = std::move(write);
    } else if (words.constFirst() == "forget"_L1) {
        job = std::make_unique<QKeychain::DeletePasswordJob>(service);
    } else {
        return fail(u"It takes read, write or forget, and a name."_s);
    }
    job->setAutoDelete(false);
    job->setKey(words.constLast());
    // The answer comes through the main thread's event loop: the backend of Linux needs GLib's, which is Qt's there.
    QObject::connect(job.get(), &QKeychain::Job::finished, &app, &QCoreApplication::quit, Qt::QueuedConnection);
    job->start();
    QCoreApplication::exec();
    if (const int code = codeOf(*job); code != 0)
        return code;
    return reading ? writeOut(reading->textData().toUtf8()) : 0;
}
