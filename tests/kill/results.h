#pragma once

// The exported results of one data folder against what the guests remember.
#include "kill/guest.h"
#include "kill/program.h"

// dent export, dent audit, and each guest's rows in ballots.csv.
void results_check(const struct program *program, const struct guest *guests,
                   unsigned guest_count);
