add_library(session_help STATIC ${CMAKE_CURRENT_LIST_DIR}/session_help.c
                                ${CMAKE_CURRENT_LIST_DIR}/kinds_help.c
                                ${CMAKE_CURRENT_LIST_DIR}/rounds_help.c)
target_link_libraries(session_help PUBLIC dent_session m)
target_include_directories(session_help PUBLIC ${CMAKE_CURRENT_LIST_DIR})
dent_test(test_session session_help)
dent_test(test_staging session_help)
dent_test(test_decide session_help)
dent_test(test_event session_help)
dent_test(test_kinds session_help)
dent_test(test_kinds_tally session_help)
dent_test(test_kinds_duel session_help)
dent_test(test_kinds_order session_help)
dent_test(test_kinds_plane session_help)
dent_test(test_kinds_written session_help)
dent_test(test_deal session_help)
dent_test(test_rounds session_help)
dent_test(test_handover session_help)
dent_test(test_wall session_help)
target_sources(test_wall PRIVATE ${CMAKE_CURRENT_LIST_DIR}/wall_model.c)
dent_test(test_groups session_help)

# The parts of the kiosk that decide, without those that show.
dent_test(test_conductor session_help)
target_sources(test_conductor PRIVATE ${PROJECT_SOURCE_DIR}/src/kiosk/conductor.c
                                      ${PROJECT_SOURCE_DIR}/src/kiosk/rehearsal.c)

dent_test(test_sim session_help)
target_sources(test_sim PRIVATE ${CMAKE_CURRENT_LIST_DIR}/sim_act.c
                                ${CMAKE_CURRENT_LIST_DIR}/sim_fold.c
                                ${CMAKE_CURRENT_LIST_DIR}/sim_life.c
                                ${PROJECT_SOURCE_DIR}/src/kiosk/conductor.c)

# Run by hand: what the core costs.
add_executable(bench_core ${CMAKE_CURRENT_LIST_DIR}/bench/bench_core.c)
target_link_libraries(bench_core PRIVATE session_help dent_flags)
target_compile_definitions(bench_core PRIVATE
  DENT_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
dent_test(test_shift dent_session)
