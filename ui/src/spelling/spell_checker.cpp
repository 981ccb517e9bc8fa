// SPDX-License-Identifier: GPL-3.0-or-later
#include "spelling/spell_checker.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QStringConverter>
#include <QThread>

#ifdef CONFAB_HUNSPELL
#include <hunspell.hxx>
#endif

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr qsizetype mostSuggestions = 5;
constexpr qsizetype mostKnown = 4000;

QStringList folders()
{
    QStringList all = qEnvironmentVariable("DICPATH").split(QDir::listSeparator(), Qt::SkipEmptyParts);
    all +=
        QStandardPaths::locateAll(QStandardPaths::GenericDataLocation, u"hunspell"_s, QStandardPaths::LocateDirectory);
    all += QStandardPaths::locateAll(QStandardPaths::GenericDataLocation, u"myspell/dicts"_s,
                                     QStandardPaths::LocateDirectory);
    return all;
}

} // namespace

#ifdef CONFAB_HUNSPELL

class SpellDictionary
{
public:
    explicit SpellDictionary(const QString &file)
        : m_hunspell(QFile::encodeName(affixesOf(file)).constData(), QFile::encodeName(file).constData())
        , m_encoder(m_hunspell.get_dict_encoding().c_str(), QStringConverter::Flag::Stateless)
        , m_decoder(m_hunspell.get_dict_encoding().c_str(), QStringConverter::Flag::Stateless)
    {
    }

    // In an encoding that is known here.
    [[nodiscard]] bool isUsable() const { return m_encoder.isValid() && m_decoder.isValid(); }
    // A word that cannot be written in it, and comes back as another, is none of its language.
    [[nodiscard]] bool isRight(const QString &word)
    {
        const QByteArray bytes = m_encoder(word);
        return QString(m_decoder(bytes)) != word || m_hunspell.spell(bytes.toStdString());
    }
    [[nodiscard]] QStringList suggestions(const QString &word)
    {
        QStringList all;
        for (const std::string &each : m_hunspell.suggest(QByteArray(m_encoder(word)).toStdString()))
            all << QString(m_decoder(QByteArrayView(each.data(), static_cast<qsizetype>(each.size()))));
        return all.mid(0, mostSuggestions);
    }
    void add(const QString &word) { m_hunspell.add(QByteArray(m_encoder(word)).toStdString()); }

private:
    static QString affixesOf(const QString &file) { return file.chopped(3) + u"aff"_s; }

    Hunspell m_hunspell;
    QStringEncoder m_encoder;
    QStringDecoder m_decoder;
};

bool SpellChecker::isBuilt()
{
    return true;
}

#else

class SpellDictionary
{
public:
    explicit SpellDictionary(const QString &) {}
    [[nodiscard]] bool isUsable() const { return false; }
    [[nodiscard]] bool isRight(const QString &) const { return true; }
    [[nodiscard]] QStringList suggestions(const QString &) const { return {}; }
    void add(const QString &) {}
};

bool SpellChecker::isBuilt()
{
    return false;
}

#endif

SpellChecker::SpellChecker(QObject *parent)
    : QObject(parent)
{
}

SpellChecker::~SpellChecker()
{
    if (m_reading)
        m_reading->wait();
}

QString SpellChecker::dictionaryFor(const QLocale &locale)
{
    if (!isBuilt())
        return {};
    // The locale "C" speaks English.
    const QString name = locale.language() == QLocale::C ? u"en_US"_s : locale.name();
    const QString language = name.section(u'_', 0, 0);
    const QStringList wanted{name + u".dic"_s, language + u".dic"_s, language + u"_*.dic"_s};
    for (const QString &pattern : wanted) {
        const QStringList all = folders();
        for (const QString &folder : all) {
            for (const QFileInfo &file : QDir(folder).entryInfoList({pattern}, QDir::Files, QDir::Name)) {
                if (QFileInfo::exists(file.path() + u'/' + file.completeBaseName() + u".aff"_s))
                    return file.filePath();
            }
        }
    }
    return {};
}

void SpellChecker::start(const QString &dictionary, const QStringList &ownWords)
{
    if (!isBuilt() || dictionary.isEmpty() || m_reading)
        return;
    m_ownWords = ownWords;
    // A tenth of a second for English, more for languages with longer lists.
    auto made = std::make_shared<std::shared_ptr<SpellDictionary>>();
    m_reading = QThread::create([made, dictionary] { *made = std::make_shared<SpellDictionary>(dictionary); });
    m_reading->setParent(this);
    connect(m_reading, &QThread::finished, this, [this, made] {
        if (!*made || !(*made)->isUsable())
            return;
        m_dictionary = *made;
        for (const QString &word : std::as_const(m_ownWords))
            m_dictionary->add(word);
        Q_EMIT changed();
    });
    m_reading->start(QThread::LowPriority);
}

bool SpellChecker::isRight(const QString &word) const
{
    if (!m_dictionary)
        return true;
    if (const auto known = m_known.constFind(word); known != m_known.cend())
        return *known;
    if (m_known.size() >= mostKnown)
        m_known.clear();
    // Dictionaries have the apostrophe of typewriters.
    const bool right = m_dictionary->isRight(QString(word).replace(QChar(0x2019), u'\''));
    m_known.insert(word, right);
    return right;
}

QStringList SpellChecker::suggestions(const QString &word) const
{
    return m_dictionary ? m_dictionary->suggestions(word) : QStringList();
}

void SpellChecker::add(const QString &word)
{
    if (!m_dictionary)
        return;
    m_dictionary->add(word);
    m_known.clear();
    Q_EMIT changed();
}

} // namespace confab::ui
