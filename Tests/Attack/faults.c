// A library for LD_PRELOAD that stops a process, or fails its system calls, at the N-th call that changes the disk.
//
// FAULT_AT=N      the number of the call, from 1. 0 counts only.
// FAULT=…         before, after, torn: the process is killed before the call, after it, or when half of the bytes are
//                 written. once, always: the call fails, alone or with all later ones that need space.
// FAULT_ERRNO=E   the error of once and always.
// FAULT_COUNT=F   a file that holds the number of calls so far, eight bytes.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { none, before, after, torn, once, always };

static atomic_long calls;
static long place;
static int fault, number, counter = -1;

__attribute__((constructor)) static void start(void) {
    const char *names[] = {"", "before", "after", "torn", "once", "always"};
    const char *at = getenv("FAULT_AT"), *kind = getenv("FAULT"), *error = getenv("FAULT_ERRNO");
    const char *count = getenv("FAULT_COUNT");
    place = at ? atol(at) : 0;
    number = error ? atoi(error) : ENOSPC;
    for (int i = 1; kind && i <= always; i++) {
        if (!strcmp(kind, names[i])) fault = i;
    }
    if (count) counter = (int)syscall(SYS_openat, AT_FDCWD, count, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
}

// Counts a call, and says what is to happen at it.
static int next(int needs_space) {
    long call = atomic_fetch_add(&calls, 1) + 1;
    if (counter >= 0) syscall(SYS_pwrite64, counter, &call, sizeof call, 0);
    if (place == 0 || call < place) return none;
    if (fault == always) return needs_space || call == place ? always : none;
    return call == place ? fault : none;
}

static void stop(void) { kill(getpid(), SIGKILL); }

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

// `call` is the real call.
#define CHANGE(needs_space, call)              \
    int what = next(needs_space);              \
    if (what == before || what == torn) stop(); \
    if (what >= once) {                        \
        errno = number;                        \
        return -1;                             \
    }                                          \
    __typeof__(call) result = call;            \
    if (what == after) stop();                 \
    return result

#define OPEN(name)                                                        \
    int name(const char *path, int flags, ...) {                          \
        mode_t mode = 0;                                                  \
        if (flags & O_CREAT) {                                            \
            va_list list;                                                 \
            va_start(list, flags);                                        \
            mode = va_arg(list, mode_t);                                  \
            va_end(list);                                                 \
        }                                                                 \
        REAL(name);                                                       \
        if (!(flags & (O_CREAT | O_TRUNC))) return real(path, flags, mode); \
        CHANGE(1, real(path, flags, mode));                               \
    }

OPEN(open)
OPEN(open64)

ssize_t write(int file, const void *bytes, size_t size) {
    REAL(write);
    struct stat status;
    if (fstat(file, &status) || !S_ISREG(status.st_mode) || file <= 2) return real(file, bytes, size);
    int what = next(1);
    if (what == before) stop();
    if (what == torn || what >= once) real(file, bytes, size / 2);
    if (what == torn) stop();
    if (what >= once) {
        errno = number;
        return -1;
    }
    ssize_t result = real(file, bytes, size);
    if (what == after) stop();
    return result;
}

int fsync(int file) { REAL(fsync); CHANGE(1, real(file)); }
int ftruncate(int file, off_t size) { REAL(ftruncate); CHANGE(0, real(file, size)); }
int ftruncate64(int file, off64_t size) { REAL(ftruncate64); CHANGE(0, real(file, size)); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); CHANGE(1, real(path, mode)); }
int rename(const char *path, const char *other) { REAL(rename); CHANGE(0, real(path, other)); }
int unlink(const char *path) { REAL(unlink); CHANGE(0, real(path)); }
int rmdir(const char *path) { REAL(rmdir); CHANGE(0, real(path)); }
int remove(const char *path) { REAL(remove); CHANGE(0, real(path)); }

int renameat2(int folder, const char *path, int second, const char *other, unsigned flags) {
    REAL(renameat2);
    CHANGE(0, real(folder, path, second, other, flags));
}
