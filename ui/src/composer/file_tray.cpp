// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/file_tray.h"

#include "files/file_words.h"
#include "pictures/picture_cache.h"

#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>
#include <confab/ui/widgets/buttons.h>

#include <QHBoxLayout>
#include <QScrollBar>
#include <QStyle>
#include <QWheelEvent>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
// DESIGN: Composer. Px.
constexpr int previewSize = 48;
constexpr int around = 8;
constexpr int textWidth = 132;
constexpr int trayGap = 8;
constexpr int between = 4;
constexpr int removeSize = 28;
constexpr int iconSize = 24;
constexpr qreal radius = 6;
constexpr int barRoom = 10;
} // namespace

// One of them.
class TrayFile : public QWidget
{
    Q_OBJECT

public:
    TrayFile(int number, const QString &name, QWidget *parent)
        : QWidget(parent)
        , m_number(number)
        , m_remove(new IconButton(u"close"_s, {}, this))
    {
        setObjectName(u"composer.file"_s);
        setFixedSize(previewSize + trayGap + textWidth + removeSize, previewSize);
        m_remove->setObjectName(u"composer.removeFile"_s);
        m_remove->setSmall(true);
        m_file.name = name;
        read();
        connect(m_remove, &QToolButton::clicked, this, &TrayFile::removeWanted);
        connect(&PictureCache::shared(), &PictureCache::loaded, this, [this](const QString &path) {
            if (path == m_file.path)
                update();
        });
    }

    void settle(const client::LocalFile &file)
    {
        m_file = file;
        m_coming = false;
        read();
    }
    void setPicture(const QImage &picture)
    {
        const qreal dpr = devicePixelRatioF();
        m_picture = picture.scaled(QSize(previewSize, previewSize) * dpr, Qt::KeepAspectRatioByExpanding,
                                   Qt::SmoothTransformation);
    }

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] bool isComing() const { return m_coming; }
    [[nodiscard]] const client::LocalFile &file() const { return m_file; }
    [[nodiscard]] IconButton *button() const { return m_remove; }

Q_SIGNALS:
    void removeWanted();

protected:
    void resizeEvent(QResizeEvent *) override
    {
        const QRect at(width() - removeSize, (height() - removeSize) / 2, removeSize, removeSize);
        m_remove->setGeometry(QStyle::visualRect(layoutDirection(), rect(), at));
    }

    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::current();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const auto mirrored = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
        const QRect preview = mirrored({0, 0, previewSize, previewSize});
        fillRound(painter, preview, radius, color(u"surfaceSunken"_s));
        QImage image = m_picture;
        if (image.isNull() && !m_file.picture.isEmpty())
            image = PictureCache::shared().picture(m_file.path, (QSizeF(preview.size()) * devicePixelRatioF()).toSize(),
                                                   PictureFit::Cover);
        if (!image.isNull()) {
            const QSizeF natural = QSizeF(image.size()) / devicePixelRatioF();
            const QPointF at = QRectF(preview).center() - QPointF(natural.width() / 2, natural.height() / 2);
            QBrush brush(image);
            brush.setTransform(
                QTransform::fromTranslate(at.x(), at.y()).scale(1 / devicePixelRatioF(), 1 / devicePixelRatioF()));
            painter.setPen(Qt::NoPen);
            painter.setBrush(brush);
            const QRectF filled = QRectF(at, natural).intersected(preview);
            if (filled.size() == QSizeF(preview.size()))
                painter.drawRoundedRect(filled, radius, radius);
            else
                painter.drawRect(filled);
        } else {
            const int inset = (previewSize - iconSize) / 2;
            drawIcon(painter, preview.adjusted(inset, inset, -inset, -inset),
                     m_file.picture.isEmpty() && !m_coming ? u"file"_s : u"image"_s, u"textMuted"_s);
        }
        strokeRound(painter, preview, radius, color(u"separator"_s));
        const QFont nameFont = theme.font(TextStyle::Label);
        const QFont small = theme.font(TextStyle::Small);
        const int line = theme.lineHeight(TextStyle::Small);
        const int top = (height() - 2 * line) / 2;
        const int room = textWidth - between;
        drawLine(painter, mirrored({previewSize + trayGap, top, room, line}), elidedName(m_file.name, nameFont, room),
                 nameFont, color(u"text"_s), layoutDirection());
        const QString size = m_coming ? tr("one moment…", "a picture that is being made ready") : sizeWord(m_file.size);
        drawLine(painter, mirrored({previewSize + trayGap, top + line, room, line}), elided(size, small, room), small,
                 color(u"textMuted"_s), layoutDirection());
    }

