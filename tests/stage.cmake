dent_test(test_stage dent_stage)
