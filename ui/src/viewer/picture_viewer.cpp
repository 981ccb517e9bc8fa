// SPDX-License-Identifier: GPL-3.0-or-later
#include "viewer/picture_viewer.h"

#include "common/look.h"
#include "files/file_words.h"
#include "pictures/picture_cache.h"
#include "viewer/picture_canvas.h"

#include <confab/ui/conversation/row_layout.h>

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr int headHeight = 48;
constexpr int footHeight = 40;
constexpr int zoomWidth = 48;
using State = client::ShownFile::State;

// A part of a sentence that has a direction of its own.
QString asOne(const QString &text)
{
    return QChar(0x2068) + text + QChar(0x2069);
}
} // namespace

PictureViewer::PictureViewer(client::ConversationModel &model, QWidget *window)
    : QWidget(window)
    , m_model(&model)
    , m_canvas(new PictureCanvas(this))
    , m_name(new TextLabel({}, TextStyle::Title, u"text"_s))
    , m_about(new TextLabel({}, TextStyle::Small, u"textMuted"_s))
    , m_zoom(new TextLabel({}, TextStyle::Small, u"textMuted"_s))
    , m_state(new TextLabel({}, TextStyle::Small, u"textMuted"_s))
    , m_retry(new QPushButton(tr("Retry")))
    , m_previous(new IconButton(u"chevron-left"_s, tr("Previous picture")))
    , m_next(new IconButton(u"chevron-right"_s, tr("Next picture")))
    , m_zoomOut(new IconButton(u"minus"_s, tr("Smaller")))
    , m_zoomIn(new IconButton(u"plus"_s, tr("Larger")))
    , m_copy(new IconButton(u"copy"_s, tr("Copy picture")))
    , m_save(new IconButton(u"download"_s, tr("Save as…")))
    , m_close(new IconButton(u"close"_s, tr("Close")))
{
    setObjectName(u"viewer"_s);
    setAccessibleName(tr("Picture"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_name->setObjectName(u"viewer.name"_s);
    m_name->setElided(true);
    m_about->setObjectName(u"viewer.about"_s);
    m_about->setElided(true);
    m_zoom->setObjectName(u"viewer.zoom"_s);
    m_zoom->setFixedWidth(zoomWidth);
    m_zoom->setAlignment(Qt::AlignCenter);
    m_state->setObjectName(u"viewer.state"_s);
    m_retry->setObjectName(u"viewer.retry"_s);
    setButtonKind(m_retry, ButtonKind::Link);
    setButtonSize(m_retry, ButtonSize::Small);
    m_previous->setObjectName(u"viewer.previous"_s);
    m_next->setObjectName(u"viewer.next"_s);
    m_zoomOut->setObjectName(u"viewer.zoomOut"_s);
    m_zoomIn->setObjectName(u"viewer.zoomIn"_s);
    m_copy->setObjectName(u"viewer.copy"_s);
    m_save->setObjectName(u"viewer.save"_s);
    m_close->setObjectName(u"viewer.close"_s);

    auto *text = new QWidget;
    text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto *words = new QVBoxLayout(text);
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(0);
    words->addStretch(1);
    words->addWidget(m_name);
    words->addWidget(m_about);
    words->addStretch(1);
    auto *head = new QWidget;
    head->setFixedHeight(headHeight);
    auto *headRow = new QHBoxLayout(head);
    headRow->setContentsMargins(margins(20, 0, 12, 1));
    headRow->setSpacing(4);
    headRow->addWidget(text, 1);
    headRow->addSpacing(12);
    for (QWidget *each : std::initializer_list<QWidget *>{m_zoomOut, m_zoom, m_zoomIn})
        headRow->addWidget(each);
    headRow->addSpacing(8);
    for (QWidget *each : std::initializer_list<QWidget *>{m_copy, m_save, m_close})
        headRow->addWidget(each);
    auto *middle = new QHBoxLayout;
    middle->setContentsMargins(8, 0, 8, 0);
    middle->setSpacing(8);
    // With an alignment: else the row would be as high as these.
    middle->addWidget(m_previous, 0, Qt::AlignVCenter);
    middle->addWidget(m_canvas, 1);
    middle->addWidget(m_next, 0, Qt::AlignVCenter);
    auto *foot = new QWidget;
    foot->setFixedHeight(footHeight);
    auto *footRow = new QHBoxLayout(foot);
    footRow->setContentsMargins(20, 0, 20, 0);
    footRow->setSpacing(8);
    footRow->addStretch(1);
    footRow->addWidget(m_state);
    footRow->addWidget(m_retry);
    footRow->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addLayout(middle, 1);
    column->addWidget(foot);
    m_thread.setMaxThreadCount(1);
    wire();
    hide();
}

PictureViewer::~PictureViewer()
{
    m_thread.clear();
    m_thread.waitForDone();
}

void PictureViewer::wire()
{
    const auto buttons = findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons)
        button->installEventFilter(this);
    parentWidget()->installEventFilter(this);
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_zoomOut, &QToolButton::clicked, m_canvas, &PictureCanvas::zoomOut);
    connect(m_zoomIn, &QToolButton::clicked, m_canvas, &PictureCanvas::zoomIn);
    connect(m_copy, &QToolButton::clicked, this, &PictureViewer::copy);
    connect(m_save, &QToolButton::clicked, this, [this] { Q_EMIT saveWanted(m_item.file); });
    connect(m_close, &QToolButton::clicked, this, &PictureViewer::dismiss);
    connect(m_retry, &QPushButton::clicked, this, [this] { Q_EMIT fetchWanted(m_item.seq, m_item.file.id); });
    connect(m_canvas, &PictureCanvas::zoomed, this, &PictureViewer::readZoom);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &PictureViewer::readModel);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &PictureViewer::readModel);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &PictureViewer::readModel);
    connect(m_model, &QAbstractItemModel::modelReset, this, &PictureViewer::readModel);
    connect(m_model, &QObject::destroyed, this, &PictureViewer::dismiss);
    connect(&PictureCache::shared(), &PictureCache::loaded, this, [this](const QString &path) {
        // The small one, until the real one is there.
        if (path == m_item.file.smallPath && m_canvas->picture().isNull())
            show(m_item);
    });
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
    // A shortcut led elsewhere.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now && now->window() == window() && now != this && !isAncestorOf(now))
            dismiss();
    });
}

