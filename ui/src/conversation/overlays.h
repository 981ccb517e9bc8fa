// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/ui/conversation/row_layout.h>

#include <QAbstractButton>

namespace confab::ui
{

class EmojiButton;
class IconButton;

// Over the trailing top corner of the message under the pointer: two emoji used lately, react, reply, thread, and the
// menu of all that can be done with it. Where none of these may be done: copy and the menu.
class HoverBar : public QWidget
{
    Q_OBJECT

public:
    explicit HoverBar(QWidget *parent);

    // What it offers; `emoji`: two at most.
    void offer(const RowAbilities &abilities, const QStringList &emoji);

Q_SIGNALS:
    void emojiWanted(const QString &emoji);
    void reactWanted(const QRect &globalRect); // of the button
    void replyWanted();
    void threadWanted();
    void copyWanted();
    void menuWanted(QPoint globalPos);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<EmojiButton *> m_emoji;
    IconButton *m_react;
    IconButton *m_reply;
    IconButton *m_thread;
    IconButton *m_copy;
    IconButton *m_more;
    RowAbilities m_offered;
    QStringList m_offeredEmoji;
};

// Round, over the lower end of the messages: back to the newest one, with the count of those that came meanwhile; or
// back to where one was before a jump.
class JumpButton : public QAbstractButton
{
    Q_OBJECT

public:
    JumpButton(const QString &icon, const QString &words, QWidget *parent);

    void setCount(int count);
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QString m_icon;
    QString m_words;
    int m_count = 0;
};

} // namespace confab::ui
