// From a role to a font file, by fontconfig. Our own map (dent-fonts.conf)
// comes first: it turns the four names below into families and adds the folder
// it lies in. Without the map the same families are asked for by name.
#include <fontconfig/fontconfig.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"
#include "base/log.h"
#include "drawing/font_face.h"

#define LOG_AREA "fonts"
#define MAP_NAME "dent-fonts.conf"

#ifndef DENT_DATA_DIR
#define DENT_DATA_DIR "/usr/share/dent"
#endif

struct role_family {
    const char *name; // what the map knows the role by
    const char *family;
    int weight;
};

static const struct role_family role_families[FONT_ROLE_COUNT] = {
    [FONT_TEXT] = {"Dent Text", "Lato", FC_WEIGHT_DEMIBOLD},
    [FONT_LABEL] = {"Dent Label", "Lato", FC_WEIGHT_BOLD},
    [FONT_VALUE] = {"Dent Value", "Lato", FC_WEIGHT_BLACK},
    [FONT_WORDMARK] = {"Dent Wordmark", "League Spartan", FC_WEIGHT_BOLD},
};

// Before the families that are built in, the map may name others for what Lato
// lacks.
#define FALLBACK_ROLE "Dent Fallback"

struct font_finder {
    FcConfig *config; // owned
};

// The map beside the program (a build tree, an unpacked archive), or where it
// is installed. False: there is none.
static bool
find_map(char *out, size_t out_size) {
    static const char *const places[] = {
        "/../share/dent/fonts/",
        "/../fonts/",
        "/../../fonts/",
    };
    char program[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", program, sizeof program - 1);
    if (size > 0) {
        program[size] = '\0';
        char *slash = strrchr(program, '/');
        if (slash) {
            *slash = '\0';
        }
        for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
            int length =
                snprintf(out, out_size, "%s%s%s", program, places[i], MAP_NAME);
            if (length > 0 && (size_t) length < out_size
                && access(out, R_OK) == 0) {
                return true;
            }
        }
    }
    int length =
        snprintf(out, out_size, "%s/fonts/%s", DENT_DATA_DIR, MAP_NAME);
    return length > 0 && (size_t) length < out_size && access(out, R_OK) == 0;
}

struct font_finder *
font_finder_create(void) {
    struct font_finder *finder = calloc(1, sizeof *finder);
    if (!finder) {
        return NULL;
    }
    finder->config = FcConfigCreate();
    if (!finder->config) {
        free(finder);
        return NULL;
    }
    char map[PATH_MAX];
    if (find_map(map, sizeof map)
        && !FcConfigParseAndLoad(finder->config, (const FcChar8 *) map,
                                 FcTrue)) {
        log_warn("%s has a fault and is not used", map);
    }
    if (!FcConfigParseAndLoad(finder->config, NULL, FcTrue)) {
        log_warn("the system's font configuration could not be read");
    }
    FcConfigBuildFonts(finder->config);
    return finder;
}

void
font_finder_destroy(struct font_finder *finder) {
    if (!finder) {
        return;
    }
    FcConfigDestroy(finder->config);
    free(finder);
}

static FcPattern *
pattern_of(const struct role_family *wanted) {
    FcPattern *pattern = FcPatternCreate();
    CHECK(pattern);
    FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *) wanted->name);
    FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *) wanted->family);
    FcPatternAddInteger(pattern, FC_WEIGHT, wanted->weight);
    FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddBool(pattern, FC_OUTLINE, FcTrue);
    FcPatternAddBool(pattern, FC_VARIABLE, FcFalse);
    return pattern;
}

// The family that is really wanted: the first that is not our own name.
static const char *
family_wanted(FcPattern *pattern, const struct role_family *wanted) {
    FcChar8 *family = NULL;
    for (int i = 0;
         FcPatternGetString(pattern, FC_FAMILY, i, &family) == FcResultMatch;
         i++) {
        if (strcmp((const char *) family, wanted->name) != 0) {
            return (const char *) family;
        }
    }
    return wanted->family;
}

static bool
has_family(FcPattern *found, const char *family) {
    FcChar8 *own = NULL;
    for (int i = 0;
         FcPatternGetString(found, FC_FAMILY, i, &own) == FcResultMatch; i++) {
        if (FcStrCmpIgnoreCase(own, (const FcChar8 *) family) == 0) {
            return true;
        }
    }
    return false;
}

