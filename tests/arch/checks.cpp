// SPDX-License-Identifier: GPL-3.0-or-later
#include "checks.h"

#include "source_text.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::arch
{

namespace
{

struct Module {
    QString folder;
    QString name;       // as in <confab/NAME/…>
    QStringList others; // modules besides itself that it may include
    QStringList qt;     // Qt modules that it may include, and QuaZip
    bool standardOnly = false;
};

// docs/architecture.md draws this.
const QList<Module> &modules()
{
    static const QStringList server{u"core"_s, u"store"_s,  u"gateway"_s, u"aws"_s,
                                    u"bots"_s, u"crypto"_s, u"protocol"_s};
    static const QStringList belowServer{u"core"_s, u"protocol"_s};
    static const QList<Module> all{
        {u"protocol/"_s, u"protocol"_s, {}, {u"QtCore"_s}, true},
        {u"server/core/"_s, u"core"_s, {u"protocol"_s}, {u"QtCore"_s}, true},
        {u"server/store/"_s, u"store"_s, belowServer, {u"QtCore"_s, u"QtSql"_s}},
        {u"server/gateway/"_s, u"gateway"_s, belowServer, {u"QtCore"_s, u"QtNetwork"_s, u"QtWebSockets"_s}},
        {u"server/aws/"_s, u"aws"_s, belowServer, {u"QtCore"_s, u"QtNetwork"_s}},
        {u"server/bots/"_s, u"bots"_s, belowServer + QStringList{u"aws"_s}, {u"QtCore"_s, u"QtNetwork"_s, u"quazip"_s}},
        {u"server/crypto/"_s, u"crypto"_s, belowServer, {u"QtCore"_s, u"QtNetwork"_s}},
        {u"client/"_s,
         u"client"_s,
         {u"protocol"_s},
         {u"QtCore"_s, u"QtGui"_s, u"QtNetwork"_s, u"QtSql"_s, u"QtWebSockets"_s}},
        {u"ui/"_s,
         u"ui"_s,
         {u"client"_s, u"protocol"_s},
         {u"QtCore"_s, u"QtGui"_s, u"QtSvg"_s, u"QtSvgWidgets"_s, u"QtWidgets"_s}},
        {u"app/thumbnailer/"_s, u"thumbnailer"_s, {u"protocol"_s}, {u"QtCore"_s, u"QtGui"_s}},
        {u"app/hosting/"_s, u"hosting"_s, server, {u"QtCore"_s, u"QtNetwork"_s, u"QtSql"_s, u"QtWebSockets"_s}},
        {u"app/headless/"_s,
         u"headless"_s,
         server + QStringList{u"hosting"_s},
         {u"QtCore"_s, u"QtNetwork"_s, u"QtSql"_s, u"QtWebSockets"_s}},
    };
    return all;
}

const Module *moduleOf(const QString &path)
{
    for (const Module &module : modules()) {
        if (path.startsWith(module.folder))
            return &module;
    }
    return nullptr;
}

bool isStandardHeader(const QString &header)
{
    static const QRegularExpression standard(u"^[a-z][a-z0-9_]*$"_s);
    return standard.match(header).hasMatch();
}

// Every line of `text` that matches, `what` said of each.
Findings matches(const QString &path, const QString &text, const QRegularExpression &pattern, const QString &what)
{
    Findings findings;
    qsizetype counted = 0;
    int line = 1;
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        const qsizetype position = it.next().capturedStart();
        line += static_cast<int>(QStringView(text).sliced(counted, position - counted).count(u'\n'));
        counted = position;
        findings.append({path, line, what});
    }
    return findings;
}

// As GitHub makes them of headings: in lower case, without punctuation, with hyphens for blanks.
QSet<QString> anchorsOf(const QString &text)
{
    static const QRegularExpression heading(u"\\A#+ +(.*)\\z"_s);
    static const QRegularExpression punctuation(u"[^\\w\\- ]"_s, QRegularExpression::UseUnicodePropertiesOption);
    QSet<QString> anchors;
    bool isQuoted = false;
    for (const QString &line : text.split(u'\n')) {
        if (line.startsWith("```"_L1))
            isQuoted = !isQuoted;
        if (const auto match = heading.match(line); match.hasMatch() && !isQuoted)
            anchors.insert(match.captured(1).trimmed().toLower().remove(punctuation).replace(u' ', u'-'));
    }
    return anchors;
}

} // namespace

