// Waiting, and what SDL's events mean to us. X11 and Wayland sleep until
// something comes; on the other drivers SDL would look a thousand times a
// second, so there we sleep on a semaphore and look a hundred times.
#include <string.h>
#include <utf8proc.h>

#include "stage/inside.h"

#define CURSOR_SHOWN_MS 2000
#define LOOK_EVERY_MS 10

void
stage_wake(void *data) {
    struct stage *stage = data;
    if (atomic_exchange(&stage->is_wake_pending, true)) {
        return;
    }
    SDL_Event event = {.type = stage->wake_event};
    if (SDL_PushEvent(&event) < 0) {
        // The queue is full, so the main thread is about to come by anyway.
        atomic_store(&stage->is_wake_pending, false);
    }
    if (SDL_SemValue(stage->wake_sem) == 0) {
        SDL_SemPost(stage->wake_sem);
    }
}

struct key_pair {
    int code;
    enum stage_key key;
};

static enum stage_key
look_up(const struct key_pair *pairs, size_t count, int code) {
    for (size_t i = 0; i < count; i++) {
        if (pairs[i].code == code) {
            return pairs[i].key;
        }
    }
    return STAGE_KEY_NONE;
}

static enum stage_key
key_of(SDL_Keycode code) {
    static const struct key_pair pairs[] = {
        {SDLK_PAGEDOWN, STAGE_KEY_PAGE_DOWN},
        {SDLK_PAGEUP, STAGE_KEY_PAGE_UP},
        {SDLK_LEFT, STAGE_KEY_LEFT},
        {SDLK_RIGHT, STAGE_KEY_RIGHT},
        {SDLK_UP, STAGE_KEY_UP},
        {SDLK_DOWN, STAGE_KEY_DOWN},
        {SDLK_HOME, STAGE_KEY_HOME},
        {SDLK_END, STAGE_KEY_END},
        {SDLK_SPACE, STAGE_KEY_SPACE},
        {SDLK_RETURN, STAGE_KEY_ENTER},
        {SDLK_KP_ENTER, STAGE_KEY_ENTER},
        {SDLK_TAB, STAGE_KEY_TAB},
        {SDLK_BACKSPACE, STAGE_KEY_BACKSPACE},
        {SDLK_ESCAPE, STAGE_KEY_ESCAPE},
        {SDLK_F1, STAGE_KEY_F1},
        {SDLK_F5, STAGE_KEY_F5},
        {SDLK_F11, STAGE_KEY_F11},
    };
    return look_up(pairs, sizeof pairs / sizeof pairs[0], code);
}

static enum stage_key
key_of_button(int button) {
    static const struct key_pair pairs[] = {
        {SDL_CONTROLLER_BUTTON_A, STAGE_KEY_PAD_A},
        {SDL_CONTROLLER_BUTTON_B, STAGE_KEY_PAD_B},
        {SDL_CONTROLLER_BUTTON_X, STAGE_KEY_PAD_X},
        {SDL_CONTROLLER_BUTTON_Y, STAGE_KEY_PAD_Y},
        {SDL_CONTROLLER_BUTTON_START, STAGE_KEY_PAD_START},
        {SDL_CONTROLLER_BUTTON_BACK, STAGE_KEY_PAD_BACK},
        {SDL_CONTROLLER_BUTTON_DPAD_LEFT, STAGE_KEY_LEFT},
        {SDL_CONTROLLER_BUTTON_DPAD_RIGHT, STAGE_KEY_RIGHT},
        {SDL_CONTROLLER_BUTTON_DPAD_UP, STAGE_KEY_UP},
        {SDL_CONTROLLER_BUTTON_DPAD_DOWN, STAGE_KEY_DOWN},
    };
    return look_up(pairs, sizeof pairs / sizeof pairs[0], button);
}

// What the keypad's keys write where no text event tells it.
static uint32_t
character_of(SDL_Keycode code) {
    switch (code) {
        case SDLK_KP_PLUS:
            return '+';
        case SDLK_KP_MINUS:
            return '-';
        case SDLK_KP_PERIOD:
            return '.';
        case SDLK_KP_0:
            return '0';
        default:
            break;
    }
    if (code >= SDLK_KP_1 && code <= SDLK_KP_9) {
        return (uint32_t) ('1' + (code - SDLK_KP_1));
    }
    bool is_printable = code > 0x20 && code != 0x7f && code < 0x110000;
    return is_printable ? (uint32_t) code : 0;
}

