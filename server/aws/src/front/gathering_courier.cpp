// SPDX-License-Identifier: GPL-3.0-or-later
#include "gathering_courier.h"

#include <confab/protocol/codec.h>

#include <utility>

namespace confab::aws
{

using core::ConnectionRow;
using Kind = core::Audience::Kind;

namespace
{

// The rows of an audience, each looked up once for all that is said to it.
class Audiences
{
public:
    Audiences(ConnectionIndex &index, const ConnectionRow *self)
        : m_index(index)
        , m_self(self)
    {
    }

    [[nodiscard]] const QString &problem() const { return m_problem; }

    // In no order; somebody may be named twice.
    [[nodiscard]] QList<ConnectionRow> of(const core::Audience &audience)
    {
        if (audience.kind == Kind::Everyone)
            return everybody();
        QList<ConnectionRow> rows;
        if (audience.kind == Kind::Users)
            look(*audience.names);
        for (const QString &name : *audience.names)
            rows += audience.kind == Kind::Users ? m_users.value(name) : connection(name);
        return rows;
    }

private:
    [[nodiscard]] QList<ConnectionRow> connection(const QString &id)
    {
        if (m_self && id == m_self->id)
            return {*m_self};
        auto known = m_connections.constFind(id);
        if (known == m_connections.cend()) {
            QList<ConnectionRow> rows;
            if (const auto row = read(m_index.find(id)); row && *row)
                rows = {**row};
            known = m_connections.insert(id, rows);
        }
        return *known;
    }

    // All that are not known yet at once.
    void look(const QStringList &people)
    {
        QStringList unknown;
        for (const QString &key : people) {
            if (!m_users.contains(key) && !key.isEmpty())
                unknown.append(key);
            m_users[key];
        }
        if (unknown.isEmpty())
            return;
        const auto found = read(m_index.ofUsers(unknown, ConnectionIndex::As::OfLately));
        for (const ConnectionRow &row : found.value_or(QList<ConnectionRow>()))
            m_users[row.key].append(row);
        for (const QString &key : std::as_const(unknown))
            correct(m_users[key], m_self && m_self->key == key);
    }

    [[nodiscard]] QList<ConnectionRow> everybody()
    {
        if (!m_everybody) {
            QList<ConnectionRow> all;
            QString after;
            do {
                const auto page = read(m_index.everybody(after));
                if (!page)
                    break;
                all += page->rows;
                after = page->next;
            } while (!after.isEmpty());
            correct(all, m_self != nullptr);
            m_everybody = all;
        }
        return *m_everybody;
    }

    // What the index says of the call's own connection may be of a moment ago.
    void correct(QList<ConnectionRow> &rows, bool withSelf) const
    {
        if (m_self)
            rows.removeIf([this](const ConnectionRow &row) { return row.id == m_self->id; });
        if (withSelf)
            rows.prepend(*m_self);
    }

    template <class T>
    std::optional<T> read(const Expected<T, core::Unavailable> &found)
    {
        if (found)
            return *found;
        m_problem = found.error().reason;
        return std::nullopt;
    }

    ConnectionIndex &m_index;
    const ConnectionRow *m_self;
    QHash<QString, QList<ConnectionRow>> m_connections;
    QHash<QString, QList<ConnectionRow>> m_users;
    std::optional<QList<ConnectionRow>> m_everybody;
    QString m_problem;
};

// Everyone means: everyone who has signed in. The plain dialect has no such thing.
bool isFor(const ConnectionRow &row, Kind kind, bool plain)
{
    return row.plain == plain && (plain || kind != Kind::Everyone || !row.key.isEmpty());
}

} // namespace

GatheringCourier::GatheringCourier(ConnectionRow self)
    : m_self(std::move(self))
{
}

void GatheringCourier::bind(const QString &connection, const QString &key)
{
    if (connection == m_self.id && !m_self.plain)
        m_self.key = key;
}

void GatheringCourier::deliver(const core::Audience &audience, const core::Outgoing &what)
{
    const auto *text = std::get_if<core::PlainText>(&what);
    const QByteArray frame = text ? text->text.toUtf8() : protocol::encode(std::get<protocol::ServerEvent>(what));
    m_said.push_back({.audience = audience, .frame = frame, .plain = text != nullptr, .close = false});
}

// API Gateway has no close codes: what was to be said has been said in a frame.
void GatheringCourier::close(const QString &connection, int, const QString &)
{
    m_said.push_back({.audience = core::Audience::connection(connection), .frame = {}, .plain = false, .close = true});
}

void GatheringCourier::forgetSelf()
{
    m_selfIsHere = false;
}

GatheringCourier::Gathered GatheringCourier::gather(ConnectionIndex &index) const
{
    Gathered gathered;
    QHash<QString, qsizetype> places;
    const auto parcelFor = [&](const QString &connection) -> Parcel & {
        const auto place = places.constFind(connection);
        if (place != places.cend())
            return gathered.parcels[*place];
        places.insert(connection, gathered.parcels.size());
        return gathered.parcels.emplace_back(Parcel{.connection = connection, .frames = {}, .close = false});
    };
    if (m_selfIsHere)
        parcelFor(m_self.id);

    Audiences audiences(index, m_selfIsHere ? &m_self : nullptr);
    for (const Said &said : m_said) {
        const QList<ConnectionRow> rows = audiences.of(said.audience);
        for (const ConnectionRow &row : rows) {
            if (row.id == said.audience.exceptConnection || (!m_selfIsHere && row.id == m_self.id))
                continue;
            if (said.close)
                parcelFor(row.id).close = true;
            else if (isFor(row, said.audience.kind, said.plain))
                parcelFor(row.id).frames.append(said.frame);
        }
    }
    gathered.problem = audiences.problem();
    gathered.parcels.removeIf([](const Parcel &parcel) { return parcel.frames.isEmpty() && !parcel.close; });
    return gathered;
}

} // namespace confab::aws
