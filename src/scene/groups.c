// Groups by colour, shape and name. The stage is where a room looks for its
// neighbours, so cards that hold all names come first; where they would have to
// be smaller than the last row can read, names and sizes, and then a sentence.
#include "scene/groups.h"

#include <math.h>
#include <stdio.h>

#include "session/groups.h"

#define LIST_COUNT_MAX 120
#define COLUMN_MAX 8
#define GAP_U 1.5f
#define PAD_U 1.4f
#define TIGHT_PAD_U 0.9f
#define SHAPE_U 4.4f
#define SHAPE_GAP_U 1.6f
#define HEAD_U 6.0f
#define TIGHT_HEAD_U 5.4f
#define LINE_U 4.9f
#define TIGHT_LINE_U 4.5f
#define WORDS_MOST_U 34.0f  // longer words are cut
#define WORDS_LEAST_U 25.0f // and these, before there are no cards at all
#define STRIPE_U 0.8f
#define CARD_WIDE 1.6f   // of its height: what looks best
#define CARD_MAX_U 30.0f // higher, a card would be empty
#define COUNT_U 4.5f
#define ROW_LEAST_U 6.2f
#define ROW_MAX_U 9.0f
#define GOOD_ROW_U 7.5f // lower only where there is no width
#define LOOK_TEXT "Look at your phone: it shows your group."

// The groups that have anybody in them.
struct crowd {
    struct group items[LIST_COUNT_MAX];
    unsigned count;
    unsigned largest;
    float words_w, name_w; // of the widest, at the smallest size
};

// How cards are laid out.
struct cards {
    unsigned columns, rows;
    unsigned per_line;     // members beside each other
    float word_w;          // what their words may take
    float pad, head, line; // px
    bool is_side;          // the members stand right of the name
    float w, h, head_w;    // of a card; of its name where they stand beside
};

static float
least(const struct canvas *canvas) {
    return canvas_type(canvas, TYPE_MIN);
}

// A guest's words held together, so that they are cut at a letter and not
// after the first: many share that one.
struct words {
    char text[2 * GUEST_WORDS_MAX];
};

static struct words
words_of(const struct canvas *canvas, uint32_t guest) {
    struct words words = {""};
    size_t size = 0;
    for (const char *at = canvas->session->guests[guest].words; *at; at++) {
        if (*at == ' ') {
            words.text[size++] = '\xc2';
        }
        words.text[size++] = *at == ' ' ? '\xa0' : *at;
    }
    return words;
}

static void
measure(const struct canvas *canvas, const struct group *group,
        struct crowd *out) {
    float size = least(canvas);
    float most = WORDS_MOST_U * canvas->u;
    out->name_w =
        fmaxf(out->name_w, canvas_width(canvas, FONT_LABEL, size, group->name));
    out->largest = group->size > out->largest ? group->size : out->largest;
    uint32_t member = GUEST_NOBODY;
    for (unsigned i = 0; i < group->size; i++) {
        member = session_group_member(canvas->session, group->number, member);
        if (member == GUEST_NOBODY) {
            return;
        }
        struct words words = words_of(canvas, member);
        float width = canvas_width(canvas, FONT_LABEL, size, words.text);
        out->words_w = fmaxf(out->words_w, fminf(most, 1.01f * width));
    }
}

static void
gather(const struct canvas *canvas, uint32_t count, struct crowd *out) {
    *out = (struct crowd){0};
    for (uint32_t i = 0; i < count; i++) {
        struct group *group = &out->items[out->count];
        session_group_at(canvas->session, (uint16_t) i, group);
        if (group->size > 0) {
            measure(canvas, group, out);
            out->count++;
        }
    }
}

// -- Cards -------------------------------------------------------------------

static unsigned
lines_of(unsigned members, unsigned per_line) {
    return (members + per_line - 1) / per_line;
}

