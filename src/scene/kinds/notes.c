// The wall of notes. Its grid depends on how long the texts are as a whole and
// the size of the letters on what is on the page, so that nothing but the page
// is measured: a wall of a thousand costs what a wall of ten does.
#include "scene/kinds/notes.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"

#define COLUMN_MIN_U 42.0f
#define COLUMN_MAX 4
#define ROW_MAX 3
#define FEW 4
#define GAP_U 2.0f
#define PAD_U 2.0f
#define GAP_PART 0.045f // of the height: less space in a deep room
#define HIGH_U 23.0f    // a card is not higher unless its text is
#define EM_PART 0.53f   // the mean width of a letter, with what breaking loses
#define LINE_HEIGHT 1.15f
#define PIP_MAX 12 // pages from here on are told as numbers
#define ANY_HEIGHT 1e6f
#define LENGTH_MAX WRITTEN_BYTES

// -- Pages -------------------------------------------------------------------

unsigned
notes_page(const struct canvas *canvas, unsigned pages) {
    tick turned = canvas->view->since_ms / NOTES_PAGE_MS;
    return pages > 1 ? (unsigned) (turned % (tick) pages) : 0;
}

float
notes_page_alpha(const struct canvas *canvas) {
    tick since_ms = canvas->view->since_ms;
    return since_ms < NOTES_PAGE_MS || canvas->view->is_motion_reduced
               ? 1.0f
               : motion_at(MOTION_IN, since_ms % NOTES_PAGE_MS);
}

tick
notes_wait_ms(const struct canvas *canvas) {
    tick since_ms = canvas->view->since_ms;
    tick into_ms = since_ms % NOTES_PAGE_MS;
    bool has_turned =
        since_ms >= NOTES_PAGE_MS && !canvas->view->is_motion_reduced;
    return has_turned && into_ms < motion_length(MOTION_IN)
               ? 0
               : NOTES_PAGE_MS - into_ms;
}

void
notes_draw_strip(const struct canvas *canvas, unsigned page, unsigned pages,
                 struct box strip) {
    float u = canvas->u;
    drawing_group(canvas->out, "pages");
    struct point at = box_center(strip);
    if (pages > PIP_MAX) {
        char text[32];
        snprintf(text, sizeof text, "%u of %u", page + 1, pages);
        canvas_label(canvas, FONT_TEXT, canvas_type(canvas, TYPE_MIN), at,
                     ALIGN_CENTER, canvas->theme->muted, text);
        return;
    }
    at.x -= 1.5f * u * (float) (pages - 1);
    for (unsigned i = 0; i < pages; i++) {
        bool is_here = i == page;
        drawing_disc(canvas->out, at, (is_here ? 0.8f : 0.6f) * u,
                     is_here ? canvas->theme->accent : canvas->theme->line);
        at.x += 3.0f * u;
    }
}

// -- The grid ----------------------------------------------------------------

struct grid {
    struct box area; // without the strip
    unsigned columns, rows, pages, page;
    uint32_t first, count; // notes on this page
    float gap, pad, card_w, text_w;
    float size; // of the letters
    float heights[ROW_MAX];
    bool has_names;
};

// A length that nine of ten texts do not exceed, in bytes. It is what a page is
// laid out for: one long text makes the others of its page a little smaller.
static unsigned
usual_length(const struct wall *wall) {
    uint32_t lengths[LENGTH_MAX] = {0};
    for (uint32_t i = 0; i < wall->count; i++) {
        unsigned size = wall->items[i].size;
        lengths[size < LENGTH_MAX ? size : LENGTH_MAX - 1]++;
    }
    uint32_t seen = 0;
    for (unsigned i = 0; i < LENGTH_MAX; i++) {
        seen += lengths[i];
        if (seen * 10 >= wall->count * 9) {
            return i;
        }
    }
    return LENGTH_MAX;
}

static float
name_height(const struct canvas *canvas, const struct grid *grid,
            const struct wall_item *item) {
    bool has_name = grid->has_names && item->by[0] != '\0';
    return has_name ? LINE_HEIGHT * canvas_type(canvas, TYPE_MIN) : 0.0f;
}

static unsigned
count_rows(const struct canvas *canvas, const struct grid *grid,
           unsigned length) {
    float size = canvas_type(canvas, TYPE_MIN);
    float text = EM_PART * size * (float) length / fmaxf(1.0f, grid->text_w);
    float lines = fmaxf(1.0f, ceilf(text)) + (grid->has_names ? 1.0f : 0.0f);
    float need = lines * LINE_HEIGHT * size + 2.0f * grid->pad;
    float rows = floorf((grid->area.h + grid->gap) / (need + grid->gap));
    return (unsigned) fminf(fmaxf(rows, 1.0f), ROW_MAX);
}

