// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace confab::crypto
{

// Makes libsodium ready; once is enough and more does no harm. Aborts where that fails: nothing would be safe then.
void initSodium();

// The UTF-8 of a password, wiped when it goes. Never copied, so that there is one place to wipe.
class Secret
{
public:
    explicit Secret(const QString &text);
    ~Secret();
    Q_DISABLE_COPY_MOVE(Secret)

    [[nodiscard]] const char *data() const { return m_bytes.constData(); }
    [[nodiscard]] unsigned long long size() const { return static_cast<unsigned long long>(m_bytes.size()); }

private:
    QByteArray m_bytes;
};

} // namespace confab::crypto
