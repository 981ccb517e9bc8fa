/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * LD_PRELOAD: writes down what a program does to the files below CONFAB_DISK_LOG_FOLDER, so that power_cut.py can build
 * the folder as a power cut would have left it. One record is one write() to CONFAB_DISK_LOG, opened with O_APPEND, so
 * that another program may put its marks between them.
 *
 * Order: a write is recorded after it was done, a sync once before it begins and once after it has ended. What was
 * recorded before a sync's beginning is on disk at its end; of everything else nothing is claimed.
 *
 * Record, little endian: u32 length of all, u8 kind, u32 file, u64 offset, then bytes.
 *   'P' a program begins: numbers of files begin anew
 *   'O' open: file is the number of the file from here on, the bytes are its path in the folder; offset 1: it was made;
 *       2: it was made without a name
 *   'L' the file got the path
 *   'W' bytes at offset   'T' truncated to offset   'B' sync begins   'S' the last sync of this file has ended
 *   'U' the path is unlinked   'R' renamed: path, NUL, path   'D' folder (path) synced
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MOST_DESCRIPTORS = 4096 };

static char folder[PATH_MAX];
static size_t folder_length;
static int log_descriptor = -1;
static uint32_t last_file;
/* By descriptor: 0 is none of ours. A folder has FOLDER set, and its path is asked from the kernel. */
static uint32_t files[MOST_DESCRIPTORS];
static const uint32_t FOLDER = 0x80000000u;
/* Files that are open twice are one file. */
static struct {
    dev_t device;
    ino_t inode;
    uint32_t file;
} known[MOST_DESCRIPTORS];
static size_t known_count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(result, name, ...) static result (*real_##name)(__VA_ARGS__)
REAL(int, open, const char *, int, ...);
REAL(int, openat, int, const char *, int, ...);
REAL(int, close, int);
REAL(ssize_t, write, int, const void *, size_t);
REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
REAL(int, ftruncate, int, off_t);
REAL(int, unlink, const char *);
REAL(int, rename, const char *, const char *);
REAL(int, linkat, int, const char *, int, const char *, int);
REAL(int, fsync, int);
REAL(int, fdatasync, int);

static void record(char kind, uint32_t file, uint64_t offset, const void *bytes, size_t count)
{
    unsigned char head[17];
    uint32_t length = (uint32_t)(sizeof head + count);
    memcpy(head, &length, 4);
    head[4] = (unsigned char)kind;
    memcpy(head + 5, &file, 4);
    memcpy(head + 9, &offset, 8);
    const struct iovec parts[2] = {{head, sizeof head}, {(void *)(uintptr_t)bytes, count}};
    if (writev(log_descriptor, parts, 2) != (ssize_t)length)
        abort(); /* a log with a hole in it shows nothing */
}

__attribute__((constructor)) static void begin(void)
{
#define FIND(name) *(void **)&real_##name = dlsym(RTLD_NEXT, #name)
    FIND(open);
    FIND(openat);
    FIND(close);
    FIND(write);
    FIND(pwrite);
    FIND(ftruncate);
    FIND(unlink);
    FIND(rename);
    FIND(linkat);
    FIND(fsync);
    FIND(fdatasync);
    const char *where = getenv("CONFAB_DISK_LOG_FOLDER");
    const char *log = getenv("CONFAB_DISK_LOG");
    if (!where || !log || !realpath(where, folder))
        return;
    folder_length = strlen(folder);
    log_descriptor = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log_descriptor >= 0)
        record('P', 0, 0, NULL, 0);
}

/* The path in the folder of what is or was at `path`; NULL where it lies elsewhere. Its own folder has to be there. */
static const char *inside(const char *path, char *buffer)
{
    char parent[PATH_MAX];
    if (log_descriptor < 0 || strlen(path) >= sizeof parent)
        return NULL;
    strcpy(parent, path);
    char *slash = strrchr(parent, '/');
    const char *name = slash ? strrchr(path, '/') + 1 : path;
    if (slash)
        *slash = '\0';
    char resolved[PATH_MAX];
    if (!realpath(slash ? (parent[0] ? parent : "/") : ".", resolved))
        return NULL;
    if (snprintf(buffer, PATH_MAX, "%s/%s", resolved, name) >= PATH_MAX)
        return NULL;
    if (strncmp(buffer, folder, folder_length) != 0 || (buffer[folder_length] != '/' && buffer[folder_length] != '\0'))
        return NULL;
    return buffer + folder_length;
}

enum { WAS_THERE, MADE, NAMELESS };

static void opened(int descriptor, const char *path, int made)
{
    char buffer[PATH_MAX];
    const char *relative = descriptor >= 0 && descriptor < MOST_DESCRIPTORS ? inside(path, buffer) : NULL;
    if (!relative)
        return;
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return;
    pthread_mutex_lock(&lock);
    if (S_ISDIR(status.st_mode)) {
        files[descriptor] = FOLDER;
    } else {
        size_t i = 0;
        while (i < known_count && (known[i].device != status.st_dev || known[i].inode != status.st_ino))
            ++i;
        if (made != WAS_THERE || i == known_count) {
            if (i == MOST_DESCRIPTORS)
                abort();
            if (i == known_count)
                ++known_count;
            known[i].device = status.st_dev;
            known[i].inode = status.st_ino;
            known[i].file = ++last_file;
            record('O', last_file, (uint64_t)made, relative, strlen(relative));
        }
        files[descriptor] = known[i].file;
    }
    pthread_mutex_unlock(&lock);
}

