// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/composer/composer.h>

#include "composer/completer.h"
#include "composer/composer_parts.h"
#include "composer/conversation_source.h"
#include "composer/file_tray.h"
#include "composer/message_edit.h"
#include "spelling/spelling.h"

#include <confab/protocol/limits.h>
#include <confab/ui/emoji/emoji.h>
#include <confab/ui/emoji/emoji_picker.h>
#include <confab/ui/settings/preferences.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>
#include <confab/ui/widgets/buttons.h>

#include <QAbstractTextDocumentLayout>
#include <QLabel>
#include <QLocale>
#include <QMetaMethod>
#include <QMouseEvent>
#include <QPushButton>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// DESIGN: Composer. Px.
constexpr int edge = 20;
constexpr int above = 20;
constexpr int below = 12;
constexpr int barHeight = 36;
constexpr int textPadding = 12;
constexpr int attachedPadding = 4; // and the field's own 2
constexpr int buttonInset = 5;
constexpr int buttonSize = 32;
constexpr int buttonGap = 2;

// A typing mark lapses after 6 s unless it is repeated.
constexpr int typingAgainMs = 3000;
constexpr int typingIdleMs = 5000;

// Without blank lines around it; spaces before the first letter may mean code.
QString trimmedMessage(QString text)
{
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    qsizetype start = 0;
    for (qsizetype i = 0; i < text.size() && text.at(i).isSpace(); ++i) {
        if (text.at(i) == u'\n')
            start = i + 1;
    }
    return text.mid(start);
}

} // namespace

Composer::Composer(QWidget *parent)
    : QWidget(parent)
    , m_typing(new TypingLine(this))
    , m_problem(new QLabel(this))
    , m_editBar(new ComposerBar(u"edit"_s, u"composer.cancelEdit"_s, tr("Keep it as it was"), this))
    , m_replyBar(new ComposerBar(u"reply"_s, u"composer.cancelReply"_s, tr("Do not answer it"), this))
    , m_tray(new FileTray(this))
    , m_edit(new MessageEdit(this))
    , m_attach(new IconButton(u"attach"_s, tr("Attach files"), this))
    , m_asFile(new QPushButton(tr("Send as a file"), this))
    , m_emoji(new IconButton(u"emoji"_s, tr("Emoji"), this))
    , m_send(new SendButton(this))
    , m_commands(new CommandBook(this))
    , m_completer(new Completer(
          *m_edit, *m_commands, [this] { return QRect(mapTo(window(), frameRect().topLeft()), frameRect().size()); },
          this))
    , m_limit(protocol::limits::textBytes)
{
    setObjectName(u"composer"_s);
    setFocusProxy(m_edit);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::IBeamCursor);
    m_problem->setObjectName(u"composer.problem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    m_editBar->say(tr("Editing"), tr("Esc keeps it as it was"));
    m_emoji->setObjectName(u"composer.emoji"_s);
    m_emoji->hide();
    makeFileParts();
    setPlaceholderText(tr("Message"));
    addWritingCommands(*m_commands);
    m_completer->setEmoji([this](const QString &typed) { return emojiOffers(typed); });

    m_idle.setSingleShot(true);
    m_idle.setInterval(typingIdleMs);
    m_again.setSingleShot(true);
    m_again.setInterval(typingAgainMs);
    connect(&m_idle, &QTimer::timeout, this, &Composer::stopTyping);

    connect(m_edit, &QPlainTextEdit::textChanged, this, &Composer::edited);
    connect(m_edit->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &Composer::place);
    connect(m_edit, &MessageEdit::rebroken, this, &Composer::place);
    connect(m_edit, &MessageEdit::sendWanted, this, &Composer::submit);
    connect(m_edit, &MessageEdit::focusMoved, this, qOverload<>(&Composer::update));
    connect(m_edit, &MessageEdit::composed, this, &Composer::readLength);
    connect(m_edit, &MessageEdit::upInEmpty, this, [this] {
        if (!isEditing())
            Q_EMIT editLastRequested();
    });
    connect(m_completer, &Completer::emojiTaken, this, [this](const QString &emoji) {
        if (const Emoji *taken = m_preferences ? emojiOf(emoji) : nullptr)
            m_preferences->noteEmoji(taken->text);
    });
    connect(m_edit, &MessageEdit::pickWanted, this, &Composer::replyPickRequested);
    const auto endEdit = [this] {
        const QString id = m_editedId;
        cancelEdit();
        Q_EMIT editCancelled(id);
    };
    connect(m_editBar, &ComposerBar::cancelled, this, endEdit);
    connect(m_replyBar, &ComposerBar::cancelled, this, [this] {
        clearReply();
        m_edit->setFocus();
        Q_EMIT replyCancelled();
    });
    connect(m_emoji, &QToolButton::pressed, this, [this] { m_pickerWasOpen = !m_picker.isNull(); });
    connect(m_emoji, &QToolButton::clicked, this, &Composer::pickEmoji);
    connect(m_send, &QAbstractButton::clicked, this, [this] {
        submit();
        m_edit->setFocus();
    });
    connect(&Theme::current(), &Theme::changed, this, [this] {
        m_edit->document()->setDefaultFont(Theme::current().font(TextStyle::Body));
        m_edit->setFont(Theme::current().font(TextStyle::Body));
        readLength();
        place();
    });
    place();
}

