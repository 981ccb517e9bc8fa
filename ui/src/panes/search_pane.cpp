// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/search_pane.h"

#include "common/column.h"
#include "common/key_cap.h"
#include "common/look.h"
#include "panes/filter_chip.h"
#include "panes/hit_list.h"
#include "panes/hit_maker.h"

#include <confab/client/conversation_kind.h>
#include <confab/ui/widgets/search_field.h>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace confab::ui
{

using client::ChatClient;

namespace
{
constexpr auto typingPause = 250ms;
constexpr int edge = 16;
constexpr int footerHeight = 36;
constexpr qsizetype mostPeople = 8;

// The query without what begins with this, e.g. "from:".
QString without(const QString &query, const QString &prefix)
{
    QStringList kept;
    for (const QString &part : query.split(u' ', Qt::SkipEmptyParts)) {
        if (!part.startsWith(prefix, Qt::CaseInsensitive))
            kept << part;
    }
    return kept.join(u' ');
}

class KeyCap : public QWidget
{
public:
    explicit KeyCap(const QString &key)
        : m_key(key)
    {
        setFixedSize(keyCapWidth(key), 18);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        drawKeyCap(painter, rect(), width(), m_key, layoutDirection());
    }

private:
    QString m_key;
};

} // namespace

SearchPane::SearchPane(QWidget *parent)
    : PageFrame(u"search"_s, u"search"_s, tr("Search"), parent)
    , m_field(new SearchField)
    , m_scope(makeScope())
    , m_from(makeFrom())
    , m_date(makeDate())
    , m_has(makeHas())
    , m_counts(new QWidget)
    , m_count(new TextLabel({}, TextStyle::Small, u"textMuted"_s))
    , m_order(new TextLabel(tr("Newest first"), TextStyle::Small, u"textMuted"_s))
    , m_results(new HitList(u"search.results"_s))
    , m_empty(new QWidget)
    , m_words(new TextLabel({}, TextStyle::Small, u"textMuted"_s))
    , m_recent(new QVBoxLayout)
{
    m_field->setObjectName(u"search.field"_s);
    m_field->setAccessibleName(tr("Search messages"));
    m_field->setPlaceholderText(tr("Search messages"));
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    setHead(m_field);
    setFocusProxy(m_field);

    auto *chips = new QHBoxLayout;
    chips->setContentsMargins(margins(edge, 10, edge, 6));
    chips->setSpacing(6);
    for (FilterChip *chip : {m_scope, m_from, m_date, m_has})
        chips->addWidget(chip);
    chips->addStretch(1);
    auto *counts = new QHBoxLayout(m_counts);
    counts->setContentsMargins(margins(edge, 0, edge, 6));
    m_count->setObjectName(u"search.count"_s);
    counts->addWidget(m_count, 1);
    counts->addWidget(m_order);
    m_words->setObjectName(u"search.words"_s);
    m_words->setWordWrap(true);
    m_words->setAlignment(Qt::AlignHCenter);
    m_results->setAccessibleName(tr("Messages that were found"));
    auto *empty = new QVBoxLayout(m_empty);
    empty->setContentsMargins(24, 32, 24, 24);
    empty->setSpacing(8);
    empty->addWidget(m_words);
    empty->addLayout(m_recent);
    empty->addStretch(1);

    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(chips);
    column->addWidget(m_counts);
    column->addWidget(m_results, 1);
    column->addWidget(m_empty, 1);
    column->addWidget(makeFooter());
    setWholeContent(body);

    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &SearchPane::askNow);
    connect(m_field, &QLineEdit::textChanged, this, &SearchPane::edited);
    connect(m_results, &HitList::chosen, this, [this](const Hit &hit) {
        if (m_client)
            m_client->rememberSearch(m_asked);
        Q_EMIT jumpWanted(hit.conversation, hit.seq, client::SearchQuery::parse(m_asked).words());
    });
    connect(m_results, &HitList::moreWanted, this, [this] { ask(true); });
    readChips();
    edited();
}

FilterChip *SearchPane::makeScope()
{
    auto *menu = new QMenu;
    QAction *everywhere = menu->addAction(tr("Everywhere"));
    everywhere->setObjectName(u"search.everywhere"_s);
    QAction *here = menu->addAction(tr("In this conversation"));
    here->setObjectName(u"search.here"_s);
    const auto choose = [this](bool onlyHere) {
        m_here = onlyHere;
        readChips();
        askNow();
    };
    connect(everywhere, &QAction::triggered, this, [choose] { choose(false); });
    connect(here, &QAction::triggered, this, [choose] { choose(true); });
    return new FilterChip(u"search.scope"_s, tr("Everywhere"), menu);
}

