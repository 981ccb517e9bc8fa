// SPDX-License-Identifier: GPL-3.0-or-later
// Files: who may send and fetch which, and what is told of them. Their bytes are elsewhere.
#include "core_world.h"
#include "test_program.h"

#include <QtTest>

using namespace confab;
using namespace confab::tests;
using namespace Qt::StringLiterals;
using protocol::Ack;
using protocol::Attach;
using protocol::Download;
using protocol::Fetch;
using protocol::MessagePush;
using protocol::SendMessage;
using protocol::Upload;

namespace
{

const QString hash(64, u'a');

Attach attach(const QString &name = u"cheese.png"_s, qint64 size = 100, const QString &id = u"a"_s)
{
    return {.id = id, .name = name, .size = size, .mime = u"image/png"_s, .sha256 = hash};
}

SendMessage with(const QStringList &files, const QString &text = {}, const QString &id = u"m"_s)
{
    return {.id = id, .message = text, .replyTo = 0, .thread = 0, .alsoRoom = false, .attachments = files};
}

} // namespace

class TestCoreFiles : public QObject
{
    Q_OBJECT

private:
    struct Scene {
        Scene()
        {
            world.signUp(u"mara"_s, u"Mara"_s);
            world.signUp(u"ilja"_s, u"Ilja"_s);
        }
        [[nodiscard]] QString refusal(const QString &connection, const protocol::ClientCommand &command)
        {
            world.forget();
            world.say(connection, command);
            const auto error = world.one<protocol::ErrorFrame>(connection);
            return world.sent(connection).size() == 1 ? world.error(connection) + u' ' + error.field
                                                      : u"(not one answer)"_s;
        }
        // The id of a file of Mara's that is whole.
        QString sent(const QString &name = u"cheese.png"_s)
        {
            world.forget();
            world.say(u"mara"_s, attach(name));
            const QString id = world.one<Upload>(u"mara"_s).attachment;
            world.keeper.tellEnded({u"mara"_s, id, true});
            world.forget();
            return id;
        }
        CoreWorld world;
    };

private slots:
    void aFileIsGivenUp()
    {
        Scene scene;
        scene.world.say(u"mara"_s, attach());
        const QString id = scene.world.one<Upload>(u"mara"_s).attachment;
        QCOMPARE(scene.refusal(u"ilja"_s, protocol::Detach{.id = u"d"_s, .attachment = id}), u"notFound attachment"_s);
        QVERIFY(scene.world.keeper.givenUp.isEmpty());
        scene.world.forget();
        scene.world.say(u"mara"_s, protocol::Detach{.id = u"d"_s, .attachment = id});
        QCOMPARE(scene.world.verbs(u"mara"_s), u"ack"_s);
        QCOMPARE(scene.world.keeper.givenUp, QStringList{id});
        QCOMPARE(scene.refusal(u"mara"_s, protocol::Detach{.id = u"d"_s, .attachment = id}), u"notFound attachment"_s);
        // What is in a message is no more to be given up.
        const QString sent = scene.sent();
        scene.world.say(u"mara"_s, with({sent}));
        QCOMPARE(scene.refusal(u"mara"_s, protocol::Detach{.id = u"d"_s, .attachment = sent}),
                 u"notFound attachment"_s);
    }