QString Finding::toString() const
{
    return line > 0 ? u"%1:%2: %3"_s.arg(path).arg(line).arg(what) : u"%1: %2"_s.arg(path, what);
}

bool isCode(const QString &path)
{
    return path.endsWith(".h"_L1) || path.endsWith(".cpp"_L1);
}

Findings checkIncludes(const File &file, const QtModuleOf &qtModuleOf)
{
    Findings findings;
    const Module *module = moduleOf(file.path);
    const SourceText source = takeApart(file.text);
    for (const Include &include : source.includes) {
        if (include.path.contains("../"_L1) || include.path.startsWith(u'/')) {
            findings.append({file.path, include.line, u"reaches out of its folder for "_s + include.path});
            continue;
        }
        if (!module)
            continue;
        if (include.path.startsWith("confab/"_L1)) {
            const QString target = include.path.section(u'/', 1, 1);
            if (target != module->name && !module->others.contains(target))
                findings.append({file.path, include.line, u"%1 may not include %2"_s.arg(module->name, target)});
            continue;
        }
        if (include.path.startsWith(u'Q') || include.path.startsWith(u'q')) {
            const QString qt = qtModuleOf(include.path);
            if (!qt.isEmpty() && !module->qt.contains(qt))
                findings.append(
                    {file.path, include.line, u"%1 may not use %2 (%3)"_s.arg(module->name, qt, include.path)});
            if (!qt.isEmpty())
                continue;
        }
        const bool own = include.path.endsWith(".h"_L1) && !include.path.contains(u'/');
        if (module->standardOnly && !own && !isStandardHeader(include.path))
            findings.append(
                {file.path, include.line,
                 u"%1 takes Qt Core and the standard library only, not %2"_s.arg(module->name, include.path)});
    }
    return findings;
}

Findings checkHabits(const File &file)
{
    static const QRegularExpression friendClass(uR"(\bfriend\s+(class|struct)\b)"_s);
    static const QRegularExpression ignoreAll(uR"(\bignoreSslErrors\s*\(\s*\))"_s);
    static const QRegularExpression later(uR"(\b(TODO|FIXME|XXX|HACK)\b)"_s);
    static const QRegularExpression sleeping(
        uR"(\b(qWait|qSleep|sleep|msleep|usleep|nanosleep|sleep_for|sleep_until)\s*\()"_s);
    const QString doLater = u"leaves something for later; known limits stand in the changelog"_s;

    const SourceText source = takeApart(file.text);
    Findings findings = matches(file.path, source.code, friendClass, u"lets a friend in"_s);
    findings += matches(file.path, source.code, ignoreAll, u"ignores every TLS error; name the expected ones"_s);
    findings += matches(file.path, source.code, later, doLater);
    findings += matches(file.path, source.comments, later, doLater);
    if (file.path.startsWith("tests/"_L1))
        findings += matches(file.path, source.code, sleeping, u"sleeps; wait for what happens, with QTRY_ or a spy"_s);
    return findings;
}

Findings checkLicenceLine(const File &file)
{
    static const QStringList endings{u".h"_s,   u".cpp"_s,     u".cmake"_s, u"CMakeLists.txt"_s, u".sh"_s,    u".py"_s,
                                     u".sql"_s, u".service"_s, u".qss"_s,   u".clang-format"_s,  u".ci/run"_s};
    const bool wanted = std::any_of(endings.begin(), endings.end(),
                                    [&file](const QString &ending) { return file.path.endsWith(ending); }) ||
                        file.text.startsWith("#!"_L1);
    if (!wanted || file.text.section(u'\n', 0, 1).contains("SPDX-License-Identifier: GPL-3.0-or-later"_L1))
        return {};
    return {{file.path, 1, u"has no licence line in its first two lines"_s}};
}

