// Reading the command line by its table.
#include "cli/options.h"
#include "base/text.h"
#include "scene/scene.h"
#include "session/session.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define IN(verb) (1u << VERB_##verb)

// Puts a value into *out. False: the value is not of the form.
typedef bool (*option_set)(struct options *out, const char *value);

struct option_row {
    const char *name;
    const char *value; // what it takes, for people; NULL: nothing
    unsigned verbs;
    option_set set;
    const char *form; // what a value must be, for the message
    const char *help;
};

static bool
read_number(const char *text, uint64_t from, uint64_t to, uint64_t *out) {
    if (text[0] == '\0' || strlen(text) > 19) {
        return false;
    }
    for (const char *at = text; *at != '\0'; at++) {
        if (!isdigit((unsigned char) *at)) {
            return false;
        }
    }
    *out = strtoull(text, NULL, 10);
    return *out >= from && *out <= to;
}

static bool
read_uint32(const char *text, uint32_t to, uint32_t *out) {
    uint64_t number = 0;
    if (!read_number(text, 0, to, &number)) {
        return false;
    }
    *out = (uint32_t) number;
    return true;
}

static bool
read_real(const char *text, double from, double to, double *out) {
    char *end = NULL;
    *out = strtod(text, &end);
    return end != text && *end == '\0' && *out >= from && *out <= to;
}

static bool
set_deck(struct options *out, const char *value) {
    out->run.deck = value;
    return value[0] != '\0';
}

static bool
set_data(struct options *out, const char *value) {
    out->run.data_dir = value;
    return value[0] != '\0';
}

static bool
set_port(struct options *out, const char *value) {
    uint64_t port = 0;
    if (!read_number(value, 1, UINT16_MAX, &port)) {
        return false;
    }
    out->run.port = (uint16_t) port;
    return true;
}

static bool
set_display(struct options *out, const char *value) {
    for (int i = 0; i < KIOSK_DISPLAY_COUNT; i++) {
        if (strcmp(value, kiosk_display_text((enum kiosk_display) i)) == 0) {
            out->run.display = (enum kiosk_display) i;
            return true;
        }
    }
    return false;
}

static bool
set_windowed(struct options *out, const char *value) {
    (void) value; // takes none
    out->run.is_windowed = true;
    return true;
}

static bool
set_autopilot(struct options *out, const char *value) {
    (void) value; // takes none
    out->run.is_autopilot = true;
    return true;
}

static bool
set_reduced(struct options *out, const char *value) {
    (void) value; // takes none
    out->run.is_motion_reduced = true;
    return true;
}

static bool
set_mute(struct options *out, const char *value) {
    (void) value; // takes none
    out->run.is_muted = true;
    return true;
}

static bool
set_theme(struct options *out, const char *value) {
    out->run.is_theme_given = true;
    return theme_find(value, &out->run.theme);
}

static bool
set_margin(struct options *out, const char *value) {
    return margin_find(value, &out->run.margin);
}

static bool
set_pin(struct options *out, const char *value) {
    out->run.pin = value;
    uint64_t number = 0;
    return strlen(value) == 6 && read_number(value, 0, 999999, &number);
}

static bool
set_rehearse(struct options *out, const char *value) {
    return read_uint32(value, KIOSK_REHEARSE_MAX, &out->run.rehearse)
           && out->run.rehearse > 0;
}

static bool
set_speed(struct options *out, const char *value) {
    return read_real(value, 0.1, 1000, &out->run.speed);
}

static bool
set_room(struct options *out, const char *value) {
    out->run.is_room_given = true;
    return scene_room_find(value, &out->run.room_scale);
}

static bool
set_resume(struct options *out, const char *value) {
    out->run.resume = value;
    return value[0] != '\0';
}

static bool
set_to(struct options *out, const char *value) {
    out->to = value;
    return value[0] != '\0';
}

static bool
set_out(struct options *out, const char *value) {
    out->out = value;
    const char *dot = strrchr(value, '.');
    return dot != NULL
           && (strcmp(dot, ".png") == 0 || strcmp(dot, ".svg") == 0
               || strcmp(dot, ".txt") == 0);
}

static bool
set_exercise(struct options *out, const char *value) {
    out->exercise = value;
    return value[0] != '\0';
}

static bool
set_phase(struct options *out, const char *value) {
    out->phase = value;
    return value[0] != '\0';
}

static bool
set_guests(struct options *out, const char *value) {
    return read_uint32(value, SESSION_GUEST_MAX, &out->guests);
}

static bool
set_absent(struct options *out, const char *value) {
    return read_uint32(value, SESSION_GUEST_MAX, &out->absent);
}

static bool
set_at(struct options *out, const char *value) {
    return read_uint32(value, 3 * 3600, &out->at_s);
}