    void aFileIsSent()
    {
        Scene scene;
        scene.world.keeper.here = 24'576;
        scene.world.say(u"mara"_s, attach());
        const auto upload = scene.world.one<Upload>(u"mara"_s);
        QCOMPARE(scene.world.verbs(u"mara"_s), u"upload"_s);
        QCOMPARE(upload.id, u"a"_s);
        QCOMPARE(upload.attachment.size(), 32);
        QCOMPARE(upload.via, u"socket"_s);
        QCOMPARE(upload.offset, 24'576);
        QCOMPARE(scene.world.courier.files(), QStringList{u"take mara "_s + upload.attachment});
        QCOMPARE(scene.world.keeper.coming.constFirst().sha256, hash);
        scene.world.forget();
        scene.world.keeper.tellMoved(u"mara"_s, upload.attachment, 60);
        QCOMPARE(scene.world.one<Ack>(u"mara"_s).offset, 60);
        QCOMPARE(scene.world.one<Ack>(u"mara"_s).attachment, upload.attachment);
        // It is no message's yet.
        QCOMPARE(scene.refusal(u"mara"_s, with({upload.attachment})), u"notFound attachments"_s);
        scene.world.forget();
        scene.world.keeper.tellEnded({u"mara"_s, upload.attachment, true});
        QCOMPARE(scene.world.one<Ack>(u"mara"_s).offset, 100);
        // The word of it was lost: it is here.
        scene.world.forget();
        scene.world.say(u"mara"_s, attach());
        QCOMPARE(scene.world.one<Upload>(u"mara"_s).attachment, upload.attachment);
        QCOMPARE(scene.world.one<Upload>(u"mara"_s).offset, 100);

        scene.world.forget();
        scene.world.say(u"mara"_s, with({upload.attachment}));
        QCOMPARE(scene.world.verbs(u"mara"_s), u"ack message"_s);
        const auto message = scene.world.one<MessagePush>(u"ilja"_s).message;
        QVERIFY(message.text.isEmpty());
        QCOMPARE(message.attachments.size(), 1);
        QCOMPARE(message.attachments.constFirst().name, u"cheese.png"_s);
        QCOMPARE(message.attachments.constFirst().size, 100);
    }

    void whatIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qint64>("size");
        QTest::addColumn<QString>("mime");
        QTest::addColumn<QString>("sha256");
        QTest::addColumn<QString>("refusal"); // empty: taken

        const auto row = [](const char *what, const QString &name, const QString &refusal) {
            QTest::newRow(what) << name << qint64{100} << u"image/png"_s << hash << refusal;
        };
        row("a name", u"Käse 🧀.png"_s, {});
        // Names of other systems, of no harm on a screen.
        row("a way up", u"../../x"_s, {});
        row("a drive", u"C:\\x"_s, {});
        row("a device", u"CON"_s, {});
        row("a line's end", u"a\nb"_s, u"badField name"_s);
        row("a NUL", u"a"_s + QChar(0) + u"b"_s, u"badField name"_s);
        row("turned round", u"exe.\u202Egnp"_s, u"badField name"_s);
        row("drawn as nothing", u"a\u200Bb"_s, u"badField name"_s);
        row("spaces", u"  "_s, u"badField name"_s);
        row("too long", QString(256, u'x'), u"badField name"_s);
        QTest::newRow("nothing in it") << u"a"_s << qint64{0} << u"image/png"_s << hash << u"badField size"_s;
        QTest::newRow("too large") << u"a"_s << qint64{101 * 1024 * 1024} << u"image/png"_s << hash
                                   << u"tooLarge size"_s;
        QTest::newRow("no kind") << u"a"_s << qint64{1} << u"png"_s << hash << u"badField mime"_s;
        QTest::newRow("a kind that breaks a line")
            << u"a"_s << qint64{1} << u"image/png\r\nX: y"_s << hash << u"badField mime"_s;
        QTest::newRow("no hash") << u"a"_s << qint64{1} << u"image/png"_s << u"../../../etc/passwd"_s
                                 << u"badField sha256"_s;
        QTest::newRow("a hash in capitals")
            << u"a"_s << qint64{1} << u"image/png"_s << hash.toUpper() << u"badField sha256"_s;
    }
    void whatIsRefused()
    {
        QFETCH(QString, name);
        QFETCH(qint64, size);
        QFETCH(QString, mime);
        QFETCH(QString, sha256);
        QFETCH(QString, refusal);
        Scene scene;
        const Attach command{.id = u"a"_s, .name = name, .size = size, .mime = mime, .sha256 = sha256};
        if (refusal.isEmpty()) {
            scene.world.say(u"mara"_s, command);
            QCOMPARE(scene.world.verbs(u"mara"_s), u"upload"_s);
        } else {
            QCOMPARE(scene.refusal(u"mara"_s, command), refusal);
            QVERIFY(scene.world.keeper.coming.isEmpty());
        }
    }

    void notMoreThanOneMayKeep()
    {
        core::ServerSettings settings = CoreWorld::open();
        settings.limits.fileBytesOfOne = 150;
        CoreWorld world(settings);
        world.signUp(u"mara"_s, u"Mara"_s);
        world.say(u"mara"_s, attach(u"one"_s));
        world.forget();
        world.say(u"mara"_s, attach(u"two"_s));
        QCOMPARE(world.error(u"mara"_s), u"tooLarge"_s);
    }