bool
font_finder_find(struct font_finder *finder, enum font_role role, char **path,
                 int *index) {
    const struct role_family *wanted = &role_families[role];
    FcPattern *pattern = pattern_of(wanted);
    FcConfigSubstitute(finder->config, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcResult result = FcResultNoMatch;
    FcPattern *found = FcFontMatch(finder->config, pattern, &result);
    FcChar8 *file = NULL;
    bool is_found =
        found && FcPatternGetString(found, FC_FILE, 0, &file) == FcResultMatch;
    if (is_found) {
        const char *family = family_wanted(pattern, wanted);
        if (!has_family(found, family)) {
            log_warn("the font family %s is missing; %s is used instead",
                     family, (const char *) file);
        }
        if (FcPatternGetInteger(found, FC_INDEX, 0, index) != FcResultMatch) {
            *index = 0;
        }
        *path = strdup((const char *) file);
        is_found = *path != NULL;
    }
    if (found) {
        FcPatternDestroy(found);
    }
    FcPatternDestroy(pattern);
    return is_found;
}

int
font_role_weight(enum font_role role) {
    return role_families[role].weight;
}

// The family to remember a file by: Noto's, or `wanted` where that is given.
static const char *
family_of(FcPattern *font, const char *wanted) {
    FcChar8 *family = NULL;
    for (int i = 0;
         FcPatternGetString(font, FC_FAMILY, i, &family) == FcResultMatch;
         i++) {
        const char *name = (const char *) family;
        if (wanted
                ? strcmp(name, wanted) == 0
                : (strncmp(name, "Noto ", 5) == 0 && !strstr(name, " Mono"))) {
            return name;
        }
    }
    return NULL;
}

static bool
is_upright(FcPattern *font) {
    int slant = FC_SLANT_ROMAN;
    FcBool is_range = FcFalse;
    (void) FcPatternGetInteger(font, FC_SLANT, 0, &slant);
    (void) FcPatternGetBool(font, FC_VARIABLE, 0, &is_range);
    return slant == FC_SLANT_ROMAN && !is_range;
}

static void
add_fallback(struct fonts *fonts, FcPattern *font, const char *family) {
    FcChar8 *file = NULL;
    if (!is_upright(font)
        || FcPatternGetString(font, FC_FILE, 0, &file) != FcResultMatch) {
        return;
    }
    if (fonts->fallback_count == fonts->fallback_room) {
        fonts->fallback_room = fonts->fallback_room * 2 + 64;
        fonts->fallbacks = realloc(
            fonts->fallbacks, fonts->fallback_room * sizeof *fonts->fallbacks);
        CHECK(fonts->fallbacks);
    }
    struct fallback *fallback = &fonts->fallbacks[fonts->fallback_count++];
    *fallback = (struct fallback){
        .family = strdup(family),
        .path = strdup((const char *) file),
        .weight = FC_WEIGHT_REGULAR,
        .face = FALLBACK_UNOPENED,
    };
    CHECK(fallback->family && fallback->path);
    (void) FcPatternGetInteger(font, FC_INDEX, 0, &fallback->index);
    (void) FcPatternGetInteger(font, FC_WEIGHT, 0, &fallback->weight);
}

static void
add_all(struct fonts *fonts, const FcFontSet *set, const char *wanted) {
    for (int i = 0; set && i < set->nfont; i++) {
        const char *family = family_of(set->fonts[i], wanted);
        if (family && fonts->fallback_count < INT16_MAX) {
            add_fallback(fonts, set->fonts[i], family);
        }
    }
}

void
font_finder_list(struct font_finder *finder, struct fonts *fonts) {
    const FcFontSet *set = FcConfigGetFonts(finder->config, FcSetSystem);
    FcPattern *pattern = FcPatternCreate();
    CHECK(pattern);
    FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *) FALLBACK_ROLE);
    FcConfigSubstitute(finder->config, pattern, FcMatchPattern);
    FcChar8 *family = NULL;
    for (int i = 0;
         FcPatternGetString(pattern, FC_FAMILY, i, &family) == FcResultMatch
         && strcmp((const char *) family, FALLBACK_ROLE) != 0;
         i++) {
        add_all(fonts, set, (const char *) family);
    }
    fonts->own_fallback_count = (int) fonts->fallback_count;
    FcPatternDestroy(pattern);
    add_all(fonts, set, NULL);
}
