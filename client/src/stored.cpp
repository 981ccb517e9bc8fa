// SPDX-License-Identifier: GPL-3.0-or-later
#include "stored.h"

namespace confab::client
{

namespace
{

template <class T>
concept SaysSomething = requires(T &value)
{
    value.message;
};

} // namespace

QString textOf(const protocol::ClientCommand &command)
{
    return std::visit(
        [](const auto &each) -> QString {
            if constexpr (SaysSomething<std::decay_t<decltype(each)>>)
                return each.message;
            else
                return {};
        },
        command);
}

void setText(protocol::ClientCommand &command, const QString &text)
{
    std::visit(
        [&](auto &each) {
            if constexpr (SaysSomething<std::decay_t<decltype(each)>>)
                each.message = text;
        },
        command);
}

} // namespace confab::client