static void
lay_out_pages(const struct canvas *canvas, const struct wall *wall,
              struct grid *grid) {
    unsigned length = usual_length(wall);
    grid->rows = count_rows(canvas, grid, length);
    if (wall->count > grid->columns * grid->rows) {
        grid->area.h = fmaxf(0.0f, grid->area.h - NOTES_STRIP_U * canvas->u);
        grid->rows = count_rows(canvas, grid, length);
    } else {
        grid->rows = (wall->count + grid->columns - 1) / grid->columns;
    }
    unsigned a_page = grid->columns * grid->rows;
    CHECK(a_page > 0); // there is something on the wall
    grid->pages = (wall->count + a_page - 1) / a_page;
    grid->page = notes_page(canvas, grid->pages);
    grid->first = grid->page * a_page;
    grid->count =
        wall->count - grid->first < a_page ? wall->count - grid->first : a_page;
}

static struct style
text_style(const struct canvas *canvas, float size) {
    return (struct style){FONT_LABEL,          size,         size,
                          canvas->theme->text, FIT_LINE_MAX, ALIGN_LEFT};
}

// The heights that the page's rows need with letters of a size; returns their
// sum.
static float
measure_rows(const struct canvas *canvas, const struct wall *wall,
             struct grid *grid, float size) {
    struct style style = text_style(canvas, size);
    float sum = grid->gap * (float) (grid->rows - 1);
    memset(grid->heights, 0, sizeof grid->heights);
    for (uint32_t i = 0; i < grid->count; i++) {
        const struct wall_item *item = &wall->items[grid->first + i];
        float need = canvas_height(canvas, &style, (const char *) item->bytes,
                                   grid->text_w, ANY_HEIGHT)
                     + name_height(canvas, grid, item) + 2.0f * grid->pad
                     + 0.1f * canvas->u; // what rounding takes away
        float *row = &grid->heights[i / grid->columns];
        *row = fmaxf(*row, need);
    }
    for (unsigned i = 0; i < grid->rows; i++) {
        sum += grid->heights[i];
    }
    return sum;
}

// All rows of one height where what they need allows it; those that need more
// take it from the others.
static void
share_height(const struct canvas *canvas, struct grid *grid) {
    float rest = grid->area.h - grid->gap * (float) (grid->rows - 1);
    bool is_set[ROW_MAX] = {false};
    unsigned open = grid->rows;
    float share = rest / (float) open;
    for (unsigned pass = 0; pass < grid->rows && open > 1; pass++) {
        for (unsigned i = 0; i < grid->rows && open > 1; i++) {
            if (!is_set[i] && grid->heights[i] > share) {
                is_set[i] = true;
                // Of one that needs too much, its part of what there is.
                grid->heights[i] = fminf(
                    grid->heights[i], rest - 0.25f * rest * (float) (open - 1));
                rest -= grid->heights[i];
                open--;
                share = rest / (float) open;
            }
        }
    }
    float most = fmaxf(0.0f, share);
    for (unsigned i = 0; i < grid->rows; i++) {
        if (!is_set[i]) {
            float high = fmaxf(grid->heights[i], HIGH_U * canvas->u);
            grid->heights[i] = fminf(most, high);
        }
    }
}

static void
choose_size(const struct canvas *canvas, const struct wall *wall,
            struct grid *grid) {
    float body = canvas_type(canvas, TYPE_BODY);
    float least = canvas_type(canvas, TYPE_MIN);
    const float sizes[] = {canvas_type(canvas, TYPE_QUESTION),
                           canvas_type(canvas, TYPE_VALUE), body,
                           (body + least) / 2.0f, least};
    enum { COUNT = sizeof sizes / sizeof *sizes };
    // Letters do not grow and shrink from page to page more than they must.
    for (unsigned i = grid->pages > 1 ? 2 : 0; i < COUNT; i++) {
        grid->size = sizes[i];
        if (measure_rows(canvas, wall, grid, sizes[i]) <= grid->area.h) {
            break;
        }
    }
    share_height(canvas, grid);
}

static struct grid
lay_out(const struct canvas *canvas, const struct wall *wall, bool has_names,
        struct box area) {
    float u = canvas->u;
    struct grid grid = {.area = area,
                        .gap = fminf(GAP_U * u, GAP_PART * area.h),
                        .pad = fminf(PAD_U * u, GAP_PART * area.h),
                        .has_names = has_names};
    float columns = floorf((area.w + grid.gap) / (COLUMN_MIN_U * u + grid.gap));
    grid.columns = (unsigned) fminf(fmaxf(columns, 1.0f), COLUMN_MAX);
    if (wall->count <= FEW) { // side by side, and larger
        unsigned most = wall->count > 1 ? 2 : 1;
        grid.columns = grid.columns < most ? grid.columns : most;
    }
    float gaps = grid.gap * (float) (grid.columns - 1);
    grid.card_w = fmaxf(0.0f, area.w - gaps) / (float) grid.columns;
    grid.text_w = fmaxf(0.0f, grid.card_w - 2.0f * grid.pad);
    lay_out_pages(canvas, wall, &grid);
    choose_size(canvas, wall, &grid);
    return grid;
}

