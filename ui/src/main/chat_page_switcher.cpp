// SPDX-License-Identifier: GPL-3.0-or-later
// What the quick switcher does in the chat.
#include "main/chat_page.h"

#include "main/contacts_panel.h"
#include "main/conversation_page.h"
#include "main/right_pane.h"
#include "panes/search_pane.h"
#include "switcher/quick_switcher.h"

#include <confab/ui/settings/preferences.h>
#include <confab/ui/theme/theme.h>

using namespace Qt::StringLiterals;

namespace confab::ui
{

void ChatPage::showSwitcher()
{
    if (m_switcher && m_switcher->isVisible())
        return m_switcher->dismiss();
    const QString open = m_page ? QString() : m_conversation->conversation();
    m_switcher = new QuickSwitcher(m_needs.workspace, m_needs.preferences, switcherActions(), open, window());
    connect(m_switcher, &QuickSwitcher::conversationWanted, this,
            [this](const QString &profile, const QString &conversation) {
                if (m_client && m_client->profile().id == profile)
                    return openConversation(conversation);
                // It is what is opened there when the server is shown.
                m_needs.preferences.setLastConversation(profile, conversation);
                Q_EMIT serverChosen(profile);
            });
    connect(m_switcher, &QuickSwitcher::searchWanted, this, [this](const QString &words) {
        showSearch(false);
        m_right->search()->setQuery(words);
    });
    // What was begun in the filter goes on here.
    m_switcher->start(m_contacts->takeFilter());
}

QList<SwitcherAction> ChatPage::switcherActions()
{
    QList<SwitcherAction> all;
    const auto keys = [](const QKeySequence &sequence) { return sequence.toString(QKeySequence::NativeText); };
    const auto add = [&all](const QString &name, const QString &icon, const QString &title, const QString &second,
                            const QString &shown, std::function<void()> run) {
        all.append({name, icon, title, second, shown, std::move(run)});
    };
    add(u"newDirect"_s, u"person"_s, tr("New direct message"), {}, keys(Qt::CTRL | Qt::Key_N),
        [this] { showNewDirect(); });
    add(u"newRoom"_s, u"room"_s, tr("New room"), {}, {}, [this] { showNewRoom(); });
    add(u"directory"_s, u"search"_s, tr("Browse rooms"), {}, {}, [this] { showDirectory(); });
    if (m_conversation->hasMembers())
        add(u"members"_s, u"people"_s, tr("Members"), tr("Of this conversation"), {}, [this] {
            closePage();
            showMembers(true);
        });
    add(u"markRead"_s, u"check"_s, tr("Mark everything read"), {}, keys(Qt::SHIFT | Qt::Key_Escape),
        [this] { markAllRead(); });
    if (m_needs.host)
        add(u"host"_s, u"host"_s, tr("Host"), {}, {}, [this] { showHost(); });
    const bool dark = Theme::current().isDark();
    add(u"theme"_s, dark ? u"sun"_s : u"moon"_s, dark ? tr("Light theme") : tr("Dark theme"), tr("Settings"), {},
        [this, dark] { m_needs.preferences.setTheme(dark ? u"light"_s : u"dark"_s); });
    add(u"settings"_s, u"settings"_s, tr("Settings"), {}, keys(Qt::CTRL | Qt::Key_Comma), [this] { showSettings(); });
    add(u"shortcuts"_s, u"keyboard"_s, tr("Keyboard shortcuts"), {}, keys(Qt::CTRL | Qt::Key_Slash),
        [this] { showShortcuts(); });
    add(u"addServer"_s, u"plus"_s, tr("Add a server"), {}, {}, [this] { Q_EMIT addServerWanted(); });
    add(u"about"_s, u"info"_s, tr("About Confab"), {}, {}, [this] { showAbout(); });
    return all;
}

} // namespace confab::ui