FilterChip *SearchPane::makeFrom()
{
    auto *menu = new QMenu;
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        QAction *anybody = menu->addAction(tr("Anybody"));
        anybody->setObjectName(u"search.fromAnybody"_s);
        connect(anybody, &QAction::triggered, this, [this] { narrow(u"from:"_s); });
        if (!m_client)
            return;
        QStringList people{m_client->me().username};
        for (const client::Contact &contact : m_client->contacts()->contacts()) {
            if (contact.section == client::Contact::Section::People && !contact.self && people.size() < mostPeople)
                people << contact.username;
        }
        for (const QString &username : std::as_const(people)) {
            // An ampersand in a name is no shortcut.
            QAction *person = menu->addAction(m_client->displayNameOf(username).replace(u'&', u"&&"_s));
            connect(person, &QAction::triggered, this, [this, username] { narrow(u"from:"_s + username); });
        }
    });
    return new FilterChip(u"search.from"_s, tr("From"), menu);
}

FilterChip *SearchPane::makeDate()
{
    auto *menu = new QMenu;
    const auto add = [this, menu](const QString &name, const QString &words, int days) {
        QAction *action = menu->addAction(words);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, [this, days] {
            narrow(days < 0 ? u"after:"_s : u"after:"_s + QDate::currentDate().addDays(-days).toString(Qt::ISODate));
        });
    };
    add(u"search.anyTime"_s, tr("Any time"), -1);
    add(u"search.today"_s, tr("Today"), 0);
    add(u"search.week"_s, tr("The last 7 days"), 6);
    add(u"search.month"_s, tr("The last 30 days"), 29);
    add(u"search.year"_s, tr("The last 365 days"), 364);
    return new FilterChip(u"search.date"_s, tr("Date"), menu);
}

FilterChip *SearchPane::makeHas()
{
    auto *menu = new QMenu;
    const auto add = [this, menu](const QString &name, const QString &words, const QString &what) {
        QAction *action = menu->addAction(words);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, [this, what] { narrow(u"has:"_s + what); });
    };
    add(u"search.hasAnything"_s, tr("Anything"), {});
    add(u"search.hasFile"_s, tr("A file"), u"file"_s);
    add(u"search.hasLink"_s, tr("A link"), u"link"_s);
    return new FilterChip(u"search.has"_s, tr("Has"), menu);
}

QWidget *SearchPane::makeFooter()
{
    auto *footer = new QWidget;
    footer->setFixedHeight(footerHeight);
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(margins(edge, 0, edge, 0));
    row->setSpacing(6);
    const auto add = [row](const QStringList &keys, const QString &words) {
        for (const QString &key : keys)
            row->addWidget(new KeyCap(key));
        row->addWidget(new TextLabel(words, TextStyle::Small, u"textMuted"_s));
        row->addSpacing(8);
    };
    add({u"↑"_s, u"↓"_s}, tr("next result"));
    add({tr("Enter", "a key")}, tr("show it"));
    add({tr("Esc", "a key")}, tr("back"));
    row->addStretch(1);
    return footer;
}

void SearchPane::setClient(ChatClient *client)
{
    if (m_client == client)
        return;
    m_client = client;
    m_field->clear();
}

void SearchPane::begin(const QString &conversation, bool here)
{
    m_here = here;
    setHere(conversation);
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
    offerRecent();
}

void SearchPane::setHere(const QString &conversation)
{
    const bool moved = m_conversation != conversation;
    m_conversation = conversation;
    readChips();
    if (moved && m_here && !m_asked.isEmpty())
        askNow();
}

void SearchPane::setQuery(const QString &query)
{
    m_field->setText(query);
    askNow();
}

// `part` takes the place of whatever begins as it does, up to the colon; nothing behind the colon: only that goes.
void SearchPane::narrow(const QString &part)
{
    const qsizetype colon = part.indexOf(u':') + 1;
    QString query = without(m_field->text(), part.left(colon));
    if (part.size() > colon)
        query = query.isEmpty() ? part : query + u' ' + part;
    m_field->setText(query);
    m_field->setFocus(Qt::OtherFocusReason);
    askNow();
}

