// The sheet is flat ground seen from above and afar; a dent lowers it by its
// depth times a funnel's profile, and perspective makes both smaller with
// distance. Lines are lit where the sheet is bent. Distances on the ground are
// in pixels of the middle line.
#include "scene/kinds/space_sheet.h"

#include <math.h>

#define DISTANCE 8.0f // of the middle line from the eye, in reaches
#define ROWS_BACK 8
#define ROWS_FRONT 5
#define ROW_STEP 0.156f // in reaches
#define REACH_PART 0.95f
#define REACH_MOST 0.19f // of the sheet's width
#define COLUMNS 32       // about so many lines away from the eye
#define NECK 0.2f        // of the reach: where a funnel is half as deep
#define STROKE_U 0.3f
#define LIGHT_COUNT 8
#define LIGHT_POWER 0.72f
#define FADE_COUNT 3
#define FINE 8 // samples from row to row
#define SAMPLE_MAX 384
#define OFF_PX 0.12f // what a line may be simplified by

static float
scale_at(const struct sheet *sheet, float z) {
    float distance = DISTANCE * sheet->reach;
    return distance / (distance + z);
}

static float
far_z(const struct sheet *sheet) {
    return ROWS_BACK * ROW_STEP * sheet->reach;
}

static float
width_of(const struct sheet *sheet) {
    return sheet->spacing * (float) sheet->count;
}

struct sheet
sheet_make(struct box box, unsigned count, float back) {
    struct sheet sheet = {.count = count, .full = 1.0f, .reach = 1.0f};
    float front = scale_at(&sheet, -ROWS_FRONT * ROW_STEP);
    float width = box.w / front;
    sheet.spacing = width / (float) count;
    sheet.reach = fminf(REACH_PART * sheet.spacing, REACH_MOST * width);
    float height = back / (1.0f - scale_at(&sheet, far_z(&sheet)));
    sheet.middle_y = box.y + back;
    sheet.horizon_y = sheet.middle_y - height;
    sheet.box =
        (struct box){box.x, box.y, box.w, back + height * (front - 1.0f)};
    return sheet;
}

static float
dent_x(const struct sheet *sheet, unsigned dent) {
    return ((float) dent + 0.5f) * sheet->spacing - width_of(sheet) / 2.0f;
}

float
sheet_x(const struct sheet *sheet, unsigned dent) {
    return sheet->box.x + sheet->box.w / 2.0f + dent_x(sheet, dent);
}

// 1 in the middle, 0 at the reach and beyond.
static float
profile(float part) {
    const float edge = 1.0f / (1.0f + 1.0f / (NECK * NECK));
    float value = 1.0f / (1.0f + part * part / (NECK * NECK));
    return part >= 1.0f ? 0.0f : (value - edge) / (1.0f - edge);
}

static float
depth_at(const struct sheet *sheet, float x, float z) {
    float depth = 0.0f;
    for (unsigned i = 0; i < sheet->count; i++) {
        float aside = x - dent_x(sheet, i);
        if (fabsf(aside) < sheet->reach) {
            depth += sheet->dents[i].depth
                     * profile(hypotf(aside, z) / sheet->reach);
        }
    }
    return depth;
}

static struct point
project(const struct sheet *sheet, float x, float z, float depth) {
    float scale = scale_at(sheet, z);
    float height = sheet->middle_y - sheet->horizon_y;
    return (struct point){sheet->box.x + sheet->box.w / 2.0f + x * scale,
                          sheet->horizon_y + (height + depth) * scale};
}

float
sheet_low(const struct sheet *sheet, float from, float to) {
    float middle = sheet->box.x + sheet->box.w / 2.0f;
    float low = sheet->box.y + sheet->box.h;
    for (int row = -ROWS_FRONT; row <= 0; row++) {
        float z = (float) row * ROW_STEP * sheet->reach;
        float scale = scale_at(sheet, z);
        for (int i = 0; i <= 32; i++) {
            float at = from + (to - from) * (float) i / 32.0f;
            float x = (at - middle) / scale;
            low = fmaxf(low, project(sheet, x, z, depth_at(sheet, x, z)).y);
        }
    }
    return low;
}

// A line of the grid, sampled.
struct thread {
    struct point points[SAMPLE_MAX];
    uint8_t shades[SAMPLE_MAX]; // see shade_of
    unsigned count;
};

// Light, distance and whether it is the deepest dent's, as one number.
#define SHADE_COUNT (LIGHT_COUNT * FADE_COUNT * 2)