Findings checkPaths(const File &file, const QString &sourceDir)
{
    static const QRegularExpression somebodys(uR"((?<![\w./$}-])/(home|Users|root|work)/\w)"_s);
    const QString what = u"names a path of somebody's machine"_s;
    Findings findings = matches(file.path, file.text, somebodys, what);
    findings += matches(file.path, file.text, QRegularExpression(QRegularExpression::escape(sourceDir)), what);
    return findings;
}

Findings checkDecisionNames(const QStringList &paths)
{
    static const QRegularExpression form(u"^docs/decisions/(\\d{4})-[a-z0-9]+(-[a-z0-9]+)*\\.md$"_s);
    Findings findings;
    QSet<QString> numbers;
    for (const QString &path : paths) {
        if (!path.startsWith("docs/decisions/"_L1))
            continue;
        const QRegularExpressionMatch match = form.match(path);
        if (!match.hasMatch()) {
            findings.append({path, 0, u"is not named NNNN-title.md"_s});
            continue;
        }
        if (numbers.contains(match.captured(1)))
            findings.append({path, 0, u"has a number that another decision has"_s});
        numbers.insert(match.captured(1));
    }
    return findings;
}

Findings checkAnchors(const QList<File> &files)
{
    static const QRegularExpression link(u"\\]\\(([^)#:\\s]*)#([^)\\s]+)\\)"_s);
    QHash<QString, QSet<QString>> anchors;
    for (const File &file : files) {
        if (file.path.endsWith(".md"_L1))
            anchors.insert(file.path, anchorsOf(file.text));
    }
    Findings findings;
    for (const File &file : files) {
        if (!anchors.contains(file.path))
            continue;
        int line = 0;
        for (const QString &text : file.text.split(u'\n')) {
            ++line;
            for (auto links = link.globalMatch(text); links.hasNext();) {
                const QRegularExpressionMatch match = links.next();
                const QString other = QFileInfo(file.path).path() + u'/' + match.captured(1);
                const QString target = match.captured(1).isEmpty() ? file.path : QDir::cleanPath(other);
                if (!anchors.value(target).contains(match.captured(2)))
                    findings.append({file.path, line, u"there is no heading for "_s + match.captured(2)});
            }
        }
    }
    return findings;
}

Findings checkFeatures(const File &features, const QList<File> &files)
{
    static const QRegularExpression quoted(u"`([^`]+)`"_s);
    const auto exists = [&files](const QString &test) {
        const QString program = test.section(u"::"_s, 0, 0);
        const QString slot = test.section(u"::"_s, 1);
        return std::any_of(files.begin(), files.end(), [&](const File &file) {
            if (file.path.endsWith(u'/' + program + u".cpp"_s) && file.path.startsWith("tests/"_L1))
                return slot.isEmpty() || file.text.contains(u"void "_s + slot + u"()"_s);
            return slot.isEmpty() && file.path.startsWith("tests/"_L1) && file.path.endsWith("CMakeLists.txt"_L1) &&
                   file.text.contains(u"NAME "_s + program);
        });
    };
    Findings findings;
    int line = 0;
    for (const QString &text : features.text.split(u'\n')) {
        ++line;
        if (!text.startsWith(u'|') || text.startsWith("| ---"_L1) || text.startsWith("| feature "_L1))
            continue;
        const QString last = text.section(u'|', -2, -2);
        auto tests = quoted.globalMatch(last);
        if (!tests.hasNext())
            findings.append({features.path, line, u"names no test"_s});
        while (tests.hasNext()) {
            const QString test = tests.next().captured(1);
            if (!exists(test))
                findings.append({features.path, line, u"there is no test "_s + test});
        }
    }
    return findings;
}

} // namespace confab::arch
