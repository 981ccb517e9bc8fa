// SPDX-License-Identifier: GPL-3.0-or-later
// What the conversation view offers to be done with a message: the bar over it, and the menu with the same and more.
#include <confab/ui/conversation/conversation_view.h>

#include "conversation/anchored_rows.h"
#include "conversation/overlays.h"
#include "conversation/row_cache.h"
#include "conversation/row_selection.h"

#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int mostLinks = 8; // in one message's menu
constexpr int mostLinkCharacters = 48;

using Row = client::MessageRow;

// Each once, in their order; of a message without end the first.
QStringList linksOf(const client::MessageRow &message)
{
    QStringList links;
    if (message.deleted)
        return links;
    const MessageText text = parseMessage(message.text);
    for (const MessageText::Block &block : text.blocks) {
        for (const MessageText::Span &span : block.spans) {
            if (!span.link.isEmpty() && !links.contains(span.link) && links.size() < mostLinks)
                links.append(span.link);
        }
    }
    return links;
}

// Where a link really leads, short enough for a menu: the host is never cut from the front.
QString shownLink(const QString &link)
{
    QString text = QUrl(link).toDisplayString(QUrl::RemoveScheme | QUrl::RemoveUserInfo);
    while (text.startsWith(u'/'))
        text.remove(0, 1);
    if (text.size() > mostLinkCharacters)
        text = text.first(mostLinkCharacters) + u'…';
    return QChar(0x2066) + text.replace(u'&', u"&&"_s) + QChar(0x2069);
}

QAction *add(QMenu &menu, const QString &icon, const QString &words, const QString &name)
{
    QAction *action = menu.addAction(themedIcon(icon, u"textMuted"_s), words);
    action->setObjectName(u"conversation.menu."_s + name);
    return action;
}

// Before what comes next, if there is anything.
void separate(QMenu &menu)
{
    if (!menu.isEmpty() && !menu.actions().last()->isSeparator())
        menu.addSeparator();
}

} // namespace

void ConversationView::wireBar()
{
    // Each with the message that the bar stands over.
    const auto id = [this] { return m_model->row(barRow()).id; };
    connect(m_hoverBar, &HoverBar::emojiWanted, this, [this, id](const QString &emoji) {
        if (barRow() < 0)
            return;
        const QList<client::ShownReaction> reactions = m_model->row(barRow()).reactions;
        const bool mine = std::any_of(reactions.begin(), reactions.end(), [&emoji](const client::ShownReaction &each) {
            return each.mine && each.emoji == emoji;
        });
        Q_EMIT reactionToggled(id(), emoji, !mine);
    });
    connect(m_hoverBar, &HoverBar::reactWanted, this, [this, id](const QRect &button) {
        if (barRow() >= 0)
            Q_EMIT reactRequested(id(), button);
    });
    connect(m_hoverBar, &HoverBar::replyWanted, this, [this, id] {
        if (barRow() >= 0)
            Q_EMIT replyRequested(id());
    });
    connect(m_hoverBar, &HoverBar::threadWanted, this, [this] {
        if (barRow() < 0)
            return;
        const Row &message = m_model->row(barRow());
        Q_EMIT threadRequested(message.thread > 0 ? message.thread : message.seq);
    });
    connect(m_hoverBar, &HoverBar::copyWanted, this, [this] {
        const int row = barRow();
        if (const QString text = row < 0 ? QString() : parseMessage(m_model->row(row).text).plain(); !text.isEmpty())
            QApplication::clipboard()->setText(text);
    });
    connect(m_hoverBar, &HoverBar::menuWanted, this, [this](QPoint at) {
        if (const int row = barRow(); row >= 0)
            openMenu(row, at, {});
    });
}

RowAbilities ConversationView::abilitiesFor(const Row &message) const
{
    const RowAbilities &all = m_cache->metrics.abilities;
    RowAbilities its;
    // Of one that has no place yet there is nothing to refer to.
    if (message.kind != Row::Kind::Message || message.seq == 0 || message.change == Row::Change::Deletion)
        return its;
    its.thread = all.thread && (!message.deleted || message.replies);
    its.markUnread = all.markUnread;
    if (message.deleted)
        return its;
    its = all;
    its.edit = all.edit && message.own;
    its.remove = (all.remove && message.own) || all.moderate;
    return its;
}

void ConversationView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!m_model)
        return;
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const int row = pickedRow();
        if (row < 0)
            return;
        const int top = rowTop(row).value_or(0) + layoutOf(row).tint.top();
        openMenu(row, viewport()->mapToGlobal(QPoint(viewport()->width() / 4, std::max(0, top))), {});
        return;
    }
    const int row = m_rows->rowAt(event->pos().y());
    if (row >= 0)
        openMenu(row, event->globalPos(), linkAt(layoutOf(row), inRow(row, event->pos())));
}

