// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "slot_grammar.h"

namespace confab::bots::lex
{

class EnglishGrammar final : public SlotGrammar
{
public:
    struct Habits {
        bool dayFirst = false; // "1/12" is in December
        bool clock24 = false;  // "5:30" is in the morning
    };

    explicit EnglishGrammar(const Habits &habits)
        : m_habits(habits)
    {
    }

    [[nodiscard]] bool knows(const QString &type) const override;
    [[nodiscard]] std::optional<SlotValue> answer(const QString &type, const QString &text,
                                                  const SlotContext &context) const override;
    [[nodiscard]] QList<SlotMatch> find(const QString &type, const QString &text,
                                        const SlotContext &context) const override;

private:
    Habits m_habits;
};

} // namespace confab::bots::lex
