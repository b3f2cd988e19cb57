// The notice, a sentence that the room's host must see; and the remark, a
// small line for the host alone.
#include "scene/parts.h"

static void
draw_notice(const struct canvas *canvas) {
    float u = canvas->u;
    struct box box = canvas->notice_box;
    drawing_group(canvas->out, "notice");
    canvas_panel(canvas, box, 1.2f * u, canvas->theme->surface);
    drawing_frame(canvas->out, box, 1.2f * u, 0.4f * u, canvas->theme->accent);
    struct style style = {FONT_LABEL,
                          canvas_type(canvas, TYPE_BODY),
                          canvas_type(canvas, TYPE_MIN),
                          canvas->theme->text,
                          3,
                          ALIGN_LEFT};
    struct box inner = {box.x + 3.0f * u, box.y + 1.5f * u, box.w - 6.0f * u,
                        18.0f * u};
    canvas_top(canvas, &style, canvas->view->notice, inner);
}

static void
draw_remark(const struct canvas *canvas) {
    drawing_group(canvas->out, "remark");
    float size = canvas_type(canvas, TYPE_STAFF);
    struct style style = {FONT_TEXT, size,       size, canvas->theme->muted,
                          1,         ALIGN_RIGHT};
    canvas_middle(canvas, &style, canvas->view->remark, canvas->remark_box);
}

void
notice_draw(const struct canvas *canvas) {
    if (canvas->view->notice) {
        draw_notice(canvas);
    }
    if (canvas->view->remark) {
        draw_remark(canvas);
    }
}
