// SPDX-License-Identifier: GPL-3.0-or-later
#include "writer.h"

#include "logging.h"

namespace confab::store
{

class Writer::OpenBatch final : public core::Batch
{
public:
    explicit OpenBatch(Writer &writer)
        : m_writer(writer)
    {
    }
    ~OpenBatch() override
    {
        if (!m_done)
            m_writer.abandonBatch();
    }
    Q_DISABLE_COPY_MOVE(OpenBatch)

    Expected<std::monostate, core::Unavailable> commit() override
    {
        m_done = true;
        return m_writer.commitBatch();
    }

private:
    Writer &m_writer;
    bool m_done = false;
};

Writer::Writer(const QSqlDatabase &database)
    // Immediate: a transaction that reads first and then wants to write would fail with BUSY_SNAPSHOT.
    : m_begin(database, u"BEGIN IMMEDIATE"_s)
    , m_commit(database, u"COMMIT"_s)
    , m_rollBack(database, u"ROLLBACK"_s)
    , m_savepoint(database, u"SAVEPOINT operation"_s)
    , m_release(database, u"RELEASE operation"_s)
    , m_rollBackTo(database, u"ROLLBACK TO operation"_s)
{
}

std::unique_ptr<core::Batch> Writer::begin()
{
    Q_ASSERT(!m_batch);
    m_batch = true;
    m_batchFailed.reset();
    return std::make_unique<OpenBatch>(*this);
}

std::optional<core::Unavailable> Writer::start(bool apart)
{
    if (m_batch && m_batchFailed)
        return m_batchFailed;
    try {
        if (!m_open) {
            m_begin.run();
            m_open = true;
        }
        if (apart)
            m_savepoint.run();
    } catch (const SqlError &error) {
        return fail(error);
    }
    return std::nullopt;
}

void Writer::keep(bool apart)
{
    if (apart)
        m_release.run();
    else if (!m_batch)
        commit();
}

void Writer::commit()
{
    m_commit.run();
    m_open = false;
    if (m_afterCommit)
        m_afterCommit();
}

void Writer::undo(bool apart)
{
    if (apart) {
        m_rollBackTo.run();
        m_release.run();
    } else if (!m_batch) {
        rollBack();
    }
}

core::Unavailable Writer::fail(const SqlError &error)
{
    const core::Unavailable unavailable{error.reason};
    qCWarning(lcStore, "a change was not kept: %ls", qUtf16Printable(error.reason));
    rollBack();
    if (m_batch)
        m_batchFailed = unavailable;
    return unavailable;
}

void Writer::rollBack()
{
    if (!m_open)
        return;
    m_open = false;
    try {
        m_rollBack.run();
    } catch (const SqlError &error) {
        // Most likely SQLite has undone it by itself, as it does when the disk is full.
        qCDebug(lcStore, "rolling back: %ls", qUtf16Printable(error.reason));
    }
}

Expected<std::monostate, core::Unavailable> Writer::commitBatch()
{
    m_batch = false;
    if (m_batchFailed)
        return Unexpected{*m_batchFailed};
    if (!m_open)
        return std::monostate{};
    try {
        commit();
    } catch (const SqlError &error) {
        return Unexpected{fail(error)};
    }
    return std::monostate{};
}

void Writer::abandonBatch()
{
    rollBack();
    m_batch = false;
}

} // namespace confab::store
