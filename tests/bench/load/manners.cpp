// SPDX-License-Identifier: GPL-3.0-or-later
#include "manners.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <random>

namespace confab::bench
{

namespace
{

// Ten characters of Crockford's alphabet that tell the time in milliseconds, sixteen of chance: as clients make them,
// so that a store meets them in the order it meets theirs. Chance gives letters only, and never what begins a marker.
std::string ulid()
{
    static constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    static constexpr std::string_view letters = "ABCDEFGHJKNPQRSTVWXYZ";
    static constexpr size_t timeLength = 10;
    static constexpr size_t length = 26;
    static std::mt19937_64 random{std::random_device{}()};
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    auto milliseconds = static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
    std::string id(length, '0');
    for (size_t i = timeLength; i-- > 0; milliseconds /= alphabet.size())
        id[i] = alphabet[milliseconds % alphabet.size()];
    for (size_t i = timeLength; i < length; ++i)
        id[i] = letters[random() % letters.size()];
    return id;
}

// An id that carries a marker, for the answer to carry it too.
std::string ulidWith(std::string_view marker)
{
    std::string id = ulid();
    id.replace(id.size() - marker.size(), marker.size(), marker);
    return id;
}

// The text behind `"key":"`, where no escape is expected.
std::string_view textOf(std::string_view json, std::string_view key)
{
    const std::string wanted = '"' + std::string(key) + "\":\"";
    const size_t at = json.find(wanted);
    if (at == std::string_view::npos)
        return {};
    json.remove_prefix(at + wanted.size());
    return json.substr(0, json.find('"'));
}

bool isType(std::string_view json, std::string_view type)
{
    return json.find("\"type\":\"" + std::string(type) + '"') != std::string_view::npos;
}

std::string command(std::string_view type, std::string_view id, std::string_view rest)
{
    std::string json = R"({"action":"sendMessage","type":")";
    json.append(type).append(R"(","id":")").append(id).append("\"");
    if (!rest.empty())
        json.append(",").append(rest);
    return json + "}";
}

class RawManners : public Manners
{
public:
    [[nodiscard]] std::unique_ptr<Framing> framing() const override { return std::make_unique<WebSocketFraming>(""); }
    [[nodiscard]] std::vector<std::string> entrance() override { return {}; }
    std::vector<std::string> hear(std::string_view) override { return {}; }
    [[nodiscard]] bool inside() const override { return true; }
    [[nodiscard]] std::string say(std::string_view text) override { return std::string(text); }
    [[nodiscard]] std::string ask(std::string_view marker) override { return "E" + std::string(marker); }
};

class PlainManners final : public RawManners
{
public:
    [[nodiscard]] std::string say(std::string_view text) override
    {
        return R"({"action":"sendMessage","type":"sendMessage","message":")" + std::string(text) + "\"}";
    }
    [[nodiscard]] std::string ask(std::string_view marker) override
    {
        return R"({"action":"sendMessage","type":"directMessage","message":"m","to":"no-)" + std::string(marker) +
               "\"}";
    }
};

