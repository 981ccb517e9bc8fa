// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/presence_keeper.h>

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QVariantMap>

#include <memory>

class QSettings;

namespace confab::ui
{

// What a person set on this computer, in one ini file of the profile folder. UI thread; written at each change.
class Preferences : public QObject
{
    Q_OBJECT

public:
    // An empty `file` keeps nothing: for tests and screenshots.
    explicit Preferences(const QString &file, QObject *parent = nullptr);
    ~Preferences() override;

    // "system", "light", "dark" or "contrast".
    [[nodiscard]] QString theme() const;
    void setTheme(const QString &theme);

    // Px of message text at 96 dpi: 12, 13, 14, 16 or 18.
    [[nodiscard]] int textSize() const;
    void setTextSize(int px);

    // Enter sends and Shift+Enter breaks the line; otherwise the other way round.
    [[nodiscard]] bool enterSends() const;
    void setEnterSends(bool sends);

    // Words that are spelt wrongly are marked.
    [[nodiscard]] bool spelling() const;
    void setSpelling(bool on);
    // Words that the person said are right.
    [[nodiscard]] QStringList ownWords() const;
    void addOwnWord(const QString &word);

    // 14:02; otherwise 2:02 PM. Until it is set: as the language has it.
    [[nodiscard]] bool hours24() const;
    void setHours24(bool on);

    // A language code such as "de"; empty: the system's. Takes effect at the next start.
    [[nodiscard]] QString language() const;
    void setLanguage(const QString &code);

    [[nodiscard]] QByteArray geometry() const;
    void setGeometry(const QByteArray &geometry);

    // Widths in px.
    [[nodiscard]] int contactsWidth() const;
    void setContactsWidth(int px);
    [[nodiscard]] int paneWidth() const;
    void setPaneWidth(int px);

    // The conversation that was open last on a server, by profile id.
    [[nodiscard]] QString lastConversation(const QString &profile) const;
    void setLastConversation(const QString &profile, const QString &conversation);
    // Those that were opened on a server, the last one first; at most 20.
    [[nodiscard]] QStringList recentConversations(const QString &profile) const;
    void noteConversation(const QString &profile, const QString &conversation);

    // What the person is to others, on all servers: state as protocol::nameOf() has it, status, and until when (UTC).
    [[nodiscard]] client::PresenceKeeper::Choice presence() const;
    void setPresence(const client::PresenceKeeper::Choice &choice);

    // Emoji that were picked, the last one first and without a skin tone; at most 27.
    [[nodiscard]] QStringList recentEmoji() const;
    void noteEmoji(const QString &emoji);
    // 0: none, then Unicode's five from light to dark.
    [[nodiscard]] int skinTone() const;
    void setSkinTone(int tone);

Q_SIGNALS:
    void themeChanged();
    void textSizeChanged();
    void enterSendsChanged();
    void spellingChanged();
    void hours24Changed();

private:
    [[nodiscard]] QVariant value(const QString &key, const QVariant &otherwise) const;
    void setValue(const QString &key, const QVariant &value);

    std::unique_ptr<QSettings> m_file;
    QVariantMap m_values; // where there is no file
};

} // namespace confab::ui
