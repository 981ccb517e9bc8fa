// SPDX-License-Identifier: GPL-3.0-or-later
#include "function_log.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMutex>

#include <cstdio>
#include <cstdlib>

namespace confab::app
{

Q_LOGGING_CATEGORY(lcFunction, "confab.aws.function")

using namespace Qt::StringLiterals;

namespace
{

QMutex mutex; // threads beside the main one log too
QByteArray requestId;

QString levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return u"DEBUG"_s;
    case QtInfoMsg:
        return u"INFO"_s;
    case QtWarningMsg:
        return u"WARN"_s;
    case QtCriticalMsg:
        return u"ERROR"_s;
    case QtFatalMsg:
        break;
    }
    return u"FATAL"_s;
}

void writeJson(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QMutexLocker lock(&mutex);
    QJsonObject line{
        {u"level"_s, levelOf(type)}, {u"category"_s, QString::fromLatin1(context.category)}, {u"message"_s, message}};
    if (!requestId.isEmpty())
        line["requestId"_L1] = QString::fromLatin1(requestId);
    std::fprintf(stderr, "%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    if (type == QtFatalMsg)
        std::abort();
}

} // namespace

void installJsonLog()
{
    qInstallMessageHandler(writeJson);
}

void setLoggedRequest(const QByteArray &id)
{
    const QMutexLocker lock(&mutex);
    requestId = id;
}

QByteArray metricLine(const QJsonObject &values, qint64 atMs)
{
    QJsonArray metrics;
    for (const QString &name : values.keys())
        metrics.append(
            QJsonObject{{u"Name"_s, name}, {u"Unit"_s, name.endsWith("Ms"_L1) ? u"Milliseconds"_s : u"Count"_s}});
    const QJsonObject directive{
        {u"Namespace"_s, u"Confab"_s}, {u"Dimensions"_s, QJsonArray{QJsonArray()}}, {u"Metrics"_s, metrics}};
    QJsonObject line = values;
    const QMutexLocker lock(&mutex);
    line["requestId"_L1] = QString::fromLatin1(requestId);
    line["_aws"_L1] = QJsonObject{{u"Timestamp"_s, atMs}, {u"CloudWatchMetrics"_s, QJsonArray{directive}}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

} // namespace confab::app
