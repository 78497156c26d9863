/*
 * Chosen code in a decoder's process, loaded into the shipped program by LD_PRELOAD: what an attacker has who has taken over FFmpeg.
 * LD_SEAMLINE_TEST says what it does. "exploit": when the medium with the mark is read, it tries to get out, and tells how in the medium's samples.
 * "unlocked" does the same with the lockdown faked away, "landlock" with the filter of system calls faked away, "seccomp" with a kernel that has no
 * Landlock. "template": the same from the process that forks the workers. Others lie in the messages to the engine, crash or hang.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static char mode[32];
static int port;
static void *address;
static pid_t host;
static long (*real_syscall)(long, ...);
static ssize_t (*real_sendmsg)(int, const struct msghdr *, int);

__attribute__((constructor)) static void begin(void)
{
    const char *text = getenv("LD_SEAMLINE_TEST");
    if (text) snprintf(mode, sizeof mode, "%s", text);
    text = getenv("LD_SEAMLINE_PORT");
    if (text) port = atoi(text);
    text = getenv("LD_SEAMLINE_ADDRESS");
    if (text) address = (void *)strtoull(text, NULL, 10);
    host = getppid();
    real_syscall = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
    real_sendmsg = (ssize_t (*)(int, const struct msghdr *, int))dlsym(RTLD_NEXT, "sendmsg");
}

static int attack(int which);

static int is(const char *what) { return strcmp(mode, what) == 0; }

/* Without the filter the attacks succeed for good: in a child, where this process is to go on. */
static int unfiltered(void) { return is("unlocked") || is("landlock"); }

/* The template closes what it has handed to a worker: one of these is the memory that the worker writes to. Behind 3 MiB lies the second lane's slot. */
static void report_of_template(void)
{
    struct stat found;
    float results[32];
    if (fstat(3, &found) != 0 || found.st_size < 4 << 20) return;
    for (int i = 0; i < 32; i++) results[i] = (float)attack(i);
    if (pwrite(3, results, sizeof results, 3 << 20) < 0) abort();
}

