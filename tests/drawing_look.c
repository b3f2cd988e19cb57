// What a drawing looks like from the last row.
#include "drawing_look.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "drawing/paint.h"

// -- What is under a point ----------------------------------------------------

static struct color
over(struct color top, struct color ground) {
    struct color mixed = color_mix(ground, top, (float) top.a / 255.0f);
    mixed.a = 255;
    return mixed;
}

static bool
is_same(struct color a, struct color b) {
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

static float
distance_to_segment(struct point at, struct point a, struct point b) {
    float x = b.x - a.x, y = b.y - a.y;
    float length = x * x + y * y;
    float t = length > 0 ? ((at.x - a.x) * x + (at.y - a.y) * y) / length : 0;
    t = fminf(1, fmaxf(0, t));
    return hypotf(at.x - a.x - t * x, at.y - a.y - t * y);
}

static bool
covers_polygon(const struct point *points, uint32_t count, struct point at) {
    bool is_in = false;
    for (uint32_t i = 0, k = count - 1; i < count; k = i++) {
        struct point a = points[i], b = points[k];
        if ((a.y > at.y) != (b.y > at.y)
            && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x) {
            is_in = !is_in;
        }
    }
    return is_in;
}

static bool
covers_line(const struct drawing *drawing, const struct mark *mark,
            struct point at) {
    const struct point *points = &drawing->points[mark->path.first];
    uint32_t count = mark->path.count;
    uint32_t last = mark->path.is_closed ? count : count - 1;
    for (uint32_t i = 0; i < last; i++) {
        if (distance_to_segment(at, points[i], points[(i + 1) % count])
            <= mark->path.width / 2.0f) {
            return true;
        }
    }
    return false;
}

static bool
covers_ring(const struct mark *mark, struct point at) {
    float x = at.x - mark->ring.center.x, y = at.y - mark->ring.center.y;
    float turn = atan2f(x, -y) / 6.2831853f - mark->ring.from;
    turn -= floorf(turn);
    return fabsf(hypotf(x, y) - mark->ring.radius) <= mark->ring.width / 2.0f
           && turn <= mark->ring.sweep;
}

static bool
covers_box(struct box box, struct point at) {
    return at.x >= box.x && at.x <= box.x + box.w && at.y >= box.y
           && at.y <= box.y + box.h;
}

static bool
covers(const struct drawing *drawing, const struct mark *mark,
       struct point at) {
    switch (mark->kind) {
        case MARK_RECT:
            return covers_box(mark->rect.box, at);
        case MARK_DISC:
            return hypotf(at.x - mark->disc.center.x,
                          at.y - mark->disc.center.y)
                   <= mark->disc.radius;
        case MARK_RING:
            return covers_ring(mark, at);
        case MARK_POLYGON:
            return covers_polygon(&drawing->points[mark->path.first],
                                  mark->path.count, at);
        case MARK_LINE:
            return covers_line(drawing, mark, at);
        case MARK_QR:
        case MARK_TEXT:
        case MARK_GROUP:
            break;
    }
    return false;
}

// What is under a point before mark `end`, leaving out what is of the mark's
// own kind: dots of people lie over each other.
static struct color
ground_at(const struct drawing *drawing, size_t end, struct point at) {
    const struct mark *above = &drawing->marks[end];
    struct color ground = drawing->background;
    for (size_t i = 0; i < end; i++) {
        const struct mark *mark = &drawing->marks[i];
        bool is_own =
            mark->kind == above->kind && is_same(mark->color, above->color);
        bool is_rim = mark->kind == MARK_LINE && above->kind != MARK_TEXT;
        if (!is_own && !is_rim && covers(drawing, mark, at)) {
            ground = over(mark->color, ground);
        }
    }
    return ground;
}

// The same but without mark `end - 1`, which `end` is the outline of.
static struct color
ground_of_outline(const struct drawing *drawing, size_t end, struct point at) {
    struct color ground = drawing->background;
    for (size_t i = 0; i + 1 < end; i++) {
        if (covers(drawing, &drawing->marks[i], at)) {
            ground = over(drawing->marks[i].color, ground);
        }
    }
    return ground;
}

// -- Contrast -----------------------------------------------------------------

static void
keep_least(double *least, double value) {
    *least = *least == 0.0 || value < *least ? value : *least;
}

static int
look_text(const struct drawing *drawing, size_t at, const char *name,
          struct look_count *what) {
    const struct mark *mark = &drawing->marks[at];
    float left = mark->text.at.x;
    if (mark->text.align != ALIGN_LEFT) {
        left -=
            mark->text.width * (mark->text.align == ALIGN_CENTER ? 0.5f : 1.0f);
    }
    int faults = 0;
    for (int i = 0; i < 5 && faults == 0; i++) {
        struct point point = {left + mark->text.width * (0.1f + 0.2f * i),
                              mark->text.at.y - 0.3f * mark->text.size};
        struct color ground = ground_at(drawing, at, point);
        struct color ink = over(mark->color, ground);
        double clear = color_contrast(ink, ground);
        double washed = color_contrast_washed(ink, ground);
        keep_least(&what->least_text, clear);
        keep_least(&what->least_text_washed, washed);
        if (clear < 7.0 || washed < 4.5) {
            fprintf(stderr, "%s: %.2f and %.2f washed out: \"%s\"\n", name,
                    clear, washed, mark_text(drawing, mark));
            faults++;
        }
    }
    what->texts++;
    return faults;
}

// A stroke is seen if more than half of it is: others may cross it.
#define SAMPLES 9

static bool
is_strong_stroke(const struct drawing *drawing, size_t at) {
    const struct mark *mark = &drawing->marks[at];
    const struct point *points = &drawing->points[mark->path.first];
    uint32_t spans =
        mark->path.is_closed ? mark->path.count : mark->path.count - 1;
    int strong = 0;
    for (int i = 0; i < SAMPLES; i++) {
        float place = (float) spans * ((float) i + 0.5f) / SAMPLES;
        uint32_t from = (uint32_t) place;
        float t = place - (float) from;
        struct point a = points[from % mark->path.count];
        struct point b = points[(from + 1) % mark->path.count];
        struct point on = {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
        struct color ground = mark->path.is_closed
                                  ? ground_of_outline(drawing, at, on)
                                  : ground_at(drawing, at, on);
        strong += color_is_strong(over(mark->color, ground), ground);
    }
    return strong > SAMPLES / 2;
}

// A point that the mark covers, for shapes as scenes have them.
static struct point
inner_point(const struct drawing *drawing, const struct mark *mark) {
    bool is_path = mark->kind == MARK_LINE || mark->kind == MARK_POLYGON;
    const struct point *points =
        is_path ? &drawing->points[mark->path.first] : NULL;
    struct point at = {0, 0};
    switch (mark->kind) {
        case MARK_RECT:
            return (struct point){mark->rect.box.x + mark->rect.box.w / 2,
                                  mark->rect.box.y + mark->rect.box.h / 2};
        case MARK_DISC:
            return mark->disc.center;
        case MARK_RING:
            at = mark->ring.center;
            at.x += mark->ring.radius * sinf(6.2831853f * mark->ring.from);
            at.y -= mark->ring.radius * cosf(6.2831853f * mark->ring.from);
            return at;
        case MARK_LINE:
            return points[0];
        case MARK_POLYGON:
            for (uint32_t i = 0; i < mark->path.count; i++) {
                at.x += points[i].x / (float) mark->path.count;
                at.y += points[i].y / (float) mark->path.count;
            }
            return at;
        case MARK_QR:
        case MARK_TEXT:
        case MARK_GROUP:
            break;
    }
    return at;
}

// Its neighbour draws the outline: a closed line along the edge after it, or
// the same shape, larger, before it.
static bool
is_outlined(const struct drawing *drawing, size_t at, struct color line) {
    const struct mark *mark = &drawing->marks[at];
    const struct mark *next = mark + 1;
    if (at + 1 < drawing->mark_count && next->kind == MARK_LINE
        && next->path.is_closed && is_same(next->color, line)) {
        return true;
    }
    return at > 0 && is_same(mark[-1].color, line)
           && mark[-1].kind == mark->kind
           && (mark->kind != MARK_POLYGON
               || mark[-1].path.count == mark->path.count);
}

// Surfaces are decoration, and so is what is fainter than a mark may be: heat,
// flows of those who stayed, what has not come in yet.
#define DECORATION_ALPHA 0x80

static bool
is_decoration(const struct theme *theme, const struct mark *mark) {
    struct color sketched = color_mix(theme->track, theme->line, 0.35f);
    const struct color plain[] = {theme->background, theme->surface,
                                  theme->track,      theme->qr_plate,
                                  theme->qr_ink,     sketched};
    bool is_shape = mark->kind == MARK_RECT || mark->kind == MARK_DISC
                    || mark->kind == MARK_RING || mark->kind == MARK_POLYGON
                    || mark->kind == MARK_LINE;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (is_same(mark->color, plain[i])
            && !is_same(mark->color, theme->line)) {
            return true;
        }
    }
    return !is_shape || mark->color.a < DECORATION_ALPHA;
}

static int
look_mark(const struct drawing *drawing, const struct theme *theme, size_t at,
          const char *name, struct look_count *what) {
    const struct mark *mark = &drawing->marks[at];
    if (is_decoration(theme, mark)) {
        return 0;
    }
    what->marks++;
    struct point inner = inner_point(drawing, mark);
    bool is_outline = mark->kind == MARK_LINE && mark->path.is_closed;
    struct color ground = is_outline ? ground_of_outline(drawing, at, inner)
                                     : ground_at(drawing, at, inner);
    struct color color = over(mark->color, ground);
    if (is_outlined(drawing, at, theme->line) || is_same(color, ground)) {
        return 0;
    }
    if (mark->kind == MARK_LINE && is_strong_stroke(drawing, at)) {
        return 0;
    }
    keep_least(&what->least_mark, color_contrast(color, ground));
    keep_least(&what->least_mark_washed, color_contrast_washed(color, ground));
    if (color_is_strong(color, ground)) {
        return 0;
    }
    fprintf(stderr,
            "%s: mark %zu (%d) #%02x%02x%02x on #%02x%02x%02x is weak\n", name,
            at, (int) mark->kind, color.r, color.g, color.b, ground.r, ground.g,
            ground.b);
    return 1;
}

int
look_contrast(const struct drawing *drawing, const struct theme *theme,
              const char *name, struct look_count *what) {
    struct look_count here = {0};
    what = what == NULL ? &here : what;
    int faults = 0;
    bool is_sheet = false; // the lines of space, beside which numbers stand
    for (size_t i = 0; i < drawing->mark_count; i++) {
        const struct mark *mark = &drawing->marks[i];
        if (mark->kind == MARK_GROUP) {
            is_sheet = strcmp(mark_text(drawing, mark), "sheet") == 0;
        } else if (mark->kind != MARK_TEXT) {
            faults += is_sheet ? 0 : look_mark(drawing, theme, i, name, what);
        } else if (mark->text.width > 0.0f && mark->color.a > 0) {
            faults += look_text(drawing, i, name, what);
        }
    }
    return faults;
}

// -- Pictures that follow each other ------------------------------------------

static double
linear_of(unsigned level) {
    double v = level / 255.0;
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

void
look_film_add(struct look_film *film, const struct drawing *drawing,
              struct fonts *fonts) {
    CHECK(film->count < LOOK_FRAME_MAX);
    int width = (int) drawing->width, height = (int) drawing->height;
    uint32_t *pixels = paint_pixels(drawing, fonts);
    CHECK(pixels != NULL);
    double linear[256], sums[LOOK_PARTS] = {0};
    unsigned counts[LOOK_PARTS] = {0};
    for (unsigned i = 0; i < 256; i++) {
        linear[i] = linear_of(i);
    }
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            uint32_t pixel = pixels[y * width + x];
            int part = y * LOOK_ROWS / height * LOOK_COLUMNS
                       + x * LOOK_COLUMNS / width;
            sums[part] += 0.2126 * linear[pixel >> 16 & 0xff]
                          + 0.7152 * linear[pixel >> 8 & 0xff]
                          + 0.0722 * linear[pixel & 0xff];
            counts[part]++;
        }
    }
    for (int i = 0; i < LOOK_PARTS; i++) {
        film->parts[film->count][i] = (float) (sums[i] / counts[i]);
    }
    film->count++;
    free(pixels);
}

