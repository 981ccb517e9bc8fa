// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/host_controller.h>
#include <confab/ui/first_run/join_flow.h>

namespace confab::ui
{

// Hosting from a form, without widgets: starts the server, then enters it as its owner. UI thread.
class HostFlow : public QObject
{
    Q_OBJECT

public:
    enum class Step {
        Form,
        Starting,
        Entering, // it runs; the owner signs in
        Done,
    };
    Q_ENUM(Step)

    // Both outlive the flow.
    HostFlow(client::HostController &host, client::Workspace &workspace, QObject *parent = nullptr);

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] client::HostController &host() const { return m_host; }

    // Checks what can be checked here, then begins.
    void start(const client::HostRequest &request);

Q_SIGNALS:
    void stepChanged();
    void failed(const confab::ui::EntryError &error, const QString &details);

private:
    void setStep(Step step);
    void onState();
    void enter();

    client::HostController &m_host;
    JoinFlow m_entry;
    client::HostRequest m_request;
    Step m_step = Step::Form;
};

} // namespace confab::ui