void ConversationView::openMenu(int row, QPoint globalPos, const QString &link)
{
    if (m_model->row(row).kind != Row::Kind::Message)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"conversation.menu"_s);
    fillMenu(*menu, row, link);
    if (menu->isEmpty())
        delete menu;
    else
        menu->popup(globalPos);
}

void ConversationView::fillMenu(QMenu &menu, int row, const QString &link)
{
    const Row message = m_model->row(row);
    const RowAbilities can = abilitiesFor(message);
    const QStringList picked = m_selection->ids(m_model->rows());
    const bool several = picked.size() > 1 && picked.contains(message.id);
    const auto tell = [this, id = message.id](QAction *action, auto signal) {
        connect(action, &QAction::triggered, this, [this, id, signal] {
            Q_EMIT(this->*signal)
            (id);
        });
    };
    // What the server cannot do keeps its place.
    menu.setToolTipsVisible(!can.whyNot.isEmpty());
    const auto grey = [&menu, &why = can.whyNot](const QString &icon, const QString &words, const QString &name) {
        if (why.isEmpty())
            return;
        QAction *action = add(menu, icon, words, name);
        action->setEnabled(false);
        action->setToolTip(plainTip(why));
    };
    if (!several) {
        if (can.react) {
            const QRect place(viewport()->mapToGlobal(QPoint(viewport()->width() / 4, rowTop(row).value_or(0))),
                              QSize(1, layoutOf(row).height));
            connect(add(menu, u"react"_s, tr("Add a reaction"), u"react"_s), &QAction::triggered, this,
                    [this, id = message.id, place] { Q_EMIT reactRequested(id, place); });
        } else {
            grey(u"react"_s, tr("Add a reaction"), u"react"_s);
        }
        if (can.reply)
            tell(add(menu, u"reply"_s, tr("Reply"), u"reply"_s), &ConversationView::replyRequested);
        else
            grey(u"reply"_s, tr("Reply"), u"reply"_s);
        if (!can.thread)
            grey(u"thread"_s, tr("Reply in a thread"), u"thread"_s);
        else
            connect(
                add(menu, u"thread"_s, message.replies ? tr("Open the thread") : tr("Reply in a thread"), u"thread"_s),
                &QAction::triggered, this,
                [this, seq = message.thread > 0 ? message.thread : message.seq] { Q_EMIT threadRequested(seq); });
        addActionsOfRow(menu, row);
        separate(menu);
    }
    addCopies(menu, message, several ? QString() : link);
    separate(menu);
    if (can.copyLink && !several)
        tell(add(menu, u"link"_s, tr("Copy link to this message"), u"copyLink"_s),
             &ConversationView::copyLinkRequested);
    if (can.forward)
        connect(add(menu, u"forward"_s,
                    several ? tr("Forward %n message(s)", nullptr, static_cast<int>(picked.size())) : tr("Forward"),
                    u"forward"_s),
                &QAction::triggered, this,
                [this, ids = several ? picked : QStringList{message.id}] { Q_EMIT forwardRequested(ids); });
    if (can.save)
        connect(add(menu, u"star"_s,
                    several ? tr("Save %n message(s)", nullptr, static_cast<int>(picked.size())) : tr("Save"),
                    u"save"_s),
                &QAction::triggered, this,
                [this, ids = several ? picked : QStringList{message.id}] { Q_EMIT saveRequested(ids); });
    if (can.pin && !several)
        connect(add(menu, u"pin"_s, message.pinned ? tr("Unpin") : tr("Pin"), u"pin"_s), &QAction::triggered, this,
                [this, id = message.id, on = !message.pinned] { Q_EMIT pinRequested(id, on); });
    else if (!can.pin && !several)
        grey(u"pin"_s, tr("Pin"), u"pin"_s);
    if (can.markUnread && !several)
        tell(add(menu, u"eye"_s, tr("Mark unread from here"), u"unread"_s), &ConversationView::markUnreadRequested);
    if (can.details && !several)
        tell(add(menu, u"info"_s, tr("Details"), u"details"_s), &ConversationView::detailsRequested);
    separate(menu);
    if (can.edit && !several)
        tell(add(menu, u"edit"_s, tr("Edit"), u"edit"_s), &ConversationView::editRequested);
    else if (message.own && !several)
        grey(u"edit"_s, tr("Edit"), u"edit"_s);
    if (message.own && !can.remove)
        grey(u"delete"_s, tr("Delete"), u"delete"_s);
    if (can.remove) {
        QStringList ids{message.id};
        if (several) {
            ids = picked;
            ids.removeIf([this](const QString &id) {
                const int at = m_model->indexOfId(id);
                return at < 0 || !abilitiesFor(m_model->row(at)).remove;
            });
        }
        connect(add(menu, u"delete"_s,
                    several ? tr("Delete %n message(s)", nullptr, static_cast<int>(ids.size())) : tr("Delete"),
                    u"delete"_s),
                &QAction::triggered, this, [this, ids] { Q_EMIT deleteRequested(ids); });
    }
    if (message.changeable && !several) {
        if (message.state == Row::State::Failed)
            tell(add(menu, u"retry"_s, tr("Retry"), u"retry"_s), &ConversationView::retryRequested);
        tell(add(menu, u"edit"_s, tr("Edit"), u"edit"_s), &ConversationView::editRequested);
        tell(add(menu, u"delete"_s, tr("Delete"), u"discard"_s), &ConversationView::discardRequested);
    }
    if (!menu.isEmpty() && menu.actions().last()->isSeparator())
        delete menu.actions().last();
}

