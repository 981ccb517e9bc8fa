// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;

namespace confab::ui
{

class IconButton;
class IconLabel;
class TextLabel;

// A page of the window: a head of 48 with icon, title and a close button, and under it content that scrolls.
class PageFrame : public QWidget
{
    Q_OBJECT

public:
    PageFrame(const QString &prefix, const QString &icon, const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setSubtitle(const QString &subtitle);
    // Between title and subtitle.
    void addBehindTitle(QWidget *widget);
    // Before the close button.
    void addToHead(QWidget *widget);
    // In place of icon, title and subtitle.
    void setHead(QWidget *widget);
    // It took the place of what is under it: the close button is a way back.
    void setCovering(bool covering);

Q_SIGNALS:
    void closed();

protected:
    // The page's content, at most `widest` px wide, in a scroll area.
    void setContent(QWidget *content, int widest);
    // Content that scrolls by itself.
    void setFixedContent(QWidget *content, int widest);
    // Content from edge to edge, which scrolls by itself.
    void setWholeContent(QWidget *content);
    void paintEvent(QPaintEvent *event) override;

private:
    TextLabel *m_title;
    TextLabel *m_subtitle;
    QHBoxLayout *m_head;
    IconButton *m_close;
};

} // namespace confab::ui