// The cards in so many columns, members below or beside the name. False: they
// do not fit.
static bool
try_cards(const struct canvas *canvas, const struct crowd *crowd,
          struct box area, struct cards *cards) {
    float u = canvas->u;
    cards->rows = (crowd->count + cards->columns - 1) / cards->columns;
    cards->w = (area.w - GAP_U * u * (float) (cards->columns - 1))
               / (float) cards->columns;
    float most =
        (area.h - GAP_U * u * (float) (cards->rows - 1)) / (float) cards->rows;
    float inner = cards->w - 2.0f * cards->pad - STRIPE_U * u;
    cards->head_w = (SHAPE_U + SHAPE_GAP_U) * u + 1.01f * crowd->name_w;
    float room = inner;
    if (cards->is_side) {
        room -= cards->head_w + 3.0f * u;
    }
    float word = cards->word_w + 2.0f * u;
    if (inner < cards->head_w || room + 2.0f * u < word) {
        return false;
    }
    cards->per_line = (unsigned) ((room + 2.0f * u) / word);
    if (cards->per_line > crowd->largest) {
        cards->per_line = crowd->largest;
    }
    float lines =
        cards->line * (float) lines_of(crowd->largest, cards->per_line);
    float needed =
        cards->is_side ? fmaxf(cards->head, lines) : cards->head + lines;
    needed += 2.0f * cards->pad;
    cards->h = fminf(most, fmaxf(needed, fminf(CARD_MAX_U * u, most * 0.8f)));
    return needed <= most;
}

// The number of columns that makes cards as they look best. False: none fits.
static bool
find_columns(const struct canvas *canvas, const struct crowd *crowd,
             struct box area, struct cards wish, struct cards *out) {
    bool is_found = false;
    float best = 0.0f;
    for (unsigned columns = 1; columns <= COLUMN_MAX; columns++) {
        struct cards cards = wish;
        cards.columns = columns;
        if (columns > crowd->count || !try_cards(canvas, crowd, area, &cards)) {
            continue;
        }
        unsigned holes = cards.columns * cards.rows - crowd->count;
        float odd = fabsf(logf(cards.w / (CARD_WIDE * cards.h)))
                    + 0.25f * (float) holes / (float) cards.columns;
        if (!is_found || odd < best) {
            is_found = true;
            best = odd;
            *out = cards;
        }
    }
    return is_found;
}

// What cards may give up, one step after the other: their air, the line for
// the name, the ends of long words.
static bool
find_cards(const struct canvas *canvas, const struct crowd *crowd,
           struct box area, struct cards *out) {
    float u = canvas->u;
    const struct cards easy = {
        .pad = PAD_U * u, .head = HEAD_U * u, .line = LINE_U * u};
    const struct cards tight = {.pad = TIGHT_PAD_U * u,
                                .head = TIGHT_HEAD_U * u,
                                .line = TIGHT_LINE_U * u};
    for (int i = 0; i < 6; i++) {
        struct cards wish = i % 3 == 0 ? easy : tight;
        wish.is_side = i % 3 == 2;
        wish.word_w =
            i < 3 ? crowd->words_w : fminf(crowd->words_w, WORDS_LEAST_U * u);
        if (find_columns(canvas, crowd, area, wish, out)) {
            return true;
        }
    }
    return false;
}

static void
draw_head(const struct canvas *canvas, const struct group *group, float size,
          struct box box) {
    float u = canvas->u;
    struct style style = {FONT_LABEL,          size, least(canvas),
                          canvas->theme->text, 1,    ALIGN_LEFT};
    float middle = box.y + box.h / 2.0f;
    canvas_slot(canvas, group->slot,
                (struct point){box.x + SHAPE_U * u / 2.0f, middle},
                SHAPE_U * u);
    float taken = (SHAPE_U + SHAPE_GAP_U) * u;
    canvas_middle(canvas, &style, group->name,
                  (struct box){box.x + taken, box.y, box.w - taken, box.h});
}

static void
draw_underline(const struct canvas *canvas, const char *words,
               struct box cell) {
    float u = canvas->u;
    float width =
        fminf(cell.w, canvas_width(canvas, FONT_LABEL, least(canvas), words));
    struct box line = {cell.x, cell.y + cell.h - 0.7f * u, width, 0.4f * u};
    drawing_rect(canvas->out, line, 0.0f, canvas->theme->accent);
}