void ConversationView::addCopies(QMenu &menu, const Row &message, const QString &link)
{
    const QString selected = selectedText();
    const auto copies = [this](QAction *action, const QString &text) {
        connect(action, &QAction::triggered, this, [text] { QApplication::clipboard()->setText(text); });
    };
    if ((!message.deleted && !message.text.isEmpty()) || !selected.isEmpty())
        copies(add(menu, u"copy"_s, selected.isEmpty() ? tr("Copy text") : tr("Copy selection"), u"copy"_s),
               selected.isEmpty() ? parseMessage(message.text).plain() : selected);
    const QStringList links = link.isEmpty() ? linksOf(message) : QStringList{link};
    for (const QString &each : links) {
        connect(add(menu, u"link"_s, tr("Open %1", "a link").arg(shownLink(each)), u"openLink"_s), &QAction::triggered,
                this, [this, each] { Q_EMIT linkActivated(QUrl(each)); });
        copies(add(menu, u"copy"_s, tr("Copy link"), u"link"_s), each);
    }
}

// What its parts offer, for those who use keys: what is said elsewhere in the menu is not said twice.
void ConversationView::addActionsOfRow(QMenu &menu, int row)
{
    using Kind = RowLayout::Action::Kind;
    static const QHash<Kind, std::pair<QString, QString>> offered{
        {Kind::Quoted, {u"reply"_s, u"quoted"_s}},
        {Kind::React, {u"emoji"_s, u"reaction"_s}},
        {Kind::Undo, {u"retry"_s, u"undo"_s}},
        {Kind::ShowBoth, {u"warning"_s, u"showBoth"_s}},
        {Kind::Reveal, {u"eye"_s, u"reveal"_s}},
        {Kind::CopyCode, {u"code"_s, u"copyCode"_s}},
        {Kind::ViewPicture, {u"image"_s, u"viewPicture"_s}},
        {Kind::FetchFile, {u"download"_s, u"fetchFile"_s}},
        {Kind::RetryFetch, {u"retry"_s, u"retryFetch"_s}},
        {Kind::StopFile, {u"close"_s, u"stopFile"_s}},
        {Kind::OpenFile, {u"file"_s, u"openFile"_s}},
        {Kind::SaveFile, {u"download"_s, u"saveFile"_s}},
        {Kind::PauseFiles, {u"minus"_s, u"pauseFiles"_s}},
        {Kind::ResumeFiles, {u"retry"_s, u"resumeFiles"_s}},
        {Kind::CancelFiles, {u"close"_s, u"cancelFiles"_s}},
        {Kind::Say, {u"message"_s, u"say"_s}},
        {Kind::OpenAddress, {u"image"_s, u"openAddress"_s}},
        {Kind::StopAnswer, {u"close"_s, u"stopAnswer"_s}},
    };
    const QList<RowLayout::Action> actions = layoutOf(row).actions;
    for (const RowLayout::Action &action : actions) {
        if (action.label.isEmpty() || !action.enabled || !offered.contains(action.kind))
            continue;
        const auto [icon, name] = offered.value(action.kind);
        connect(add(menu, icon, action.label, name), &QAction::triggered, this,
                [this, id = m_model->row(row).id, action] {
                    if (const int at = m_model ? m_model->indexOfId(id) : -1; at >= 0)
                        activate(at, action);
                });
    }
}

} // namespace confab::ui