void PictureViewer::start(const QString &message, const QString &attachment)
{
    const QList<Item> all = items();
    for (const Item &item : all) {
        if (item.message != message || item.file.id != attachment)
            continue;
        m_before = QApplication::focusWidget();
        setGeometry(parentWidget()->rect());
        raise();
        QWidget::show();
        m_canvas->setFocus(Qt::PopupFocusReason);
        show(item);
        return;
    }
    dismiss();
}

void PictureViewer::dismiss()
{
    if (std::exchange(m_gone, true))
        return;
    const bool focused = isAncestorOf(QApplication::focusWidget());
    hide();
    if (focused && m_before)
        m_before->setFocus(Qt::PopupFocusReason);
    deleteLater();
}

QList<PictureViewer::Item> PictureViewer::items() const
{
    QList<Item> all;
    if (!m_model)
        return all;
    for (const client::MessageRow &row : m_model->rows()) {
        if (row.kind != client::MessageRow::Kind::Message || row.deleted)
            continue;
        for (const client::ShownFile &file : row.files) {
            if (isPicture(file) && !PictureCache::shared().isBroken(file.path))
                all.append({row.id, row.seq, row.authorName, row.at, file});
        }
    }
    return all;
}

void PictureViewer::show(const Item &item)
{
    const bool another = item.message != m_item.message || item.file.id != m_item.file.id;
    m_item = item;
    const client::ShownFile &file = m_item.file;
    if (another) {
        m_broken = false;
        m_loading.clear();
    }
    if (m_canvas->picture().isNull() || another) {
        const QSize px = file.picture.scaled(QSize(480, 480) * devicePixelRatioF(), Qt::KeepAspectRatio);
        const QImage small = PictureCache::shared().picture(file.smallPath, px, PictureFit::Inside);
        if (another || !small.isNull())
            m_canvas->begin(file.picture, small);
    }
    if (!file.path.isEmpty())
        load(file.path);
    else if (m_asked != file.id && file.state != State::Failed) {
        m_asked = file.id;
        Q_EMIT fetchWanted(m_item.seq, file.id);
    }
    readWords();
}

void PictureViewer::load(const QString &path)
{
    if (m_loading == path)
        return;
    m_loading = path;
    m_thread.start([this, path] {
        const QImage whole = readPicture(path, {}, PictureFit::Inside).image;
        const QList<QImage> levels = whole.isNull() ? QList<QImage>() : levelsOf(whole);
        QMetaObject::invokeMethod(
            this,
            [this, path, levels] {
                if (path != m_loading)
                    return;
                m_broken = levels.isEmpty();
                m_canvas->setLevels(levels);
                readWords();
            },
            Qt::QueuedConnection);
    });
}

