// The words around an exercise's picture. Which of them stands there goes from
// what everybody must know now (a pause, the bell, the end of the vote) to what
// helps to read the picture.
#include "scene/moment.h"

#include "scene/parts.h"
#include "session/groups.h"

#define ELSEWHERE "The result is in the report"

struct moment
moment_of(const struct canvas *canvas) {
    const struct session *session = canvas->session;
    const struct exercise *exercise = session_exercise(session);
    const struct phase *phase = session_phase(session);
    const struct kind_picture *picture = kind_picture_of(exercise);
    uint16_t number = (uint16_t) session->place.exercise;
    bool has_items = session_has_items(session);
    bool has_result =
        !picture->is_whole && has_items && session_is_revealed(session);
    struct moment moment = {
        .exercise = exercise,
        .phase = phase,
        .picture = picture,
        .box = session_box(session, number, 1),
        .round = session_box(session, number, session_round(session)),
        .has_items = has_items,
        .has_result = has_result,
        .is_again = exercise->again >= 0,
        .is_closed = phase->is_open && session->is_closed,
        .news = clock_news(canvas),
    };
    bool is_for_groups = phase->name == PHASE_PAIRS
                         || phase->name == PHASE_FOURS
                         || phase->name == PHASE_GROUPS;
    moment.is_grouped = is_for_groups && has_items && !has_result;
    // While votes come in, a live exercise shows them and nothing beside.
    if (has_result && !phase->is_open && picture->draw_shift
        && shift_init(&moment.shift, session, number)) {
        moment.has_shift = moment.shift.pairs > 0;
    }
    return moment;
}

// Under the result of an exercise that was asked again.
static void
write_again(const struct moment *moment, struct text *out) {
    const struct kind_picture *picture = moment->picture;
    if (moment->has_shift && picture->write_shift_legend) {
        picture->write_shift_legend(moment->exercise, &moment->shift, out);
    } else if (moment->has_shift) {
        text_add(out, "Outlined: before. Solid: now.");
    } else if (moment->shift.before.ballots && moment->box->answered > 0) {
        text_add(out, "Nobody answered both times.");
    } else if (picture->write_legend && moment->box->answered > 0) {
        picture->write_legend(moment->exercise, moment->box, out);
    }
}

static const char *
work_text(enum phase_name name) {
    switch (name) {
        case PHASE_READ:
            return "Read the question";
        case PHASE_SOLO:
            return "Think on your own";
        case PHASE_PAIRS:
            return "Talk in pairs";
        case PHASE_FOURS:
            return "Talk in fours";
        case PHASE_GROUPS:
            return "Talk in your group";
        case PHASE_BREAK:
            return "Break";
        case PHASE_VOTE:
        case PHASE_REVEAL:
        case PHASE_DISCUSS:
        case PHASE_NAME_COUNT:
            break;
    }
    return "";
}

static void
write_sentence(struct text *out, const char *sentence) {
    if (sentence[0] != '\0') {
        text_add_format(out, "%s%s", out->size > 0 ? ". " : "", sentence);
    }
}

static bool
answers_by_group(const struct canvas *canvas, const struct moment *moment) {
    return moment->exercise->is_by_group
           && session_group_count(canvas->session) > 0;
}

// What to do: how to talk, or who answers; and what a guest gives.
static void
write_work(const struct canvas *canvas, const struct moment *moment,
           struct text *out) {
    const struct kind_picture *picture = moment->picture;
    bool is_open = moment->phase->is_open;
    bool is_by_group =
        (is_open || moment->is_grouped) && answers_by_group(canvas, moment);
    if (is_by_group && !is_open) {
        text_add(out, "Talk; one answers for the group");
    } else if (!is_by_group && (!is_open || moment->is_grouped)) {
        text_add(out, work_text(moment->phase->name));
    }
    if (!is_open) {
        return;
    }
    struct text ask = {0};
    if (picture->write_ask) {
        picture->write_ask(canvas, moment->exercise, &ask);
    } else if (picture->write_hint) {
        picture->write_hint(moment->exercise, &ask);
    }
    write_sentence(out, text_string(&ask));
    text_finish(&ask);
    if (is_by_group) {
        write_sentence(out, "One answers for the group");
    }
}

static void
write_over(const struct moment *moment, struct text *out) {
    bool is_vote = moment->phase->name == PHASE_VOTE;
    text_add(out, is_vote ? "Voting is over" : "Time is up");
    if (moment->exercise->reveal == REVEAL_NEVER) {
        write_sentence(out, ELSEWHERE);
    }
}

static bool
is_kept_back(const struct moment *moment) {
    return moment->exercise->reveal == REVEAL_NEVER
           && (moment->phase->name == PHASE_REVEAL
               || moment->phase->name == PHASE_DISCUSS);
}

void
moment_write_hint(const struct canvas *canvas, const struct moment *moment,
                  struct text *out) {
    const struct kind_picture *picture = moment->picture;
    if (canvas->session->is_paused) {
        text_add(out, "Paused");
    } else if (moment->news) {
        text_add(out, moment->news);
    } else if (!moment->has_items) {
        return;
    } else if (moment->is_closed && !moment->has_result) {
        write_over(moment, out);
    } else if (moment->has_result && moment->is_again) {
        write_again(moment, out);
    } else if (moment->has_result) {
        if (picture->write_legend && moment->box->answered > 0) {
            picture->write_legend(moment->exercise, moment->box, out);
        }
    } else if (is_kept_back(moment)) {
        text_add(out, ELSEWHERE);
    } else {
        write_work(canvas, moment, out);
    }
}

bool
moment_is_strong(const struct canvas *canvas, const struct moment *moment) {
    return canvas->session->is_paused || moment->news
           || (moment->is_closed && !moment->has_result);
}

// Under the result of several rounds: of the one in which most answered, since
// in the last there may have been nothing left to score.
static uint32_t
count_answered(const struct moment *moment) {
    uint32_t answered = moment->round->answered;
    if (moment->phase->is_open || !moment->has_result) {
        return answered;
    }
    for (unsigned i = 1; i < moment->exercise->round_count; i++) {
        uint32_t other = moment->box[i].answered;
        answered = other > answered ? other : answered;
    }
    return answered;
}

void
moment_write_base(const struct canvas *canvas, const struct moment *moment,
                  struct text *out) {
    if (!moment->has_items
        || (!moment->phase->is_open && !moment->has_result
            && !is_kept_back(moment))) {
        return;
    }
    if (moment->has_shift) {
        text_add_format(out,
                        "Before \xe2\x86\x92 now, the %u who answered both",
                        moment->shift.pairs);
        if (moment->exercise->pick > 1) {
            text_add(out, ", % of people");
        }
        return;
    }
    uint32_t answered = count_answered(moment);
    uint32_t voters = session_voter_count(canvas->session);
    bool is_by_group = answers_by_group(canvas, moment);
    text_add_format(out, "%u of %u %sanswered", answered,
                    voters > answered ? voters : answered,
                    is_by_group ? "groups " : "");
    if (moment->has_result && moment->picture->write_base) {
        moment->picture->write_base(moment->exercise, moment->box, out);
    }
}

void
moment_write_missing(const struct canvas *canvas, struct text *out) {
    const struct session *session = canvas->session;
    int16_t from = session_exercise(session)->takes_from;
    text_add(out, "Nothing was handed over");
    if (from >= 0) {
        text_add_format(out, " from \xe2\x80\x9c%s\xe2\x80\x9d",
                        session->exercises[from].prompt);
    }
    text_add(out, ": go on with the next step.");
}
