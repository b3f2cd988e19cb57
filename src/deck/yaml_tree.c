// Two passes over the text. The first sees YAML's events and keeps the limits
// (a tree of nodes does not show any more what was an alias, and building one
// has no limits of its own); only what passes is built into a tree.
#include "deck/yaml_tree.h"
#include <string.h>

struct pass {
    struct fault_list *faults; // borrowed
    int depth, node_count, document_count;
    bool has_alias, is_over; // over: a limit is reached, look no further
};

// What libyaml says, and what an author can do about it.
struct saying {
    const char *problem; // the beginning of libyaml's sentence
    const char *sentence;
};

static const struct saying sayings[] = {
    {"mapping values are not allowed",
     "a colon cannot stand here; put a text that has \": \" in it into quotes, "
     "and check the indentation"},
    {"could not find expected ':'",
     "a key without its colon; write \"key: value\", or indent the line to "
     "join it to the text above"},
    {"block sequence entries are not allowed",
     "a list cannot begin here; put the \"- \" on a line of its own, indented "
     "below its key"},
    {"found character that cannot start any token",
     "a text cannot begin with this character, nor a line with a tab; put the "
     "text into quotes, and indent with spaces"},
    {"found a tab character", "a tab; indent with spaces"},
    {"found unexpected end of stream",
     "a quotation begins here and never ends; close it with the same mark"},
    {"found unexpected document indicator",
     "a quotation begins here and never ends; close it with the same mark"},
    {"found unknown escape character",
     "no such escape; write \\\\ for a backslash, or use single quotes"},
    {"did not find expected hexdecimal number",
     "an escape needs hexadecimal digits here; or use single quotes"},
    {"did not find expected '-' indicator",
     "this line does not fit the list above; begin it with \"- \" or check "
     "the indentation"},
    {"did not find expected key",
     "this does not fit what is above; check the indentation, and that "
     "quotes go around the whole text"},
    {"did not find expected ',' or ']'",
     "a comma or the closing ] of a list is missing before this"},
    {"did not find expected ',' or '}'",
     "a comma or the closing } is missing before this"},
    {"did not find expected node content",
     "a text, a list or a block of keys is missing here"},
    {"did not find expected comment or line break",
     "a text after | or > begins on the next line"},
    {"did not find expected <document start>",
     "this does not belong to the deck above; check the indentation"},
};

struct place
yaml_place(yaml_mark_t mark) {
    return (struct place){(int) mark.line + 1, (int) mark.column + 1};
}

static void
say_no_memory(struct fault_list *faults) {
    fault_list_error(faults, (struct place){0},
                     "there was not enough memory to read the file");
}

static void
say_problem(struct fault_list *faults, const yaml_parser_t *parser) {
    const char *problem = parser->problem != NULL ? parser->problem : "unknown";
    if (parser->error == YAML_MEMORY_ERROR) {
        say_no_memory(faults);
        return;
    }
    struct place at = yaml_place(parser->problem_mark);
    if (strncmp(problem, "found unexpected ", 17) == 0) {
        at = yaml_place(parser->context_mark); // where the quotation began
    }
    for (size_t i = 0; i < sizeof sayings / sizeof sayings[0]; i++) {
        size_t size = strlen(sayings[i].problem);
        if (strncmp(problem, sayings[i].problem, size) == 0) {
            fault_list_error(faults, at, "%s", sayings[i].sentence);
            return;
        }
    }
    fault_list_error(faults, at, "this is not YAML: %s", problem);
}

static void
start_parser(yaml_parser_t *parser, const char *source, size_t size) {
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(parser, (const unsigned char *) source, size);
}

static void
check_node(struct pass *pass, struct place at, const void *anchor,
           const void *tag) {
    if (anchor != NULL) {
        fault_list_error(pass->faults, at,
                         "anchors (&name) are not used in decks; write the "
                         "text out, or put it into quotes");
    }
    if (tag != NULL) {
        fault_list_error(pass->faults, at,
                         "tags (!name) are not used in decks; leave it out, "
                         "or put the text into quotes");
    }
    if (++pass->node_count > YAML_NODE_MAX && !pass->is_over) {
        fault_list_error(pass->faults, at,
                         "the file has more than %d values; make it smaller",
                         YAML_NODE_MAX);
        pass->is_over = true;
    }
}

static void
go_deeper(struct pass *pass, struct place at) {
    if (++pass->depth > YAML_DEPTH_MAX && !pass->is_over) {
        fault_list_error(pass->faults, at,
                         "nested more than %d levels deep; no part of a deck "
                         "is",
                         YAML_DEPTH_MAX);
        pass->is_over = true;
    }
}

static void
check_event(struct pass *pass, const yaml_event_t *event) {
    struct place at = yaml_place(event->start_mark);
    switch (event->type) {
        case YAML_ALIAS_EVENT:
            fault_list_error(pass->faults, at,
                             "aliases (*name) are not used in decks; write "
                             "the text out, or put it into quotes");
            pass->has_alias = true;
            break;
        case YAML_SCALAR_EVENT:
            check_node(pass, at, event->data.scalar.anchor,
                       event->data.scalar.tag);
            break;
        case YAML_SEQUENCE_START_EVENT:
            check_node(pass, at, event->data.sequence_start.anchor,
                       event->data.sequence_start.tag);
            go_deeper(pass, at);
            break;
        case YAML_MAPPING_START_EVENT:
            check_node(pass, at, event->data.mapping_start.anchor,
                       event->data.mapping_start.tag);
            go_deeper(pass, at);
            break;
        case YAML_SEQUENCE_END_EVENT:
        case YAML_MAPPING_END_EVENT:
            pass->depth--;
            break;
        case YAML_DOCUMENT_START_EVENT:
            if (++pass->document_count == 2) {
                fault_list_error(pass->faults, at,
                                 "a file holds one deck; a second begins here "
                                 "(delete the line ---)");
                pass->is_over = true;
            }
            break;
        default:
            break;
    }
}

// False: the text is no YAML, or too much of it.
static bool
check_events(const char *source, size_t size, struct fault_list *faults) {
    yaml_parser_t parser;
    if (yaml_parser_initialize(&parser) == 0) {
        say_no_memory(faults);
        return false;
    }
    start_parser(&parser, source, size);
    struct pass pass = {.faults = faults};
    bool is_good = true, is_end = false;
    while (is_good && !is_end && !pass.is_over) {
        yaml_event_t event;
        if (yaml_parser_parse(&parser, &event) == 0) {
            say_problem(faults, &parser);
            is_good = false;
        } else {
            check_event(&pass, &event);
            is_end = event.type == YAML_STREAM_END_EVENT;
            yaml_event_delete(&event);
        }
    }
    yaml_parser_delete(&parser);
    bool is_second_deck = pass.document_count > 1;
    return is_good && !pass.has_alias && (!pass.is_over || is_second_deck);
}

bool
yaml_tree_read(const char *source, size_t size, struct fault_list *faults,
               yaml_document_t *out) {
    if (!check_events(source, size, faults)) {
        return false;
    }
    yaml_parser_t parser;
    if (yaml_parser_initialize(&parser) == 0) {
        say_no_memory(faults);
        return false;
    }
    start_parser(&parser, source, size);
    bool is_read = yaml_parser_load(&parser, out) != 0;
    if (!is_read) {
        say_problem(faults, &parser);
    }
    yaml_parser_delete(&parser);
    return is_read;
}
