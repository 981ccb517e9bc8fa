// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>
#include <QUrl>

namespace confab::test
{

struct Finished {
    int code = -1;
    QString output;
    QString errors;
    QStringList lines() const; // of the output, without the last line's end
};

// The real confabd. `words` without the program's name; `input` goes to its standard input, standard output into the
// file where one is named.
[[nodiscard]] Finished runConfabd(const QStringList &words, const QByteArray &input = {},
                                  const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment(),
                                  const QString &outputFile = {});

// A confabd that serves. Ended with the object, if not before.
class ConfabdProcess
{
public:
    ~ConfabdProcess();

    // Port 0 on loopback is added. True when the first `ready` line came; `words` follow `serve --data DIR`.
    [[nodiscard]] bool start(const QString &data, const QStringList &words,
                             const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment());
    [[nodiscard]] QUrl url() const { return m_url; }
    // What came on standard output so far.
    [[nodiscard]] QByteArray output();
    [[nodiscard]] QByteArray errors();
    // SIGTERM; the exit code, or -1 where it did not end within 10 s.
    [[nodiscard]] int terminate();
    [[nodiscard]] int interrupt(); // SIGINT, the same
    void kill();                   // SIGKILL

private:
    [[nodiscard]] int waitForEnd();

    QProcess m_process;
    QByteArray m_output;
    QUrl m_url;
};

} // namespace confab::test
