/*
 * What the template gives up, once FFmpeg is loaded: Landlock without a rule, and a filter of system calls. Its children have both too, and put theirs
 * on top of them (Lockdown.cs, SystemCallFilter.cs): so the filter lets through what a runtime's start needs, which opens nothing that it cannot do
 * without. No file is opened, no socket made, no program started, no other process seen. x64 Linux.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "template.h"

#define LANDLOCK_CREATE 444
#define LANDLOCK_RESTRICT 446
#define OTHER_ABI 0x40000000 /* x32 */
#define MOST_INSTRUCTIONS 256
#define SUSPEND 34 /* SIGRTMIN of the C library */

static const int always[] = {
    /* SystemCallFilter.cs: of open descriptors, memory, threads that there are, and time. */
    SYS_read, SYS_write, SYS_close, SYS_fstat, SYS_poll, SYS_lseek, SYS_munmap, SYS_brk, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn,
    SYS_pread64, SYS_pwrite64, SYS_readv, SYS_writev, SYS_sched_yield, SYS_mremap, SYS_madvise, SYS_nanosleep, SYS_getpid, SYS_sendmsg, SYS_recvmsg,
    SYS_exit, SYS_gettimeofday, SYS_getrusage, SYS_sysinfo, SYS_times, SYS_sigaltstack, SYS_gettid, SYS_futex, SYS_sched_getaffinity,
    SYS_restart_syscall, SYS_clock_gettime, SYS_clock_getres, SYS_clock_nanosleep, SYS_exit_group, SYS_ppoll, SYS_set_robust_list, SYS_getcpu,
    SYS_getrandom, SYS_membarrier, SYS_rseq,
    /* What a worker locks itself down with. */
    SYS_close_range, SYS_seccomp, LANDLOCK_CREATE, LANDLOCK_RESTRICT,
};

static struct sock_filter program[MOST_INSTRUCTIONS];
static unsigned short length;

static void add(unsigned short code, uint32_t value, unsigned char yes, unsigned char no)
{
    program[length++] = (struct sock_filter){ code, yes, no, value };
}

static void load(size_t at) { add(BPF_LD | BPF_W | BPF_ABS, (uint32_t)at, 0, 0); }

static void load_argument(int index) { load(offsetof(struct seccomp_data, args) + (8 * (size_t)index)); } /* its lower half */

static void end(uint32_t how) { add(BPF_RET | BPF_K, how, 0, 0); }

static const uint32_t allow = SECCOMP_RET_ALLOW, refuse = SECCOMP_RET_ERRNO | EPERM;

/* A call whose argument has one of two values; one whose argument has none of some bits. */
static void allow_values(uint32_t number, int argument, uint32_t a, uint32_t b)
{
    add(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 5);
    load_argument(argument);
    add(BPF_JMP | BPF_JEQ | BPF_K, a, 1, 0);
    add(BPF_JMP | BPF_JEQ | BPF_K, b, 0, 1);
    end(allow);
    end(refuse);
}

static void allow_without_bits(uint32_t number, int argument, uint32_t bits)
{
    add(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 4);
    load_argument(argument);
    add(BPF_JMP | BPF_JSET | BPF_K, bits, 1, 0);
    end(allow);
    end(refuse);
}

static void build(void)
{
    load(offsetof(struct seccomp_data, arch));
    add(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0);
    end(SECCOMP_RET_KILL_PROCESS);
    load(offsetof(struct seccomp_data, nr));
    add(BPF_JMP | BPF_JGE | BPF_K, OTHER_ABI, 0, 1);
    end(SECCOMP_RET_KILL_PROCESS);
    for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
        add(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)always[i], 0, 1);
        end(allow);
    }
    allow_without_bits(SYS_mmap, 2, PROT_EXEC);
    allow_without_bits(SYS_mprotect, 2, PROT_EXEC);
    allow_values(SYS_prctl, 0, PR_SET_NO_NEW_PRIVS, PR_SET_NAME);
    allow_values(SYS_prlimit64, 0, 0, 0); /* its own; a hard limit only goes down */

    /* By the second the runtime's threads suspend each other. Which process a worker will be is not known yet: its own filter says that. */
    allow_values(SYS_tgkill, 2, SIGABRT, SUSPEND);

    /* A fork as above, or a thread. By clone3, whose flags a filter cannot see, neither: the C library falls back to clone. */
    add(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 5);
    load_argument(0);
    add(BPF_JMP | BPF_JEQ | BPF_K, TEMPLATE_FORK, 1, 0);
    add(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1);
    end(allow);
    end(refuse);
    add(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1);
    end(SECCOMP_RET_ERRNO | ENOSYS);
    end(refuse);
}

/* The same as Lockdown.cs: no rule is added, so all that is handled is refused. */
static void landlock(void)
{
    struct { uint64_t files, network, scope; } rules = { 0, 0, 0 };
    long version = syscall(LANDLOCK_CREATE, NULL, 0L, 1L, 0L, 0L);
    if (version <= 0) return;
    rules.files = version >= 5 ? 0xFFFF : version >= 3 ? 0x7FFF : version >= 2 ? 0x3FFF : 0x1FFF;
    rules.network = version >= 4 ? 3 : 0;
    rules.scope = version >= 6 ? 3 : 0;
    long set = syscall(LANDLOCK_CREATE, &rules, version >= 6 ? 24L : version >= 4 ? 16L : 8L, 0L, 0L, 0L);
    if (set < 0) return;
    (void)syscall(LANDLOCK_RESTRICT, set, 0L, 0L, 0L, 0L);
    close((int)set);
}

int template_lock_down(void)
{
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    landlock();
    build();
    struct sock_fprog filter = { length, program };
    return syscall(SYS_seccomp, (long)SECCOMP_SET_MODE_FILTER, 0L, &filter, 0L, 0L) == 0;
}
