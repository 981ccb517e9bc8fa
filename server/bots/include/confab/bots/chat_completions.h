// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/model.h>
#include <confab/protocol/expected.h>
#include <confab/protocol/limits.h>

#include <QHash>
#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QObject>
#include <QSslConfiguration>
#include <QUrl>

#include <chrono>
#include <functional>

namespace confab::bots
{

// Where a model's key comes from. It is asked at each question, so that a key that was changed counts from the next on.
// It calls `done` once, within the call or later on the same thread, unless `asker` is destroyed before. How long that
// may take is its own affair: the model's time has not begun. An error is a sentence for the log, without the key.
using KeyAnswer = std::function<void(const Expected<QByteArray, QString> &)>;
using KeySource = std::function<void(QObject *asker, KeyAnswer done)>;

// Of a key that is known already; an empty one: the server wants none.
[[nodiscard]] KeySource knownKey(const QByteArray &key);

struct ChatCompletionsOptions {
    QUrl url;                     // "http://localhost:11434/v1"; /chat/completions is put behind it where it is missing
    QString model;                // as the server calls it
    KeySource key = knownKey({}); // goes into no log and no failure
    QString system;               // what the model is told before all else; empty: nothing
    int mostTokens = 0;           // of an answer; 0: as the server likes
    // Bytes of UTF-8. A longer answer is ended there.
    qsizetype longestAnswer = protocol::limits::textBytes;
    std::chrono::milliseconds pause{30'000};  // between two parts of an answer
    std::chrono::milliseconds whole{300'000}; // from the request to the answer's end; until its first part, this alone
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

    [[nodiscard]] QNetworkRequest request() const; // without the key
    [[nodiscard]] QByteArray body(const QList<ModelMessage> &messages) const;

    ChatCompletionsOptions m_options;
    QNetworkAccessManager m_network;
    QHash<quint64, Run *> m_runs;
    quint64 m_last = 0;
};

} // namespace confab::bots
