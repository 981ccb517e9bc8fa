// SPDX-License-Identifier: GPL-3.0-or-later
#include "item.h"

#include <QRandomGenerator>

namespace confab::aws
{

namespace
{

constexpr int digits = 16; // of 2^53

QJsonObject typed(QLatin1StringView type, const QJsonValue &value)
{
    return {{QString(type), value}};
}

} // namespace

QJsonObject ItemKey::wire() const
{
    QJsonObject key{{table->partition, typed("S"_L1, partition)}};
    if (!table->sort.isEmpty())
        key.insert(table->sort, typed("S"_L1, sort));
    return key;
}

QString Item::text(QLatin1StringView name) const
{
    return m_wire.value(name).toObject().value("S"_L1).toString();
}

qint64 Item::number(QLatin1StringView name) const
{
    return m_wire.value(name).toObject().value("N"_L1).toString().toLongLong();
}

bool Item::flag(QLatin1StringView name) const
{
    return m_wire.value(name).toObject().value("BOOL"_L1).toBool();
}

QByteArray Item::bytes(QLatin1StringView name) const
{
    return QByteArray::fromBase64(m_wire.value(name).toObject().value("B"_L1).toString().toLatin1());
}

QDateTime Item::time(QLatin1StringView name) const
{
    return QDateTime::fromString(text(name), Qt::ISODateWithMs).toUTC();
}

Item &Item::set(QLatin1StringView name, QLatin1StringView type, const QJsonValue &value)
{
    if (value.isNull())
        m_wire.remove(name);
    else
        m_wire.insert(name, typed(type, value));
    return *this;
}

Item &Item::setText(QLatin1StringView name, const QString &value)
{
    return set(name, "S"_L1, value.isEmpty() ? QJsonValue() : QJsonValue(value));
}

Item &Item::setNumber(QLatin1StringView name, qint64 value)
{
    return set(name, "N"_L1, QString::number(value));
}

Item &Item::setFlag(QLatin1StringView name, bool value)
{
    return set(name, "BOOL"_L1, value ? QJsonValue(true) : QJsonValue());
}

Item &Item::setBytes(QLatin1StringView name, const QByteArray &value)
{
    return set(name, "B"_L1, value.isEmpty() ? QJsonValue() : QJsonValue(QString::fromLatin1(value.toBase64())));
}

Item &Item::setTime(QLatin1StringView name, const QDateTime &value)
{
    return setText(name, value.isValid() ? timeText(value) : QString());
}

Item &Item::setLapse(const QDateTime &value)
{
    return setNumber("ttl"_L1, value.toSecsSinceEpoch());
}

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

qint64 newVersion()
{
    return static_cast<qint64>(QRandomGenerator::global()->generate64() >> 11) | 1;
}

QString numberText(qint64 number)
{
    return QString::number(number).rightJustified(digits, u'0');
}

} // namespace confab::aws
