// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>
#include <QStringList>

namespace confab::bots::lex
{

// A language's words for yes and no, case folded.
struct ReplyWords {
    QSet<QString> yes; // where an answer begins or, if it is short, ends with one
    QSet<QString> no;
    QStringList yesSaid; // phrases, anywhere in an answer; those for no come first
    QStringList noSaid;
    QSet<QString> denying; // no answer that has one of them is a yes, whatever else stands there
    QStringList harmless;  // phrases that refuse nothing, though they have words that do
    QStringList doubts;    // phrases that are neither yes nor no
};

// "de_DE": those of German. Null where nobody wrote any for the language.
[[nodiscard]] const ReplyWords *replyWordsFor(const QString &localeId);

} // namespace confab::bots::lex