static bool
set_seed(struct options *out, const char *value) {
    return read_number(value, 0, UINT64_MAX, &out->seed);
}

static bool
set_size(struct options *out, const char *value) {
    unsigned width = 0;
    unsigned height = 0;
    char rest = '\0';
    if (sscanf(value, "%5ux%5u%c", &width, &height, &rest) != 2 || width < 320
        || height < 240 || width > 7680 || height > 4320) {
        return false;
    }
    out->width = (float) width;
    out->height = (float) height;
    return true;
}

static const struct option_row rows[] = {
    {"--deck", "DECK", IN(RUN) | IN(SHOT), set_deck,
     "a built-in deck's name or a path",
     "the workshop: a built-in deck or a file (default: taster)"},
    {"--data", "DIR", IN(RUN) | IN(SETUP) | IN(SESSIONS) | IN(EXPORT), set_data,
     "a folder", "where sessions are kept (default: your data folder)"},
    {"--port", "N", IN(RUN), set_port, "a number from 1 to 65535",
     "the port for phones (default: 80 where allowed, else 8080)"},
    {"--display", "HOW", IN(RUN) | IN(SETUP), set_display,
     "auto, x11, wayland, kmsdrm, offscreen or none",
     "auto, x11, wayland, kmsdrm; none: phones only (default: auto)"},
    {"--windowed", NULL, IN(RUN) | IN(SETUP), set_windowed, "",
     "a window instead of the full screen"},
    {"--theme", "NAME", IN(RUN) | IN(SETUP) | IN(SHOT), set_theme,
     "dark, bright or contrast",
     "dark for lights down, bright for a lit room, contrast (default: dark)"},
    {"--room", "SIZE", IN(RUN) | IN(SETUP) | IN(SHOT), set_room,
     "near, normal or far",
     "near, normal, far: the last row at 4, 6, 8 screen heights"},
    {"--margin", "PERCENT", IN(RUN) | IN(SETUP) | IN(SHOT), set_margin,
     "0, 2.5 or 5", "kept free at each edge for what a TV hides (default: 5)"},
    {"--reduced-motion", NULL, IN(RUN), set_reduced, "",
     "no growing bars and no moving marks"},
    {"--mute", NULL, IN(RUN), set_mute, "",
     "no chimes (the key M switches them on and off)"},
    {"--pin", "PIN", IN(RUN), set_pin, "six digits",
     "the host's PIN (default: made up and printed)"},
    {"--rehearse", "N", IN(RUN), set_rehearse, "a number from 1 to 2000",
     "so many simulated guests answer; marked as a rehearsal"},
    {"--autopilot", NULL, IN(RUN), set_autopilot, "",
     "go on by itself at the end of each phase"},
    {"--speed", "X", IN(RUN), set_speed, "a number from 0.1 to 1000",
     "session time runs X times as fast, for rehearsals"},
    {"--resume", "ID", IN(RUN), set_resume, "a session's id, or last",
     "go on with that session (or last) without asking"},
    {"--to", "DIR", IN(EXPORT), set_to, "a folder",
     "the folder for the files (made when missing)"},
    {"--exercise", "ID", IN(SHOT), set_exercise,
     "an exercise's id, lobby or end", "what to draw (default: lobby)"},
    {"--phase", "NAME", IN(SHOT), set_phase,
     "one of its phases, or closed for a vote that is over",
     "which phase of it (default: its first)"},
    {"--guests", "N", IN(SHOT), set_guests, "a number from 0 to 10000",
     "simulated guests (default: 24)"},
    {"--absent", "N", IN(SHOT), set_absent, "a number up to the guests",
     "of those, how many answer nothing (default: 2)"},
    {"--at", "S", IN(SHOT), set_at, "seconds",
     "how far the phase has come (default: 20)"},
    {"--seed", "S", IN(SHOT), set_seed, "a whole number",
     "other numbers, other answers (default: 1)"},
    {"--size", "WxH", IN(SHOT), set_size,
     "like 1920x1080, from 320x240 to 7680x4320",
     "pixels (default: 1920x1080)"},
    {"--out", "FILE", IN(SHOT), set_out, "a name ending in .png, .svg or .txt",
     "the picture's file"},
};

static const struct verb_row {
    const char *name;
    unsigned arguments_min, arguments_max;
    const char *arguments; // for the message
} verbs[VERB_COUNT] = {
    [VERB_RUN] = {"run", 0, 0, ""},
    [VERB_CHECK] = {"check", 1, 1, " FILE"},
    [VERB_DECKS] = {"decks", 0, 0, ""},
    [VERB_SESSIONS] = {"sessions", 0, 0, ""},
    [VERB_EXPORT] = {"export", 1, 1, " ID|last --to DIR"},
    [VERB_AUDIT] = {"audit", 1, 1, " DIR"},
    [VERB_SHOT] = {"shot", 0, 0, " --out FILE"},
    [VERB_SETUP] = {"setup", 0, 0, ""},
    [VERB_HELP] = {"help", 0, 0, ""},
    [VERB_VERSION] = {"version", 0, 0, ""},
};

