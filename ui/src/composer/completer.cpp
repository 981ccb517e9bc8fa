// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/completer.h"

#include "composer/completion_list.h"
#include "composer/message_edit.h"

#include <confab/ui/emoji/emoji.h>

#include <QKeyEvent>
#include <QListView>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// Longer than any name.
constexpr qsizetype longest = 64;

bool inCode(const QTextBlock &block)
{
    static const QRegularExpression fence(uR"(^[\s>]*(```|~~~))"_s);
    bool inside = false;
    for (QTextBlock each = block.document()->begin(); each.isValid() && each != block; each = each.next()) {
        if (fence.match(each.text()).hasMatch())
            inside = !inside;
    }
    return inside;
}

} // namespace

std::optional<NamedSoFar> namedSoFar(const QString &before, int start)
{
    qsizetype at = before.size();
    while (at > 0 && before.size() - at <= longest) {
        const QChar sign = before.at(at - 1);
        if (sign.isSpace())
            return std::nullopt;
        --at;
        // A name begins behind a space or an opening bracket.
        const bool begins =
            at == 0 || before.at(at - 1).isSpace() || QStringView(u"([{\"'“„«").contains(before.at(at - 1));
        if (!begins || !QStringView(u"@#:/").contains(sign))
            continue;
        if (before.left(at).count(u'`') % 2 == 1)
            return std::nullopt;
        NamedSoFar named{sign, before.mid(at + 1), start + static_cast<int>(at)};
        const auto isName = [](QChar c) {
            return c.isLetterOrNumber() || c.isMark() || c.isSurrogate() || c == u'.' || c == u'_' || c == u'-';
        };
        const bool plain = std::all_of(named.typed.cbegin(), named.typed.cend(), isName);
        switch (sign.unicode()) {
        case u'@':
            return plain ? std::optional(named) : std::nullopt;
        case u'#':
            return plain && !named.typed.isEmpty() ? std::optional(named) : std::nullopt;
        case u':': {
            // Letters, or a vote; ":)" and ":3" are faces already.
            const bool vote = named.typed == "+1"_L1 || named.typed == "-1"_L1;
            const bool letters = plain && named.typed.size() >= 2 && named.typed.at(0).isLetterOrNumber();
            return vote || letters ? std::optional(named) : std::nullopt;
        }
        default:
            return plain && named.start == 0 ? std::optional(named) : std::nullopt;
        }
    }
    return std::nullopt;
}

Completer::Completer(MessageEdit &edit, const CommandBook &commands, std::function<QRect()> frame, QObject *parent)
    : QObject(parent)
    , m_edit(edit)
    , m_commands(commands)
    , m_frame(std::move(frame))
{
    edit.installEventFilter(this);
    connect(&edit, &QPlainTextEdit::textChanged, this, &Completer::read);
    connect(&edit, &QPlainTextEdit::cursorPositionChanged, this, &Completer::read);
    connect(&edit, &MessageEdit::composed, this, &Completer::read);
    connect(&edit, &MessageEdit::focusMoved, this, &Completer::read);
}

Completer::~Completer()
{
    delete m_list;
}

void Completer::setSource(CompletionSource *source)
{
    if (m_source)
        m_source->disconnect(this);
    m_source = source;
    if (source)
        connect(source, &CompletionSource::changed, this, &Completer::read);
    close();
}

bool Completer::isOpen() const
{
    return m_list && m_list->isVisible();
}

void Completer::close()
{
    if (!isOpen())
        return;
    m_list->hide();
    m_edit.setAccessibleDescription({});
}

void Completer::refuse()
{
    if (const auto now = named())
        m_refused = now->start;
    close();
}

void Completer::place()
{
    if (isOpen())
        m_list->placeAbove(m_frame());
}

std::optional<NamedSoFar> Completer::named() const
{
    const QTextCursor caret = m_edit.textCursor();
    if (!m_edit.hasFocus() || m_edit.composing() || caret.hasSelection())
        return std::nullopt;
    const auto found = namedSoFar(caret.block().text().left(caret.positionInBlock()), caret.block().position());
    return found && !inCode(caret.block()) ? found : std::nullopt;
}

QList<Offer> Completer::offers(const NamedSoFar &named) const
{
    switch (named.sign.unicode()) {
    case u'@':
        return m_source ? m_source->people(named.typed) : QList<Offer>();
    case u'#':
        return m_source ? m_source->rooms(named.typed) : QList<Offer>();
    case u':':
        return m_emoji ? m_emoji(named.typed) : QList<Offer>();
    default:
        return m_commandsOffered ? m_commands.offers(named.typed) : QList<Offer>();
    }
}

void Completer::read()
{
    const auto now = named();
    if (!now || now->start != m_refused)
        m_refused = -1;
    if (!now || now->start == m_refused)
        return close();
    const QList<Offer> all = offers(*now);
    // Nothing is left to complete: Enter is to send.
    const bool written =
        all.size() == 1 && all.first().insert.compare(now->sign + now->typed, Qt::CaseInsensitive) == 0;
    if (all.isEmpty() || written)
        return close();
    if (!m_list) {
        m_list = new CompletionList(m_edit.window());
        connect(m_list, &CompletionList::picked, this, &Completer::take);
        connect(m_list, &CompletionList::chosenChanged, this, &Completer::announce);
    }
    m_list->offer(all);
    m_list->placeAbove(m_frame());
    announce();
}

void Completer::announce()
{
    if (isOpen())
        m_edit.setAccessibleDescription(m_list->chosenIndex().data(Qt::AccessibleTextRole).toString());
}

void Completer::take(const Offer &offer)
{
    const auto now = named();
    if (!now)
        return;
    QTextCursor caret = m_edit.textCursor();
    const int end = caret.position();
    caret.beginEditBlock();
    caret.setPosition(now->start);
    caret.setPosition(end, QTextCursor::KeepAnchor);
    caret.insertText(offer.insert);
    if (offer.kind != Offer::Kind::Emoji) {
        const QString rest = caret.block().text().mid(caret.positionInBlock());
        if (rest.startsWith(u' '))
            caret.movePosition(QTextCursor::Right);
        else
            caret.insertText(u" "_s);
    }
    caret.endEditBlock();
    m_edit.setTextCursor(caret);
    m_edit.setFocus();
    close();
    if (offer.kind == Offer::Kind::Emoji)
        Q_EMIT emojiTaken(offer.insert);
}

// The second colon of ":tada:".
bool Completer::closesEmoji()
{
    const auto now = named();
    if (!now || now->sign != u':' || !m_emoji)
        return false;
    const Emoji *emoji = emojiCalled(now->typed);
    const QList<Offer> all = emoji ? m_emoji(now->typed) : QList<Offer>();
    // In the tone that is offered; the whole name is the best of all fits.
    if (all.isEmpty() || emojiOf(all.first().insert) != emoji)
        return false;
    take(all.first());
    return true;
}

bool Completer::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress || m_edit.composing())
        return QObject::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->text() == ":"_L1 && closesEmoji())
        return true;
    if (!isOpen() || (key->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return QObject::eventFilter(watched, event);
    switch (key->key()) {
    case Qt::Key_Up:
        m_list->step(-1);
        return true;
    case Qt::Key_Down:
        m_list->step(1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        take(m_list->chosen());
        return true;
    case Qt::Key_Escape:
        refuse();
        return true;
    default:
        return QObject::eventFilter(watched, event);
    }
}

} // namespace confab::ui
