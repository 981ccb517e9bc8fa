// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/contacts/contact_list_view.h>

#include "common/scroll.h"
#include "contacts/contact_delegate.h"
#include "contacts/sectioned_contacts.h"
#include "widgets/overlay_scroll_bar.h"

#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace confab::ui
{

ContactListView::ContactListView(QWidget *parent)
    : QListView(parent)
    , m_rows(new SectionedContacts(this))
    , m_delegate(new ContactDelegate(this))
    , m_bar(addOverlayScrollBar(this))
{
    setObjectName(u"contacts.list"_s);
    setAccessibleName(tr("Conversations"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    setUniformItemSizes(false);
    viewport()->setAutoFillBackground(false);
    QListView::setModel(m_rows);
    setItemDelegate(m_delegate);
    connect(this, &QAbstractItemView::clicked, this, &ContactListView::activate);
    whenEndIsNear(this, [this] { Q_EMIT endNeared(); });
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &ContactListView::scrolled);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &ContactListView::scrolled);
    connect(m_rows, &QAbstractItemModel::rowsInserted, this, &ContactListView::scrolled);
    connect(m_rows, &QAbstractItemModel::rowsRemoved, this, &ContactListView::scrolled);
    connect(m_rows, &QAbstractItemModel::rowsMoved, this, &ContactListView::scrolled);
    connect(m_rows, &QAbstractItemModel::modelReset, this, &ContactListView::scrolled);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        scheduleDelayedItemsLayout();
        viewport()->update();
    });
}

ContactListView::~ContactListView() = default;

void ContactListView::setModel(client::ContactModel *model)
{
    m_rows->setSource(model);
}

void ContactListView::setFilter(const QString &text)
{
    m_rows->setFilter(text);
    // The keys go on from the conversation that is shown.
    if (text.trimmed().isEmpty())
        setCurrentConversation(currentConversation());
}

void ContactListView::setCurrentConversation(const QString &conversation)
{
    m_delegate->setCurrent(conversation);
    m_rows->settle();
    if (const QModelIndex index = m_rows->indexOf(conversation); index.isValid()) {
        setCurrentIndex(index);
        scrollTo(index);
    }
    viewport()->update();
}

QString ContactListView::currentConversation() const
{
    return m_delegate->current();
}

void ContactListView::setNarrow(bool narrow)
{
    if (narrow == m_delegate->isNarrow())
        return;
    m_delegate->setNarrow(narrow);
    scheduleDelayedItemsLayout();
    viewport()->update();
}

QStringList ContactListView::conversations() const
{
    m_rows->settle();
    QStringList conversations;
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        const QString conversation = m_rows->index(row).data(client::ContactModel::ConversationRole).toString();
        if (!conversation.isEmpty())
            conversations.append(conversation);
    }
    return conversations;
}

QStringList ContactListView::peopleOnScreen() const
{
    QStringList people;
    if (!isVisible())
        return people;
    const int first = std::max(0, indexAt(QPoint(width() / 2, 0)).row());
    for (int row = first; row < m_rows->rowCount(); ++row) {
        const QModelIndex index = m_rows->index(row);
        if (visualRect(index).top() > viewport()->height())
            break;
        const client::Contact contact = m_rows->contact(index);
        if (contact.section == client::Contact::Section::People && !contact.guest && !contact.username.isEmpty())
            people.append(contact.username);
    }
    return people;
}

void ContactListView::activateFirst()
{
    if (const QStringList all = conversations(); !all.isEmpty())
        Q_EMIT conversationActivated(all.first());
}

void ContactListView::activate(const QModelIndex &index)
{
    const QString conversation = index.data(client::ContactModel::ConversationRole).toString();
    if (!conversation.isEmpty())
        Q_EMIT conversationActivated(conversation);
    else if (isFold(index))
        m_rows->setArchiveShown(!m_rows->archiveShown());
}

bool ContactListView::isFold(const QModelIndex &index) const
{
    return index.isValid() &&
           index.data(SectionedContacts::KindRole).toInt() == static_cast<int>(SectionedContacts::RowKind::Fold);
}

void ContactListView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    const QString conversation = index.data(client::ContactModel::ConversationRole).toString();
    if (conversation.isEmpty())
        return;
    const QPoint at = byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos();
    Q_EMIT menuRequested(conversation, at);
}

void ContactListView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        activate(currentIndex());
        return;
    case Qt::Key_Left:
    case Qt::Key_Right:
        // As a tree's: towards the reading direction unfolds.
        if (isFold(currentIndex())) {
            m_rows->setArchiveShown((event->key() == Qt::Key_Right) == isLeftToRight());
            return;
        }
        QListView::keyPressEvent(event);
        return;
    default:
        QListView::keyPressEvent(event);
    }
}

void ContactListView::focusInEvent(QFocusEvent *event)
{
    QListView::focusInEvent(event);
    if (currentIndex().isValid())
        return;
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        if (m_rows->flags(m_rows->index(row)).testFlag(Qt::ItemIsEnabled)) {
            setCurrentIndex(m_rows->index(row));
            return;
        }
    }
}

void ContactListView::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    placeOverlayScrollBar(this, m_bar);
    Q_EMIT scrolled();
}

// In the rail the names are to be had as tooltips; plain, whatever they look like.
bool ContactListView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && m_delegate->isNarrow()) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString name = indexAt(help->pos()).data(Qt::DisplayRole).toString();
        QToolTip::showText(help->globalPos(), plainTip(name), viewport());
        return true;
    }
    return QListView::viewportEvent(event);
}

} // namespace confab::ui
