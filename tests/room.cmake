add_library(room_help STATIC ${CMAKE_CURRENT_LIST_DIR}/room_help.c
                             ${CMAKE_CURRENT_LIST_DIR}/room_place.c)
target_link_libraries(room_help PUBLIC dent_room journal_help)
target_include_directories(room_help PUBLIC ${CMAKE_CURRENT_LIST_DIR})
dent_test(test_room_guest room_help)
dent_test(test_room_ballot room_help)
dent_test(test_room_shift room_help)
dent_test(test_room_host room_help)
dent_test(test_room_parts room_help)
dent_test(test_room_http room_help)
dent_test(test_room_probes room_help)
set_tests_properties(test_room_http test_room_probes PROPERTIES LABELS threads)

# Built with the tests, run by tests/bench/run only.
add_executable(bench_room bench/bench_room.c bench/bench_load.c
                          bench/bench_server.c bench/bench_bare.c)
target_link_libraries(bench_room PRIVATE room_help dent_flags)

# fuzz_room -max_len=4096 FOLDER
if(DENT_FUZZ)
  target_compile_options(dent_room PRIVATE -fsanitize=fuzzer-no-link)
  add_executable(fuzz_room ${CMAKE_CURRENT_LIST_DIR}/fuzz/fuzz_room.c)
  target_link_libraries(fuzz_room PRIVATE room_help dent_flags)
  target_compile_options(fuzz_room PRIVATE -fsanitize=fuzzer)
  target_link_options(fuzz_room PRIVATE -fsanitize=fuzzer)
endif()
