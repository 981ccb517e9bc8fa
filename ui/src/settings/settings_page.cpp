// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_page.h"

#include "common/box.h"
#include "common/look.h"
#include "common/words.h"
#include "spelling/spell_checker.h"

#include <confab/ui/common/questions.h>
#include <confab/ui/settings/language.h>
#include <confab/ui/settings/preferences.h>

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;

namespace confab::ui
{

void askSignOut(client::Workspace &workspace, const client::ChatClient &client, Questions &questions, QWidget *over)
{
    questions.ask(over,
                  {u"question.signOut"_s, SettingsPage::tr("Sign out of %1?").arg(client.profile().shownName()),
                   SettingsPage::tr("What is kept on this computer, unsent messages too, is deleted here. The server "
                                    "keeps your messages."),
                   SettingsPage::tr("Sign out"), true},
                  [&workspace, id = client.profile().id] { workspace.signOut(id); });
}

void askForget(client::Workspace &workspace, const client::ChatClient &client, Questions &questions, QWidget *over)
{
    questions.ask(
        over,
        {u"question.forget"_s, SettingsPage::tr("Forget %1?").arg(client.profile().shownName()),
         SettingsPage::tr("You are signed out, and everything of it is deleted from this computer. The server "
                          "keeps your messages."),
         SettingsPage::tr("Forget"), true},
        [&workspace, id = client.profile().id] { workspace.forget(id); });
}

SettingsPage::SettingsPage(Preferences &preferences, client::Workspace &workspace, Questions &questions, bool canHost,
                           QWidget *parent)
    : PageFrame(u"settings"_s, u"settings"_s, tr("Settings"), parent)
    , m_preferences(preferences)
    , m_workspace(workspace)
    , m_questions(questions)
    , m_servers(new RowsBox)
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    const auto group = [column](const QString &title, QWidget *box) {
        column->addWidget(new TextLabel(title, TextStyle::Title, u"text"_s));
        column->addWidget(box);
        column->addSpacing(16);
    };
    group(tr("Look"), makeThemes());
    group(tr("Text and language"), makeText());
    group(tr("Writing"), makeWriting());
    group(tr("Servers"), m_servers);

    const auto button = [](const QString &name, const QString &words) {
        auto *made = new QPushButton(words);
        made->setObjectName(name);
        made->setAccessibleName(words);
        setButtonKind(made, ButtonKind::Plain);
        return made;
    };
    auto *add = button(u"settings.addServer"_s, tr("Add a server"));
    auto *host = button(u"settings.host"_s, tr("Hosting"));
    auto *about = button(u"settings.about"_s, tr("About Confab"));
    auto *keys = button(u"settings.shortcuts"_s, tr("Keyboard shortcuts"));
    host->setVisible(canHost);
    auto *last = new QHBoxLayout;
    last->setSpacing(8);
    last->addWidget(add);
    last->addWidget(host);
    last->addWidget(about);
    last->addWidget(keys);
    last->addStretch(1);
    column->addLayout(last);
    column->addStretch(1);
    setContent(content, 656);

    connect(add, &QPushButton::clicked, this, &SettingsPage::addServerWanted);
    connect(host, &QPushButton::clicked, this, &SettingsPage::hostWanted);
    connect(about, &QPushButton::clicked, this, &SettingsPage::aboutWanted);
    connect(keys, &QPushButton::clicked, this, &SettingsPage::shortcutsWanted);
    connect(&workspace, &client::Workspace::clientAdded, this, &SettingsPage::listServers);
    connect(workspace.rail(), &QAbstractItemModel::dataChanged, this, &SettingsPage::listServers);
    connect(workspace.rail(), &QAbstractItemModel::rowsRemoved, this, &SettingsPage::listServers);
    listServers();
}

QWidget *SettingsPage::makeThemes()
{
    auto *box = new RowsBox;
    auto *themes = new QWidget;
    auto *row = new QHBoxLayout(themes);
    row->setContentsMargins(16, 12, 16, 12);
    row->setSpacing(20);
    auto *choice = new QButtonGroup(themes);
    const std::array options{
        std::pair(u"system"_s, tr("System")),
        std::pair(u"light"_s, tr("Light")),
        std::pair(u"dark"_s, tr("Dark")),
        std::pair(u"contrast"_s, tr("High contrast")),
    };
    for (const auto &[id, title] : options) {
        auto *button = new QRadioButton(title);
        button->setObjectName(u"settings.theme."_s + id);
        button->setAccessibleName(tr("Theme: %1").arg(title));
        button->setChecked(m_preferences.theme() == id);
        choice->addButton(button);
        row->addWidget(button);
        connect(button, &QRadioButton::toggled, this, [this, theme = id](bool on) {
            if (on)
                m_preferences.setTheme(theme);
        });
    }
    row->addStretch(1);
    box->addRow(themes);
    return box;
}

