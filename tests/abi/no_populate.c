/*
 * Runs a program as a kernel before Linux 5.14 or a strict sandbox does: madvise(MADV_POPULATE_WRITE) is refused with EINVAL.
 * Usage: no_populate PROGRAM [ARGUMENT...]
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define POPULATE_WRITE 23
#define WORD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define IF_NOT(value, skip) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, skip)
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, value)

int main(int argc, char **argv)
{
    struct sock_filter rows[] = {
        WORD(arch), IF_NOT(AUDIT_ARCH_X86_64, 5),
        WORD(nr), IF_NOT(SYS_madvise, 3),
        WORD(args[2]), IF_NOT(POPULATE_WRITE, 1),
        RETURN(SECCOMP_RET_ERRNO | EINVAL),
        RETURN(SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {sizeof rows / sizeof rows[0], rows};
    void *page;

    if (argc < 2) return 125;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) {
        perror("no_populate: seccomp");
        return 125;
    }
    page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED || madvise(page, 4096, POPULATE_WRITE) == 0) {
        fputs("no_populate: the call was not refused\n", stderr);
        return 125;
    }
    execv(argv[1], argv + 1);
    perror("no_populate: exec");
    return 125;
}