static uint32_t file_of(int descriptor)
{
    return descriptor >= 0 && descriptor < MOST_DESCRIPTORS ? files[descriptor] : 0;
}

static int open_and_tell(int at, const char *path, int flags, mode_t mode)
{
    struct stat before;
    const int was_there = fstatat(at, path, &before, 0) == 0;
    const int descriptor = real_openat(at, path, flags, mode);
    if (descriptor >= 0 && (at == AT_FDCWD || path[0] == '/')) {
        opened(descriptor, path, (flags & O_TMPFILE) == O_TMPFILE ? NAMELESS : was_there ? WAS_THERE : MADE);
        const uint32_t file = file_of(descriptor);
        if (file && was_there && (flags & O_TRUNC) && !(file & FOLDER))
            record('T', file, 0, NULL, 0);
    }
    return descriptor;
}

#define MODE_OF(flags, mode)                                                                                           \
    mode_t mode = 0;                                                                                                   \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                                             \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        mode = (mode_t)va_arg(rest, int);                                                                              \
        va_end(rest);                                                                                                  \
    }

int open(const char *path, int flags, ...)
{
    MODE_OF(flags, mode)
    return open_and_tell(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    MODE_OF(flags, mode)
    return open_and_tell(AT_FDCWD, path, flags, mode);
}

int openat(int at, const char *path, int flags, ...)
{
    MODE_OF(flags, mode)
    return open_and_tell(at, path, flags, mode);
}

int openat64(int at, const char *path, int flags, ...)
{
    MODE_OF(flags, mode)
    return open_and_tell(at, path, flags, mode);
}

int close(int descriptor)
{
    if (file_of(descriptor))
        files[descriptor] = 0;
    return real_close(descriptor);
}

ssize_t write(int descriptor, const void *bytes, size_t count)
{
    const uint32_t file = file_of(descriptor);
    if (!file)
        return real_write(descriptor, bytes, count);
    const ssize_t written = real_write(descriptor, bytes, count);
    if (written > 0)
        record('W', file, (uint64_t)(lseek(descriptor, 0, SEEK_CUR) - written), bytes, (size_t)written);
    return written;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset)
{
    const ssize_t written = real_pwrite(descriptor, bytes, count, offset);
    const uint32_t file = file_of(descriptor);
    if (file && written > 0)
        record('W', file, (uint64_t)offset, bytes, (size_t)written);
    return written;
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset)
{
    return pwrite(descriptor, bytes, count, offset);
}

int ftruncate(int descriptor, off_t length)
{
    const int result = real_ftruncate(descriptor, length);
    const uint32_t file = file_of(descriptor);
    if (file && result == 0)
        record('T', file, (uint64_t)length, NULL, 0);
    return result;
}

int ftruncate64(int descriptor, off64_t length)
{
    return ftruncate(descriptor, length);
}

static int sync_and_tell(int descriptor, int (*real)(int))
{
    const uint32_t file = file_of(descriptor);
    if (!file)
        return real(descriptor);
    if (file & FOLDER) {
        char link[64], path[PATH_MAX], buffer[PATH_MAX];
        snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
        const ssize_t length = readlink(link, path, sizeof path - 1);
        const int result = real(descriptor);
        if (length > 0 && result == 0) {
            path[length] = '\0';
            const char *relative = strcmp(path, folder) == 0 ? "" : inside(path, buffer);
            if (relative)
                record('D', 0, 0, relative, strlen(relative));
        }
        return result;
    }
    record('B', file, 0, NULL, 0);
    const int result = real(descriptor);
    if (result == 0)
        record('S', file, 0, NULL, 0);
    return result;
}

int fsync(int descriptor)
{
    return sync_and_tell(descriptor, real_fsync);
}

int fdatasync(int descriptor)
{
    return sync_and_tell(descriptor, real_fdatasync);
}

int unlink(const char *path)
{
    char buffer[PATH_MAX];
    const char *relative = inside(path, buffer);
    const int result = real_unlink(path);
    if (relative && result == 0)
        record('U', 0, 0, relative, strlen(relative));
    return result;
}

int rename(const char *from, const char *to)
{
    char both[2 * PATH_MAX], buffer[PATH_MAX];
    const char *old_path = inside(from, buffer);
    size_t length = 0;
    if (old_path) {
        length = strlen(old_path);
        memcpy(both, old_path, length + 1);
    }
    const char *new_path = inside(to, buffer);
    const int result = real_rename(from, to);
    if (old_path && new_path && result == 0) {
        memcpy(both + length + 1, new_path, strlen(new_path));
        record('R', 0, 0, both, length + 1 + strlen(new_path));
    }
    return result;
}

/* As it is used to name a file that was made without a name: from /proc/self/fd/N. */
int linkat(int from_at, const char *from, int to_at, const char *to, int flags)
{
    const int result = real_linkat(from_at, from, to_at, to, flags);
    char buffer[PATH_MAX];
    int descriptor;
    if (result == 0 && sscanf(from, "/proc/self/fd/%d", &descriptor) == 1 && file_of(descriptor)) {
        const char *relative = inside(to, buffer);
        if (relative)
            record('L', file_of(descriptor), 0, relative, strlen(relative));
    }
    return result;
}