void SearchPane::readChips()
{
    m_scope->setWords(m_here ? tr("Here") : tr("Everywhere"));
    m_scope->setChecked(true);
    const QString query = m_field->text();
    const auto holds = [&query](const QString &prefix) { return without(query, prefix) != query.simplified(); };
    m_from->setChecked(holds(u"from:"_s));
    m_date->setChecked(holds(u"after:"_s) || holds(u"before:"_s));
    m_has->setChecked(holds(u"has:"_s));
}

void SearchPane::edited()
{
    readChips();
    if (m_field->text().trimmed().isEmpty())
        return askNow();
    m_pause.start();
}

void SearchPane::askNow()
{
    m_pause.stop();
    ++m_round;
    m_waiting = false;
    m_next = {};
    m_results->clear();
    m_asked = m_field->text().trimmed();
    if (!m_client || m_asked.isEmpty()) {
        m_counts->hide();
        m_results->hide();
        say(tr("Words, or from:ben, in:#design, has:file, before:may"));
        offerRecent();
        return;
    }
    ask(false);
}

void SearchPane::ask(bool more)
{
    if (!m_client || m_waiting || m_asked.isEmpty() || (more && !m_next.more))
        return;
    m_waiting = true;
    if (!more)
        say(tr("Looking…"));
    client::SearchQuery query = client::SearchQuery::parse(m_asked);
    if (m_here && query.in.isEmpty())
        query.conversation = m_conversation;
    m_client->search(
        query, more ? m_next : client::SearchPlace(),
        [self = QPointer(this), round = m_round, more](const Expected<client::SearchPage, client::Problem> &page) {
            if (!self || round != self->m_round)
                return;
            self->m_waiting = false;
            if (page)
                self->fill(*page, more);
            else if (!more)
                self->say(client::sentence(page.error()));
        });
}

void SearchPane::fill(const client::SearchPage &page, bool more)
{
    const QStringList words = client::SearchQuery::parse(m_asked).words();
    QList<Hit> hits;
    for (const protocol::Message &message : page.messages)
        hits.append(hitOf(*m_client, message, m_here ? m_conversation : QString()));
    if (!more)
        m_results->clear();
    m_results->setWords(words);
    m_results->append(hits);
    m_next = page.next;
    const auto count = static_cast<int>(m_results->hits().size());
    if (count == 0) {
        say(page.offline ? tr("Nothing with “%1” in what this computer has kept.").arg(m_asked)
                         : tr("Nothing with “%1”.").arg(m_asked));
        return;
    }
    m_count->setText(m_next.more    ? tr("%n messages and more", nullptr, count)
                     : page.offline ? tr("%n messages that this computer has kept", nullptr, count)
                                    : tr("%n messages", nullptr, count));
    m_counts->show();
    m_results->show();
    m_empty->hide();
}

void SearchPane::say(const QString &words)
{
    clearColumn(*m_recent);
    m_words->setText(words);
    m_counts->hide();
    m_results->hide();
    m_empty->show();
}

void SearchPane::offerRecent()
{
    clearColumn(*m_recent);
    if (!m_client || !m_field->text().trimmed().isEmpty())
        return;
    for (const QString &query : m_client->recentSearches()) {
        auto *button = new QPushButton(QString(query).replace(u'&', u"&&"_s));
        setButtonKind(button, ButtonKind::Link);
        button->setAccessibleName(tr("Search again: %1").arg(query));
        connect(button, &QPushButton::clicked, this, [this, query] { setQuery(query); });
        m_recent->addWidget(button, 0, Qt::AlignHCenter);
    }
}

void SearchPane::showEvent(QShowEvent *event)
{
    PageFrame::showEvent(event);
    readChips();
}

bool SearchPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return PageFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    switch (key->key()) {
    case Qt::Key_Down:
    case Qt::Key_Up:
        m_results->step(key->key() == Qt::Key_Down ? 1 : -1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_pause.isActive() || m_asked != m_field->text().trimmed())
            askNow();
        else if (m_results->currentIndex().isValid())
            Q_EMIT m_results->chosen(m_results->currentIndex().data(HitModel::hitRole).value<Hit>());
        else
            m_results->step(0);
        return true;
    case Qt::Key_Escape:
        if (m_field->text().isEmpty()) {
            Q_EMIT closed();
            return true;
        }
        break;
    default:
        break;
    }
    return PageFrame::eventFilter(watched, event);
}

} // namespace confab::ui