// SDL tells what a key has written right behind the key. That is what counts
// (a digit may need shift); without it, as on a console, the key's own sign.
static uint32_t
take_written(void) {
    SDL_Event event;
    utf8proc_int32_t character = 0;
    if (SDL_PeepEvents(&event, 1, SDL_GETEVENT, SDL_TEXTINPUT, SDL_TEXTINPUT)
        != 1) {
        return 0;
    }
    if (utf8proc_iterate((const utf8proc_uint8_t *) event.text.text, -1,
                         &character)
        <= 0) {
        return 0;
    }
    return character > 0x20 ? (uint32_t) character : 0;
}

static bool
read_key(const SDL_KeyboardEvent *event, struct stage_input *out) {
    bool is_down = event->type == SDL_KEYDOWN;
    uint32_t written = is_down ? take_written() : 0;
    out->kind = is_down ? STAGE_INPUT_KEY : STAGE_INPUT_RELEASE;
    out->is_shift = (event->keysym.mod & KMOD_SHIFT) != 0;
    out->is_repeat = event->repeat != 0;
    out->key = key_of(event->keysym.sym);
    if (out->key != STAGE_KEY_NONE) {
        return true;
    }
    if (event->keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI) && written == 0) {
        return false;
    }
    uint32_t character = written ? written : character_of(event->keysym.sym);
    out->key = STAGE_KEY_CHARACTER;
    out->character = (uint32_t) utf8proc_tolower((int32_t) character);
    return character != 0;
}

static bool
read_button(const SDL_Event *event, struct stage_input *out) {
    out->kind = event->type == SDL_CONTROLLERBUTTONDOWN ? STAGE_INPUT_KEY
                                                        : STAGE_INPUT_RELEASE;
    out->key = key_of_button(event->cbutton.button);
    return out->key != STAGE_KEY_NONE;
}

static bool
read_touch(struct stage *stage, const SDL_Event *event,
           struct stage_input *out) {
    int width = 0, height = 0, points_wide = 0, points_high = 0;
    stage_size(stage, &width, &height);
    out->kind = STAGE_INPUT_TOUCH;
    if (event->type == SDL_FINGERDOWN) {
        out->x = event->tfinger.x * (float) width;
        out->y = event->tfinger.y * (float) height;
        return true;
    }
    if (event->button.button != SDL_BUTTON_LEFT) {
        return false;
    }
    SDL_GetWindowSize(stage->window, &points_wide, &points_high);
    if (points_wide <= 0 || points_high <= 0) {
        return false;
    }
    out->x = (float) event->button.x * (float) width / (float) points_wide;
    out->y = (float) event->button.y * (float) height / (float) points_high;
    return true;
}

static void
show_cursor(struct stage *stage, bool is_shown) {
    if (stage->is_cursor_shown != is_shown) {
        SDL_ShowCursor(is_shown ? SDL_ENABLE : SDL_DISABLE);
        stage->is_cursor_shown = is_shown;
    }
}

static void
note_mouse(struct stage *stage) {
    // On a console each move of the cursor would hold up a frame.
    if (strcmp(SDL_GetCurrentVideoDriver(), "KMSDRM") != 0) {
        stage->cursor_at = tick_now();
        show_cursor(stage, true);
    }
}

// What was made for the renderer may be gone, or made for another screen: all
// of it is made again for the next picture.
static bool
read_loss(struct stage *stage, struct stage_input *out) {
    textures_clear(&stage->textures);
    stage->has_failed = false; // a failure after it is worth a line again
    out->kind = STAGE_INPUT_SIZE;
    return true;
}

