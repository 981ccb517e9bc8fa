// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/model.h>
#include <confab/protocol/limits.h>

#include <QHash>
#include <QNetworkAccessManager>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>

#include <chrono>

namespace confab::bots
{

struct ChatCompletionsOptions {
    QUrl url;           // "http://localhost:11434/v1"; /chat/completions is put behind it where it is missing
    QString model;      // as the server calls it
    QByteArray key;     // empty: none. Goes into no log and no failure
    QString system;     // what the model is told before all else; empty: nothing
    int mostTokens = 0; // of an answer; 0: as the server likes
    // Bytes of UTF-8. A longer answer is ended there.
    qsizetype longestAnswer = protocol::limits::textBytes;
    std::chrono::milliseconds pause{30'000};  // until the first part comes, and between two
    std::chrono::milliseconds whole{300'000}; // then an answer is ended, too
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
};

// A model behind a chat-completions server: Ollama, llama.cpp, vLLM, OpenAI and whoever speaks as they do. The answer
// is streamed; a server that does not stream is understood as well. No redirects, no second try.
class ChatCompletions final : public QObject, public ModelRuntime
{
    Q_OBJECT

public:
    explicit ChatCompletions(ChatCompletionsOptions options, QObject *parent = nullptr);
    ~ChatCompletions() override;

    [[nodiscard]] ModelInfo info() const override;
    quint64 complete(const QList<ModelMessage> &messages, Calls calls) override;
    void stop(quint64 id) override;

private:
    class Run;

    ChatCompletionsOptions m_options;
    QNetworkAccessManager m_network;
    QHash<quint64, Run *> m_runs;
    quint64 m_last = 0;
};

} // namespace confab::bots
