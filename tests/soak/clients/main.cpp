// SPDX-License-Identifier: GPL-3.0-or-later
#include "people.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTextStream>
#include <QUrl>

#include <unistd.h>

// The desktop's clients without their windows, told by lines what to do. Answers come on standard output.
//
//   talk MS    each says something every MS milliseconds
//   quiet      nobody says anything new
//   wake       whoever waits for another try tries at once
//   logs       a line of JSON for each, see People::logs(); then "end"
//   quit
int main(int argc, char *argv[])
{
    using namespace Qt::StringLiterals;
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"url"_s, u"Where the server, or what stands before it, listens."_s, u"url"_s});
    parser.addOption({u"people"_s, u"How many, each with a computer of their own."_s, u"count"_s, u"4"_s});
    parser.addOption({u"folder"_s, u"For their caches."_s, u"folder"_s});
    parser.process(app);

    confab::soak::People people(QUrl(parser.value(u"url"_s)), parser.value(u"folder"_s));
    people.join(parser.value(u"people"_s).toInt());

    QTextStream out(stdout);
    const auto obey = [&](const QList<QByteArray> &words) {
        if (words.constFirst() == "quit")
            QCoreApplication::quit();
        else if (words.constFirst() == "talk")
            people.talk(words.value(1).toInt());
        else if (words.constFirst() == "quiet")
            people.quiet();
        else if (words.constFirst() == "wake")
            people.wake();
        else if (words.constFirst() == "logs")
            out << people.logs() << "end" << Qt::endl;
    };
    QByteArray heard;
    QSocketNotifier notifier(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &app, [&] {
        char bytes[4096];
        const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof bytes);
        if (count <= 0)
            return QCoreApplication::quit();
        heard.append(bytes, count);
        for (qsizetype end = heard.indexOf('\n'); end >= 0; end = heard.indexOf('\n')) {
            obey(heard.first(end).split(' '));
            heard.remove(0, end + 1);
        }
    });
    return QCoreApplication::exec();
}
