// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/ui/theme/text_style.h>

#include <QColor>
#include <QFont>
#include <QHash>
#include <QObject>
#include <QPalette>
#include <QTemporaryDir>

#include <memory>

namespace confab::ui
{

class FocusRing;
class IconCache;

// The look of the whole program: colours by token, fonts by style, icons. One at a time, as with QApplication::style();
// made after the QApplication and before the first widget. UI thread.
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Mode { System, Light, Dark, Contrast };

    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;

    // The one that was made last. Where none is (a widget alone in a test), a light one of the application's.
    [[nodiscard]] static Theme &current();

    // "system", "light", "dark", "contrast"; System for anything else.
    [[nodiscard]] static Mode modeFromName(const QString &name);

    // Each repaints everything at once.
    void setMode(Mode mode);
    // 14:02 or 2:02 PM.
    void setHours24(bool on);
    // Px of message text at 96 dpi: 12, 13, 14, 16 or 18. Fonts and line heights scale with it, paddings do not.
    void setTextSize(int px);

    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] int textSize() const { return m_textSize; }
    [[nodiscard]] bool hours24() const { return m_hours24; }
    // As the person's system and language write times.
    [[nodiscard]] static bool localeHas24Hours();
    // "light", "dark" or "contrast": what is shown, whoever chose it.
    [[nodiscard]] QString name() const { return m_name; }
    [[nodiscard]] bool isDark() const { return m_dark; }

    // The colour of a token of resources/theme/*.json. An unknown token is a programming error.
    [[nodiscard]] QColor color(const QString &token) const;
    // avatar0 … avatar11.
    [[nodiscard]] QColor avatarColor(int index) const { return color(QStringLiteral("avatar%1").arg(index)); }
    [[nodiscard]] QStringList tokens() const { return m_colors.keys(); }

    // weight -1: the style's own.
    [[nodiscard]] QFont font(TextStyle style, int weight = -1) const;
    // Px. A line with Arabic letters takes 2 more (lineHeightFor).
    [[nodiscard]] int lineHeight(TextStyle style) const;
    [[nodiscard]] int lineHeightFor(TextStyle style, const QString &text) const;
    // round(px × text size ÷ 14), for heights that are made of lines.
    [[nodiscard]] int scaled(int px) const;

    [[nodiscard]] IconCache &icons() const { return *m_icons; }
    // True after Tab, an arrow or F6, until the pointer is pressed: then focus is drawn.
    [[nodiscard]] bool keyboardFocus() const;

Q_SIGNALS:
    // Colours, fonts or sizes are others now; widgets that paint themselves repaint and measure anew.
    void changed();

private:
    void load();
    void apply();
    [[nodiscard]] QPalette palette() const;
    [[nodiscard]] QString styleSheet() const;
    [[nodiscard]] QString iconFile(const QString &name, const QString &token) const;

    QHash<QString, QColor> m_colors;
    QTemporaryDir m_files; // icons for the stylesheet
    std::unique_ptr<IconCache> m_icons;
    FocusRing *m_focusRing;
    QString m_name;
    Mode m_mode = Mode::System;
    int m_textSize = 14;
    bool m_hours24 = localeHas24Hours();
    bool m_dark = false;
    bool m_systemIsDark = false;
};

} // namespace confab::ui