private:
    void read()
    {
        const QString name = isolated(m_file.name);
        setAccessibleName(m_coming ? name : tr("%1, %2", "a file, its size").arg(name, sizeWord(m_file.size)));
        m_remove->setAccessibleName(tr("Remove %1", "a file").arg(name));
        m_remove->setToolTip(tr("Remove"));
        update();
    }

    int m_number;
    bool m_coming = true;
    client::LocalFile m_file;
    QImage m_picture;
    IconButton *m_remove;
};

FileTray::FileTray(QWidget *parent)
    : QScrollArea(parent)
    , m_row(new QWidget)
    , m_line(new QHBoxLayout(m_row))
{
    setObjectName(u"composer.tray"_s);
    setAccessibleName(tr("Files to send"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setCursor(Qt::ArrowCursor);
    viewport()->setAutoFillBackground(false);
    m_line->setContentsMargins(around, around, around, around);
    m_line->setSpacing(2 * trayGap);
    m_line->addStretch(1);
    setWidget(m_row);
    m_row->setAutoFillBackground(false); // which setWidget() turned on
    hide();
}

TrayFile *FileTray::made(int number, const QString &name)
{
    auto *one = new TrayFile(number, name, m_row);
    m_line->insertWidget(static_cast<int>(m_all.size()), one);
    m_all.append(one);
    connect(one, &TrayFile::removeWanted, this, [this, one] { remove(one); });
    one->show();
    return one;
}

void FileTray::add(const client::LocalFile &file)
{
    made(++m_number, file.name)->settle(file);
    Q_EMIT changed();
}

int FileTray::addComing(const QString &name, const QImage &picture)
{
    made(++m_number, name)->setPicture(picture);
    Q_EMIT changed();
    return m_number;
}

void FileTray::settle(int number, const client::LocalFile &file)
{
    for (TrayFile *one : std::as_const(m_all)) {
        if (one->number() != number)
            continue;
        one->settle(file);
        Q_EMIT changed();
        return;
    }
}

void FileTray::drop(int number)
{
    const auto is = [number](const TrayFile *one) { return one->number() == number; };
    if (const auto found = std::find_if(m_all.begin(), m_all.end(), is); found != m_all.end()) {
        (*found)->deleteLater();
        m_all.erase(found);
        Q_EMIT changed();
    }
}

void FileTray::remove(TrayFile *one)
{
    const qsizetype at = m_all.indexOf(one);
    m_all.removeAt(at);
    one->hide();
    one->deleteLater();
    // Who removes by keys goes on with the next.
    if (!m_all.isEmpty())
        m_all.at(std::min(at, m_all.size() - 1))->button()->setFocus(Qt::OtherFocusReason);
    Q_EMIT changed();
    if (m_all.isEmpty())
        Q_EMIT left();
}

void FileTray::clear()
{
    if (m_all.isEmpty())
        return;
    for (TrayFile *one : std::as_const(m_all)) {
        one->hide();
        one->deleteLater();
    }
    m_all.clear();
    Q_EMIT changed();
}

QList<client::LocalFile> FileTray::files() const
{
    QList<client::LocalFile> files;
    for (const TrayFile *one : m_all) {
        if (!one->isComing())
            files.append(one->file());
    }
    return files;
}

bool FileTray::holds(const QString &path) const
{
    return std::any_of(m_all.begin(), m_all.end(), [&path](const TrayFile *one) { return one->file().path == path; });
}

bool FileTray::isComing() const
{
    return std::any_of(m_all.begin(), m_all.end(), [](const TrayFile *one) { return one->isComing(); });
}

int FileTray::wantedHeight() const
{
    const auto count = static_cast<int>(m_all.size());
    const int one = previewSize + trayGap + textWidth + removeSize;
    const bool fits = 2 * around + count * one + (count - 1) * 2 * trayGap <= width();
    return previewSize + 2 * around + (fits ? 0 : barRoom);
}

void FileTray::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    fillLine(painter, QRect(0, viewport()->height() - 1, viewport()->width(), 1), color(u"separator"_s));
}

// A wheel that turns up and down only moves it, too.
void FileTray::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    const int by = turned.x() != 0 ? turned.x() : turned.y();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - (isRightToLeft() ? -by : by));
    event->accept();
}

} // namespace confab::ui

#include "file_tray.moc"
