// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/conversation_model.h>

#include <QAbstractScrollArea>
#include <QPointer>

#include <memory>

class QMenu;

namespace confab::ui
{

class AnchoredRows;
class HoverBar;
class JumpButton;
class RowCache;
class RowSelection;
struct RowLayout;

// The messages of one conversation. Only what is near is laid out; what is read never moves (anchored to a message and
// a distance in px); at the end it follows the end, and only there. objectName "conversation.view". UI thread.
class ConversationView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit ConversationView(QWidget *parent = nullptr);
    ~ConversationView() override;

    // Null: none. Shows the *New* line where there is one, else the end. The model may go while it is shown.
    void setModel(client::ConversationModel *model);
    [[nodiscard]] client::ConversationModel *model() const { return m_model; }
    // Marked where mentioned: username and display name of the one who reads, without "@".
    void setMyNames(const QStringList &names);
    // Without a connection the waiting messages are explained.
    void setOnline(bool online);
    // Px at the top that something else lies over: the sticky day stands below it.
    void setTopCovered(int px);

    // --- places, for keys and tests ----------------------------------------------------------------------------
    [[nodiscard]] bool atEnd() const;
    // At the end of a window that is active: what comes now is read at once.
    [[nodiscard]] bool isReading() const;
    // Top of a row in the viewport, in px; nothing where it is not near.
    [[nodiscard]] std::optional<int> rowTop(int row) const;
    [[nodiscard]] QList<int> visibleRows() const;
    // Null where the row is not near. Valid until the next change.
    [[nodiscard]] const RowLayout *rowLayout(int row) const;
    [[nodiscard]] int pickedRow() const; // by the keyboard; -1: none
    [[nodiscard]] QString selectedText() const;
    [[nodiscard]] QString describe(int row) const; // for screen readers
    // The day over the text and its pill in the viewport; nothing where the separator itself is there to be seen.
    [[nodiscard]] QString stickyDay() const;
    [[nodiscard]] QRect stickyDayRect() const;

public Q_SLOTS:
    void jumpToLatest();
    // Takes one thing back: the selection, what is picked, being away from the newest. False: there was nothing.
    bool escape();
    void pickPrevious();
    void pickNext();
    void clearPick();
    void copy();

Q_SIGNALS:
    // The highest seq that is really to be seen while the window is active: it and all before it may be marked read.
    void visibleReadSeq(qint64 seq);
    void linkActivated(const QUrl &url); // http, https or mailto
    void retryRequested(const QString &id);
    void editRequested(const QString &id);
    void discardRequested(const QString &id);
    // The person wants the newest, and the model does not hold it (moreAfter).
    void latestWanted();
    // Somebody else said something while one was here: what screen readers are told of it.
    void announced(int row, const QString &words);

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void firstPlacing();
    void newLineMoved();
    void rowsInserted(int first, int last);
    void rowsRemoved(int first, int last);
    void modelGone();
    void relook(); // other fonts, colours, names or words: everything is laid out anew
    void arrange();
    void afterArrange();
    void syncScrollBar();
    void prefetch();
    void reportRead();
    void tellScreenReaders(int first, int last);
    void placeOverlays();
    [[nodiscard]] int barRow() const; // which the hover bar stands over; -1: none
    [[nodiscard]] qint64 newestHeld() const;
    [[nodiscard]] int unseen() const;
    void hover(QPoint point);
    void setHovered(int row);
    void pick(int row);
    void activate(const RowLayout &layout, int row, QPoint inRow);
    void fillMenu(QMenu &menu, int row, const QString &link);
    void openMenu(int row, QPoint globalPos, const QString &link);
    [[nodiscard]] QPoint inRow(int row, QPoint point) const;
    [[nodiscard]] const RowLayout &layoutOf(int row) const;

    QPointer<client::ConversationModel> m_model;
    std::unique_ptr<AnchoredRows> m_rows;
    std::unique_ptr<RowCache> m_cache;
    std::unique_ptr<RowSelection> m_selection;
    HoverBar *m_hoverBar;
    JumpButton *m_jump;
    QScrollBar *m_bar;
    QString m_pickedId;
    QString m_askedBefore; // id of the first row for which more was asked for
    QString m_askedAfter;
    QSet<qint64> m_askedGaps;
    QPoint m_pressedAt;
    qint64 m_reported = 0;
    int m_hovered = -1;
    int m_topCovered = 0;
    qint64 m_newestSeen = 0; // the newest seq there was when the end was left last; 0: not known
    bool m_online = true;
    bool m_placed = false; // the first rows have been shown
    bool m_syncing = false;
    bool m_prefetching = false;
};

} // namespace confab::ui
