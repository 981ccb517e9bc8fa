// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/file_words.h"

#include <confab/protocol/defence.h>
#include <confab/ui/theme/painting.h>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QLocale>
#include <QSet>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
struct Words {
    Q_DECLARE_TR_FUNCTIONS(confab::ui::Files)
};
} // namespace

QString sizeWord(qint64 bytes)
{
    double shown = static_cast<double>(bytes);
    while (shown >= 1024)
        shown /= 1024;
    const int precision = bytes >= 1024 && shown < 9.95 ? 1 : 0;
    const QString word = plainDigits(QLocale().formattedDataSize(bytes, precision, QLocale::DataSizeIecFormat));
    // In a sentence from right to left its figure and its unit would part.
    return QGuiApplication::isRightToLeft() && !word.isRightToLeft() ? isolated(word) : word;
}

QString elidedName(const QString &name, const QFont &font, int width)
{
    return isolated(QFontMetricsF(font).elidedText(name, Qt::ElideMiddle, width));
}

QString stateLine(const client::ShownFile &file)
{
    using State = client::ShownFile::State;
    const QString size = sizeWord(file.size);
    const QString part =
        file.size > 0 ? Words::tr("%1 of %2", "how much of a file has moved").arg(sizeWord(file.done), size) : size;
    switch (file.state) {
    case State::Waiting:
        return Words::tr("%1 · waits", "size of a file").arg(size);
    case State::Moving:
        return part;
    case State::Paused:
        return Words::tr("%1 · paused", "2 of 5 MiB").arg(part);
    case State::Away:
    case State::Here:
    case State::Failed:
        break;
    }
    return size;
}

bool isPicture(const client::ShownFile &file)
{
    return !file.picture.isEmpty();
}

bool mayOpen(const QString &name)
{
    // The desktop goes by the name's end, so that alone counts.
    static const QSet<QString> kinds{
        u"pdf"_s,  u"txt"_s,  u"md"_s,   u"log"_s,  u"csv"_s,  u"rtf"_s, u"odt"_s,  u"ods"_s, u"odp"_s,
        u"docx"_s, u"xlsx"_s, u"pptx"_s, u"epub"_s, u"png"_s,  u"jpg"_s, u"jpeg"_s, u"gif"_s, u"webp"_s,
        u"bmp"_s,  u"tif"_s,  u"tiff"_s, u"heic"_s, u"avif"_s, u"mp3"_s, u"ogg"_s,  u"oga"_s, u"opus"_s,
        u"flac"_s, u"wav"_s,  u"m4a"_s,  u"mp4"_s,  u"m4v"_s,  u"mkv"_s, u"webm"_s, u"mov"_s, u"avi"_s,
        u"zip"_s,  u"7z"_s,   u"gz"_s,   u"xz"_s,   u"tar"_s,
    };
    if (!inForce("open-kinds"))
        return true;
    const qsizetype dot = name.lastIndexOf(u'.');
    return dot > 0 && kinds.contains(name.mid(dot + 1).toLower());
}

} // namespace confab::ui
