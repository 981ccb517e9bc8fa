// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/about_page.h"

#include "common/box.h"
#include "common/look.h"

#include <QFile>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

AboutPage::AboutPage(QWidget *parent)
    : PageFrame(u"about"_s, u"info"_s, tr("About Confab"), parent)
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);

    auto *head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(new AppMark(48), 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    auto *version = new TextLabel(tr("Confab %1").arg(QStringLiteral(CONFAB_VERSION)), TextStyle::PageTitle, u"text"_s);
    version->setObjectName(u"about.version"_s);
    words->addWidget(version);
    auto *what = new TextLabel(tr("A chat that one of you hosts. Free software under the GNU General Public License, "
                                  "version 3 or later; it comes without any warranty."),
                               TextStyle::Body, u"textMuted"_s);
    what->setWordWrap(true);
    words->addWidget(what);
    head->addLayout(words, 1);
    column->addLayout(head);
    column->addSpacing(16);

    column->addWidget(new TextLabel(tr("Made with"), TextStyle::Title, u"text"_s));
    auto *parts = new RowsBox;
    const auto part = [parts](const QString &name, const QString &licence) {
        parts->addRow(new FactRow(name, licence, nullptr));
    };
    part(tr("Qt %1").arg(QString::fromLatin1(qVersion())), tr("GNU Lesser General Public License, version 3"));
    part(u"libsodium"_s, tr("ISC License"));
    part(u"OpenSSL 3"_s, tr("Apache License 2.0"));
    part(u"SQLite"_s, tr("Public domain"));
    part(tr("Fonts: Inter, Noto, JetBrains Mono"), tr("SIL Open Font License 1.1, where they are installed"));
    column->addWidget(parts);
    column->addSpacing(16);

    column->addWidget(new TextLabel(tr("The licence of Confab"), TextStyle::Title, u"text"_s));
    auto *licence = new QPlainTextEdit;
    licence->setObjectName(u"about.licence"_s);
    licence->setAccessibleName(tr("GNU General Public License, version 3"));
    licence->setReadOnly(true);
    licence->setTabChangesFocus(true);
    licence->setLayoutDirection(Qt::LeftToRight);
    licence->setFont(fontFor(TextStyle::Code));
    licence->setMinimumHeight(240);
    QFile text(u":/licence/LICENSE"_s);
    if (text.open(QIODevice::ReadOnly | QIODevice::Text))
        licence->setPlainText(QString::fromUtf8(text.readAll()));
    column->addWidget(licence, 1);
    setContent(content, 656);
}

} // namespace confab::ui