QWidget *SettingsPage::makeText()
{
    auto *box = new RowsBox;
    auto *size = new QComboBox;
    size->setObjectName(u"settings.textSize"_s);
    size->setAccessibleName(tr("Text size"));
    for (const int px : {12, 13, 14, 16, 18})
        size->addItem(tr("%1 px").arg(px), px);
    size->setCurrentIndex(size->findData(m_preferences.textSize()));
    connect(size, &QComboBox::currentIndexChanged, this,
            [this, size] { m_preferences.setTextSize(size->currentData().toInt()); });
    connect(&m_preferences, &Preferences::textSizeChanged, size,
            [this, size] { size->setCurrentIndex(size->findData(m_preferences.textSize())); });
    box->addRow(new FactRow(tr("Text size"), tr("Ctrl+plus and Ctrl+minus anywhere"), size));

    const QStringList languages = availableLanguages();
    if (languages.size() > 1) {
        auto *language = new QComboBox;
        language->setObjectName(u"settings.language"_s);
        language->setAccessibleName(tr("Language"));
        language->addItem(tr("System"), QString());
        for (const QString &code : languages)
            language->addItem(QLocale(code).nativeLanguageName(), code);
        language->setCurrentIndex(std::max(0, language->findData(m_preferences.language())));
        connect(language, &QComboBox::currentIndexChanged, this,
                [this, language] { m_preferences.setLanguage(language->currentData().toString()); });
        box->addRow(new FactRow(tr("Language"), tr("From the next start of Confab"), language));
    }

    auto *clock = new Switch;
    clock->setObjectName(u"settings.hours24"_s);
    clock->setAccessibleName(tr("24-hour clock"));
    clock->setChecked(m_preferences.hours24());
    connect(clock, &QAbstractButton::toggled, &m_preferences, &Preferences::setHours24);
    box->addRow(new FactRow(tr("24-hour clock"), {}, clock));
    return box;
}

QWidget *SettingsPage::makeWriting()
{
    auto *box = new RowsBox;
    auto *enter = new Switch;
    enter->setObjectName(u"settings.enterSends"_s);
    enter->setAccessibleName(tr("Enter sends"));
    enter->setChecked(m_preferences.enterSends());
    connect(enter, &QAbstractButton::toggled, &m_preferences, &Preferences::setEnterSends);
    box->addRow(new FactRow(tr("Enter sends"), tr("Shift+Enter breaks the line. Off: the other way round."), enter));
    if (SpellChecker::isBuilt()) {
        auto *spelling = new Switch;
        spelling->setObjectName(u"settings.spelling"_s);
        spelling->setAccessibleName(tr("Check spelling"));
        spelling->setChecked(m_preferences.spelling());
        connect(spelling, &QAbstractButton::toggled, &m_preferences, &Preferences::setSpelling);
        const QLocale locale;
        const bool known = !SpellChecker::dictionaryFor(locale).isEmpty();
        const QString hint =
            known ? tr("In the language of the window")
                  : tr("There is no dictionary for %1 on this computer.").arg(locale.nativeLanguageName());
        box->addRow(new FactRow(tr("Check spelling"), hint, spelling));
    }
    return box;
}

void SettingsPage::listServers()
{
    const QList<client::ChatClient *> clients = m_workspace.clients();
    QStringList now;
    for (client::ChatClient *client : clients) {
        const client::Profile &profile = client->profile();
        now << profile.id << profile.serverName << profile.username << profile.url.toString()
            << QString::number(client->signedIn());
    }
    // Unread counts change the rail often; a row that is focused must not be made anew for them.
    if (now == m_listed)
        return;
    m_listed = now;
    m_servers->clear();
    for (client::ChatClient *client : clients) {
        const client::Profile profile = client->profile();
        const QString name = profile.shownName();
        auto *buttons = new QWidget;
        auto *row = new QHBoxLayout(buttons);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
        if (client->signedIn()) {
            auto *out = new QPushButton(tr("Sign out"));
            out->setObjectName(u"settings.signOut."_s + profile.id);
            out->setAccessibleName(tr("Sign out of %1").arg(name));
            setButtonKind(out, ButtonKind::Plain);
            row->addWidget(out);
            connect(out, &QPushButton::clicked, this, [this, client = QPointer(client)] {
                if (client)
                    askSignOut(m_workspace, *client, m_questions, window());
            });
        }
        auto *forget = new QPushButton(tr("Forget"));
        forget->setObjectName(u"settings.forget."_s + profile.id);
        forget->setAccessibleName(tr("Forget %1").arg(name));
        setButtonKind(forget, ButtonKind::Danger);
        row->addWidget(forget);
        connect(forget, &QPushButton::clicked, this, [this, client = QPointer(client)] {
            if (client)
                askForget(m_workspace, *client, m_questions, window());
        });
        const QString who = profile.username.isEmpty() ? tr("Not signed in") : profile.username;
        m_servers->addRow(
            new FactRow(name, tr("%1 · %2", "account · address").arg(who, shownAddress(profile.url)), buttons));
    }
    m_servers->setVisible(!clients.isEmpty());
}

} // namespace confab::ui
