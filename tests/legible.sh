#!/bin/sh
# tests/legible.sh DENT [FOLDER]: can the last row read it? Two dozen scenes are
# drawn at 1920x1080 and shrunk to a third, which is what is left of them eight
# screen heights away; tesseract reads them, and what it read is compared with
# the texts of the drawing. And zbarimg reads the lobby's code as it stands,
# washed out to 15:1 by a lit room, and at half the size. Pictures go to FOLDER.
set -eu
dent=$(realpath "${1:?usage: tests/legible.sh DENT [FOLDER]}")
top=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
shots=${2:-$work}
mkdir -p "$shots"
export DENT_DECKS="$top/assets/decks"
export OMP_THREAD_LIMIT=1 MAGICK_THREAD_LIMIT=1
# Per cent of the characters: what each scene needs, and all of them together.
# Of questions, options and values (50 px and larger) two may be missed in all.
scene_floor=90
floor=98
large_misses=2

scenes() { # prints DECK EXERCISE PHASE THEME
    cat <<'END'
right-reasons lobby - dark
right-reasons lobby - bright
right-reasons start vote dark
right-reasons start reveal bright
right-reasons start discuss dark
right-reasons left-right reveal bright
right-reasons artist reveal dark
right-reasons zeal reveal dark
right-reasons idea reveal bright
right-reasons dent reveal dark
right-reasons remarkable reveal bright
right-reasons giving reveal bright
right-reasons curious reveal dark
right-reasons whys reveal bright
right-reasons instead-again reveal dark
right-reasons apart reveal bright
right-reasons chasm reveal dark
right-reasons permission reveal bright
right-reasons fit reveal dark
right-reasons start-again reveal bright
toolkit slide read bright
toolkit choice reveal dark
toolkit ideas vote bright
toolkit points reveal dark
toolkit questions groups bright
toolkit quiz reveal bright
toolkit talk fours dark
toolkit scale-again reveal dark
END
}

