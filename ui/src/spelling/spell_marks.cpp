// SPDX-License-Identifier: GPL-3.0-or-later
#include "spelling/spell_marks.h"

#include "composer/message_edit.h"
#include "spelling/spell_checker.h"

#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

enum State { Text = 0, Code = 1 }; // of a paragraph's end

bool isFence(const QString &line)
{
    static const QRegularExpression fence(uR"(^[\s>]*(```|~~~))"_s);
    return fence.match(line).hasMatch();
}

} // namespace

QList<WordAt> wordsToCheck(const QString &line)
{
    static const QRegularExpression other(uR"(`[^`]*`|\S*(?:://|@|\bwww\.)\S*|(?<!\S)[#:]\S+|^/\S+)"_s);
    static const QRegularExpression word(uR"([\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*)"_s);
    QList<WordAt> others;
    for (auto it = other.globalMatch(line); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        others.append({static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength())});
    }
    const auto belongsToOther = [&others](int start) {
        return std::any_of(others.cbegin(), others.cend(), [start](const WordAt &each) {
            return start >= each.start && start < each.start + each.length;
        });
    };
    // "utf8", "a_b": names of things, not words.
    const auto joined = [&line](qsizetype at) {
        return at >= 0 && at < line.size() && (line.at(at).isDigit() || line.at(at) == u'_');
    };
    QList<WordAt> words;
    for (auto it = word.globalMatch(line); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const auto start = static_cast<int>(match.capturedStart());
        const auto length = static_cast<int>(match.capturedLength());
        if (length > 1 && !belongsToOther(start) && !joined(start - 1) && !joined(start + length))
            words.append({start, length});
    }
    return words;
}

SpellMarks::SpellMarks(MessageEdit &edit, const SpellChecker &checker)
    : QSyntaxHighlighter(edit.document())
    , m_edit(edit)
    , m_checker(checker)
{
    connect(&checker, &SpellChecker::changed, this, &QSyntaxHighlighter::rehighlight);
    connect(&Theme::current(), &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
    connect(&edit, &QPlainTextEdit::cursorPositionChanged, this, &SpellMarks::caretMoved);
    connect(&edit, &MessageEdit::composed, this, [this] { rehighlightBlock(m_edit.textCursor().block()); });
}

void SpellMarks::caretMoved()
{
    if (m_left < 0 || m_edit.textCursor().position() == m_left)
        return;
    const QTextBlock block = document()->findBlock(std::exchange(m_left, -1));
    if (block.isValid())
        rehighlightBlock(block);
}

void SpellMarks::highlightBlock(const QString &text)
{
    const bool fence = isFence(text);
    const bool inside = previousBlockState() == Code;
    setCurrentBlockState(inside != fence ? Code : Text);
    if (inside || fence || !m_checker.isReady())
        return;
    const QTextCursor caret = m_edit.textCursor();
    const bool here = caret.block() == currentBlock() && m_edit.hasFocus();
    if (here && m_edit.composing())
        return;
    QTextCharFormat wrong;
    wrong.setUnderlineStyle(QTextCharFormat::SpellCheckUnderline);
    wrong.setUnderlineColor(color(u"danger"_s));
    const auto words = wordsToCheck(text);
    for (const WordAt &word : words) {
        if (m_checker.isRight(text.mid(word.start, word.length)))
            continue;
        if (here && caret.positionInBlock() == word.start + word.length)
            m_left = caret.position();
        else
            setFormat(word.start, word.length, wrong);
    }
}

QTextCursor SpellMarks::wrongWordAt(const QTextCursor &place) const
{
    const QTextBlock block = place.block();
    if (!m_checker.isReady() || isFence(block.text()) || block.previous().userState() == Code)
        return {};
    const auto words = wordsToCheck(block.text());
    for (const WordAt &word : words) {
        const int at = place.positionInBlock();
        if (at < word.start || at > word.start + word.length)
            continue;
        if (m_checker.isRight(block.text().mid(word.start, word.length)))
            continue;
        QTextCursor found(block);
        found.setPosition(block.position() + word.start);
        found.setPosition(block.position() + word.start + word.length, QTextCursor::KeepAnchor);
        return found;
    }
    return {};
}

} // namespace confab::ui