class ConfabManners final : public Manners
{
public:
    ConfabManners(const Options &options, int client)
        : m_options(options)
        , m_client(client)
    {
    }
    [[nodiscard]] std::unique_ptr<Framing> framing() const override
    {
        return std::make_unique<WebSocketFraming>("confab.1");
    }
    [[nodiscard]] std::vector<std::string> entrance() override
    {
        return {command("hello", ulid(), R"("client":"confab-load","locale":"en")"), signIn()};
    }
    std::vector<std::string> hear(std::string_view message) override
    {
        if (isType(message, "session")) {
            m_name = textOf(message, "username");
            return {command("sync", ulid(), R"("since":[],"last":true)")};
        }
        if (isType(message, "synced")) {
            m_inside = true;
            m_newest = newestIn(message);
        }
        return {};
    }
    [[nodiscard]] bool inside() const override { return m_inside; }
    [[nodiscard]] std::string say(std::string_view text) override
    {
        return command("sendMessage", ulid(),
                       R"("conversation":")" + m_options.conversation + R"(","message":")" + std::string(text) + "\"");
    }
    [[nodiscard]] std::string ask(std::string_view marker) override { return command("ping", ulidWith(marker), {}); }
    [[nodiscard]] std::string tell(std::string_view name, std::string_view marker, std::string_view text) override
    {
        return command("directMessage", ulidWith(marker),
                       R"("to":")" + std::string(name) + R"(","message":")" + std::string(text) + "\"");
    }
    [[nodiscard]] std::string page(std::string_view marker, long before) override
    {
        return command("history", ulidWith(marker),
                       R"("conversation":")" + m_options.conversation + R"(","limit":50,"before":)" +
                           std::to_string(before));
    }
    [[nodiscard]] std::string name() const override { return m_name; }
    [[nodiscard]] bool isSaid(std::string_view message) const override { return isType(message, "message"); }
    [[nodiscard]] bool isRefusal(std::string_view message) const override { return isType(message, "error"); }
    [[nodiscard]] long newest() const override { return m_newest; }

private:
    [[nodiscard]] std::string signIn() const
    {
        if (m_options.users.empty())
            return command("guest", ulid(), R"("username":"load)" + std::to_string(m_client) + "\"");
        const std::string &user = m_options.users[static_cast<size_t>(m_client) % m_options.users.size()];
        return command("signIn", ulid(), R"("username":")" + user + R"(","password":")" + m_options.password + "\"");
    }

    // Of the conversation, in a `synced`; 0 where it is not among them.
    [[nodiscard]] long newestIn(std::string_view synced) const
    {
        synced.remove_prefix(std::min(synced.size(), synced.find("\"id\":\"" + m_options.conversation + '"')));
        const size_t at = synced.find("\"seq\":");
        return at == std::string_view::npos ? 0 : std::atol(synced.data() + at + 6);
    }

    const Options &m_options;
    int m_client;
    bool m_inside = false;
    std::string m_name;
    long m_newest = 0;
};

class IrcManners final : public Manners
{
public:
    explicit IrcManners(int client)
        : m_nick("n" + std::to_string(client))
    {
    }
    [[nodiscard]] std::unique_ptr<Framing> framing() const override { return std::make_unique<LineFraming>(); }
    [[nodiscard]] std::vector<std::string> entrance() override
    {
        return {"NICK " + m_nick, "USER " + m_nick + " 0 * :load"};
    }
    std::vector<std::string> hear(std::string_view message) override
    {
        if (message.find(" 001 ") != std::string_view::npos)
            return {"JOIN #load"};
        // The list of names ends: the channel is joined.
        if (message.find(" 366 ") != std::string_view::npos)
            m_inside = true;
        return {};
    }
    [[nodiscard]] bool inside() const override { return m_inside; }
    [[nodiscard]] std::string say(std::string_view text) override { return "PRIVMSG #load :" + std::string(text); }
    [[nodiscard]] std::string ask(std::string_view marker) override { return "PING " + std::string(marker); }

private:
    std::string m_nick;
    bool m_inside = false;
};

} // namespace

std::string Manners::tell(std::string_view, std::string_view, std::string_view)
{
    return {};
}

std::string Manners::page(std::string_view, long)
{
    return {};
}

std::unique_ptr<Manners> Manners::make(const Options &options, int client)
{
    switch (options.dialect) {
    case Dialect::Plain:
        return std::make_unique<PlainManners>();
    case Dialect::Confab:
        return std::make_unique<ConfabManners>(options, client);
    case Dialect::Irc:
        return std::make_unique<IrcManners>(client);
    case Dialect::Raw:
        break;
    }
    return std::make_unique<RawManners>();
}

} // namespace confab::bench