# The texts for the room (t-min, 45 px, and larger): BOX<tab>TEXT, the box as
# convert's -crop wants it. Names of fonts and colours have no spaces.
list_texts() {
    awk '$1 == "text" && $3 >= 45 {
        text = $0
        sub(/^[^"]*"/, "", text)
        sub(/"$/, "", text)
        x = $5 - ($7 == "right" ? $9 : $7 == "center" ? $9 / 2 : 0)
        printf "%dx%d+%d+%d\t%s\n", $9 + 8, $3 * 1.2, x - 4, $6 - $3 * 0.9, text
    }'
}

# Compares by words: a text counts whole when a line that was read holds all of
# it (spaces aside), otherwise each of its words counts that was read anywhere.
# Short ones, such as values, have to stand alone; each reading counts once.
# Prints the lines with words that were missed, which come after a tab.
compare() { # TEXTS READ
    awk -F '\t' '
    function plain(s) {
        s = tolower(s)
        gsub(/[^a-z0-9%.]+/, " ", s)
        gsub(/[.]( |$)/, " ", s)
        gsub(/^ +| +$/, "", s)
        return s
    }
    FILENAME == ARGV[1] {
        line = plain($0)
        count = split(line, words, " ")
        for (i = 1; i <= count; i++) seen[words[i]]++
        gsub(/ /, "", line)
        lines = lines "|" line
        next
    }
    {
        whole = text = plain($2)
        gsub(/ /, "", whole)
        if (length(whole) > 4 && index(lines, whole)) next
        count = split(text, words, " ")
        missed = ""
        for (i = 1; i <= count; i++) {
            word = words[i]
            if (seen[word]-- > 0) continue
            if (length(word) > 4 && index(lines, word)) continue
            missed = missed " " word
        }
        if (missed != "") print $1 "\t" $2 "\t" missed
    }' "$2" "$1"
}

# The letters, digits and per cent signs of a column.
count_characters() { # COLUMN FILE
    cut -f "$1" "$2" | tr -cd '[:alnum:]%' | wc -c
}

# Reads one scene as a page, and then once more, one by one, the texts of which
# it missed a word: eyes that look for a value find it, where tesseract drops
# what stands alone in a picture. Leaves "READ ASKED NAME: WORDS MISSED".
read_scene() { # DECK EXERCISE PHASE THEME
    name=$1-$2-$3-$4
    negate=
    [ "$4" = bright ] || negate=-negate
    phase=$3
    set -- --deck "$1" --exercise "$2" --theme "$4" --size 1920x1080
    [ "$phase" = - ] || set -- "$@" --phase "$phase"
    "$dent" shot "$@" --out "$work/$name.txt"
    "$dent" shot "$@" --out "$shots/$name.png"
    list_texts <"$work/$name.txt" >"$work/$name.texts"
    # Enlarged again, since tesseract wants letters of some size; what the
    # third has lost stays lost.
    convert "$shots/$name.png" -scale '640x360!' -colorspace Gray $negate \
        -filter Lanczos -resize 300% "$work/$name.pgm"
    tesseract "$work/$name.pgm" - --psm 11 >"$work/$name.read" 2>/dev/null
    compare "$work/$name.texts" "$work/$name.read" >"$work/$name.again"
    if [ -s "$work/$name.again" ]; then
        set --
        while IFS='	' read -r box _; do
            set -- "$@" '(' -clone 0 -crop "$box" +repage -resize x54 \
                -bordercolor white -border 24x12 ')'
        done <"$work/$name.again"
        convert "$work/$name.pgm" "$@" -delete 0 -append "$work/$name-2.pgm"
        tesseract "$work/$name-2.pgm" - --psm 6 >"$work/$name.read" \
            2>/dev/null
    fi
    compare "$work/$name.again" "$work/$name.read" >"$work/$name.missed"
    asked=$(count_characters 2 "$work/$name.texts")
    echo "$((asked - $(count_characters 3 "$work/$name.missed"))) $asked" \
        "$name:$(cut -f 3 "$work/$name.missed" | tr -d '\n')" \
        >"$work/$name.result"
}

# Every second scene, beginning with the first or the second.
read_scenes() { # 0|1
    scenes | awk -v turn="$1" 'NR % 2 == turn' |
        while read -r deck exercise phase theme; do
            read_scene "$deck" "$exercise" "$phase" "$theme"
        done
}

failures=0
check() { # SENTENCE COMMAND...
    sentence=$1
    shift
    if "$@"; then
        echo "ok   $sentence"
    else
        echo "FAIL $sentence"
        failures=$((failures + 1))
    fi
}
reads_code() { # PICTURE
    [ "$(zbarimg -q --raw "$1" 2>/dev/null)" = HTTP://192.168.4.1/ ]
}

read_scenes 0 &
read_scenes 1
wait
cat "$work"/*.result | sort -k 3 | awk -v scene="$scene_floor" -v all="$floor" '
    { part = 100 * $1 / $2; read += $1; asked += $2; name = $3 }
    { sub(/^[0-9]+ [0-9]+ [^ ]+/, ""); printf "%5.1f %% %s%s\n", part, name, $0 }
    part < scene { print "FAIL  less than " scene " % of it"; failed = 1 }
    END {
        printf "%.1f %% of %d characters in %d scenes, at a third of 1080p\n",
            100 * read / asked, asked, NR
        exit failed || read < asked * all / 100
    }' >"$work/summary" || failures=1
cat "$work/summary"
[ "$(cat "$work"/*.result | wc -l)" -eq "$(scenes | wc -l)" ] || {
    echo "FAIL not every scene was drawn and read"
    failures=$((failures + 1))
}

# Boxes are 1.2 times as high as their text.
awk -F '[x+\t]' '$2 >= 60 { print "missed, and large:", $5 }' \
    "$work"/*.missed >"$work/large"
cat "$work/large"
check "questions, options and values are read" \
    [ "$(wc -l <"$work/large")" -le "$large_misses" ]

for theme in dark bright; do
    picture=$shots/right-reasons-lobby---$theme.png
    # What a room's light A adds to all: (L+A)/(1+A), A = 1/14, of light and not
    # of the numbers that stand for it.
    convert "$picture" -colorspace RGB -evaluate multiply 0.93333 \
        -evaluate add 6.6667% -colorspace sRGB "$work/$theme-washed.png"
    convert "$picture" -scale 50% "$work/$theme-half.png"
    check "the lobby's code is read, $theme" reads_code "$picture"
    check "the code is read in a lit room (15:1), $theme" \
        reads_code "$work/$theme-washed.png"
    check "the code is read at half the size, $theme" \
        reads_code "$work/$theme-half.png"
done
[ "$failures" -eq 0 ]
