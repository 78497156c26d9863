/* The template of the workers (template.c) and what it gives up (template_filter.c). */
#ifndef SEAMLINE_TEMPLATE_H
#define SEAMLINE_TEMPLATE_H
#include <sched.h>
#include <signal.h>

/* How it forks: a child of its own parent; the C library's number of the first thread is the child's. */
#define TEMPLATE_FORK (CLONE_PARENT | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD)

/* Files, the network, and every system call that neither it nor a worker's start needs. Returns whether the kernel has taken the filter. */
int template_lock_down(void);

#endif
