// A QR code on its plate, in whole pixels a module so that every edge is sharp.
#include <math.h>

#include "scene/parts.h"

#define QR_LEVEL 2 // Q
#define QR_QUIET 4 // modules around the code
#define QR_MODULE_MIN_PX 4

struct code
code_place(const struct canvas *canvas, const char *url, struct box area,
           float wanted_px) {
    struct code code = {.url = url ? url : "", .level = QR_LEVEL};
    struct point nowhere = {0.0f, 0.0f};
    while (code.url[0] && code.modules == 0 && code.level >= 0) {
        code.modules =
            drawing_qr(canvas->out, code.url, code.level, nowhere, 0,
                       canvas->theme->qr_ink, canvas->theme->qr_plate);
        code.level -= code.modules == 0;
    }
    if (code.modules == 0) {
        return code;
    }
    float border = 2.0f * canvas->u;
    float room = fminf(area.h, area.w) - border;
    float whole = floorf(room / (float) (code.modules + 2 * QR_QUIET));
    float wanted = floorf(wanted_px / (float) code.modules);
    code.module_px = (int) fmaxf(QR_MODULE_MIN_PX, fminf(whole, wanted));
    float side = (float) (code.module_px * (code.modules + 2 * QR_QUIET));
    code.plate =
        (struct box){floorf(area.x + area.w - side - border / 2.0f),
                     floorf(area.y + (area.h - side) / 2.0f), side, side};
    return code;
}

void
code_draw(const struct canvas *canvas, const struct code *code) {
    float u = canvas->u;
    struct box card = {code->plate.x - u, code->plate.y - u,
                       code->plate.w + 2.0f * u, code->plate.h + 2.0f * u};
    drawing_group(canvas->out, "code");
    drawing_rect(canvas->out, card, 1.2f * u, canvas->theme->qr_plate);
    if (color_contrast(canvas->theme->qr_plate, canvas->theme->background)
        < 1.5) {
        drawing_frame(canvas->out, card, 1.2f * u, 0.3f * u,
                      canvas->theme->line);
    }
    drawing_qr(canvas->out, code->url, code->level,
               (struct point){code->plate.x, code->plate.y}, code->module_px,
               canvas->theme->qr_ink, canvas->theme->qr_plate);
}
