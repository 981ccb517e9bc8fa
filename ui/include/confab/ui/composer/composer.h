// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/files.h>
#include <confab/ui/composer/completion.h>

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;
class QMimeData;
class QPushButton;

namespace confab::client
{
class ChatClient;
class ConversationModel;
} // namespace confab::client

namespace confab::ui
{

struct CommandOutcome;
class CommandBook;
class Completer;
class CompletionSource;
class ComposerBar;
class EmojiPicker;
class FileTray;
class IconButton;
class MessageEdit;
class Preferences;
class SendButton;
class Spelling;
class TypingLine;

// What files need to go with what is written: as client::inspectFile() and ChatClient::newOutgoingFile() do it.
struct FileDesk {
    qint64 most = 0; // bytes of one; 0: none are taken here
    std::function<Expected<client::LocalFile, client::Problem>(const QString &path, qint64 most)> inspect;
    std::function<QString(const QString &name)> outgoing;
    QString whyNone = {}; // a sentence, where none are taken; empty: the server's
};

// Where a message is written: who types above it, a field that grows to eight lines, and the button to send. While a
// message is edited, what was in the field is kept aside. objectNames "composer", "composer.edit", "composer.emoji",
// "composer.send", "composer.problem", "composer.cancelEdit", "composer.cancelReply", "composer.attach",
// "composer.tray", "composer.asFile". UI thread.
class Composer : public QWidget
{
    Q_OBJECT

public:
    explicit Composer(QWidget *parent = nullptr);
    ~Composer() override;

    [[nodiscard]] QString text() const;
    // A draft of another conversation: an edit and an answer that were begun are over. Tells nobody.
    void setText(const QString &text);
    // Where the emoji that were used lately are kept, and how spelling is wanted; outlives the composer. Without it
    // there is neither.
    void setPreferences(Preferences *preferences);
    // Where what is written goes to: its people and rooms are completed, its commands are known. `model` is the
    // conversation's; null or empty: nowhere.
    void setConversation(client::ChatClient *client, const QString &conversation,
                         const client::ConversationModel *model);
    // Another source of names; taken. Null: no names are completed.
    void setCompletionSource(CompletionSource *source);
    // What a line that begins with a slash may do.
    [[nodiscard]] CommandBook &commands() { return *m_commands; }
    // E.g. "Message #release".
    void setPlaceholderText(const QString &text);
    // Enter sends and Shift+Enter breaks the line; otherwise the other way round.
    void setEnterSends(bool sends);
    // Bytes of UTF-8 that one message may have; 8 KiB unless the server told otherwise.
    void setTextLimit(qsizetype bytes);
    // Display names of those who type.
    void setTyping(const QStringList &names);

    // What is written answers a message: its sender and one line of it stand above the field until it is sent, or Esc
    // or the bar's button take it back. Not shown while a message is edited.
    void setReply(const QString &sender, const QString &line);
    void clearReply();
    [[nodiscard]] bool isReplying() const { return m_replying; }

    // Puts a message of one's own into the field; Esc or the bar's button leave it as it was.
    void startEdit(const QString &id, const QString &text);
    void cancelEdit();
    [[nodiscard]] bool isEditing() const { return !m_editedId.isEmpty(); }
    // What was submitted and could not be used, below what is in the field, and why. Tells nobody.
    void giveBack(const QString &text, const QString &sentence);
    // From now on files can be chosen, pasted and dropped here, or the button says why not.
    void setFileDesk(const FileDesk &desk);
    // Those that will go with what is written, to be kept while another conversation is shown. Tells nobody.
    [[nodiscard]] QList<client::LocalFile> files() const;
    void setFiles(const QList<client::LocalFile> &files);
    void addFiles(const QStringList &paths);
    // The files or the picture of a drop or the clipboard.
    void takeFiles(const QMimeData *taken);

    // A sentence in the place of a problem until the text changes.
    void say(const QString &sentence);

public Q_SLOTS:
    // Sends what is there, with the files, or does what it says after a slash; a command that there is not is sent when
    // it is submitted once more. Nothing happens with blank text, one that is too long, or while a word is being
    // composed.
    void submit();

Q_SIGNALS:
    void submitted(const QString &text);
    // In its place where there are files; the text may be empty.
    void filesSubmitted(const QString &text, const QList<confab::client::LocalFile> &files);
    void editSubmitted(const QString &id, const QString &text);
    void editCancelled(const QString &id); // by the person
    void replyCancelled();                 // by the person
    // Up in an empty field: the person wants to edit the last message that can still be edited.
    void editLastRequested();
    // Ctrl+Up and Ctrl+Down: the person looks for the message to answer. The keys are the window's while nobody
    // listens.
    void replyPickRequested(bool previous);
    // True when somebody begins to write and again at most every 3 s while they do; false once they stop.
    void typingChanged(bool on);
    // By the person; not while a message is edited.
    void draftChanged(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void connectNotify(const QMetaMethod &signal) override;
    bool event(QEvent *event) override;

private:
    void put(const QString &text);
    void send(const QString &message);
    bool runCommand(const QString &message);
    void finish(const QString &typed, const CommandOutcome &outcome);
    [[nodiscard]] QList<Offer> emojiOffers(const QString &typed) const;
    void pickEmoji();
    void insert(const QString &text);
    void edited();
    void place();
    void readLength();
    void stopTyping();
    void makeFileParts();
    void placeAsFile(bool offered);
    void chooseFiles();
    void addPicture(const QImage &picture);
    void pictureCame(int number, const QString &name, const QString &path);
    void textToFile();
    bool sendFiles(const QString &caption);
    void dropFiles();
    bool takesOneMore(QStringList &refused);
    [[nodiscard]] QString whyNot(const QString &path, const client::Problem &problem) const;
    void sayRefused(const QStringList &refused);
    [[nodiscard]] QRect frameRect() const;

    TypingLine *m_typing;
    QLabel *m_problem;
    ComposerBar *m_editBar;
    ComposerBar *m_replyBar;
    FileTray *m_tray;
    MessageEdit *m_edit;
    IconButton *m_attach;
    QPushButton *m_asFile;
    IconButton *m_emoji;
    SendButton *m_send;
    CommandBook *m_commands;
    Completer *m_completer;
    QPointer<CompletionSource> m_source;
    Preferences *m_preferences = nullptr;
    Spelling *m_spelling = nullptr;
    QPointer<EmojiPicker> m_picker;
    QString m_editedId;
    QString m_kept; // what was in the field before the edit
    QString m_said;
    QString m_problemTip; // all of what was said in part
    FileDesk m_desk;
    QString m_asText;  // no command, to be sent when it is submitted again
    int m_writing = 0; // counts texts that were put here: what comes back late is not for another
    QTimer m_idle;
    QTimer m_again;
    qsizetype m_limit;
    bool m_telling = true; // changes are the person's own
    bool m_tellsTyping = false;
    bool m_replying = false;
    bool m_sendsWhenCome = false; // submitted while a picture was still being written
    bool m_pickerWasOpen = false; // when the button was pressed, which closes it
};

} // namespace confab::ui
