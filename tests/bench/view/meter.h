// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QThread>

#include <algorithm>
#include <ctime>
#include <vector>

// How long the UI thread worked: its processor time in all events that it was handed, paint events among them, and the
// longest. What it waits for and what other threads and programs do is not in it.
class Meter : public QApplication
{
    Q_OBJECT

public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (QThread::currentThread() != thread())
            return QApplication::notify(receiver, event);
        if (m_depth++ == 0)
            m_began = threadNs();
        const bool taken = QApplication::notify(receiver, event);
        if (--m_depth == 0) {
            const qint64 ns = threadNs() - m_began;
            m_busy += ns;
            m_longest = std::max(m_longest, ns);
        }
        return taken;
    }

    // Processor time of the thread that asks.
    [[nodiscard]] static qint64 threadNs()
    {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return now.tv_sec * qint64{1'000'000'000} + now.tv_nsec;
    }

    void begin()
    {
        m_busy = 0;
        m_longest = 0;
    }
    [[nodiscard]] double busyMs() const { return static_cast<double>(m_busy) / 1e6; }
    [[nodiscard]] double longestMs() const { return static_cast<double>(m_longest) / 1e6; }

private:
    qint64 m_began = 0;
    int m_depth = 0;
    qint64 m_busy = 0;
    qint64 m_longest = 0;
};

// Of samples in ms.
class Samples
{
public:
    void add(double ms) { m_samples.push_back(ms); }
    [[nodiscard]] double at(double part) const
    {
        if (m_samples.empty())
            return 0;
        std::vector<double> sorted = m_samples;
        std::sort(sorted.begin(), sorted.end());
        return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
    }

private:
    std::vector<double> m_samples;
};
