// SPDX-License-Identifier: GPL-3.0-or-later
// confab-shots --out DIR [--screen S] [--theme light|dark|contrast] [--lang L] [--scale N]
// Renders the screens of the window to PNG files. Exit 0, 1 if a text is cut off or a screen was not reached, 2 usage.
#include "shots.h"

#include <confab/ui/settings/language.h>
#include <confab/ui/theme/theme.h>

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QTextStream>

using namespace Qt::StringLiterals;

namespace
{

// The scale has to be known before there is an application that could parse its arguments.
QByteArray scaleOf(int argc, char **argv)
{
    for (int i = 1; i < argc; ++i) {
        const QByteArray argument(argv[i]);
        if (argument == "--scale" && i + 1 < argc)
            return argv[i + 1];
        if (argument.startsWith("--scale="))
            return argument.sliced(8);
    }
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    // Times in the pictures do not depend on where they are taken.
    qputenv("TZ", "UTC");
    const QByteArray scale = scaleOf(argc, argv);
    if (!scale.isEmpty())
        qputenv("QT_SCALE_FACTOR", scale);
    QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"confab-shots"_s);
    QApplication::setApplicationVersion(QStringLiteral(CONFAB_VERSION));
    QApplication::setCursorFlashTime(0);

    QCommandLineParser parser;
    parser.setApplicationDescription(u"Renders Confab's screens with sample data."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption out(u"out"_s, u"Folder for the pictures."_s, u"DIR"_s);
    const QCommandLineOption screen(u"screen"_s,
                                    u"One screen only: %1."_s.arg(confab::app::screenNames().join(u", "_s)), u"S"_s);
    const QCommandLineOption theme(u"theme"_s, u"light, dark or contrast."_s, u"THEME"_s, u"light"_s);
    const QCommandLineOption language(u"lang"_s, u"Language, e.g. de."_s, u"L"_s, u"en"_s);
    const QCommandLineOption scaling(u"scale"_s, u"Device pixels to a logical one, e.g. 2."_s, u"N"_s, u"1"_s);
    parser.addOptions({out, screen, theme, language, scaling});
    parser.process(application);

    QTextStream errors(stderr);
    const auto usage = [&errors](const QString &sentence) {
        errors << sentence << Qt::endl;
        return 2;
    };
    if (!parser.isSet(out))
        return usage(u"Say where the pictures go: --out DIR."_s);
    if (!QStringList{u"light"_s, u"dark"_s, u"contrast"_s}.contains(parser.value(theme)))
        return usage(u"--theme is light, dark or contrast."_s);
    if (bool number = false; parser.value(scaling).toDouble(&number) <= 0 || !number)
        return usage(u"--scale is a number above 0."_s);
    QStringList wanted = confab::app::screenNames();
    if (parser.isSet(screen)) {
        if (!wanted.contains(parser.value(screen)))
            return usage(u"There is no screen \"%1\"; there are %2."_s.arg(parser.value(screen), wanted.join(u", "_s)));
        wanted = {parser.value(screen)};
    }
    if (!QDir().mkpath(parser.value(out)))
        return usage(u"The folder %1 cannot be made."_s.arg(parser.value(out)));

    confab::ui::useLanguage(parser.value(language));
    const confab::ui::Theme look;
    confab::app::ShotOptions options;
    options.folder = parser.value(out);
    options.theme = parser.value(theme);
    options.suffix = u'-' + options.theme;
    if (parser.value(language) != "en"_L1)
        options.suffix += u'-' + parser.value(language);
    if (parser.value(scaling) != "1"_L1)
        options.suffix += u'@' + parser.value(scaling) + u'x';
    int status = 0;
    for (const QString &name : wanted) {
        const QStringList problems = confab::app::shoot(name, options);
        for (const QString &problem : problems)
            errors << name << options.suffix << u": "_s << problem << Qt::endl;
        if (!problems.isEmpty())
            status = 1;
    }
    return status;
}