// Who answers for all is underlined.
static void
draw_members(const struct canvas *canvas, const struct group *group,
             const struct cards *cards, struct box box) {
    float width = box.w / (float) cards->per_line;
    float line = cards->line;
    bool has_scribe = session_exercise(canvas->session)->is_by_group;
    uint32_t member = GUEST_NOBODY;
    for (unsigned i = 0; i < group->size; i++) {
        member = session_group_member(canvas->session, group->number, member);
        if (member == GUEST_NOBODY) {
            return;
        }
        bool is_scribe = has_scribe && member == group->scribe;
        struct style style = {is_scribe ? FONT_LABEL : FONT_TEXT,
                              least(canvas),
                              least(canvas),
                              is_scribe ? canvas->theme->accent
                                        : canvas->theme->text2,
                              1,
                              ALIGN_LEFT};
        unsigned row = i / cards->per_line;
        struct box cell = {box.x + width * (float) (i % cards->per_line),
                           box.y + line * (float) row, width - 1.0f * canvas->u,
                           line};
        struct words words = words_of(canvas, member);
        canvas_middle(canvas, &style, words.text, cell);
        if (is_scribe) {
            draw_underline(canvas, words.text, cell);
        }
    }
}

static void
draw_card(const struct canvas *canvas, const struct group *group,
          const struct cards *cards, struct box box) {
    float u = canvas->u;
    canvas_panel(canvas, box, 1.2f * u, canvas->theme->surface);
    struct box stripe = {box.x, box.y, STRIPE_U * u, box.h};
    struct color fill = canvas->theme->slots[group->slot % THEME_SLOT_COUNT];
    drawing_rect(canvas->out, stripe, 0.4f * u, fill);
    if (!color_is_strong(fill, canvas->theme->background)) {
        drawing_frame(canvas->out, stripe, 0.4f * u, 0.3f * u,
                      canvas->theme->line);
    }
    struct box inner = box_inset(box, cards->pad);
    inner.x += STRIPE_U * u;
    inner.w -= STRIPE_U * u;
    float lines = cards->line * (float) lines_of(group->size, cards->per_line);
    if (cards->is_side) {
        struct box head = {inner.x, inner.y, cards->head_w, inner.h};
        draw_head(canvas, group, least(canvas), head);
        float taken = cards->head_w + 3.0f * u;
        inner.x += taken;
        inner.w -= taken;
        inner.y += fmaxf(0.0f, (inner.h - lines) / 2.0f);
    } else {
        float slack = fmaxf(0.0f, inner.h - cards->head - lines);
        inner.y += slack / 2.0f;
        draw_head(canvas, group, canvas_type(canvas, TYPE_BODY),
                  box_cut_top(&inner, cards->head));
    }
    draw_members(canvas, group, cards, inner);
}

static void
draw_cards(const struct canvas *canvas, const struct crowd *crowd,
           const struct cards *cards, struct box area) {
    float gap = GAP_U * canvas->u;
    float tall =
        cards->h * (float) cards->rows + gap * (float) (cards->rows - 1);
    float top = area.y + fmaxf(0.0f, (area.h - tall) * 0.4f);
    for (unsigned i = 0; i < crowd->count; i++) {
        unsigned column = i % cards->columns, row = i / cards->columns;
        struct box box = {area.x + (cards->w + gap) * (float) column,
                          top + (cards->h + gap) * (float) row, cards->w,
                          cards->h};
        draw_card(canvas, &crowd->items[i], cards, box);
    }
}

// -- Names and sizes, and the sentence ---------------------------------------

// One line that says where to look.
static void
draw_look(const struct canvas *canvas, const char *text, struct box box) {
    struct style style = {FONT_LABEL,
                          canvas_type(canvas, TYPE_BODY),
                          least(canvas),
                          canvas->theme->text2,
                          2,
                          ALIGN_LEFT};
    canvas_middle(canvas, &style, text, box);
}

// Names under each other, then in the next column.
struct list {
    struct box look, area;
    unsigned columns, rows;
    float row, count_at; // where a size stands behind its name
    float size;          // of the names
};

