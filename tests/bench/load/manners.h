// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "framing.h"
#include "options.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace confab::bench
{

// How one client gets in and says something, in one dialect. One object a client.
class Manners
{
public:
    virtual ~Manners() = default;
    // The options outlive what is made.
    [[nodiscard]] static std::unique_ptr<Manners> make(const Options &options, int client);

    [[nodiscard]] virtual std::unique_ptr<Framing> framing() const = 0;
    // What is sent as soon as messages can be.
    [[nodiscard]] virtual std::vector<std::string> entrance() = 0;
    // Told of each message until it has been let in; what is sent in answer.
    virtual std::vector<std::string> hear(std::string_view message) = 0;
    [[nodiscard]] virtual bool inside() const = 0;

    // To everybody.
    [[nodiscard]] virtual std::string say(std::string_view text) = 0;
    // A question whose answer comes to this client alone and holds `marker`; empty where the dialect has none.
    [[nodiscard]] virtual std::string ask(std::string_view marker) = 0;
    // To the client of that name; empty where the dialect has none. Its ack holds `marker`.
    [[nodiscard]] virtual std::string tell(std::string_view name, std::string_view marker, std::string_view text);
    // A page of 50 of the conversation, older than `before`, whose answer holds `marker`; empty where the dialect has
    // none.
    [[nodiscard]] virtual std::string page(std::string_view marker, long before);
    // What others call this client, once it is inside.
    [[nodiscard]] virtual std::string name() const { return {}; }
    // Whether `message` is something said to everybody, not an answer to its sender.
    [[nodiscard]] virtual bool isSaid(std::string_view) const { return true; }
    // Whether `message` says that something was not done.
    [[nodiscard]] virtual bool isRefusal(std::string_view) const { return false; }
    // The newest seq of the conversation, once it is inside.
    [[nodiscard]] virtual long newest() const { return 0; }
};

} // namespace confab::bench
