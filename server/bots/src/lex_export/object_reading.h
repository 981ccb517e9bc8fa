// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "export_report.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QLatin1StringView>
#include <QVarLengthArray>

#include <initializer_list>
#include <memory>
#include <optional>
#include <variant>

namespace confab::bots::lex
{

// The object that a JSON file is, or the reason there is none: no JSON, nested more than 32 deep, or so many values
// that to hold them takes far more memory than the file.
[[nodiscard]] std::variant<QJsonObject, QString> parseObject(const QByteArray &json);

// What an older and a newer schema call the same.
using Names = std::initializer_list<QLatin1StringView>;

// Reads one object, key by key. What holds something and nobody asked for is noted when the reading ends, so nothing is
// dropped in silence. Null is as good as missing, and what is of another type than asked for is noted and missing.
class ObjectReading
{
public:
    ObjectReading(const QJsonObject &object, ExportReport &report);
    ~ObjectReading();
    Q_DISABLE_COPY_MOVE(ObjectReading)

    [[nodiscard]] ExportReport &report() const { return m_report; }
    void note(const QString &what) const { m_report.note(what); }

    [[nodiscard]] bool has(Names names);
    [[nodiscard]] QString text(Names names);
    [[nodiscard]] bool flag(Names names, bool otherwise);
    // In the bounds; noted and brought to the next of them where it is outside.
    [[nodiscard]] double number(Names names, double otherwise, double least, double most);
    [[nodiscard]] int whole(Names names, int otherwise, int least, int most);
    [[nodiscard]] QMap<QString, QString> texts(Names names); // an object of texts
    // Null where there is none. It must not live longer than this one.
    [[nodiscard]] std::unique_ptr<ObjectReading> object(Names names);
    // An object whose keys are names of somebody's own.
    [[nodiscard]] QJsonObject raw(Names names);
    // `take` gets each object of an array as a reading.
    template <class Take>
    void each(Names names, const Take &take)
    {
        const QLatin1StringView key = present(names);
        const QJsonArray all = array(key);
        for (const QJsonValue &item : all) {
            if (!item.isObject()) {
                noteType(where(key));
                continue;
            }
            // What is kept of it is larger than its texts.
            constexpr qsizetype overhead = 24;
            if (!m_report.mayKeep(overhead))
                return;
            ObjectReading one(item.toObject(), this, key);
            take(one);
        }
    }
    // Each of these: known, and of no effect on a bot that reads and writes.
    void skip(Names keys);

private:
    ObjectReading(const QJsonObject &object, const ObjectReading *parent, QLatin1StringView key);

    [[nodiscard]] QLatin1StringView present(Names names); // empty: none
    [[nodiscard]] QJsonArray array(QLatin1StringView key);
    [[nodiscard]] QString where(const QString &key) const;
    void noteType(const QString &where) const;

    const QJsonObject m_object;
    ExportReport &m_report;
    const ObjectReading *m_parent = nullptr;
    QLatin1StringView m_key; // in the parent
    QVarLengthArray<QLatin1StringView, 24> m_taken;
};

} // namespace confab::bots::lex
