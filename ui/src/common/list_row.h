// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/values.h>

#include <QAbstractButton>

#include <optional>

namespace confab::ui
{

// A row of a short list that can be pressed, ticked or hold a control at its end: a person, a room, a server.
// Long lists are views with delegates, not these.
class ListRow : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Picture { Person, Room, Bot };

    // `seed` colours a person's picture: the username. `title` is shown, and becomes the accessible name.
    ListRow(Picture picture, const QString &seed, const QString &title, QWidget *parent = nullptr);

    void setSecondLine(const QString &line);
    void setEmoji(const QString &emoji); // in place of a bot's own sign; empty: none
    void setTag(const QString &tag);     // a word in a frame behind the title
    void setPresence(std::optional<protocol::PresenceState> presence);
    // A control at the trailing end; taken.
    void setControl(QWidget *control);
    // Not pressed by itself: no pointer tint, no focus; the control is what one acts on.
    void setStill(bool still);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void place();
    void describe();

    Picture m_picture;
    QString m_seed;
    QString m_emoji;
    QString m_title;
    QString m_second;
    QString m_tag;
    std::optional<protocol::PresenceState> m_presence;
    QWidget *m_control = nullptr;
    bool m_still = false;
};

} // namespace confab::ui
