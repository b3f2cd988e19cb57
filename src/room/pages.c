// A page's name for caches, and a policy that lets nothing run but the script
// and the style that are in it. See pages.h.
#include "room/pages.h"
#include <sodium.h>
#include <stdio.h>
#include <string.h>

// The bytes between the end of the first opening tag and its closing tag.
static bool
find_element(const struct page *page, const char *open, const char *close,
             const unsigned char **out, size_t *out_size) {
    const unsigned char *end = page->bytes + page->size;
    const unsigned char *start =
        memmem(page->bytes, page->size, open, strlen(open));
    if (start == NULL) {
        return false;
    }
    start = memchr(start, '>', (size_t) (end - start));
    if (start == NULL) {
        return false;
    }
    start++;
    const unsigned char *stop =
        memmem(start, (size_t) (end - start), close, strlen(close));
    if (stop == NULL) {
        return false;
    }
    *out = start;
    *out_size = (size_t) (stop - start);
    return memmem(stop, (size_t) (end - stop), open, strlen(open)) == NULL;
}

static void
hash_text(const unsigned char *bytes, size_t size, char out[static 64]) {
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, bytes, size);
    sodium_bin2base64(out, 64, hash, sizeof hash,
                      sodium_base64_VARIANT_ORIGINAL);
}

static void
take_bytes(struct page *page, const unsigned char *bytes, size_t size) {
    char hash[64];
    hash_text(bytes, size, hash);
    snprintf(page->etag, sizeof page->etag, "\"%.22s\"", hash);
    page->bytes = bytes;
    page->size = size;
}

void
page_init_script(struct page *page, const unsigned char *bytes, size_t size) {
    take_bytes(page, bytes, size);
    page->type = "text/javascript; charset=utf-8";
    snprintf(page->policy, sizeof page->policy,
             "default-src 'none'; frame-ancestors 'none'");
}

bool
page_init(struct page *page, const unsigned char *bytes, size_t size) {
    return page_init_with(page, bytes, size, PAGE_OWN_SCRIPT);
}

bool
page_init_with(struct page *page, const unsigned char *bytes, size_t size,
               enum page_scripts scripts) {
    take_bytes(page, bytes, size);
    page->type = "text/html; charset=utf-8";
    const unsigned char *script, *style;
    size_t script_size, style_size;
    if (!find_element(page, "<script", "</script>", &script, &script_size)
        || !find_element(page, "<style", "</style>", &style, &style_size)) {
        return false;
    }
    char script_hash[64], style_hash[64];
    hash_text(script, script_size, script_hash);
    hash_text(style, style_size, style_hash);
    snprintf(page->policy, sizeof page->policy,
             "default-src 'none'; script-src 'sha256-%s'%s; "
             "style-src 'sha256-%s'; connect-src 'self'; img-src data:; "
             "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
             script_hash, scripts == PAGE_ROOM_SCRIPTS ? " 'self'" : "",
             style_hash);
    return true;
}

bool
page_matches(const struct page *page, const char *if_none_match) {
    return if_none_match != NULL
           && (strcmp(if_none_match, "*") == 0
               || strstr(if_none_match, page->etag) != NULL);
}