Composer::~Composer() = default;

QString Composer::text() const
{
    return m_edit->toPlainText();
}

void Composer::setText(const QString &text)
{
    m_replying = false;
    put(text);
}

// Ends an edit; leaves what is answered.
void Composer::put(const QString &text)
{
    m_editedId.clear();
    m_kept.clear();
    m_said.clear();
    m_problemTip.clear();
    m_asText.clear();
    ++m_writing;
    m_completer->setCommandsOffered(true);
    m_send->setEditing(false);
    m_telling = false;
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
    m_completer->refuse();
    m_telling = true;
    // The conversation is another: who was told of typing is told by the owner.
    m_tellsTyping = false;
    m_idle.stop();
    m_again.stop();
    readLength();
    place();
}

void Composer::setPreferences(Preferences *preferences)
{
    m_preferences = preferences;
    m_emoji->setVisible(preferences);
    delete m_spelling;
    m_spelling = preferences ? new Spelling(*m_edit, *preferences, this) : nullptr;
    place();
}

void Composer::pickEmoji()
{
    if (!m_preferences || m_pickerWasOpen)
        return;
    m_emoji->setCheckable(true);
    m_emoji->setChecked(true);
    m_picker = EmojiPicker::pick(*m_preferences, frameRect(), this);
    connect(m_picker, &EmojiPicker::picked, this, &Composer::insert);
    connect(m_picker, &EmojiPicker::dismissed, this, [this] {
        m_emoji->setCheckable(false);
        if (m_emoji->hasFocus())
            m_edit->setFocus();
    });
}

void Composer::insert(const QString &text)
{
    m_edit->insertPlainText(text);
    m_edit->ensureCursorVisible();
    if (!m_picker || !m_picker->isVisible())
        m_edit->setFocus();
}

void Composer::setReply(const QString &sender, const QString &line)
{
    m_replying = true;
    m_replyBar->say(sender, line);
    place();
}

void Composer::clearReply()
{
    m_replying = false;
    place();
}

void Composer::connectNotify(const QMetaMethod &signal)
{
    if (signal == QMetaMethod::fromSignal(&Composer::replyPickRequested))
        m_edit->setPicks(true);
}

void Composer::setPlaceholderText(const QString &text)
{
    m_edit->setHint(text);
}

void Composer::setEnterSends(bool sends)
{
    m_edit->setEnterSends(sends);
}

void Composer::setTextLimit(qsizetype bytes)
{
    m_limit = bytes;
    readLength();
}

void Composer::setTyping(const QStringList &names)
{
    m_typing->setNames(names);
}

void Composer::startEdit(const QString &id, const QString &text)
{
    const QString kept = isEditing() ? m_kept : this->text();
    stopTyping();
    put(text);
    m_editedId = id;
    m_kept = kept;
    m_send->setEditing(true);
    m_completer->setCommandsOffered(false);
    readLength();
    place();
    m_edit->setFocus();
}

void Composer::cancelEdit()
{
    if (!isEditing())
        return;
    put(QString(m_kept));
    m_edit->setFocus();
}

void Composer::giveBack(const QString &text, const QString &sentence)
{
    const QString held = this->text();
    put(held.isEmpty() ? text : held + u'\n' + text);
    say(sentence);
    m_edit->setFocus();
}

void Composer::say(const QString &sentence)
{
    m_said = sentence;
    m_problemTip.clear();
    readLength();
}

void Composer::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isEditing())
        Q_EMIT m_editBar->cancelled();
    else if (event->key() == Qt::Key_Escape && m_replying)
        Q_EMIT m_replyBar->cancelled();
    else if (event->key() == Qt::Key_Escape && m_tray->count() > 0)
        dropFiles();
    else
        QWidget::keyPressEvent(event);
}

void Composer::submit()
{
    const QString message = trimmedMessage(text());
    if (message.toUtf8().size() > m_limit || m_edit->composing())
        return;
    if (!isEditing() && sendFiles(message))
        return;
    if (message.isEmpty())
        return;
    if (isEditing()) {
        const QString id = m_editedId;
        put(QString(m_kept));
        Q_EMIT editSubmitted(id, message);
        return;
    }
    if (message == m_asText || !runCommand(message))
        send(message);
}

void Composer::edited()
{
    m_said.clear();
    m_problemTip.clear();
    m_asText.clear();
    readLength();
    if (!m_telling || isEditing())
        return;
    Q_EMIT draftChanged(text());
    if (trimmedMessage(text()).isEmpty()) {
        stopTyping();
        return;
    }
    m_idle.start();
    if (m_again.isActive())
        return;
    m_again.start();
    m_tellsTyping = true;
    Q_EMIT typingChanged(true);
}

void Composer::stopTyping()
{
    m_idle.stop();
    m_again.stop();
    if (!std::exchange(m_tellsTyping, false))
        return;
    Q_EMIT typingChanged(false);
}