void PictureViewer::readModel()
{
    const QList<Item> all = items();
    for (const Item &item : all) {
        if (item.file.id == m_item.file.id && item.seq == m_item.seq) {
            if (item.file == m_item.file)
                readWords();
            else
                show(item);
            return;
        }
    }
    // It was deleted.
    if (!m_broken)
        dismiss();
}

void PictureViewer::step(int by)
{
    const QList<Item> all = items();
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (all.at(i).message == m_item.message && all.at(i).file.id == m_item.file.id) {
            if (const qsizetype to = i + by; to >= 0 && to < all.size())
                show(all.at(to));
            return;
        }
    }
}

void PictureViewer::readWords()
{
    const client::ShownFile &file = m_item.file;
    const QSize size = m_canvas->picture().isNull() ? file.picture : m_canvas->picture().size();
    m_name->setText(isolated(file.name));
    m_about->setText(tr("%1 · %2, %3 · %4 · %5", "sender, day, time, size of the file, size of the picture")
                         .arg(asOne(m_item.sender),
                              asOne(dayWord(m_item.at.toLocalTime().date(), QDate::currentDate())),
                              isolated(clockTime(m_item.at)), sizeWord(file.size),
                              isolated(u"%1 × %2"_s.arg(size.width()).arg(size.height()))));
    m_canvas->setAccessibleName(tr("Picture %1, %2", "name, sender and size").arg(file.name, m_about->text()));
    const bool failed = file.state == State::Failed;
    m_state->setText(m_broken              ? tr("This picture cannot be shown.")
                     : failed              ? file.failure
                     : file.path.isEmpty() ? stateLine(file)
                                           : QString());
    m_state->setToken(m_broken || failed ? u"danger"_s : u"textMuted"_s);
    m_retry->setVisible(failed && !m_broken);
    m_save->setEnabled(!file.path.isEmpty());
    m_copy->setEnabled(!m_canvas->picture().isNull());
    const QList<Item> all = items();
    qsizetype at = -1;
    for (qsizetype i = 0; i < all.size() && at < 0; ++i)
        at = all.at(i).message == m_item.message && all.at(i).file.id == file.id ? i : -1;
    m_previous->setEnabled(at > 0);
    m_next->setEnabled(at >= 0 && at + 1 < all.size());
    readZoom();
}

void PictureViewer::readZoom()
{
    m_zoom->setText(isolated(u"%1 %"_s.arg(std::lround(m_canvas->scale() * 100))));
    m_zoomOut->setEnabled(!m_canvas->isFitted());
}

void PictureViewer::copy()
{
    if (const QImage picture = m_canvas->picture(); !picture.isNull())
        QGuiApplication::clipboard()->setImage(picture);
}

void PictureViewer::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::Save)) {
        if (m_save->isEnabled())
            Q_EMIT saveWanted(m_item.file);
        return;
    }
    const int forward = isRightToLeft() ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Escape:
        return dismiss();
    case Qt::Key_Right:
        return step(forward);
    case Qt::Key_Left:
        return step(-forward);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return m_canvas->zoomIn();
    case Qt::Key_Minus:
        return m_canvas->zoomOut();
    case Qt::Key_0:
        return m_canvas->fit();
    case Qt::Key_1:
        return m_canvas->actualSize();
    default:
        // What is under it hears nothing but the window's shortcuts.
        event->accept();
    }
}

void PictureViewer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(u"surfaceSunken"_s));
    painter.fillRect(QRect(0, 0, width(), headHeight), color(u"surface"_s));
    fillLine(painter, QRect(0, headHeight - 1, width(), 1), color(u"separator"_s));
}

bool PictureViewer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    // Buttons would take the arrows for themselves.
    if (watched != parentWidget() && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Left || key->key() == Qt::Key_Right) {
            keyPressEvent(key);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

// Tab stays in here.
bool PictureViewer::focusNextPrevChild(bool next)
{
    QList<QWidget *> all{m_canvas, m_previous, m_next, m_zoomOut, m_zoomIn, m_copy, m_save, m_retry, m_close};
    all.removeIf([](const QWidget *each) { return !each->isVisible() || !each->isEnabled(); });
    if (all.isEmpty())
        return true;
    const qsizetype at = all.indexOf(QApplication::focusWidget());
    const qsizetype to = at < 0 ? 0 : (at + (next ? 1 : -1) + all.size()) % all.size();
    all.at(to)->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

} // namespace confab::ui
