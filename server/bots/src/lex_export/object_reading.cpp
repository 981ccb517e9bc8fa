// SPDX-License-Identifier: GPL-3.0-or-later
#include "object_reading.h"

#include "plain_words.h"

#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

// Nothing is asked for by it.
bool isHollow(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return !value.toBool();
    case QJsonValue::Double:
        return false;
    case QJsonValue::String:
        return value.toString().isEmpty();
    case QJsonValue::Array: {
        const QJsonArray array = value.toArray();
        return std::all_of(array.begin(), array.end(), [](const QJsonValue &one) { return isHollow(one); });
    }
    case QJsonValue::Object: {
        const QJsonObject object = value.toObject();
        return std::all_of(object.begin(), object.end(), [](const QJsonValue &one) { return isHollow(one); });
    }
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return true;
}

// Before it is parsed: each value, each array above all, takes memory of its own, whatever little it takes in the file.
std::optional<QString> wrongShape(const QByteArray &json)
{
    constexpr int deepest = 32;
    constexpr int mostValues = 200'000;
    int depth = 0;
    int values = 0;
    bool quotes = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char letter = json.at(i);
        if (quotes) {
            if (letter == '\\')
                ++i;
            else if (letter == '"')
                quotes = false;
            continue;
        }
        if (letter == '"')
            quotes = true;
        else if (letter == '[' || letter == '{')
            ++depth;
        else if (letter == ']' || letter == '}')
            --depth;
        values += letter == '[' || letter == '{' || letter == ',' || letter == ':';
        if (depth > deepest)
            return u"is nested more than %1 deep"_s.arg(deepest);
        if (values > mostValues)
            return u"holds more than %1 values"_s.arg(mostValues);
    }
    return {};
}

} // namespace

std::variant<QJsonObject, QString> parseObject(const QByteArray &json)
{
    if (auto wrong = wrongShape(json))
        return *wrong;
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return u"is no valid JSON (%1, at byte %2)"_s.arg(error.errorString()).arg(error.offset);
    if (!document.isObject())
        return u"holds no JSON object"_s;
    return document.object();
}

ObjectReading::ObjectReading(const QJsonObject &object, ExportReport &report)
    : m_object(object)
    , m_report(report)
{
}

ObjectReading::ObjectReading(const QJsonObject &object, const ObjectReading *parent, QLatin1StringView key)
    : m_object(object)
    , m_report(parent->m_report)
    , m_parent(parent)
    , m_key(key)
{
}

ObjectReading::~ObjectReading()
{
    for (auto entry = m_object.begin(); entry != m_object.end(); ++entry) {
        const QString key = entry.key();
        const bool taken = std::any_of(m_taken.begin(), m_taken.end(), [&key](auto one) { return key == one; });
        if (!taken && !isHollow(entry.value()))
            note(u"The setting %1 is not known here and has no effect."_s.arg(quoted(where(key))));
    }
}

bool ObjectReading::has(Names names)
{
    return !present(names).isEmpty();
}

QString ObjectReading::text(Names names)
{
    const QLatin1StringView key = present(names);
    if (key.isEmpty())
        return {};
    const QJsonValue value = m_object.value(key);
    if (!value.isString()) {
        noteType(where(key));
        return {};
    }
    const QString text = value.toString();
    constexpr qsizetype overhead = 16;
    return m_report.mayKeep(text.size() + overhead) ? text : QString();
}

bool ObjectReading::flag(Names names, bool otherwise)
{
    const QLatin1StringView key = present(names);
    if (key.isEmpty())
        return otherwise;
    const QJsonValue value = m_object.value(key);
    if (!value.isBool())
        noteType(where(key));
    return value.toBool(otherwise);
}

double ObjectReading::number(Names names, double otherwise, double least, double most)
{
    const QLatin1StringView key = present(names);
    if (key.isEmpty())
        return otherwise;
    const QJsonValue value = m_object.value(key);
    if (!value.isDouble()) {
        noteType(where(key));
        return otherwise;
    }
    const double wanted = value.toDouble();
    const double taken = std::clamp(wanted, least, most);
    if (taken != wanted)
        note(u"%1 is %2 and has to be from %3 to %4: it is taken as %5."_s.arg(quoted(where(key)))
                 .arg(wanted)
                 .arg(least)
                 .arg(most)
                 .arg(taken));
    return taken;
}

int ObjectReading::whole(Names names, int otherwise, int least, int most)
{
    return int(std::floor(number(names, otherwise, least, most)));
}

QMap<QString, QString> ObjectReading::texts(Names names)
{
    QMap<QString, QString> all;
    const QLatin1StringView key = present(names);
    const QJsonObject object = raw({key});
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        const QString value = entry.value().toString();
        constexpr qsizetype overhead = 48;
        if (!entry.value().isString() && !entry.value().isNull())
            noteType(where(key) + u'.' + entry.key());
        else if (entry.value().isString() && m_report.mayKeep(entry.key().size() + value.size() + overhead))
            all.insert(entry.key(), value);
    }
    return all;
}

std::unique_ptr<ObjectReading> ObjectReading::object(Names names)
{
    const QLatin1StringView key = present(names);
    if (key.isEmpty())
        return {};
    const QJsonValue value = m_object.value(key);
    if (!value.isObject()) {
        noteType(where(key));
        return {};
    }
    return std::unique_ptr<ObjectReading>(new ObjectReading(value.toObject(), this, key));
}

QJsonObject ObjectReading::raw(Names names)
{
    const QLatin1StringView key = present(names);
    if (key.isEmpty())
        return {};
    const QJsonValue value = m_object.value(key);
    if (!value.isObject())
        noteType(where(key));
    return value.toObject();
}

QJsonArray ObjectReading::array(QLatin1StringView key)
{
    if (key.isEmpty())
        return {};
    const QJsonValue value = m_object.value(key);
    if (!value.isArray())
        noteType(where(key));
    return value.toArray();
}

void ObjectReading::skip(Names keys)
{
    m_taken.append(keys.begin(), qsizetype(keys.size()));
}

QLatin1StringView ObjectReading::present(Names names)
{
    skip(names);
    for (const QLatin1StringView name : names) {
        const QJsonValue value = m_object.value(name);
        if (!value.isNull() && !value.isUndefined())
            return name;
    }
    return {};
}

QString ObjectReading::where(const QString &key) const
{
    return m_parent ? m_parent->where(m_key) + u'.' + key : key;
}

void ObjectReading::noteType(const QString &where) const
{
    note(u"%1 is not of the type that it has to be, and has no effect."_s.arg(quoted(where)));
}

} // namespace confab::bots::lex
