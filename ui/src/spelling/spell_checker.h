// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QStringList>

#include <memory>

class QLocale;
class QThread;

namespace confab::ui
{

class SpellDictionary;

// Whether words are spelt as a dictionary of this computer has them: Hunspell's, of the language of the window. Where
// the build had no Hunspell, or there is no dictionary, it is never ready. UI thread; the dictionary is read on
// another.
class SpellChecker : public QObject
{
    Q_OBJECT

public:
    explicit SpellChecker(QObject *parent = nullptr);
    ~SpellChecker() override;

    // Built with Hunspell.
    [[nodiscard]] static bool isBuilt();
    // "…/en_GB.dic" for British English; of the language where there is none for the country; empty: there is none.
    // Looked for where DICPATH says, then where the system keeps them.
    [[nodiscard]] static QString dictionaryFor(const QLocale &locale);

    // Reads it; `ownWords` are right, too.
    void start(const QString &dictionary, const QStringList &ownWords);
    [[nodiscard]] bool isReady() const { return m_dictionary != nullptr; }
    // Everything is, until it is ready.
    [[nodiscard]] bool isRight(const QString &word) const;
    // The best first, at most 5. May take a tenth of a second.
    [[nodiscard]] QStringList suggestions(const QString &word) const;
    void add(const QString &word);

Q_SIGNALS:
    void changed(); // it is ready, or knows more words

private:
    std::shared_ptr<SpellDictionary> m_dictionary;
    QStringList m_ownWords;
    QThread *m_reading = nullptr;
    mutable QHash<QString, bool> m_known; // words that were asked for
};

} // namespace confab::ui
