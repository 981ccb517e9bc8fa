// SPDX-License-Identifier: GPL-3.0-or-later
#include "messages/forward_page.h"

#include <confab/ui/contacts/contact_list_view.h>
#include <confab/ui/widgets/search_field.h>

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

ForwardPage::ForwardPage(client::ChatClient &client, int messages, QWidget *parent)
    : PageFrame(u"forward"_s, u"forward"_s, tr("Forward %n messages to…", nullptr, messages), parent)
{
    auto *field = new SearchField;
    field->setObjectName(u"forward.field"_s);
    field->setAccessibleName(tr("Search rooms and people"));
    field->setPlaceholderText(tr("Search rooms and people"));
    auto *list = new ContactListView;
    list->setObjectName(u"forward.list"_s);
    list->setAccessibleName(tr("Conversations"));
    list->setModel(client.contacts());
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(field);
    column->addWidget(list, 1);
    setFixedContent(content, 560);
    setFocusProxy(field);
    connect(field, &QLineEdit::textChanged, list, &ContactListView::setFilter);
    connect(field, &QLineEdit::returnPressed, list, &ContactListView::activateFirst);
    connect(list, &ContactListView::conversationActivated, this, &ForwardPage::picked);
}

} // namespace confab::ui
