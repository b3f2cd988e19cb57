// One font file, opened for FreeType (outlines, pictures) and for HarfBuzz
// (places). Both map the file, so a large one costs what is used of it.
#include <stdlib.h>

#include <hb-ot.h>

#include "drawing/font_face.h"

static void
measure_face(struct font_face *face) {
    FT_Face ft = face->outlines;
    unsigned units = hb_face_get_upem(hb_font_get_face(face->shaper));
    face->unit = 1.0f / (float) units;
    face->ascent = (float) ft->ascender * face->unit;
    face->descent = -(float) ft->descender * face->unit;
    face->cap_height = 0.7f;
    if (!face->is_color && FT_Load_Char(ft, 'H', FT_LOAD_NO_SCALE) == 0) {
        face->cap_height = (float) ft->glyph->metrics.horiBearingY * face->unit;
    }
}

static hb_font_t *
open_shaper(const struct font_face *face) {
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(face->path);
    if (!blob) {
        return NULL;
    }
    hb_face_t *design = hb_face_create(blob, (unsigned) face->index & 0xffff);
    hb_blob_destroy(blob);
    hb_font_t *shaper = hb_font_create(design);
    hb_face_destroy(design);
    unsigned instance = (unsigned) face->index >> 16;
    if (instance > 0) {
        hb_font_set_var_named_instance(shaper, instance - 1);
    }
    return shaper;
}

// Outlines, or coloured pictures of a fixed size.
static bool
is_usable(struct font_face *face) {
    FT_Face ft = face->outlines;
    if (FT_IS_SCALABLE(ft)) {
        return true;
    }
    face->is_color = FT_HAS_COLOR(ft) && FT_HAS_FIXED_SIZES(ft)
                     && FT_Select_Size(ft, 0) == 0;
    return face->is_color;
}

bool
font_face_open(struct fonts *fonts, struct font_face *face) {
    bool is_open =
        FT_New_Face(fonts->library, face->path, face->index, &face->outlines)
            == 0
        && is_usable(face);
    face->shaper = is_open ? open_shaper(face) : NULL;
    if (!face->shaper) {
        return false;
    }
    measure_face(face);
    return true;
}

void
font_face_close(struct font_face *face) {
    hb_font_destroy(face->shaper);
    if (face->outlines) {
        FT_Done_Face(face->outlines);
    }
    free(face->path);
    *face = (struct font_face){0};
}

bool
font_face_has(const struct font_face *face, uint32_t code) {
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(face->shaper, code, &glyph) && glyph != 0;
}
