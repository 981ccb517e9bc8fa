/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * LD_PRELOAD: lets what a program does to the files below a folder fail, kills the program at it, or makes syncs slow.
 *
 * CONFAB_FAULTS_FOLDER   the folder, as an absolute path without links in it
 * CONFAB_FAULTS_CONTROL  a file of eight 64-bit numbers in the order of `struct control`, which whoever wrote it may
 *                        change at any time and read the last two of; else the numbers are taken from
 * CONFAB_FAULTS_AFTER, _TIMES, _ERROR, _KINDS, _SYNC_DELAY_MS   once, at the start
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { WRITES = 1, SYNCS = 2, TRUNCATES = 4 };
enum { KILL = 0 };

struct control {
    _Atomic int64_t after; /* operations of the kinds below that still go well */
    _Atomic int64_t times; /* how many fail then; negative: until this is changed */
    _Atomic int64_t error; /* errno; 0: the program is killed instead */
    _Atomic int64_t kinds; /* 1 writes, 2 syncs, 4 changes of a file's size, added */
    _Atomic int64_t sync_delay_us;
    _Atomic int64_t seen;   /* operations of these kinds so far */
    _Atomic int64_t failed; /* of them */
    _Atomic int64_t unused;
};

static struct control own;
static struct control *control = &own;
static char folder[PATH_MAX];
static size_t folder_length;

#define REAL(result, name, ...) static result (*real_##name)(__VA_ARGS__)
REAL(ssize_t, write, int, const void *, size_t);
REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
REAL(ssize_t, writev, int, const struct iovec *, int);
REAL(int, fsync, int);
REAL(int, fdatasync, int);
REAL(int, ftruncate64, int, off64_t);

static int64_t number(const char *name, int64_t otherwise)
{
    const char *text = getenv(name);
    return text ? strtoll(text, NULL, 10) : otherwise;
}

__attribute__((constructor)) static void begin(void)
{
    *(void **)&real_write = dlsym(RTLD_NEXT, "write");
    *(void **)&real_pwrite64 = dlsym(RTLD_NEXT, "pwrite64");
    *(void **)&real_writev = dlsym(RTLD_NEXT, "writev");
    *(void **)&real_fsync = dlsym(RTLD_NEXT, "fsync");
    *(void **)&real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    *(void **)&real_ftruncate64 = dlsym(RTLD_NEXT, "ftruncate64");
    const char *below = getenv("CONFAB_FAULTS_FOLDER");
    if (below && strlen(below) < sizeof folder) {
        strcpy(folder, below);
        folder_length = strlen(folder);
    }
    own.after = number("CONFAB_FAULTS_AFTER", 0);
    own.times = number("CONFAB_FAULTS_TIMES", 0);
    own.error = number("CONFAB_FAULTS_ERROR", EIO);
    own.kinds = number("CONFAB_FAULTS_KINDS", WRITES | SYNCS | TRUNCATES);
    own.sync_delay_us = 1000 * number("CONFAB_FAULTS_SYNC_DELAY_MS", 0);
    const char *path = getenv("CONFAB_FAULTS_CONTROL");
    const int descriptor = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (descriptor < 0)
        return;
    void *mapped = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (mapped != MAP_FAILED)
        control = mapped;
    close(descriptor);
}

static int is_below(int descriptor)
{
    struct stat info;
    if (!folder_length || fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode))
        return 0;
    char name[64];
    char path[PATH_MAX];
    snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
    const ssize_t length = readlink(name, path, sizeof path - 1);
    return length > (ssize_t)folder_length && memcmp(path, folder, folder_length) == 0 && path[folder_length] == '/';
}

/* Whether this one fails; errno is set then. */
static int fails(int kind)
{
    if (!(control->kinds & kind) || control->times == 0)
        return 0;
    control->seen++;
    if (control->after > 0) {
        control->after--;
        return 0;
    }
    control->failed++;
    if (control->error == KILL)
        kill(getpid(), SIGKILL);
    if (control->times > 0)
        control->times--;
    errno = (int)control->error;
    return 1;
}

static void delay(void)
{
    const int64_t us = control->sync_delay_us;
    if (us <= 0)
        return;
    struct timespec left = {us / 1000000, us % 1000000 * 1000};
    while (nanosleep(&left, &left) != 0 && errno == EINTR) {
    }
}

/* Half of it is in the file, as when a disk fills up in the middle. */
ssize_t write(int descriptor, const void *bytes, size_t count)
{
    if (is_below(descriptor) && fails(WRITES)) {
        const int error = errno;
        (void)!real_write(descriptor, bytes, count / 2);
        errno = error;
        return -1;
    }
    return real_write(descriptor, bytes, count);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset)
{
    if (is_below(descriptor) && fails(WRITES)) {
        const int error = errno;
        (void)!real_pwrite64(descriptor, bytes, count / 2, offset);
        errno = error;
        return -1;
    }
    return real_pwrite64(descriptor, bytes, count, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset)
{
    return pwrite64(descriptor, bytes, count, offset);
}

ssize_t writev(int descriptor, const struct iovec *pieces, int count)
{
    return is_below(descriptor) && fails(WRITES) ? -1 : real_writev(descriptor, pieces, count);
}

int fsync(int descriptor)
{
    if (!is_below(descriptor))
        return real_fsync(descriptor);
    delay();
    return fails(SYNCS) ? -1 : real_fsync(descriptor);
}

int fdatasync(int descriptor)
{
    if (!is_below(descriptor))
        return real_fdatasync(descriptor);
    delay();
    return fails(SYNCS) ? -1 : real_fdatasync(descriptor);
}

int ftruncate64(int descriptor, off64_t length)
{
    return is_below(descriptor) && fails(TRUNCATES) ? -1 : real_ftruncate64(descriptor, length);
}

int ftruncate(int descriptor, off_t length)
{
    return ftruncate64(descriptor, length);
}
