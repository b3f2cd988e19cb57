// The eight slot shapes, the outlined box and the QR code. Every slot shape
// stays inside the circle of its size; within it the pointed ones reach out
// and the round ones hold back, so that all eight look equally large.
#include <math.h>
#include <qrencode.h>

#include "base/check.h"
#include "drawing/drawing.h"
#include "drawing/marks.h"

#define SHAPE_POINT_MAX 64
#define TURN 6.28318530717958647692f

struct outline {
    struct point points[SHAPE_POINT_MAX];
    size_t count;
};

// Adds a point given in radii of the shape's circle.
static void
add(struct outline *out, struct point center, float radius, float x, float y) {
    CHECK(out->count < SHAPE_POINT_MAX);
    out->points[out->count++] =
        (struct point){center.x + x * radius, center.y + y * radius};
}

// Corners on a circle; odd corners on `inner`. `turns` from 12 o'clock.
static void
add_corners(struct outline *out, struct point center, float radius, int count,
            float turns) {
    for (int i = 0; i < count; i++) {
        float angle = (turns + (float) i / (float) count) * TURN;
        add(out, center, radius, sinf(angle), -cosf(angle));
    }
}

static void
add_star(struct outline *out, struct point center, float radius) {
    const float inner = 0.48f;
    for (int i = 0; i < 10; i++) {
        float angle = (float) i / 10.0f * TURN;
        float reach = i % 2 ? inner : 1.0f;
        add(out, center, radius, reach * sinf(angle), -reach * cosf(angle));
    }
}

static void
add_plus(struct outline *out, struct point center, float radius) {
    static const float a = 0.92f, b = 0.33f;
    const float corners[12][2] = {
        {-b, -a}, {b, -a}, {b, -b}, {a, -b}, {a, b},   {b, b},
        {b, a},   {-b, a}, {-b, b}, {-a, b}, {-a, -b}, {-b, -b},
    };
    for (int i = 0; i < 12; i++) {
        add(out, center, radius, corners[i][0], corners[i][1]);
    }
}

// A disc with a second disc, shifted to the right, taken out of it.
static void
add_moon(struct outline *out, struct point center, float radius) {
    const float full = 0.95f, cut = 0.74f, shift = 0.48f;
    const int steps = 24;
    float x = (full * full - cut * cut + shift * shift) / (2.0f * shift);
    float y = sqrtf(full * full - x * x);
    float outer = atan2f(y, x), inner = atan2f(y, x - shift);
    for (int i = 0; i <= steps; i++) {
        float angle = outer + (TURN - 2.0f * outer) * (float) i / steps;
        add(out, center, radius, full * cosf(angle), full * sinf(angle));
    }
    for (int i = 1; i < steps; i++) {
        float angle = TURN - inner - (TURN - 2.0f * inner) * (float) i / steps;
        add(out, center, radius, shift + cut * cosf(angle), cut * sinf(angle));
    }
}

void
drawing_slot_shape(struct drawing *drawing, unsigned slot, struct point center,
                   float size, struct color color) {
    float radius = size / 2.0f;
    struct outline out = {.count = 0};
    switch (slot) {
        case 0:
            add_corners(&out, center, radius, 3, 0.0f);
            break;
        case 1:
            drawing_disc(drawing, center, 0.82f * radius, color);
            return;
        case 2:
            add_corners(&out, center, 0.98f * radius, 4, 0.125f);
            break;
        case 3:
            add_corners(&out, center, radius, 4, 0.0f);
            break;
        case 4:
            add_star(&out, center, radius);
            break;
        case 5:
            add_plus(&out, center, radius);
            break;
        case 6:
            add_corners(&out, center, 0.9f * radius, 6, 0.0f);
            break;
        case 7:
            add_moon(&out, center, radius);
            break;
        default:
            CHECK(slot < 8);
    }
    drawing_polygon(drawing, out.points, out.count, color);
}

// The four corners as quarter circles, clockwise from the top left.
static void
add_rounded(struct outline *out, struct box box, float radius) {
    const int steps = 12;
    for (int corner = 0; corner < 4; corner++) {
        bool is_right = corner == 1 || corner == 2;
        bool is_low = corner >= 2;
        struct point center = {
            is_right ? box.x + box.w - radius : box.x + radius,
            is_low ? box.y + box.h - radius : box.y + radius,
        };
        float start = 0.75f + 0.25f * (float) corner;
        for (int i = 0; i <= steps; i++) {
            float angle = (start + 0.25f * (float) i / steps) * TURN;
            add(out, center, radius, sinf(angle), -cosf(angle));
        }
    }
}

void
drawing_frame(struct drawing *drawing, struct box box, float radius,
              float width, struct color color) {
    struct box middle = {box.x + width / 2.0f, box.y + width / 2.0f,
                         box.w - width, box.h - width};
    if (!(middle.w > 0.0f && middle.h > 0.0f)) {
        drawing_rect(drawing, box, radius, color);
        return;
    }
    float most = fminf(middle.w, middle.h) / 2.0f;
    float bend = fminf(radius - width / 2.0f, most);
    struct outline out = {.count = 0};
    if (bend > 0.0f) {
        add_rounded(&out, middle, bend);
    } else {
        struct point at = {middle.x, middle.y};
        add(&out, at, 1.0f, 0.0f, 0.0f);
        add(&out, at, 1.0f, middle.w, 0.0f);
        add(&out, at, 1.0f, middle.w, middle.h);
        add(&out, at, 1.0f, 0.0f, middle.h);
    }
    drawing_line(drawing, out.points, out.count, width, true, color);
}

int
drawing_qr(struct drawing *drawing, const char *text, int level,
           struct point at, int module_px, struct color ink,
           struct color plate) {
    CHECK(level >= 0 && level <= 3);
    QRcode *code =
        QRcode_encodeString(text, 0, (QRecLevel) level, QR_MODE_8, 1);
    if (!code) {
        return 0;
    }
    int modules = code->width;
    if (module_px > 0) {
        size_t count = (size_t) modules * (size_t) modules;
        for (size_t i = 0; i < count; i++) {
            code->data[i] &= 1;
        }
        uint32_t first = drawing_add_bytes(drawing, code->data, count);
        struct mark *mark = drawing_add_mark(drawing, MARK_QR, ink);
        mark->qr.at = (struct point){floorf(at.x), floorf(at.y)};
        mark->qr.module_px = module_px;
        mark->qr.modules = modules;
        mark->qr.first = first;
        mark->qr.plate = color_with_alpha(plate, drawing->alpha);
    }
    QRcode_free(code);
    return modules;
}
