// The chain of digests, link by link, over the bytes as they are in the
// files. Text before a link never holds what the link itself says, so it can
// be computed from the files alone.
#include "report/audit.h"
#include <sodium.h>
#include <string.h>

#define LINK_SIZE (2 * crypto_hash_sha256_BYTES + 1)

struct span {
    const char *at;
    size_t size;
};

static void
take_link(crypto_hash_sha256_state *state, char link[static LINK_SIZE]) {
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(state, hash);
    sodium_bin2hex(link, LINK_SIZE, hash, sizeof hash);
}

static void
next_link(char link[static LINK_SIZE], const char *name, struct span span) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    const struct span pieces[] = {
        {link, LINK_SIZE - 1}, {"\n", 1}, {name, strlen(name)}, {"\n", 1}, span,
    };
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        crypto_hash_sha256_update(&state, (const unsigned char *) pieces[i].at,
                                  pieces[i].size);
    }
    take_link(&state, link);
}

// session.json up to the line that begins with its member "chain".
static bool
first_link(const struct audit *audit, char link[static LINK_SIZE]) {
    static const char mark[] = "\n  \"chain\":";
    const char *found = strstr(audit->session.bytes, mark);
    if (found == NULL) {
        return false;
    }
    size_t size = (size_t) (found - audit->session.bytes) + 1;
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(
        &state, (const unsigned char *) audit->session.bytes, size);
    take_link(&state, link);
    return true;
}

static struct span
take_line(struct span *rest) {
    const char *end = memchr(rest->at, '\n', rest->size);
    size_t size = end ? (size_t) (end - rest->at) + 1 : rest->size;
    struct span line = {rest->at, size};
    rest->at += size;
    rest->size -= size;
    return line;
}

// The lines at the front of `rest` that begin with the id and a comma.
static struct span
take_rows(struct span *rest, const char *id) {
    struct span rows = {rest->at, 0};
    size_t id_size = strlen(id);
    while (rest->size > id_size && memcmp(rest->at, id, id_size) == 0
           && rest->at[id_size] == ',') {
        rows.size += take_line(rest).size;
    }
    return rows;
}

// Compares with what the file says, and goes on from that, so that one change
// is one finding. `said` is not a digest where the file has none.
static bool
is_link(char link[static LINK_SIZE], const char *said) {
    if (strcmp(link, said) == 0) {
        return true;
    }
    if (strlen(said) == LINK_SIZE - 1) {
        memcpy(link, said, LINK_SIZE);
    }
    return false;
}

static void
check_rows(struct audit *audit, char link[static LINK_SIZE]) {
    const json_t *chain = json_object_get(audit->root, "chain");
    struct span rest = {audit->ballots.bytes, audit->ballots.size};
    (void) take_line(&rest); // the header, checked where it is read
    for (size_t i = 0; i < audit->deck->exercise_count; i++) {
        const char *id = audit->deck->exercises[i].id;
        const json_t *said = json_array_get(chain, i + 1);
        next_link(link, id, take_rows(&rest, id));
        if (strcmp(audit_json_text(said, "exercise"), id) != 0
            || !is_link(link, audit_json_text(said, "digest"))) {
            audit_find(&audit->findings,
                       "The chain breaks at exercise %s: its rows in "
                       "ballots.csv are not those that were exported.",
                       id);
        }
    }
    if (rest.size > 0) {
        audit_find(&audit->findings,
                   "The chain does not cover all of ballots.csv: it has rows "
                   "that are not where they belong.");
    }
    if (json_array_size(chain) != (size_t) audit->deck->exercise_count + 2) {
        audit_find(&audit->findings,
                   "The chain in session.json has %zu links; it must have %d.",
                   json_array_size(chain), audit->deck->exercise_count + 2);
    }
}

static void
check_ideas(struct audit *audit, char link[static LINK_SIZE]) {
    const json_t *chain = json_object_get(audit->root, "chain");
    const json_t *said =
        json_array_get(chain, (size_t) audit->deck->exercise_count + 1);
    next_link(link, "ideas.csv",
              (struct span){audit->ideas.bytes, audit->ideas.size});
    if (strcmp(audit_json_text(said, "file"), "ideas.csv") != 0
        || !is_link(link, audit_json_text(said, "digest"))) {
        audit_find(&audit->findings,
                   "The chain breaks at ideas.csv: it is not what was "
                   "exported.");
    }
}

void
audit_check_chain(struct audit *audit) {
    const json_t *chain = json_object_get(audit->root, "chain");
    const json_t *first = json_array_get(chain, 0);
    char link[LINK_SIZE];
    if (!first_link(audit, link)) {
        audit_find(&audit->findings,
                   "session.json has been written anew: no line of it begins "
                   "with \"chain\", so the chain cannot be checked.");
        return;
    }
    if (!is_link(link, audit_json_text(first, "digest"))
        || strcmp(audit_json_text(first, "session"),
                  audit_json_text(audit->root, "session"))
               != 0) {
        audit_find(&audit->findings,
                   "The chain breaks at its first link: session.json is not "
                   "what was exported.");
    }
    check_rows(audit, link);
    check_ideas(audit, link);
    next_link(link, "summary.csv",
              (struct span){audit->summary.bytes, audit->summary.size});
    if (!is_link(link, audit_json_text(audit->root, "head"))) {
        audit_find(&audit->findings,
                   "The chain breaks at its head: summary.csv is not what was "
                   "exported.");
    }
}
