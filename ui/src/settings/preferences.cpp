// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/settings/preferences.h>

#include <confab/ui/theme/theme.h>

#include <QSettings>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr std::array textSizes{12, 13, 14, 16, 18};
constexpr qsizetype mostRecentEmoji = 27; // three rows of the picker
constexpr int skinTones = 5;
constexpr qsizetype mostRecentConversations = 20;
} // namespace

Preferences::Preferences(const QString &file, QObject *parent)
    : QObject(parent)
{
    if (!file.isEmpty())
        m_file = std::make_unique<QSettings>(file, QSettings::IniFormat);
}

Preferences::~Preferences() = default;

QString Preferences::theme() const
{
    const QString kept = value(u"look/theme"_s, u"system"_s).toString();
    const QStringList known{u"system"_s, u"light"_s, u"dark"_s, u"contrast"_s};
    return known.contains(kept) ? kept : u"system"_s;
}

void Preferences::setTheme(const QString &theme)
{
    if (theme == this->theme())
        return;
    setValue(u"look/theme"_s, theme);
    Q_EMIT themeChanged();
}

int Preferences::textSize() const
{
    const int kept = value(u"look/textSize"_s, 14).toInt();
    return std::find(textSizes.begin(), textSizes.end(), kept) != textSizes.end() ? kept : 14;
}

void Preferences::setTextSize(int px)
{
    if (px == textSize())
        return;
    setValue(u"look/textSize"_s, px);
    Q_EMIT textSizeChanged();
}

bool Preferences::enterSends() const
{
    return value(u"writing/enterSends"_s, true).toBool();
}

void Preferences::setEnterSends(bool sends)
{
    if (sends == enterSends())
        return;
    setValue(u"writing/enterSends"_s, sends);
    Q_EMIT enterSendsChanged();
}

bool Preferences::spelling() const
{
    return value(u"writing/spelling"_s, true).toBool();
}

void Preferences::setSpelling(bool on)
{
    if (on == spelling())
        return;
    setValue(u"writing/spelling"_s, on);
    Q_EMIT spellingChanged();
}

QStringList Preferences::ownWords() const
{
    return value(u"writing/words"_s, QStringList()).toStringList();
}

void Preferences::addOwnWord(const QString &word)
{
    QStringList words = ownWords();
    if (words.contains(word))
        return;
    words.append(word);
    words.sort();
    setValue(u"writing/words"_s, words);
}

bool Preferences::hours24() const
{
    return value(u"look/hours24"_s, Theme::localeHas24Hours()).toBool();
}

void Preferences::setHours24(bool on)
{
    if (on == hours24())
        return;
    setValue(u"look/hours24"_s, on);
    Q_EMIT hours24Changed();
}

QString Preferences::language() const
{
    return value(u"look/language"_s, QString()).toString();
}

void Preferences::setLanguage(const QString &code)
{
    setValue(u"look/language"_s, code);
}

QByteArray Preferences::geometry() const
{
    return value(u"window/geometry"_s, QByteArray()).toByteArray();
}

void Preferences::setGeometry(const QByteArray &geometry)
{
    setValue(u"window/geometry"_s, geometry);
}

int Preferences::contactsWidth() const
{
    return std::clamp(value(u"window/contacts"_s, 272).toInt(), 220, 420);
}

void Preferences::setContactsWidth(int px)
{
    setValue(u"window/contacts"_s, px);
}

int Preferences::paneWidth() const
{
    return std::clamp(value(u"window/pane"_s, 340).toInt(), 300, 480);
}

void Preferences::setPaneWidth(int px)
{
    setValue(u"window/pane"_s, px);
}

QString Preferences::lastConversation(const QString &profile) const
{
    return value(u"open/"_s + profile, QString()).toString();
}

void Preferences::setLastConversation(const QString &profile, const QString &conversation)
{
    setValue(u"open/"_s + profile, conversation);
}

QStringList Preferences::recentConversations(const QString &profile) const
{
    return value(u"recent/"_s + profile, QStringList()).toStringList();
}

void Preferences::noteConversation(const QString &profile, const QString &conversation)
{
    QStringList recent = recentConversations(profile);
    recent.removeAll(conversation);
    recent.prepend(conversation);
    setValue(u"recent/"_s + profile, recent.mid(0, mostRecentConversations));
}

client::PresenceKeeper::Choice Preferences::presence() const
{
    using protocol::PresenceState;
    const auto state = protocol::valueOf<PresenceState>(value(u"presence/state"_s, QString()).toString());
    client::PresenceKeeper::Choice choice;
    if (state && *state != PresenceState::Offline)
        choice.state = *state;
    choice.status = value(u"presence/status"_s, QString()).toString();
    choice.until = value(u"presence/until"_s, QDateTime()).toDateTime();
    return choice;
}

void Preferences::setPresence(const client::PresenceKeeper::Choice &choice)
{
    setValue(u"presence/state"_s, QString(protocol::nameOf(choice.state)));
    setValue(u"presence/status"_s, choice.status);
    setValue(u"presence/until"_s, choice.until);
}

QStringList Preferences::recentEmoji() const
{
    return value(u"writing/recentEmoji"_s, QStringList()).toStringList();
}

void Preferences::noteEmoji(const QString &emoji)
{
    QStringList recent = recentEmoji();
    recent.removeAll(emoji);
    recent.prepend(emoji);
    setValue(u"writing/recentEmoji"_s, recent.mid(0, mostRecentEmoji));
}

int Preferences::skinTone() const
{
    return std::clamp(value(u"writing/skinTone"_s, 0).toInt(), 0, skinTones);
}

void Preferences::setSkinTone(int tone)
{
    setValue(u"writing/skinTone"_s, tone);
}

QVariant Preferences::value(const QString &key, const QVariant &otherwise) const
{
    return m_file ? m_file->value(key, otherwise) : m_values.value(key, otherwise);
}

void Preferences::setValue(const QString &key, const QVariant &value)
{
    if (m_file)
        m_file->setValue(key, value);
    else
        m_values.insert(key, value);
}

} // namespace confab::ui
