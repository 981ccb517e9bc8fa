// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/people_list.h"

#include "common/column.h"
#include "common/list_row.h"
#include "common/look.h"
#include "common/scroll.h"
#include "common/words.h"

#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace confab::ui
{

PeopleList::PeopleList(client::ChatClient &client, const QString &prefix, Mode mode, QWidget *parent)
    : QWidget(parent)
    , m_client(&client)
    , m_prefix(prefix)
    , m_mode(mode)
    , m_search(new QLineEdit)
    , m_note(new TextLabel({}, TextStyle::Small, u"textMuted"_s))
    , m_rows(new QWidget)
    , m_column(new QVBoxLayout(m_rows))
    , m_more(new QPushButton(tr("More people")))
{
    m_search->setObjectName(prefix + u".search"_s);
    m_search->setAccessibleName(tr("Search people"));
    m_search->setPlaceholderText(tr("Search people"));
    m_search->setFixedHeight(36);
    m_search->addAction(themedIcon(u"search"_s, u"textMuted"_s), QLineEdit::LeadingPosition);
    m_note->setObjectName(prefix + u".note"_s);
    m_note->setWordWrap(true);
    m_more->setObjectName(prefix + u".more"_s);
    m_more->setAccessibleName(m_more->text());
    setButtonKind(m_more, ButtonKind::Link);
    m_more->hide();
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addStretch(1);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_search);
    column->addWidget(m_note);
    QScrollArea *area = scrolled(m_rows);
    column->addWidget(area, 1);
    column->addWidget(m_more, 0, Qt::AlignLeading);
    setFocusProxy(m_search);

    m_wait.setSingleShot(true);
    m_wait.setInterval(150ms);
    connect(&m_wait, &QTimer::timeout, this, [this] { ask({}); });
    connect(m_search, &QLineEdit::textEdited, &m_wait, QOverload<>::of(&QTimer::start));
    connect(m_more, &QPushButton::clicked, this, &PeopleList::askOn);
    whenEndIsNear(area, [this] { askOn(); });
    ask({});
}

void PeopleList::setHidden(const QStringList &usernames)
{
    m_hidden = usernames;
    ask({});
}

QStringList PeopleList::chosen() const
{
    return m_chosen;
}

void PeopleList::ask(const QString &after)
{
    if (!m_client)
        return;
    const int question = ++m_asked;
    m_waiting = true;
    m_client->listPeople(m_search->text().trimmed(), after,
                         [self = QPointer(this), question,
                          first = after.isEmpty()](Expected<protocol::UserList, client::Problem> answer) {
                             if (!self || question != self->m_asked)
                                 return;
                             self->m_waiting = false;
                             if (first)
                                 self->clear();
                             if (!answer) {
                                 self->m_note->setText(client::sentence(answer.error()));
                                 self->m_note->show();
                                 return;
                             }
                             self->m_next = answer->next;
                             self->fill(answer->users);
                         });
}

void PeopleList::askOn()
{
    if (!m_waiting && !m_next.isEmpty())
        ask(m_next);
}

void PeopleList::clear()
{
    clearColumn(*m_column, 1);
}

void PeopleList::fill(const QList<protocol::User> &users)
{
    for (const protocol::User &user : users) {
        if (m_hidden.contains(user.username, Qt::CaseInsensitive))
            continue;
        auto *row = new ListRow(ListRow::Picture::Person, user.username, shownName(user));
        row->setObjectName(m_prefix + u'.' + user.username);
        row->setSecondLine(user.status.isEmpty() ? user.username : user.status);
        row->setPresence(user.state);
        row->setTag(roleWord(user.role));
        if (m_mode == Mode::Several) {
            row->setCheckable(true);
            row->setChecked(m_chosen.contains(user.username));
            connect(row, &QAbstractButton::toggled, this, [this, name = user.username](bool on) {
                m_chosen.removeAll(name);
                if (on)
                    m_chosen.append(name);
            });
        } else {
            connect(row, &QAbstractButton::clicked, this, [this, user] { Q_EMIT picked(user); });
        }
        m_column->insertWidget(m_column->count() - 1, row);
    }
    m_more->setVisible(!m_next.isEmpty());
    const bool nobody = m_column->count() == 1;
    m_note->setVisible(nobody);
    if (nobody)
        m_note->setText(m_search->text().trimmed().isEmpty()
                            ? tr("Nobody yet. Share the invite.")
                            : tr("Nobody called “%1”.").arg(m_search->text().trimmed()));
}

} // namespace confab::ui