static bool
read_window(struct stage *stage, const SDL_WindowEvent *event,
            struct stage_input *out) {
    out->kind = STAGE_INPUT_SIZE;
    if (event->event == SDL_WINDOWEVENT_DISPLAY_CHANGED) {
        return read_loss(stage, out);
    }
    return event->event == SDL_WINDOWEVENT_SIZE_CHANGED
           || event->event == SDL_WINDOWEVENT_EXPOSED
           || event->event == SDL_WINDOWEVENT_SHOWN
           || event->event == SDL_WINDOWEVENT_RESTORED;
}

// False: nothing for the caller.
static bool
read_event(struct stage *stage, const SDL_Event *event,
           struct stage_input *out) {
    *out = (struct stage_input){.kind = STAGE_INPUT_NONE};
    if (event->type == stage->wake_event) {
        // Before the caller looks, so that a wake after it is not lost.
        atomic_store(&stage->is_wake_pending, false);
        out->kind = STAGE_INPUT_WAKE;
        return true;
    }
    switch (event->type) {
        case SDL_KEYDOWN:
        case SDL_KEYUP:
            return read_key(&event->key, out);
        case SDL_CONTROLLERBUTTONDOWN:
        case SDL_CONTROLLERBUTTONUP:
            return read_button(event, out);
        case SDL_CONTROLLERDEVICEADDED:
            SDL_GameControllerOpen(event->cdevice.which);
            // With an open pad SDL looks a thousand times a second.
            stage->is_waiting_cheap = false;
            return false;
        case SDL_CONTROLLERDEVICEREMOVED:
            SDL_GameControllerClose(
                SDL_GameControllerFromInstanceID(event->cdevice.which));
            return false;
        case SDL_FINGERDOWN:
        case SDL_MOUSEBUTTONDOWN:
            return read_touch(stage, event, out);
        case SDL_MOUSEMOTION:
            note_mouse(stage);
            return false;
        case SDL_WINDOWEVENT:
            return read_window(stage, &event->window, out);
        case SDL_RENDER_TARGETS_RESET:
        case SDL_RENDER_DEVICE_RESET:
        case SDL_DISPLAYEVENT: // unplugged, back, or turned
            return read_loss(stage, out);
        case SDL_QUIT:
            out->kind = STAGE_INPUT_QUIT;
            return true;
        default:
            return false;
    }
}

// Milliseconds until the cursor hides; -1: it need not.
static tick
cursor_time_left(struct stage *stage, tick now) {
    bool is_full = SDL_GetWindowFlags(stage->window)
                   & (SDL_WINDOW_FULLSCREEN | SDL_WINDOW_FULLSCREEN_DESKTOP);
    if (!stage->is_cursor_shown || !is_full) {
        return -1;
    }
    tick left = stage->cursor_at + CURSOR_SHOWN_MS - now;
    if (left > 0) {
        return left;
    }
    show_cursor(stage, false);
    return -1;
}

// One event, or none within `limit_ms` (-1: no limit).
static bool
next_event(struct stage *stage, tick limit_ms, SDL_Event *event) {
    int limit = limit_ms > 60000 ? 60000 : (int) limit_ms;
    if (stage->is_waiting_cheap) {
        return limit < 0 ? SDL_WaitEvent(event)
                         : SDL_WaitEventTimeout(event, limit);
    }
    if (SDL_PollEvent(event)) {
        return true;
    }
    bool is_short = limit >= 0 && limit < LOOK_EVERY_MS;
    (void) SDL_SemWaitTimeout(stage->wake_sem,
                              is_short ? (Uint32) limit : LOOK_EVERY_MS);
    return SDL_PollEvent(event);
}

bool
stage_wait(struct stage *stage, int timeout_ms, struct stage_input *out) {
    tick now = tick_now();
    tick until = now + timeout_ms;
    for (;;) {
        tick limit = timeout_ms < 0 ? -1 : until > now ? until - now : 0;
        tick cursor = cursor_time_left(stage, now);
        if (cursor >= 0 && (limit < 0 || cursor < limit)) {
            limit = cursor;
        }
        SDL_Event event;
        bool has_event = next_event(stage, limit, &event);
        if (has_event && read_event(stage, &event, out)) {
            return true;
        }
        now = tick_now();
        if (!has_event && timeout_ms >= 0 && now >= until) {
            *out = (struct stage_input){.kind = STAGE_INPUT_NONE};
            return false;
        }
    }
}
