// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/chat_client.h>

#include <QTimer>
#include <QUrl>

#include <memory>
#include <vector>

namespace confab::soak
{

// Several people at computers of their own, each with cache and outbox, who sign up and talk in `group`.
class People
{
public:
    // `folder` exists; each gets a folder in it.
    People(QUrl url, QString folder);
    ~People();

    // They connect and sign up, and go on trying where the network does not let them.
    void join(int count);
    void talk(int everyMs);
    void quiet();
    void wake();
    // A line of JSON for each: {"name","said","phase": ConnectionStatus::Phase as a number,"rows": how many of `group`
    // are in the cache,"hash": SHA-256 of them, as logOf() in people.cpp puts them together}.
    [[nodiscard]] QString logs() const;

private:
    struct Person;
    void say();
    void meet(const QString &name);

    QUrl m_url;
    QString m_folder;
    std::vector<std::unique_ptr<Person>> m_people;
    QTimer m_talk;
};

} // namespace confab::soak
