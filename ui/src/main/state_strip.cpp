// SPDX-License-Identifier: GPL-3.0-or-later
#include "main/state_strip.h"

#include "common/look.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMetaEnum>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::ui
{

using Phase = client::ConnectionStatus::Phase;

namespace
{
// DESIGN: Windows and widths.
constexpr int stripHeight = 36;
// Below this the title alone is shown; the whole sentence stays its tooltip and accessible name.
constexpr int causeFrom = 520;
} // namespace

StateStrip::StateStrip(std::function<QDateTime()> now, QWidget *parent)
    : QWidget(parent)
    , m_now(std::move(now))
    , m_text(new TextLabel({}, TextStyle::Text, u"text"_s, this))
    , m_title(new TextLabel({}, TextStyle::Name, u"text"_s, this))
    , m_details(new QPushButton(tr("Details"), this))
    , m_try(new QPushButton(tr("Try now"), this))
    , m_unfolded(new QLabel(parent))
{
    setObjectName(u"strip"_s);
    // It lies over the conversation, which then paints nothing under it, and leaves it alone when it scrolls.
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFixedHeight(stripHeight);
    setButtonKind(m_details, ButtonKind::Link);
    setButtonKind(m_try, ButtonKind::Plain);
    for (QPushButton *button : {m_details, m_try}) {
        setButtonSize(button, ButtonSize::Small);
        button->setAccessibleName(button->text());
    }
    m_details->setObjectName(u"strip.details"_s);
    m_details->setCheckable(true);
    m_try->setObjectName(u"strip.tryNow"_s);
    setButtonIcon(m_try, u"retry"_s);
    m_title->setObjectName(u"strip.title"_s);
    m_title->setElided(true);
    m_text->setObjectName(u"strip.text"_s);
    m_text->setElided(true);

    m_unfolded->setObjectName(u"strip.unfolded"_s);
    m_unfolded->setTextFormat(Qt::PlainText);
    m_unfolded->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_unfolded->setFrameShape(QFrame::StyledPanel);
    m_unfolded->setAutoFillBackground(true);
    m_unfolded->setMargin(12);
    m_unfolded->setAccessibleName(tr("Details of the connection"));
    m_unfolded->hide();

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(20, 0, 20, 1);
    row->setSpacing(6);
    row->addWidget(new IconLabel(u"offline"_s, u"warning"_s, 18));
    row->addSpacing(2);
    row->addWidget(m_title);
    row->addWidget(m_text);
    row->addStretch(1);
    row->addWidget(m_details);
    row->addWidget(m_try);

    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &StateStrip::tell);
    connect(m_try, &QPushButton::clicked, this, &StateStrip::tryNow);
    connect(m_details, &QPushButton::toggled, this, &StateStrip::toggleDetails);
    hide();
}

void StateStrip::show(const client::ConnectionStatus &status, const QUrl &url, const QString &server)
{
    // While it tries again after a failure the strip stays, so that it does not blink.
    const bool trying =
        (status.phase == Phase::Connecting || status.phase == Phase::Syncing) && isVisibleTo(parentWidget());
    const bool trouble = status.phase == Phase::Waiting || status.phase == Phase::Refused;
    m_status = status;
    m_url = url;
    m_server = server.isEmpty() ? url.host() : server;
    if (trouble)
        m_cause = client::sentence(status, url);
    if (!trouble && !trying) {
        m_tick.stop();
        m_details->setChecked(false);
        hide();
        return;
    }
    if (status.phase == Phase::Waiting)
        m_tick.start();
    else
        m_tick.stop();
    m_try->setEnabled(trouble);
    tell();
    QWidget::show();
    raise();
    if (m_details->isChecked())
        toggleDetails(true);
}

QString StateStrip::sentence() const
{
    return m_whole;
}

void StateStrip::tell()
{
    const QString title = tr("No connection to %1.").arg(m_server);
    QString text = m_cause;
    if (m_status.phase == Phase::Waiting && m_status.nextTry.isValid()) {
        const qint64 ms = std::max<qint64>(0, m_now().msecsTo(m_status.nextTry));
        const auto seconds = static_cast<int>((ms + 999) / 1000);
        text = tr("%1 Next try in %n s.", nullptr, seconds).arg(m_cause);
    } else if (m_status.phase == Phase::Connecting || m_status.phase == Phase::Syncing) {
        text = tr("Trying again…");
    }
    m_title->setText(title);
    m_text->setText(text);
    giveRoom();
    m_whole = tr("%1 %2", "the title of the strip and its sentence").arg(title, text);
    setToolTip(plainTip(m_whole));
    setAccessibleName(m_whole);
}

// Where there is not room for both, that there is no connection is read, and the reason is cut.
void StateStrip::giveRoom()
{
    m_title->setMinimumWidth(std::min(m_title->sizeHint().width(), width() / 2));
}

void StateStrip::toggleDetails(bool shown)
{
    m_unfolded->setVisible(shown);
    if (!shown)
        return;
    const auto failure =
        QMetaEnum::fromType<protocol::Transport::Failure>().valueToKey(static_cast<int>(m_status.failure));
    m_unfolded->setText(
        tr("Address: %1\nCause: %2\nClose code: %3\nNext try: %4")
            .arg(m_url.toDisplayString(), QString::fromLatin1(failure), QString::number(m_status.closeCode),
                 m_status.nextTry.isValid() ? m_status.nextTry.toString(Qt::ISODateWithMs) : tr("not by itself")));
    m_unfolded->adjustSize();
    const int x = isRightToLeft() ? this->x() + 20 : this->x() + width() - m_unfolded->width() - 20;
    m_unfolded->move(x, y() + height() + 4);
    m_unfolded->raise();
}

void StateStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), color(u"warningSoft"_s));
    fillLine(painter, QRect(0, height() - 1, width(), 1), color(u"separator"_s));
}

void StateStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_text->setVisible(width() >= causeFrom);
    giveRoom();
    if (m_details->isChecked())
        toggleDetails(true);
}

} // namespace confab::ui
