// SPDX-License-Identifier: GPL-3.0-or-later
#include "people.h"

#include <confab/client/cache_dump.h>
#include <confab/client/web_socket_transport.h>

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

namespace confab::soak
{

using namespace Qt::StringLiterals;
using client::ConnectionStatus;

namespace
{

const QString password = u"correct horse battery"_s;
// A sign-up whose answer was lost is tried again after this.
constexpr int signInAgainMs = 1000;

// Of the rows of `group`, one a line as "seq TAB id TAB author TAB text": how many there are and the SHA-256 of them.
std::pair<int, QByteArray> logOf(const QString &cacheFile)
{
    int count = 0;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto dumped = client::dumpCache(cacheFile);
    if (!dumped)
        return {0, {}};
    for (const QByteArray &line : dumped->split('\n')) {
        const QJsonObject row = QJsonDocument::fromJson(line).object();
        if (row.value("table"_L1) != "message"_L1 || row.value("conversation"_L1) != "group"_L1)
            continue;
        ++count;
        const QStringList words{QString::number(row.value("seq"_L1).toInteger()), row.value("id"_L1).toString(),
                                row.value("author"_L1).toString(), row.value("text"_L1).toString()};
        hash.addData(words.join(u'\t').toUtf8() + '\n');
    }
    return {count, hash.result().toHex()};
}

} // namespace

struct People::Person {
    Person(const QUrl &url, const QString &folder, QString given)
        : name(std::move(given))
        , store(folder)
        , client(store.create(url), store, client::makeWebSocketTransport)
    {
    }

    // Whoever was signed up without hearing of it finds the name taken, and signs in.
    void enter(bool known)
    {
        if (client.status().phase != ConnectionStatus::Phase::NeedsSignIn)
            return;
        if (known)
            client.signIn(name, password);
        else
            client.signUp(name, password, {}, {});
    }

    QString name;
    client::ProfileStore store;
    client::ChatClient client;
    int said = 0;
};

People::People(QUrl url, QString folder)
    : m_url(std::move(url))
    , m_folder(std::move(folder))
{
    QObject::connect(&m_talk, &QTimer::timeout, &m_talk, [this] { say(); });
}

People::~People() = default;

void People::join(int count)
{
    for (int i = 1; i <= count; ++i)
        meet(u"person%1"_s.arg(i));
}

void People::meet(const QString &name)
{
    const QString folder = m_folder + u'/' + name;
    QDir().mkpath(folder);
    Person *person = m_people.emplace_back(std::make_unique<Person>(m_url, folder, name)).get();
    client::ChatClient *who = &person->client;
    QObject::connect(who, &client::ChatClient::signInNeeded, who, [person] { person->enter(false); });
    QObject::connect(who, &client::ChatClient::signInFailed, who, [person, who](const client::Problem &problem) {
        const bool known = problem.code == protocol::ErrorCode::Taken;
        QTimer::singleShot(known ? 0 : signInAgainMs, who, [person, known] { person->enter(known); });
    });
    who->start();
}

void People::talk(int everyMs)
{
    m_talk.start(everyMs);
}

void People::quiet()
{
    m_talk.stop();
}

void People::wake()
{
    for (const auto &person : m_people) {
        if (person->client.status().phase == ConnectionStatus::Phase::Waiting)
            person->client.tryNow();
    }
}

void People::say()
{
    for (const auto &person : m_people) {
        // Nobody can write before they are somebody; afterwards it makes no difference whether there is a connection.
        if (person->client.signedIn())
            person->client.sendText(u"group"_s, u"%1 says %2"_s.arg(person->name).arg(++person->said));
    }
}

QString People::logs() const
{
    QString lines;
    for (const auto &person : m_people) {
        const auto [count, hash] = logOf(person->store.cacheFile(person->client.profile().id));
        const QJsonObject log{{u"name"_s, person->name},
                              {u"said"_s, person->said},
                              {u"phase"_s, int(person->client.status().phase)},
                              {u"rows"_s, count},
                              {u"hash"_s, QString::fromLatin1(hash)}};
        lines += QString::fromUtf8(QJsonDocument(log).toJson(QJsonDocument::Compact)) + u'\n';
    }
    return lines;
}

} // namespace confab::soak
