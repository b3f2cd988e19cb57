// The window and its renderer. Which renderer is a matter of cost: with a
// graphics card OpenGL ES; without one SDL's own software renderer straight
// into the window, because Mesa's software path takes three times as long and
// a hundred megabytes.
#include "stage/stage.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "stage/inside.h"

#define LOG_AREA "stage"

static void
on_sdl_log(void *data, int category, SDL_LogPriority priority,
           const char *message) {
    (void) data;
    (void) category;
    if (priority >= SDL_LOG_PRIORITY_WARN) {
        log_warn("SDL: %s", message);
    }
}

// The number of the first card that has a screen; -1: none.
static int
card_with_screen(void) {
    glob_t found = {0};
    int card = -1;
    if (glob("/sys/class/drm/card*-*/status", 0, NULL, &found) != 0) {
        return -1;
    }
    for (size_t i = 0; i < found.gl_pathc && card < 0; i++) {
        char status[16] = "";
        FILE *file = fopen(found.gl_pathv[i], "r");
        if (file) {
            if (fgets(status, sizeof status, file)
                && strncmp(status, "connected", 9) == 0) {
                (void) sscanf(found.gl_pathv[i], "/sys/class/drm/card%d-",
                              &card);
            }
            fclose(file);
        }
    }
    globfree(&found);
    return card;
}

static bool
has_graphics_card(void) {
    glob_t found = {0};
    bool is_found = glob("/dev/dri/renderD*", 0, NULL, &found) == 0;
    if (is_found) {
        globfree(&found);
    }
    return is_found;
}

static void
set_hints(const char *driver) {
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_JOYSTICK_HIDAPI, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "linear");
    if (driver) {
        SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, driver,
                                SDL_HINT_OVERRIDE);
    }
    int card = card_with_screen();
    if (card >= 0) {
        char word[12];
        snprintf(word, sizeof word, "%d", card);
        SDL_SetHint(SDL_HINT_KMSDRM_DEVICE_INDEX, word);
    }
}

static bool
is_driver(const char *name) {
    const char *current = SDL_GetCurrentVideoDriver();
    return current && SDL_strcasecmp(current, name) == 0;
}

static bool
start_video(struct stage *stage, const char *driver, struct fault *fault) {
    bool is_chosen = driver || getenv("SDL_VIDEODRIVER");
    stage->is_video_up = SDL_InitSubSystem(SDL_INIT_VIDEO) == 0;
    // What follows asks SDL for its driver, which replaces the reason.
    char reason[120];
    snprintf(reason, sizeof reason, "%s", SDL_GetError());
    bool is_blind = is_driver("dummy") || is_driver("offscreen");
    if (!stage->is_video_up || (is_blind && !is_chosen)) {
        return fault_set(fault,
                         "No screen can be used (%s); start Dent in a desktop "
                         "or on a console, or with --display none to serve "
                         "the room without a screen.",
                         is_blind ? "there is no display" : reason);
    }
    return true;
}

// On a console: 1920x1080 at 60 Hz where the screen would come up larger or
// slower than 50 Hz. False: the mode of the screen is right.
static bool
find_mode(SDL_DisplayMode *out) {
    SDL_DisplayMode now;
    if (SDL_GetDesktopDisplayMode(0, &now) != 0
        || (now.w <= 1920 && now.h <= 1080 && now.refresh_rate >= 50)) {
        return false;
    }
    int best = 0;
    for (int i = 0; i < SDL_GetNumDisplayModes(0); i++) {
        SDL_DisplayMode mode;
        if (SDL_GetDisplayMode(0, i, &mode) == 0 && mode.w == 1920
            && mode.h == 1080 && mode.refresh_rate <= 60
            && mode.refresh_rate > best) {
            best = mode.refresh_rate;
            *out = mode;
        }
    }
    return best >= 50;
}

static bool
open_window(struct stage *stage, const struct stage_options *options,
            struct fault *fault) {
    int width = options->width > 0 ? options->width : 1280;
    int height = options->height > 0 ? options->height : 720;
    Uint32 flags = SDL_WINDOW_ALLOW_HIGHDPI | SDL_WINDOW_RESIZABLE;
    bool is_blind = is_driver("dummy") || is_driver("offscreen");
    bool is_console = is_driver("kmsdrm");
    SDL_DisplayMode mode;
    bool has_mode = is_console && find_mode(&mode);
    if (has_mode) {
        flags |= SDL_WINDOW_FULLSCREEN;
        width = mode.w;
        height = mode.h;
    } else if (is_console || (!options->is_windowed && !is_blind)) {
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
        // Without a window manager nobody enlarges it: begin at full size.
        if (SDL_GetDesktopDisplayMode(0, &mode) == 0) {
            width = mode.w;
            height = mode.h;
        }
    }
    stage->window = SDL_CreateWindow(
        options->title ? options->title : "Dent", SDL_WINDOWPOS_UNDEFINED,
        SDL_WINDOWPOS_UNDEFINED, width, height, flags);
    if (!stage->window) {
        return fault_set(fault,
                         "The window cannot be opened: %.120s; try --display "
                         "none.",
                         SDL_GetError());
    }
    if (has_mode) {
        SDL_SetWindowDisplayMode(stage->window, &mode);
    }
    SDL_SetWindowMinimumSize(stage->window, 320, 240);
    return true;
}

