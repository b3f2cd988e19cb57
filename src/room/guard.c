// What was seen of each header, and then the order in which it is judged: the
// form first, who asks and from where, the body last.
#include "room/guard.h"
#include "base/bytes.h"
#include <string.h>
#include <strings.h>

static void
take_value(const char **value, unsigned *count, const char *in) {
    *value = in;
    (*count)++;
}

void
guard_take(struct guard_facts *facts, const char *name, const char *value,
           size_t value_size) {
    if (value == NULL) {
        value = "";
    }
    if (strlen(value) != value_size) {
        facts->has_zero_byte = true;
    }
    unsigned other = 0;
    switch (name[0] | 0x20) {
        case 'h':
            if (strcasecmp(name, "Host") == 0) {
                take_value(&facts->host, &facts->host_count, value);
            }
            break;
        case 'o':
            if (strcasecmp(name, "Origin") == 0) {
                take_value(&facts->origin, &facts->origin_count, value);
            }
            break;
        case 'c':
            if (strcasecmp(name, "Content-Length") == 0) {
                take_value(&facts->length, &facts->length_count, value);
            } else if (strcasecmp(name, "Content-Type") == 0) {
                take_value(&facts->type, &facts->type_count, value);
            }
            break;
        case 'a':
            if (strcasecmp(name, "Authorization") == 0) {
                take_value(&facts->authorization, &facts->authorization_count,
                           value);
            }
            break;
        case 'i':
            if (strcasecmp(name, "If-None-Match") == 0) {
                take_value(&facts->if_none_match, &other, value);
            }
            break;
        case 't':
            if (strcasecmp(name, "Transfer-Encoding") == 0) {
                facts->has_transfer_encoding = true;
            }
            break;
        default:
            break;
    }
}

// One to eighteen digits. False: not that.
static bool
read_length(const char *text, size_t *out) {
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 18 || text[digits] != '\0') {
        return false;
    }
    size_t value = 0;
    for (size_t i = 0; i < digits; i++) {
        value = value * 10 + (size_t) (text[i] - '0');
    }
    *out = value;
    return true;
}

static bool
is_json_type(const char *type) {
    static const char json[] = "application/json";
    size_t size = sizeof json - 1;
    if (type == NULL || strncasecmp(type, json, size) != 0) {
        return false;
    }
    type += size;
    type += strspn(type, " ");
    return *type == '\0' || *type == ';';
}

static enum refusal
check_body(const struct guard_facts *facts, size_t *out_length) {
    if (facts->has_transfer_encoding) {
        return REFUSAL_NO_LENGTH;
    }
    size_t length = 0;
    if (facts->length_count > 1
        || (facts->length_count == 1 && !read_length(facts->length, &length))) {
        return REFUSAL_BAD_REQUEST;
    }
    if (facts->method != METHOD_POST) {
        // A length of nothing is harmless and some send it.
        return length == 0 ? REFUSAL_NONE : REFUSAL_BAD_REQUEST;
    }
    if (facts->length_count == 0) {
        return REFUSAL_NO_LENGTH;
    }
    if (length > (facts->is_ballot ? BALLOT_BODY_MAX : BODY_MAX)) {
        return REFUSAL_TOO_LARGE;
    }
    if (facts->type_count != 1 || !is_json_type(facts->type)) {
        return REFUSAL_NOT_JSON;
    }
    *out_length = length;
    return length > 0 ? REFUSAL_NONE : REFUSAL_BAD_REQUEST;
}

// "http://" and exactly what Host says.
static bool
is_own_origin(const struct guard_facts *facts) {
    static const char scheme[] = "http://";
    size_t size = sizeof scheme - 1;
    return strncasecmp(facts->origin, scheme, size) == 0
           && strcasecmp(facts->origin + size, facts->host) == 0;
}

enum refusal
guard_check(const struct guard_facts *facts, const struct address_book *book,
            uint16_t port, size_t *out_length) {
    *out_length = 0;
    if (facts->has_zero_byte || facts->host_count > 1 || facts->origin_count > 1
        || facts->authorization_count > 1) {
        return REFUSAL_BAD_REQUEST;
    }
    if (facts->method == METHOD_OTHER) {
        return REFUSAL_WRONG_METHOD;
    }
    if (facts->host_count == 0 || strlen(facts->host) > HOST_HEADER_MAX
        || !address_has(book, facts->host, port)) {
        return REFUSAL_WRONG_HOST;
    }
    if (facts->origin_count == 1 && !is_own_origin(facts)) {
        return REFUSAL_WRONG_ORIGIN;
    }
    return check_body(facts, out_length);
}

static bool
is_plain(const char *target) {
    size_t size = strspn(target, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz"
                                 "0123456789/?=&._-");
    return target[0] == '/' && target[size] == '\0' && size <= URI_MAX;
}

bool
guard_target(const char *target, char path[static PATH_MAX_BYTES],
             bool *out_has_since, uint64_t *out_since) {
    *out_has_since = false;
    *out_since = 0;
    path[0] = '\0';
    if (!is_plain(target)) {
        return false;
    }
    size_t size = strcspn(target, "?");
    if (size < PATH_MAX_BYTES) {
        memcpy(path, target, size);
        path[size] = '\0';
    }
    const char *query = target + size;
    if (strncmp(query, "?since=", 7) != 0) {
        return true; // some apps add a query of their own to an address
    }
    size_t number;
    if (!read_length(query + 7, &number)) {
        return false;
    }
    *out_has_since = true;
    *out_since = number;
    return true;
}

bool
guard_token(const char *authorization, uint8_t out[static TOKEN_SIZE]) {
    static const char scheme[] = "Bearer ";
    size_t size = sizeof scheme - 1;
    return authorization != NULL
           && strncasecmp(authorization, scheme, size) == 0
           && bytes_from_hex(authorization + size, out, TOKEN_SIZE);
}
