// SPDX-License-Identifier: GPL-3.0-or-later
#include "core_host.h"

#include "bot_set.h"
#include "late_check.h"
#include "log.h"
#include "program_beside.h"
#include "read_pool.h"
#include "thumbnailer.h"

#include <confab/crypto/argon_password_hasher.h>
#include <confab/crypto/system_clock.h>
#include <confab/crypto/system_random.h>
#include <confab/gateway/tls_identity.h>
#include <confab/protocol/names.h>
#include <confab/store/file_vault.h>
#include <confab/store/search_indexer.h>
#include <confab/store/sqlite_store.h>

#include <QDir>
#include <QProcessEnvironment>
#include <QTimer>

#include <algorithm>

namespace confab::app
{

namespace
{

constexpr int readers = 2;
constexpr qsizetype readQueue = 1024;
constexpr int lookEveryMs = 1000;
constexpr int tidyEveryMs = 60 * 60 * 1000;
// How long the answer to a command that is no message is kept for a repeat.
constexpr int commandDays = 60;

StartProblem toStartProblem(const store::OpenError &error)
{
    StartProblem::Kind kind = StartProblem::Kind::DataUnreadable;
    if (error.kind == store::OpenError::Kind::InUse)
        kind = StartProblem::Kind::DataInUse;
    else if (error.kind == store::OpenError::Kind::Newer)
        kind = StartProblem::Kind::DataNewer;
    return {kind, error.sentence()};
}

HostNotice toNotice(const store::Mended &mended)
{
    return {mended.from == store::Mended::From::Backup ? HostNotice::Kind::BackupTookPlace
                                                       : HostNotice::Kind::WasRebuilt,
            mended.setAside, mended.sentence()};
}

StartProblem toStartProblem(const AdminProblem &problem)
{
    StartProblem::Kind kind = StartProblem::Kind::DataUnreadable;
    if (problem.kind == AdminProblem::Kind::BadName || problem.kind == AdminProblem::Kind::NameTaken)
        kind = StartProblem::Kind::BadName;
    else if (problem.kind == AdminProblem::Kind::BadPassword)
        kind = StartProblem::Kind::BadPassword;
    return {kind, sentence(problem)};
}

} // namespace

// In the order in which they need each other: what is below is destroyed first.
struct CoreHost::Parts {
    std::unique_ptr<store::SqliteStore> store;
    std::unique_ptr<store::SearchIndexer> indexer;
    std::shared_ptr<store::FileVault> files;
    std::unique_ptr<Thumbnailer> pictures;
    CoreFacts facts;
    crypto::SystemClock clock;
    crypto::SystemRandom random;
    std::unique_ptr<crypto::ArgonPasswordHasher> passwords;
    std::unique_ptr<ReadPool> reads;
    std::unique_ptr<BotSet> bots;
    std::unique_ptr<core::ChatService> service;
};

CoreHost::CoreHost()
    : m_courier(this)
{
}

CoreHost::~CoreHost() = default;

// --- opening ----------------------------------------------------------------------------------------------------

void CoreHost::open(const ServeOptions &options)
{
    m_options = options;
    auto parts = std::make_unique<Parts>();

    auto opened = store::SqliteStore::open(options.dataFolder, store::SqliteStore::Purpose::Serve);
    if (!opened) {
        Q_EMIT failed(toStartProblem(opened.error()));
        return;
    }
    parts->store = std::move(*opened);

    if (!options.plaintext) {
        const auto identity =
            gateway::TlsIdentity::loadOrMake(QDir(options.dataFolder).filePath(QStringLiteral("tls")));
        if (!identity) {
            Q_EMIT failed({StartProblem::Kind::DataUnreadable, identity.error()});
            return;
        }
        parts->facts.tls = identity->serverConfiguration();
        parts->facts.pin = identity->pin();
    }

    parts->indexer = std::make_unique<store::SearchIndexer>(options.dataFolder);
    parts->store->whenCommitted([indexer = parts->indexer.get()] { indexer->wake(); });
    const core::ServerSettings &settings = options.settings;
    parts->files = std::make_shared<store::FileVault>(
        options.dataFolder, settings.rateLimits ? settings.limits.fileBytesPerSecond : qint64{0});
    parts->facts.files = parts->files;
    if (const QString program = programBeside(u"confab-thumbnail"_s); !program.isEmpty())
        parts->pictures =
            std::make_unique<Thumbnailer>(Thumbnailer::Options{.program = program, .folder = options.dataFolder});
    else
        qCInfo(lcHost) << "pictures get no thumbnails: there is no confab-thumbnail beside this program";
    parts->passwords = std::make_unique<crypto::ArgonPasswordHasher>(this);
    parts->reads = ReadPool::open(readers, readQueue, [folder = options.dataFolder]() -> std::unique_ptr<core::Reads> {
        auto reads = store::SqliteStore::openReads(folder);
        if (reads)
            return std::move(*reads);
        qCWarning(lcHost) << "a reader could not be opened:" << reads.error().reason;
        return nullptr;
    });
    if (!parts->reads) {
        Q_EMIT failed({StartProblem::Kind::DataUnreadable,
                       QStringLiteral("The data in %1 cannot be read.").arg(options.dataFolder)});
        return;
    }
    const auto bots = readBotConfigs(options.dataFolder, QProcessEnvironment::systemEnvironment(), options.botSettings);
    if (!bots) {
        Q_EMIT failed({StartProblem::Kind::DataUnreadable, bots.error()});
        return;
    }
    parts->bots = std::make_unique<BotSet>(*bots, parts->store->server().identity().id, parts->clock);
    m_parts = std::move(parts);
    if (m_options.owner)
        ensureOwner();
    else
        begin();
}

void CoreHost::ensureOwner()
{
    // The password is not kept any longer than it is needed.
    const OwnerCredentials owner = *std::exchange(m_options.owner, std::nullopt);
    const auto busy = [this] {
        Q_EMIT failed({StartProblem::Kind::DataUnreadable, QStringLiteral("The owner's password cannot be checked.")});
    };

    const auto credentials = m_parts->store->accounts().credentials(protocol::keyOf(owner.username));
    if (!credentials) {
        Q_EMIT failed({StartProblem::Kind::DataUnreadable,
                       QStringLiteral("The owner's account cannot be read: %1.").arg(credentials.error().reason)});
        return;
    }
    if (credentials.value()) {
        const core::Account known = credentials.value()->account;
        if (known.disabled) {
            Q_EMIT failed({StartProblem::Kind::OwnerDisabled,
                           QStringLiteral("The account %1 is disabled here and cannot host.").arg(known.username)});
            return;
        }
        const bool queued = m_parts->passwords->verify(
            credentials.value()->passwordHash, owner.password, [this, known](core::PasswordHasher::Verdict verdict) {
                if (!verdict.matches) {
                    Q_EMIT failed(
                        {StartProblem::Kind::WrongPassword,
                         QStringLiteral("%1 has an account here, with another password.").arg(known.username)});
                    return;
                }
                if (known.role != protocol::Role::Owner)
                    if (const auto promoted = makeOwner(*m_parts->store, known.key); !promoted) {
                        Q_EMIT failed(toStartProblem(promoted.error()));
                        return;
                    }
                begin();
            });
        if (!queued)
            busy();
        return;
    }

    const NewAccount account{.username = owner.username, .displayName = {}, .role = protocol::Role::Owner};
    if (const auto problem = checkNewAccount(account, owner.password)) {
        Q_EMIT failed(toStartProblem(*problem));
        return;
    }
    const bool queued = m_parts->passwords->hash(owner.password, [this, account, busy](const QByteArray &hash) {
        if (hash.isEmpty()) {
            busy();
            return;
        }
        const auto added = addAccount(*m_parts->store, account, hash, m_parts->clock.now());
        if (!added) {
            Q_EMIT failed(toStartProblem(added.error()));
            return;
        }
        begin();
    });
    if (!queued)
        busy();
}

void CoreHost::begin()
{
    Parts &parts = *m_parts;
    parts.service = std::make_unique<core::ChatService>(core::ChatService::Ports{.store = *parts.store,
                                                                                 .courier = m_courier,
                                                                                 .workers = *parts.reads,
                                                                                 .passwords = *parts.passwords,
                                                                                 .clock = parts.clock,
                                                                                 .random = parts.random,
                                                                                 .bots = parts.bots->bots(),
                                                                                 .files = parts.files.get(),
                                                                                 .pictures = parts.pictures.get()},
                                                        m_options.settings);
    if (!parts.service->start()) {
        Q_EMIT failed({StartProblem::Kind::DataUnreadable,
                       QStringLiteral("The data in %1 cannot be written.").arg(m_options.dataFolder)});
        return;
    }
    parts.facts.identity = parts.service->identity();

    auto *looking = new QTimer(this);
    connect(looking, &QTimer::timeout, this, &CoreHost::lookAround);
    looking->start(lookEveryMs);
    auto *tidying = new QTimer(this);
    connect(tidying, &QTimer::timeout, this, &CoreHost::tidy);
    tidying->start(tidyEveryMs);
    tidy();
    Q_EMIT opened(parts.facts);
    if (parts.store->mended())
        Q_EMIT noticed(toNotice(*parts.store->mended()));
    auto *late = new LateCheck(m_options.dataFolder, this);
    connect(late, &LateCheck::damaged, this, [this](const QString &sentence) {
        qCWarning(lcHost).noquote() << sentence;
        Q_EMIT noticed({HostNotice::Kind::DamageMet, {}, sentence});
    });
}

// --- running ----------------------------------------------------------------------------------------------------

void CoreHost::take(const QList<core::Incoming> &turn)
{
    m_waiting += turn;
    if (m_workPosted)
        return;
    m_workPosted = true;
    // Behind whatever else has been posted meanwhile, so that all of it shares one commit.
    QMetaObject::invokeMethod(this, &CoreHost::work, Qt::QueuedConnection);
}

void CoreHost::work()
{
    m_workPosted = false;
    if (m_waiting.isEmpty() || m_stopped)
        return;
    QList<core::Incoming> batch;
    constexpr qsizetype most = core::ChatService::mostInOneBatch;
    if (m_waiting.size() <= most) {
        batch = std::exchange(m_waiting, {});
    } else {
        batch = m_waiting.mid(0, most);
        m_waiting.remove(0, most);
        m_workPosted = true;
        QMetaObject::invokeMethod(this, &CoreHost::work, Qt::QueuedConnection);
    }
    m_parts->service->handle(batch);
    m_courier.flush();
    m_namesMayDiffer = true;
    Q_EMIT handled(batch.size());
}

void CoreHost::stop()
{
    while (!m_waiting.isEmpty())
        work();
    m_parts->service->stop();
    m_courier.flush();
    m_stopped = true;
    Q_EMIT stopped();
}

void CoreHost::lookAround()
{
    // A command beside the server: an account disabled, a password reset.
    if (m_parts->store->changedElsewhere())
        m_parts->service->recheckSessions();
    if (!std::exchange(m_namesMayDiffer, false))
        return;
    const QStringList names = m_parts->service->namesHere();
    if (names != m_names) {
        m_names = names;
        Q_EMIT namesHere(names);
    }
}

void CoreHost::tidy()
{
    m_parts->service->tidy();
    const auto batch = m_parts->store->begin();
    const auto commands = m_parts->store->forgetCommands(m_parts->clock.now().addDays(-commandDays));
    if (!std::holds_alternative<std::monostate>(commands) || !batch->commit())
        qCWarning(lcHost) << "answers that are too old could not be removed from the store";
}

Expected<QString, AdminProblem> CoreHost::createInvite(const NewInvite &invite)
{
    return app::createInvite(*m_parts->store, m_parts->random, invite, m_parts->clock.now());
}

} // namespace confab::app
