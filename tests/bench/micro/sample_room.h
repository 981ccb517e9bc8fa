// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <random>
#include <vector>

namespace confab::bench
{

// Texts like those of a chat, the same at each run: about 200 bytes, words by Zipf's law, every tenth in Chinese, one
// in a hundred with a word that hardly any other has. The rare words are made of the syllables of the frequent ones, so
// that no part of them is rare by itself.
class SampleTexts
{
public:
    SampleTexts();

    // The text of message `number`, whatever was asked before.
    [[nodiscard]] QString text(int number) const;

    // What to search for.
    enum class Kind {
        FrequentWord,
        Word,
        RareWord,
        PartOfAWord,
        PartOfARareWord,
        AbsentWord,
        TwoIdeographs,
        TwoRareIdeographs,
        OneIdeograph,
        TwoLetters,
        OneLetter,
        TwoWords
    };
    // `messages`: how many there are.
    [[nodiscard]] QStringList queries(Kind kind, int messages) const;

private:
    using Engine = std::mt19937;
    // Ranks by Zipf's law: the second is half as frequent as the first, and so on.
    class Ranks
    {
    public:
        explicit Ranks(int count);
        [[nodiscard]] int draw(Engine &engine) const;

    private:
        std::vector<double> m_upTo; // the weights of all ranks up to each
    };
    [[nodiscard]] QString word(Engine &engine) const;
    [[nodiscard]] QString ideographs(Engine &engine, int count) const;
    [[nodiscard]] static QString rareWord(int number);

    QStringList m_words;
    Ranks m_wordRanks;
    Ranks m_ideographRanks;
};

inline constexpr auto sampleRoom = "room:01HX5ZZKBKACTAV9WEVGEMMVS1";
inline constexpr auto samplePerson = "mara";

// Makes the store and its index in the folder where they are missing, which takes minutes for a million. False: what
// went wrong is on standard error.
[[nodiscard]] bool makeSampleRoom(const QString &folder, int messages);

} // namespace confab::bench