#define FLASH_STEP 0.1f // of white: WCAG 2.3.1

// The frames at which part `part` turns round by a step or more.
static int
turns_of(const struct look_film *film, int part, int turns[LOOK_FRAME_MAX]) {
    float peak = film->parts[0][part]; // the furthest in the present way
    int way = 0, count = 0;            // 1 rising, -1 falling
    for (int i = 1; i < film->count; i++) {
        float now = film->parts[i][part];
        bool has_turned =
            fabsf(now - peak) >= FLASH_STEP && (now > peak ? 1 : -1) != way;
        if (has_turned) {
            turns[count] = i;
            count += way != 0;
            way = now > peak ? 1 : -1;
        }
        if (has_turned || (float) way * (now - peak) > 0.0f) {
            peak = now;
        }
    }
    return count;
}

int
look_film_reversals(const struct look_film *film, int frames_per_s) {
    int most = 0;
    for (int part = 0; part < LOOK_PARTS; part++) {
        int turns[LOOK_FRAME_MAX];
        int count = turns_of(film, part, turns);
        for (int i = 0; i < count; i++) {
            int within = 0;
            for (int k = i; k < count && turns[k] - turns[i] < frames_per_s;
                 k++) {
                within++;
            }
            most = within > most ? within : most;
        }
    }
    return most;
}