static uint8_t
shade_of(const struct sheet *sheet, float x, float z, float depth) {
    float light = powf(fminf(1.0f, depth / sheet->full), LIGHT_POWER);
    unsigned level = (unsigned) (light * (LIGHT_COUNT - 0.01f));
    float span = far_z(sheet) + ROWS_FRONT * ROW_STEP * sheet->reach;
    float far = (z + ROWS_FRONT * ROW_STEP * sheet->reach) / span;
    unsigned fade = (unsigned) (fminf(fmaxf(far, 0.0f), 0.999f) * FADE_COUNT);
    float place = (x + width_of(sheet) / 2.0f) / sheet->spacing;
    unsigned dent =
        (unsigned) fminf(fmaxf(place, 0.0f), (float) sheet->count - 1.0f);
    bool is_deepest = level > 0 && sheet->dents[dent].is_deepest;
    return (uint8_t) ((level * FADE_COUNT + fade) * 2 + is_deepest);
}

static struct color
shade_color(const struct canvas *canvas, uint8_t shade) {
    static const float fades[FADE_COUNT] = {0.76f, 0.60f, 0.45f};
    const struct theme *theme = canvas->theme;
    unsigned level = shade / (FADE_COUNT * 2);
    float light = (float) level / (LIGHT_COUNT - 1);
    struct color flat = color_mix(theme->background, theme->line,
                                  fades[shade / 2 % FADE_COUNT]);
    return color_mix(flat, shade % 2 ? theme->accent : theme->text, light);
}

static void
thread_add(const struct sheet *sheet, struct thread *thread, float x, float z,
           float growth) {
    float depth = depth_at(sheet, x, z) * growth;
    unsigned at = thread->count++;
    thread->points[at] = project(sheet, x, z, depth);
    thread->shades[at] = shade_of(sheet, x, z, depth);
}

// Whether the points between two are as good as on the straight line.
static bool
is_straight(const struct point *points, unsigned from, unsigned to) {
    struct point a = points[from], b = points[to];
    float length = fmaxf(hypotf(b.x - a.x, b.y - a.y), 0.001f);
    for (unsigned i = from + 1; i < to; i++) {
        float off = (points[i].x - a.x) * (b.y - a.y)
                    - (points[i].y - a.y) * (b.x - a.x);
        if (fabsf(off) > OFF_PX * length) {
            return false;
        }
    }
    return true;
}

static void
draw_run(const struct canvas *canvas, const struct thread *thread,
         unsigned from, unsigned to) {
    struct point line[SAMPLE_MAX];
    unsigned count = 0, at = from;
    line[count++] = thread->points[at];
    while (at < to) {
        unsigned next = at + 1;
        while (next < to && is_straight(thread->points, at, next + 1)) {
            next++;
        }
        line[count++] = thread->points[next];
        at = next;
    }
    drawing_line(canvas->out, line, count, STROKE_U * canvas->u, false,
                 shade_color(canvas, thread->shades[from]));
}

// What is lit lies over what is not.
static void
thread_draw(const struct canvas *canvas, const struct thread *thread,
            bool is_lit) {
    unsigned from = 0;
    for (unsigned i = 1; i < thread->count; i++) {
        bool is_last = i == thread->count - 1;
        if (!is_last && thread->shades[i] == thread->shades[from]) {
            continue;
        }
        if ((thread->shades[from] >= FADE_COUNT * 2) == is_lit) {
            draw_run(canvas, thread, from, i);
        }
        from = i;
    }
}

// Across, from left to right.
static void
draw_rows(const struct canvas *canvas, const struct sheet *sheet, float growth,
          bool is_lit) {
    float width = width_of(sheet);
    unsigned each = (SAMPLE_MAX - 1) / sheet->count / 2 * 2;
    unsigned steps = each * sheet->count; // one in the middle of each dent
    for (int row = ROWS_BACK; row >= -ROWS_FRONT; row--) {
        struct thread thread = {.count = 0};
        for (unsigned i = 0; i <= steps; i++) {
            float x = width * ((float) i / (float) steps - 0.5f);
            thread_add(sheet, &thread, x, (float) row * ROW_STEP * sheet->reach,
                       growth);
        }
        thread_draw(canvas, &thread, is_lit);
    }
}

// Away from the eye; one goes through the middle of each dent.
static void
draw_columns(const struct canvas *canvas, const struct sheet *sheet,
             float growth, bool is_lit) {
    float width = width_of(sheet);
    unsigned each = (COLUMNS / sheet->count + 1) / 2 * 2;
    unsigned columns = each * sheet->count;
    for (unsigned column = 0; column <= columns; column++) {
        float x = width * ((float) column / (float) columns - 0.5f);
        struct thread thread = {.count = 0};
        for (int i = ROWS_BACK * FINE; i >= -ROWS_FRONT * FINE; i--) {
            thread_add(sheet, &thread, x,
                       (float) i * ROW_STEP * sheet->reach / FINE, growth);
        }
        thread_draw(canvas, &thread, is_lit);
    }
}

void
sheet_draw(const struct canvas *canvas, const struct sheet *sheet,
           float growth) {
    for (int pass = 0; pass < 2; pass++) {
        draw_columns(canvas, sheet, growth, pass == 1);
        draw_rows(canvas, sheet, growth, pass == 1);
    }
}
