// SPDX-License-Identifier: GPL-3.0-or-later
// Files in the composer: how they come there, why some do not, and how they go.
#include <confab/ui/composer/composer.h>

#include "composer/file_tray.h"
#include "composer/message_edit.h"
#include "files/file_words.h"
#include "files/taken_files.h"

#include <confab/protocol/limits.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>
#include <confab/ui/widgets/buttons.h>

#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QPushButton>
#include <QStandardPaths>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr int mostName = 200; // px, in a sentence about a file
}

void Composer::makeFileParts()
{
    m_attach->setObjectName(u"composer.attach"_s);
    m_attach->hide();
    m_asFile->setObjectName(u"composer.asFile"_s);
    m_asFile->setAccessibleName(m_asFile->text());
    m_asFile->setFocusPolicy(Qt::StrongFocus);
    m_asFile->setCursor(Qt::PointingHandCursor);
    m_asFile->hide();
    connect(m_attach, &QToolButton::clicked, this, &Composer::chooseFiles);
    connect(m_asFile, &QAbstractButton::clicked, this, &Composer::textToFile);
    connect(m_edit, &MessageEdit::filesPasted, this, &Composer::takeFiles);
    connect(m_tray, &FileTray::changed, this, [this] {
        readLength();
        place();
    });
    connect(m_tray, &FileTray::left, this, [this] { m_edit->setFocus(); });
}

void Composer::setFileDesk(const FileDesk &desk)
{
    m_desk = desk;
    const bool takes = desk.most > 0;
    m_attach->show();
    m_attach->setEnabled(takes && !isEditing());
    if (desk.whyNone.isEmpty())
        m_desk.whyNone = tr("This server takes no files.");
    m_attach->setWords(takes ? tr("Attach files") : m_desk.whyNone);
    m_edit->setTakesFiles(true);
    readLength();
    place();
}

QList<client::LocalFile> Composer::files() const
{
    return m_tray->files();
}

void Composer::setFiles(const QList<client::LocalFile> &files)
{
    m_sendsWhenCome = false;
    m_tray->clear();
    for (const client::LocalFile &file : files)
        m_tray->add(file);
}