static bool
find_list(const struct canvas *canvas, const struct crowd *crowd,
          struct box area, struct list *out) {
    float u = canvas->u;
    *out = (struct list){.look = box_cut_top(&area, 8.0f * u), .area = area};
    out->count_at = (SHAPE_U + SHAPE_GAP_U + 2.0f) * u + 1.01f * crowd->name_w;
    float wide = out->count_at + COUNT_U * u;
    unsigned most = (unsigned) fmaxf(0.0f, floorf(area.w / wide));
    unsigned rows = (unsigned) fmaxf(0.0f, floorf(area.h / (ROW_LEAST_U * u)));
    if (most * rows < crowd->count) {
        return false;
    }
    unsigned good = (unsigned) fmaxf(1.0f, floorf(area.h / (GOOD_ROW_U * u)));
    out->columns = (crowd->count + good - 1) / good;
    out->columns = out->columns < most ? out->columns : most;
    out->rows = (crowd->count + out->columns - 1) / out->columns;
    out->row = fminf(area.h / (float) out->rows, ROW_MAX_U * u);
    out->size = least(canvas);
    float large = canvas_type(canvas, TYPE_BODY) / out->size;
    if (large * wide * (float) out->columns <= area.w
        && out->row >= GOOD_ROW_U * u) {
        out->size *= large;
        out->count_at *= large;
    }
    return true;
}

static void
draw_list(const struct canvas *canvas, const struct crowd *crowd,
          const struct list *list) {
    float width = list->area.w / (float) list->columns;
    draw_look(canvas, LOOK_TEXT, list->look);
    for (unsigned i = 0; i < crowd->count; i++) {
        const struct group *group = &crowd->items[i];
        unsigned column = i / list->rows, row = i % list->rows;
        struct box cell = {list->area.x + width * (float) column,
                           list->area.y + list->row * (float) row,
                           list->count_at, list->row};
        char size[16];
        snprintf(size, sizeof size, "%u", (unsigned) group->size);
        canvas_label(canvas, FONT_TEXT, least(canvas),
                     (struct point){cell.x + cell.w, cell.y + cell.h / 2.0f},
                     ALIGN_LEFT, canvas->theme->muted, size);
        cell.w -= 2.0f * canvas->u;
        draw_head(canvas, group, list->size, cell);
    }
}

static void
draw_sentence(const struct canvas *canvas, uint32_t count, struct box area) {
    struct style style = {FONT_VALUE,
                          canvas_type(canvas, TYPE_DISPLAY),
                          least(canvas),
                          canvas->theme->text,
                          4,
                          ALIGN_LEFT};
    char text[96] = LOOK_TEXT;
    if (count > 1) {
        snprintf(text, sizeof text, "%u groups. " LOOK_TEXT, (unsigned) count);
    }
    canvas_middle(canvas, &style, text, area);
}

static void
gather_now(const struct canvas *canvas, uint32_t count, struct crowd *out) {
    *out = (struct crowd){0};
    if (count <= LIST_COUNT_MAX) {
        gather(canvas, count, out);
    }
}

static enum groups_form
find_form(const struct canvas *canvas, const struct crowd *crowd,
          struct box area, struct cards *cards, struct list *list) {
    if (crowd->count == 0) {
        return GROUPS_SENTENCE;
    }
    if (find_cards(canvas, crowd, area, cards)) {
        return cards->word_w < crowd->words_w ? GROUPS_CUT : GROUPS_CARDS;
    }
    return find_list(canvas, crowd, area, list) ? GROUPS_LIST : GROUPS_SENTENCE;
}

enum groups_form
groups_form(const struct canvas *canvas, struct box area) {
    struct crowd crowd;
    struct cards cards;
    struct list list;
    gather_now(canvas, session_group_count(canvas->session), &crowd);
    return find_form(canvas, &crowd, area, &cards, &list);
}

void
groups_draw_all(const struct canvas *canvas, struct box area) {
    uint32_t count = session_group_count(canvas->session);
    struct crowd crowd;
    struct cards cards;
    struct list list;
    drawing_group(canvas->out, "groups");
    gather_now(canvas, count, &crowd);
    switch (find_form(canvas, &crowd, area, &cards, &list)) {
        case GROUPS_CUT:
        case GROUPS_CARDS:
            draw_cards(canvas, &crowd, &cards, area);
            break;
        case GROUPS_LIST:
            draw_list(canvas, &crowd, &list);
            break;
        case GROUPS_SENTENCE:
            draw_sentence(canvas, crowd.count > 0 ? crowd.count : count, area);
            break;
    }
}
