// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace confab::ui
{

// The field itself: plain text in lines of a fixed height, whatever fonts answer.
class MessageEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit MessageEdit(QWidget *parent);

    void setEnterSends(bool sends) { m_enterSends = sends; }
    // QPlainTextEdit's own would stand a pixel or two beside the first line.
    void setHint(const QString &hint);
    [[nodiscard]] QString hint() const { return m_hint; }
    // Of the lines that are there, at most eight.
    [[nodiscard]] int wantedHeight() const;
    // A bar only where the text does not fit.
    void readScrollBar();
    // Ctrl+Up and Ctrl+Down are for this field, not for the window's shortcuts.
    void setPicks(bool picks) { m_picks = picks; }
    // Files and pictures that are pasted are told; without this a file's address is pasted as a text.
    void setTakesFiles(bool takes) { m_takesFiles = takes; }
    // A word is being put together by an input method.
    [[nodiscard]] bool composing() const { return m_composing; }

Q_SIGNALS:
    void sendWanted();
    void upInEmpty();
    void pickWanted(bool previous); // Ctrl+Up, Ctrl+Down
    void focusMoved();
    void composed();
    // Somebody opens the context menu at this place, and may add to it.
    void menuWanted(QMenu *menu, const QTextCursor &place);
    void filesPasted(const QMimeData *data); // good for this call
    void rebroken();                         // into other lines, as the width is another

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    bool handled(QKeyEvent *event);
    void align();
    [[nodiscard]] int lines() const;

    QString m_hint;
    bool m_enterSends = true;
    bool m_picks = false;
    bool m_takesFiles = false;
    bool m_composing = false;
};

} // namespace confab::ui
