// SPDX-License-Identifier: GPL-3.0-or-later
#include "locked_room.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

#if defined(Q_OS_LINUX) && (defined(Q_PROCESSOR_X86_64) || defined(Q_PROCESSOR_ARM_64))
#define CONFAB_HAS_SECCOMP
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <vector>
#endif

namespace confab::app
{

void boundResources()
{
#ifdef Q_OS_UNIX
    constexpr rlim_t addressSpace = 768UL * 1024 * 1024; // the libraries' own, the picture, and what scales it
    constexpr rlim_t seconds = 8;
    const auto bound = [](auto resource, rlim_t most) {
        const rlimit limit{most, most};
        setrlimit(resource, &limit);
    };
    bound(RLIMIT_AS, addressSpace);
    bound(RLIMIT_CPU, seconds);
    bound(RLIMIT_FSIZE, 2UL * 1024 * 1024); // standard output may be a file
    bound(RLIMIT_CORE, 0);
#endif
}

#ifdef CONFAB_HAS_SECCOMP

bool lockDoors()
{
#ifdef Q_PROCESSOR_X86_64
    constexpr unsigned architecture = AUDIT_ARCH_X86_64;
#else
    constexpr unsigned architecture = AUDIT_ARCH_AARCH64;
#endif
    constexpr std::array doors{
#ifdef SYS_open
        SYS_open,
        SYS_creat,
        SYS_fork,
        SYS_vfork,
        SYS_unlink,
        SYS_rename,
        SYS_link,
        SYS_symlink,
        SYS_truncate,
#endif
        SYS_openat,
        SYS_openat2,
        SYS_open_by_handle_at,
        SYS_socket,
        SYS_socketpair,
        SYS_connect,
        SYS_bind,
        SYS_execve,
        SYS_execveat,
        SYS_ptrace,
        SYS_unlinkat,
        SYS_renameat2,
        SYS_linkat,
        SYS_symlinkat,
        SYS_kill,
        SYS_tkill,
        SYS_process_vm_readv,
        SYS_process_vm_writev,
        SYS_pidfd_getfd,
        SYS_mount,
        SYS_unshare,
        SYS_io_uring_setup,
        SYS_keyctl,
        SYS_bpf,
        SYS_memfd_create,
    };
    const auto load = [](unsigned offset) -> sock_filter { return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offset); };
    const auto answer = [](unsigned value) -> sock_filter { return BPF_STMT(BPF_RET | BPF_K, value); };
    std::vector<sock_filter> filter{
        load(offsetof(seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0),
        answer(SECCOMP_RET_KILL_PROCESS),
        load(offsetof(seccomp_data, nr)),
    };
    // Another way of calling the same, which some kernels have on x86-64.
    constexpr unsigned otherCalls = 0x40000000;
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, otherCalls, 0, 1));
    filter.push_back(answer(SECCOMP_RET_KILL_PROCESS));
    for (const long door : doors) {
        filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<unsigned>(door), 0, 1));
        filter.push_back(answer(SECCOMP_RET_ERRNO | EPERM));
    }
    filter.push_back(answer(SECCOMP_RET_ALLOW));
    const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#else

bool lockDoors()
{
    return false;
}

#endif

} // namespace confab::app