// Mesa says so when it computes the picture on the processor.
static bool
is_mesa_software(void) {
    typedef const unsigned char *(*get_string)(unsigned name);
    get_string gl_get_string;
    void *address = SDL_GL_GetProcAddress("glGetString");
    if (!address) {
        return false;
    }
    memcpy(&gl_get_string, &address, sizeof address);
    const char *name = (const char *) gl_get_string(0x1f01); // GL_RENDERER
    return name && (strstr(name, "llvmpipe") || strstr(name, "softpipe"));
}

static bool
open_renderer(struct stage *stage, struct fault *fault) {
    bool is_console = is_driver("kmsdrm");
    bool is_chosen = getenv("SDL_RENDER_DRIVER") != NULL;
    if (is_chosen || is_console || has_graphics_card()) {
        SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengles2");
        stage->renderer =
            SDL_CreateRenderer(stage->window, -1, SDL_RENDERER_PRESENTVSYNC);
    }
    if (stage->renderer && !is_chosen && !is_console && is_mesa_software()) {
        SDL_DestroyRenderer(stage->renderer);
        stage->renderer = NULL;
    }
    if (!stage->renderer) {
        SDL_SetHintWithPriority(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0",
                                SDL_HINT_OVERRIDE);
        SDL_SetHint(SDL_HINT_RENDER_DRIVER, "software");
        stage->renderer =
            SDL_CreateRenderer(stage->window, -1, SDL_RENDERER_SOFTWARE);
    }
    SDL_RendererInfo info;
    if (!stage->renderer || SDL_GetRendererInfo(stage->renderer, &info) != 0) {
        return fault_set(fault,
                         "The screen cannot be drawn on: %.120s; try "
                         "--display none.",
                         SDL_GetError());
    }
    stage->is_software = (info.flags & SDL_RENDERER_SOFTWARE) != 0;
    return true;
}

static bool
start_inputs(struct stage *stage, struct fault *fault) {
    stage->wake_event = SDL_RegisterEvents(1);
    stage->wake_sem = SDL_CreateSemaphore(0);
    if (stage->wake_event == (Uint32) -1 || !stage->wake_sem) {
        return fault_set(fault, "Input cannot be set up: %.160s.",
                         SDL_GetError());
    }
    stage->is_waiting_cheap = is_driver("x11") || is_driver("wayland");
    if (SDL_InitSubSystem(SDL_INIT_GAMECONTROLLER) != 0) {
        log_info("no gamepads: %s", SDL_GetError());
    }
    SDL_DisableScreenSaver();
    SDL_StartTextInput();
    stage->is_cursor_shown = true;
    stage->cursor_at = tick_now();
    if (is_driver("kmsdrm")) {
        SDL_ShowCursor(SDL_DISABLE);
        stage->is_cursor_shown = false;
    }
    return true;
}

struct stage *
stage_create(const struct stage_options *options, struct fonts *fonts,
             struct fault *fault) {
    struct stage *stage = calloc(1, sizeof *stage);
    if (!stage) {
        fault_set(fault, "There is no memory left for the screen.");
        return NULL;
    }
    textures_init(&stage->textures);
    stage->fonts = fonts;
    const char *driver = options->driver;
    if (driver && strcmp(driver, "auto") == 0) {
        driver = NULL;
    }
    SDL_LogSetOutputFunction(on_sdl_log, NULL);
    SDL_SetMainReady();
    set_hints(driver);
    if (!start_video(stage, driver, fault)
        || !open_window(stage, options, fault) || !open_renderer(stage, fault)
        || !start_inputs(stage, fault)) {
        stage_destroy(stage);
        return NULL;
    }
    char words[64];
    stage_describe(stage, words, sizeof words);
    log_info("screen: %s", words);
    return stage;
}

void
stage_destroy(struct stage *stage) {
    if (!stage) {
        return;
    }
    textures_clear(&stage->textures);
    if (stage->renderer) {
        SDL_DestroyRenderer(stage->renderer);
    }
    if (stage->window) {
        SDL_DestroyWindow(stage->window);
    }
    if (stage->wake_sem) {
        SDL_DestroySemaphore(stage->wake_sem);
    }
    SDL_Quit();
    free(stage);
}

void
stage_size(const struct stage *stage, int *out_width, int *out_height) {
    *out_width = 0;
    *out_height = 0;
    // Leaves zeros when the window is gone.
    (void) SDL_GetRendererOutputSize(stage->renderer, out_width, out_height);
}

void
stage_set_windowed(struct stage *stage, bool is_windowed) {
    if (is_driver("x11") || is_driver("wayland")) {
        SDL_SetWindowFullscreen(
            stage->window, is_windowed ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP);
    }
}

void
stage_describe(const struct stage *stage, char *out, size_t out_size) {
    SDL_RendererInfo info = {.name = "nothing"};
    (void) SDL_GetRendererInfo(stage->renderer, &info);
    int width = 0, height = 0;
    stage_size(stage, &width, &height);
    snprintf(out, out_size, "%s with %s, %dx%d", SDL_GetCurrentVideoDriver(),
             info.name, width, height);
}