void Composer::chooseFiles()
{
    auto *dialog = new QFileDialog(window(), tr("Choose files to send"));
    dialog->setObjectName(u"composer.attachDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    static QString lastFolder = QStandardPaths::writableLocation(QStandardPaths::HomeLocation);
    dialog->setDirectory(lastFolder);
    connect(dialog, &QFileDialog::filesSelected, this, [this, dialog](const QStringList &paths) {
        lastFolder = dialog->directory().absolutePath();
        addFiles(paths);
        m_edit->setFocus();
    });
    dialog->open();
}

void Composer::takeFiles(const QMimeData *taken)
{
    const QStringList paths = filesOf(*taken);
    if (!paths.isEmpty())
        addFiles(paths);
    else if (const QImage picture = pictureOf(*taken); !picture.isNull())
        addPicture(picture);
    m_edit->setFocus();
}

// False, and it has been said: nothing more is taken.
bool Composer::takesOneMore(QStringList &refused)
{
    if (m_desk.most <= 0)
        refused << m_desk.whyNone;
    else if (isEditing())
        refused << tr("Files can be sent once the message is saved.");
    else if (m_tray->count() >= protocol::limits::attachments)
        refused << tr("%n files at most go with one message.", nullptr,
                      static_cast<int>(protocol::limits::attachments));
    return refused.isEmpty();
}

void Composer::addFiles(const QStringList &paths)
{
    QStringList refused;
    for (const QString &path : paths) {
        if (m_tray->holds(path))
            continue;
        QStringList noRoom;
        if (!takesOneMore(noRoom)) {
            refused << noRoom;
            break;
        }
        const auto file = m_desk.inspect(path, m_desk.most);
        if (file)
            m_tray->add(*file);
        else
            refused << whyNot(path, file.error());
    }
    sayRefused(refused);
}

QString Composer::whyNot(const QString &path, const client::Problem &problem) const
{
    const QFileInfo info(path);
    const QString name = elidedName(info.fileName(), Theme::current().font(TextStyle::Small), mostName);
    if (info.isDir())
        return tr("%1 is a folder: only files can be sent.").arg(name);
    if (problem.code == protocol::ErrorCode::TooLarge)
        return tr("%1 is %2; this server takes files up to %3.")
            .arg(name, sizeWord(info.size()), sizeWord(m_desk.most));
    if (problem.code == protocol::ErrorCode::BadField)
        return tr("%1 is empty.", "a file").arg(name);
    return tr("%1 cannot be read.", "a file").arg(name);
}

void Composer::sayRefused(const QStringList &refused)
{
    if (refused.isEmpty())
        return;
    say(refused.size() == 1 ? refused.first()
                            : tr("%1 And %n more are not taken.", "a sentence about a file comes first",
                                 static_cast<int>(refused.size()) - 1)
                                  .arg(refused.first()));
    m_problemTip = refused.join(u'\n');
    readLength();
}

void Composer::addPicture(const QImage &picture)
{
    QStringList refused;
    if (!takesOneMore(refused))
        return sayRefused(refused);
    const QString name = tr("Picture %1", "the name of a file, without its ending; a date and a time")
                             .arg(QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH.mm.ss"_s)) +
                         u".png"_s;
    const QString path = m_desk.outgoing(name);
    const int number = m_tray->addComing(name, picture);
    // A screen takes half a second to be packed.
    QThreadPool::globalInstance()->start([self = QPointer(this), picture, path, name, number] {
        const bool written = !path.isEmpty() && picture.save(path, "PNG");
        QMetaObject::invokeMethod(
            qGuiApp,
            [self, path, name, number, written] {
                if (self)
                    self->pictureCame(number, name, written ? path : QString());
            },
            Qt::QueuedConnection);
    });
}

void Composer::pictureCame(int number, const QString &name, const QString &path)
{
    const auto file = path.isEmpty() ? Expected<client::LocalFile, client::Problem>(Unexpected{client::Problem{}})
                                     : m_desk.inspect(path, m_desk.most);
    if (file) {
        client::LocalFile named = *file;
        named.name = name;
        m_tray->settle(number, named);
    } else {
        m_tray->drop(number);
        m_sendsWhenCome = false;
        say(path.isEmpty() ? tr("The picture cannot be written to this computer's disk.") : whyNot(path, file.error()));
    }
    if (m_sendsWhenCome && !m_tray->isComing())
        submit();
}

// What is too long for a message goes as a text beside one.
void Composer::textToFile()
{
    QStringList refused;
    if (!takesOneMore(refused))
        return sayRefused(refused);
    const QString name = tr("message", "the name of a file, without its ending") + u".txt"_s;
    const QString path = m_desk.outgoing(name);
    QFile out(path);
    const QByteArray bytes = text().toUtf8();
    if (path.isEmpty() || !out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.flush())
        return say(tr("The text cannot be written to this computer's disk."));
    out.close();
    const auto file = m_desk.inspect(path, m_desk.most);
    if (!file)
        return say(whyNot(path, file.error()));
    client::LocalFile named = *file;
    named.name = name;
    m_telling = false;
    m_edit->clear();
    m_telling = true;
    m_tray->add(named);
    stopTyping();
    Q_EMIT draftChanged({});
    m_edit->setFocus();
}

void Composer::dropFiles()
{
    m_sendsWhenCome = false;
    m_tray->clear();
    m_edit->setFocus();
}

// True: there are files, and they have gone or will by themselves.
bool Composer::sendFiles(const QString &caption)
{
    if (m_tray->count() == 0)
        return false;
    // It took some when they were chosen.
    if (m_desk.most <= 0) {
        say(m_desk.whyNone);
        return true;
    }
    m_sendsWhenCome = m_tray->isComing();
    if (m_sendsWhenCome)
        return true;
    const QList<client::LocalFile> files = m_tray->files();
    stopTyping();
    m_telling = false;
    m_edit->clear();
    m_telling = true;
    m_tray->clear();
    Q_EMIT filesSubmitted(caption, files);
    clearReply();
    Q_EMIT draftChanged({});
    return true;
}

} // namespace confab::ui
