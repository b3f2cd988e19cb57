// The program as a whole: exec to first picture, resident memory in the lobby,
// and processor time when nothing changes, beside a bare SDL program in turn.
// bench_program DENT BARE FONT: DISPLAY names an X server. Both open a window:
// without a window manager SDL waits 0.1 s for a full screen. Prints a table.
#include "base/tick.h"
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define RUNS 7
#define IDLE_S 5

struct figures {
    double start_ms[RUNS], memory_mb[RUNS], cpu_percent[RUNS];
};

static pid_t
start(char *const *words, int *out_read) {
    int ends[2];
    if (pipe(ends) != 0) {
        exit(1);
    }
    pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        if (freopen("/dev/null", "w", stdout) != NULL) {
            execv(words[0], words);
        }
        _exit(127);
    }
    close(ends[1]);
    *out_read = ends[0];
    return pid;
}

// False: it ended, or said nothing of a picture within 20 s.
static bool
await_picture(int from) {
    char said[4096];
    size_t size = 0;
    struct pollfd ready = {.fd = from, .events = POLLIN};
    while (size < sizeof said - 1 && poll(&ready, 1, 20000) > 0) {
        ssize_t count = read(from, said + size, sizeof said - 1 - size);
        if (count <= 0) {
            return false;
        }
        size += (size_t) count;
        said[size] = '\0';
        if (strstr(said, "first picture") != NULL) {
            return true;
        }
    }
    return false;
}

static double
resident_mb(pid_t pid) {
    char path[64];
    char line[256];
    long kb = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int) pid);
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "VmRSS: %ld", &kb) == 1) {
            break;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return (double) kb / 1024;
}

static double
cpu_seconds(pid_t pid) {
    char path[64];
    char line[1024];
    unsigned long user = 0;
    unsigned long system_time = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int) pid);
    FILE *file = fopen(path, "r");
    if (file != NULL && fgets(line, sizeof line, file) != NULL) {
        const char *rest = strrchr(line, ')');
        if (rest != NULL) {
            (void) sscanf(rest,
                          ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u "
                          "%lu %lu",
                          &user, &system_time);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return (double) (user + system_time) / (double) sysconf(_SC_CLK_TCK);
}

static void
measure(char *const *words, struct figures *out, int run) {
    int from = -1;
    int64_t began = tick_now_us();
    pid_t pid = start(words, &from);
    if (!await_picture(from)) {
        fprintf(stderr, "bench_program: %s showed no picture\n", words[0]);
        exit(1);
    }
    out->start_ms[run] = (double) (tick_now_us() - began) / 1000;
    sleep(1);
    double before = cpu_seconds(pid);
    sleep(IDLE_S);
    out->cpu_percent[run] = (cpu_seconds(pid) - before) / IDLE_S * 100;
    out->memory_mb[run] = resident_mb(pid);
    kill(pid, SIGTERM);
    usleep(300000);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    close(from);
}

static int
compare(const void *a, const void *b) {
    double left = *(const double *) a;
    double right = *(const double *) b;
    return (left > right) - (left < right);
}

static double
median(double values[RUNS]) {
    qsort(values, RUNS, sizeof *values, compare);
    return values[RUNS / 2];
}

int
main(int argc, char **argv) {
    if (argc != 4) {
        fputs("bench_program DENT BARE FONT\n", stderr);
        return 2;
    }
    char data[] = "/tmp/dent-bench-XXXXXX";
    if (mkdtemp(data) == NULL) {
        return 1;
    }
    char *dent[] = {argv[1], "--data",     data, "--port",
                    "28731", "--windowed", NULL};
    char *bare[] = {argv[2], argv[3], NULL};
    struct figures ours;
    struct figures reference;
    for (int run = 0; run < RUNS; run++) {
        measure(dent, &ours, run);
        measure(bare, &reference, run);
    }
    printf("\n%-34s %8s %8s\n", "program, medians of 7 runs", "dent",
           "bare SDL");
    printf("%-34s %8.0f %8.0f\n", "exec to first picture, ms",
           median(ours.start_ms), median(reference.start_ms));
    printf("%-34s %8.1f %8.1f\n", "resident in the lobby, MB",
           median(ours.memory_mb), median(reference.memory_mb));
    printf("%-34s %8.2f %8.2f\n", "CPU when nothing changes, % of one",
           median(ours.cpu_percent), median(reference.cpu_percent));
    return 0;
}
