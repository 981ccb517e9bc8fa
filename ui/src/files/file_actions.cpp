// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/file_actions.h"

#include "common/words.h"
#include "files/file_words.h"
#include "pictures/read_picture.h"
#include "viewer/picture_viewer.h"

#include <confab/protocol/names.h>
#include <confab/ui/composer/composer.h>

#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr qint64 copyBytes = 256 * 1024;

// Under its name only when it is whole.
bool copyFile(const QString &from, const QString &to)
{
    QFile source(from);
    QSaveFile target(to);
    if (!source.open(QIODevice::ReadOnly) || !target.open(QIODevice::WriteOnly))
        return false;
    while (!source.atEnd()) {
        const QByteArray part = source.read(copyBytes);
        if (part.isEmpty() || target.write(part) != part.size())
            return false;
    }
    return target.commit();
}

} // namespace

FileActions::FileActions(ConversationView &view, Composer &composer, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_composer(composer)
{
    connect(&m_view, &ConversationView::fileRequested, this, &FileActions::act);
    connect(&m_view, &ConversationView::pictureWanted, this, [this](qint64 seq, const QString &attachment) {
        if (m_client)
            m_client->wantPicture(m_conversation, seq, attachment);
    });
}

FileActions::~FileActions() = default;

void FileActions::setTarget(client::ChatClient *client, const QString &conversation)
{
    if (m_client)
        m_client->disconnect(this);
    if (m_viewer)
        m_viewer->dismiss();
    m_client = client;
    m_conversation = conversation;
    readDesk();
    if (client)
        connect(client, &client::ChatClient::statusChanged, this, &FileActions::readDesk);
}

void FileActions::readDesk()
{
    FileDesk desk;
    const bool somewhere = m_client && !m_conversation.isEmpty();
    desk.most = somewhere ? m_client->fileLimit() : 0;
    if (somewhere && protocol::botKeys(m_conversation)) {
        desk.most = 0;
        desk.whyNone = tr("A bot reads no files.");
    } else if (somewhere && m_client->isPlain()) {
        desk.whyNone = whyNotPlain();
    } else if (somewhere && protocol::isGuest(m_client->me().username)) {
        desk.whyNone = tr("Guests send no files.");
    }
    desk.inspect = [](const QString &path, qint64 most) {
        auto file = client::inspectFile(path, most);
        if (file)
            file->picture = pictureSize(path);
        return file;
    };
    desk.outgoing = [client = m_client](const QString &name) {
        return client ? client->newOutgoingFile(name) : QString();
    };
    m_composer.setFileDesk(desk);
}

void FileActions::act(const QString &id, const QString &attachment, FileWish wish)
{
    const auto *model = m_view.model();
    const int row = m_client && model ? model->indexOfId(id) : -1;
    if (row < 0)
        return;
    const client::MessageRow &message = model->row(row);
    switch (wish) {
    case FileWish::Pause:
        return m_client->pauseFiles(id, true);
    case FileWish::Resume:
        return m_client->pauseFiles(id, false);
    case FileWish::View:
        return view(id, attachment);
    case FileWish::Stop:
        return m_client->pauseFetch(attachment);
    case FileWish::Fetch:
        return m_client->fetchFile(m_conversation, message.seq, attachment);
    case FileWish::Open:
    case FileWish::Save:
        break;
    }
    for (const client::ShownFile &file : message.files) {
        if (file.id == attachment && !file.path.isEmpty()) {
            const client::ShownFile copied = file; // the model may change meanwhile
            return wish == FileWish::Open ? open(copied) : save(copied);
        }
    }
}

void FileActions::view(const QString &id, const QString &attachment)
{
    if (m_viewer)
        m_viewer->dismiss();
    m_viewer = new PictureViewer(*m_view.model(), m_view.window());
    connect(m_viewer, &PictureViewer::fetchWanted, this, [this](qint64 seq, const QString &wanted) {
        if (m_client && seq > 0)
            m_client->fetchFile(m_conversation, seq, wanted);
    });
    connect(m_viewer, &PictureViewer::saveWanted, this, &FileActions::save);
    m_viewer->start(id, attachment);
}

// A copy under the name that its sender gave it, which tells the desktop what it is; only to be read, and gone with the
// window.
void FileActions::open(const client::ShownFile &file)
{
    const QString name = client::safeFileName(file.name);
    if (!mayOpen(name))
        return save(file);
    if (!m_opened)
        m_opened = std::make_unique<QTemporaryDir>();
    const QString folder = m_opened->filePath(QString::number(++m_openedCount));
    const QString path = folder + u'/' + name;
    if (!m_opened->isValid() || !QDir().mkpath(folder))
        return m_composer.say(tr("The file cannot be copied to where other programs find it."));
    copy(file.path, path, [this, path](bool copied) {
        QFile::setPermissions(path, QFileDevice::ReadOwner);
        if (!copied || !QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
            m_composer.say(tr("No program on this computer opens this file. It can be saved instead."));
    });
}

void FileActions::save(const client::ShownFile &file)
{
    auto *dialog = new QFileDialog(m_view.window(), tr("Save file"));
    dialog->setObjectName(u"files.saveDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    static QString lastFolder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    dialog->setDirectory(lastFolder);
    dialog->selectFile(client::safeFileName(file.name));
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, from = file.path](const QString &to) {
        lastFolder = dialog->directory().absolutePath();
        copy(from, to, [this, to](bool copied) {
            if (!copied)
                m_composer.say(tr("%1 cannot be written there.", "a file").arg(QFileInfo(to).fileName()));
        });
    });
    dialog->open();
}

void FileActions::copy(const QString &from, const QString &to, std::function<void(bool)> done)
{
    QThreadPool::globalInstance()->start([self = QPointer(this), from, to, done = std::move(done)] {
        const bool copied = copyFile(from, to);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, copied, done] {
                if (self)
                    done(copied);
            },
            Qt::QueuedConnection);
    });
}

} // namespace confab::ui