    void whatIsNotAsAnnounced()
    {
        Scene scene;
        scene.world.say(u"mara"_s, attach());
        const QString id = scene.world.one<Upload>(u"mara"_s).attachment;
        scene.world.forget();
        scene.world.keeper.tellEnded({u"mara"_s, id, false});
        QCOMPARE(scene.world.error(u"mara"_s), u"badField"_s);
        QCOMPARE(scene.world.one<protocol::ErrorFrame>(u"mara"_s).field, u"sha256"_s);
        QVERIFY(!scene.world.store.attachments().find(id));
        // No room on the disk.
        scene.world.keeper.here = -1;
        QCOMPARE(scene.refusal(u"mara"_s, attach()), u"unavailable "_s);
    }

    void onlyOnesOwnFilesAreSent()
    {
        Scene scene;
        const QString id = scene.sent();
        QCOMPARE(scene.refusal(u"ilja"_s, with({id})), u"notFound attachments"_s);
        QCOMPARE(scene.refusal(u"ilja"_s, with({u"../../x"_s}, u"words"_s)), u"notFound attachments"_s);
        QCOMPARE(scene.refusal(u"mara"_s, with({}, u"  "_s)), u"badField message"_s);
        scene.world.guest(u"gast"_s, u"Gast"_s);
        QCOMPARE(scene.refusal(u"gast"_s, attach()), u"forbidden "_s);
    }

    void aFileIsFetchedByWhoSeesIt()
    {
        Scene scene;
        const QString id = scene.sent();
        scene.world.say(u"mara"_s, protocol::DirectMessage{.id = u"m"_s,
                                                           .to = u"Ilja"_s,
                                                           .message = {},
                                                           .replyTo = 0,
                                                           .thread = 0,
                                                           .alsoRoom = false,
                                                           .attachments = {id}});
        const QString talk = scene.world.one<MessagePush>(u"ilja"_s).message.conversation;
        scene.world.forget();
        Fetch fetch{.id = u"f"_s, .attachment = id, .conversation = talk, .seq = 1, .offset = 40};
        scene.world.say(u"ilja"_s, fetch);
        QCOMPARE(scene.world.one<Download>(u"ilja"_s),
                 (Download{.id = u"f"_s, .attachment = id, .via = u"socket"_s, .size = 100, .offset = 40}));
        QCOMPARE(scene.world.courier.files().constLast(), u"send ilja %1 40 of 100"_s.arg(id));
        scene.world.say(u"ilja"_s, protocol::Got{.id = {}, .attachment = id, .offset = 60});
        QCOMPARE(scene.world.courier.files().constLast(), u"got ilja %1 60"_s.arg(id));
        fetch.offset = 101;
        QCOMPARE(scene.refusal(u"ilja"_s, fetch), u"badField offset"_s);
        fetch.offset = 0;
        scene.world.signUp(u"zoe"_s, u"Zoe"_s);
        QCOMPARE(scene.refusal(u"zoe"_s, fetch), u"notFound attachment"_s);
        fetch.conversation = u"group"_s;
        QCOMPARE(scene.refusal(u"zoe"_s, fetch), u"notFound attachment"_s);
        fetch.attachment = u"../../../etc/passwd"_s;
        QCOMPARE(scene.refusal(u"zoe"_s, fetch), u"notFound attachment"_s);
        // A message that was deleted has none any more.
        const auto message = [&] {
            protocol::History history;
            history.id = u"h"_s;
            history.conversation = talk;
            scene.world.forget();
            scene.world.say(u"mara"_s, history);
            return scene.world.one<protocol::Messages>(u"mara"_s).messages.constFirst();
        }();
        scene.world.say(u"mara"_s,
                        protocol::DeleteMessage{.id = u"d"_s, .conversation = talk, .seq = 1, .of = message.id});
        fetch.conversation = talk;
        fetch.attachment = id;
        QCOMPARE(scene.refusal(u"ilja"_s, fetch), u"notFound attachment"_s);
        scene.world.service->tidy();
        QCOMPARE(scene.world.keeper.removed, QStringList{hash});
    }

    void whatIsInNoMessageGoesAfterADay()
    {
        Scene scene;
        const QString id = scene.sent();
        scene.world.clock.advance(qint64{23} * 3600 * 1000);
        scene.world.service->tidy();
        QVERIFY(scene.world.store.attachments().find(id));
        scene.world.clock.advance(qint64{2} * 3600 * 1000);
        scene.world.service->tidy();
        QVERIFY(!scene.world.store.attachments().find(id));
        QCOMPARE(scene.world.keeper.removed, QStringList{hash});
        scene.world.service->tidy();
        QCOMPARE(scene.world.keeper.removed.size(), 1);
    }

