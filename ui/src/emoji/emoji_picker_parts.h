// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/ui/emoji/emoji.h>

#include <QAbstractButton>
#include <QList>

namespace confab::ui
{

// One emoji for each section, the shown one underlined. Tab reaches the shown one, arrows the others.
class EmojiTabs : public QWidget
{
    Q_OBJECT

public:
    explicit EmojiTabs(QWidget *parent);

    void setShown(int section);
    // None is marked while something is searched for.
    void setSearching(bool searching);
    void setEnabled(int section, bool enabled);

Q_SIGNALS:
    void chosen(int section);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QList<QAbstractButton *> m_tabs;
};

// A hand in the chosen skin tone; offers the six.
class ToneButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ToneButton(QWidget *parent);

    void setTone(SkinTone tone);

Q_SIGNALS:
    void toneChosen(confab::ui::SkinTone tone);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void offer();

    SkinTone m_tone = SkinTone::None;
};

// What is pointed at, by its name, and the skin tone.
class EmojiFooter : public QWidget
{
    Q_OBJECT

public:
    explicit EmojiFooter(QWidget *parent);

    // Empty: nothing is pointed at.
    void show(const QString &emoji);
    [[nodiscard]] ToneButton *tone() const { return m_tone; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QString m_emoji;
    ToneButton *m_tone;
};

} // namespace confab::ui
