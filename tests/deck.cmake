dent_test(test_deck dent_deck)
dent_test(test_deck_faults dent_deck)
dent_test(test_deck_rounds dent_deck)
dent_test(test_deck_hostile dent_deck)
dent_test(test_deck_locate dent_deck)

# A libFuzzer program; clang only. Run it from an empty folder that keeps what
# it finds: fuzz_deck -max_len=8192 . ASSETS/decks
if(DENT_FUZZ)
  if(NOT CMAKE_C_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "DENT_FUZZ needs clang: CC=clang cmake …")
  endif()
  target_compile_options(dent_deck PRIVATE -fsanitize=fuzzer-no-link)
  add_executable(fuzz_deck ${CMAKE_CURRENT_LIST_DIR}/fuzz/fuzz_deck.c)
  target_link_libraries(fuzz_deck PRIVATE dent_deck dent_flags)
  target_compile_options(fuzz_deck PRIVATE -fsanitize=fuzzer)
  target_link_options(fuzz_deck PRIVATE -fsanitize=fuzzer)
endif()