void Composer::readLength()
{
    const QString message = trimmedMessage(text());
    const qsizetype bytes = message.toUtf8().size();
    const bool tooLong = bytes > m_limit;
    const bool something = !message.isEmpty() || (m_tray->count() > 0 && !isEditing());
    m_send->setReady(something && !tooLong && !m_edit->composing());
    const bool problem = tooLong || !m_said.isEmpty();
    const bool asFile = tooLong && m_said.isEmpty() && m_desk.most > 0 && !isEditing();
    if (problem) {
        const QLocale locale;
        const QString has = locale.formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
        const QString most = locale.formattedDataSize(m_limit, 0, QLocale::DataSizeTraditionalFormat);
        m_problem->setText(
            !m_said.isEmpty() ? m_said
            : asFile          ? tr("Too long for one message: %1 of at most %2.").arg(has, most)
                     : tr("Too long for one message: %1 of at most %2. Please send it in parts.").arg(has, most));
        m_problem->setToolTip(plainTip(m_problemTip));
        m_problem->setFont(Theme::current().font(TextStyle::Small));
        QPalette palette = m_problem->palette();
        palette.setColor(QPalette::WindowText, color(u"danger"_s));
        m_problem->setPalette(palette);
    }
    placeAsFile(asFile);
    m_problem->setVisible(problem);
    m_typing->setVisible(!problem);
}

// Behind the sentence that offers it.
void Composer::placeAsFile(bool offered)
{
    m_asFile->setVisible(offered);
    const int wide = offered ? m_asFile->sizeHint().width() : 0;
    const int words = offered ? widthOf(m_problem->text(), m_problem->font()) + 4 : width();
    const int room = std::min(words, width() - 2 * edge - wide);
    const auto mirrored = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    m_problem->setGeometry(mirrored({edge, 0, std::min(room, width() - 2 * edge), above}));
    m_asFile->setGeometry(mirrored({edge + room, 0, wide, above}));
}

QRect Composer::frameRect() const
{
    return {edge, above, width() - 2 * edge, height() - above - below};
}

// Grows upwards: the owner's layout gives the height that is asked for.
void Composer::place()
{
    const int bar = isEditing() || m_replying ? barHeight : 0;
    const bool attaches = !m_attach->isHidden();
    const int leading = attaches ? buttonInset + buttonSize + buttonGap + attachedPadding : textPadding;
    const int buttons = (m_preferences ? 2 : 1) * (buttonSize + buttonGap) - buttonGap + buttonInset;
    const int textWidth = width() - 2 * edge - buttonInset - buttons - leading - 2;
    m_tray->setVisible(m_tray->count() > 0 && !isEditing());
    m_tray->resize(width() - 2 * edge - 2, m_tray->height());
    const int tray = m_tray->isHidden() ? 0 : m_tray->wantedHeight();
    m_edit->resize(std::max(1, textWidth), m_edit->height());
    const int lines = m_edit->wantedHeight();
    const int wanted = above + bar + tray + lines + 2 * textPadding + below;
    if (height() != wanted)
        setFixedHeight(wanted);
    const QRect frame = frameRect();
    const auto mirrored = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    m_typing->setGeometry(edge, 0, width() - 2 * edge, above);
    placeAsFile(m_asFile->isVisibleTo(this));
    for (ComposerBar *each : {m_editBar, m_replyBar})
        each->setGeometry(frame.x() + 1, frame.y() + 1, frame.width() - 2, barHeight);
    m_editBar->setVisible(isEditing());
    m_replyBar->setVisible(m_replying && !isEditing());
    m_tray->setGeometry(frame.x() + 1, frame.y() + 1 + bar, frame.width() - 2, tray);
    m_edit->setGeometry(mirrored({frame.x() + leading + 2, frame.y() + bar + tray + textPadding, textWidth, lines}));
    m_edit->readScrollBar();
    const int buttonsEnd = frame.x() + frame.width() - buttonInset;
    const int buttonTop = frame.y() + frame.height() - buttonInset - buttonSize - 1;
    m_attach->setGeometry(mirrored({frame.x() + buttonInset, buttonTop, buttonSize, buttonSize}));
    m_attach->setEnabled(m_desk.most > 0 && !isEditing());
    m_send->setGeometry(mirrored({buttonsEnd - buttonSize, buttonTop, buttonSize, buttonSize}));
    m_emoji->setGeometry(mirrored({buttonsEnd - 2 * buttonSize - buttonGap, buttonTop, buttonSize, buttonSize}));
    m_completer->place();
    update();
}

void Composer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), color(u"surface"_s));
    strokeRound(painter, frameRect(), 8, color(m_edit->hasFocus() ? u"focusRing"_s : u"control"_s));
}

void Composer::resizeEvent(QResizeEvent *)
{
    place();
}

void Composer::moveEvent(QMoveEvent *)
{
    m_completer->place();
}

void Composer::mousePressEvent(QMouseEvent *event)
{
    if (frameRect().contains(event->pos()))
        m_edit->setFocus();
}

bool Composer::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutDirectionChange)
        place();
    return QWidget::event(event);
}

} // namespace confab::ui