// -- Drawing -----------------------------------------------------------------

void
notes_draw_card(const struct canvas *canvas, struct box box) {
    drawing_group(canvas->out, "note");
    canvas_panel(canvas, box, 1.2f * canvas->u, canvas->theme->track);
}

static void
draw_note(const struct canvas *canvas, const struct grid *grid,
          const struct wall_item *item, struct box box) {
    struct box inner = box_inset(box, grid->pad);
    float name = name_height(canvas, grid, item);
    notes_draw_card(canvas, box);
    if (name > 0.0f) {
        float size = canvas_type(canvas, TYPE_MIN);
        struct style style = {FONT_TEXT, size,      size, canvas->theme->text2,
                              1,         ALIGN_LEFT};
        inner.h = fmaxf(0.0f, inner.h - name);
        canvas_middle(canvas, &style, item->by,
                      (struct box){inner.x, inner.y + inner.h, inner.w, name});
    }
    struct style style = text_style(canvas, grid->size);
    canvas_middle(canvas, &style, (const char *) item->bytes, inner);
}

void
notes_draw(const struct canvas *canvas, const struct wall *wall, bool has_names,
           struct box area) {
    if (wall->count == 0) {
        return;
    }
    struct grid grid = lay_out(canvas, wall, has_names, area);
    float alpha = canvas->out->alpha;
    if (grid.pages > 1) {
        struct box strip = {area.x, grid.area.y + grid.area.h, area.w,
                            area.h - grid.area.h};
        strip.y += 0.3f * strip.h;
        strip.h *= 0.7f;
        notes_draw_strip(canvas, grid.page, grid.pages, strip);
        canvas->out->alpha *= notes_page_alpha(canvas);
    }
    struct box box = {grid.area.x, grid.area.y, grid.card_w, 0.0f};
    for (uint32_t i = 0; i < grid.count; i++) {
        unsigned column = i % grid.columns, row = i / grid.columns;
        box.x = grid.area.x + (grid.card_w + grid.gap) * (float) column;
        box.h = grid.heights[row];
        draw_note(canvas, &grid, &wall->items[grid.first + i], box);
        if (column + 1 == grid.columns) {
            box.y += box.h + grid.gap;
        }
    }
    canvas->out->alpha = alpha;
}

void
notes_draw_empty(const struct canvas *canvas, struct box area) {
    static const float lengths[][2] = {{0.9f, 0.5f}, {0.8f, 0.7f},
                                       {1.0f, 0.3f}, {0.7f, 0.6f},
                                       {0.9f, 0.8f}, {0.8f, 0.4f}};
    enum { COLUMNS = 3, COUNT = sizeof lengths / sizeof *lengths };
    float u = canvas->u, gap = 3.0f * u;
    float width = (area.w - gap * (COLUMNS - 1)) / COLUMNS;
    float height = fminf((area.h - gap) / 2.0f, HIGH_U * u);
    if (width < 8.0f * u || height < 8.0f * u) {
        return;
    }
    area.y += (area.h - 2.0f * height - gap) * 0.4f;
    for (unsigned i = 0; i < COUNT; i++) {
        unsigned column = i % COLUMNS, row = i / COLUMNS;
        struct box box = {area.x + (width + gap) * (float) column,
                          area.y + (height + gap) * (float) row, width, height};
        notes_draw_card(canvas, box);
        for (unsigned k = 0; k < 2; k++) {
            struct box line = {box.x + 3.0f * u,
                               box.y + (0.32f + 0.26f * (float) k) * height,
                               (width - 6.0f * u) * lengths[i][k], 1.6f * u};
            drawing_rect(
                canvas->out, line, 0.8f * u,
                color_mix(canvas->theme->track, canvas->theme->line, 0.35f));
        }
    }
}

void
notes_say(const struct canvas *canvas, const char *text, struct box area) {
    struct style style = {FONT_LABEL,
                          canvas_type(canvas, TYPE_QUESTION),
                          canvas_type(canvas, TYPE_MIN),
                          canvas->theme->muted,
                          2,
                          ALIGN_LEFT};
    canvas_top(canvas, &style, text, area);
}
