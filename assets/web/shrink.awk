# Makes a script small without changing what it does. Takes away comments,
# needless blanks and line ends, and gives short names to what we
# declare ourselves. A name is left alone wherever it might be a property:
# after a dot, and in braces as a key, as a method or as shorthand. So it asks of the sources: semicolons
# everywhere, no comment over several lines, no template strings, no
# defaults in destructuring, and no name of ours that is elsewhere one of the
# browser's.

function add(type, text) {
    kind[++count] = type
    token[count] = text
}

# Cuts one line into tokens: w word, s string, r regular expression, p other.
function cut(line,   c, n, before) {
    while (line != "") {
        c = substr(line, 1, 1)
        if (c == " ") {
            line = substr(line, 2)
            continue
        }
        if (substr(line, 1, 2) == "//") break
        if (match(line, /^\/\*[^*]*\*\//)) {
            line = substr(line, RLENGTH + 1)
            continue
        }
        if (match(line, /^[A-Za-z_$0-9][A-Za-z_$0-9]*(\.[0-9]+)?/) ) {
            n = RLENGTH
            if (c !~ /[0-9]/) {
                match(line, /^[A-Za-z_$0-9]+/)
                n = RLENGTH
            }
            add("w", substr(line, 1, n))
        } else if (c == "'" || c == "\"") {
            n = end_of(line, c)
            add("s", substr(line, 1, n))
        } else if (c == "`") {
            print "shrink: no template strings: " line > "/dev/stderr"
            failed = 1
            exit 1
        } else if (c == "/" && (before = token[count]) ~ /^[(,=:&|!?{;]$/) {
            n = end_of(line, "/")
            match(substr(line, n + 1), /^[a-z]*/)
            n += RLENGTH
            add("r", substr(line, 1, n))
        } else if (match(line, /^(\.\.\.|=>|\+\+|--|\*\*|\?\?|\?\.)/)) {
            n = RLENGTH
            add("p", substr(line, 1, n))
        } else {
            n = 1
            add("p", c)
        }
        line = substr(line, n + 1)
    }
    add("n", "\n")
}

function end_of(line, quote,   i, c) {
    for (i = 2; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (c == "\\") i++
        else if (c == quote) return i
    }
    print "shrink: not closed: " line > "/dev/stderr"
    failed = 1
    exit 1
}

# The next token that is no line end: where it is, what it is.
function following(i) {
    for (i++; i <= count && kind[i] == "n"; i++);
    return i
}

function next_of(i) {
    return token[following(i)]
}

# The token that closes the bracket at i.
function closing(i,   depth) {
    for (; i <= count; i++) {
        if (kind[i] != "p") continue
        if (token[i] ~ /^[({[]$/) depth++
        else if (token[i] ~ /^[])}]$/ && --depth == 0) return i
    }
    return count
}

# Names between the parentheses at i, where they stand alone.
function parameters(i, end,   depth, before) {
    for (; i < end; i++) {
        if (kind[i] == "p" && token[i] ~ /^[({[]$/) depth++
        else if (kind[i] == "p" && token[i] ~ /^[])}]$/) depth--
        else if (kind[i] == "w" && depth == 1 && before ~ /^([(,]|\.\.\.)$/) ours[token[i]] = 1
        if (kind[i] != "n") before = token[i]
    }
}

# Which names are ours, and which of them may not change.
function survey(   i, before, after, t, depth, inside, end, list) {
    for (i = 1; i <= count; i++) {
        if (kind[i] == "n") continue
        t = token[i]
        after = next_of(i)
        if (kind[i] == "p" && t ~ /^[({[]$/) {
            inside[++depth] = t
            if (t == "(") {
                end = closing(i)
                if (next_of(end) == "=>" || last_function) parameters(i, end)
            }
        } else if (kind[i] == "p" && t ~ /^[])}]$/) depth--
        if (kind[i] == "w" && t !~ /^[0-9]/) {
            used[t]++
            if (before ~ /^(const|let|function)$/ || after == "=>") ours[t] = 1
            # const a = 1, b = 2
            if (before == "," && after == "=" && inside[depth] != "(") ours[t] = 1
            list = inside[depth] == "{" && before ~ /^[{,]$/
            if (before == "." || before == "?." || (list && after ~ /^[,}:]$/) \
                || (after == "(" && (list || before == "async") \
                    && next_of(closing(following(i))) == "{")) fixed[t] = 1
        }
        last_function = before == "function" || t == "function"
        before = t
    }
}

function name_of(n,   text) {
    text = substr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", n % 52 + 1, 1)
    return n < 52 ? text : text name_of(int(n / 52) - 1)
}

function rename(   t, n, short, i, best) {
    n = 0
    while (1) {
        best = ""
        for (t in ours) {
            if ((t in fixed) || length(t) < 3) continue
            if (best == "" || used[t] * length(t) > used[best] * length(best) \
                || (used[t] * length(t) == used[best] * length(best) && t < best)) best = t
        }
        if (best == "") break
        do short = name_of(n++); while ((short in used) || (short in reserved))
        short_of[best] = short
        delete ours[best]
    }
    for (i = 1; i <= count; i++)
        if (kind[i] == "w" && (token[i] in short_of)) token[i] = short_of[token[i]]
}

function write(   i, line, last, t) {
    line = ""
    for (i = 1; i <= count; i++) {
        t = token[i]
        if (kind[i] == "n") {
            last = substr(line, length(line))
            if (line == "" || last ~ /[{(\[,;:?&|=+]/ || next_of(i) ~ /^([])}.,?:&|+]|\?\?|\?\.)$/) continue
            print line
            line = ""
            continue
        }
        last = substr(line, length(line))
        # ", }" and "; }" need no comma and no semicolon.
        if (t == "}" && last == ";") line = substr(line, 1, length(line) - 1)
        else if (t ~ /^[])}]$/ && last == ",") line = substr(line, 1, length(line) - 1)
        last = substr(line, length(line))
        if ((kind[i] == "w" && last ~ /[A-Za-z0-9_$]/) \
            || (last ~ /[-+]/ && t ~ /^[-+]/)) line = line " "
        line = line t
    }
    if (line != "") print line
}

BEGIN { split("do if in of is as", words, " "); for (i in words) reserved[words[i]] = 1 }
/^[ \t]*\/\// || /^import / || /^[ \t]*$/ { next }
{ sub(/^[ \t]+/, ""); sub(/^export /, ""); cut($0) }
END { if (failed) exit 1; survey(); rename(); write() }
