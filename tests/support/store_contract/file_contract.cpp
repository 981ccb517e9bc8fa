// SPDX-License-Identifier: GPL-3.0-or-later
#include "file_contract.h"
#include "contract_scene.h"

#include <QtTest>

namespace confab::tests
{

using core::AttachmentStore;
using core::Guard;
using core::StoredFile;

namespace
{

constexpr qint64 plenty = 1'000'000;

core::AttachOp file(const QString &id, const QString &owner, qint64 size = 100, const QString &sha256 = {})
{
    core::AttachOp op;
    op.file.attachment = {.id = id,
                          .name = u"Käse.png"_s,
                          .size = size,
                          .mime = u"image/png"_s,
                          .width = 0,
                          .height = 0,
                          .thumbnail = {}};
    op.file.owner = owner;
    op.file.sha256 = sha256.isEmpty() ? u"hash of "_s + id : sha256;
    op.file.since = at(1);
    op.mostOfOne = op.mostOfAll = plenty;
    return op;
}

StoredFile whole(core::Store &store, const core::AttachOp &op)
{
    const StoredFile begun = done(store.attachments().attach(op));
    return done(store.attachments().setWhole(begun.attachment.id));
}

core::AppendOp sayWith(const QString &conversation, const QString &key, const QStringList &files)
{
    core::AppendOp op = say(conversation, key, u"look"_s, once(key));
    for (const QString &id : files) {
        protocol::Attachment attachment;
        attachment.id = id;
        op.message.attachments.append(attachment);
    }
    return op;
}

} // namespace

void FileContract::init()
{
    m_world = m_makeWorld();
    for (const QString &name : {u"Mara"_s, u"Ilja"_s})
        signUp(store(), name);
}

void FileContract::isKeptAsItWasAnnounced()
{
    const core::AttachOp op = file(u"f1"_s, mara);
    QCOMPARE(done(store().attachments().attach(op)), op.file);
    QCOMPARE(store().attachments().find(u"f1"_s), op.file);
    StoredFile wanted = op.file;
    wanted.whole = true;
    QCOMPARE(done(store().attachments().setWhole(u"f1"_s)), wanted);
    QCOMPARE(store().attachments().find(u"f1"_s), wanted);
    QVERIFY(isGuard(store().attachments().setWhole(u"f2"_s), Guard::NoAttachment));
    QVERIFY(!store().attachments().find(u"f2"_s));
}

void FileContract::theSameIsBegunOnce()
{
    const StoredFile first = done(store().attachments().attach(file(u"f1"_s, mara, 100, u"h"_s)));
    core::AttachOp again = file(u"f2"_s, mara, 100, u"h"_s);
    again.file.since = at(50);
    QCOMPARE(done(store().attachments().attach(again)), first);
    QVERIFY(isDone(store().attachments().setWhole(u"f1"_s)));
    QVERIFY(done(store().attachments().attach(again)).whole);
    // Of somebody else, of another name, or once it is in a message: another file.
    QCOMPARE(done(store().attachments().attach(file(u"f3"_s, ilja, 100, u"h"_s))).attachment.id, u"f3"_s);
    core::AttachOp renamed = file(u"f4"_s, mara, 100, u"h"_s);
    renamed.file.attachment.name = u"other.png"_s;
    QCOMPARE(done(store().attachments().attach(renamed)).attachment.id, u"f4"_s);
    QVERIFY(isDone(store().messages().append(sayWith(group(), mara, {u"f1"_s}))));
    QCOMPARE(done(store().attachments().attach(again)).attachment.id, u"f2"_s);
}

void FileContract::quotasHold()
{
    core::AttachOp op = file(u"f1"_s, mara, 60);
    op.mostOfOne = 100;
    op.mostOfAll = 150;
    QVERIFY(isDone(store().attachments().attach(op)));
    op.file.attachment.id = u"f2"_s;
    op.file.sha256 = u"other"_s;
    QVERIFY(isGuard(store().attachments().attach(op), Guard::OverQuota));
    op.file.owner = ilja;
    QVERIFY(isDone(store().attachments().attach(op)));
    op.file.attachment.id = u"f3"_s;
    op.file.sha256 = u"third"_s;
    op.file.attachment.size = 40;
    QVERIFY(isGuard(store().attachments().attach(op), Guard::StorageFull));
    QVERIFY(isDone(store().attachments().discard(u"f1"_s)));
    QVERIFY(isDone(store().attachments().attach(op)));
}

void FileContract::fewAreUnsent()
{
    const auto announced = [this](const QString &id, const QString &owner) {
        core::AttachOp op = file(id, owner, 1);
        op.mostUnsent = 2;
        return store().attachments().attach(op);
    };
    done(announced(u"f1"_s, mara));
    done(announced(u"f2"_s, mara));
    QVERIFY(isGuard(announced(u"f3"_s, mara), Guard::OverQuota));
    QVERIFY(isDone(announced(u"f2"_s, mara))); // it goes on
    QVERIFY(isDone(announced(u"f4"_s, ilja)));
    done(store().attachments().setWhole(u"f1"_s));
    QVERIFY(isDone(store().messages().append(sayWith(group(), mara, {u"f1"_s}))));
    QVERIFY(isDone(announced(u"f3"_s, mara)));
}

void FileContract::aMessageTakesFilesThatAreWholeAndOnesOwn()
{
    const StoredFile own = whole(store(), file(u"f1"_s, mara));
    done(store().attachments().attach(file(u"f2"_s, mara)));
    whole(store(), file(u"f3"_s, ilja));
    for (const QString &unfit : {u"f2"_s, u"f3"_s, u"f4"_s})
        QVERIFY(isGuard(store().messages().append(sayWith(group(), mara, {u"f1"_s, unfit})), Guard::NoAttachment));
    QCOMPARE(store().conversations().head(group()).seq, 0);
    const protocol::Message message = done(store().messages().append(sayWith(group(), mara, {u"f1"_s}))).message;
    QCOMPARE(message.attachments, QList<protocol::Attachment>{own.attachment});
    QCOMPARE(reads().history(newest(group(), mara))->messages.constFirst(), message);
    QVERIFY(isGuard(store().messages().append(sayWith(group(), mara, {u"f1"_s})), Guard::NoAttachment));
}

void FileContract::messagesWithFilesAreListed()
{
    for (int i = 1; i <= 4; ++i) {
        append(store(), group(), mara, u"words"_s);
        const QString id = u"f%1"_s.arg(i);
        whole(store(), file(id, mara));
        QVERIFY(isDone(store().messages().append(sayWith(group(), mara, {id}))));
    }
    core::HistoryQuery query = newest(group(), ilja);
    query.only = protocol::HistoryOnly{.kind = protocol::HistoryOnly::Kind::Files};
    query.limit = 3;
    auto page = reads().history(query);
    QVERIFY(page);
    QCOMPARE(page->messages.size(), 3);
    QCOMPARE(page->messages.constFirst().seq, 4);
    QVERIFY(page->moreBefore);
    QVERIFY(!page->moreAfter);
    QVERIFY(
        isDone(store().messages().remove({.stamp = once(mara), .target = targetOf(page->messages.constLast(), mara)})));
    page = reads().history(query);
    QCOMPARE(page->messages.constLast().seq, 6);
    QVERIFY(!page->moreBefore);
}

void FileContract::isReadByWhoSeesTheMessage()
{
    makeRoom(store(), u"room:A"_s, mara);
    whole(store(), file(u"f1"_s, mara));
    // Before it is in a message it is nobody's to fetch.
    QVERIFY(isNotFound(reads().file(u"room:A"_s, mara, 1, u"f1"_s)));
    QVERIFY(isDone(store().messages().append(sayWith(u"room:A"_s, mara, {u"f1"_s}))));
    QCOMPARE(reads().file(u"room:A"_s, mara, 1, u"f1"_s)->sha256, u"hash of f1"_s);
    QVERIFY(isNotFound(reads().file(u"room:A"_s, ilja, 1, u"f1"_s)));
    QVERIFY(isNotFound(reads().file(group(), ilja, 1, u"f1"_s)));
    QVERIFY(isNotFound(reads().file(u"room:A"_s, mara, 2, u"f1"_s)));
    QVERIFY(isNotFound(reads().file(u"room:A"_s, mara, 1, u"f2"_s)));
}

void FileContract::goesWithItsMessage()
{
    makeRoom(store(), u"room:A"_s, mara);
    for (const QString &id : {u"f1"_s, u"f2"_s})
        whole(store(), file(id, mara));
    const auto message = done(store().messages().append(sayWith(group(), mara, {u"f1"_s}))).message;
    QVERIFY(isDone(store().messages().append(sayWith(u"room:A"_s, mara, {u"f2"_s}))));
    const auto gone = done(store().messages().remove({.stamp = once(mara), .target = targetOf(message, mara)})).message;
    QVERIFY(gone.attachments.isEmpty());
    QVERIFY(isNotFound(reads().file(group(), mara, 1, u"f1"_s)));
    QVERIFY(!store().attachments().find(u"f1"_s));
    QVERIFY(isDone(store().conversations().deleteRoom(
        {.stamp = once(mara), .guard = {}, .id = u"room:A"_s, .name = {}, .topic = {}, .isPublic = {}})));
    QVERIFY(!store().attachments().find(u"f2"_s));
    const QList<AttachmentStore::Unwanted> both{{u"f1"_s, u"hash of f1"_s}, {u"f2"_s, u"hash of f2"_s}};
    QCOMPARE(done(store().attachments().takeUnwanted(at(0), 10)), both);
}

void FileContract::whatNobodyWantsIsGivenAway()
{
    whole(store(), file(u"f1"_s, mara, 100, u"same"_s));
    QVERIFY(isDone(store().messages().append(sayWith(group(), mara, {u"f1"_s}))));
    whole(store(), file(u"f2"_s, ilja, 100, u"same"_s));
    core::AttachOp late = file(u"f3"_s, ilja);
    late.file.since = at(100);
    done(store().attachments().attach(late));
    done(store().attachments().attach(file(u"f4"_s, ilja)));
    // What is in a message stays, and with it the bytes that another had as well.
    const QList<AttachmentStore::Unwanted> old{{u"f2"_s, {}}, {u"f4"_s, u"hash of f4"_s}};
    QCOMPARE(done(store().attachments().takeUnwanted(at(50), 10)), old);
    QCOMPARE(done(store().attachments().takeUnwanted(at(50), 1)), QList<AttachmentStore::Unwanted>{old.constFirst()});
    QVERIFY(store().attachments().find(u"f1"_s) && store().attachments().find(u"f3"_s));
    // Until it is gone it is told again.
    QVERIFY(isDone(store().attachments().forgetUnwanted({u"f2"_s})));
    QCOMPARE(done(store().attachments().takeUnwanted(at(50), 10)), QList<AttachmentStore::Unwanted>{old.constLast()});
    QVERIFY(isDone(store().attachments().forgetUnwanted({u"f4"_s})));
    QVERIFY(done(store().attachments().takeUnwanted(at(50), 10)).isEmpty());
}

void FileContract::aThumbnailGoesWithItsPicture()
{
    const auto picture = [](const QString &of, const QString &id) {
        core::PictureOp op{.id = of, .width = 800, .height = 600, .thumbnail = StoredFile()};
        op.thumbnail->attachment.id = id;
        op.thumbnail->attachment.size = 50;
        op.thumbnail->attachment.mime = u"image/jpeg"_s;
        op.thumbnail->sha256 = u"hash of "_s + id;
        op.thumbnail->since = at(1);
        return op;
    };
    QVERIFY(isGuard(store().attachments().setPicture(picture(u"f1"_s, u"t1"_s)), Guard::NoAttachment));
    core::AttachOp op = file(u"f1"_s, mara, 100);
    op.mostOfOne = op.mostOfAll = 210;
    done(store().attachments().attach(op));
    const StoredFile seen = done(store().attachments().setPicture(picture(u"f1"_s, u"t1"_s)));
    QCOMPARE(seen.attachment.width, 800);
    QCOMPARE(seen.attachment.height, 600);
    QCOMPARE(seen.attachment.thumbnail, u"t1"_s);
    QCOMPARE(store().attachments().find(u"f1"_s), seen);
    QCOMPARE(store().attachments().find(u"t1"_s)->picture, u"f1"_s);
    // Looked at again, there is one.
    done(store().attachments().setPicture(picture(u"f1"_s, u"t2"_s)));
    QVERIFY(!store().attachments().find(u"t1"_s));
    // It is nobody's: it counts for nobody, and cannot be sent.
    core::AttachOp second = file(u"f2"_s, mara, 110);
    second.mostOfOne = second.mostOfAll = 210;
    QVERIFY(isDone(store().attachments().attach(second)));
    QVERIFY(isDone(store().attachments().discard(u"f2"_s)));
    done(store().attachments().setWhole(u"f1"_s));
    QVERIFY(isGuard(store().messages().append(sayWith(group(), mara, {u"t2"_s})), Guard::NoAttachment));

    const auto message = done(store().messages().append(sayWith(group(), mara, {u"f1"_s}))).message;
    QCOMPARE(message.attachments.constFirst().width, 800);
    QCOMPARE(message.attachments.constFirst().thumbnail, u"t2"_s);
    QCOMPARE(reads().history(newest(group(), ilja))->messages.constFirst(), message);
    const auto thumbnail = reads().file(group(), ilja, 1, u"t2"_s);
    QVERIFY(thumbnail);
    QCOMPARE(thumbnail->sha256, u"hash of t2"_s);
    QCOMPARE(thumbnail->attachment.size, 50);
    // One that is found later belongs to the message too, and is not taken for what came into none.
    done(store().attachments().setPicture(picture(u"f1"_s, u"t5"_s)));
    QCOMPARE(done(store().attachments().takeUnwanted(at(50), 1)).constFirst().id, u"f2"_s);
    QVERIFY(reads().file(group(), ilja, 1, u"t5"_s));
    QVERIFY(isDone(store().messages().remove({.stamp = once(mara), .target = targetOf(message, mara)})));
    QVERIFY(isNotFound(reads().file(group(), ilja, 1, u"t2"_s)));

    // Also where it came into no message, and where it was not even whole.
    whole(store(), file(u"f3"_s, mara));
    done(store().attachments().setPicture(picture(u"f3"_s, u"t3"_s)));
    done(store().attachments().attach(file(u"f4"_s, mara)));
    done(store().attachments().setPicture(picture(u"f4"_s, u"t4"_s)));
    QVERIFY(isDone(store().attachments().discard(u"f4"_s)));
    QStringList gone;
    for (const AttachmentStore::Unwanted &one : done(store().attachments().takeUnwanted(at(50), 100)))
        gone.append(one.id + u' ' + one.sha256);
    gone.sort();
    QCOMPARE(gone, (QStringList{u"f1 hash of f1"_s, u"f2 hash of f2"_s, u"f3 hash of f3"_s, u"f4 hash of f4"_s,
                                u"t1 hash of t1"_s, u"t2 hash of t2"_s, u"t3 hash of t3"_s, u"t4 hash of t4"_s,
                                u"t5 hash of t5"_s}));
}

void FileContract::aBatchIsUndone()
{
    if (!m_world->undoesBatches())
        QSKIP("A batch of this store does nothing: each operation counts at once.");
    whole(store(), file(u"f1"_s, mara));
    {
        const auto batch = store().begin();
        QVERIFY(isDone(store().messages().append(sayWith(group(), mara, {u"f1"_s}))));
        done(store().attachments().attach(file(u"f2"_s, mara)));
    }
    QVERIFY(!store().attachments().find(u"f2"_s));
    QVERIFY(isDone(store().messages().append(sayWith(group(), mara, {u"f1"_s}))));
}

} // namespace confab::tests
