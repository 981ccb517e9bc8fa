// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSyntaxHighlighter>

namespace confab::ui
{

class MessageEdit;
class SpellChecker;

struct WordAt {
    int start = 0; // in the paragraph
    int length = 0;
    bool operator==(const WordAt &) const = default;
};

// The words of a line that can be spelt wrongly: not what is code, a link, a name behind @ # : or /, or has digits.
[[nodiscard]] QList<WordAt> wordsToCheck(const QString &line);

// Red waves under words that are spelt wrongly. Looks at paragraphs that changed only; the word that is being typed is
// left alone until the caret leaves it, and one that an input method composes until it is there.
class SpellMarks : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    SpellMarks(MessageEdit &edit, const SpellChecker &checker);

    // Null where it stands in no word, or in a right one.
    [[nodiscard]] QTextCursor wrongWordAt(const QTextCursor &place) const;

protected:
    void highlightBlock(const QString &text) override;

private:
    void caretMoved();

    MessageEdit &m_edit;
    const SpellChecker &m_checker;
    int m_left = -1; // the end of a wrong word that is being typed, in the text
};

} // namespace confab::ui
