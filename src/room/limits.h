#pragma once

// Every limit of the room, in one place. What a phone's owner may notice
// stands in README.md too.

#define BODY_MAX 4096         // bytes of a request's body
#define BALLOT_BODY_MAX 16384 // of a ballot's: a drawing is long
#define BODY_DEPTH_MAX 8      // objects and arrays inside one another
#define URI_MAX 128           // bytes of a request's target
#define HOST_HEADER_MAX 128   // bytes of Host and Origin
#define PATH_MAX_BYTES 40     // bytes of a path we might know

#define CLIENT_ID_MIN 8 // characters of the id a client gives to a click
#define CLIENT_ID_MAX 40
#define NAME_GRAPHEME_MAX 60

#define POLL_TIME_MS 25000  // a poll is answered after so long
#define COUNT_GUEST_MS 2000 // counts go to phones at most so often
#define COUNT_SLICE 64      // phones that hear of them in one turn
#define COUNT_HOST_MS 500   // and to host pages so often
#define CONNECTED_MS 30000  // seen so recently: connected
#define ADDRESS_REFRESH_MS 10000
#define STOP_WAIT_MS 2000 // for ballots on their way at the stop

#define HEAD_TIME_MS 20000 // idle, and until the header is whole
#define BODY_TIME_MS 5000  // until the body is whole
#define SEND_TIME_MS 10000 // until the answer is away
#define IDLE_TIME_S 20     // libmicrohttpd's own time-out

#define CONNECTION_MEMORY 3584 // bytes of libmicrohttpd a connection
#define CONNECTION_SPARE 64    // beyond two for each guest
#define DESCRIPTOR_SPARE 64    // left for the rest of the program
#define LISTEN_BACKLOG 4096
#define ACCEPT_MAX 256                     // connections taken in one pass
#define ROOM_INBOX_MAX (8ul * 1024 * 1024) // bytes

#define PENDING_MAX 16384 // proposals under way

#define POST_RATE 5 // messages a second of one guest
#define POST_BURST 10
#define JOIN_RATE 50 // a second from one address: a routed access point shows
#define JOIN_BURST 1000    // one address for a whole room
#define LOGIN_MINUTE_MAX 5 // wrong PINs a minute from one address
#define LOGIN_HOUR_MAX 50  // wrong PINs an hour from all
#define ADDRESS_MAX 256    // addresses that are counted

#define HOST_TOKEN_MAX 16  // host pages at once; the oldest goes
#define HOST_GUEST_MAX 200 // guests in a host's state
#define MORE_SECONDS_MAX 3600

// Those a benchmark lifts, because its guests all have one address.
struct room_limits {
    double join_rate, join_burst;
    double post_rate, post_burst;
    int head_time_ms, body_time_ms, send_time_ms, poll_time_ms;
};

#define ROOM_LIMITS_DEFAULT                                                    \
    {                                                                          \
        .join_rate = JOIN_RATE, .join_burst = JOIN_BURST,                      \
        .post_rate = POST_RATE, .post_burst = POST_BURST,                      \
        .head_time_ms = HEAD_TIME_MS, .body_time_ms = BODY_TIME_MS,            \
        .send_time_ms = SEND_TIME_MS, .poll_time_ms = POLL_TIME_MS             \
    }
