// SPDX-License-Identifier: GPL-3.0-or-later
// The limit that servers are measured against: the least a process must do to send each message to everybody. It speaks
// WebSocket, parses nothing, keeps nothing, checks nothing.
//
//   confab-limit [--corked]   prints "ready ws://127.0.0.1:PORT"
//
// A frame that begins with "E" comes back to its sender alone. --corked: what is due in one turn of the loop goes to
// each receiver in one send().
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace
{

struct Client {
    int descriptor = -1;
    size_t place = 0; // in the list of all that are through the handshake
    bool upgraded = false;
    bool watchedForWriting = false;
    std::string input;
    std::string unsent;
};

class Limit
{
public:
    explicit Limit(bool corked)
        : m_corked(corked)
        , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
        , m_listening(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
    {
    }

    bool listen()
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(m_listening, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 ||
            ::listen(m_listening, 4096) != 0 ||
            ::getsockname(m_listening, reinterpret_cast<sockaddr *>(&address), &size) != 0)
            return false;
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = nullptr;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_listening, &event);
        std::printf("ready ws://127.0.0.1:%d\n", ntohs(address.sin_port));
        std::fflush(stdout);
        return true;
    }

    [[noreturn]] void serve()
    {
        std::array<epoll_event, 512> events{};
        for (;;) {
            const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), -1);
            for (int i = 0; i < count; ++i) {
                auto *client = static_cast<Client *>(events[static_cast<size_t>(i)].data.ptr);
                if (!client)
                    accept();
                else if (client->descriptor >= 0)
                    handle(*client, events[static_cast<size_t>(i)].events);
            }
            if (!m_due.empty()) {
                for (size_t i = 0; i < m_everybody.size(); ++i)
                    send(*m_everybody[i], m_due);
                m_due.clear();
            }
            for (Client *ended : m_ended)
                delete ended;
            m_ended.clear();
        }
    }

private:
    void accept()
    {
        for (;;) {
            const int descriptor = ::accept4(m_listening, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (descriptor < 0)
                return;
            const int on = 1;
            ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            auto *client = new Client;
            client->descriptor = descriptor;
            epoll_event event{};
            event.events = EPOLLIN;
            event.data.ptr = client;
            ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
        }
    }

    void handle(Client &client, uint32_t what)
    {
        if ((what & EPOLLOUT) && !client.unsent.empty())
            send(client, {});
        std::array<char, 64 * 1024> buffer;
        const ssize_t got = ::recv(client.descriptor, buffer.data(), buffer.size(), 0);
        if (got == 0 || (got < 0 && errno != EAGAIN)) {
            end(client);
            return;
        }
        if (got > 0)
            client.input.append(buffer.data(), static_cast<size_t>(got));
        if (!client.upgraded && !upgrade(client))
            return;
        takeFrames(client);
    }

    bool upgrade(Client &client)
    {
        const size_t end = client.input.find("\r\n\r\n");
        if (end == std::string::npos)
            return false;
        static constexpr std::string_view header = "Sec-WebSocket-Key: ";
        const size_t at = client.input.find(header) + header.size();
        const std::string key =
            client.input.substr(at, client.input.find('\r', at) - at) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
        SHA1(reinterpret_cast<const unsigned char *>(key.data()), key.size(), digest.data());
        std::array<unsigned char, 32> accept{};
        EVP_EncodeBlock(accept.data(), digest.data(), digest.size());
        client.input.erase(0, end + 4);
        send(client, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Accept: " +
                         std::string(reinterpret_cast<const char *>(accept.data())) + "\r\n\r\n");
        client.upgraded = true;
        client.place = m_everybody.size();
        m_everybody.push_back(&client);
        return true;
    }

    void takeFrames(Client &client)
    {
        size_t at = 0;
        const std::string &input = client.input;
        const auto byte = [&input](size_t i) { return static_cast<unsigned char>(input[i]); };
        while (client.descriptor >= 0 && input.size() - at >= 6) {
            size_t header = 2;
            size_t length = byte(at + 1) & 0x7f;
            if (length == 126) {
                header = 4;
                length = static_cast<size_t>(byte(at + 2)) << 8 | byte(at + 3);
            }
            header += 4; // the mask
            if (input.size() - at < header + length)
                break;
            std::string payload = input.substr(at + header, length);
            for (size_t i = 0; i < length; ++i)
                payload[i] = static_cast<char>(payload[i] ^ input[at + header - 4 + i % 4]);
            if ((byte(at) & 0x0f) == 8) {
                end(client);
                return;
            }
            std::string frame(1, static_cast<char>(0x81));
            if (length < 126) {
                frame += static_cast<char>(length);
            } else {
                frame += static_cast<char>(126);
                frame += static_cast<char>(length >> 8);
                frame += static_cast<char>(length & 0xff);
            }
            frame += payload;
            at += header + length;
            if (payload.starts_with('E')) {
                send(client, frame);
            } else if (m_corked) {
                m_due += frame;
            } else {
                for (size_t i = 0; i < m_everybody.size(); ++i)
                    send(*m_everybody[i], frame);
            }
        }
        client.input.erase(0, at);
    }

    void send(Client &client, std::string_view bytes)
    {
        if (client.descriptor < 0)
            return;
        if (!client.unsent.empty()) {
            client.unsent += bytes;
            bytes = client.unsent;
        }
        const ssize_t sent = ::send(client.descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN)
            return; // its end is told by epoll
        const std::string_view rest = bytes.substr(sent < 0 ? 0 : static_cast<size_t>(sent));
        if (rest.data() != client.unsent.data())
            client.unsent = std::string(rest);
        const bool wanted = !client.unsent.empty();
        if (wanted != client.watchedForWriting) {
            client.watchedForWriting = wanted;
            epoll_event event{};
            event.events = wanted ? EPOLLIN | EPOLLOUT : EPOLLIN;
            event.data.ptr = &client;
            ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, client.descriptor, &event);
        }
    }

    void end(Client &client)
    {
        ::close(client.descriptor);
        client.descriptor = -1;
        if (client.upgraded) {
            m_everybody[client.place] = m_everybody.back();
            m_everybody[client.place]->place = client.place;
            m_everybody.pop_back();
        }
        m_ended.push_back(&client);
    }

    bool m_corked;
    int m_epoll;
    int m_listening;
    std::vector<Client *> m_everybody;
    std::vector<Client *> m_ended;
    std::string m_due;
};

} // namespace

int main(int argc, char **argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    Limit limit(argc > 1 && std::strcmp(argv[1], "--corked") == 0);
    if (!limit.listen()) {
        std::perror("confab-limit");
        return 1;
    }
    limit.serve();
}