const char *
verb_text(enum verb verb) {
    return verbs[verb].name;
}

void
options_each(enum verb verb,
             void (*line)(void *data, const char *form, const char *help),
             void *data) {
    for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
        if ((rows[i].verbs & 1u << verb) == 0) {
            continue;
        }
        char form[48];
        snprintf(form, sizeof form, "%s%s%s", rows[i].name,
                 rows[i].value == NULL ? "" : " ",
                 rows[i].value == NULL ? "" : rows[i].value);
        line(data, form, rows[i].help);
    }
}

static bool
find_verb(const char *word, enum verb *out) {
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        *out = VERB_HELP;
        return true;
    }
    if (strcmp(word, "--version") == 0) {
        *out = VERB_VERSION;
        return true;
    }
    for (int i = 0; i < VERB_COUNT; i++) {
        if (strcmp(word, verbs[i].name) == 0) {
            *out = (enum verb) i;
            return true;
        }
    }
    return false;
}

static const struct option_row *
find_row(const char *word, size_t size) {
    for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strlen(rows[i].name) == size
            && strncmp(rows[i].name, word, size) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

// Takes the option at argv[*at] and its value; moves *at to its last word.
static bool
take_option(struct options *out, int argc, char **argv, int *at,
            struct fault *fault) {
    const char *word = argv[*at];
    const char *equals = strchr(word, '=');
    size_t size = equals == NULL ? strlen(word) : (size_t) (equals - word);
    const struct option_row *row = find_row(word, size);
    if (row == NULL || (row->verbs & 1u << out->verb) == 0) {
        return fault_set(fault,
                         "The option %.*s is not known to \"dent %s\". "
                         "\"dent help\" lists them all.",
                         (int) size, word, verb_text(out->verb));
    }
    const char *value = equals == NULL ? NULL : equals + 1;
    if (row->value == NULL && value != NULL) {
        return fault_set(fault, "The option %s takes no value.", row->name);
    }
    if (row->value != NULL && value == NULL) {
        if (*at + 1 >= argc) {
            return fault_set(fault, "The option %s needs a value: %s.",
                             row->name, row->form);
        }
        value = argv[++*at];
    }
    if (!row->set(out, value == NULL ? "" : value)) {
        return fault_set(fault, "\"%s\" does not fit the option %s: give %s.",
                         value, row->name, row->form);
    }
    return true;
}

static void
set_defaults(struct options *out) {
    memset(out, 0, sizeof *out);
    out->run.deck = "taster";
    out->run.theme = THEME_DARK;
    out->run.room_scale = 1;
    out->run.speed = 1;
    out->guests = 24;
    out->absent = 2;
    out->at_s = 20;
    out->seed = 1;
    out->width = 1920;
    out->height = 1080;
}

bool
options_read(int argc, char **argv, struct options *out, struct fault *fault) {
    set_defaults(out);
    int at = 1;
    if (at < argc && find_verb(argv[at], &out->verb)) {
        at++;
    } else if (at < argc && argv[at][0] != '-') {
        return fault_set(fault,
                         "\"%s\" is no command. \"dent help\" lists what "
                         "there is.",
                         argv[at]);
    }
    for (; at < argc; at++) {
        if (strcmp(argv[at], "--help") == 0 || strcmp(argv[at], "-h") == 0) {
            out->verb = VERB_HELP;
            return true;
        }
        if (argv[at][0] == '-' && argv[at][1] != '\0') {
            if (!take_option(out, argc, argv, &at, fault)) {
                return false;
            }
        } else if (out->argument_count < ARGUMENT_MAX) {
            out->arguments[out->argument_count++] = argv[at];
        } else {
            return fault_set(fault, "\"%s\" is one word too many.", argv[at]);
        }
    }
    const struct verb_row *verb = &verbs[out->verb];
    if (out->verb == VERB_RUN && out->argument_count > 0) {
        return fault_set(fault,
                         "\"dent run\" takes options only. To hold the "
                         "deck %s: dent run --deck %s",
                         out->arguments[0], out->arguments[0]);
    }
    if (out->argument_count < verb->arguments_min
        || out->argument_count > verb->arguments_max
        || (out->verb == VERB_EXPORT && out->to == NULL)
        || (out->verb == VERB_SHOT && out->out == NULL)) {
        return fault_set(fault, "Use it as: dent %s%s", verb->name,
                         verb->arguments);
    }
    return true;
}
