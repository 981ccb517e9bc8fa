// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/settings/language.h>

#include <QCoreApplication>
#include <QDir>
#include <QGuiApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace confab::ui
{

QStringList availableLanguages()
{
    QStringList codes{u"en"_s};
    const QStringList files = QDir(u":/i18n"_s).entryList({u"confab_*.qm"_s}, QDir::Files, QDir::Name);
    for (const QString &file : files) {
        const QString code = file.sliced(7, file.size() - 10);
        if (!codes.contains(code))
            codes << code;
    }
    return codes;
}

void useLanguage(const QString &code)
{
    // The system's country where only the language was chosen and it is the system's.
    const QLocale system = QLocale::system();
    const QLocale locale = code.isEmpty() || QLocale(code).language() == system.language() ? system : QLocale(code);
    QLocale::setDefault(locale);
    auto *application = QCoreApplication::instance();
    auto *qt = new QTranslator(application);
    if (qt->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    auto *own = new QTranslator(application);
    const bool spoken = own->load(locale, u"confab"_s, u"_"_s, u":/i18n"_s);
    if (spoken)
        QCoreApplication::installTranslator(own);
    else if (own->load(QLocale(QLocale::English), u"confab"_s, u"_"_s, u":/i18n"_s))
        QCoreApplication::installTranslator(own); // for its plural forms
    // A language without words of its own stays English, and English runs left to right.
    QGuiApplication::setLayoutDirection(spoken ? locale.textDirection() : Qt::LeftToRight);
}

} // namespace confab::ui
