// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/conversation_model.h>

#include <confab/ui/conversation/row_layout.h>

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QPointer>
#include <QVariantAnimation>

#include <memory>

class QMenu;

namespace confab::ui
{

class AnchoredRows;
class HoverBar;
class JumpButton;
class RowCache;
class RowSelection;

// What a person wants of a file in a message.
enum class FileWish { View, Fetch, Stop, Open, Save, Pause, Resume };

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
    // Links where they are named.
    void setRooms(const QList<NamedRoom> &rooms);
    // Without a connection the waiting messages are explained.
    void setOnline(bool online);
    // What is offered to be done with messages, by pointer, bar and menu. Nothing of it until this is called.
    void setAbilities(const RowAbilities &abilities);
    // The emoji used last, for the bar: the first two are offered.
    void setQuickReactions(const QStringList &emoji);
    // Words that are marked wherever they stand, whatever their case; none: nothing is.
    void setFindMarks(const QStringList &words);
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
    // 0: none is; of the message that was jumped to, while it is tinted.
    [[nodiscard]] qint64 shownSeq() const { return m_shownSeq; }
    [[nodiscard]] bool canJumpBack() const { return !m_back.isEmpty(); }
    // Does what a press on this action of the row's layout does.
    void activate(int row, const RowLayout::Action &action);

public Q_SLOTS:
    void jumpToLatest();
    // Shows this message and tints it for a moment; where it is not held it is asked for. One that can be seen already
    // stays where it is.
    void jumpTo(qint64 seq);
    // To where one was before the last jump.
    void jumpBack();
    // Takes one thing back: the selection, what is picked, being away from the newest. False: there was nothing.
    bool escape();
    void pickPrevious();
    void pickNext();
    // The same, and marks all messages on the way.
    void extendPrevious();
    void extendNext();
    void clearPick();
    void copy();

Q_SIGNALS:
    // The highest seq that is really to be seen while the window is active: it and all before it may be marked read.
    void visibleReadSeq(qint64 seq);
    void linkActivated(const QUrl &url); // as MessageText::Span::link
    void retryRequested(const QString &id);
    void editRequested(const QString &id); // one's own, sent or still waiting
    void discardRequested(const QString &id);
    void reactionToggled(const QString &id, const QString &emoji, bool on);
    // Another emoji is wanted: the picker belongs beside this rectangle of the screen.
    void reactRequested(const QString &id, const QRect &globalRect);
    void replyRequested(const QString &id);
    void threadRequested(qint64 seq); // of the thread's first message
    void pinRequested(const QString &id, bool on);
    void deleteRequested(const QStringList &ids);
    void forwardRequested(const QStringList &ids);
    void undoRequested(const QString &id); // of a deletion that still waits
    void conflictRequested(const QString &id);
    void copyLinkRequested(const QString &id);
    void saveRequested(const QStringList &ids);
    void detailsRequested(const QString &id);
    void dayPressed(const QDate &day, QPoint globalPos); // the separator's, or the one over the text
    void markUnreadRequested(const QString &id);         // this and all below
    // Of a file of this message; Pause and Resume of all of them, as they are sent together.
    void fileRequested(const QString &id, const QString &attachment, confab::ui::FileWish wish);
    void sayRequested(const QString &text); // a button of a card
    void stopAnswerRequested();
    // It is near, and there is nothing of it to show yet. Each once, and again after a connection.
    void pictureWanted(qint64 seq, const QString &attachment);
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
    void timerEvent(QTimerEvent *event) override;

private:
    void firstPlacing();
    void newLineMoved();
    void rowsInserted(int first, int last);
    void rowsRemoved(int first, int last);
    void modelGone();
    void relook(); // other fonts, colours, names or words: everything is laid out anew
    void arrange();
    void afterArrange();
    void prefetchSoon();
    void syncScrollBar();
    void prefetch();
    void wantPictures();
    void reportRead();
    void tellScreenReaders(int first, int last);
    void placeOverlays();
    [[nodiscard]] int barRow() const; // which the hover bar stands over; -1: none
    [[nodiscard]] qint64 newestHeld() const;
    [[nodiscard]] int unseen() const;
    void hover(QPoint point);
    void setHovered(int row);
    void pick(int row);
    void extendPick(int by);
    void activate(const RowLayout &layout, int row, QPoint inRow);
    // The day that is written there; invalid: none is.
    [[nodiscard]] QDate dayAt(QPoint point) const;
    // The first message that can be seen under what covers the top; -1: a day's separator stands there, or nothing
    // does.
    [[nodiscard]] int rowUnderDay() const;
    // With Ctrl or Shift: messages as a whole.
    bool selectWhole(int row, Qt::KeyboardModifiers modifiers);
    void wireBar();
    [[nodiscard]] RowAbilities abilitiesFor(const client::MessageRow &message) const;
    void fillMenu(QMenu &menu, int row, const QString &link);
    void addCopies(QMenu &menu, const client::MessageRow &message, const QString &link);
    void addActionsOfRow(QMenu &menu, int row);
    void openMenu(int row, QPoint globalPos, const QString &link);
    void askAround(qint64 seq, int top);
    void placeTarget(bool nearest = false);
    void tintShown(qint64 seq);
    void rememberPlace();
    [[nodiscard]] QPoint inRow(int row, QPoint point) const;
    [[nodiscard]] const RowLayout &layoutOf(int row) const;

    QPointer<client::ConversationModel> m_model;
    std::unique_ptr<AnchoredRows> m_rows;
    std::unique_ptr<RowCache> m_cache;
    std::unique_ptr<RowSelection> m_selection;
    HoverBar *m_hoverBar;
    JumpButton *m_jump;
    JumpButton *m_backButton;
    QScrollBar *m_bar;
    QString m_pickedId;
    QStringList m_quickReactions;
    QStringList m_findMarks;
    QString m_askedBefore; // id of the first row for which more was asked for
    QString m_askedAfter;
    QSet<qint64> m_askedGaps;
    QSet<QString> m_askedPictures; // ids of attachments
    // Where a jump leads that waits for its rows, and where one was before jumps: a message, its top in the viewport.
    struct Spot {
        qint64 seq = 0;
        int top = 0;
    };
    Spot m_target;
    QList<Spot> m_back;
    QBasicTimer m_aroundDelay;
    QBasicTimer m_shownTimer;
    QVariantAnimation m_shownFade;
    qint64 m_shownSeq = 0;
    QList<std::pair<quint64, int>> m_seen; // layouts that stand in the viewport, and where
    QPoint m_pressedAt;
    qint64 m_reported = 0;
    int m_hovered = -1;
    int m_topCovered = 0;
    qint64 m_newestSeen = 0; // the newest seq there was when the end was left last; 0: not known
    bool m_online = true;
    bool m_placed = false; // the first rows have been shown
    bool m_syncing = false;
    bool m_prefetching = false;
    bool m_endWasNewest = true;
};

} // namespace confab::ui
