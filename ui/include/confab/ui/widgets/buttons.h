// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

class QPushButton;

namespace confab::ui
{

// Primary is filled (one a group at most), Plain outlined, Link bare in the link colour, Danger outlined in red.
enum class ButtonKind { Plain, Primary, Danger, Link };
enum class ButtonSize { Small, Normal, Large }; // 28, 32, 40 px high

void setButtonKind(QPushButton *button, ButtonKind kind);
void setButtonSize(QPushButton *button, ButtonSize size);
// In the colour of the button's kind, 18 px. Call after setButtonKind.
void setButtonIcon(QPushButton *button, const QString &icon);

// 32 px square (28 where small), icon 18. Checked: accent on accentSoft.
class IconButton : public QToolButton
{
    Q_OBJECT

public:
    // `words` are tooltip and accessible name.
    IconButton(const QString &icon, const QString &words, QWidget *parent = nullptr);

    void setSmall(bool small);
    void setIconName(const QString &icon);
    void setWords(const QString &words);
    // Greyed in its place, and its tooltip says why; an empty `whyNot`: not.
    void setWhyNot(const QString &whyNot);
    [[nodiscard]] QSize sizeHint() const override;

private:
    bool m_small = false;
};

} // namespace confab::ui
