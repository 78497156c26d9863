/*
 * A plugin of qemu-user: counts the instructions that each thread of the program executes, and at each call of a function writes a line
 * with the number of that thread since the last one.
 *   qemu-aarch64 -plugin qemu_count.so,mark=ADDRESS,to=FILE program
 * The interface is declared here as far as it is used: Debian has the program with plugins, and no header for them. PLUGIN_VERSION is 1 for
 * QEMU before 9, and 2 from then on: what is used is alike.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN __attribute__((visibility("default")))
#define MOST_THREADS 256

typedef uint64_t plugin_id;
struct qemu_plugin_tb;
void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id id, void (*translated)(plugin_id, struct qemu_plugin_tb *));
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *block, void (*executed)(unsigned, void *), int flags, void *data);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *block);

SHOWN int qemu_plugin_version = PLUGIN_VERSION;

static uint64_t counts[MOST_THREADS];
static uint64_t mark;
static FILE *to;

static void executed(unsigned thread, void *instructions) { counts[thread % MOST_THREADS] += (uintptr_t)instructions; }

static void marked(unsigned thread, void *nothing)
{
    (void)nothing;
    fprintf(to, "%llu\n", (unsigned long long)counts[thread % MOST_THREADS]);
    fflush(to);
    counts[thread % MOST_THREADS] = 0;
}

/* A function that is called begins a block. */
static void translated(plugin_id id, struct qemu_plugin_tb *block)
{
    (void)id;
    if (qemu_plugin_tb_vaddr(block) == mark) qemu_plugin_register_vcpu_tb_exec_cb(block, marked, 0, NULL);
    qemu_plugin_register_vcpu_tb_exec_cb(block, executed, 0, (void *)qemu_plugin_tb_n_insns(block));
}

SHOWN int qemu_plugin_install(plugin_id id, const void *about, int count, char **arguments)
{
    int i;
    (void)about;
    for (i = 0; i < count; i++) {
        if (strncmp(arguments[i], "mark=", 5) == 0) mark = strtoull(arguments[i] + 5, NULL, 16);
        if (strncmp(arguments[i], "to=", 3) == 0) to = fopen(arguments[i] + 3, "w");
    }
    if (mark == 0 || to == NULL) return 1;
    qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
    return 0;
}