/* The lockdown's own calls. */
long syscall(long number, ...)
{
    va_list list;
    va_start(list, number);
    long a[6];
    for (int i = 0; i < 6; i++) a[i] = va_arg(list, long);
    va_end(list);
    if (is("unlocked") && (number == SYS_seccomp || number == 444 || number == 446)) return 0;
    if (is("landlock") && number == SYS_seccomp) return 0;
    if (is("seccomp") && (number == 444 || number == 446)) { errno = ENOSYS; return -1; }
    if (is("no-fork") && number == SYS_clone) { errno = EPERM; return -1; }
    if (is("template") && number == SYS_close_range) report_of_template();
    if (is("no-filter") && number == SYS_seccomp) { errno = EINVAL; return -1; }
    return real_syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

static int result(int done) { return done ? 0 : errno ? errno : 255; }

static int attack(int which)
{
    struct stat found;
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    char path[64];
    int status = 0, file;
    pid_t child;
    errno = 0;
    switch (which) {
    case 0: return result((file = open("/etc/passwd", O_RDONLY)) >= 0);
    case 1:
        snprintf(path, sizeof path, "/tmp/seamline-planted-%d", (int)host);
        file = open(path, O_CREAT | O_WRONLY, 0600);
        if (file >= 0) unlink(path);
        return result(file >= 0);
    case 2: return result(stat("/etc/passwd", &found) == 0);
    case 3:
        file = socket(AF_INET, SOCK_STREAM, 0);
        return result(file >= 0 && connect(file, (struct sockaddr *)&to, sizeof to) == 0);
    case 4: return result(socket(AF_UNIX, SOCK_STREAM, 0) >= 0);
    case 5: return result(socket(AF_INET, SOCK_DGRAM, 0) >= 0);
    case 6:
        child = fork();
        if (child == 0) _exit(0);
        if (child > 0) waitpid(child, NULL, 0);
        return result(child > 0);
    case 7:
        child = unfiltered() ? fork() : 0;
        if (child == 0) {
            execl("/bin/true", "true", (char *)NULL);
            if (unfiltered()) _exit(errno);
            return result(0);
        }
        waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
    case 8:
        child = unfiltered() ? fork() : host; /* and not the host, which would stop at its next signal */
        if (child == 0) { pause(); _exit(0); }
        status = ptrace(PTRACE_SEIZE, child, NULL, NULL) == 0 ? 0 : result(0);
        if (unfiltered()) { kill(child, SIGKILL); waitpid(child, NULL, __WALL); }
        return status;
    case 9: return result(kill(host, 0) == 0);
    case 10: return result(real_syscall(SYS_tgkill, (long)host, (long)host, 0L) == 0);
    case 11: {
        uint64_t secret = 0;
        struct iovec here = { &secret, sizeof secret }, there = { address, sizeof secret };
        return result(process_vm_readv(host, &here, 1, &there, 1, 0) == sizeof secret && secret == 0x5ea31e5ec2e75ULL);
    }
    case 12:
        snprintf(path, sizeof path, "/proc/%d/mem", (int)host);
        return result(open(path, O_RDWR) >= 0);
    case 13: return result(mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
    case 14: {
        void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return result(page != MAP_FAILED && mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0);
    }
    case 15: {
        struct rlimit limit = { 1000, 1000 };
        return result(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    }
    case 16: return result(memfd_create("planted", 0) >= 0);
    case 17: return result(chdir("/") == 0);
    case 18: return result(setsid() >= 0);
    default: return -1;
    }
}

/* Media are read by this call alone. */
ssize_t pread64(int file, void *bytes, size_t count, off64_t at)
{
    struct stat found;
    if (is("disk") && fstat(file, &found) == 0 && found.st_atim.tv_nsec == 111111100) { errno = EIO; return -1; } /* a drive that fails while its file has this mark */
    ssize_t got = real_syscall(SYS_pread64, (long)file, (long)bytes, (long)count, (long)at, 0L, 0L);
    char *mark = (char *)bytes + 44;
    if (at != 0 || got < 4096 || memcmp(mark, "PLANTED!", 8) != 0) return got;
    if (is("crash")) *(volatile int *)8 = 1;
    if (is("abort")) abort();
    if (is("hang")) for (volatile int spin = 0;; spin++) { }
    if (is("sleep")) pause(); /* refused: then by a lock that nobody opens */
    if (is("sleep")) for (int word = 0;;) real_syscall(SYS_futex, (long)&word, 0L, 0L, 0L, 0L, 0L);
    if (is("memory")) for (;;) { char *more = malloc(1 << 26); if (!more) abort(); *(volatile char *)more = 1; }
    if (!is("exploit") && !is("seccomp") && !unfiltered()) return got;
    float *samples = (float *)mark;
    for (int i = 0; i < 32; i++) samples[i] = (float)attack(i);
    return got;
}

ssize_t pread(int file, void *bytes, size_t count, off_t at) { return pread64(file, bytes, count, at); }

struct tell { int tell, sequence, end, warnings, error, count, form; int64_t position, source, exact, decoded; };

ssize_t sendmsg(int socket, const struct msghdr *message, int flags)
{
    struct tell *tell = message->msg_iov[0].iov_base;
    if (message->msg_iov[0].iov_len == sizeof *tell) {
        int frames = tell->tell == 3, done = tell->tell == 4, opened = tell->tell == 5;
        if (frames && is("count")) tell->count = 1 << 30;
        if (frames && is("negative")) tell->count = -1;
        if (frames && is("position")) tell->position += 4096;
        if (frames && is("form")) tell->form = 7;
        if (frames && is("sequence")) tell->sequence += 1;
        if (done && is("end")) tell->end = 77;
        if (done && is("length")) tell->exact = tell->exact < 0 ? -5 : tell->exact + (tell->sequence & 1);
        if (done && is("far")) tell->exact = INT64_MAX;
        if (opened && is("report")) tell->count = 1 << 30;
        if (opened && is("garbage")) tell->count = 7;
        if (frames && is("unknown")) tell->tell = 99;
        if (frames && is("flood")) for (int i = 0; i < 200; i++) real_sendmsg(socket, message, flags);
        if (done && is("stopped")) tell->end = 2;
        if (frames && is("descriptors")) {
            char room[CMSG_SPACE(sizeof(int))] = { 0 };
            struct msghdr more = *message;
            more.msg_control = room;
            more.msg_controllen = sizeof room;
            struct cmsghdr *rights = CMSG_FIRSTHDR(&more);
            rights->cmsg_level = SOL_SOCKET;
            rights->cmsg_type = SCM_RIGHTS;
            rights->cmsg_len = CMSG_LEN(sizeof(int));
            memcpy(CMSG_DATA(rights), (int[]){ 3 }, sizeof(int));
            return real_sendmsg(socket, &more, flags);
        }
    }
    return real_sendmsg(socket, message, flags);
}
