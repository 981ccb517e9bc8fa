// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/ui/composer/commands.h>
#include <confab/ui/composer/completion.h>

#include <QPointer>

#include <functional>
#include <optional>

class QTextBlock;

namespace confab::ui
{

class CompletionList;
class MessageEdit;

// What is being named before the caret.
struct NamedSoFar {
    QChar sign; // @ # : /
    QString typed;
    int start = 0; // of the sign, in the text
    bool operator==(const NamedSoFar &) const = default;
};

// `before` is the caret's paragraph up to the caret, which begins at `start` in the text. `@` needs nothing behind it,
// `#` a letter, `:` two, and `/` the beginning of the message. Nothing in code.
[[nodiscard]] std::optional<NamedSoFar> namedSoFar(const QString &before, int start);

// Completes in the field: opens the list while something is named, takes Up, Down, Enter and Esc as long as it is open,
// and nothing while an input method composes.
class Completer : public QObject
{
    Q_OBJECT

public:
    // `frame`: what the list stands above, in the window's coordinates.
    Completer(MessageEdit &edit, const CommandBook &commands, std::function<QRect()> frame, QObject *parent);
    ~Completer() override;

    void setSource(CompletionSource *source);
    // What is offered for ":smi"; without it nothing is.
    void setEmoji(std::function<QList<Offer>(const QString &)> emoji) { m_emoji = std::move(emoji); }
    void setCommandsOffered(bool offered) { m_commandsOffered = offered; }
    void close();
    // What is named before the caret now is not to be completed: it was put there.
    void refuse();
    // Where the frame is now.
    void place();
    [[nodiscard]] bool isOpen() const;

Q_SIGNALS:
    void emojiTaken(const QString &emoji);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void read();
    [[nodiscard]] std::optional<NamedSoFar> named() const;
    [[nodiscard]] QList<Offer> offers(const NamedSoFar &named) const;
    void take(const Offer &offer);
    bool closesEmoji();
    void announce();

    MessageEdit &m_edit;
    const CommandBook &m_commands;
    std::function<QRect()> m_frame;
    std::function<QList<Offer>(const QString &)> m_emoji;
    QPointer<CompletionSource> m_source;
    QPointer<CompletionList> m_list;
    int m_refused = -1; // where a name begins that was not to be completed
    bool m_commandsOffered = true;
};

} // namespace confab::ui
