// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a message: pictures as pictures, others as boxes, and what goes on with them as a whole.
#include "conversation/parts/action_line.h"
#include "conversation/parts/file_lines.h"

#include "files/file_words.h"
#include "pictures/picture_cache.h"

#include <confab/ui/theme/painting.h>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int below = 4; // what comes next is another message

using Kind = RowLayout::Action::Kind;
using State = client::ShownFile::State;

// One that cannot be decoded is a file like others.
bool isShown(const client::ShownFile &file, const PictureCache *pictures)
{
    if (!isPicture(file))
        return false;
    const bool broken =
        pictures && (file.path.isEmpty() ? pictures->isBroken(file.smallPath) : pictures->isBroken(file.path));
    return !broken;
}

QString wordsOf(const client::ShownFile &file)
{
    const QString what = isPicture(file) ? RowWords::tr("picture %1, %2", "name, size").arg(file.name, stateLine(file))
                                         : RowWords::tr("file %1, %2", "name, size").arg(file.name, stateLine(file));
    return file.state == State::Failed && !file.failure.isEmpty() ? what + u", "_s + file.failure : what;
}

class FilesPart : public RowPart
{
public:
    explicit FilesPart(RowFlow &flow)
    {
        QList<client::ShownFile> pictures;
        QList<client::ShownFile> others;
        QStringList words;
        for (const client::ShownFile &file : flow.row.files) {
            (isShown(file, flow.metrics.pictures) ? pictures : others).append(file);
            words.append(wordsOf(file));
        }
        flow.y += row::partGap;
        if (!pictures.isEmpty())
            m_tiles.place(flow, pictures);
        if (!pictures.isEmpty() && !others.isEmpty())
            flow.y += row::partGap;
        m_cards.place(flow, others);
        // Marks stand beside the foot of the last one.
        QRect last = others.isEmpty() ? m_tiles.lastLine() : m_cards.lastLine();
        last.setTop(last.bottom() + 1 - flow.theme.lineHeight(TextStyle::Body));
        flow.lastLine = last;
        addMenuActions(flow, pictures);
        tellFailure(flow, pictures);
        tellUpload(flow);
        flow.y += below;
        m_words = words.join(u", "_s);
    }

    void mirror(const Mirror &turn, RowLayout &) override
    {
        m_tiles.mirror(turn);
        m_cards.mirror(turn);
        m_failure.mirror(turn);
        m_upload.mirror(turn);
    }

    void paint(QPainter &painter, const RowScene &scene) const override
    {
        m_tiles.paint(painter, scene);
        m_cards.paint(painter, scene);
        if (!m_failureText.isEmpty())
            m_failure.paint(painter, scene, u"warning"_s, u"danger"_s);
        if (!m_uploadText.isEmpty())
            m_upload.paint(painter, scene, u"clock"_s, u"textMuted"_s);
    }

    QString tipAt(const RowLayout &, QPoint point) const override
    {
        if (!m_failureText.isEmpty() && m_failure.sentence.contains(point))
            return m_failureText;
        return m_cards.tipAt(point);
    }

    QString words() const override { return m_words; }

private:
    // What has no place of its own in a picture.
    static void addMenuActions(RowFlow &flow, const QList<client::ShownFile> &pictures)
    {
        for (const client::ShownFile &file : pictures) {
            if (file.state == State::Here && !file.upload)
                flow.out.actions.append(fileAction(Kind::SaveFile, file, {}));
            else if (isUnderWay(file) && !file.upload)
                flow.out.actions.append(
                    fileAction(file.state == State::Paused ? Kind::FetchFile : Kind::StopFile, file, {}));
        }
    }

    // Of a picture that could not be fetched; a file says it in its box, a message that was not sent below all.
    void tellFailure(RowFlow &flow, const QList<client::ShownFile> &pictures)
    {
        for (const client::ShownFile &file : pictures) {
            if (file.state != State::Failed || file.upload || file.failure.isEmpty())
                continue;
            m_failureText = file.failure;
            m_failure.place(flow, m_failureText, {{Kind::RetryFetch, RowWords::tr("Retry"), file.id}});
            return;
        }
    }

    void tellUpload(RowFlow &flow)
    {
        qint64 size = 0;
        qint64 done = 0;
        bool under = false;
        bool moves = false;
        bool paused = false;
        for (const client::ShownFile &file : flow.row.files) {
            size += file.size;
            done += file.upload && file.state != State::Here ? file.done : file.size;
            under = under || (file.upload && isUnderWay(file));
            moves = moves || (file.upload && file.state == State::Moving);
            paused = paused || (file.upload && file.state == State::Paused);
        }
        if (!under || flow.row.state == client::MessageRow::State::Failed)
            return;
        m_uploadText = paused  ? RowWords::tr("Paused: %1 of %2 sent").arg(sizeWord(done), sizeWord(size))
                       : moves ? RowWords::tr("Sending: %1 of %2").arg(sizeWord(done), sizeWord(size))
                               : RowWords::tr("Waits to be sent");
        const ActionLine::Offer pause = paused ? ActionLine::Offer{Kind::ResumeFiles, RowWords::tr("Resume")}
                                               : ActionLine::Offer{Kind::PauseFiles, RowWords::tr("Pause")};
        m_upload.place(flow, m_uploadText, {pause, {Kind::CancelFiles, RowWords::tr("Cancel")}});
    }

    PictureTiles m_tiles;
    FileCards m_cards;
    ActionLine m_failure;
    ActionLine m_upload;
    QString m_failureText;
    QString m_uploadText;
    QString m_words;
};

bool hasFiles(const client::MessageRow &row)
{
    return row.kind == client::MessageRow::Kind::Message && !row.deleted && !row.files.isEmpty();
}

} // namespace

std::shared_ptr<RowPart> makeFilesAlone(RowFlow &flow)
{
    return hasFiles(flow.row) && flow.row.text.isEmpty() ? std::make_shared<FilesPart>(flow) : nullptr;
}

std::shared_ptr<RowPart> makeFiles(RowFlow &flow)
{
    return hasFiles(flow.row) && !flow.row.text.isEmpty() ? std::make_shared<FilesPart>(flow) : nullptr;
}

} // namespace confab::ui
