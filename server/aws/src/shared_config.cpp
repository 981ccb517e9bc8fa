// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/aws/shared_config.h>

#include <QDir>
#include <QFile>
#include <QRegularExpression>

namespace confab::aws
{

using namespace Qt::StringLiterals;

namespace
{

using Values = QMap<QString, QString>;
using Sections = QMap<QString, Values>;

constexpr qint64 largestFile = 1024 * 1024;

// "[profile name]", "[services name]", "[name]"; quotes may stand around the name.
QString sectionName(QStringView line)
{
    QString name = line.sliced(1, line.indexOf(u']') - 1).trimmed().toString();
    name.remove(u'"').remove(u'\'');
    return name.simplified();
}

// Lines that are indented belong to the name before them: "s3 =\n  region = x" becomes "s3.region".
Sections parsed(const QString &text)
{
    static const QRegularExpression remark(u"\\s[#;].*$"_s);
    Sections sections;
    Values *section = nullptr;
    QString above;
    for (const QString &raw : text.split(u'\n')) {
        const QStringView line = QStringView(raw).trimmed();
        if (line.isEmpty() || line.startsWith(u'#') || line.startsWith(u';'))
            continue;
        if (line.startsWith(u'[') && line.contains(u']')) {
            section = &sections[sectionName(line)];
            above.clear();
            continue;
        }
        const qsizetype equals = line.indexOf(u'=');
        if (!section || equals <= 0)
            continue;
        const QString name = line.first(equals).trimmed().toString().toLower();
        const QString value = line.sliced(equals + 1).toString().remove(remark).trimmed();
        const bool indented = raw.at(0).isSpace() && !above.isEmpty();
        section->insert(indented ? above + u'.' + name : name, value);
        if (!indented)
            above = name;
    }
    return sections;
}

Sections readFile(const QProcessEnvironment &environment, const QString &variable, const QString &usual)
{
    const QString home = environment.value(u"HOME"_s, environment.value(u"USERPROFILE"_s, QDir::homePath()));
    QString path = environment.value(variable);
    if (path.isEmpty())
        path = home + u"/.aws/"_s + usual;
    else if (path.startsWith("~/"_L1))
        path.replace(0, 1, home);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestFile)
        return {};
    return parsed(QString::fromUtf8(file.read(largestFile)));
}

} // namespace

SharedConfig SharedConfig::read(const QProcessEnvironment &environment)
{
    const Sections credentials = readFile(environment, u"AWS_SHARED_CREDENTIALS_FILE"_s, u"credentials"_s);
    const Sections config = readFile(environment, u"AWS_CONFIG_FILE"_s, u"config"_s);
    SharedConfig shared;
    const QString named = environment.value(u"AWS_PROFILE"_s);
    shared.m_profile = named.isEmpty() ? u"default"_s : named;
    QString section = u"profile "_s + shared.m_profile;
    if (shared.m_profile == "default"_L1 && !config.contains(section))
        section = shared.m_profile;
    shared.m_missing = !named.isEmpty() && !credentials.contains(named) && !config.contains(section);
    shared.m_credentials = credentials.value(shared.m_profile);
    shared.m_config = config.value(section);
    shared.m_services = config.value(u"services "_s + shared.m_config.value(u"services"_s));
    return shared;
}

QString SharedConfig::setting(const QString &name) const
{
    const QString value = inCredentials(name);
    return value.isEmpty() ? inConfig(name) : value;
}

QString SharedConfig::ofService(const Service &service, const QString &name) const
{
    return m_services.value(service.id.toLower() + u'.' + name);
}

Expected<QByteArray, Error> regionOf(const QProcessEnvironment &environment, const SharedConfig &config)
{
    QString region = environment.value(u"AWS_REGION"_s);
    if (region.isEmpty())
        region = environment.value(u"AWS_DEFAULT_REGION"_s);
    if (region.isEmpty())
        region = config.setting(u"region"_s);
    if (region.isEmpty())
        return Unexpected{Error{
            .kind = ErrorKind::NoRegion,
            .detail = u"No AWS region is set: set AWS_REGION, or region in the profile %1."_s.arg(config.profile())}};
    return region.toUtf8();
}

Expected<QUrl, Error> endpointOf(const QProcessEnvironment &environment, const SharedConfig &config,
                                 const Service &service, const QByteArray &region, const QUrl &otherwise)
{
    // It becomes part of a host name.
    static const QRegularExpression form(u"\\A[a-z0-9-]{1,63}\\z"_s);
    if (!form.match(QString::fromUtf8(region)).hasMatch())
        return Unexpected{Error{.kind = ErrorKind::NoRegion, .detail = u"The AWS region that is set is none."_s}};
    const bool ignored =
        environment.value(u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s).compare("true"_L1, Qt::CaseInsensitive) == 0;
    QString configured;
    if (!ignored) {
        for (const QString &value :
             {environment.value(u"AWS_ENDPOINT_URL_"_s + service.id), environment.value(u"AWS_ENDPOINT_URL"_s),
              config.ofService(service, u"endpoint_url"_s), config.setting(u"endpoint_url"_s)}) {
            if (configured.isEmpty())
                configured = value;
        }
    }
    if (configured.isEmpty() && !otherwise.isEmpty())
        return otherwise;
    if (configured.isEmpty()) {
        const QString end = region.startsWith("cn-") ? u"amazonaws.com.cn"_s : u"amazonaws.com"_s;
        return QUrl(u"https://%1.%2.%3"_s.arg(service.host, QString::fromLatin1(region), end));
    }
    QUrl url(configured, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "https"_L1 && url.scheme() != "http"_L1))
        return Unexpected{
            Error{.kind = ErrorKind::Unreachable,
                  .detail = u"The endpoint that is configured for %1 is no web address."_s.arg(service.id)}};
    url.setUserInfo({});
    url.setQuery(QString());
    url.setFragment(QString());
    return url;
}

} // namespace confab::aws
