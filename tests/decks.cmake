dent_test(test_decks dent_scene)
target_sources(test_decks PRIVATE scene_room.c
                                  ${PROJECT_SOURCE_DIR}/src/kiosk/conductor.c
                                  ${PROJECT_SOURCE_DIR}/src/kiosk/rehearsal.c)
if(DENT_FUZZ)
  add_executable(fuzz_answer ${CMAKE_CURRENT_LIST_DIR}/fuzz/fuzz_answer.c)
  target_link_libraries(fuzz_answer PRIVATE dent_session dent_flags)
  target_compile_definitions(fuzz_answer PRIVATE
    DENT_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_compile_options(fuzz_answer PRIVATE -fsanitize=fuzzer)
  target_link_options(fuzz_answer PRIVATE -fsanitize=fuzzer)
endif()
