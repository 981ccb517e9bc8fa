// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/ui/theme/text_style.h>

#include <QLabel>

class QTextLayout;

namespace confab::ui
{

// Plain text, always: nothing a peer wrote is taken for markup. Follows theme and text size.
class TextLabel : public QLabel
{
    Q_OBJECT
    Q_PROPERTY(bool elided READ isElided)

public:
    TextLabel(const QString &text, TextStyle style, const QString &token, QWidget *parent = nullptr);

    void setToken(const QString &token);
    // One line that gives way with "…" instead of asking for room.
    void setElided(bool elided);
    [[nodiscard]] bool isElided() const { return m_elided; }

    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void dress();
    void align();
    // QLabel draws what a person may select.
    [[nodiscard]] bool drawnByQt() const;
    // Gives the height.
    int place(QTextLayout &layout, int width) const;

    TextStyle m_style;
    QString m_token;
    bool m_elided = false;
};

// An icon of the family in a token's colour; follows the theme.
class IconLabel : public QWidget
{
    Q_OBJECT

public:
    IconLabel(const QString &icon, const QString &token, int size, QWidget *parent = nullptr);

    void setIcon(const QString &icon, const QString &token);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    QString m_token;
};

// The program's mark.
class AppMark : public QWidget
{
    Q_OBJECT

public:
    explicit AppMark(int size, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

// A small muted sentence behind an icon.
class HintLine : public QWidget
{
    Q_OBJECT

public:
    HintLine(const QString &icon, const QString &text, QWidget *parent = nullptr);
};

} // namespace confab::ui
