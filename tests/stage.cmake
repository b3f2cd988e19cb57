dent_test(test_stage dent_stage)
dent_test(test_stage_reset dent_stage)