    void aPictureIsLookedAtFirst()
    {
        Scene scene;
        scene.world.pictures.picture = {
            .width = 800, .height = 600, .thumbnail = "small picture", .mime = u"image/jpeg"_s};
        scene.world.pictures.held = true;
        scene.world.say(u"mara"_s, attach());
        const QString id = scene.world.one<Upload>(u"mara"_s).attachment;
        scene.world.forget();
        scene.world.keeper.tellEnded({u"mara"_s, id, true});
        QCOMPARE(scene.world.pictures.asked, QStringList{hash});
        // Not whole, and not to be sent, before it was looked at.
        QCOMPARE(scene.world.verbs(u"mara"_s), QString());
        QCOMPARE(scene.refusal(u"mara"_s, with({id})), u"notFound attachments"_s);
        scene.world.forget();
        scene.world.pictures.release();
        QCOMPARE(scene.world.one<Ack>(u"mara"_s).offset, 100);
        QCOMPARE(scene.world.keeper.made, QList<QByteArray>{"small picture"});
        scene.world.forget();
        scene.world.say(u"mara"_s, with({id}));
        const auto message = scene.world.one<MessagePush>(u"ilja"_s).message;
        const protocol::Attachment picture = message.attachments.constFirst();
        QCOMPARE(picture.width, 800);
        QCOMPARE(picture.height, 600);
        QCOMPARE(picture.thumbnail.size(), 32);
        // Whoever sees the message fetches it as any file.
        scene.world.forget();
        scene.world.say(u"ilja"_s, Fetch{.id = u"f"_s,
                                         .attachment = picture.thumbnail,
                                         .conversation = message.conversation,
                                         .seq = message.seq,
                                         .offset = 0});
        QCOMPARE(scene.world.one<Download>(u"ilja"_s).size, 13);
        // Who leaves while it is looked at has sent it all the same.
        scene.world.pictures.held = true;
        scene.world.forget();
        scene.world.say(u"mara"_s, attach(u"second.png"_s));
        const QString second = scene.world.one<Upload>(u"mara"_s).attachment;
        scene.world.keeper.tellEnded({u"mara"_s, second, true});
        scene.world.disconnect(u"mara"_s);
        scene.world.pictures.release();
        QVERIFY(scene.world.store.attachments().find(second)->whole);
    }

    void whatIsNoPictureIsAFile()
    {
        Scene scene;
        const QString none = scene.sent(u"cheese.txt"_s);
        QCOMPARE(scene.world.store.attachments().find(none)->attachment.width, 0);
        // Too large to be shown small, or no room for that.
        scene.world.pictures.picture = {.width = 3, .height = 2, .thumbnail = {}, .mime = {}};
        const QString bare = scene.sent(u"bare.png"_s);
        scene.world.pictures.picture.thumbnail = "small picture";
        scene.world.keeper.keeps = false;
        const QString unkept = scene.sent(u"unkept.png"_s);
        for (const QString &id : {bare, unkept}) {
            const auto file = scene.world.store.attachments().find(id);
            QVERIFY(file && file->whole);
            QCOMPARE(file->attachment.width, 3);
            QVERIFY(file->attachment.thumbnail.isEmpty());
        }
    }

    void whoHasGone()
    {
        Scene scene;
        scene.world.say(u"mara"_s, attach());
        const QString id = scene.world.one<Upload>(u"mara"_s).attachment;
        scene.world.disconnect(u"mara"_s);
        QCOMPARE(scene.world.keeper.gone, QStringList{u"mara"_s});
        scene.world.signIn(u"mara2"_s, u"Mara"_s);
        scene.world.say(u"mara2"_s, attach());
        QCOMPARE(scene.world.one<Upload>(u"mara2"_s).attachment, id);
        scene.world.forget();
        // What is told of the connection that is gone is nobody's.
        scene.world.keeper.tellMoved(u"mara"_s, id, 50);
        QCOMPARE(scene.world.verbs(u"mara2"_s), QString());
    }

