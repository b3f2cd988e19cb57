#include "kill/program.h"
#include "kill/fail.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARGUMENT_MAX 16

static const char deck[] = "deck: kill\n"
                           "title: What outlives a kill?\n"
                           "exercises:\n"
                           "  - id: pick\n"
                           "    kind: choice\n"
                           "    prompt: Which of these do you take?\n"
                           "    options: [A, B, C, D, E, F, G, H, I, J, K, L]\n"
                           "    pick: 12\n"
                           "    phases: [vote 3h]\n"
                           "  - id: word\n"
                           "    kind: words\n"
                           "    prompt: Which word is it now?\n"
                           "    pick: 1\n"
                           "    phases: [vote 2h]\n";

static bool
is_free(uint16_t port) {
    struct sockaddr_in6 address = {.sin6_family = AF_INET6,
                                   .sin6_port = htons(port)};
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        fail("no socket: %s", strerror(errno));
    }
    bool is_bound = bind(fd, (struct sockaddr *) &address, sizeof address) == 0;
    (void) close(fd); // never used
    return is_bound;
}

// Below those that outgoing connections are given, which could take it while
// the program is dead.
static uint16_t
free_port(void) {
    uint16_t port = (uint16_t) (10000 + getpid() % 20000);
    for (int i = 0; i < 1000; i++, port++) {
        if (is_free(port)) {
            return port;
        }
    }
    fail("no port is free up to %u", port);
}

void
program_init(struct program *program, const char *binary) {
    memset(program, 0, sizeof *program);
    program->binary = binary;
    const char *temporary = getenv("TMPDIR");
    snprintf(program->dir, sizeof program->dir, "%s/dent-kill-XXXXXX",
             temporary == NULL ? "/tmp" : temporary);
    char path[300];
    if (mkdtemp(program->dir) == NULL) {
        fail("no folder %s: %s", program->dir, strerror(errno));
    }
    snprintf(path, sizeof path, "%s/deck.yaml", program->dir);
    FILE *file = fopen(path, "w");
    if (file == NULL || fputs(deck, file) < 0 || fclose(file) != 0) {
        fail("the deck %s cannot be written", path);
    }
    program->port = free_port();
}

static int
remove_one(const char *path, const struct stat *about, int kind,
           struct FTW *at) {
    (void) about;
    (void) kind;
    (void) at;
    return remove(path);
}

static void
remove_tree(const char *path) {
    (void) nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS); // may not be there
}

void
program_finish(struct program *program) {
    remove_tree(program->dir);
}

void
program_new_data(struct program *program) {
    char path[300];
    snprintf(path, sizeof path, "%s/data", program->dir);
    remove_tree(path);
    snprintf(path, sizeof path, "%s/results", program->dir);
    remove_tree(path);
}

// In the child: never comes back.
static _Noreturn void
become(const struct program *program, char *const arguments[], int out) {
    char path[300];
    (void) prctl(PR_SET_PDEATHSIG, SIGKILL); // no Dent outlives the test
    snprintf(path, sizeof path, "%s/said", program->dir);
    int said = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (said < 0 || dup2(said, 2) < 0 || dup2(out < 0 ? said : out, 1) < 0
        || chdir(program->dir) != 0) {
        _exit(126);
    }
    execv(program->binary, arguments);
    _exit(127);
}

static pid_t
spawn(const struct program *program, const char *const words[], int out) {
    char *arguments[ARGUMENT_MAX + 2] = {(char *) program->binary};
    for (int i = 0; i < ARGUMENT_MAX && words[i] != NULL; i++) {
        arguments[i + 1] = (char *) words[i];
    }
    pid_t pid = fork();
    if (pid == 0) {
        become(program, arguments, out);
    }
    if (pid < 0) {
        fail("no process: %s", strerror(errno));
    }
    return pid;
}

void
program_start(struct program *program) {
    char port[8];
    snprintf(port, sizeof port, "%u", program->port);
    const char *const words[] = {"run",    "--display", "none",      "--data",
                                 "data",   "--port",    port,        "--pin",
                                 "123456", "--deck",    "deck.yaml", "--resume",
                                 "last",   NULL};
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        fail("no pipe: %s", strerror(errno));
    }
    program->started_at = tick_now();
    program->pid = spawn(program, words, ends[1]);
    program->out = ends[0];
    (void) close(ends[1]); // the child's
}

void
program_wait_ready(struct program *program, tick for_ms) {
    char said[1024];
    size_t size = 0;
    tick until = tick_now() + for_ms;
    while (tick_now() < until && size < sizeof said - 1) {
        struct pollfd poll_fd = {.fd = program->out, .events = POLLIN};
        if (poll(&poll_fd, 1, (int) (until - tick_now()) + 1) <= 0) {
            continue;
        }
        ssize_t more = read(program->out, said + size, sizeof said - 1 - size);
        if (more <= 0) {
            fail("Dent ended while it started; see %s/said", program->dir);
        }
        size += (size_t) more;
        said[size] = '\0';
        if (strstr(said, "Kept in:") != NULL) {
            return;
        }
    }
    fail("Dent was not ready after %lld ms", (long long) for_ms);
}

static void
forget(struct program *program) {
    (void) close(program->out); // it has ended
    program->pid = 0;
}

void
program_kill(struct program *program) {
    int status = 0;
    if (kill(program->pid, SIGKILL) != 0
        || waitpid(program->pid, &status, 0) != program->pid) {
        fail("the program cannot be killed: %s", strerror(errno));
    }
    if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL) {
        fail("Dent ended by itself before it was killed (status %#x); see "
             "%s/said",
             (unsigned) status, program->dir);
    }
    forget(program);
}

int
program_stop(struct program *program, tick for_ms) {
    int status = 0;
    tick until = tick_now() + for_ms;
    (void) kill(program->pid, SIGTERM); // waitpid tells
    while (waitpid(program->pid, &status, WNOHANG) == 0) {
        if (tick_now() > until) {
            fail("Dent did not end within %lld ms of SIGTERM",
                 (long long) for_ms);
        }
        (void) poll(NULL, 0, 5); // a pause between two looks
    }
    forget(program);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int
program_run(const struct program *program, const char *const words[]) {
    int status = 0;
    pid_t pid = spawn(program, words, -1);
    if (waitpid(pid, &status, 0) != pid) {
        fail("a program cannot be waited for: %s", strerror(errno));
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
