/*
 * Runs a program many times and loads it once: preloaded into it (LD_PRELOAD), this takes the place of its main, listens on a socket, and forks
 * for each request. The ffmpeg command has more than 200 libraries: to load them takes longer than most of what tests ask of it.
 *   PROGRAM SOCKET     serves until its standard input ends
 * A request: its length (4 bytes), then strings that end with 0: folder, file for standard output, file for errors, arguments. The answer is the exit
 * code (4 bytes), 128 + the signal for a death by one. Who hangs up before that has the program killed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_ARGUMENTS 1024
#define MOST_BYTES (1 << 20)

typedef int main_function(int, char **, char **);

static main_function *program;

static int read_all(int from, void *to, size_t length)
{
    size_t done = 0;
    while (done < length)
    {
        ssize_t got = read(from, (char *)to + done, length - done);
        if (got <= 0) return 0;
        done += (size_t)got;
    }
    return 1;
}

static void redirect(const char *path, int flags, int to)
{
    int file = open(path, flags, 0600);
    if (file < 0 || dup2(file, to) < 0) _exit(127);
    close(file);
}

static void run(char *name, char *text, uint32_t length, char **environment)
{
    static char *arguments[MOST_ARGUMENTS];
    char *end = text + length, *fields[3];
    int count = 0, i;
    for (i = 0; i < 3 && text < end; i++)
    {
        fields[i] = text;
        text += strlen(text) + 1;
    }
    if (i < 3) _exit(127);
    arguments[count++] = name;
    for (; text < end && count < MOST_ARGUMENTS - 1; text += strlen(text) + 1) arguments[count++] = text;
    if (text < end || (*fields[0] != 0 && chdir(fields[0]) != 0)) _exit(127);
    redirect("/dev/null", O_RDONLY, 0);
    redirect(fields[1], O_WRONLY | O_CREAT | O_TRUNC, 1);
    redirect(fields[2], O_WRONLY | O_CREAT | O_TRUNC, 2);
    exit(program(count, arguments, environment));
}

static void serve(int client, char *name, char **environment)
{
    uint32_t length;
    int32_t answer;
    int status;
    char *text;
    pid_t child;
    struct pollfd both[2];
    if (!read_all(client, &length, 4) || length == 0 || length > MOST_BYTES || (text = malloc(length)) == NULL) _exit(1);
    if (!read_all(client, text, length) || text[length - 1] != 0) _exit(1);
    child = fork();
    if (child == 0)
    {
        close(client);
        run(name, text, length, environment);
    }
    if (child < 0) _exit(1);
    both[0].fd = (int)syscall(SYS_pidfd_open, child, 0);
    both[0].events = POLLIN;
    both[1].fd = client;
    both[1].events = POLLIN | POLLRDHUP;
    if (both[0].fd >= 0 && poll(both, 2, -1) > 0 && both[0].revents == 0) kill(child, SIGKILL);
    if (waitpid(child, &status, 0) != child) _exit(1);
    answer = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    _exit(write(client, &answer, 4) == 4 ? 0 : 1);
}

static int listen_for_requests(int argument_count, char **arguments, char **environment)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (argument_count != 2 || strlen(arguments[1]) >= sizeof address.sun_path) return 2;
    strcpy(address.sun_path, arguments[1]);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 64) != 0) return 2;
    unsetenv("LD_PRELOAD");
    signal(SIGCHLD, SIG_IGN);
    for (;;)
    {
        struct pollfd both[2] = {{.fd = 0, .events = POLLIN}, {.fd = listener, .events = POLLIN}};
        int client;
        if (poll(both, 2, -1) < 0) continue;
        if (both[0].revents != 0) return 0;
        client = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (client < 0) continue;
        if (fork() == 0)
        {
            close(listener);
            signal(SIGCHLD, SIG_DFL);
            serve(client, arguments[0], environment);
        }
        close(client);
    }
}

/* Without the destructors of all libraries: they write to pages that are shared with the server until then. */
void exit(int code)
{
    fflush(NULL);
    _exit(code);
}

int __libc_start_main(main_function *main, int argument_count, char **arguments, main_function *before, void (*after)(void), void (*last)(void), void *stack)
{
    typedef int start_function(main_function *, int, char **, main_function *, void (*)(void), void (*)(void), void *);
    start_function *start = (start_function *)dlsym(RTLD_NEXT, "__libc_start_main");
    program = main;
    return start(listen_for_requests, argument_count, arguments, before, after, last, stack);
}
