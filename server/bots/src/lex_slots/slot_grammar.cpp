// SPDX-License-Identifier: GPL-3.0-or-later
#include "slot_grammar.h"

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

class EnglishGrammar final : public SlotGrammar
{
public:
    bool knows(const QString &type) const override
    {
        return type.compare("AMAZON.FreeFormInput"_L1, Qt::CaseInsensitive) == 0;
    }

    std::optional<SlotValue> answer(const QString &type, const QString &text, const SlotContext &) const override
    {
        const QString whole = text.trimmed();
        if (!knows(type) || whole.isEmpty() || whole.size() > 1024)
            return {};
        return SlotValue{.originalValue = whole, .interpretedValue = whole, .resolvedValues = {whole}, .values = {}};
    }

    QList<SlotMatch> find(const QString &, const QString &, const SlotContext &) const override { return {}; }
};

} // namespace

std::unique_ptr<SlotGrammar> slotGrammarFor(const QString &)
{
    return std::make_unique<EnglishGrammar>();
}

} // namespace confab::bots::lex
