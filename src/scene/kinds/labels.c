// One size for all labels of a list.
#include "scene/kinds/labels.h"

#include <math.h>

#define LINE_MAX_LABEL 3
#define ONE_LINE_PART 0.8f // of the largest size: one line is worth so much
#define TALL_LINES 2.5f    // a box of so many lines holds two in comfort
#define ROOM_PART 0.94f    // of a box that lines may fill

static float
widest_em(const struct canvas *canvas, const struct exercise *exercise) {
    float widest = 0.0f;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        widest = fmaxf(
            widest, canvas_width(canvas, FONT_LABEL, 1.0f, exercise->items[i]));
    }
    return widest;
}

float
labels_width(const struct canvas *canvas, const struct exercise *exercise,
             float size) {
    return 1.002f * size * widest_em(canvas, exercise);
}

struct style
labels_style(const struct canvas *canvas, const struct exercise *exercise,
             enum type_token largest, float width, float height) {
    float least = canvas_type(canvas, TYPE_MIN);
    float most = fmaxf(least, fminf(canvas_type(canvas, largest), height));
    struct style style = {FONT_LABEL,          most,           least,
                          canvas->theme->text, LINE_MAX_LABEL, ALIGN_LEFT};
    float em = widest_em(canvas, exercise);
    float one_line = em > 0.0f ? 0.999f * width / em : style.size;
    bool is_tall = height >= TALL_LINES * style.size;
    bool is_near = one_line >= fmaxf(least, ONE_LINE_PART * style.size);
    if (is_near || (!is_tall && one_line >= least)) {
        style.size = fminf(style.size, one_line);
        style.size_min = style.size;
        style.line_max = 1;
        return style;
    }
    float size = style.size;
    for (unsigned i = 0; i < exercise->item_count; i++) {
        size = fminf(size, canvas_size(canvas, &style, exercise->items[i],
                                       width, ROOM_PART * height));
    }
    style.size = style.size_min = size;
    return style;
}

bool
labels_fit(const struct canvas *canvas, const struct exercise *exercise,
           float width, float lines) {
    float size = canvas_type(canvas, TYPE_MIN);
    return labels_width(canvas, exercise, size) <= lines * width;
}