    // Their bytes go past the server: whoever has sent a file announces it again.
    void byAnotherWay()
    {
        CoreWorld world;
        world.restartWithDepot();
        for (const QString &name : {u"mara"_s, u"ilja"_s, u"zoe"_s})
            world.signUp(name, name);
        const auto announce = [&world] {
            world.forget();
            world.say(u"mara"_s, attach());
            return world.one<Upload>(u"mara"_s);
        };
        const Upload first = announce();
        QCOMPARE(first.via, u"url"_s);
        QCOMPARE(first.offset, 0);
        QCOMPARE(first.url, u"https://depot/"_s + first.attachment);
        QCOMPARE(first.form, (QList<protocol::FormField>{{u"key"_s, hash}}));
        QVERIFY(world.depot.looked.isEmpty()); // nobody can have sent it yet
        QCOMPARE(announce(), first);           // nor have they now
        QCOMPARE(world.depot.looked, QStringList{first.attachment});
        world.forget();
        world.say(u"mara"_s, with({first.attachment}));
        QCOMPARE(world.error(u"mara"_s), u"notFound"_s);
        QVERIFY(!world.store.attachments().find(first.attachment)->whole);

        world.depot.down = true;
        QVERIFY(announce().id.isEmpty());
        QCOMPARE(world.error(u"mara"_s), u"unavailable"_s);
        world.depot.down = false;
        world.depot.looked.clear();
        world.depot.arrival = core::FileDepot::Arrival::Whole;
        const Upload whole = announce();
        QCOMPARE(whole.offset, 100);
        QVERIFY(whole.url.isEmpty());
        // It is looked at once.
        QCOMPARE(announce(), whole);
        QCOMPARE(world.depot.looked.size(), 1);
        world.forget();
        world.say(u"mara"_s, protocol::DirectMessage{.id = u"m"_s,
                                                     .to = u"ilja"_s,
                                                     .message = {},
                                                     .replyTo = 0,
                                                     .thread = 0,
                                                     .alsoRoom = false,
                                                     .attachments = {whole.attachment}});
        const QString talk = world.one<MessagePush>(u"ilja"_s).message.conversation;

        const Fetch fetch{.id = u"f"_s, .attachment = whole.attachment, .conversation = talk, .seq = 1, .offset = 40};
        world.forget();
        world.say(u"ilja"_s, fetch);
        world.say(u"zoe"_s, fetch);
        QCOMPARE(world.one<Download>(u"ilja"_s), (Download{.id = u"f"_s,
                                                           .attachment = whole.attachment,
                                                           .via = u"url"_s,
                                                           .size = 100,
                                                           .offset = 40,
                                                           .url = u"https://depot/"_s + whole.attachment,
                                                           .sha256 = hash}));
        QCOMPARE(world.error(u"zoe"_s), u"notFound"_s);
        world.depot.down = true;
        world.forget();
        world.say(u"ilja"_s, fetch);
        QCOMPARE(world.error(u"ilja"_s), u"unavailable"_s);
        QVERIFY(world.courier.files().isEmpty());
    }

    void whatIsWrongThereIsNobodys()
    {
        CoreWorld world;
        world.restartWithDepot();
        world.signUp(u"mara"_s, u"mara"_s);
        world.say(u"mara"_s, attach());
        const QString id = world.one<Upload>(u"mara"_s).attachment;
        world.depot.arrival = core::FileDepot::Arrival::Wrong;
        world.forget();
        world.say(u"mara"_s, attach());
        QCOMPARE(world.one<protocol::ErrorFrame>(u"mara"_s).field, u"sha256"_s);
        QVERIFY(!world.store.attachments().find(id));
        world.forget();
        world.say(u"mara"_s, attach());
        const QString other = world.one<Upload>(u"mara"_s).attachment;
        QVERIFY(!other.isEmpty() && other != id);
        world.say(u"mara"_s, protocol::Detach{.id = u"d"_s, .attachment = other});
        // What cannot be removed now is removed another time.
        world.depot.down = true;
        world.service->tidy();
        world.depot.down = false;
        world.service->tidy();
        world.service->tidy();
        QStringList gone = world.depot.removed;
        gone.sort();
        QStringList wanted{id, id, other, other};
        wanted.sort();
        QCOMPARE(gone, wanted);
    }

    void itIsSaidThatFilesAreTaken()
    {
        Scene scene;
        scene.world.connect(u"c"_s);
        scene.world.say(u"c"_s, protocol::Hello{.id = u"h"_s, .client = {}, .locale = {}, .token = {}});
        const auto welcome = scene.world.one<protocol::Welcome>(u"c"_s);
        QVERIFY(welcome.features.contains(u"files"_s));
        QCOMPARE(welcome.limits.fileBytes, 100 * 1024 * 1024);
    }
};

CONFAB_APPLESS_TEST(TestCoreFiles)
#include "tst_core_files.moc"
