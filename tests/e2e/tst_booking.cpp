// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"
#include "test_program.h"

#include <QMenu>
#include <QToolButton>

namespace confab::app
{

using Kind = ui::RowLayout::Action::Kind;

// One person, who hosts a chat, and the bot that every new server has: no AWS, no network.
class TestBooking : public QObject
{
    Q_OBJECT

private:
    static ui::ConversationView *view(const Desk &desk)
    {
        return desk.seen<ui::ConversationView>(u"conversation.view"_s);
    }
    static client::MessageRow last(const Desk &desk)
    {
        const auto *model = view(desk)->model();
        return model && model->rowCount() > 0 ? model->row(model->rowCount() - 1) : client::MessageRow();
    }
    // Answered, and shown: the last one is the bot's and says this.
    static bool answers(const Desk &desk, const QString &part)
    {
        const client::MessageRow row = last(desk);
        return row.bot && row.text.contains(part, Qt::CaseInsensitive);
    }
    // Presses a button of the newest card, by pointer.
    static void press(const Desk &desk, const QString &button)
    {
        ui::ConversationView *where = view(desk);
        const int row = where->model()->rowCount() - 1;
        QTRY_VERIFY(where->rowTop(row) && where->rowLayout(row));
        for (const ui::RowLayout::Action &action : where->rowLayout(row)->actions) {
            if (action.kind != Kind::Say || action.label != button)
                continue;
            QTest::mouseClick(where->viewport(), Qt::LeftButton, {},
                              action.hit.center() + QPoint(0, *where->rowTop(row)));
            return;
        }
        QFAIL(qPrintable(u"no button "_s + button));
    }

private Q_SLOTS:
    void aRoomIsBooked()
    {
        Desk ada;
        ada.beginHosting(u"ada"_s);

        const QString desk = u"bot:hotel-desk:ada"_s;
        ada.choose(desk);
        ada.write(u"Book hotel"_s);
        QTRY_VERIFY(answers(ada, u"which city"_s));
        ada.write(u"Paris"_s);
        QTRY_VERIFY(answers(ada, u"arrive"_s));
        ada.write(u"next friday"_s);
        QTRY_VERIFY(answers(ada, u"nights"_s));
        ada.write(u"three"_s);
        QTRY_VERIFY(last(ada).bot && last(ada).card);
        QVERIFY(last(ada).dialogue);
        QCOMPARE(last(ada).dialogue->intent, u"BookRoom"_s);
        press(ada, u"Suite"_s);
        QTRY_VERIFY(last(ada).bot && last(ada).card && last(ada).card->title.contains("book it"_L1));
        QVERIFY(last(ada).text.contains("Paris"_L1));
        press(ada, u"Yes"_s);
        QTRY_VERIFY(answers(ada, u"Done"_s));
        QVERIFY(last(ada).text.contains("Paris"_L1));
        QVERIFY(last(ada).text.contains("suite"_L1, Qt::CaseInsensitive));
        // As Lex says it of an intent that nothing carries out.
        QCOMPARE(last(ada).dialogue->state, u"ReadyForFulfillment"_s);

        // Half a booking is forgotten, then everything.
        ada.write(u"Book hotel"_s);
        QTRY_VERIFY(answers(ada, u"which city"_s));
        auto *more = ada.seen<QToolButton>(u"header.more"_s);
        const auto choose = [more](const QString &name) {
            Q_EMIT more->menu()->aboutToShow();
            auto *action = more->menu()->findChild<QAction *>(u"header.menu."_s + name);
            QVERIFY(action);
            action->trigger();
        };
        choose(u"startOver"_s);
        const int before = view(ada)->model()->rowCount();
        ada.write(u"Paris"_s);
        QTRY_COMPARE(view(ada)->model()->rowCount(), before + 2);
        QVERIFY(last(ada).bot && !last(ada).text.contains("arrive"_L1));
        choose(u"deleteDialogue"_s);
        QTRY_COMPARE(view(ada)->model()->rowCount(), 0);
    }
};

} // namespace confab::app

CONFAB_GUI_TEST(confab::app::TestBooking)
#include "tst_booking.moc"
